package matrix

import (
	"fmt"
	"iter"
	"slices"

	"github.com/xuri/excelize/v2"
)

// annexSheets writes each annex on a sheet of its own.
func (b *book) annexSheets() error {
	for _, a := range b.m.Annexes {
		if err := b.annexSheet(a); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) annexSheet(a Annex) error {
	var grid []Column
	for _, t := range a.Tables {
		if len(t.Columns) > len(grid) {
			grid = t.Columns
		}
	}
	sw, err := b.sheet(a.Sheet, grid)
	if err != nil {
		return err
	}
	s := &annexPage{book: b, sw: sw, grid: grid}
	if err := s.heading(a.Title, look{bold: true, flow: true, size: b.m.Profile.Text}); err != nil {
		return err
	}
	for _, t := range a.Tables {
		if err := s.table(t); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// registerSheet writes every comment alone, with a filter: nothing on this
// sheet is merged.
func (b *book) registerSheet() error {
	t := b.m.Register
	sw, err := b.sheet(t.Caption, t.Columns)
	if err != nil {
		return err
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	s := &annexPage{book: b, sw: sw, grid: t.Columns}
	if err := s.titles(t); err != nil {
		return err
	}
	if err := s.entries(t, b.m.registered); err != nil {
		return err
	}
	filtered := "A1:" + cell(len(t.Columns), s.row)
	if err := b.f.AutoFilter(t.Caption, filtered, nil); err != nil {
		return err
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	return b.defined(t.Caption, "_xlnm.Print_Titles", fmt.Sprintf("'%s'!$1:$1", t.Caption))
}

// annexPage is a sheet of tables below each other. They share the columns of
// the widest; the last column of another fills what is left, if it holds words.
type annexPage struct {
	*book
	sw   *excelize.StreamWriter
	grid []Column
	row  int // last row written
}

func (s *annexPage) heading(text string, l look) error {
	s.row++
	return s.sw.SetRow(cell(1, s.row), []any{excelize.Cell{StyleID: s.style(l), Value: guard(text)}})
}

func (s *annexPage) table(t Table) error {
	s.row++
	if err := s.heading(t.Caption, look{bold: true, flow: true}); err != nil {
		return err
	}
	if t.Note != "" {
		if err := s.heading(t.Note, look{italic: true, flow: true}); err != nil {
			return err
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	if err := s.titles(t); err != nil {
		return err
	}
	return s.entries(t, slices.Values(t.Rows))
}

func (s *annexPage) titles(t Table) error {
	style := s.style(look{bold: true, center: true, middle: true, grid: true, shade: true})
	values := make([]any, len(t.Columns))
	high := 1
	for i, c := range t.Columns {
		values[i] = excelize.Cell{StyleID: style, Value: c.Title}
		high = max(high, s.lines(t, i, c.Title))
	}
	return s.set(t, values, high)
}

func (s *annexPage) entries(t Table, rows iter.Seq[[]Entry]) error {
	for row := range rows {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		if err := s.entry(t, row); err != nil {
			return err
		}
	}
	return nil
}

// entry writes a row of a table; a text longer than a cell can show goes on in
// rows below.
func (s *annexPage) entry(t Table, row []Entry) error {
	columns := make([][]string, len(row))
	n := 1
	for i, e := range row {
		if !e.Counted {
			columns[i] = parts(Cell{{Text: e.Text}}, s.width(t, i), s.m.Profile.Table)
			n = max(n, len(columns[i]))
		}
	}
	for k := range n {
		values := make([]any, len(row))
		high := 1
		for i, e := range row {
			values[i] = s.value(e, columns[i], k)
			if k < len(columns[i]) {
				high = max(high, s.lines(t, i, columns[i][k]))
			}
		}
		if err := s.set(t, values, high); err != nil {
			return err
		}
	}
	return nil
}

// value is the k-th part of an entry.
func (s *annexPage) value(e Entry, parts []string, k int) excelize.Cell {
	c := excelize.Cell{StyleID: s.style(look{grid: true, right: e.Number}), Value: partAt(parts, k)}
	if e.Counted && k == 0 {
		c.Value = e.Count
	}
	return c
}

// set writes a row of a table, its last cell over all the columns it fills.
func (s *annexPage) set(t Table, values []any, high int) error {
	s.row++
	spread := s.spread(t)
	height := excelize.RowOpts{Height: s.m.lineHeight(high)}
	if spread == 1 {
		return s.sw.SetRow(cell(1, s.row), values, height)
	}
	last := values[len(values)-1].(excelize.Cell)
	for range spread - 1 {
		values = append(values, excelize.Cell{StyleID: last.StyleID})
	}
	if err := s.sw.SetRow(cell(1, s.row), values, height); err != nil {
		return err
	}
	return s.sw.MergeCell(cell(len(t.Columns), s.row), cell(len(s.grid), s.row))
}

// spread is how many columns of the sheet the last one of a table fills.
func (s *annexPage) spread(t Table) int {
	last := len(t.Columns) - 1
	if len(t.Rows) == 0 || t.Rows[0][last].Number {
		return 1
	}
	return len(s.grid) - last
}

// width of a table's column on the sheet, in millimetres.
func (s *annexPage) width(t Table, i int) float64 {
	if i < len(t.Columns)-1 || s.spread(t) == 1 {
		return s.grid[i].Width
	}
	sum := 0.0
	for _, c := range s.grid[i:] {
		sum += c.Width
	}
	return sum
}

// lines a text takes in a table's column.
func (s *annexPage) lines(t Table, i int, text string) int {
	return linesIn(Cell{{Text: text}}, s.width(t, i), s.m.Profile.Table)
}
