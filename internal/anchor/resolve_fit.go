package anchor

import (
	"slices"
	"strconv"
	"strings"

	"thao/internal/outline"
)

// fits says how well a node's kind answers to the level a step names: 1 for
// the level itself, less for what drafts of other schools call it, 0 for never.
var fits = map[outline.Kind]map[outline.Kind]float64{
	outline.Part:    {outline.Part: 1, outline.Heading: 0.8},
	outline.Chapter: {outline.Chapter: 1, outline.Heading: 0.6},
	unknownKind: {outline.Section: 1, outline.Heading: 1, outline.Subsection: 0.95, outline.Clause: 0.9,
		outline.Point: 0.8, outline.Part: 0.7, outline.Article: 0.6},
	outline.Subsection: {outline.Subsection: 1, outline.Heading: 0.95, outline.Section: 0.8, outline.Clause: 0.8},
	outline.Article:    {outline.Article: 1},
	outline.Clause:     {outline.Clause: 1, outline.Heading: 0.8, outline.Article: 0.5, outline.Section: 0.5},
	outline.Paragraph:  {outline.Clause: 1, outline.Heading: 0.8, outline.Point: 0.5},
	outline.Point:      {outline.Point: 1, outline.Heading: 0.8, outline.Clause: 0.7, outline.Item: 0.6},
	outline.Annex:      {outline.Annex: 1},
}

func fit(s Step, k outline.Kind) float64 {
	if s.Word == "khoản" && (k == outline.Article || k == outline.Section) {
		return 0 // only the English "clause" may be a whole article
	}
	return fits[s.Kind][k]
}

// candidate is an entry that fits one step.
type candidate struct {
	entry int
	fit   float64
}

// starts returns the entries anywhere in the draft that fit a first step.
func (ix *Index) starts(s Step, at int) []candidate {
	switch {
	case s.This:
		return ix.thisOne(s, at)
	case s.Kind == outline.Front || s.Kind == outline.Basis || s.Kind == outline.Signature:
		return ix.ofKind(s)
	case s.Kind == outline.Annex && s.Number == "":
		return ix.ofKind(s)
	case s.Kind == outline.Table || isCounted(s):
		return ix.countedFrom(s, at)
	}
	found := ix.numberedIn(s, 0, len(ix.entries))
	if len(found) == 0 && s.Kind == outline.Paragraph {
		return ix.countedFrom(s, at)
	}
	return found
}

// within returns the best fits for a step inside the subtree of an entry: by
// kind and style of number, then the least deep.
func (ix *Index) within(s Step, scope int) []candidate {
	if s.Kind == outline.Table || isCounted(s) {
		return ix.counted(s, scope)
	}
	found := ix.numberedIn(s, scope+1, ix.entries[scope].end)
	if len(found) == 0 && s.Kind == outline.Paragraph {
		return ix.counted(s, scope)
	}
	return ix.shallowest(found)
}

// isCounted: items and paragraphs carry no number; they are counted.
func isCounted(s Step) bool {
	return s.Kind == outline.Item || s.Kind == outline.Paragraph && (s.Word == "đoạn" || s.Word == "đoạn văn" || counts(s))
}

func counts(s Step) bool { return len(s.readings) > 0 && s.readings[0].style == ordinal }

// thisOne is the nearest node of the kind around where the letter stands.
func (ix *Index) thisOne(s Step, at int) []candidate {
	for i := at; i >= 0; i = ix.entries[i].parent {
		if fit(s, ix.entries[i].node.Kind) >= 0.8 {
			return []candidate{{i, 1}}
		}
	}
	return nil
}

// ofKind answers for the parts of a text that have no number. An opening part
// may also be a heading of its own, "MỞ ĐẦU".
func (ix *Index) ofKind(s Step) []candidate {
	if s.Kind == outline.Front {
		for _, words := range []string{s.Word, strings.TrimPrefix(s.Word, "phần "), strings.TrimPrefix(s.Word, "lời ")} {
			if at := ix.headings[foldLine(words)]; len(at) == 1 {
				return []candidate{{at[0], 1}}
			}
		}
	}
	var out []candidate
	for i, e := range ix.entries {
		if e.node.Kind == s.Kind {
			out = append(out, candidate{i, 1})
			if s.Kind != outline.Annex {
				break // the parts of a front or a basis stand under the first
			}
		}
	}
	return out
}

// numberedIn returns the entries from lo to hi that bear the step's number.
func (ix *Index) numberedIn(s Step, lo, hi int) []candidate {
	if s.Kind != unknownKind || !isTopical(s.Word) {
		return ix.numberedUnder(s, nil, lo, hi)
	}
	topic := foldLine(s.Word)
	found := ix.numberedUnder(s, []string{topic}, lo, hi)
	if len(found) > 0 || !slices.ContainsFunc(oneList, func(t string) bool { return strings.Contains(topic, t) }) {
		return found
	}
	found = ix.numberedUnder(s, oneList, lo, hi)
	for i := range found {
		found[i].fit *= 0.7
	}
	return found
}

// oneList: most drafts have one list of "nhiệm vụ, giải pháp", and call it by
// either name. A letter that says the other one means that list, unless the
// draft has a list of the name said.
var oneList = []string{"nhiem vu", "giai phap"}

