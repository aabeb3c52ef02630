package sheet

import (
	"strconv"
	"strings"

	"thao/internal/fault"
)

// area is a block of cells, ends included, from 0.
type area struct{ top, left, bottom, right int }

// parseRef reads "B7", "$B$7" too, as row and column from 0.
func parseRef(ref string) (row, col int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	i := 0
	for i < len(ref) && i < 4 && isASCIILetter(ref[i]) {
		col = col*26 + int(ref[i]|0x20-'a') + 1
		i++
	}
	n, err := strconv.Atoi(ref[i:])
	if i == 0 || err != nil || n < 1 {
		return 0, 0, false
	}
	return n - 1, col - 1, true
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func parseArea(ref string) (a area, ok bool) {
	from, to, two := strings.Cut(ref, ":")
	if !two {
		to = from
	}
	var ok1, ok2 bool
	a.top, a.left, ok1 = parseRef(from)
	a.bottom, a.right, ok2 = parseRef(to)
	return a, ok1 && ok2 && a.top <= a.bottom && a.left <= a.right
}

// merge spreads merged cells: the top left one gets its spans, the others
// repeat its text. Spans end where the table does: whole columns are merged
// more often than filled.
func (g *grid) merge(areas []area) error {
	bottom := len(g.rows) - 1
	budget := MaxCells
	for _, a := range areas {
		a.bottom, a.right = min(a.bottom, bottom), min(a.right, MaxColumns-1)
		if a.top > a.bottom || a.left > a.right || a.left >= len(g.rows[a.top]) || g.rows[a.top][a.left].Text == "" {
			continue
		}
		// Areas of a lawful file do not overlap, so together they are no more
		// than all cells.
		if budget -= (a.bottom - a.top + 1) * (a.right - a.left + 1); budget < 0 {
			return fault.New(fault.Damaged, "part", g.sheet)
		}
		if err := g.spread(a); err != nil {
			return err
		}
	}
	return nil
}

func (g *grid) spread(a area) error {
	first := g.rows[a.top][a.left]
	if first.Merged || first.RowSpan > 1 || first.ColSpan > 1 {
		return nil
	}
	for row := a.top; row <= a.bottom; row++ {
		for col := a.left; col <= a.right; col++ {
			cell, err := g.at(row, col)
			if err != nil {
				return err
			}
			if cell.Text != "" && cell.Text != first.Text {
				continue // hidden under the merge, but not lost
			}
			*cell = Cell{Text: first.Text, RowSpan: 1, ColSpan: 1, Merged: true}
		}
	}
	g.rows[a.top][a.left] = Cell{Text: first.Text, RowSpan: a.bottom - a.top + 1, ColSpan: a.right - a.left + 1}
	return nil
}
