// Package drift makes the next version of a text, as drafters would, and
// knows where every word of the old one went: the answer key by which carrying
// comments across versions is measured. Everything follows from a seed.
package drift

import (
	"math/rand/v2"

	"thao/internal/outline"
)

// Kind is a kind of edit.
type Kind string

// The edits. Untouched is for nodes no edit was made to.
const (
	Untouched Kind = "untouched"
	Reword    Kind = "reword"   // words replaced, struck out and put in
	Renumber  Kind = "renumber" // a number is passed over: this node and all that follow are counted on
	Insert    Kind = "insert"   // a node put after this one: from another text, or a look-alike of it
	Delete    Kind = "delete"   // the node struck out, with all below it
	Split     Kind = "split"    // one node made two
	Merge     Kind = "merge"    // the next node drawn into this one
	Move      Kind = "move"     // carried to another place, with all below it
	Swap      Kind = "swap"     // two look-alikes change places
)

// Kinds are the edits in the order they are reported.
func Kinds() []Kind { return []Kind{Reword, Renumber, Insert, Delete, Split, Merge, Move, Swap} }

// Drift is a text, its next version, and what lies between.
type Drift struct {
	Old, New *outline.Tree
	Touched  map[*outline.Node]Kind // of the old nodes that were edited: the last edit
	fates    map[*outline.Node][]fate
}

// KindOf is the edit made to an old node, or Untouched.
func (d *Drift) KindOf(n *outline.Node) Kind {
	if k, ok := d.Touched[n]; ok {
		return k
	}
	return Untouched
}

// Apply edits a copy of old until share (0–1) of its nodes has been touched,
// the kinds in turn. donor is sentences of other texts, for what is put in.
// Numbers are then counted anew, as an office would: an insertion or deletion
// renumbers all that follows.
func Apply(old *outline.Tree, donor []string, share float64, seed uint64, kinds ...Kind) *Drift {
	if len(kinds) == 0 {
		kinds = Kinds()
	}
	e := &editor{
		Rand: rand.New(rand.NewPCG(seed, 0)), donor: donor,
		top: &lump{}, touched: map[*outline.Node]Kind{},
	}
	for _, n := range old.Nodes {
		e.top.adopt(len(e.top.children), mould(n))
	}
	e.top.walk(func(l *lump) { e.all = append(e.all, l) })
	e.number()
	e.vocabulary = words(old)
	e.run(int(share*float64(len(e.all))+0.5), kinds)
	d := &Drift{Old: old, Touched: e.touched, fates: map[*outline.Node][]fate{}}
	d.New = e.freeze(d.fates)
	return d
}
