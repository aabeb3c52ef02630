package compareview

import (
	"thao/internal/compare"
	"thao/internal/locale"
)

// Page is what a page of a comparison draws: for pages of a site, which have
// their own frame. Rows come in the order of the new text.
type Page struct {
	Unlike string // a sentence where the texts are hardly alike, else ""
	Kept   string // share of words kept, as a percentage
	Kinds  []Kind // those that occur
	Rows   []Row
}

// Parts of a Page.
type (
	Row     = item
	Cell    = cell
	Segment = segment
	Kind    = kind
)

// Pair is the first pair of a row.
func (it item) Pair(a *compare.Alignment) compare.Pair { return a.Pairs[it.pair] }

// New makes the rows of a comparison.
func New(a *compare.Alignment, titles Titles, lang locale.Lang) Page {
	p := newPage(a, titles, lang, SideBySide)
	return Page{Unlike: p.Unlike, Kept: p.Kept, Kinds: p.Kinds, Rows: p.Items}
}
