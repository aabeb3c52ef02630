package compareview

import (
	"strconv"

	"thao/internal/compare"
	"thao/internal/locale"
	"thao/internal/outline"
)

// item is one row of the page.
type item struct {
	Form   string // change, heading, same, left (the place something moved away from)
	ID     string
	N      int            // number among the changes; 0 for none
	Change compare.Change // of a change
	Word   string         // what the change is called
	Place  string         // where, for the list and for a screen reader
	Note   string         // what else is to be said: where from, what it was split into
	Link   link           // to the other end of a move
	Level  int            // of a heading, from 2
	Old    []cell
	New    []cell
	One    []cell
	Absent string // said in the column where there is nothing
	pair   int    // index of the (first) pair
}

// link leads to another row.
type link struct{ To, Text string }

// builder makes the rows from the pairs, in one pass.
type builder struct {
	a       *compare.Alignment
	titles  Titles
	lang    locale.Lang
	items   []item
	pending []int       // unchanged pairs not yet drawn
	drawn   map[int]int // pair → index of its item
	changes int
}

func newBuilder(a *compare.Alignment, titles Titles, lang locale.Lang) *builder {
	return &builder{a: a, titles: titles, lang: lang, drawn: map[int]int{}}
}

func (b *builder) say(key string, args ...any) string { return locale.T(b.lang, key, args...) }

func (b *builder) place(n *outline.Node) string { return Place(n, string(b.lang)) }

func (b *builder) run() {
	b.departures(-1)
	for i := 0; i < len(b.a.Pairs); {
		end := b.together(i)
		if quiet(b.a.Pairs[i]) {
			b.pending = append(b.pending, i)
		} else {
			b.change(i, end)
		}
		for ; i < end; i++ {
			b.departures(i)
		}
	}
	b.flush(b.pending)
	b.pending = nil
	b.connect()
}

// quiet pairs have nothing to read in them: at most another number.
func quiet(p compare.Pair) bool {
	return p.Change == compare.NodeSame || p.Change == compare.NodeRenumbered
}

// together is the end of the pairs from i that make one row: the parts of a
// split or a merger that stand side by side, and what was put in or taken out
// with all that is inside it.
func (b *builder) together(i int) int {
	end := i + 1
	for end < len(b.a.Pairs) && joins(b.a.Pairs[i], b.a.Pairs[end]) && len(b.a.Departed(end-1)) == 0 {
		end++
	}
	return end
}

func joins(p, q compare.Pair) bool {
	if p.Change != q.Change {
		return false
	}
	switch p.Change {
	case compare.NodeSplit:
		return q.Old == p.Old
	case compare.NodeMerged:
		return q.New == p.New
	case compare.NodeInserted, compare.NodeDeleted:
		return within(nodeOf(q), nodeOf(p))
	}
	return false
}

func within(n, container *outline.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n == container {
			return true
		}
	}
	return false
}

func (b *builder) change(from, to int) {
	p := b.a.Pairs[from]
	b.reach(p)
	b.changes++
	it := item{
		Form: "change", ID: "c" + strconv.Itoa(b.changes), N: b.changes, pair: from,
		Change: p.Change, Word: Word(b.lang, p.Change), Place: b.placeOf(p), Note: b.note(p),
	}
	for k := from; k < to; k++ {
		b.columns(&it, b.a.Pairs[k], k > from)
		b.drawn[k] = len(b.items)
	}
	if to-from > 1 && (p.Old == nil || p.New == nil) {
		it.Place = b.say("compare.with-inside", "place", it.Place, "n", to-from-1)
	}
	b.absent(&it, p)
	b.items = append(b.items, it)
}

