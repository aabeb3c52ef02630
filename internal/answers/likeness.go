package answers

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"thao/internal/viet"
)

// key is what two texts that read the same have in common: their words,
// folded, one space between.
func key(text string) string {
	var b strings.Builder
	for _, s := range viet.Syllables(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(viet.Fold(text[s.Start:s.End]))
	}
	return b.String()
}

var seed = maphash.MakeSeed()

// grams are the hashed words and pairs of neighbouring words of a key, sorted,
// repeats kept.
func grams(key string) []uint64 {
	words := strings.Fields(key)
	out := make([]uint64, 0, 2*len(words))
	at := 0
	for i, w := range words {
		out = append(out, maphash.String(seed, w))
		if i > 0 {
			out = append(out, maphash.String(seed, key[at-len(words[i-1])-1:at+len(w)]))
		}
		at += len(w) + 1
	}
	slices.Sort(out)
	return out
}

// shared is how many grams two texts have in common.
func shared(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i, j = i+1, j+1
		}
	}
	return n
}

// alike is the Dice coefficient of two texts' grams: 0–1.
func alike(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(shared(a, b)) / float64(len(a)+len(b))
}

// within is how much of a stands in b: 0–1.
func within(a, b []uint64) float64 {
	if len(a) == 0 {
		return 0
	}
	return float64(shared(a, b)) / float64(len(a))
}

// minus is what of a is not in b.
func minus(a, b []uint64) []uint64 {
	var out []uint64
	j := 0
	for _, g := range a {
		for j < len(b) && b[j] < g {
			j++
		}
		if j < len(b) && b[j] == g {
			j++
			continue
		}
		out = append(out, g)
	}
	return out
}

// posting finds the texts that share grams with another.
type posting map[uint64][]int32

func (p posting) add(i int, grams []uint64) {
	for k, g := range grams {
		if k == 0 || grams[k-1] != g {
			p[g] = append(p[g], int32(i))
		}
	}
}

// common bounds how many texts may have a gram that is looked up: rarer ones
// tell them apart.
const common = 400

// near returns the texts that share most grams with one, at most shortlist.
func (p posting) near(grams []uint64) []int {
	votes := map[int32]int{}
	for k, g := range grams {
		if list := p[g]; (k == 0 || grams[k-1] != g) && len(list) <= common {
			for _, i := range list {
				votes[i]++
			}
		}
	}
	found := make([]int, 0, len(votes))
	for i := range votes {
		found = append(found, int(i))
	}
	slices.SortFunc(found, func(a, b int) int {
		return cmp.Or(cmp.Compare(votes[int32(b)], votes[int32(a)]), cmp.Compare(a, b))
	})
	return found[:min(len(found), shortlist)]
}

const shortlist = 16
