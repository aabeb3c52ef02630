package compare

import (
	"thao/internal/outline"
)

// Change says what became of a node between two versions. Where several hold,
// the first in this order counts: split or merged, moved, edited, renumbered;
// Pair.Moved, Pair.Renumbered and Pair.Words tell of the others.
type Change string

const (
	NodeSame       Change = "same"       // same words, same label, same place
	NodeEdited     Change = "edited"     // other words
	NodeMoved      Change = "moved"      // another parent, or another order among its neighbours
	NodeSplit      Change = "split"      // its words now stand in several nodes
	NodeMerged     Change = "merged"     // it and others now stand in one node
	NodeRenumbered Change = "renumbered" // same words, other label
	NodeInserted   Change = "inserted"
	NodeDeleted    Change = "deleted"
)

// Changes lists every kind of change, in the order they are reported.
func Changes() []Change {
	return []Change{NodeEdited, NodeMoved, NodeSplit, NodeMerged, NodeRenumbered, NodeInserted, NodeDeleted, NodeSame}
}

// Pair is a node of the old tree and what it is in the new one. Old is nil for
// an inserted node, New for a deleted one; the pairs of a split share Old,
// those of a merger share New.
type Pair struct {
	Old, New *outline.Node
	Change   Change
	Sim      float64 // of the nodes' own words, 0–1; 1 where only case, tone placement or spaces differ

	// Moved nodes stand elsewhere than where their parent and neighbours have
	// gone. What lies inside a moved node has not moved itself.
	Moved      bool
	Renumbered bool

	// Words turns Old.Content() into New.Content(): Same and Delete together
	// spell the old, Same and Insert the new. Over the pairs of a split, Same
	// and Delete in order spell the old node once; over those of a merger,
	// Same and Insert the new one.
	Words []Edit
}

// Reworded reports whether the pair's words differ in more than white space.
func (p Pair) Reworded() bool {
	for _, e := range p.Words {
		if e.Op != Same && !blank(e.Text) {
			return true
		}
	}
	return false
}

// Alignment is two trees, node by node. Every node of either is in a pair.
type Alignment struct {
	// Pairs come in the order of the new text; deleted nodes where they stood.
	Pairs []Pair

	from, to map[*outline.Node][]int
	departed map[int][]int
}

// From returns the pairs of a node of the old tree: one, or those of a split.
func (a *Alignment) From(old *outline.Node) []Pair { return a.pick(a.from[old]) }

// To returns the pairs of a node of the new tree: one, or those of a merger.
func (a *Alignment) To(new *outline.Node) []Pair { return a.pick(a.to[new]) }

func (a *Alignment) pick(indexes []int) []Pair {
	if len(indexes) == 0 {
		return nil
	}
	out := make([]Pair, len(indexes))
	for k, i := range indexes {
		out[k] = a.Pairs[i]
	}
	return out
}

// Departed returns the indexes of the moved pairs whose old node stood right
// after Pairs[i] (before all of them for -1), in the order of the old text.
func (a *Alignment) Departed(i int) []int { return a.departed[i] }

// Count tells how many pairs there are of each kind of change. A split or a
// merger counts once, however many nodes it joins.
func (a *Alignment) Count() map[Change]int {
	counts := map[Change]int{}
	seen := map[*outline.Node]bool{}
	for _, p := range a.Pairs {
		shared := p.Old
		if p.Change == NodeMerged {
			shared = p.New
		}
		if p.Change == NodeSplit || p.Change == NodeMerged {
			if seen[shared] {
				continue
			}
			seen[shared] = true
		}
		counts[p.Change]++
	}
	return counts
}

// Likeness is the share of both texts' words that stayed, 0–1, moved ones
// included: 2·kept over the sum of both, counted in bytes without spaces. Two
// texts without a word are alike.
func (a *Alignment) Likeness() float64 {
	kept, all := 0, 0
	for _, p := range a.Pairs {
		for _, e := range p.Words {
			n := solid(e.Text)
			all += n
			if e.Op == Same {
				kept, all = kept+2*n, all+n
			}
		}
	}
	if all == 0 {
		return 1
	}
	return float64(kept) / float64(all)
}

// solid counts the bytes of s that are not ASCII white space.
func solid(s string) int {
	n := len(s)
	for i := range len(s) {
		if c := s[i]; c == ' ' || c == '\n' || c == '\t' {
			n--
		}
	}
	return n
}

// Trees aligns two versions of a text node by node.
//
// Method: the nodes' own words, in reading order, are aligned as Blocks aligns
// blocks, with kind and label as a hint between near equals; containers follow
// where most of their content went; inside paired containers what is left is
// tried again; nodes whose words stand in several neighbouring nodes are found
// by coverage; last, the label decides where words do not speak against it.
// Cost grows with the length of the texts and of the changed stretches, not
// with their product.
func Trees(old, new *outline.Tree) *Alignment {
	m := newMatching(old, new)
	m.byWords()
	m.byContent()
	m.divideContainers()
	m.doubtMoves()
	m.byPlace()
	m.byCoverage()
	m.byLabel()
	return m.alignment()
}
