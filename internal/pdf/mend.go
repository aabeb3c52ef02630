package pdf

import (
	"cmp"
	"slices"
)

// piece is a run with its place.
type piece struct {
	box
	run      []int
	order    int // of being drawn
	em, base float32
	upright  bool
}

// mend joins runs that touch or run into one another on one baseline. Programs
// draw letters that the main font lacks from another one afterwards: "Tổ chức"
// comes as "T ch c" and "ổ ứ". Others draw all bold words last.
func (t *pageText) mend(runs [][]int) [][]int {
	pieces := make([]*piece, len(runs))
	for n, run := range runs {
		pieces[n] = t.piece(run, n)
	}
	slices.SortStableFunc(pieces, func(a, b *piece) int {
		return cmp.Or(cmp.Compare(a.base, b.base), cmp.Compare(a.x0, b.x0))
	})
	var out []*piece
	for len(pieces) > 0 {
		n := 1
		for n < len(pieces) && pieces[n].base-pieces[n-1].base < 0.12*min(pieces[n].em, pieces[n-1].em) {
			n++
		}
		out = append(out, t.mendRow(pieces[:n])...)
		pieces = pieces[n:]
	}
	slices.SortFunc(out, func(a, b *piece) int { return cmp.Compare(a.order, b.order) })
	runs = runs[:0]
	for _, p := range out {
		runs = append(runs, p.run)
	}
	return runs
}

func (t *pageText) piece(run []int, order int) *piece {
	p := &piece{run: run, order: order, box: t.glyphs[run[0]].box, upright: t.fonts[t.glyphs[run[0]].font].upright}
	for _, i := range run[1:] {
		p.box = p.box.union(t.glyphs[i].box)
	}
	p.em, p.base = t.usual(run)
	return p
}

// mendRow joins what touches among the pieces of one baseline.
func (t *pageText) mendRow(row []*piece) []*piece {
	slices.SortStableFunc(row, func(a, b *piece) int { return cmp.Compare(a.x0, b.x0) })
	out := row[:1]
	var mixed []*piece
	for _, b := range row[1:] {
		a := out[len(out)-1]
		em := max(a.em, b.em)
		if b.x0-a.x1 > 0.4*em || a.upright != b.upright {
			out = append(out, b)
			continue
		}
		if b.x0 < a.x1-0.1*em {
			mixed = append(mixed, a)
		} else if b.x0-a.x1 < 0.14*em {
			t.glyphs[b.run[0]].space = false
		}
		a.run = append(a.run, b.run...)
		a.box, a.order = a.box.union(b.box), min(a.order, b.order)
	}
	for _, p := range slices.Compact(mixed) {
		t.interleave(p)
	}
	return out
}

// interleave sorts the letters of a piece by their places and finds its
// spaces anew: those of its parts stood for one another's letters. White
// space that begins after the letter before and has some width is one. A letter
// drawn twice, to look bold, counts once.
func (t *pageText) interleave(p *piece) {
	slices.SortStableFunc(p.run, func(i, j int) int { return cmp.Compare(t.glyphs[i].x0, t.glyphs[j].x0) })
	kept := p.run[:1]
	for _, i := range p.run[1:] {
		a, b := &t.glyphs[kept[len(kept)-1]], &t.glyphs[i]
		if a.r == b.r && b.x0-a.x0 < 0.1*p.em {
			continue
		}
		b.space = b.x0-a.x1 > 0.14*p.em ||
			b.space && b.x0-b.void > 0.14*p.em && a.x0 < b.void-0.1*p.em
		kept = append(kept, i)
	}
	p.run = kept
}
