package matrix

import "thao/internal/collation"

// Whole is what a part of a table must know of the rest.
type Whole struct {
	Before   int // groups in front of the part
	Groups   int
	Comments int
	Review   int // of the comments, those whose place is unsure
}

// Part lays out a part of a table as New does the whole, so that a page of a
// long one costs no more than a short one. The collation has all replies, but
// only the part's groups and comments, which follow one another in the whole.
// Section rows and places are told anew at its beginning. There are no annexes
// and no register.
func Part(c *collation.Collation, p Profile, opt Options, w Whole) *Matrix {
	b := newBuilder(c, p, opt.over(c.Head))
	t := b.heard()
	t.review = w.Review
	return &Matrix{
		Profile: p,
		Head:    b.head(),
		Title:   b.title(),
		Intro:   b.intro(t, w.Comments, w.Groups),
		Columns: b.columns(),
		Rows:    b.rows(w.Before),
		Foot:    b.foot(),
	}
}

// heard counts who replied, by what their replies say of themselves.
func (b *builder) heard() *tally {
	t := &tally{}
	b.countReplies(t)
	for _, r := range b.c.Replies {
		t.body(b.body(&collation.Comment{Body: r.Body, Reply: r.File})).comments += r.Comments
	}
	t.sort()
	b.countSilent(t)
	return t
}
