package plain

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"thao/internal/prose"
)

// widestSpan bounds rowspan and colspan (HTML Living Standard, 4.9.11: a
// colspan is at most 1000).
const widestSpan = 1000

// tableGrid knows which columns of coming rows cells above reach into.
type tableGrid struct {
	taken map[int]int // column → first row it is free in
	row   int
	col   int
}

// seat finds the column of the next cell and takes what it spans.
func (g *tableGrid) seat(rows, cols int) int {
	for g.taken[g.col] > g.row {
		g.col++
	}
	at := g.col
	for c := at; c < at+cols && rows > 1; c++ {
		g.taken[c] = g.row + rows
	}
	g.col += cols
	return at
}

// table reads the rows of a table; one nested in a cell is a table of its own.
func (p *page) table(n *html.Node, lk look, depth int) error {
	p.tables++
	number, parent := p.tables, 0
	if lk.cell != nil {
		parent = lk.cell.Table
	}
	g := &tableGrid{taken: map[int]int{}}
	lk.level, lk.list, lk.items = 0, 0, nil
	return p.rows(n, g, number, parent, lk, depth+1)
}

func (p *page) rows(n *html.Node, g *tableGrid, number, parent int, lk look, depth int) error {
	if depth > maxDepth {
		return tooDeep()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || skipped(c) {
			continue
		}
		inner := lk
		inner.apply(c)
		var err error
		switch c.DataAtom {
		case atom.Tr:
			g.col = 0
			err = p.cells(c, g, number, parent, inner, depth+1)
			g.row++
		case atom.Caption:
			inner.cell = nil
			err = p.walk(c, inner, depth+1)
			p.flush(inner)
		default:
			err = p.rows(c, g, number, parent, inner, depth+1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *page) cells(tr *html.Node, g *tableGrid, number, parent int, lk look, depth int) error {
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.DataAtom != atom.Td && c.DataAtom != atom.Th || skipped(c) {
			continue
		}
		rows, cols := span(c, "rowspan"), span(c, "colspan")
		inner := lk
		inner.apply(c)
		inner.cell = &prose.CellPos{Table: number, Row: g.row, Col: g.seat(rows, cols), RowSpan: rows, ColSpan: cols, Parent: parent}
		before := len(p.blocks)
		if err := p.walk(c, inner, depth+1); err != nil {
			return err
		}
		p.flush(inner)
		p.label = ""
		if len(p.blocks) == before {
			p.blocks = append(p.blocks, prose.Block{Kind: prose.Cell, Cell: inner.cell})
		}
	}
	return nil
}

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(strings.TrimSpace(attr(n, key)))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, widestSpan)
}
