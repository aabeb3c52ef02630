package ooxml

import (
	"cmp"
	"slices"

	"thao/internal/prose"
)

// Prose returns the document as every text format is read: the text before
// all changes, with comments and edits at their places in it.
//
// An Edit to words that another author's tracked insertion brought in has its
// Before or After, but as its place only the point of that insertion: the base
// text does not hold those words.
func (d *Document) Prose() prose.Document {
	e := d.draftEdits()
	base := d.render(Rejected, e.marks)
	out := prose.Document{Base: base.blocks[:base.shown:base.shown]}
	out.Notes = d.proseNotes(base)
	if out.Edits = proseEdits(e, base); len(out.Edits) > 0 {
		out.Final = d.Blocks(Accepted)
	}
	for _, c := range d.Changes {
		if c.Kind == Format {
			out.Formats++
		}
	}
	if len(out.Base) == 0 {
		// A table put in whole can be all there is: points need a block.
		out.Base = []prose.Block{{Kind: prose.Paragraph}}
	}
	return out
}

// proseNotes makes each first comment of a thread a Note, the others its turns.
func (d *Document) proseNotes(base *rendering) []prose.Note {
	var notes []prose.Note
	at := map[int]int{} // index of the note by that of its comment
	for i, c := range d.Comments {
		if d.roots[i] != i {
			continue
		}
		n := prose.Note{
			ID: c.ID, Author: c.Author, Initials: c.Initials, Date: c.Date,
			Resolved: c.Resolved, Text: c.Text, Quote: c.Quote,
		}
		if from, to, ok := d.rangeOf(d.comments[i]); ok {
			n.At, n.Anchored = rangeBetween(base.points[from], base.points[to])
		}
		at[i] = len(notes)
		notes = append(notes, n)
	}
	for i, c := range d.Comments {
		if root := d.roots[i]; root != i {
			n := &notes[at[root]]
			n.Replies = append(n.Replies, prose.Turn{ID: c.ID, Author: c.Author, Date: c.Date, Text: c.Text})
		}
	}
	slices.SortStableFunc(notes, func(a, b prose.Note) int {
		if a.Anchored != b.Anchored {
			if a.Anchored {
				return -1
			}
			return 1
		}
		return comparePoints(a.At.From, b.At.From)
	})
	return notes
}

// rangeBetween makes a Range of two points; false where they are nowhere.
func rangeBetween(from, to prose.Point) (prose.Range, bool) {
	if from == nowhere || to == nowhere {
		return prose.Range{}, false
	}
	if comparePoints(from, to) > 0 {
		from = to
	}
	return prose.Range{From: from, To: to}, true
}

func comparePoints(a, b prose.Point) int {
	return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.Offset, b.Offset))
}

func proseEdits(e *editor, base *rendering) []prose.Edit {
	edits := make([]prose.Edit, 0, len(e.edits))
	for _, draft := range e.edits {
		at, _ := rangeBetween(base.points[draft.from], base.points[draft.to])
		edit := prose.Edit{
			Author: draft.author, Date: draft.date, Moved: draft.moved,
			Before: draft.before, After: draft.after, At: at,
		}
		if draft.taken {
			edit.Before = base.textBetween(at.From, at.To)
		}
		if edit.Before == "" && edit.After == "" {
			continue // pictures, or a mark that cannot go
		}
		edits = append(edits, edit)
	}
	slices.SortStableFunc(edits, func(a, b prose.Edit) int { return comparePoints(a.At.From, b.At.From) })
	return edits
}
