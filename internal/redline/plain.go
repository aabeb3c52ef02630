package redline

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"
	"strings"

	"thao/internal/fault"
	"thao/internal/ooxml/compose"
	"thao/internal/prose"
)

// WritePlain writes the redline of two texts of any format in a plain house
// style: Times New Roman 14 on A4 with the margins of Decree 30/2020 (annex I,
// part I). Labels are typed before the text of their blocks, notes stand at
// the end, headers and footers are left out. Accepting all gives the texts of
// now, rejecting all those of old.
func WritePlain(ctx context.Context, w io.Writer, old, now []prose.Block, opt Options) error {
	was, err := typeset(old)
	if err != nil {
		return err
	}
	is, err := typeset(now)
	if err != nil {
		return err
	}
	return Write(ctx, w, was, is, opt)
}

// typeset makes a document of blocks.
func typeset(blocks []prose.Block) ([]byte, error) {
	page := compose.A4()
	d := compose.New(page, compose.Font{Name: "Times New Roman", Size: 14})
	t := &typesetter{parents: map[int]int{}, width: page.TextWidth()}
	for _, b := range blocks {
		if b.Cell != nil {
			t.parents[b.Cell.Table] = b.Cell.Parent
		}
	}
	text, notes := t.sorted(blocks)
	list := append(t.blocks(text, 0), notes...)
	if len(list) == 0 {
		list = append(list, compose.Para{})
	}
	d.Add(list...)
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		return nil, fault.Wrap(err, fault.Internal, "reason", "redline")
	}
	return b.Bytes(), nil
}

type typesetter struct {
	parents map[int]int // of each table, the one around it
	width   float64     // of the text, millimetres
}

// sorted takes the notes out of the blocks.
func (t *typesetter) sorted(blocks []prose.Block) (text []prose.Block, notes []compose.Block) {
	for _, b := range blocks {
		switch b.Kind {
		case prose.Header, prose.Footer:
		case prose.Footnote, prose.Endnote:
			p := paragraphOf(b)
			p.Look.Size = 12
			notes = append(notes, p)
		default:
			text = append(text, b)
		}
	}
	return text, notes
}

// blocks sets what stands in a table, or in none where inside is 0.
func (t *typesetter) blocks(list []prose.Block, inside int) []compose.Block {
	var out []compose.Block
	for i := 0; i < len(list); {
		of := t.within(list[i], inside)
		if of == inside {
			out = append(out, paragraphOf(list[i]))
			i++
			continue
		}
		end := i
		for end < len(list) && t.within(list[end], inside) == of {
			end++
		}
		out = append(out, t.table(of, list[i:end]))
		i = end
	}
	return out
}

// within is the table directly in the table inside that a block belongs to,
// inside itself where it belongs to no deeper one.
func (t *typesetter) within(b prose.Block, inside int) int {
	if b.Cell == nil {
		return inside
	}
	table := b.Cell.Table
	for n := 0; table != inside && t.parents[table] != inside && n < len(t.parents); n++ {
		table = t.parents[table]
	}
	return table
}

func paragraphOf(b prose.Block) compose.Para {
	text := b.Text
	if b.Label != "" {
		text = strings.TrimRight(b.Label+" "+text, " ")
	}
	p := compose.Para{Text: text, Align: compose.Justify, Outline: b.Level, Spacing: &compose.Spacing{Before: 6, Line: 1.1}}
	if b.Cell != nil {
		p.Align, p.Spacing = compose.Left, nil
	} else if b.Level == 0 && !b.Center {
		p.Indent = &compose.Indent{First: 10}
	}
	if b.Center {
		p.Align = compose.Center
	}
	if b.Bold || b.Level > 0 {
		p.Look.Bold = compose.On
	}
	if b.Italic {
		p.Look.Italic = compose.On
	}
	return p
}

// gridCell is a cell, what is in it, and its place in a grid of only those
// columns in which some cell begins.
type gridCell struct {
	prose.CellPos
	blocks    []prose.Block
	col, span int
}

