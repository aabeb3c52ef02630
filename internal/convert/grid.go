package convert

import (
	"unicode/utf8"

	"thao/internal/akn"
	"thao/internal/outline"
)

// grid is a table as it is drawn. Its rows may be of different lengths in the
// node: the last cell of a short one spans what is left, so that the table is
// read back without cells it never had.
type grid struct {
	node *outline.Node
	cols int
	rows [][]cell
}

type cell struct {
	paragraphs []string
	span       int
	tables     []*grid // nested, drawn above the words
	below      bool    // … or below them, where the table has no other cell
}

func gridOf(n *outline.Node) *grid {
	g := &grid{node: n}
	rows := akn.Rows(n)
	for _, r := range rows {
		g.cols = max(g.cols, len(r))
	}
	for _, r := range rows {
		row := make([]cell, len(r))
		for i, p := range r {
			row[i] = cell{paragraphs: p, span: 1}
		}
		row[len(row)-1].span += g.cols - len(row)
		g.rows = append(g.rows, row)
	}
	last := g.rows[len(g.rows)-1]
	for _, c := range n.Children {
		if c.Kind == outline.Table {
			last[len(last)-1].tables = append(last[len(last)-1].tables, gridOf(c))
		}
	}
	last[len(last)-1].below = g.cols == 1 && len(g.rows) == 1
	return g
}

// widths divides a measure among the columns by what they hold: a column of
// numbers is narrow, one of sentences wide.
func (g *grid) widths(measure float64) []float64 {
	weights := make([]float64, g.cols)
	total := 0.0
	for i := range weights {
		weights[i] = 5
	}
	for _, r := range g.rows {
		for i, c := range r {
			if c.span > 1 {
				continue
			}
			n := 0
			for _, p := range c.paragraphs {
				n = max(n, utf8.RuneCountInString(p))
			}
			weights[i] = max(weights[i], float64(min(n, 60)))
		}
	}
	for _, w := range weights {
		total += w
	}
	for i := range weights {
		weights[i] *= measure / total
	}
	return weights
}
