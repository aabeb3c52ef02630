package matrix

import (
	"cmp"
	"slices"

	"thao/internal/collation"
	"thao/internal/locale"
)

// account is the annex by which an auditor sees that every file and every
// sentence is accounted for: what was read and from whom, what could not be
// read and why, and what replies say that is no comment.
func (b *builder) account() Annex {
	return Annex{
		Title:  b.say("matrix.account"),
		Sheet:  b.say("matrix.account.sheet"),
		Tables: []Table{b.fileTable(), b.problemTable(), b.passageTable()},
		Apart:  true,
	}
}

func (b *builder) fileTable() Table {
	table := Table{
		Caption: b.say("matrix.by-file"),
		Columns: b.widths([]string{b.say("matrix.file"), b.say("matrix.body"), b.say("matrix.rule"),
			b.say("matrix.body.sent"), b.say("matrix.status"), b.say("matrix.comments")}, 72, 56, 36, 46, 42, 20),
	}
	for _, r := range b.c.Replies {
		table.Rows = append(table.Rows, []Entry{
			words(r.File), words(r.Body), words(b.say("matrix.rule." + string(r.BodyRule))),
			words(b.reference(r.File)), words(b.say("matrix.status." + string(r.Status))), count(r.Comments),
		})
	}
	return b.orNone(table)
}

func (b *builder) problemTable() Table {
	table := Table{
		Caption: b.say("matrix.problems"),
		Columns: b.widths([]string{b.say("matrix.file"), b.say("matrix.problem")}, 82, 170),
	}
	for _, p := range b.c.Problems {
		table.Rows = append(table.Rows, []Entry{words(p.File), words(p.Message)})
	}
	return b.orNone(table)
}

// passageOrder puts first what a drafter should look at.
var passageOrder = []collation.PassageKind{
	collation.Untracked, collation.Absent, collation.Agreement, collation.Struck, collation.Courtesy,
	collation.HeadLine, collation.Label, collation.Spacing,
}

func (b *builder) passageTable() Table {
	table := Table{
		Caption: b.say("matrix.passages"),
		Columns: b.widths([]string{b.say("matrix.file"), b.say("matrix.passage.kind"), b.say("matrix.passage.text")}, 62, 40, 150),
	}
	passages := slices.Clone(b.c.Passages)
	slices.SortStableFunc(passages, func(x, y collation.Passage) int { return cmp.Compare(rank(x.Kind), rank(y.Kind)) })
	for _, p := range passages {
		table.Rows = append(table.Rows, []Entry{words(p.Reply), words(b.passageKind(p.Kind)), words(p.Text)})
	}
	return b.orNone(table)
}

// rank of a kind of passage; one not in the order comes last.
func rank(k collation.PassageKind) int {
	if i := slices.Index(passageOrder, k); i >= 0 {
		return i
	}
	return len(passageOrder)
}

// passageKind names a kind; one the catalogue does not know stands as it is.
func (b *builder) passageKind(k collation.PassageKind) string {
	if key := "matrix.passage." + string(k); locale.Has(key) {
		return b.say(key)
	}
	return string(k)
}

// orNone says of an empty table that there is nothing to list.
func (b *builder) orNone(t Table) Table {
	if len(t.Rows) == 0 {
		t.Note = b.say("matrix.none")
	}
	return t
}
