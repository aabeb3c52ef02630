package collate

import (
	"strings"

	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/letter"
	"thao/internal/sheet"
	"thao/internal/tabular"
)

// readBook takes the comments of every sheet of a workbook, and the notes on
// its cells.
func (r *reading) readBook(book *sheet.Book) {
	for _, s := range book.Sheets {
		if s.Name == collation.MatrixSheet {
			r.problem("own-matrix")
			r.own = true
			return
		}
	}
	tables := map[string]tabular.Table{}
	for _, s := range book.Sheets {
		if t, ok := tabular.Find(s.Rows); ok {
			tables[s.Name] = t
			r.readTable(t)
			continue
		}
		r.readLoose(s.Rows)
	}
	r.cellNotes(book.Notes, tables)
}

// cellNotes makes comments of notes on cells, with the answers under them. A
// note on a row of a table is about that row's place unless it names another.
func (r *reading) cellNotes(notes []sheet.Note, tables map[string]tabular.Table) {
	for i := 0; i < len(notes); i++ {
		n := notes[i]
		c := collation.Comment{
			Source: collation.Table, Author: n.Author, Date: n.Date, Text: n.Text, Resolved: n.Resolved,
			Where: n.Sheet + " " + cellName(n.Row, n.Col), Thread: []collation.Turn{},
		}
		for i+1 < len(notes) && notes[i+1].Reply {
			i++
			c.Thread = append(c.Thread, collation.Turn{Author: notes[i].Author, Date: notes[i].Date, Text: notes[i].Text})
		}
		p := r.byWords(n.Text, "")
		if p.general {
			if row, ok := rowAt(tables[n.Sheet], n.Row); ok {
				p = r.placeRow(row, nil)
			}
		}
		r.add(c, p)
	}
}

func rowAt(t tabular.Table, at int) (tabular.Row, bool) {
	for _, row := range t.Rows {
		if row.At == at {
			return row, true
		}
	}
	return tabular.Row{}, false
}

// readLoose reads a sheet without a header we know. A row of several cells is
// one comment, so that what belongs together stays together; lines of one cell
// are read as running text.
func (r *reading) readLoose(rows [][]sheet.Cell) {
	var lines []string
	flush := func() {
		r.takePieces(letter.Split(strings.Join(lines, "\n"), r.d.index, nil), collation.Table)
		lines = nil
	}
	header := true // the first row of several cells may name the columns
	for _, row := range rows {
		var cells []string
		for _, c := range row {
			if s := strings.TrimSpace(c.Text); s != "" && !c.Merged {
				cells = append(cells, s)
			}
		}
		text := strings.Join(cells, "\n")
		switch {
		case len(cells) == 1:
			lines = append(lines, text)
		case len(cells) > 1 && header && namesColumns(cells):
			header = false
			flush()
			r.pass(collation.Label, strings.Join(cells, " | "))
		case len(cells) > 1:
			header = false
			flush()
			c := collation.Comment{Source: collation.Table, Text: text, Demand: anchor.WithoutCitations(text)}
			r.take(finding{Comment: c}, r.byWords(text, ""))
		}
	}
	flush()
}

// namesColumns: short cells without a sentence and without a place.
func namesColumns(cells []string) bool {
	for _, c := range cells {
		if len(strings.Fields(c)) > 5 || strings.ContainsAny(c, ".;!\n") || cites(c) {
			return false
		}
	}
	return true
}
