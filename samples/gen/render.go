package main

import (
	"time"

	"thao/internal/ooxml/compose"
)

// form is how the labels of a draft are made.
type form int

const (
	numbered form = iota // by Word's multilevel list
	byHand               // typed before the text
)

// room before and after, and the first line's indent, of running text.
var (
	bodySpacing = &compose.Spacing{Before: 3, After: 3, Line: 1.2}
	bodyIndent  = &compose.Indent{First: 12.7}
	noIndent    = &compose.Indent{}
	tight       = &compose.Spacing{Line: 1}
)

// newPaper starts a document in the dress of an official paper.
func newPaper(title string, created time.Time, size float64) *compose.Document {
	page := compose.A4()
	page.Right = 18
	d := compose.New(page, compose.Font{Name: "Times New Roman", Size: size})
	d.Properties(compose.Properties{Title: title, Creator: "Tổ biên tập", Created: created})
	d.Style(compose.Style{Name: "Normal", Align: compose.Justify, Spacing: bodySpacing, Indent: bodyIndent})
	d.Style(compose.Style{Name: plainStyle, Spacing: tight, Indent: noIndent, Align: compose.Left})
	d.Style(compose.Style{Name: "Title", Align: compose.Center, Spacing: tight, Indent: noIndent,
		Look: compose.Look{Bold: compose.On, Size: size + 2}, KeepNext: true})
	d.Style(compose.Style{Name: "header", Spacing: tight, Indent: noIndent})
	d.NumberPages()
	return d
}

// plainStyle is for letterheads, tables and signatures.
const plainStyle = "Thể thức"

// copyOf is a Word file made of the draft, with what was written on it.
type copyOf struct {
	draft   *draft
	form    form
	title   string
	when    time.Time
	marks   []mark
	edition edition // the first where none is given
}

// render makes the file. Marks that name no place in the text are an error.
func (c *copyOf) render() (*compose.Document, error) {
	d := newPaper(c.title, c.when, 14)
	r := &renderer{copyOf: c, doc: d}
	if c.form == numbered {
		r.defineLists()
	}
	if err := r.resolve(); err != nil {
		return nil, err
	}
	e := c.edition
	if e.stamp == "" {
		e = firstEdition
	}
	d.Add(draftHead(e)...)
	for i, l := range c.draft.lines {
		r.line(i, l)
		r.after(i)
	}
	d.Add(draftFoot()...)
	return d, nil
}

type renderer struct {
	*copyOf
	doc    *compose.Document
	list   compose.Num
	byLine map[int][]placed // marks within the lines
	follow map[int][]mark   // paragraphs put in after a line
}

// headingLooks are the looks of part, "I-", "1-" and "1.1-".
var headingLooks = [4]compose.Look{
	{Bold: compose.On, Size: 15},
	{Bold: compose.On},
	{Bold: compose.On},
	{Bold: compose.On, Italic: compose.On},
}

func (r *renderer) defineLists() {
	label := func(format, text string, look compose.Look) compose.ListLevel {
		return compose.ListLevel{Format: format, Text: text, Suffix: compose.SpaceAfter, Indent: bodyIndent, Look: look}
	}
	part := label("upperRoman", "Phần %1", headingLooks[0])
	part.Suffix, part.Indent, part.Style = compose.NothingAfter, noIndent, "heading 1"
	first := label("upperRoman", "%2-", headingLooks[1])
	first.Style = "heading 2"
	second := label("decimal", "%3-", compose.Look{})
	third := label("decimal", "%3.%4-", headingLooks[3])
	third.Style = "heading 4"
	r.list = r.doc.List(part, first, second, third,
		label("lowerLetter", "%5)", compose.Look{}), label("bullet", "-", compose.Look{}))
	names := [4]string{"heading 1", "heading 2", "heading 3", "heading 4"}
	for depth, name := range names {
		s := compose.Style{Name: name, Next: "Normal", Look: headingLooks[depth], Outline: depth + 1,
			List: &compose.ListItem{Num: r.list, Level: depth}, KeepNext: true,
			Spacing: &compose.Spacing{Before: 6, After: 3, Line: 1.15}, Align: compose.Justify, Indent: bodyIndent}
		if depth == 0 {
			s.Align, s.Spacing, s.Indent = compose.Center, &compose.Spacing{Before: 18, After: 6, Line: 1.15}, noIndent
		}
		r.doc.Style(s)
	}
}

