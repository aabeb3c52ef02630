package matrix

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"

	"thao/internal/locale"
	"thao/internal/ooxml/compose"
)

// Names of the paragraph styles of the document.
const (
	cellStyle  = "Matrix cell"
	headStyle  = "Matrix head"
	introStyle = "Matrix introduction"
	thinStyle  = "Matrix rule" // a paragraph of no words, as low as can be
)

// WriteDOCX writes the matrix as a Word document, ready to be signed once the
// answers are in it. The annexes that are papers of their own are left to
// WriteAnnexDOCX. It stops with the context's error as soon as the context ends;
// nothing is written then.
func (m *Matrix) WriteDOCX(ctx context.Context, w io.Writer) error {
	d := m.document()
	m.letterhead(d)
	m.titleAndIntro(d)
	d.Add(m.table(ctx))
	for _, a := range m.Annexes {
		if !a.Apart {
			m.annexTitle(d, a, true)
			m.annex(ctx, d, a)
		}
	}
	return m.write(ctx, d, w)
}

// WriteAnnexDOCX writes the annexes that are papers of their own, as WriteDOCX
// does: they go with the matrix and say so.
func (m *Matrix) WriteAnnexDOCX(ctx context.Context, w io.Writer) error {
	d := m.document()
	for i, a := range m.Annexes {
		if !a.Apart {
			continue
		}
		m.annexTitle(d, a, i > 0 && m.Annexes[i-1].Apart)
		d.Para(compose.Para{Style: headStyle, Look: compose.Look{Italic: compose.On, Size: m.Profile.Text},
			Text: locale.T(m.Profile.Lang, "matrix.annex.with", "title", m.heading()), Spacing: &compose.Spacing{After: 6, Line: 1}})
		m.annex(ctx, d, a)
	}
	return m.write(ctx, d, w)
}

func (m *Matrix) write(ctx context.Context, d *compose.Document, w io.Writer) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("matrix: writing DOCX: %w", err)
	}
	if _, err := d.WriteTo(&untilDone{ctx, w}); err != nil {
		return fmt.Errorf("matrix: writing DOCX: %w", err)
	}
	return nil
}

func (m *Matrix) document() *compose.Document {
	p := m.Profile
	d := compose.New(compose.Page{
		Width: p.Page.Width, Height: p.Page.Height,
		Top: p.Page.Top, Bottom: p.Page.Bottom, Left: p.Page.Left, Right: p.Page.Right,
	}, compose.Font{Name: p.Font, Size: p.Text})
	language := "vi-VN"
	if p.Lang != "vi" {
		language = "en-GB"
	}
	d.Properties(compose.Properties{Title: m.heading(), Language: language})
	d.NumberPages()
	tight := &compose.Spacing{Line: 1}
	d.Style(compose.Style{Name: headStyle, Align: compose.Center, Spacing: tight, Indent: &compose.Indent{}})
	d.Style(compose.Style{Name: introStyle, Align: compose.Justify, Spacing: &compose.Spacing{Before: 6, After: 8, Line: 1.1}})
	d.Style(compose.Style{Name: cellStyle, Align: compose.Left, Look: compose.Look{Size: p.Table},
		Spacing: &compose.Spacing{Before: 2, After: 2, Line: 1}, Indent: &compose.Indent{}})
	d.Style(compose.Style{Name: thinStyle, Look: compose.Look{Size: 2}, Spacing: tight, Indent: &compose.Indent{}})
	return d
}

// heading is the title in one line, as a file manager shows it.
func (m *Matrix) heading() string {
	out := ""
	for _, l := range m.Title {
		out = joined(" ", out, l.Text)
	}
	return out
}

// letterhead sets the two sides of the head beside each other, without lines.
func (m *Matrix) letterhead(d *compose.Document) {
	half := m.Profile.Page.Measure() / 2
	d.Add(compose.Table{Widths: []float64{half, half}, Rows: compose.Rows(compose.Row{Cells: []compose.Cell{
		{Blocks: m.side(m.Head.Left, half)},
		{Blocks: m.side(m.Head.Right, half)},
	}})})
}

func (m *Matrix) side(lines []Line, width float64) []compose.Block {
	var blocks []compose.Block
	for _, l := range lines {
		blocks = append(blocks, compose.Para{Style: headStyle, Look: lookOf(l), Text: l.Text})
		if l.Rule != NoRule {
			blocks = append(blocks, m.rule(l, width))
		}
	}
	return blocks
}

