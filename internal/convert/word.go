package convert

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"thao/internal/akn"
	"thao/internal/ooxml/compose"
)

// writeWord writes an official paper in the style of a house. Notes stand in
// the margin, those gathered at the end of the text at the foot of the last
// page.
func writeWord(w io.Writer, doc *akn.Document, h *house) error {
	d := compose.New(compose.Page{
		Width: pageWidth, Height: pageHeight, Top: marginTop, Bottom: marginBottom, Left: marginLeft, Right: marginRight,
	}, compose.Font{Name: h.font, Size: h.size})
	d.Properties(compose.Properties{Title: doc.Title, Creator: doc.Author, Language: h.language})
	p := &paper{doc: d, house: h}
	p.styles()
	lines := linesOf(doc.Tree)
	p.marks = marksOf(lines, doc.Notes)
	for i := range lines {
		p.line(i, &lines[i])
	}
	p.endNotes()
	if _, err := d.WriteTo(w); err != nil {
		return fmt.Errorf("convert: writing DOCX: %w", err)
	}
	return nil
}

// paper is a Word document in the making.
type paper struct {
	doc   *compose.Document
	house *house
	marks map[int][]mark
	notes []string // words of the notes gathered at the end
}

// mostLevels is how many levels of headings Word knows.
const mostLevels = 9

func (p *paper) styles() {
	k := p.house.running()
	p.doc.Style(compose.Style{Name: "Normal", Align: compose.Justify, Spacing: spacing(k), Indent: indentOf(k)})
	for level := 1; level <= mostLevels; level++ {
		p.doc.Style(compose.Style{Name: headingStyle(level), Next: "Normal", Outline: level, KeepNext: true,
			Look: compose.Look{Bold: compose.On}, Spacing: spacing(k), Align: compose.Justify, Indent: indentOf(k)})
	}
	p.doc.Style(compose.Style{Name: "header", Spacing: &compose.Spacing{Line: 1}, Indent: &compose.Indent{}})
	p.doc.NumberPages()
}

func headingStyle(level int) string { return "heading " + strconv.Itoa(min(level, mostLevels)) }

func spacing(k look) *compose.Spacing {
	return &compose.Spacing{Before: k.before, After: k.after, Line: k.line}
}

func indentOf(k look) *compose.Indent { return &compose.Indent{First: k.first, Left: k.left} }

func (p *paper) line(i int, l *line) {
	switch {
	case l.table:
		p.doc.Add(p.table(gridOf(l.node), l.story, measure, p.threads(p.marks[i])))
	case l.story == note:
		p.notes = append(p.notes, l.text())
	default:
		p.doc.Para(p.para(l, p.house.of(l), p.marks[i]))
	}
}

func (p *paper) para(l *line, k look, marks []mark) compose.Para {
	out := p.shaped(k)
	label := compose.Look{}
	if k.labelBold {
		label.Bold = compose.On
	}
	starts, ends := p.commented(marks)
	out.Runs = append(out.Runs, starts[-1]...)
	if l.label != "" {
		out.Runs = append(out.Runs, compose.Run{Text: strings.TrimSuffix(l.text(), l.words), Look: label})
	}
	at := 0
	cut := func(to int) {
		if to > at {
			out.Runs = append(out.Runs, compose.Run{Text: l.words[at:to]})
			at = to
		}
	}
	for _, b := range bounds(starts, ends) {
		cut(b)
		out.Runs = append(out.Runs, ends[b]...)
		out.Runs = append(out.Runs, starts[b]...)
	}
	cut(len(l.words))
	return out
}

// commented gives the comments on a line: what opens and what closes at each
// byte of its words. One that begins with the words takes the label too, and
// opens at -1.
func (p *paper) commented(marks []mark) (starts, ends map[int][]compose.Inline) {
	starts, ends = map[int][]compose.Inline{}, map[int][]compose.Inline{}
	for _, m := range marks {
		t := p.thread(m.note)
		from := m.from
		if from == 0 {
			from = -1
		}
		if from < m.to || from < 0 {
			starts[from] = append(starts[from], compose.CommentStart{Thread: t})
			ends[m.to] = append(ends[m.to], compose.CommentEnd{Thread: t})
			continue
		}
		ends[m.to] = append(ends[m.to], compose.CommentAt{Thread: t})
	}
	return starts, ends
}

