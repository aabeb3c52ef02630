// Package synthesis finds comments that say the same. Today it groups at one
// place of the draft by exact similarity; what it compares with what is decided
// in candidates.go, so that a sketch index can take that place at scale without
// touching the measure or the rules of joining.
package synthesis

import (
	"cmp"
	"regexp"
	"slices"
	"unicode"

	"thao/internal/viet"
)

// Threshold is the Jaccard similarity of two comments' shingle sets from which
// they may be near-identical; besides, one must only add content words to the
// other, and figures, negations and proposed words must be the same.
//
// Shingles are pairs of neighbouring content syllables: folded, without the
// particles that people add and drop freely. A run of k syllables added to n
// adds k+1 shingles and breaks one: (n−2)/(n+k). At 0.7 a comment of nine
// content syllables may have one more, one of twenty may have five more. A
// substituted syllable never joins: "trước" and "sau" are one syllable in forty.
// That errs towards two rows: two rows that say the same cost the reader a
// minute, one row that hides a different demand costs a body its answer.
const Threshold = 0.7

// Item is one comment as far as grouping is concerned.
type Item struct {
	Text   string // the demand, without the citation of its place
	Before string // of a Proposal
	After  string
}

// Groups joins items that say the same: equal after folding, or near-identical
// with the same figures, the same negations and the same proposed words. Each
// group lists indexes of items in their order; groups come in the order of
// their first items; every index is in exactly one group. Within a group every
// two members are near-identical: likeness is not passed along a chain.
func Groups(items []Item) [][]int {
	docs := make([]document, len(items))
	for i, item := range items {
		docs[i] = newDocument(item)
	}
	classes := exact(docs)
	groups := join(docs, classes)
	for _, g := range groups {
		slices.Sort(g)
	}
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return groups
}

// document is an item made ready for comparing.
type document struct {
	exact    string   // folded words and proposal: equal here means the same comment
	content  []string // content words, in order
	strict   string   // what must be equal for near-identity: figures, negations, proposal
	shingles []uint64 // sorted, distinct
}

func newDocument(item Item) document {
	words := foldedWords(beside.ReplaceAllString(viet.NFC(item.Text), "$1"))
	before, after := foldKey(item.Before), foldKey(item.After)
	content := contentWords(words, ascii(item.Text))
	return document{
		content:  content,
		exact:    joinWords(words) + "\x00" + before + "\x00" + after,
		strict:   strictKey(words) + "\x00" + before + "\x00" + after,
		shingles: shingles(content),
	}
}

// beside finds the words that only stress where new words go: "ngay sau", "vào
// trước". They are dropped before folding: "ngày" folds to "ngay" and counts.
var beside = regexp.MustCompile(`(?i)(?:ngay|vào|vào ngay) (sau|trước)`)

// exact puts documents that are equal after folding into one class.
func exact(docs []document) [][]int {
	at := map[string]int{}
	var classes [][]int
	for i, d := range docs {
		k, ok := at[d.exact]
		if !ok {
			k = len(classes)
			at[d.exact] = k
			classes = append(classes, nil)
		}
		classes[k] = append(classes[k], i)
	}
	return classes
}

// join merges classes, most alike first, as long as every member of one is
// near-identical to every member of the other (complete linkage).
func join(docs []document, classes [][]int) [][]int {
	reps := make([]document, len(classes))
	for k, class := range classes {
		reps[k] = docs[class[0]]
	}
	links := candidates(reps)
	near := map[[2]int]bool{}
	for _, l := range links {
		near[[2]int{l.a, l.b}] = true
	}
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.sim, x.sim), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})

	groupOf := make([]int, len(classes))
	members := make([][]int, len(classes)) // classes in each group
	for k := range classes {
		groupOf[k], members[k] = k, []int{k}
	}
	for _, l := range links {
		g, h := groupOf[l.a], groupOf[l.b]
		if g == h || !allNear(near, members[g], members[h]) {
			continue
		}
		for _, k := range members[h] {
			groupOf[k] = g
		}
		members[g], members[h] = append(members[g], members[h]...), nil
	}
	var out [][]int
	for _, ks := range members {
		var group []int
		for _, k := range ks {
			group = append(group, classes[k]...)
		}
		if len(group) > 0 {
			out = append(out, group)
		}
	}
	return out
}

func allNear(near map[[2]int]bool, as, bs []int) bool {
	for _, a := range as {
		for _, b := range bs {
			if !near[[2]int{min(a, b), max(a, b)}] {
				return false
			}
		}
	}
	return true
}

func foldKey(s string) string { return joinWords(foldedWords(s)) }

func foldedWords(s string) []string {
	s = viet.Fold(s)
	var out []string
	for _, span := range viet.Syllables(s) {
		out = append(out, s[span.Start:span.End])
	}
	return out
}

func ascii(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII && unicode.IsLetter(r) {
			return false
		}
	}
	return true
}
