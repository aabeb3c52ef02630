package redline

import (
	"slices"
	"strings"

	"github.com/beevik/etree"

	"thao/internal/compare"
	"thao/internal/viet"
)

// block is a paragraph or a table of a container.
type block struct {
	el    *etree.Element
	table bool
	para  paragraph // of a paragraph
	key   string    // what it is aligned by: its text, folded
	depth int       // content controls around it
}

// group is what becomes of blocks that follow one another: old and now are
// ranges of both lists. One of them may be empty.
type group struct {
	old, oldEnd int
	now, nowEnd int
}

func (g group) paired() bool { return g.old < g.oldEnd && g.now < g.nowEnd }

// blocksOf lists the blocks of a container, laid open.
func (o *opener) blocksOf(container *etree.Element) []block {
	var out []block
	var walk func(*etree.Element, int)
	walk = func(e *etree.Element, depth int) {
		for c := range elements(e) {
			switch {
			case isW(c, "p"):
				b := block{el: c, para: o.paragraph(c), depth: depth}
				b.key = strings.TrimSpace(viet.Fold(b.para.text))
				out = append(out, b)
			case isW(c, "tbl"):
				out = append(out, block{el: c, table: true, key: o.tableKey(c), depth: depth})
			case transparent(c):
				walk(c, depth+1)
			}
		}
	}
	walk(container, 0)
	return out
}

// tableSign begins the key of a table, which is never the key of a paragraph.
const tableSign = "\x01 "

func (o *opener) tableKey(tbl *etree.Element) string {
	var b strings.Builder
	b.WriteString(tableSign)
	eachText(tbl, func(s string) { b.WriteString(s) })
	return viet.Fold(b.String())
}

// eachText calls fn for the characters in e, with a space after a paragraph.
func eachText(e *etree.Element, fn func(string)) {
	for c := range elements(e) {
		switch {
		case isW(c, "t"):
			fn(textOf(c))
		case isW(c, "tab"), isW(c, "br"):
			fn(" ")
		case isW(c, "p"):
			eachText(c, fn)
			fn(" ")
		case c.Space == "mc" && c.Tag == "Fallback":
		default:
			eachText(c, fn)
		}
	}
}

// align decides what becomes of each block. Groups come in the order of both
// lists; within a stretch where nothing stayed, what is gone comes before what
// is new.
func align(old, now []block) []group {
	a := &aligner{old: old, now: now}
	a.pairs()
	a.fill()
	a.pairEnds()
	a.widen()
	return a.close(a.groups)
}

type aligner struct {
	old, now []block
	mate     []int // of each old block; -1
	mateNow  []int
	groups   []group
}

func (a *aligner) pairs() {
	a.mate, a.mateNow = none(len(a.old)), none(len(a.now))
	keys := func(list []block) []string {
		out := make([]string, len(list))
		for i := range list {
			out[i] = list[i].key
		}
		return out
	}
	for _, p := range compare.Blocks(keys(a.old), keys(a.now)) {
		if !p.Moved && a.old[p.A].table == a.now[p.B].table {
			a.pair(p.A, p.B)
		}
	}
}

