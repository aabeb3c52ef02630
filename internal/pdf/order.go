package pdf

import (
	"cmp"
	"slices"
)

// order puts the lines of a page in the order they are read. Programs that
// lay text out draw it in that order, tables and columns included, so their
// order is kept; only where it jumps back up a column is the order found from
// the places.
func order(ls []*line) []*line {
	if !disordered(ls) {
		return ls
	}
	return cut(ls, 0)
}

// disordered says whether a line is drawn after one that stands below it in
// the same column.
func disordered(ls []*line) bool {
	for i := 1; i < len(ls); i++ {
		a, b := ls[i-1], ls[i]
		if b.my() < a.my()-a.em && a.overX(b.box) > 0.3*min(a.w(), b.w()) {
			return true
		}
	}
	return false
}

const maxCuts = 40 // depth of cutting: pages are not nested deeper

// cut splits a region along its clearest white band, first into columns where
// there are two of text, else into upper and lower, and reads the pieces one
// after the other (the recursive X-Y cut).
func cut(ls []*line, depth int) []*line {
	if len(ls) < 2 {
		return ls
	}
	if depth < maxCuts {
		if a, b := splitColumns(ls); b != nil {
			return append(cut(a, depth+1), cut(b, depth+1)...)
		}
		if a, b := splitRows(ls); b != nil {
			return append(cut(a, depth+1), cut(b, depth+1)...)
		}
	}
	ls = slices.Clone(ls)
	slices.SortStableFunc(ls, func(a, b *line) int {
		if a.overY(b.box) > 0.5*min(a.h(), b.h()) {
			return cmp.Compare(a.x0, b.x0)
		}
		return cmp.Compare(a.my(), b.my())
	})
	return ls
}

// splitColumns finds the widest band from top to bottom that no line crosses,
// with at least three lines of some width on either side: a table of short
// cells is read by rows.
func splitColumns(ls []*line) (left, right []*line) {
	sorted := slices.Clone(ls)
	slices.SortStableFunc(sorted, func(a, b *line) int { return cmp.Compare(a.x0, b.x0) })
	edge, best, at := sorted[0].x1, float32(0), 0
	em := sorted[0].em
	for i, l := range sorted[1:] {
		if gap := l.x0 - edge; gap > best {
			best, at = gap, i+1
		}
		edge = max(edge, l.x1)
	}
	if best < em || !proseColumn(sorted[:at]) || !proseColumn(sorted[at:]) {
		return ls, nil
	}
	x := sorted[at].x0
	for _, l := range ls {
		if l.x0 < x {
			left = append(left, l)
		} else {
			right = append(right, l)
		}
	}
	return left, right
}

// proseColumn says whether lines look like running text: three or more, and
// most of them long.
func proseColumn(ls []*line) bool {
	long := 0
	for _, l := range ls {
		if l.w() > 9*l.em {
			long++
		}
	}
	return len(ls) >= 3 && long*2 > len(ls)
}

// splitRows finds the highest band from left to right that no line crosses.
func splitRows(ls []*line) (upper, lower []*line) {
	sorted := slices.Clone(ls)
	slices.SortStableFunc(sorted, func(a, b *line) int { return cmp.Compare(a.y0, b.y0) })
	edge, best, at := sorted[0].y1, float32(0), 0
	for i, l := range sorted[1:] {
		if gap := l.y0 - edge; gap > best {
			best, at = gap, i+1
		}
		edge = max(edge, l.y1)
	}
	if best <= 0 {
		return ls, nil
	}
	y := sorted[at].y0
	for _, l := range ls {
		if l.y0 < y {
			upper = append(upper, l)
		} else {
			lower = append(lower, l)
		}
	}
	return upper, lower
}
