package answers

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// row is a row of a filled matrix, with what a person filled in.
type row struct {
	sheet   string
	number  int // as a person counts
	place   string
	bodies  string
	content string
	answer  string
	mark    mark
}

// rowsOf takes the rows of a file's tables in order. found is whether any table
// has a column of answers. Only where no title says which that is, it is
// guessed in tables without ids.
func (d *model) rowsOf(f *Filled) (rows []row, found bool) {
	for _, guess := range []bool{false, true} {
		before := noColumns()
		for _, g := range f.grids {
			if d.others[g.name] {
				continue
			}
			c, first := d.columnsOf(g, before, guess)
			if !c.enough(d.weigh(g, first).marked) {
				continue
			}
			before, found = c, true
			rows = append(rows, d.tableRows(g, c, first)...)
		}
		if found {
			break
		}
	}
	return rows, found
}

func (d *model) tableRows(g grid, c columns, first int) []row {
	var rows []row
	for _, l := range g.lines[first:] {
		m, ids := d.markOf(l)
		if d.furnished(l, ids, m) || c.across(l) {
			continue
		}
		r := row{
			sheet: g.name, number: l.number, mark: m,
			place: l.text(c[placeColumn]), bodies: l.text(c[bodiesColumn]),
			content: l.text(c[contentColumn]), answer: written(l.text(c[answerColumn])),
		}
		if n := len(rows) - 1; n >= 0 && m.goesOn && len(m.rows) == 1 && len(rows[n].mark.rows) == 1 && m.rows[0] == rows[n].mark.rows[0] {
			rows[n].goOn(r, l, c)
			continue
		}
		if r.content != "" || r.answer != "" || len(m.rows) > 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// written is what a person wrote into a cell: dots and dashes only hold its
// place.
func written(text string) string {
	if strings.Trim(text, " \t\n.…-–—_") == "" {
		return ""
	}
	return text
}

// furnished reports whether a line is no row of comments: it says nothing, or
// only what stands around the rows.
func (d *model) furnished(l line, ids map[int]bool, m mark) bool {
	if len(m.rows) > 0 || m.foreign {
		return false
	}
	for j, c := range l.cells {
		if k := key(c.text); c.text != "" && !ids[j] && !d.furniture[k] && d.titles[k] == noColumn {
			return false
		}
	}
	return true
}

// across reports whether content and answer of a line are one cell: a heading.
func (c columns) across(l line) bool {
	from, to := c[contentColumn], c[answerColumn]
	if from < 0 {
		return false
	}
	for j := min(from, to) + 1; j <= max(from, to); j++ {
		if j >= len(l.cells) || !l.cells[j].left {
			return false
		}
	}
	return true
}

// goOn adds a further row of the sheet: the workbook divides rows that are too
// tall for one. What is merged with the row above was read there.
func (r *row) goOn(next row, l line, c columns) {
	for column, text := range map[int]*string{c[placeColumn]: &r.place, c[bodiesColumn]: &r.bodies, c[contentColumn]: &r.content, c[answerColumn]: &r.answer} {
		if column >= 0 && column < len(l.cells) && !l.cells[column].above {
			*text = continued(*text, l.cells[column].text)
		}
	}
	if r.mark.answer == "" {
		r.mark.answer = next.mark.answer
	}
}

// continued joins the parts of a divided text: within a sentence by a space,
// else by a line's end.
func continued(text, next string) string {
	if text == "" || next == "" {
		return text + next
	}
	end, _ := utf8.DecodeLastRuneInString(text)
	if r, _ := utf8.DecodeRuneInString(next); unicode.IsLower(r) && !strings.ContainsRune(".:;!?", end) {
		return text + " " + next
	}
	return text + "\n" + next
}
