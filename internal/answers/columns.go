package answers

import (
	"slices"
	"strings"

	"thao/internal/matrix"
)

// role is what a column of a filled matrix holds.
type role int

const (
	noColumn role = iota
	ordinalColumn
	placeColumn
	bodiesColumn
	contentColumn
	answerColumn
	nextColumn // what the next version says: read by nobody, and never an answer
	roles
)

// columns says in which column of a grid each role is; -1 where none is known.
type columns [roles]int

func noColumns() columns {
	var c columns
	for i := range c {
		c[i] = -1
	}
	return c
}

// enough reports whether answers can be read: they and what tells whose they are.
func (c columns) enough(ids bool) bool {
	return c[answerColumn] >= 0 && (c[contentColumn] >= 0 || ids)
}

func (c columns) taken(column int) bool { return slices.Contains(c[:], column) }

// words of column titles that somebody renamed, folded, in the order they are
// tried: who answers is named before who is answered.
var titleWords = []struct {
	role  role
	words []string
}{
	{nextColumn, []string{"ban tiep theo", "ban du thao tiep theo", "sau chinh ly", "sau khi chinh ly", "next version"}},
	{answerColumn, []string{"tiep thu", "giai trinh", "tra loi", "phan hoi", "soan thao", "huong xu ly", "ket qua xu ly", "response", "answer", "disposition", "resolution"}},
	{ordinalColumn, []string{"stt", "tt", "so tt", "so thu tu", "no", "row"}},
	{contentColumn, []string{"noi dung gop y", "noi dung y kien", "y kien gop y", "noi dung tham gia", "y kien tham gia", "comment", "comments"}},
	{bodiesColumn, []string{"chu the", "co quan", "don vi", "noi gui", "body", "organisation", "organization"}},
	{placeColumn, []string{"dieu khoan", "vi tri", "nhom van de", "dieu", "khoan", "muc", "provision", "clause", "place"}},
	{contentColumn, []string{"noi dung", "y kien", "gop y"}},
}

// longestTitle is how many words a column's title may have.
const longestTitle = 14

// renamed reads a cell as a column's title in other words than the matrix's own.
func (d *model) renamed(text string) role {
	k := key(text)
	if k == "" || strings.Count(k, " ") >= longestTitle || d.furniture[k] {
		return noColumn
	}
	padded := " " + k + " "
	for _, t := range titleWords {
		for _, w := range t.words {
			// One short word must be the whole title: "no", "tt", "row".
			if k == w || len(w) > 3 && strings.Contains(padded, " "+w+" ") {
				return t.role
			}
		}
	}
	return noColumn
}

// header reads a line as the titles of the columns. It is one where two cells
// name different roles, answers or contents among them.
func (d *model) header(l line) (columns, bool) {
	c := noColumns()
	found := 0
	for _, reads := range []func(string) role{func(s string) role { return d.titles[key(s)] }, d.renamed} {
		for j, cell := range l.cells {
			if cell.left || c.taken(j) {
				continue
			}
			if r := reads(cell.text); r != noColumn && c[r] < 0 {
				c[r] = j
				found++
			}
		}
	}
	return c, found >= 2 && (c[answerColumn] >= 0 || c[contentColumn] >= 0)
}

// columnsOf finds header and columns of a grid. first is the line after the
// header; the columns before are those of the table above it, whose titles
// hold for a table without any. guess lets the answers be found without a
// title in a grid without ids.
func (d *model) columnsOf(g grid, before columns, guess bool) (c columns, first int) {
	c, header := noColumns(), false
	for i, l := range g.lines {
		if m, _ := d.markOf(l); len(m.rows) > 0 {
			break
		}
		if c, header = d.header(l); header {
			first = i + 1
			break
		}
	}
	e := d.weigh(g, first)
	if !header && (e.marked || len(e.counts[contentColumn]) > 0) {
		c = before
	}
	return c.complete(e, guess), first
}

// evidence is how many cells of each column are, word for word, what the
// matrix has in a column of a role.
type evidence struct {
	counts   [roles]map[int]int
	texts    map[int]int // cells with text
	verdicts map[int]int // cells that say a verdict
	ids      map[int]bool
	marked   bool // some line carries an id
}

func (d *model) weigh(g grid, first int) *evidence {
	e := &evidence{texts: map[int]int{}, verdicts: map[int]int{}, ids: map[int]bool{}}
	for r := range e.counts {
		e.counts[r] = map[int]int{}
	}
	for _, l := range g.lines[min(first, len(g.lines)):] {
		m, ids := d.markOf(l)
		e.marked = e.marked || len(m.rows) > 0
		for j, c := range l.cells {
			if c.left || c.text == "" {
				continue
			}
			if ids[j] {
				e.ids[j] = true
				continue
			}
			e.texts[j]++
			if verdict, _ := matrix.VerdictOf(c.text); verdict != "" {
				e.verdicts[j]++
			}
			d.witness(e, j, key(c.text), m)
		}
	}
	return e
}

// witness counts a cell for the roles its words speak for.
func (d *model) witness(e *evidence, column int, k string, m mark) {
	if len(d.byContent[k]) > 0 {
		e.counts[contentColumn][column]++
	}
	for _, i := range m.rows {
		if k == d.rows[i].bodies {
			e.counts[bodiesColumn][column]++
		}
		if k == d.rows[i].place {
			e.counts[placeColumn][column]++
		}
		if d.rows[i].next != "" && k == d.rows[i].next {
			e.counts[nextColumn][column]++
		}
	}
}

// complete finds columns whose titles say nothing, or are gone, by what stands
// in them. Answers are then in the one column left that has words; of several,
// in that with the most verdicts.
func (c columns) complete(e *evidence, guess bool) columns {
	if !e.marked && len(e.counts[contentColumn]) == 0 {
		return c
	}
	for _, r := range []role{contentColumn, bodiesColumn, placeColumn, nextColumn} {
		if c[r] < 0 {
			c[r] = most(e.counts[r], c)
		}
	}
	if c[answerColumn] >= 0 || !e.marked && !guess {
		return c
	}
	left := map[int]int{}
	for j := range e.texts {
		if !c.taken(j) && !e.ids[j] && (j > 0 || c[ordinalColumn] >= 0) {
			left[j] = e.verdicts[j]
		}
	}
	if best := most(left, c); best >= 0 && (len(left) == 1 || left[best] > 0) {
		c[answerColumn] = best
	}
	return c
}

// most is the column most cells speak for, of those that have no role yet.
func most(counts map[int]int, c columns) int {
	best := -1
	for j, n := range counts {
		if !c.taken(j) && (best < 0 || n > counts[best] || n == counts[best] && j < best) {
			best = j
		}
	}
	return best
}