// numberedUnder is numberedIn under headings that speak of one of the topics,
// anywhere where there are none. Entries numbered in the style of the citation
// go before the others.
func (ix *Index) numberedUnder(s Step, topics []string, lo, hi int) []candidate {
	var same, other []candidate
	seen := map[int]bool{}
	for _, want := range s.readings {
		for _, i := range ix.byNumber[want.value] {
			if i < lo || i >= hi || seen[i] {
				continue
			}
			f := ix.fitOf(s, topics, i)
			if f == 0 {
				continue
			}
			seen[i] = true
			if hasStyle(ix.entries[i].number, want) {
				same = append(same, candidate{i, f})
			} else {
				other = append(other, candidate{i, f})
			}
		}
	}
	if bestOf(same) >= bestOf(other) {
		return same
	}
	return append(same, other...)
}

func bestOf(list []candidate) float64 {
	best := 0.0
	for _, c := range list {
		best = max(best, c.fit)
	}
	return best
}

// fitOf is fit, with what the level's word adds: "nhiệm vụ thứ 3" is number 3
// under a heading that speaks of nhiệm vụ.
func (ix *Index) fitOf(s Step, topics []string, i int) float64 {
	f := fit(s, ix.entries[i].node.Kind)
	if f == 0 || len(topics) == 0 {
		return f
	}
	if slices.ContainsFunc(topics, func(t string) bool { return strings.HasPrefix(ix.entries[i].folded, t) }) {
		return 1
	}
	for p := ix.entries[i].parent; p >= 0; p = ix.entries[p].parent {
		if slices.ContainsFunc(topics, func(t string) bool { return strings.Contains(ix.entries[p].folded, t) }) {
			return f * 0.95
		}
	}
	return 0
}

// isTopical: words that name what is counted rather than a level.
func isTopical(word string) bool {
	switch word {
	case "", "mục", "section", "sec", "heading", "item", "§":
		return false
	}
	return true
}

func hasStyle(number []numeral, want numeral) bool {
	for _, n := range number {
		if n.value == want.value {
			return n.style == want.style || want.style == ordinal || want.style >= spelled && n.style == arabic
		}
	}
	return false
}

func (ix *Index) shallowest(list []candidate) []candidate {
	best, depth := bestOf(list), 1<<30
	for _, c := range list {
		if c.fit >= best*0.9 {
			depth = min(depth, ix.entries[c.entry].depth)
		}
	}
	var out []candidate
	for _, c := range list {
		if c.fit >= best*0.9 && ix.entries[c.entry].depth == depth {
			out = append(out, c)
		}
	}
	return out
}

// countedFrom counts from where the letter stands outward; tables also through
// the whole draft.
func (ix *Index) countedFrom(s Step, at int) []candidate {
	for i := at; i >= 0; i = ix.entries[i].parent {
		if found := ix.counted(s, i); len(found) > 0 {
			return found
		}
	}
	if s.Kind == outline.Table {
		return ix.nthTable(s, 0, len(ix.entries))
	}
	return nil
}

// counted returns the n-th item, paragraph or table inside an entry.
func (ix *Index) counted(s Step, scope int) []candidate {
	e := ix.entries[scope]
	switch s.Kind {
	case outline.Table:
		return ix.nthTable(s, scope+1, e.end)
	case outline.Item:
		list := ix.kindBelow(scope, outline.Item, e.depth+1)
		if len(list) == 0 {
			list = ix.kindBelow(scope, outline.Item, 1<<30)
		}
		return nth(list, s.Number)
	}
	var list []int
	if e.node.Text != "" || e.node.Kind == outline.Paragraph {
		list = append(list, scope)
	}
	list = append(list, ix.kindBelow(scope, outline.Paragraph, e.depth+1)...)
	return nth(list, s.Number)
}

func (ix *Index) kindBelow(scope int, kind outline.Kind, depth int) []int {
	var out []int
	for i := scope + 1; i < ix.entries[scope].end; i++ {
		if ix.entries[i].node.Kind == kind && ix.entries[i].depth <= depth {
			out = append(out, i)
		}
	}
	return out
}

func nth(list []int, number string) []candidate {
	n, err := strconv.Atoi(number)
	if number == "last" {
		n, err = len(list), nil
	}
	if err != nil || n < 1 || n > len(list) {
		return nil
	}
	return []candidate{{list[n-1], 1}}
}

// nthTable prefers the table whose caption, just before it, has the number.
func (ix *Index) nthTable(s Step, lo, hi int) []candidate {
	var tables []int
	for i := lo; i < hi; i++ {
		if ix.entries[i].node.Kind != outline.Table {
			continue
		}
		tables = append(tables, i)
		if i > 0 && captionNumber(ix.entries[i-1].node.Content()) == s.Number {
			return []candidate{{i, 1}}
		}
	}
	return nth(tables, s.Number)
}

// captionNumber reads "2" from "Bảng 2. Chỉ tiêu…"; "" where there is none.
func captionNumber(s string) string {
	if len(s) > 300 {
		return ""
	}
	cited := Citations(s)
	if len(cited) == 0 {
		return ""
	}
	if c := cited[0]; len(c.Steps) == 1 && c.Steps[0].Kind == outline.Table && strings.TrimSpace(s[:c.Start]) == "" {
		return c.Steps[0].Number
	}
	return ""
}