// columns adds a pair to a row. The old node of a split and the new one of a
// merger run on through all its pairs, and get their label once.
func (b *builder) columns(it *item, p compare.Pair, more bool) {
	lang := string(b.lang)
	old, new := cellOf(p, oldSide, lang), cellOf(p, newSide, lang)
	one := cellOf(p, both, lang)
	switch {
	case more && p.Change == compare.NodeSplit:
		one.Label = new.Label // the old number is struck out once
		it.Old[0].Words = append(it.Old[0].Words, old.Words...)
		it.New = append(it.New, new)
	case more && p.Change == compare.NodeMerged:
		one.Label = old.Label
		it.Old = append(it.Old, old)
		it.New[0].Words = append(it.New[0].Words, new.Words...)
	default:
		if p.Old != nil {
			it.Old = append(it.Old, old)
		}
		if p.New != nil {
			it.New = append(it.New, new)
		}
	}
	it.One = append(it.One, one)
}

// absent says why a column is empty. The later part of a split that stands
// away from the first has no old words of its own.
func (b *builder) absent(it *item, p compare.Pair) {
	switch {
	case p.Old == nil:
		it.Absent = b.say("compare.not-in", "title", b.titles.Old)
	case p.New == nil:
		it.Absent = b.say("compare.left-out", "title", b.titles.New)
	}
}

func (b *builder) placeOf(p compare.Pair) string {
	switch {
	case p.Old == nil:
		return b.place(p.New)
	case p.New == nil:
		return b.place(p.Old)
	}
	old, new := b.place(p.Old), b.place(p.New)
	if old == new || !p.Moved && !p.Renumbered && p.Change != compare.NodeSplit && p.Change != compare.NodeMerged {
		return new
	}
	return b.say("compare.from-to", "old", old, "new", new)
}

// note says what the word for the change leaves open.
func (b *builder) note(p compare.Pair) string {
	switch p.Change {
	case compare.NodeMoved:
		if p.Reworded() {
			return b.say("compare.moved-edited", "old", b.place(p.Old), "new", b.place(p.New))
		}
		return b.say("compare.moved", "old", b.place(p.Old), "new", b.place(p.New))
	case compare.NodeSplit:
		return b.say("compare.split", "old", b.place(p.Old), "new", b.places(b.a.From(p.Old), false))
	case compare.NodeMerged:
		return b.say("compare.merged", "old", b.places(b.a.To(p.New), true), "new", b.place(p.New))
	case compare.NodeEdited:
		if p.Renumbered {
			return b.say("compare.now", "old", lastStep(p.Old, string(b.lang)), "new", lastStep(p.New, string(b.lang)))
		}
	}
	return ""
}

func (b *builder) places(pairs []compare.Pair, old bool) string {
	out := ""
	for k, p := range pairs {
		n := p.New
		if old {
			n = p.Old
		}
		switch {
		case k == 0:
		case k == len(pairs)-1:
			out += b.say("compare.and")
		default:
			out += ", "
		}
		out += b.place(n)
	}
	return out
}

// departures draws, after pair i, what has moved away from there.
func (b *builder) departures(i int) {
	for _, k := range b.a.Departed(i) {
		p := b.a.Pairs[k]
		b.reach(compare.Pair{Old: p.Old})
		b.items = append(b.items, item{
			Form: "left", ID: "f" + strconv.Itoa(k), pair: k,
			Note: b.say("compare.moved-away", "old", b.place(p.Old)),
			Old:  []cell{cellOf(compare.Pair{Old: p.Old, New: p.Old, Words: []compare.Edit{{Op: compare.Same, Text: p.Old.Content()}}}, oldSide, string(b.lang))},
		})
	}
}

// connect links both ends of every move, now that all rows are there.
func (b *builder) connect() {
	for k := range b.items {
		it := &b.items[k]
		p := b.a.Pairs[it.pair]
		switch {
		case it.Form == "left":
			to, ok := b.drawn[it.pair]
			if !ok {
				continue
			}
			it.Link = link{b.items[to].ID, b.say("compare.see-new", "new", b.place(p.New))}
			b.items[to].Link = link{it.ID, b.say("compare.see-old")}
		}
	}
}