// rule is the line below a line of the head. Decree 30/2020/NĐ-CP, annex I,
// part II, wants it drawn, not the words underlined: as long as the words
// under the motto, a third to a half of that under the issuer.
func (m *Matrix) rule(l Line, width float64) compose.Para {
	size := l.Size
	if size == 0 {
		size = m.Profile.Text
	}
	length := breadth(l.Text, size, l.Bold)
	if l.Rule == ShortRule {
		length *= 0.4
	}
	side := max(0, (width-inset-length)/2)
	return compose.Para{Style: thinStyle, Indent: &compose.Indent{Left: side, Right: side},
		Rule: &compose.Rule{Below: true, Weight: 0.75}, Spacing: &compose.Spacing{After: 4, Line: 1}}
}

func lookOf(l Line) compose.Look {
	look := compose.Look{Size: l.Size}
	if l.Bold {
		look.Bold = compose.On
	}
	if l.Italic {
		look.Italic = compose.On
	}
	return look
}

// titleAndIntro writes title and counts. The title carries, unseen, format,
// profile and draft of the matrix.
func (m *Matrix) titleAndIntro(d *compose.Document) {
	for i, l := range m.Title {
		p := compose.Para{Style: headStyle, Look: lookOf(l), Text: l.Text}
		if i == 0 {
			p.Text, p.Runs = "", marked(m.bookmark(), l.Text)
			p.Spacing = &compose.Spacing{Before: 16, Line: 1}
		}
		d.Para(p)
	}
	for _, l := range m.Intro {
		d.Para(compose.Para{Style: introStyle, Look: lookOf(l), Text: l.Text})
	}
}

// marked is text inside a bookmark.
func marked(name, text string) []compose.Inline {
	return []compose.Inline{compose.BookmarkStart{Name: name}, compose.Run{Text: text}, compose.BookmarkEnd{Name: name}}
}

// table is the matrix itself. Its rows are written as they are made.
func (m *Matrix) table(ctx context.Context) compose.Table {
	return compose.Table{
		Widths: widthsOf(m.Columns), Style: compose.GridTable, Padding: 1.7,
		Rows: func(yield func(compose.Row) bool) {
			if !yield(titleRow(m.Columns)) {
				return
			}
			for i, r := range m.Rows {
				if ctx.Err() != nil || !yield(m.docxRow(r, i == len(m.Rows)-1)) {
					return
				}
			}
			yield(m.signature())
		},
	}
}

func widthsOf(columns []Column) []float64 {
	widths := make([]float64, len(columns))
	for i, c := range columns {
		widths[i] = c.Width
	}
	return widths
}

// titleRow heads a table, again on every page.
func titleRow(columns []Column) compose.Row {
	row := compose.Row{Header: true, CantSplit: true}
	for _, c := range columns {
		row.Cells = append(row.Cells, compose.Cell{Text: c.Title, Style: cellStyle, Align: compose.Center,
			Look: compose.Look{Bold: compose.On}, VAlign: compose.Middle})
	}
	return row
}

func (m *Matrix) docxRow(r Row, last bool) compose.Row {
	if r.Kind == SectionRow {
		title := compose.Para{Style: cellStyle, Look: compose.Look{Bold: compose.On}, Text: r.Heading, KeepNext: true}
		return compose.Row{CantSplit: true, Cells: []compose.Cell{{Span: len(m.Columns), Blocks: []compose.Block{title}}}}
	}
	ordinal := compose.Para{Style: cellStyle, Align: compose.Center, KeepNext: last,
		Runs: marked(Bookmark(r.Group), strconv.Itoa(r.Ordinal))}
	if len(r.Answer) > 0 {
		mark := AnswerMark(r.Group, r.Answer.Words())
		ordinal.Runs = append(append([]compose.Inline{compose.BookmarkStart{Name: mark}}, ordinal.Runs...), compose.BookmarkEnd{Name: mark})
	}
	place := compose.Cell{Merge: compose.MergeDown}
	switch {
	case r.PlaceSpan == 1:
		place = compose.Cell{Blocks: paragraphs(r.Place, last)}
	case r.PlaceSpan > 1:
		place = compose.Cell{Merge: compose.MergeStart, Blocks: paragraphs(r.Place, last)}
	}
	row := compose.Row{CantSplit: m.short(r), Cells: []compose.Cell{
		{Blocks: []compose.Block{ordinal}}, place,
		{Blocks: paragraphs(r.Bodies, last)}, {Blocks: paragraphs(r.Content, last)}, {Blocks: paragraphs(r.Answer, last)},
	}}
	if m.hasNext() {
		row.Cells = append(row.Cells, compose.Cell{Blocks: paragraphs(r.Next, last)})
	}
	return row
}

