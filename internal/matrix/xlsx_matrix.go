package matrix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"thao/internal/locale"
)

// A row of a sheet is at most 409 points high, so a cell shows some 25 lines
// of 12 points and prints no more. A row that needs more goes on in further
// rows of the sheet, which carry the same group. A cell's 32,767 characters
// are never reached then.
const (
	tallestCell = 22
	longestIDs  = 30000 // characters of ids in one hidden cell
)

// matrixSheet writes the table as it is printed, ids in a hidden column.
func (b *book) matrixSheet() error {
	name := b.m.say("matrix.sheet")
	sw, err := b.sheet(name, append(b.m.Columns[:len(b.m.Columns):len(b.m.Columns)], Column{Width: 40}))
	if err != nil {
		return err
	}
	hidden := len(b.m.Columns) + 1
	if err := sw.SetColVisible(hidden, hidden, false); err != nil {
		return err
	}
	p := &matrixPage{book: b, sw: sw}
	header := p.headerRow()
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: header, TopLeftCell: cell(1, header+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for _, step := range []func() error{p.head, p.columns, p.body, p.foot} {
		if err := step(); err != nil {
			return err
		}
	}
	last := p.row
	if err := sw.Flush(); err != nil {
		return err
	}
	quoted := "'" + name + "'!"
	if err := b.defined(name, "_xlnm.Print_Titles", fmt.Sprintf("%s$%d:$%d", quoted, header, header)); err != nil {
		return err
	}
	return b.defined(name, "_xlnm.Print_Area", fmt.Sprintf("%s$A$1:%s", quoted, absolute(len(b.m.Columns), last)))
}

// absolute is the reference of a cell that stays where it is when copied.
func absolute(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row, true)
	if err != nil {
		panic(err) // as in cell
	}
	return name
}

// matrixPage is the sheet of the table in the making.
type matrixPage struct {
	*book
	sw  *excelize.StreamWriter
	row int // last row written
}

// headRows is how many rows the letterhead takes: its two sides stand beside
// each other.
func (p *matrixPage) headRows() int { return max(len(p.m.Head.Left), len(p.m.Head.Right)) }

// headerRow is the row of the column titles.
func (p *matrixPage) headerRow() int { return p.headRows() + len(p.m.Title) + len(p.m.Intro) + 1 }

// head writes letterhead, title and counts. They can be folded away with the
// button beside the rows, since they stay on the screen with the column titles.
func (p *matrixPage) head() error {
	for i := range p.headRows() {
		if err := p.pair(lineAt(p.m.Head.Left, i), lineAt(p.m.Head.Right, i), true, 1); err != nil {
			return err
		}
	}
	for _, l := range p.m.Title {
		if err := p.across(l, look{center: true, middle: true, bold: l.Bold, size: l.Size}, 1); err != nil {
			return err
		}
	}
	for _, l := range p.m.Intro {
		if err := p.across(l, look{middle: true, size: p.m.Profile.Table}, 1); err != nil {
			return err
		}
	}
	return nil
}

func lineAt(lines []Line, i int) Line {
	if i < len(lines) {
		return lines[i]
	}
	return Line{}
}

// pair writes a line at the left and one at the right.
func (p *matrixPage) pair(left, right Line, center bool, level int) error {
	p.row++
	lookOf := func(l Line, center bool) look {
		return look{bold: l.Bold, italic: l.Italic, rule: l.Rule == FullRule, size: l.Size, center: center, middle: true}
	}
	values := make([]any, len(p.m.Columns))
	values[0] = excelize.Cell{StyleID: p.style(lookOf(left, center)), Value: guard(left.Text)}
	values[3] = excelize.Cell{StyleID: p.style(lookOf(right, true)), Value: guard(right.Text)}
	if err := p.sw.SetRow(cell(1, p.row), values, excelize.RowOpts{Height: 19, OutlineLevel: level}); err != nil {
		return err
	}
	if err := p.merge(1, p.row, 3, p.row); err != nil {
		return err
	}
	return p.merge(4, p.row, len(p.m.Columns), p.row)
}

// across writes a line over the width of the table.
func (p *matrixPage) across(l Line, look look, level int) error {
	p.row++
	size := max(look.size, p.m.Profile.Table)
	l.Bold = l.Bold || look.bold
	height := float64(linesIn(Cell{l}, p.m.Profile.Page.Measure(), size))*size*1.25 + 6
	values := make([]any, len(p.m.Columns))
	for i := range values {
		values[i] = excelize.Cell{StyleID: p.style(look)}
	}
	values[0] = excelize.Cell{StyleID: p.style(look), Value: guard(l.Text)}
	if err := p.sw.SetRow(cell(1, p.row), values, excelize.RowOpts{Height: min(height, tallestRow), OutlineLevel: level}); err != nil {
		return err
	}
	return p.merge(1, p.row, len(p.m.Columns), p.row)
}

func (p *matrixPage) merge(c1, r1, c2, r2 int) error {
	if c1 == c2 && r1 == r2 {
		return nil
	}
	return p.sw.MergeCell(cell(c1, r1), cell(c2, r2))
}

func (p *matrixPage) columns() error {
	p.row++
	values := make([]any, len(p.m.Columns))
	for i, c := range p.m.Columns {
		values[i] = excelize.Cell{StyleID: p.style(look{bold: true, center: true, middle: true, grid: true}), Value: c.Title}
	}
	return p.sw.SetRow(cell(1, p.row), values, excelize.RowOpts{Height: 36})
}

