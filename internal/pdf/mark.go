package pdf

import (
	"errors"
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// mark is one annotation as the file has it (ISO 32000-1, 12.5.6).
type mark struct {
	index  int // on its page, among all annotations
	kind   string
	text   string // Contents, else the rich text without its tags
	author string // T
	date   string // of the last change, else of the making; ISO 8601
	id     string // NM; "" if none
	rect   box
	quads  []box // one for each stretch of a line, for marks laid on text
	parent int   // index of the annotation it answers (IRT), -1 for none
	group  bool  // tied to its parent rather than answering it (RT Group)
	state  string
	model  string // StateModel: the annotation only records a state
}

// kinds of annotation people write with. A drawing that carries words counts
// as a sticky note.
var kinds = map[enums.FPDF_ANNOTATION_SUBTYPE]string{
	enums.FPDF_ANNOT_SUBTYPE_TEXT:           Sticky,
	enums.FPDF_ANNOT_SUBTYPE_FREETEXT:       FreeText,
	enums.FPDF_ANNOT_SUBTYPE_HIGHLIGHT:      Highlight,
	enums.FPDF_ANNOT_SUBTYPE_UNDERLINE:      Underline,
	enums.FPDF_ANNOT_SUBTYPE_SQUIGGLY:       Squiggly,
	enums.FPDF_ANNOT_SUBTYPE_STRIKEOUT:      StrikeOut,
	enums.FPDF_ANNOT_SUBTYPE_CARET:          Caret,
	enums.FPDF_ANNOT_SUBTYPE_LINE:           Sticky,
	enums.FPDF_ANNOT_SUBTYPE_SQUARE:         Sticky,
	enums.FPDF_ANNOT_SUBTYPE_CIRCLE:         Sticky,
	enums.FPDF_ANNOT_SUBTYPE_POLYGON:        Sticky,
	enums.FPDF_ANNOT_SUBTYPE_POLYLINE:       Sticky,
	enums.FPDF_ANNOT_SUBTYPE_STAMP:          Sticky,
	enums.FPDF_ANNOT_SUBTYPE_INK:            Sticky,
	enums.FPDF_ANNOT_SUBTYPE_FILEATTACHMENT: Sticky,
	enums.FPDF_ANNOT_SUBTYPE_SOUND:          Sticky,
	enums.FPDF_ANNOT_SUBTYPE_REDACT:         StrikeOut,
}

var errTooManyMarks = errors.New("too many annotations")

// readMarks reads the annotations of a page.
func (f *file) readMarks(ref requests.Page, v view) ([]mark, error) {
	r, err := f.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: ref})
	if err != nil {
		return nil, f.alive(err)
	}
	var out []mark
	for i := range r.Count {
		if f.marks++; f.marks > maxMarks {
			return nil, errTooManyMarks
		}
		a, err := f.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: ref, Index: i})
		if err != nil {
			if err := f.alive(err); err != nil {
				return nil, err
			}
			continue
		}
		if m, ok := f.mark(ref, a.Annotation, v); ok {
			m.index = i
			f.marks += len(m.quads)
			out = append(out, m)
		}
		if _, err := f.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: a.Annotation}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mark reads one annotation; ok is false for what nobody wrote: links, form
// fields, pop-up windows, drawings without words.
func (f *file) mark(page requests.Page, a references.FPDF_ANNOTATION, v view) (m mark, ok bool) {
	s, err := f.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: a})
	if err != nil {
		return m, false
	}
	if m.kind, ok = kinds[s.Subtype]; !ok {
		return m, false
	}
	m.text = f.annotText(a)
	if r, err := f.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: a}); err == nil {
		m.rect = v.box(r.Rect)
	}
	m.quads = f.quads(a, v)
	m.id = f.value(a, "NM")
	m.author, m.date = signature(f.value(a, "T"), f.value(a, "M"), f.value(a, "CreationDate"))
	m.state, m.model = f.value(a, "State"), f.value(a, "StateModel")
	m.parent, m.group = f.parent(page, a)
	return m, m.text != "" || m.model != "" || len(m.quads) > 0 || m.kind == Caret
}

// annotText is what an annotation says, lines divided by "\n".
func (f *file) annotText(a references.FPDF_ANNOTATION) string {
	text := f.value(a, "Contents")
	if strings.TrimSpace(text) == "" {
		text = plain(f.value(a, "RC"))
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(text)
	return strings.TrimSpace(norm.NFC.String(text))
}

// plain is the text of an annotation's rich text, which is XHTML.
func plain(rich string) string {
	if rich == "" {
		return ""
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(rich))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); b.Len() > 0 && (string(name) == "p" || string(name) == "br") {
				b.WriteByte('\n')
			}
		}
	}
}

func (f *file) value(a references.FPDF_ANNOTATION, key string) string {
	r, err := f.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: a, Key: key})
	if err != nil {
		return ""
	}
	return r.Value
}

const maxQuads = 1000 // of one annotation: some twenty pages of lines

func (f *file) quads(a references.FPDF_ANNOTATION, v view) []box {
	n, err := f.FPDFAnnot_CountAttachmentPoints(&requests.FPDFAnnot_CountAttachmentPoints{Annotation: a})
	if err != nil {
		return nil
	}
	var out []box
	for i := range min(n.Count, maxQuads) {
		q, err := f.FPDFAnnot_GetAttachmentPoints(&requests.FPDFAnnot_GetAttachmentPoints{Annotation: a, Index: i})
		if err != nil {
			continue
		}
		out = append(out, v.box(around(q.QuadPoints)))
	}
	return out
}

// around is the rectangle about a quadrilateral. Programs write its corners in
// different orders, so none is relied on.
func around(q structs.FPDF_FS_QUADPOINTSF) structs.FPDF_FS_RECTF {
	return structs.FPDF_FS_RECTF{
		Left:   min(q.X1, q.X2, q.X3, q.X4),
		Right:  max(q.X1, q.X2, q.X3, q.X4),
		Bottom: min(q.Y1, q.Y2, q.Y3, q.Y4),
		Top:    max(q.Y1, q.Y2, q.Y3, q.Y4),
	}
}

// parent finds the annotation that a answers or is tied to.
func (f *file) parent(page requests.Page, a references.FPDF_ANNOTATION) (index int, group bool) {
	r, err := f.FPDFAnnot_GetLinkedAnnot(&requests.FPDFAnnot_GetLinkedAnnot{Annotation: a, Key: "IRT"})
	if err != nil {
		return -1, false
	}
	defer f.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: r.LinkedAnnotation})
	at, err := f.FPDFPage_GetAnnotIndex(&requests.FPDFPage_GetAnnotIndex{Page: page, Annotation: r.LinkedAnnotation})
	if err != nil {
		return -1, false
	}
	return at.Index, f.value(a, "RT") == "Group"
}