// paragraphs of a cell; those of the last row stay with the signature.
func paragraphs(c Cell, keep bool) []compose.Block {
	if len(c) == 0 {
		return []compose.Block{compose.Para{Style: cellStyle, KeepNext: keep}}
	}
	blocks := make([]compose.Block, len(c))
	for i, l := range c {
		p := compose.Para{Style: cellStyle, Look: lookOf(l), Text: l.Text, KeepNext: keep}
		if l.Lead != "" {
			p.Text, p.Runs = "", []compose.Inline{compose.Run{Text: l.Lead, Look: compose.Look{Bold: compose.On}}, compose.Run{Text: l.Text}}
		}
		blocks[i] = p
	}
	return blocks
}

// signature sets who receives the paper beside who signs it, with room for
// the signature. It is the table's last row, without lines, and what keeps it on
// the page of the row before is that row's "keep with next": between a table
// and what follows it LibreOffice does not heed that.
func (m *Matrix) signature() compose.Row {
	const half = 3 // columns: about two fifths of the measure
	above := &compose.Spacing{Before: 10, Line: 1}
	side := func(lines []Line, align compose.Align) []compose.Block {
		blocks := []compose.Block{}
		for i, l := range lines {
			p := compose.Para{Style: headStyle, Align: align, Look: lookOf(l), Text: l.Text}
			if i == 0 {
				p.Spacing = above
			}
			blocks = append(blocks, p)
		}
		return blocks
	}
	open := &compose.Borders{}
	return compose.Row{CantSplit: true, Height: 36, Cells: []compose.Cell{
		{Span: half, Borders: open, Blocks: side(m.Foot.Recipients, compose.Left)},
		{Span: len(m.Columns) - half, Borders: open, Blocks: side(m.Foot.Signature, compose.Center)},
	}}
}

func (m *Matrix) annexTitle(d *compose.Document, a Annex, newPage bool) {
	d.Para(compose.Para{Style: headStyle, Look: compose.Look{Bold: compose.On, Size: m.Profile.Text}, Text: a.Title, NewPage: newPage})
}

// annex writes the tables of an annex.
func (m *Matrix) annex(ctx context.Context, d *compose.Document, a Annex) {
	for _, t := range a.Tables {
		d.Para(compose.Para{Style: headStyle, Align: compose.Left, Look: compose.Look{Bold: compose.On, Size: m.Profile.Table},
			Text: t.Caption, KeepNext: true, Spacing: &compose.Spacing{Before: 10, After: 4, Line: 1}})
		if t.Note != "" {
			d.Para(compose.Para{Style: headStyle, Align: compose.Left, Look: compose.Look{Italic: compose.On, Size: m.Profile.Table},
				Text: t.Note, KeepNext: len(t.Rows) > 0, Spacing: &compose.Spacing{After: 4, Line: 1}})
		}
		if len(t.Rows) > 0 {
			d.Add(compose.Table{Widths: widthsOf(t.Columns), Style: compose.GridTable, Padding: 1.7, Rows: m.annexRows(ctx, t)})
		}
	}
}

func (m *Matrix) annexRows(ctx context.Context, t Table) iter.Seq[compose.Row] {
	return func(yield func(compose.Row) bool) {
		if !yield(titleRow(t.Columns)) {
			return
		}
		for i, row := range t.Rows {
			if ctx.Err() != nil || !yield(m.annexRow(t, row, t.Short() && i < len(t.Rows)-1)) {
				return
			}
		}
	}
}

func (m *Matrix) annexRow(t Table, row []Entry, keep bool) compose.Row {
	out := compose.Row{CantSplit: true}
	for i, e := range row {
		text := e.In(m.Profile.Lang)
		p := compose.Para{Style: cellStyle, Text: text, KeepNext: keep}
		if e.Number {
			p.Align = compose.Right
		}
		if linesIn(Cell{{Text: text}}, t.Columns[i].Width, m.Profile.Table) > shortRow {
			out.CantSplit = false
		}
		out.Cells = append(out.Cells, compose.Cell{Blocks: []compose.Block{p}})
	}
	return out
}
