package compose

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Style is a named paragraph style. Defining one of a name that is there
// already replaces it.
type Style struct {
	Name     string // as its user sees it; "heading 1", "Title", "footnote text" are Word's own names
	BasedOn  string // a style's name; Normal if empty
	Next     string // style of the paragraph typed after one of this style
	Look     Look
	Align    Align
	Spacing  *Spacing
	Indent   *Indent
	Tabs     []Tab
	Rule     *Rule
	List     *ListItem // numbering that comes with the style
	Outline  int       // 1–9; 0 for body text
	KeepNext bool
	KeepLine bool

	kind styleKind
}

type styleKind string

const (
	paragraphStyle styleKind = "paragraph"
	characterStyle styleKind = "character"
	tableStyle     styleKind = "table"
)

// GridTable is the name of the table style with lines around every cell.
const GridTable = "Table Grid"

// Style defines a paragraph style. Styles must be defined before they are
// used.
func (d *Document) Style(s Style) {
	s.kind = paragraphStyle
	for i := range d.styles {
		if d.styles[i].Name == s.Name {
			d.styles[i] = s
			return
		}
	}
	d.styles = append(d.styles, s)
}

// styleIDOf makes an id of a name as Word does: "heading 1" has Heading1.
func styleIDOf(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(name) {
		_, size := utf8.DecodeRuneInString(word)
		b.WriteString(strings.ToUpper(word[:size]))
		b.WriteString(word[size:])
	}
	switch id := b.String(); id {
	case "AnnotationText":
		return "CommentText"
	case "AnnotationReference":
		return "CommentReference"
	default:
		return id
	}
}

// styleID is the id of a named style, "" for Normal, which needs no mention.
func (w *writer) styleID(name string, kind styleKind) string {
	if name == "" || name == "Normal" {
		return ""
	}
	for i := range w.doc.styles {
		if s := &w.doc.styles[i]; s.Name == name && s.kind == kind {
			return styleIDOf(name)
		}
	}
	w.doc.fail("no %s style %q", kind, name)
	return ""
}

// builtinStyles are those a document always has.
func builtinStyles(font Font) []Style {
	heading := func(level int, size float64) Style {
		return Style{
			Name: "heading " + strconv.Itoa(level), Next: "Normal", kind: paragraphStyle,
			Look: Look{Bold: On, Size: size}, Spacing: &Spacing{Before: 12, After: 6},
			Outline: level, KeepNext: true, KeepLine: true,
		}
	}
	return []Style{
		{Name: "Normal", kind: paragraphStyle},
		{Name: "Title", kind: paragraphStyle, Next: "Normal", Align: Center,
			Look: Look{Bold: On, Size: font.Size + 2}, Spacing: &Spacing{After: 12}},
		heading(1, font.Size+1), heading(2, font.Size), heading(3, font.Size), heading(4, font.Size),
		{Name: "List Paragraph", kind: paragraphStyle},
		{Name: "header", kind: paragraphStyle},
		{Name: "footer", kind: paragraphStyle},
		{Name: "footnote text", kind: paragraphStyle, Look: Look{Size: 10},
			Spacing: &Spacing{Line: 1}, Indent: &Indent{}},
		{Name: "annotation text", kind: paragraphStyle, Look: Look{Size: 10},
			Spacing: &Spacing{Line: 1}, Indent: &Indent{}, Align: Left},
		{Name: "footnote reference", kind: characterStyle, Look: Look{Raise: Superscript}},
		{Name: "annotation reference", kind: characterStyle, Look: Look{Size: 8}},
		{Name: "Normal Table", kind: tableStyle},
		{Name: GridTable, kind: tableStyle, BasedOn: "Normal Table"},
	}
}

func (d *Document) stylesPart() *writer {
	w := d.part("styles")
	lang := d.props.Language
	if lang == "" {
		lang = "vi-VN"
	}
	w.xml("<w:docDefaults><w:rPrDefault><w:rPr>")
	Look{Font: d.font.Name, Size: d.font.Size}.write(w)
	w.xml("<w:lang")
	w.attr("w:val", lang)
	w.xml("/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>")
	for _, s := range d.styles {
		s.write(w)
	}
	w.xml("</w:styles>")
	return w
}

// write appends the style in the order of CT_Style (17.7.4.17).
func (s Style) write(w *writer) {
	w.xml("<w:style")
	w.attr("w:type", string(s.kind))
	if s.Name == "Normal" || s.Name == "Normal Table" {
		w.attr("w:default", "1")
	}
	w.attr("w:styleId", styleIDOf(s.Name))
	w.xml(">")
	w.val("name", s.Name)
	s.relations(w)
	w.flag("qFormat", s.kind == paragraphStyle)
	switch s.kind {
	case paragraphStyle:
		w.xml("<w:pPr>")
		s.paragraph(w)
		w.xml("</w:pPr>")
		fallthrough
	case characterStyle:
		w.xml("<w:rPr>")
		s.Look.write(w)
		w.xml("</w:rPr>")
	case tableStyle:
		s.table(w)
	}
	w.xml("</w:style>")
}

func (s Style) relations(w *writer) {
	switch {
	case s.BasedOn != "":
		w.val("basedOn", styleIDOf(s.BasedOn))
	case s.kind == paragraphStyle && s.Name != "Normal":
		w.val("basedOn", "Normal")
	}
	if s.Next != "" {
		w.val("next", styleIDOf(s.Next))
	}
}

func (s Style) paragraph(w *writer) {
	Para{Align: s.Align, Spacing: s.Spacing, Indent: s.Indent, Tabs: s.Tabs, Rule: s.Rule,
		List: s.List, Outline: s.Outline, KeepNext: s.KeepNext, KeepLine: s.KeepLine}.base(w)
}

func (s Style) table(w *writer) {
	w.xml("<w:tblPr>")
	if s.Name == GridTable {
		Grid.write(w, "tblBorders", true)
	} else {
		w.xml(`<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>`)
	}
	w.xml("</w:tblPr>")
}
