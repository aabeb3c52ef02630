package compare

import (
	"cmp"
	"slices"
)

// bag is the words of a block with their counts, sorted by word.
type bag struct {
	made bool
	size int // words, repeats counted
	ids  []counted
}

type counted struct{ id, n int }

func (al *aligner) bagA(i int) *bag { return al.bagOf(&al.wordsA[i], al.a[i]) }
func (al *aligner) bagB(j int) *bag { return al.bagOf(&al.wordsB[j], al.b[j]) }

func (al *aligner) bagOf(w *bag, key string) *bag {
	if w.made {
		return w
	}
	if al.ids == nil {
		al.ids = map[string]int{}
	}
	var all []int
	for _, t := range tokenise(key) {
		if blank(key[t.start:t.end]) {
			continue
		}
		id, ok := al.ids[key[t.start:t.end]]
		if !ok {
			id = len(al.ids)
			al.ids[key[t.start:t.end]] = id
		}
		all = append(all, id)
	}
	slices.Sort(all)
	w.made, w.size = true, len(all)
	for _, id := range all {
		if n := len(w.ids); n > 0 && w.ids[n-1].id == id {
			w.ids[n-1].n++
		} else {
			w.ids = append(w.ids, counted{id, 1})
		}
	}
	return w
}

// rarest returns up to eight of the words that were met last, which in running
// text are the rare ones: common words are met early.
func (w *bag) rarest() []int {
	ids := slices.Clone(w.ids)
	slices.SortFunc(ids, func(x, y counted) int { return cmp.Compare(y.id, x.id) })
	out := make([]int, 0, 8)
	for _, c := range ids[:min(8, len(ids))] {
		out = append(out, c.id)
	}
	return out
}

// similarity is the Dice coefficient of the two bags of words: 2·shared over
// the sum of sizes; 1 for equal keys, 0 where either is empty.
func (al *aligner) similarity(i, j int) float64 {
	if al.a[i] == al.b[j] {
		if al.a[i] == "" {
			return 0
		}
		return 1
	}
	x, y := al.bagA(i), al.bagB(j)
	if x.size == 0 || y.size == 0 {
		return 0
	}
	if s, l := min(x.size, y.size), max(x.size, y.size); float64(2*s) < gapFloor*float64(s+l) {
		return 0 // too unlike in length to reach the floor
	}
	return dice(x, y)
}

// dice is below 1 for different texts of equal bags: order counts too.
func dice(x, y *bag) float64 {
	shared := 0
	for p, q := 0, 0; p < len(x.ids) && q < len(y.ids); {
		switch a, b := x.ids[p], y.ids[q]; {
		case a.id < b.id:
			p++
		case a.id > b.id:
			q++
		default:
			shared += min(a.n, b.n)
			p, q = p+1, q+1
		}
	}
	sim := 2 * float64(shared) / float64(x.size+y.size)
	return min(sim, 0.999)
}
