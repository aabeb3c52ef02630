package anchor

import (
	"cmp"
	"slices"

	"thao/internal/outline"
)

// Bounds of the approximate search: how many nodes are looked at closely, and
// how short a quotation is too short to be recognised when it is not exact.
const (
	shortlist  = 12
	alikeWords = 4
)

// findAlike looks for words like the quotation's: nodes that share most pairs
// of neighbouring words are searched for the stretch that takes the fewest
// word edits.
func (tx *Text) findAlike(q Quote, exact string, allowed map[*outline.Node]bool) []Hit {
	words := splitWords(exact)
	if len(words) < alikeWords {
		return nil
	}
	var hits []Hit
	for _, k := range tx.likely(words, allowed) {
		content := splitWords(tx.content(k))
		first, last, edits := closest(words, content)
		if last < first {
			continue
		}
		score := 1 - float64(edits)/float64(len(words))
		if score <= 0 {
			continue
		}
		base := tx.starts[k]
		hits = append(hits, tx.hit(q, k, base+content[first].start, base+content[last].end, score))
	}
	return hits
}

// likely returns the nodes with most of the pairs, most first.
func (tx *Text) likely(words []span, allowed map[*outline.Node]bool) []int {
	votes := map[int32]int{}
	for i := 0; i+1 < len(words); i++ {
		for _, k := range tx.grams[words[i].text+" "+words[i+1].text] {
			if allowed == nil || allowed[tx.nodes[k]] {
				votes[k]++
			}
		}
	}
	ks := make([]int, 0, len(votes))
	for k := range votes {
		ks = append(ks, int(k))
	}
	slices.SortFunc(ks, func(a, b int) int {
		return cmp.Or(cmp.Compare(votes[int32(b)], votes[int32(a)]), cmp.Compare(a, b))
	})
	return ks[:min(len(ks), shortlist)]
}

// closest finds the stretch of text with the least edit distance to pattern,
// in words. It returns the first and last word of the stretch and the distance;
// last < first where the best is to match nothing.
// Source: P. H. Sellers, "The theory and computation of evolutionary
// distances: pattern recognition", J. Algorithms 1 (1980).
func closest(pattern, text []span) (first, last, distance int) {
	type cell struct{ cost, start int }
	prev, row := make([]cell, len(text)+1), make([]cell, len(text)+1)
	for j := range prev {
		prev[j] = cell{0, j}
	}
	for i, p := range pattern {
		row[0] = cell{i + 1, 0}
		for j, t := range text {
			best := prev[j]
			if p.text != t.text {
				best.cost++
			}
			if c := prev[j+1]; c.cost+1 < best.cost {
				best = cell{c.cost + 1, c.start}
			}
			if c := row[j]; c.cost+1 < best.cost {
				best = cell{c.cost + 1, c.start}
			}
			row[j+1] = best
		}
		prev, row = row, prev
	}
	best := 0
	for j := range prev {
		if prev[j].cost < prev[best].cost {
			best = j
		}
	}
	return prev[best].start, best - 1, prev[best].cost
}
