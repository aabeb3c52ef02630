package ooxml

import (
	"slices"

	"thao/internal/prose"
)

// table renders a table as this view has it.
func (r *renderer) table(t *table) {
	grid := r.layout(t)
	if len(grid) == 0 {
		r.loseTable(t)
		return
	}
	r.tables++
	outerCell, outerParent := r.cell, r.parent
	number, parent := r.tables, outerParent
	for i := range t.rows {
		for j := range t.rows[i].cells {
			c := &t.rows[i].cells[j]
			place, ok := grid[c]
			if !ok {
				r.lose(c.first, c.last)
				continue
			}
			place.Table, place.Parent = number, parent
			r.cell, r.parent = place, number
			if r.merged(c) && !r.cellShows(c) {
				r.lose(c.first, c.last)
				continue
			}
			r.container(c.blocks)
		}
	}
	r.cell, r.parent = outerCell, outerParent
}

func (r *renderer) merged(c *cell) bool {
	s := c.shapeIn(r.view)
	return s.vertical == continued || s.across == continued
}

// cellShows says whether a cell hidden behind another has text after all.
func (r *renderer) cellShows(c *cell) bool { return slices.ContainsFunc(c.blocks, r.hasText) }

func (r *renderer) hasText(b block) bool {
	if b.table != nil {
		return r.tableHasText(b.table)
	}
	for i := range b.para.spans {
		if r.shows(&b.para.spans[i]) {
			return true
		}
	}
	return slices.ContainsFunc(b.para.boxes, func(x box) bool {
		return r.view.visible(x.ins, x.del) && slices.ContainsFunc(x.story.blocks, r.hasText)
	})
}

func (r *renderer) tableHasText(t *table) bool {
	for i := range t.rows {
		w := &t.rows[i]
		for j := range w.cells {
			c := &w.cells[j]
			if r.view.visible(w.ins, w.del) && r.view.visible(c.ins, c.del) && r.cellShows(c) {
				return true
			}
		}
	}
	return false
}

func (r *renderer) loseTable(t *table) {
	for i := range t.rows {
		for j := range t.rows[i].cells {
			r.lose(t.rows[i].cells[j].first, t.rows[i].cells[j].last)
		}
	}
}

// layout gives each visible cell its place. Cells merged into another share
// the other's place; what text they have is read as part of it.
func (r *renderer) layout(t *table) map[*cell]*prose.CellPos {
	grid := map[*cell]*prose.CellPos{}
	above := map[int]*prose.CellPos{} // by grid column: the cell a merge there goes on from
	number := 0
	for i := range t.rows {
		w := &t.rows[i]
		if !r.view.visible(w.ins, w.del) {
			continue
		}
		if r.layoutRow(w, number, grid, above) {
			number++
		}
	}
	return grid
}

func (r *renderer) layoutRow(w *row, number int, grid map[*cell]*prose.CellPos, above map[int]*prose.CellPos) bool {
	col := w.before
	if r.view == Rejected {
		col = w.oldBefore
	}
	var left *prose.CellPos
	seen := false
	for j := range w.cells {
		c := &w.cells[j]
		if !r.view.visible(c.ins, c.del) {
			continue
		}
		seen = true
		shape := c.shapeIn(r.view)
		switch {
		case shape.across == continued && left != nil:
			left.ColSpan += shape.span
			grid[c] = left
		case shape.vertical == continued && above[col] != nil:
			left = above[col]
			left.RowSpan = number - left.Row + 1
			grid[c] = left
		default:
			left = &prose.CellPos{Row: number, Col: col, RowSpan: 1, ColSpan: shape.span}
			grid[c] = left
			delete(above, col)
			if shape.vertical == restart {
				above[col] = left
			}
		}
		col += shape.span
	}
	return seen
}
