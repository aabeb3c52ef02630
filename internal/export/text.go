package export

import (
	"slices"
	"strings"

	"thao/internal/ooxml/compose"
	"thao/internal/outline"
)

// node writes one node of the draft and what is under it.
func (x *exporter) node(n *outline.Node) {
	switch {
	case n.Kind == outline.Table:
		x.table(n)
	default:
		x.lines(n)
	}
	for _, child := range n.Children {
		x.node(child)
	}
}

// titled kinds have their label on a line of its own, centred.
var titled = []outline.Kind{outline.Part, outline.Chapter, outline.Section, outline.Subsection, outline.Annex}

// lines writes a node's content, a paragraph a line, after its label.
func (x *exporter) lines(n *outline.Node) {
	content := n.Content()
	marks := x.marks[n.ID]
	label := n.Label
	look := compose.Para{Spacing: &compose.Spacing{Before: 3, After: 3, Line: 1.2}, Align: compose.Justify}
	if slices.Contains(titled, n.Kind) {
		look.Align, look.Look.Bold, look.KeepNext = compose.Center, compose.On, true
		if label != "" {
			p := look
			p.Runs = append(x.opening(), compose.Run{Text: label})
			x.doc.Add(p)
			label = ""
		}
	}
	at := 0
	for i, line := range strings.Split(content, "\n") {
		p := look
		if i == 0 && n.Heading != "" {
			p.Look.Bold, p.KeepNext = compose.On, true
		}
		p.Runs = x.opening()
		if i == 0 && label != "" {
			p.Runs = append(p.Runs, compose.Run{Text: label + " "})
		}
		p.Runs = append(p.Runs, marked(content, at, at+len(line), marks)...)
		if content != "" || len(p.Runs) > 0 {
			x.doc.Add(p)
		}
		at += len(line) + 1
	}
}

// opening sets the comments on the whole draft before its first words.
func (x *exporter) opening() []compose.Inline {
	if x.begun {
		return nil
	}
	x.begun = true
	var out []compose.Inline
	for _, t := range x.first {
		out = append(out, compose.CommentAt{Thread: t})
	}
	return out
}

// marked is content[from:to] with the ends of the comments that lie in it. Lines
// and cells divide a content between them, each with the mark that ends it, so
// that every offset lies in exactly one.
func marked(content string, from, to int, marks []mark) []compose.Inline {
	type event struct {
		at   int
		what compose.Inline
	}
	var events []event
	for _, m := range marks {
		if from <= m.start && m.start <= to {
			events = append(events, event{m.start, compose.CommentStart{Thread: m.thread}})
		}
		if from <= m.end && m.end <= to {
			events = append(events, event{m.end, compose.CommentEnd{Thread: m.thread}})
		}
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.at - b.at })
	var out []compose.Inline
	at := from
	for _, e := range events {
		if e.at > at {
			out = append(out, compose.Run{Text: content[at:e.at]})
			at = e.at
		}
		out = append(out, e.what)
	}
	if at < to {
		out = append(out, compose.Run{Text: content[at:to]})
	}
	return out
}

// table writes a table node: rows by line, cells by tab.
func (x *exporter) table(n *outline.Node) {
	content := n.Content()
	marks := x.marks[n.ID]
	rows := strings.Split(content, "\n")
	columns := 1
	for _, row := range rows {
		columns = max(columns, strings.Count(row, "\t")+1)
	}
	widths := make([]float64, columns)
	for i := range widths {
		widths[i] = compose.A4().TextWidth() / float64(columns)
	}
	var out []compose.Row
	at := 0
	for _, row := range rows {
		var cells []compose.Cell
		for _, cell := range strings.Split(row, "\t") {
			p := compose.Para{Runs: append(x.opening(), marked(content, at, at+len(cell), marks)...)}
			cells = append(cells, compose.Cell{Blocks: []compose.Block{p}})
			at += len(cell) + 1
		}
		for len(cells) < columns {
			cells = append(cells, compose.Cell{Blocks: []compose.Block{compose.Para{}}})
		}
		out = append(out, compose.Row{Cells: cells})
	}
	x.doc.Add(compose.Table{Widths: widths, Rows: compose.Rows(out...), Borders: compose.Grid})
}
