package matrix

import (
	"strings"

	"thao/internal/locale"
)

// statistics is the annex of counts.
func (b *builder) statistics(t *tally) Annex {
	return Annex{
		Title: b.say("matrix.statistics"),
		Sheet: b.say("matrix.statistics.sheet"),
		Tables: []Table{
			b.turnout(t), b.bodyTable(t), b.divisionTable(t), b.sourceTable(t), b.stateTable(t),
		},
	}
}

// widths shares the measure among columns in proportion.
func (b *builder) widths(titles []string, parts ...float64) []Column {
	sum := 0.0
	for _, p := range parts {
		sum += p
	}
	columns := make([]Column, len(titles))
	for i, title := range titles {
		columns[i] = Column{Title: title, Width: parts[i] / sum * b.profile.Page.Measure()}
	}
	return columns
}

// turnout is who was asked and what became of it, with all names.
func (b *builder) turnout(t *tally) Table {
	table := Table{
		Caption: b.say("matrix.turnout"),
		Columns: b.widths([]string{b.say("matrix.turnout.what"), b.say("matrix.count"), b.say("matrix.turnout.names")}, 60, 22, 170),
	}
	row := func(key string, n int, names []string) {
		table.Rows = append(table.Rows, []Entry{words(b.say(key)), count(n), words(strings.Join(names, "; "))})
	}
	if t.askedKnown {
		row("matrix.turnout.asked", t.asked(), nil)
	} else {
		table.Note = b.say("matrix.turnout.unlisted")
	}
	row("matrix.turnout.replied", t.replied(), nil)
	row("matrix.turnout.commented", len(t.commented), t.commented)
	row("matrix.turnout.agreed", len(t.agreed), t.agreed)
	row("matrix.turnout.unread", len(t.unread), t.unread)
	if t.askedKnown {
		row("matrix.turnout.silent", len(t.silent), t.silent)
	}
	return table
}

// bodyTable is the comments of each body by the form they came in.
func (b *builder) bodyTable(t *tally) Table {
	titles, parts := []string{b.say("matrix.body"), b.say("matrix.comments")}, []float64{62, 20}
	for _, s := range sources {
		titles, parts = append(titles, b.say("matrix.source."+string(s))), append(parts, 19)
	}
	titles = append(titles, b.say("matrix.formats"), b.say("matrix.files"), b.say("matrix.body.sent"))
	parts = append(parts, 21, 14, 50)

	table := Table{Caption: b.say("matrix.by-body"), Columns: b.widths(titles, parts...)}
	for _, x := range t.bodies {
		row := []Entry{words(x.name), count(x.comments)}
		for _, s := range sources {
			row = append(row, count(x.bySource[s]))
		}
		table.Rows = append(table.Rows, append(row, count(x.formats), count(x.files), words(strings.Join(x.refs, "; "))))
	}
	return table
}

func (b *builder) divisionTable(t *tally) Table {
	table := b.shareTable("matrix.by-division", "matrix.division")
	for _, d := range t.byDivision {
		table.Rows = append(table.Rows, b.shareRow(d.title, d.share))
	}
	return table
}

func (b *builder) sourceTable(t *tally) Table {
	table := b.shareTable("matrix.by-source", "matrix.source")
	table.Note = b.say("matrix.by-source.note")
	for _, s := range sources {
		table.Rows = append(table.Rows, b.shareRow(b.say("matrix.source."+string(s)), t.bySource[s]))
	}
	return table
}

func (b *builder) stateTable(t *tally) Table {
	table := b.shareTable("matrix.by-state", "matrix.state")
	for _, s := range states {
		table.Rows = append(table.Rows, b.shareRow(b.say("matrix.state."+string(s)), t.byState[s]))
	}
	return table
}

func (b *builder) shareTable(caption, first string) Table {
	return Table{
		Caption: b.say(caption),
		Columns: b.widths([]string{b.say(first), b.say("matrix.comments"), b.say("matrix.share"),
			b.say("matrix.groups"), b.say("matrix.bodies")}, 120, 33, 33, 33, 33),
	}
}

func (b *builder) shareRow(title string, s share) []Entry {
	percent := locale.Percent(b.profile.Lang, s.comments, len(b.c.Comments))
	return []Entry{words(title), count(s.comments), figure(percent), count(s.groups), count(len(s.bodies))}
}
