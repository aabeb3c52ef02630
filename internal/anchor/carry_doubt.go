package anchor

import (
	"strings"

	"thao/internal/compare"
	"thao/internal/outline"
)

// doubts knows which counterparts may be look-alikes of the true one. A pair
// of nodes is in doubt
//
//   - where the words are the same and have moved, but another copy of them
//     stood or stands loose: any of the copies may be the one;
//   - where the words differ, and the very words of the old node stand in the
//     new text, in a node that did not have them before: two look-alikes may
//     have changed places;
//   - where the words differ, and another node, old or new, would fit nearly as
//     well (by less than Margin) with what it is paired with now exchanged.
type doubts struct {
	al       *compare.Alignment
	old, new *likeness
	ids      map[string]uint32 // numbers of words, the same for both
	known    map[[2]*outline.Node]bool
}

func newDoubts(al *compare.Alignment, old, new *outline.Tree) *doubts {
	ids := map[string]uint32{}
	return &doubts{al: al, ids: ids, old: newLikeness(old, ids), new: newLikeness(new, ids), known: map[[2]*outline.Node]bool{}}
}

// of reports whether new may not be what old became, though they are paired.
func (d *doubts) of(old, new *outline.Node) bool {
	key := [2]*outline.Node{old, new}
	doubt, ok := d.known[key]
	if !ok {
		doubt = d.weigh(old, new)
		d.known[key] = doubt
	}
	return doubt
}

func (d *doubts) weigh(old, new *outline.Node) bool {
	if len(d.old.shingles[old]) == 0 {
		return false // hardly a word: its content or its place has decided
	}
	if d.old.words[old] == d.new.words[new] {
		return d.displaced(old, new) && d.otherCopies(old, new)
	}
	return d.copyCame(old) || d.rivalled(old, new)
}

// displaced reports whether the pair is not held in place by its neighbours.
func (d *doubts) displaced(old, new *outline.Node) bool {
	for _, p := range d.al.From(old) {
		if p.New == new {
			return p.Moved
		}
	}
	return true
}

// otherCopies reports whether the words of a moved node also stand, or stood,
// where no neighbours hold them: then nobody can say which copy went where.
func (d *doubts) otherCopies(old, new *outline.Node) bool {
	for _, o := range d.old.copies(old) {
		if o != old && !d.held(d.al.From(o)) {
			return true
		}
	}
	for _, n := range d.new.copies(new) {
		if n != new && !d.held(d.al.To(n)) {
			return true
		}
	}
	return false
}

// held reports whether a node has not moved and is paired with one of the same
// words.
func (d *doubts) held(pairs []compare.Pair) bool {
	return len(pairs) == 1 && !pairs[0].Moved && d.settled(pairs)
}

// copyCame reports whether the words of old stand in a new node that other
// words led to, or none.
func (d *doubts) copyCame(old *outline.Node) bool {
	words := d.old.words[old]
	for _, twin := range d.new.same[words] {
		explained := false
		for _, p := range d.al.To(twin) {
			explained = explained || p.Old != nil && d.old.words[p.Old] == words
		}
		if !explained {
			return true
		}
	}
	return false
}

// rivalled weighs the pair against each exchange of partners with a node that
// is like one of the two.
func (d *doubts) rivalled(old, new *outline.Node) bool {
	have := d.alike(old, new)
	for _, other := range d.old.near(d.new.shingles[new], old) {
		if d.settled(d.al.From(other)) {
			continue
		}
		if d.exchange(old, new, other, partner(d.al.From(other), false), have) {
			return true
		}
	}
	for _, other := range d.new.near(d.old.shingles[old], new) {
		if d.settled(d.al.To(other)) {
			continue
		}
		if d.exchange(old, new, partner(d.al.To(other), true), other, have) {
			return true
		}
	}
	return false
}

// exchange reports whether old with otherNew and otherOld with new would be
// nearly as good as the pairs there are. Of the other pair one may be nil.
func (d *doubts) exchange(old, new, otherOld, otherNew *outline.Node, have float64) bool {
	if otherOld == old || otherNew == new {
		return false // pieces of one split or merger
	}
	return d.alike(old, otherNew)+d.alike(otherOld, new)-d.alike(otherOld, otherNew) > have-Margin
}

func partner(pairs []compare.Pair, old bool) *outline.Node {
	for _, p := range pairs {
		if old && p.Old != nil {
			return p.Old
		}
		if !old && p.New != nil {
			return p.New
		}
	}
	return nil
}

// settled reports whether a node is paired with one of the same words.
func (d *doubts) settled(pairs []compare.Pair) bool {
	for _, p := range pairs {
		if p.Old != nil && p.New != nil && d.old.words[p.Old] == d.new.words[p.New] {
			return true
		}
	}
	return false
}

// alike is the share of the word pairs of two nodes that they have in common,
// 0–1; of the shorter one's where one was split off or merged into the other.
func (d *doubts) alike(old, new *outline.Node) float64 {
	if old == nil || new == nil {
		return 0
	}
	a, b := d.old.shingles[old], d.new.shingles[new]
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := float64(overlap(a, b))
	if d.shares(old, new) {
		return n / float64(min(len(a), len(b)))
	}
	return 2 * n / float64(len(a)+len(b))
}

// shares reports whether the two are part and whole.
func (d *doubts) shares(old, new *outline.Node) bool {
	for _, p := range d.al.From(old) {
		if p.New == new {
			return p.Change == compare.NodeSplit || p.Change == compare.NodeMerged
		}
	}
	return false
}

// key is what words count as the same: without case, marks and punctuation.
func key(words []span) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	return b.String()
}
