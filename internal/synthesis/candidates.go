package synthesis

import (
	"cmp"
	"slices"
)

// link says that documents a < b are near-identical.
type link struct {
	a, b int
	sim  float64
}

// candidates finds every near-identical pair. Only documents that share one of
// their rarest shingles are compared: a pair at similarity t shares at least
// t·n of the n shingles of either, so it shares one among the n−⌈t·n⌉+1 rarest
// (prefix filtering: Chaudhuri, Ganti, Kaushik, ICDE 2006; Bayardo, Ma,
// Srikant, WWW 2007). The answer is exact.
func candidates(docs []document) []link {
	count := map[uint64]int{}
	for _, d := range docs {
		for _, s := range d.shingles {
			count[s]++
		}
	}
	posting := map[uint64][]int{}
	var links []link
	for b, d := range docs {
		tried := map[int]bool{}
		for _, s := range prefix(d.shingles, count) {
			for _, a := range posting[s] {
				if tried[a] {
					continue
				}
				tried[a] = true
				if docs[a].strict != d.strict || !extends(docs[a].content, d.content) {
					continue
				}
				if sim := jaccard(docs[a].shingles, d.shingles); sim >= Threshold {
					links = append(links, link{a, b, sim})
				}
			}
			posting[s] = append(posting[s], b)
		}
	}
	return links
}

func prefix(shingles []uint64, count map[uint64]int) []uint64 {
	n := len(shingles)
	rare := slices.Clone(shingles)
	slices.SortFunc(rare, func(x, y uint64) int {
		return cmp.Or(cmp.Compare(count[x], count[y]), cmp.Compare(x, y))
	})
	shared := int(Threshold * float64(n)) // rounded down: one more candidate, never one fewer
	return rare[:min(n, n-shared+1)]
}

// extends reports whether one text only adds content words to the other: "nêu
// rõ thời hạn" and "nêu rõ thời hạn báo cáo". Where each has a word the other
// lacks, one was put in the other's place (trước and sau, trung ương and địa
// phương), and the demand is another, however long the rest.
func extends(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range b {
		if len(a) > 0 && a[0] == w {
			a = a[1:]
		}
	}
	return len(a) == 0
}
