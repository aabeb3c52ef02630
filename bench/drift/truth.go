package drift

import (
	"cmp"
	"slices"
	"unicode"

	"thao/internal/anchor"
	"thao/internal/outline"
)

// fate is a stretch of an old node's Content that still stands: old[from:to]
// is node.Content()[at:at+to-from].
type fate struct {
	from, to int
	node     *outline.Node
	at       int
}

// Place is where words of an old node stand in the new version.
type Place struct {
	Node       *outline.Node
	Start, End int // bytes in Node.Content() from the first of the words to the last
	Letters    int // how many letters of them stand there
}

// Where tells where old.Content()[start:end] truly is, most letters first, and
// how many letters it has.
func (d *Drift) Where(old *outline.Node, start, end int) (places []Place, letters int) {
	content := old.Content()
	for _, f := range d.fates[old] {
		from, to := max(f.from, start), min(f.to, end)
		if from >= to {
			continue
		}
		n := count(content[from:to])
		if n == 0 {
			continue
		}
		at := f.at + from - f.from
		i := slices.IndexFunc(places, func(p Place) bool { return p.Node == f.node })
		if i < 0 {
			places = append(places, Place{Node: f.node, Start: at, End: at + to - from, Letters: n})
			continue
		}
		p := &places[i]
		p.Start, p.End, p.Letters = min(p.Start, at), max(p.End, at+to-from), p.Letters+n
	}
	slices.SortStableFunc(places, func(a, b Place) int { return cmp.Compare(b.Letters, a.Letters) })
	return places, count(content[start:end])
}

func count(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// Truth is what really became of a mark.
type Truth int

const (
	Stays  Truth = iota // half of its words or more stand in one node
	Shaken              // fewer do, or its node stands without them: a person should look
	Gone                // neither its words nor its node are there
)

// key is the answer to one mark.
type key struct {
	truth  Truth
	places []Place // of the words; of the node's other words where none of them is left
	whole  bool
}

func (d *Drift) answer(m anchor.Mark) key {
	start, end := m.Start, m.End
	if start < 0 {
		start, end = 0, len(m.Node.Content())
	}
	places, letters := d.Where(m.Node, start, end)
	k := key{truth: Stays, places: places, whole: m.Start < 0}
	if len(places) == 0 || 2*places[0].Letters < letters {
		k.truth = Shaken
	}
	if len(places) == 0 {
		k.places, _ = d.Where(m.Node, 0, len(m.Node.Content()))
		k.whole = true
	}
	if len(k.places) == 0 {
		k.truth = Gone
	}
	return k
}

// right reports whether node, or the stretch of it, is where the mark belongs:
// the node holds half or more of what is left of the words, and the stretch
// half or more of those.
func (k key) right(node *outline.Node, start, end int) bool {
	left := 0
	for _, p := range k.places {
		left += p.Letters
	}
	i := slices.IndexFunc(k.places, func(p Place) bool { return p.Node == node })
	if i < 0 || 2*k.places[i].Letters < left {
		return false
	}
	if start < 0 || k.whole {
		return true
	}
	p := k.places[i]
	return 2*(min(end, p.End)-max(start, p.Start)) >= p.End-p.Start
}
