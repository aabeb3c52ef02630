package synthesis

import (
	"slices"
	"strings"

	"thao/internal/compare"
)

// Likeness is how alike two comments are, and by which words: what a person is
// shown before they put the two into one group.
type Likeness struct {
	Share  float64  // of the pairs of content words of both, those in common: 0 to 1
	Common []string // stretches of words that both have, the longest first
	First  []string // stretches that only the first has
	Second []string // stretches that only the second has
	Strict bool     // figures, negations or proposed words differ: Groups never joins them
}

// mostStretches is how many stretches of a kind a person is shown.
const mostStretches = 3

// shortest is how many words a common stretch must have to tell anything.
const shortest = 2

// Like measures two comments as Groups does, and says by which words.
func Like(a, b Item) Likeness { return Measure(a).Like(b) }

// Measured is a comment that others are measured by, read once.
type Measured struct {
	item Item
	doc  document
}

// Measure makes ready to measure others by an item.
func Measure(item Item) Measured { return Measured{item, newDocument(item)} }

// Share is how alike another comment is, without the words: Likeness.Share.
func (m Measured) Share(b Item) float64 { return m.share(newDocument(b)) }

func (m Measured) share(second document) float64 {
	if m.doc.exact == second.exact {
		return 1
	}
	return jaccard(m.doc.shingles, second.shingles)
}

// Like is Like of the item and another.
func (m Measured) Like(b Item) Likeness {
	second := newDocument(b)
	out := Likeness{Share: m.share(second), Strict: m.doc.strict != second.strict}
	for _, e := range compare.Words(shown(m.item), shown(b)) {
		words := strings.Trim(strings.Join(strings.Fields(e.Text), " "), " .,;:“”\"()–-")
		switch n := len(foldedWords(words)); {
		case n == 0:
		case e.Op == compare.Insert:
			out.Second = append(out.Second, words)
		case e.Op == compare.Delete:
			out.First = append(out.First, words)
		case n >= shortest:
			out.Common = append(out.Common, words)
		}
	}
	for _, list := range []*[]string{&out.Common, &out.First, &out.Second} {
		slices.SortStableFunc(*list, func(x, y string) int { return len(y) - len(x) })
		*list = (*list)[:min(len(*list), mostStretches)]
	}
	return out
}

// shown is what an item says, with the words it would put in.
func shown(i Item) string {
	if strings.TrimSpace(i.Text) == "" {
		return strings.TrimSpace(i.Before + " " + i.After)
	}
	return i.Text
}
