package compare

import (
	"cmp"
	"slices"
)

// BlockPair says that block A of the old list and block B of the new one are the
// same block, perhaps reworded.
type BlockPair struct {
	A, B  int
	Sim   float64 // 1 for equal keys, else the share of words in common, 0–1
	Moved bool    // the two stand in a different order than their neighbours
}

// Floors under which two blocks are not taken for one another.
const (
	gapFloor   = 0.5 // between neighbours that are paired already
	movedFloor = 0.8 // anywhere else in the text
	movedWords = 3   // a shorter block is too common to have moved
)

// Blocks aligns two lists of blocks given by their keys: text folded by the
// caller so that what should not count as a difference (case, marks, spaces,
// labels) does not. Each block is in at most one pair; pairs come in the order
// of A. An empty key is never paired.
//
// Method: keys found once on either side are anchors, their longest increasing
// subsequence is the spine; the gaps between are filled by equal keys, then by
// similarity; what is left is looked for off the spine as moved. Nothing is
// compared with everything: cost grows with the length of the gaps, and moved
// blocks are found through their rarest words.
func Blocks(a, b []string) []BlockPair {
	al := newAligner(a, b)
	al.fillGaps(al.spine())
	al.findMoved()
	return al.result()
}

type aligner struct {
	a, b           []string
	mateA, mateB   []int // index on the other side, or -1
	wordsA, wordsB []bag // made when first asked for
	sims           map[int]float64
	moved          map[int]bool
	ids            map[string]int
	hint           func(i, j int) float64 // added to a similarity above the floor; well below 0.1. May be nil
}

func newAligner(a, b []string) *aligner {
	return &aligner{
		a: a, b: b,
		mateA: filled(len(a)), mateB: filled(len(b)),
		wordsA: make([]bag, len(a)), wordsB: make([]bag, len(b)),
		sims: map[int]float64{}, moved: map[int]bool{},
	}
}

