package compare

import (
	"cmp"
	"slices"
)

// Bounds of the search in a large gap.
const (
	rareWords  = 6  // words by which a block is looked up
	rareBlocks = 32 // a word in more blocks than this says nothing
)

// fillLargeGap looks only at pairs that share a rare word or are equal, takes
// the best of them that keep the order, and leaves what lies between to
// fillGap. Where nothing is shared, nothing is paired.
func (al *aligner) fillLargeGap(a0, a1, b0, b1 int) {
	found := al.candidates(a0, a1, b0, b1)
	i, j := a0, b0
	for _, c := range heaviestChain(found) {
		al.pair(c.i, c.j, al.similarity(c.i, c.j))
		al.fillSmallGap(i, c.i, j, c.j)
		i, j = c.i+1, c.j+1
	}
	al.fillSmallGap(i, a1, j, b1)
}

func (al *aligner) fillSmallGap(a0, a1, b0, b1 int) {
	if (a1-a0)*(b1-b0) <= cells {
		al.fillGap(a0, a1, b0, b1)
	}
}

// candidate is a pair worth considering.
type candidate struct {
	i, j  int
	worth float64
}

// candidates come in the order of i, for one i from the last j to the first.
func (al *aligner) candidates(a0, a1, b0, b1 int) []candidate {
	posting, equal := al.lookup(b0, b1)
	var out []candidate
	var js []int
	for i := a0; i < a1; i++ {
		js = js[:0]
		if same := equal[al.a[i]]; len(same) > 0 && al.a[i] != "" {
			js = append(js, same[0]) // the next of its like, so that repeated blocks pair off in order
			equal[al.a[i]] = same[1:]
		}
		for _, w := range al.bagA(i).ids {
			if p := posting[w.id]; len(p) <= rareBlocks {
				js = append(js, p...)
			}
		}
		slices.SortFunc(js, func(x, y int) int { return cmp.Compare(y, x) })
		for _, j := range slices.Compact(js) {
			if worth := al.worth(i, j); worth > 0 {
				out = append(out, candidate{i, j, worth})
			}
		}
	}
	return out
}

// lookup indexes the blocks b0 to b1 by their rarest words and by their keys.
func (al *aligner) lookup(b0, b1 int) (posting map[int][]int, equal map[string][]int) {
	blocks := map[int]int{} // word → blocks it is in
	for j := b0; j < b1; j++ {
		for _, w := range al.bagB(j).ids {
			blocks[w.id]++
		}
	}
	posting, equal = map[int][]int{}, map[string][]int{}
	var words []counted
	for j := b0; j < b1; j++ {
		equal[al.b[j]] = append(equal[al.b[j]], j)
		words = append(words[:0], al.bagB(j).ids...)
		slices.SortFunc(words, func(x, y counted) int {
			return cmp.Or(cmp.Compare(blocks[x.id], blocks[y.id]), cmp.Compare(x.id, y.id))
		})
		for _, w := range words[:min(rareWords, len(words))] {
			posting[w.id] = append(posting[w.id], j)
		}
	}
	return posting, equal
}

// heaviestChain chooses from candidates, ordered by i and then by falling j,
// those of the greatest total worth in which i and j both increase.
func heaviestChain(all []candidate) []candidate {
	if len(all) == 0 {
		return nil
	}
	last := 0
	for _, c := range all {
		last = max(last, c.j)
	}
	t := prefixMaxima{best: make([]float64, last+2), at: filled(last + 2)}
	prev := make([]int, len(all))
	for k, c := range all { // falling j keeps two pairs of one i out of one chain
		sum, before := t.below(c.j)
		prev[k] = before
		t.raise(c.j, sum+c.worth, k)
	}
	_, k := t.below(last + 1)
	var chain []candidate
	for ; k >= 0; k = prev[k] {
		chain = append(chain, all[k])
	}
	slices.Reverse(chain)
	return chain
}

// prefixMaxima is a Fenwick tree of maxima over the positions 0 to len(best)-2.
type prefixMaxima struct {
	best []float64
	at   []int // which candidate gave best, -1 for none
}

// below returns the greatest value at positions under p.
func (t prefixMaxima) below(p int) (sum float64, at int) {
	at = -1
	for ; p > 0; p -= p & -p {
		if t.best[p] > sum {
			sum, at = t.best[p], t.at[p]
		}
	}
	return sum, at
}

func (t prefixMaxima) raise(p int, sum float64, at int) {
	for p++; p < len(t.best); p += p & -p {
		if sum > t.best[p] {
			t.best[p], t.at[p] = sum, at
		}
	}
}
