package anchor

import (
	"thao/internal/compare"
	"thao/internal/outline"
)

// What became of a mark in the next version.
const (
	Kept   = "kept"   // the same words in the same place; its number may be another
	Moved  = "moved"  // the same words elsewhere, or in a node split or merged
	Edited = "edited" // the place is sure, its words have changed
	Review = "review" // not sure enough: Candidates lists where it may belong
	Orphan = "orphan" // nothing in the new version is like it
)

// Mark is where a comment stands in the old version.
type Mark struct {
	Node           *outline.Node // in the old tree; nil where the comment had no place
	Start, End     int           // bytes in Node.Content(); -1 where the whole node is meant
	Prefix, Suffix string        // words just before and after, where known; else they are read off the node
}

// Carried is a mark in the new version.
type Carried struct {
	State      string
	Node       *outline.Node // in the new tree; nil under review and for orphans
	Start, End int           // bytes in Node.Content(); -1 where the whole node is meant
	Score      float64       // 0–1: the share of the marked words that stand there; 0 for orphans
	Candidates []Hit         // under review: best first, never empty
}

// Carry takes marks to the next version: out[i] is what became of marks[i],
// and none is left out. al is compare.Trees(old, new).
//
// What decides is the alignment of the nodes, not the words of the mark:
// clauses repeat one another's phrases, so a quotation found somewhere proves
// little, and one found in the node that this node became proves much. In
// order:
//
//  1. The alignment names the counterparts of the mark's node. None: review or
//     orphan, however well its words fit elsewhere.
//  2. The word diff of the pair takes the mark's two ends along, so that a
//     phrase that repeats inside a node stays at its own occurrence. The score
//     is the share of the marked words that were kept.
//  3. Where the diff kept too few, the words are looked for in the
//     counterparts and below, and nowhere else.
//  4. A place is taken when its score reaches Floor and leads the next
//     counterpart by Margin. Half of the words will do where the node itself
//     stands where its neighbours have it: they vouch for it.
//  5. No place is taken in a node that may be a look-alike of the true one, see
//     doubts. This is what precision rests on: without it 4 placements in 1,000
//     were wrong in the measurements of bench/drift, with it less than 1; half
//     of the difference are look-alikes that changed places.
//  6. What is not placed is under review with the counterparts and what is like
//     the mark's node or words; an orphan where there is nothing of the kind.
func Carry(al *compare.Alignment, old, new *outline.Tree, marks []Mark) []Carried {
	c := newCarrier(al, old, new)
	out := make([]Carried, len(marks))
	for i, m := range marks {
		out[i] = c.carry(m)
	}
	return out
}
