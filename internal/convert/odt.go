package convert

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"thao/internal/akn"
)

// writeODT writes an OpenDocument text (ODF 1.3) in the style of a house, with
// the notes as comments.
func writeODT(w io.Writer, doc *akn.Document, h *house) error {
	t := &odtText{house: h, looks: map[look]string{}}
	lines := linesOf(doc.Tree)
	t.marks = marksOf(lines, doc.Notes)
	for i := range lines {
		t.line(i, &lines[i])
	}
	t.endNotes()
	parts := [...]struct{ name, content string }{
		{"META-INF/manifest.xml", odtManifest},
		{"content.xml", t.content()},
		{"meta.xml", odtMeta(doc, h)},
		{"styles.xml", odtStyles(h)},
	}
	z := zip.NewWriter(w)
	// The type comes first and uncompressed, so that it can be read without
	// unpacking (ODF 1.3, part 2, 3.3).
	first, err := z.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store})
	if err == nil {
		_, err = io.WriteString(first, odtType)
	}
	for _, p := range parts {
		var part io.Writer
		if err == nil {
			part, err = z.Create(p.name)
		}
		if err == nil {
			_, err = io.WriteString(part, p.content)
		}
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("convert: writing ODT: %w", err)
	}
	return nil
}

// odtText puts content.xml together: the body first, for it is there that the
// looks come up which the styles before it define.
type odtText struct {
	house  *house
	body   bytes.Buffer
	looks  map[look]string // automatic style by look
	order  []look
	tables []odtColumns
	marks  map[int][]mark
	notes  []string
	count  int // comments so far
}

// odtColumns are the widths of one table's columns.
type odtColumns []float64

func (t *odtText) raw(parts ...string) {
	for _, s := range parts {
		t.body.WriteString(s)
	}
}

// style is the automatic style of a look, made when it is first met.
func (t *odtText) style(k look) string {
	name := t.looks[k]
	if name == "" {
		t.order = append(t.order, k)
		name = "P" + strconv.Itoa(len(t.order))
		t.looks[k] = name
	}
	return name
}

func (t *odtText) line(i int, l *line) {
	switch {
	case l.table:
		t.table(gridOf(l.node), l.story, measure, t.marks[i])
	case l.story == note:
		t.notes = append(t.notes, l.text())
	default:
		t.paragraph(l, t.house.of(l), t.marks[i])
	}
}

func (t *odtText) paragraph(l *line, k look, marks []mark) {
	element := t.open(k)
	starts, ends := t.annotations(marks)
	t.raw(starts[-1])
	label := ""
	if l.label != "" {
		label = strings.TrimSuffix(l.text(), l.words)
	}
	if k.labelBold && label != "" {
		t.raw(`<text:span text:style-name="Bold">`, odtWords(label, true), "</text:span>")
	} else {
		t.raw(odtWords(label, true))
	}
	at := 0
	for _, b := range bounds(starts, ends) {
		t.raw(odtWords(l.words[at:b], at == 0 && label == ""), ends[b], starts[b])
		at = b
	}
	t.raw(odtWords(l.words[at:], at == 0 && label == ""), "</", element, ">\n")
}

// open begins a paragraph or heading and returns its element.
func (t *odtText) open(k look) string {
	if k.level > 0 {
		t.raw(`<text:h text:style-name="`, t.style(k), `" text:outline-level="`, strconv.Itoa(min(k.level, 10)), `">`)
		return "text:h"
	}
	t.raw(`<text:p text:style-name="`, t.style(k), `">`)
	return "text:p"
}

// annotations are the marks of the comments on a line: what opens and what
// closes at each byte of its words. One that begins with the words takes the
// label too, and opens at -1.
func (t *odtText) annotations(marks []mark) (starts, ends map[int]string) {
	starts, ends = map[int]string{}, map[int]string{}
	for _, m := range marks {
		t.count++
		name := "c" + strconv.Itoa(t.count)
		from := m.from
		if from == 0 {
			from = -1
		}
		starts[from] += annotation(m.note, name)
		ends[max(m.to, from)] += `<office:annotation-end office:name="` + name + `"/>`
	}
	return starts, ends
}

// annotation is a comment with the answers under it, each an annotation of its
// own that names the first (as LibreOffice has it).
func annotation(n *akn.Note, name string) string {
	author := n.Body
	if author == "" {
		author = n.Author
	}
	var b strings.Builder
	writeAnnotation(&b, name, "", author, n.Date, noteWords(n), n.Resolved)
	for i, turn := range n.Thread {
		writeAnnotation(&b, name+"r"+strconv.Itoa(i+1), name, turn.Author, turn.Date, turn.Text, n.Resolved)
	}
	return b.String()
}

