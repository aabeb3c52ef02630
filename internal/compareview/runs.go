package compareview

import (
	"strconv"

	"thao/internal/compare"
	"thao/internal/outline"
)

// reach draws what is pending before the row of a pair: its containers as
// headings, the rest folded.
func (b *builder) reach(p compare.Pair) {
	above := b.containers(p)
	start := 0
	for k, i := range b.pending {
		if above[b.a.Pairs[i].New] {
			b.flush(b.pending[start:k])
			b.heading(i)
			start = k + 1
		}
	}
	b.flush(b.pending[start:])
	b.pending = b.pending[:0]
}

// containers are the new nodes above a pair; above a node of the old text
// alone, the counterparts of its containers.
func (b *builder) containers(p compare.Pair) map[*outline.Node]bool {
	above := map[*outline.Node]bool{}
	if p.New != nil {
		for n := p.New.Parent; n != nil; n = n.Parent {
			above[n] = true
		}
		return above
	}
	for n := p.Old.Parent; n != nil; n = n.Parent {
		for _, q := range b.a.From(n) {
			if q.New != nil {
				above[q.New] = true
			}
		}
	}
	return above
}

func (b *builder) heading(i int) {
	p := b.a.Pairs[i]
	it := item{
		Form: "heading", Level: min(6, 1+len(p.New.Path())), pair: i,
		Old: []cell{cellOf(p, oldSide, string(b.lang))}, New: []cell{cellOf(p, newSide, string(b.lang))},
		One: []cell{cellOf(p, both, string(b.lang))},
	}
	if p.Renumbered {
		b.number(&it, p)
	}
	b.items = append(b.items, it)
}

// number makes a row of another number a change that can be stepped to.
func (b *builder) number(it *item, p compare.Pair) {
	b.changes++
	it.N, it.ID, it.Change = b.changes, "c"+strconv.Itoa(b.changes), compare.NodeRenumbered
	it.Word = Word(b.lang, compare.NodeRenumbered)
	it.Place = b.say("compare.from-to", "old", b.place(p.Old), "new", b.place(p.New))
}

// flush draws unchanged pairs as one row that opens. Where numbers changed in
// it, it counts as one change.
func (b *builder) flush(pairs []int) {
	if len(pairs) == 0 {
		return
	}
	it := item{Form: "same", pair: pairs[0], Place: b.extent(pairs)}
	renumbered, first := 0, compare.Pair{}
	for _, i := range pairs {
		p := b.a.Pairs[i]
		if p.Renumbered {
			if renumbered == 0 {
				first = p
			}
			renumbered++
		}
		it.One = append(it.One, cellOf(p, both, string(b.lang)))
	}
	it.Note = b.say("compare.unchanged", "place", it.Place)
	if renumbered > 0 {
		b.number(&it, first)
		it.Note = b.say("compare.only-numbers", "place", b.extent(pairs))
		if renumbered > 1 {
			it.Place = b.say("compare.and-more", "place", it.Place, "n", renumbered-1)
		}
	}
	b.items = append(b.items, it)
}

// extent names a run of nodes: one by itself, more by the first, the last and
// their number.
func (b *builder) extent(pairs []int) string {
	first, last := b.a.Pairs[pairs[0]].New, b.a.Pairs[pairs[len(pairs)-1]].New
	if len(pairs) == 1 {
		return b.place(first)
	}
	to := b.place(last)
	if first.Parent == last.Parent {
		to = lastStep(last, string(b.lang))
	}
	return b.say("compare.extent", "from", b.place(first), "to", to, "n", len(pairs))
}

func (b *builder) entries() []entry {
	var out []entry
	for _, it := range b.items {
		if it.N > 0 {
			out = append(out, entry{ID: it.ID, Word: it.Word, Place: it.Place, Change: it.Change})
		}
	}
	return out
}