// thread registers a note as a comment with the answers under it.
func (p *paper) thread(n *akn.Note) compose.Thread {
	author := n.Body
	if author == "" {
		author = n.Author
	}
	c := compose.Comment{Author: author, Initials: initials(author), Date: moment(n.Date), Text: noteWords(n), Resolved: n.Resolved}
	for _, t := range n.Thread {
		c.Replies = append(c.Replies, compose.Comment{Author: t.Author, Initials: initials(t.Author), Date: moment(t.Date), Text: t.Text})
	}
	return p.doc.Comment(c)
}

// threads sets comments on a point: those on a table.
func (p *paper) threads(marks []mark) []compose.Inline {
	var list []compose.Inline
	for _, m := range marks {
		list = append(list, compose.CommentAt{Thread: p.thread(m.note)})
	}
	return list
}

func initials(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(name) {
		for _, r := range word {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// moment is a date as files give it; zero where it is none.
func moment(s string) time.Time {
	for _, form := range [...]string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// shaped is a paragraph of a look, yet without words.
func (p *paper) shaped(k look) compose.Para {
	out := compose.Para{KeepNext: k.keep, NewPage: k.newPage}
	base := p.house.running()
	if k.level > 0 {
		out.Style = headingStyle(k.level)
		base.bold = true
	}
	out.Look = compose.Look{Bold: toggle(k.bold, base.bold), Italic: toggle(k.italic, false), Underline: k.underline}
	if k.size != base.size {
		out.Look.Size = k.size
	}
	if k.align != base.align {
		out.Align = [...]compose.Align{compose.Justify, compose.Left, compose.Center}[k.align]
	}
	if k.before != base.before || k.after != base.after || k.line != base.line {
		out.Spacing = spacing(k)
	}
	if k.first != base.first || k.left != base.left {
		out.Indent = indentOf(k)
	}
	return out
}

func toggle(on, styled bool) compose.Toggle {
	switch {
	case on == styled:
		return compose.Inherit
	case on:
		return compose.On
	}
	return compose.Off
}

// table draws a table over a measure; first are put before its first words.
func (p *paper) table(g *grid, s story, width float64, first []compose.Inline) compose.Table {
	t := compose.Table{Widths: p.house.columns(g, s)}
	if width != measure {
		t.Widths = g.widths(width)
	}
	if ruled(s) {
		t.Style = compose.GridTable
	}
	var rows []compose.Row
	for _, r := range g.rows {
		row := compose.Row{CantSplit: !ruled(s)}
		at := 0
		for _, c := range r {
			room := 0.0
			for _, w := range t.Widths[at : at+c.span] {
				room += w
			}
			row.Cells = append(row.Cells, compose.Cell{Span: c.span, Blocks: p.cell(c, s, at, room, first)})
			first = nil
			at += c.span
		}
		rows = append(rows, row)
	}
	t.Rows = compose.Rows(rows...)
	return t
}

func (p *paper) cell(c cell, s story, col int, room float64, first []compose.Inline) []compose.Block {
	var tables, words []compose.Block
	for _, t := range c.tables {
		tables = append(tables, p.table(t, body, room-4, nil))
	}
	if s == head && len(c.paragraphs) == 1 {
		c.paragraphs = headLines(c.paragraphs[0])
	}
	looks := p.house.cellLooks(s, col, c.paragraphs)
	for i, text := range c.paragraphs {
		para := p.shaped(looks[i])
		para.Runs = append(first, compose.Run{Text: text})
		first = nil
		words = append(words, para)
	}
	if c.below {
		return append(words, tables...)
	}
	return append(tables, words...)
}

// endNotes closes the text with a paragraph that bears the marks of the notes
// gathered at its end.
func (p *paper) endNotes() {
	if len(p.notes) == 0 {
		return
	}
	closing := p.shaped(look{size: 10, align: flush, line: 1})
	for _, words := range p.notes {
		closing.Runs = append(closing.Runs, compose.Footnote{Paras: []compose.Para{{Style: "footnote text", Text: words}}})
	}
	p.doc.Para(closing)
}