// table sets one table from its blocks and those of the tables in its cells.
func (t *typesetter) table(id int, list []prose.Block) compose.Table {
	rows, columns := t.cells(id, list)
	grid := make([]compose.Row, 0, len(rows))
	above := make([]*gridCell, columns) // the cell last seen in each column
	for _, cells := range rows {
		grid = append(grid, t.row(cells, above))
	}
	widths := make([]float64, columns)
	for i := range widths {
		widths[i] = t.width / float64(columns)
	}
	return compose.Table{Widths: widths, Rows: compose.Rows(grid...), Borders: compose.Grid}
}

// cells sorts blocks by row and cell. The blocks of an inner table belong to
// the cell of the paragraph after it: a cell ends with a paragraph.
func (t *typesetter) cells(id int, list []prose.Block) (rows [][]*gridCell, columns int) {
	type place struct{ row, col int }
	at := map[place]*gridCell{}
	var cells []*gridCell
	var waiting []prose.Block
	for _, b := range list {
		waiting = append(waiting, b)
		if t.within(b, id) != id {
			continue
		}
		key := place{b.Cell.Row, b.Cell.Col}
		if at[key] == nil {
			at[key] = &gridCell{CellPos: *b.Cell}
			cells = append(cells, at[key])
		}
		at[key].blocks = append(at[key].blocks, waiting...)
		waiting = nil
	}
	if n := len(cells); n > 0 {
		cells[n-1].blocks = append(cells[n-1].blocks, waiting...)
	}
	return inRows(cells)
}

// inRows leaves out rows and columns in which no cell begins.
func inRows(cells []*gridCell) (rows [][]*gridCell, columns int) {
	starts := make([]int, 0, len(cells))
	for _, c := range cells {
		starts = append(starts, c.Col)
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	slices.SortStableFunc(cells, func(a, b *gridCell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	for i, c := range cells {
		c.col, _ = slices.BinarySearch(starts, c.Col)
		end, _ := slices.BinarySearch(starts, c.Col+max(c.ColSpan, 1))
		c.span = end - c.col
		if i == 0 || cells[i-1].Row != c.Row {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], c)
	}
	return rows, len(starts)
}

// row sets the cells of one row from left to right. Where none begins, one
// above goes on downward, or there is an empty one.
func (t *typesetter) row(cells []*gridCell, above []*gridCell) compose.Row {
	var row compose.Row
	here := cells[0].Row
	for col := 0; col < len(above); {
		switch {
		case len(cells) > 0 && cells[0].col <= col:
			c := cells[0]
			cells = cells[1:]
			if c.col < col { // hidden by its neighbour: its text must not be lost
				row.Cells[len(row.Cells)-1].Blocks = append(row.Cells[len(row.Cells)-1].Blocks, t.blocks(c.blocks, c.Table)...)
				continue
			}
			row.Cells = append(row.Cells, t.cell(c))
			for i := range c.span {
				above[col+i] = c
			}
			col += c.span
		case above[col] != nil && above[col].col == col && above[col].Row+above[col].RowSpan > here && free(cells, col+above[col].span):
			row.Cells = append(row.Cells, compose.Cell{Span: above[col].span, Merge: compose.MergeDown})
			col += above[col].span
		default:
			row.Cells = append(row.Cells, compose.Cell{})
			above[col] = nil
			col++
		}
	}
	for _, c := range cells {
		last := &row.Cells[len(row.Cells)-1]
		last.Blocks = append(last.Blocks, t.blocks(c.blocks, c.Table)...)
	}
	return row
}

// free says whether no cell begins before a column.
func free(cells []*gridCell, before int) bool { return len(cells) == 0 || cells[0].col >= before }

func (t *typesetter) cell(c *gridCell) compose.Cell {
	cell := compose.Cell{Blocks: t.blocks(c.blocks, c.Table), Span: c.span}
	if c.RowSpan > 1 {
		cell.Merge = compose.MergeStart
	}
	return cell
}