func (r *renderer) line(i int, l line) {
	if l.table {
		r.doc.Add(targets()...)
		return
	}
	p := r.paragraph(l)
	if l.label != "" && l.depth == 0 && r.form == byHand {
		label := p
		label.Text = l.label
		label.Spacing = &compose.Spacing{Before: 18, Line: 1.15}
		r.doc.Para(label)
	}
	r.marked(&p, i, l)
	r.doc.Para(p)
}

// paragraph is the line's paragraph with its label, yet without its words.
func (r *renderer) paragraph(l line) compose.Para {
	if r.form == byHand || l.byHand || l.label == "" {
		return r.typed(l)
	}
	item := &compose.ListItem{Num: r.list, Level: l.depth}
	switch {
	case l.depth == 0: // the label on a line of its own
		return compose.Para{Style: "heading 1", Text: "\n"}
	case l.title && l.depth < 4:
		return compose.Para{Style: [...]string{"", "heading 2", "heading 3", "heading 4"}[l.depth]}
	}
	return compose.Para{List: item}
}

func (r *renderer) typed(l line) compose.Para {
	var p compose.Para
	if l.label != "" && l.depth > 0 {
		p.Text = l.label + " "
	}
	if !l.title {
		return p
	}
	p.Look, p.KeepNext = headingLooks[l.depth], true
	p.Spacing = &compose.Spacing{Before: 6, After: 3, Line: 1.15}
	if l.depth == 0 {
		p.Align, p.Indent = compose.Center, noIndent
		p.Spacing = &compose.Spacing{After: 6, Line: 1.15}
	}
	return p
}

// targets is the table of targets.
func targets() []compose.Block {
	head := func(s string) compose.Cell {
		return compose.Cell{Text: s, Style: plainStyle, Align: compose.Center, VAlign: compose.Middle,
			Look: compose.Look{Bold: compose.On, Size: 13}, Shade: "F2F2F2"}
	}
	rows := []compose.Row{{Header: true, CantSplit: true, Cells: []compose.Cell{
		head("TT"), head("Chỉ tiêu"), head("Đơn vị tính"), head("Năm 2020"), head("Năm 2025"), head("Năm 2030")}}}
	for _, t := range targetRows {
		var cells []compose.Cell
		for i, text := range t {
			cell := compose.Cell{Text: text, Style: plainStyle, Align: compose.Center, VAlign: compose.Middle,
				Look: compose.Look{Size: 13}}
			if i == 1 {
				cell.Align = compose.Left
			}
			cells = append(cells, cell)
		}
		rows = append(rows, compose.Row{CantSplit: true, Cells: cells})
	}
	return []compose.Block{
		compose.Table{Widths: []float64{11, 66, 22, 21, 21, 21}, Style: compose.GridTable, Align: compose.Center, Rows: compose.Rows(rows...)},
	}
}

var targetRows = [][]string{
	{"1", "Bí thư cấp ủy cấp tỉnh không phải là người địa phương", "%", "25", "50", "100"},
	{"2", "Bí thư cấp ủy cấp huyện không phải là người địa phương", "%", "40", "80", "100"},
	{"3", "Chức danh lãnh đạo, quản lý có khung năng lực", "%", "30", "100", "100"},
	{"4", "Cán bộ lãnh đạo cấp tỉnh dưới 40 tuổi", "%", "5", "10", "15"},
	{"5", "Cán bộ nữ tham gia cấp ủy cấp tỉnh", "%", "18", "20", "25"},
	{"6", "Cán bộ cấp chiến lược làm việc được bằng ngoại ngữ", "%", "10", "25", "40"},
}
