package anchor

import (
	"cmp"
	"math"
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
func (tx *Text) findAlike(q Quote, exact string, allowed map[*outline.Node]bool, r reach) []Hit {
	words := splitWords(exact)
	if len(words) < alikeWords {
		return nil
	}
	var hits []Hit
	for _, k := range tx.likely(words, allowed, r) {
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
func (tx *Text) likely(words []span, allowed map[*outline.Node]bool, r reach) []int {
	lists := tx.postings(words)
	if r.pairs > 0 {
		slices.SortStableFunc(lists, func(a, b []int32) int { return cmp.Compare(len(a), len(b)) })
	}
	left := cmp.Or(r.pairs, math.MaxInt)
	votes := make([]int32, len(tx.nodes))
	for _, list := range lists {
		list = list[:min(len(list), left)]
		left -= len(list)
		for _, k := range list {
			if allowed == nil || allowed[tx.nodes[k]] {
				votes[k]++
			}
		}
	}
	return most(votes, len(lists), shortlist)
}

// most returns where the n greatest votes are, the greatest first, those at 0
// left out. No vote is above top. What is clearly below is not sorted.
func most(votes []int32, top, n int) []int {
	having := make([]int, top+1)
	for _, v := range votes {
		having[v]++
	}
	least := int32(top)
	for sum := 0; least > 1; least-- {
		if sum += having[least]; sum >= n {
			break
		}
	}
	var ks []int
	for k, v := range votes {
		if v > 0 && v >= least {
			ks = append(ks, k)
		}
	}
	slices.SortStableFunc(ks, func(a, b int) int { return cmp.Compare(votes[b], votes[a]) })
	return ks[:min(len(ks), n)]
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