func none(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func (a *aligner) pair(i, j int) { a.mate[i], a.mateNow[j] = j, i }

// gaps calls fn for each stretch between neighbouring pairs, and at the ends.
// mate has the partner of each, -1 for none, and there are n to choose from.
func gaps(mate []int, n int, fn func(i0, i1, j0, j1 int)) {
	pairs := slices.Clone(mate) // fn makes more of them
	i0, j0 := 0, 0
	for i := 0; i <= len(pairs); i++ {
		j1 := n
		if i < len(pairs) {
			if pairs[i] < 0 {
				continue
			}
			j1 = pairs[i]
		}
		fn(i0, i, j0, j1)
		i0, j0 = i+1, j1+1
	}
}

// fill pairs, in each gap, what has no words to be known by: tables of equal
// width in order, then empty paragraphs, from both ends inwards.
func (a *aligner) fill() {
	gaps(a.mate, len(a.now), func(i0, i1, j0, j1 int) {
		a.inOrder(i0, i1, j0, j1, func(b *block) bool { return b.table }, a.sameGrid)
	})
	gaps(a.mate, len(a.now), func(i0, i1, j0, j1 int) {
		for i0 < i1 && j0 < j1 && a.old[i0].blank() && a.now[j0].blank() {
			a.pair(i0, j0)
			i0, j0 = i0+1, j0+1
		}
		for i0 < i1 && j0 < j1 && a.old[i1-1].blank() && a.now[j1-1].blank() {
			a.pair(i1-1, j1-1)
			i1, j1 = i1-1, j1-1
		}
		a.inOrder(i0, i1, j0, j1, (*block).blank, func(int, int) bool { return true })
	})
}

// inOrder pairs the blocks of a sort, each with the next of the other version
// that is like it.
func (a *aligner) inOrder(i0, i1, j0, j1 int, sort func(*block) bool, like func(i, j int) bool) {
	var js []int
	for j := j0; j < j1; j++ {
		if sort(&a.now[j]) {
			js = append(js, j)
		}
	}
	for i := i0; i < i1 && len(js) > 0; i++ {
		if sort(&a.old[i]) && like(i, js[0]) {
			a.pair(i, js[0])
			js = js[1:]
		}
	}
}

func (b *block) blank() bool { return !b.table && b.key == "" }

func (a *aligner) sameGrid(i, j int) bool { return columns(a.old[i].el) == columns(a.now[j].el) }

func columns(tbl *etree.Element) int {
	n := 0
	for c := range elements(orEmpty(child(tbl, "tblGrid"))) {
		if isW(c, "gridCol") {
			n++
		}
	}
	return n
}

// widen makes groups of the pairs, and looks beside each for the other half of
// a paragraph that was divided, or of two that were joined.
func (a *aligner) widen() {
	for i, j := range a.mate {
		if j < 0 {
			continue
		}
		g := group{i, i + 1, j, j + 1}
		if !a.old[i].table && a.old[i].key != a.now[j].key {
			a.widenOne(&g)
		}
		if n := len(a.groups); n > 0 { // what an earlier group took in is not this one's
			g.old, g.now = max(g.old, a.groups[n-1].oldEnd), max(g.now, a.groups[n-1].nowEnd)
		}
		a.groups = append(a.groups, g)
	}
}

func (a *aligner) widenOne(g *group) {
	i, j := g.old, g.now
	rest := restOf(a.old[i].key, a.now[j].key)
	for g.nowEnd < len(a.now) && a.mateNow[g.nowEnd] < 0 && rest.takes(&a.now[g.nowEnd]) {
		g.nowEnd++
	}
	for g.now > 0 && a.mateNow[g.now-1] < 0 && rest.takes(&a.now[g.now-1]) {
		g.now--
	}
	rest = restOf(a.now[j].key, a.old[i].key)
	for g.oldEnd < len(a.old) && a.mate[g.oldEnd] < 0 && rest.takes(&a.old[g.oldEnd]) {
		g.oldEnd++
	}
	for g.old > 0 && a.mate[g.old-1] < 0 && rest.takes(&a.old[g.old-1]) {
		g.old--
	}
}

// words left of a paragraph, by which its other half is known.
type remainder map[string]int

func restOf(whole, part string) remainder {
	rest := remainder{}
	for w := range strings.FieldsSeq(whole) {
		rest[w]++
	}
	for w := range strings.FieldsSeq(part) {
		if rest[w]--; rest[w] <= 0 {
			delete(rest, w)
		}
	}
	return rest
}

// takes says whether most words of a block are among those left, and uses them up.
func (r remainder) takes(b *block) bool {
	const least, share = 2, 0.7
	if b.table || len(r) == 0 {
		return false
	}
	n, found := 0, remainder{}
	for w := range strings.FieldsSeq(b.key) {
		n++
		if found[w] < r[w] {
			found[w]++
		}
	}
	hits := 0
	for _, k := range found {
		hits += k
	}
	if n < least || float64(hits) < share*float64(n) {
		return false
	}
	for w, k := range found {
		if r[w] -= k; r[w] <= 0 {
			delete(r, w)
		}
	}
	return true
}

// pairEnds makes a pair of the last paragraphs: the last mark of a text, a cell
// or a note can be neither put in nor taken out. Where one of them has another
// partner, and no table between, the partner's group will reach to the end.
func (a *aligner) pairEnds() {
	i, j := len(a.old)-1, len(a.now)-1
	if i < 0 || j < 0 || a.old[i].table || a.now[j].table || a.mate[i] == j {
		return
	}
	was, is := a.mateNow[j], a.mate[i]
	switch {
	case was >= 0 && !hasTable(a.old[was:]), is >= 0 && !hasTable(a.now[is:]):
		return
	case was >= 0:
		a.mate[was] = -1
	case is >= 0:
		a.mateNow[is] = -1
	}
	a.pair(i, j)
}

func hasTable(list []block) bool {
	return slices.ContainsFunc(list, func(b block) bool { return b.table })
}

// close puts the unpaired blocks between the groups: what is gone, then what
// is new. Two tables that would touch there share one.
func (a *aligner) close(paired []group) []group {
	var out []group
	i, j := 0, 0
	for _, g := range append(paired, group{len(a.old), len(a.old), len(a.now), len(a.now)}) {
		out = a.between(out, i, g.old, j, g.now)
		if g.paired() {
			out = append(out, g)
		}
		i, j = g.oldEnd, g.nowEnd
	}
	return a.end(out)
}

func (a *aligner) between(out []group, i0, i1, j0, j1 int) []group {
	fused := i0 < i1 && j0 < j1 && a.old[i1-1].table && a.now[j0].table
	lastOld, firstNow := i1, j0
	if fused {
		lastOld, firstNow = i1-1, j0+1
	}
	for i := i0; i < lastOld; i++ {
		out = append(out, group{i, i + 1, j0, j0})
	}
	if fused {
		out = append(out, group{i1 - 1, i1, j0, j0 + 1})
	}
	for j := firstNow; j < j1; j++ {
		out = append(out, group{i1, i1, j, j + 1})
	}
	return out
}

// end has the last pair reach to the end of both versions, where only
// paragraphs of one of them follow it.
func (a *aligner) end(groups []group) []group {
	from := len(groups) - 1
	for from >= 0 && !groups[from].paired() {
		from--
	}
	if from < 0 || from == len(groups)-1 {
		return groups
	}
	g := groups[from]
	g.oldEnd, g.nowEnd = len(a.old), len(a.now)
	if hasTable(a.old[g.old:]) || hasTable(a.now[g.now:]) {
		return groups
	}
	return append(groups[:from:from], g)
}
