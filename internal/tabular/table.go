package tabular

import (
	"strings"
	"unicode"

	"thao/internal/prose"
	"thao/internal/sheet"
)

// Table is a table of comments: where its header is and what each row says.
type Table struct {
	Before []string // texts above the header: title, name of the body
	Header []string // the columns' names as written
	Rows   []Row
}

// Row is one line under the header.
type Row struct {
	At     int             // row of the grid, from 0
	Cells  []Field         // every cell with words of its own, in order
	Fields map[Role]string // words by role; columns of one role are joined by "; "
	Extra  []Field         // words in columns without a known role
	// Section: the row is one cell across the table, or has words in its place
	// column only: a heading that tells where the rows under it belong, unless
	// its words are a comment, which the caller can tell.
	Section string
	Label   bool // the row numbers the columns, (1) (2) (3), or repeats their names
}

// Field is a cell under a column's name.
type Field struct{ Name, Text string }

// NameOf is the name of the column that holds these words, or "".
func (r Row) NameOf(words string) string {
	for _, c := range r.Cells {
		if c.Text == words {
			return c.Name
		}
	}
	return ""
}

// Find reads a grid as a table of comments. ok is false where no row looks like
// a header: at least a column of comments or of proposals, and one other.
func Find(grid [][]sheet.Cell) (t Table, ok bool) {
	top, bottom, roles := header(grid)
	if top < 0 {
		return Table{}, false
	}
	t.Header = make([]string, len(roles))
	for c := range roles {
		t.Header[c] = joinHeader(grid[top:bottom+1], c)
	}
	for _, row := range grid[:top] {
		if s := rowText(row); s != "" {
			t.Before = append(t.Before, s)
		}
	}
	for r := bottom + 1; r < len(grid); r++ {
		if row, ok := readRow(grid[r], roles, t.Header); ok {
			row.At = r
			t.Rows = append(t.Rows, row)
		}
	}
	return t, true
}

// headerRows bounds how far down a header is looked for.
const headerRows = 40

// header finds the header: the row, or the two rows under merged cells, with
// most roles. roles has one entry a column.
func header(grid [][]sheet.Cell) (top, bottom int, roles []Role) {
	top, best := -1, 0
	for r := 0; r < len(grid) && r < headerRows; r++ {
		for last := r; last <= r+1 && last < len(grid); last++ {
			if last > r && !(spansDown(grid[r]) && known(grid[r]) >= 2) {
				break
			}
			found, score := rolesOf(grid[r : last+1])
			if score > best {
				top, bottom, roles, best = r, last, found, score
			}
		}
	}
	return top, bottom, roles
}

// known counts the roles a row names on its own.
func known(row []sheet.Cell) int {
	seen := map[Role]bool{}
	for _, c := range row {
		if role, ok := roleOf(c.Text); ok && !c.Merged {
			seen[role] = true
		}
	}
	return len(seen)
}

func spansDown(row []sheet.Cell) bool {
	for _, c := range row {
		if c.RowSpan > 1 || c.ColSpan > 1 {
			return true
		}
	}
	return false
}

// rolesOf reads the columns' roles; the score is 0 where this is no header.
func rolesOf(rows [][]sheet.Cell) ([]Role, int) {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	roles := make([]Role, width)
	seen := map[Role]bool{}
	unknown := 0
	for c := range roles {
		text := joinHeader(rows, c)
		role, ok := roleOf(text)
		if !ok {
			if last := lowest(rows, c); last != "" {
				role, ok = roleOf(last) // "Nội dung góp ý" over "Lý do": the lower one tells
			}
		}
		switch {
		case ok:
			roles[c] = role
			seen[role] = true
		case strings.TrimSpace(text) != "":
			roles[c] = Other
			unknown++
		}
	}
	if !(seen[Content] || seen[Proposal]) || len(seen) < 2 || unknown > len(seen) {
		return roles, 0
	}
	if !seen[Content] { // what is proposed is then the comment
		for c := range roles {
			if roles[c] == Proposal {
				roles[c] = Content
			}
		}
	}
	return roles, 2*len(seen) - unknown
}