func (p *matrixPage) body() error {
	for i := 0; i < len(p.m.Rows); {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		r := p.m.Rows[i]
		if r.Kind == SectionRow {
			if err := p.across(Line{Text: r.Heading}, look{bold: true, grid: true, shade: true, middle: true}, 0); err != nil {
				return err
			}
			i++
			continue
		}
		span := max(1, r.PlaceSpan)
		if err := p.shared(p.m.Rows[i : i+span]); err != nil {
			return err
		}
		i += span
	}
	return nil
}

// shared writes the rows that share one place.
func (p *matrixPage) shared(rows []Row) error {
	first := p.row + 1
	divided := false // the place itself goes on in further rows
	for i, r := range rows {
		n, err := p.group(r, i == 0)
		if err != nil {
			return err
		}
		divided = divided || n > 1
	}
	if divided {
		return nil
	}
	return p.merge(2, first, 2, p.row)
}

// group writes one group, in as many rows of the sheet as its words need, and
// returns how many parts its place has.
func (p *matrixPage) group(r Row, withPlace bool) (int, error) {
	size := p.m.Profile.Table
	var place []string
	if withPlace {
		place = parts(r.Place, p.m.Columns[1].Width, size)
	}
	columns := [][]string{place}
	for i, c := range p.m.cells(r) {
		columns = append(columns, parts(c, p.m.Columns[i+2].Width, size))
	}
	ids := idParts(r)
	first, n := p.row+1, max(len(ids), 1)
	for _, column := range columns {
		n = max(n, len(column))
	}

	text, number := p.style(look{grid: true}), p.style(look{grid: true, center: true})
	for i := range n {
		p.row++
		high := 1
		values := []any{excelize.Cell{StyleID: number}}
		for c, column := range columns {
			value := partAt(column, i)
			if c >= answerCell {
				value = p.leading(value, slices.Concat(r.Answer, r.Next))
			}
			values = append(values, excelize.Cell{StyleID: text, Value: value})
			if i < len(column) {
				high = max(high, linesIn(Cell{{Text: column[i]}}, p.m.Columns[c+1].Width, size))
			}
		}
		values = append(values, p.hiddenCell(r, ids, i))
		if i == 0 {
			values[0] = excelize.Cell{StyleID: number, Value: r.Ordinal}
		}
		if err := p.sw.SetRow(cell(1, p.row), values, excelize.RowOpts{Height: p.m.lineHeight(high)}); err != nil {
			return 0, err
		}
	}
	return len(place), p.merge(1, first, 1, p.row)
}

// answerCell is the answer among the cells after the ordinal.
const answerCell = 3

// hiddenCell is the ids of a row: its group, the comments that fit there, and
// once the mark of its answer.
func (p *matrixPage) hiddenCell(r Row, ids [][]string, i int) excelize.Cell {
	switch {
	case i >= len(ids):
		return excelize.Cell{Value: r.Group}
	case i == 0 && len(r.Answer) > 0:
		return excelize.Cell{Value: r.Group + " " + strings.Join(append(slices.Clip(ids[0]), AnswerMark(r.Group, r.Answer.Words())), " ")}
	}
	return excelize.Cell{Value: r.Group + " " + strings.Join(ids[i], " ")}
}

// partAt is a cell's value; nil, not "", is an empty cell.
func partAt(parts []string, i int) any {
	if i >= len(parts) {
		return nil
	}
	return guard(parts[i])
}

// leading sets the words that lead a line of the answer in bold. A part that
// must be guarded begins with no such words.
func (p *matrixPage) leading(part any, answer Cell) any {
	text, _ := part.(string)
	var runs []excelize.RichTextRun
	bold := &excelize.Font{Family: p.m.Profile.Font, Size: p.m.Profile.Table, Bold: true, Color: "000000"}
	plain := &excelize.Font{Family: p.m.Profile.Font, Size: p.m.Profile.Table, Color: "000000"}
	for line := range strings.SplitAfterSeq(text, "\n") {
		at := slices.IndexFunc(answer, func(l Line) bool { return l.Lead != "" && strings.HasPrefix(line, l.Lead) })
		if at >= 0 {
			runs = append(runs, excelize.RichTextRun{Font: bold, Text: answer[at].Lead})
			line = line[len(answer[at].Lead):]
		}
		if line != "" {
			runs = append(runs, excelize.RichTextRun{Font: plain, Text: line})
		}
	}
	if len(runs) == 0 || len(runs) == 1 && !runs[0].Font.Bold {
		return part
	}
	return runs
}

// idParts divides the ids of a group's comments among the hidden cells.
func idParts(r Row) [][]string {
	out := [][]string{nil}
	length := 0
	for _, id := range r.Comments {
		if length += len(id) + 1; length > longestIDs {
			out, length = append(out, nil), len(id)+1
		}
		out[len(out)-1] = append(out[len(out)-1], id)
	}
	return out
}

// foot writes who receives the paper and who signs.
func (p *matrixPage) foot() error {
	if err := p.pair(Line{}, Line{}, false, 0); err != nil {
		return err
	}
	for i := range max(len(p.m.Foot.Recipients), len(p.m.Foot.Signature)) {
		if err := p.pair(lineAt(p.m.Foot.Recipients, i), lineAt(p.m.Foot.Signature, i), false, 0); err != nil {
			return err
		}
	}
	return nil
}

// say is a sentence of the catalogue in the language of the profile.
func (m *Matrix) say(key string) string { return locale.T(m.Profile.Lang, key) }