func writeAnnotation(b *strings.Builder, name, parent, author, date, words string, resolved bool) {
	b.WriteString(`<office:annotation office:name="` + name + `"`)
	if parent != "" {
		b.WriteString(` loext:parent-name="` + parent + `"`)
	}
	if resolved {
		b.WriteString(` loext:resolved="true"`)
	}
	b.WriteString("><dc:creator>" + odtEscape(author) + "</dc:creator>")
	if when := moment(date); !when.IsZero() {
		b.WriteString("<dc:date>" + when.Format("2006-01-02T15:04:05") + "</dc:date>")
	}
	for line := range strings.SplitSeq(words, "\n") {
		b.WriteString("<text:p>" + odtWords(line, true) + "</text:p>")
	}
	b.WriteString("</office:annotation>")
}

// table draws a table over a measure; comments on it stand in its first cell.
func (t *odtText) table(g *grid, s story, width float64, marks []mark) {
	widths := g.widths(width)
	if width == measure {
		widths = t.house.columns(g, s)
	}
	t.tables = append(t.tables, widths)
	name := "Table" + strconv.Itoa(len(t.tables))
	t.raw(`<table:table table:name="`, name, `" table:style-name="`, name, `">`)
	for i := range widths {
		t.raw(`<table:table-column table:style-name="`, name, ".", strconv.Itoa(i+1), `"/>`)
	}
	style := "Plain"
	if ruled(s) {
		style = "Ruled"
	}
	for _, row := range g.rows {
		t.raw("<table:table-row>")
		at := 0
		for _, c := range row {
			t.raw(`<table:table-cell office:value-type="string" table:style-name="`, style, `"`)
			if c.span > 1 {
				t.raw(` table:number-columns-spanned="`, strconv.Itoa(c.span), `"`)
			}
			t.raw(">")
			room := 0.0
			for _, w := range widths[at : at+c.span] {
				room += w
			}
			t.cell(c, s, at, room, marks)
			marks = nil
			t.raw("</table:table-cell>", strings.Repeat("<table:covered-table-cell/>", c.span-1))
			at += c.span
		}
		t.raw("</table:table-row>\n")
	}
	t.raw("</table:table>\n")
}

func (t *odtText) cell(c cell, s story, col int, room float64, marks []mark) {
	nested := func() {
		for _, g := range c.tables {
			t.table(g, body, room-4, nil)
		}
	}
	if !c.below {
		nested()
	}
	looks := t.house.cellLooks(s, col, c.paragraphs)
	for i, words := range c.paragraphs {
		element := t.open(looks[i])
		if i == 0 {
			starts, ends := t.annotations(marks)
			t.raw(starts[-1])
			for _, at := range bounds(starts, ends) {
				t.raw(ends[at])
			}
		}
		t.raw(odtWords(words, true), "</", element, ">")
	}
	if c.below {
		nested()
	}
}

// endNotes closes the text with a paragraph that bears the marks of the notes
// gathered at its end.
func (t *odtText) endNotes() {
	if len(t.notes) == 0 {
		return
	}
	element := t.open(look{size: 10, align: flush, line: 1})
	for i, words := range t.notes {
		number := strconv.Itoa(i + 1)
		t.raw(`<text:note text:id="ftn`, number, `" text:note-class="footnote"><text:note-citation>`, number,
			`</text:note-citation><text:note-body><text:p text:style-name="Footnote">`, odtWords(words, true), "</text:p></text:note-body></text:note>")
	}
	t.raw("</", element, ">\n")
}

// odtWords is text in a paragraph: a tab, a line break and each blank after
// another, or at the start, are elements, for runs of white space are one
// blank (ODF 1.3, part 3, 6.1.2).
func odtWords(s string, start bool) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(s); i++ {
		instead := ""
		switch c := s[i]; {
		case c == '\t':
			instead = "<text:tab/>"
		case c == '\n':
			instead = "<text:line-break/>"
		case c == ' ' && (i == 0 && start || i > 0 && (s[i-1] == ' ' || s[i-1] == '\n' || s[i-1] == '\t') || i == len(s)-1):
			instead = "<text:s/>"
		default:
			continue
		}
		b.WriteString(odtEscape(s[from:i]))
		b.WriteString(instead)
		from = i + 1
	}
	b.WriteString(odtEscape(s[from:]))
	return b.String()
}
