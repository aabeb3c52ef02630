package matrix

import (
	"iter"

	"thao/internal/collation"
	"thao/internal/locale"
)

// register is the table of single comments, without its rows.
func (b *builder) register() Table {
	return Table{
		Caption: b.say("matrix.register"),
		Columns: []Column{
			{b.say("matrix.register.row"), 14}, {b.say("matrix.column.place"), 48}, {b.say("matrix.body"), 40},
			{b.say("matrix.body.sent"), 34}, {b.say("matrix.register.author"), 30}, {b.say("matrix.register.date"), 22},
			{b.say("matrix.source"), 24}, {b.say("matrix.state"), 30}, {b.say("matrix.register.confidence"), 18},
			{b.say("matrix.register.where"), 34}, {b.say("matrix.register.quote"), 60}, {b.say("matrix.column.content"), 90},
			{b.say("matrix.register.before"), 50}, {b.say("matrix.register.after"), 50}, {b.say("matrix.file"), 40},
			{b.say("matrix.register.id"), 30},
		},
	}
}

// registered are its rows: one a comment, in the order of the matrix.
func (b *builder) registered() iter.Seq[[]Entry] {
	return func(yield func([]Entry) bool) {
		for i, g := range b.groups {
			for _, c := range b.members(g) {
				if !yield(b.single(c, b.state(g), i+1)) {
					return
				}
			}
		}
	}
}

func (b *builder) single(c *collation.Comment, state collation.State, row int) []Entry {
	lang := b.profile.Lang
	return []Entry{
		count(row), words(c.Path), words(b.body(c)), words(b.reference(c.Reply)), words(c.Author),
		words(locale.Date(lang, c.Date)), words(b.say("matrix.source." + string(c.Source))),
		words(b.say("matrix.state." + string(state))), figure(locale.Decimal(lang, c.Confidence, 2)),
		words(c.Where), words(c.Quote), words(c.Text), words(c.Before), words(c.After), words(c.Reply), words(c.ID),
	}
}
