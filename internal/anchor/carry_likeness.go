package anchor

import (
	"cmp"
	"maps"
	"slices"

	"thao/internal/outline"
)

// likeness is the nodes of one text by their words.
type likeness struct {
	words    map[*outline.Node]string
	same     map[string][]*outline.Node
	shingles map[*outline.Node][]uint64 // pairs of neighbouring words, sorted, repeats included
	having   map[uint64][]*outline.Node // a pair of words → the nodes that have it, at most commonPair+1
}

// Bounds of the search for look-alikes.
const (
	commonPair = 40 // a pair of words in more nodes than this says nothing
	rivals     = 8
)

// newLikeness reads a tree; ids numbers words, one map for both texts.
func newLikeness(t *outline.Tree, ids map[string]uint32) *likeness {
	l := &likeness{
		words: map[*outline.Node]string{}, same: map[string][]*outline.Node{},
		shingles: map[*outline.Node][]uint64{}, having: map[uint64][]*outline.Node{},
	}
	t.Walk(func(n *outline.Node) {
		folded, _ := fold(n.Content())
		words := splitWords(folded)
		k := key(words)
		l.words[n] = k
		l.same[k] = append(l.same[k], n)
		l.shingles[n] = shingle(words, ids)
		for i, s := range l.shingles[n] {
			if in := l.having[s]; len(in) <= commonPair && (i == 0 || l.shingles[n][i-1] != s) {
				l.having[s] = append(in, n)
			}
		}
	})
	return l
}

func shingle(words []span, ids map[string]uint32) []uint64 {
	var out []uint64
	var last uint32
	for i, w := range words {
		id, ok := ids[w.text]
		if !ok {
			id = uint32(len(ids)) + 1
			ids[w.text] = id
		}
		if i > 0 || len(words) == 1 {
			out = append(out, uint64(last)<<32|uint64(id))
		}
		last = id
	}
	slices.Sort(out)
	return out
}

// copies are the nodes with the same words as n, itself included.
func (l *likeness) copies(n *outline.Node) []*outline.Node { return l.same[l.words[n]] }

// near returns the nodes that share most pairs of words, most first, but for
// one.
func (l *likeness) near(shingles []uint64, but *outline.Node) []*outline.Node {
	votes := map[*outline.Node]int{}
	for _, s := range shingles {
		if in := l.having[s]; len(in) <= commonPair {
			for _, n := range in {
				votes[n]++
			}
		}
	}
	delete(votes, but)
	found := slices.SortedFunc(maps.Keys(votes), func(a, b *outline.Node) int {
		return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(a.ID, b.ID))
	})
	return found[:min(len(found), rivals)]
}

// overlap counts what two sorted lists have in common, repeats included.
func overlap(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