func filled(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func (al *aligner) pair(i, j int, sim float64) {
	al.mateA[i], al.mateB[j] = j, i
	if sim < 1 {
		al.sims[i] = sim
	} else {
		delete(al.sims, i)
	}
}

// spine pairs the keys that occur once on each side, in their common order, and
// returns their indexes in a. Those that cross it are set aside.
func (al *aligner) spine() []int {
	ai, bi := al.unique()
	var spine []int
	for _, k := range increasing(bi) {
		al.pair(ai[k], bi[k], 1)
		spine = append(spine, ai[k])
	}
	return spine
}

// unique returns where the keys stand that occur once on each side.
func (al *aligner) unique() (ai, bi []int) {
	onceA, onceB := once(al.a), once(al.b)
	for i, key := range al.a {
		if onceA[key] == i {
			if j, ok := onceB[key]; ok && j >= 0 && key != "" {
				ai, bi = append(ai, i), append(bi, j)
			}
		}
	}
	return ai, bi
}

// once maps each key that occurs exactly once to its index, others to -1.
func once(keys []string) map[string]int {
	at := make(map[string]int, len(keys))
	for i, key := range keys {
		if _, seen := at[key]; seen {
			at[key] = -1
		} else {
			at[key] = i
		}
	}
	return at
}

// increasing returns the indexes of a longest increasing subsequence.
func increasing(v []int) []int {
	tails := make([]int, 0, len(v)) // tails[n] = index of the smallest end of a run of n+1
	prev := make([]int, len(v))
	for i, x := range v {
		n, _ := slices.BinarySearchFunc(tails, x, func(t, x int) int { return cmp.Compare(v[t], x) })
		prev[i] = -1
		if n > 0 {
			prev[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	out := make([]int, len(tails))
	for k, i := len(tails)-1, tails[len(tails)-1]; k >= 0; k, i = k-1, prev[i] {
		out[k] = i
	}
	return out
}

// fillGaps goes through the stretches between neighbouring spine pairs.
func (al *aligner) fillGaps(spine []int) {
	i, j := 0, 0
	for _, next := range spine {
		al.fillGap(i, next, j, al.mateA[next])
		i, j = next+1, al.mateA[next]+1
	}
	al.fillGap(i, len(al.a), j, len(al.b))
}

// cells bounds the table of one gap. In a larger one only blocks that share a
// rare word are looked at, so that two texts with nothing in common stay
// affordable.
const cells = 1 << 18

func (al *aligner) fillGap(a0, a1, b0, b1 int) {
	switch {
	case a0 >= a1 || b0 >= b1:
	case (a1-a0)*(b1-b0) > cells:
		al.fillLargeGap(a0, a1, b0, b1)
	default:
		al.pairInOrder(span(a0, a1), span(b0, b1))
	}
}

func span(from, to int) []int {
	out := make([]int, to-from)
	for i := range out {
		out[i] = from + i
	}
	return out
}

// pairInOrder pairs some of as with some of bs, both ascending, so that pairs
// do not cross and their worths add up to the most.
func (al *aligner) pairInOrder(as, bs []int) {
	n, m := len(as), len(bs)
	best := make([]float64, (n+1)*(m+1))
	worth := make([]float64, n*m)
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			w := al.worth(as[i], bs[j])
			worth[i*m+j] = w
			best[i*(m+1)+j] = max(best[(i+1)*(m+1)+j], best[i*(m+1)+j+1])
			if w > 0 {
				best[i*(m+1)+j] = max(best[i*(m+1)+j], w+best[(i+1)*(m+1)+j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		w, here := worth[i*m+j], best[i*(m+1)+j]
		switch {
		case w > 0 && here == w+best[(i+1)*(m+1)+j+1]:
			al.pair(as[i], bs[j], al.similarity(as[i], bs[j]))
			i, j = i+1, j+1
		case here == best[(i+1)*(m+1)+j]:
			i++
		default:
			j++
		}
	}
}

// worth is what pairing two blocks adds to a gap: their similarity and the
// hint, or 0 where they are too unlike or taken.
func (al *aligner) worth(i, j int) float64 {
	if al.mateA[i] >= 0 || al.mateB[j] >= 0 {
		return 0
	}
	sim := al.similarity(i, j)
	if sim < gapFloor {
		return 0
	}
	if al.hint != nil {
		sim += al.hint(i, j)
	}
	return sim
}

// findMoved pairs what is left with its like anywhere in the text: first equal
// keys in order, then blocks that share enough words, best first.
func (al *aligner) findMoved() {
	free := map[string][]int{}
	for j, key := range al.b {
		if al.mateB[j] < 0 && key != "" {
			free[key] = append(free[key], j)
		}
	}
	for i, key := range al.a {
		if js := free[key]; al.mateA[i] < 0 && len(js) > 0 && key != "" {
			al.pair(i, js[0], 1)
			al.moved[i] = true
			free[key] = js[1:]
		}
	}
	al.findMovedAlike()
}

func (al *aligner) findMovedAlike() {
	posting := map[int][]int{}
	for j := range al.b {
		if al.mateB[j] < 0 {
			for _, id := range al.bagB(j).rarest() {
				posting[id] = append(posting[id], j)
			}
		}
	}
	var found []BlockPair
	for i := range al.a {
		if al.mateA[i] >= 0 || al.bagA(i).size < movedWords {
			continue
		}
		tried := map[int]bool{}
		for _, id := range al.bagA(i).ids {
			js := posting[id.id]
			if len(js) > 64 {
				continue // a word this common says nothing
			}
			for _, j := range js {
				if tried[j] || al.bagB(j).size < movedWords {
					continue
				}
				tried[j] = true
				if sim := al.similarity(i, j); sim >= movedFloor {
					found = append(found, BlockPair{A: i, B: j, Sim: sim})
				}
			}
		}
	}
	slices.SortStableFunc(found, func(x, y BlockPair) int { return cmp.Compare(y.Sim, x.Sim) })
	for _, p := range found {
		if al.mateA[p.A] < 0 && al.mateB[p.B] < 0 {
			al.pair(p.A, p.B, p.Sim)
			al.moved[p.A] = true
		}
	}
}

func (al *aligner) result() []BlockPair {
	var out []BlockPair
	for i, j := range al.mateA {
		if j < 0 {
			continue
		}
		sim, less := al.sims[i]
		if !less {
			sim = 1
		}
		out = append(out, BlockPair{A: i, B: j, Sim: sim, Moved: al.moved[i]})
	}
	return out
}