// joinHeader is the name of a column over one or two header rows.
func joinHeader(rows [][]sheet.Cell, c int) string {
	var parts []string
	for _, row := range rows {
		if c < len(row) {
			if s := strings.TrimSpace(row[c].Text); s != "" && (len(parts) == 0 || parts[len(parts)-1] != s) {
				parts = append(parts, s)
			}
		}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

func lowest(rows [][]sheet.Cell, c int) string {
	if row := rows[len(rows)-1]; len(rows) > 1 && c < len(row) {
		return row[c].Text
	}
	return ""
}

func readRow(cells []sheet.Cell, roles []Role, names []string) (Row, bool) {
	row := Row{Fields: map[Role]string{}}
	for c, cell := range cells {
		if text := strings.TrimSpace(cell.Text); text != "" && !cell.Merged {
			row.Cells = append(row.Cells, Field{nameOf(names, c), text})
		}
	}
	if s, ok := across(cells); ok {
		row.Section = s
		return row, true
	}
	if numbering(cells) || repeats(cells, names) {
		row.Label = true
		return row, true
	}
	another := namesAnother(cells, roles)
	for c, cell := range cells {
		text := strings.TrimSpace(cell.Text)
		if text == "" || cell.Merged && !another && saidOnce(roleAt(roles, c)) {
			continue
		}
		row.take(roleAt(roles, c), nameOf(names, c), text, cell.Merged)
	}
	if len(row.Cells) == 0 {
		return row, false
	}
	if only(row, Place, Ordinal) && row.Fields[Place] != "" {
		row.Section = row.Fields[Place]
	}
	return row, true
}

// take files a cell's words under its column's role.
func (row *Row) take(role Role, name, text string, merged bool) {
	// A column of numbers holds no words; where it does, they are kept.
	if role == Other || role == Ordinal && len([]rune(text)) > longestOrdinal {
		if !merged {
			row.Extra = append(row.Extra, Field{name, text})
		}
		return
	}
	switch old := row.Fields[role]; {
	case old == "":
		row.Fields[role] = text
	case old != text:
		row.Fields[role] = old + "; " + text
	}
}

const longestOrdinal = 8

// saidOnce: a comment merged over several rows is one comment, while a place or
// a body merged over them holds for each.
func saidOnce(role Role) bool {
	return role == Content || role == Proposal || role == Reason || role == Answer || role == Other
}

// namesAnother: a row of its own body under a comment merged over several
// bodies makes that comment this body's too.
func namesAnother(cells []sheet.Cell, roles []Role) bool {
	for c, cell := range cells {
		if roleAt(roles, c) == Body && !cell.Merged && strings.TrimSpace(cell.Text) != "" {
			return true
		}
	}
	return false
}

func roleAt(roles []Role, c int) Role {
	if c < len(roles) && roles[c] != "" {
		return roles[c]
	}
	return Other
}

func nameOf(names []string, c int) string {
	if c < len(names) {
		return names[c]
	}
	return ""
}

// repeats: the header again, at the top of a table's next page.
func repeats(cells []sheet.Cell, names []string) bool {
	n := 0
	for c, cell := range cells {
		text := strings.Join(strings.Fields(cell.Text), " ")
		if text == "" {
			continue
		}
		if text != nameOf(names, c) {
			return false
		}
		n++
	}
	return n >= 2
}

// only reports whether a row has words in no other columns than these.
func only(row Row, roles ...Role) bool {
	n := 0
	for _, r := range roles {
		if row.Fields[r] != "" {
			n++
		}
	}
	return n == len(row.Fields) && len(row.Extra) == 0
}

// across returns the words of a row that is one cell over most of the table.
func across(cells []sheet.Cell) (string, bool) {
	filled, text, span := 0, "", 0
	for _, c := range cells {
		if s := strings.TrimSpace(c.Text); s != "" && !c.Merged {
			filled++
			text, span = s, max(1, c.ColSpan)
		}
	}
	return text, filled == 1 && span > 1 && 2*span > len(cells)
}

// numbering reports a row like (1) (2) (3) or A B C under the header.
func numbering(cells []sheet.Cell) bool {
	n := 0
	for i, c := range cells {
		s := strings.Trim(strings.TrimSpace(c.Text), "()[].")
		if s == "" {
			continue
		}
		if len(s) > 2 || !(isDigits(s) || len(s) == 1 && unicode.IsUpper(rune(s[0])) && s[0] == byte('A'+i)) {
			return false
		}
		n++
	}
	return n >= 3
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

func rowText(cells []sheet.Cell) string {
	var parts []string
	for _, c := range cells {
		if s := strings.TrimSpace(c.Text); s != "" && !c.Merged {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " | ")
}

// Grid lays the blocks of one table of a text out as rows of cells. Blocks of
// other tables are passed over; paragraphs of a cell are joined by newlines.
func Grid(blocks []prose.Block, table int) [][]sheet.Cell {
	var grid [][]sheet.Cell
	words := map[[2]int][]string{}
	for _, b := range blocks {
		if b.Cell == nil || b.Cell.Table != table || b.Cell.Row >= sheet.MaxRows || b.Cell.Col >= maxSpan {
			continue
		}
		p := b.Cell
		for len(grid) <= p.Row {
			grid = append(grid, nil)
		}
		for len(grid[p.Row]) <= p.Col {
			grid[p.Row] = append(grid[p.Row], sheet.Cell{RowSpan: 1, ColSpan: 1})
		}
		c := &grid[p.Row][p.Col]
		c.RowSpan, c.ColSpan = max(1, p.RowSpan), max(1, p.ColSpan)
		text := b.Text
		if b.Label != "" {
			text = b.Label + " " + text
		}
		words[[2]int{p.Row, p.Col}] = append(words[[2]int{p.Row, p.Col}], text)
	}
	for at, parts := range words {
		grid[at[0]][at[1]].Text = strings.TrimRight(strings.Join(parts, "\n"), "\n")
	}
	spread(grid)
	return grid
}

// spread repeats a spanning cell's words in the places it covers.
func spread(grid [][]sheet.Cell) {
	for r := range grid {
		for c := 0; c < len(grid[r]); c++ {
			cell := grid[r][c]
			if cell.Merged || cell.RowSpan == 1 && cell.ColSpan == 1 {
				continue
			}
			for dr := 0; dr < cell.RowSpan && r+dr < len(grid); dr++ {
				for dc := 0; dc < cell.ColSpan && dc < maxSpan; dc++ {
					if dr == 0 && dc == 0 {
						continue
					}
					for len(grid[r+dr]) <= c+dc {
						grid[r+dr] = append(grid[r+dr], sheet.Cell{RowSpan: 1, ColSpan: 1})
					}
					covered := &grid[r+dr][c+dc]
					if covered.Text == "" {
						*covered = sheet.Cell{Text: cell.Text, RowSpan: 1, ColSpan: 1, Merged: true}
					}
				}
			}
		}
	}
}

// maxSpan bounds what a file may claim: no sheet of paper has more columns.
const maxSpan = 256
