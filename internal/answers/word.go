package answers

import (
	"context"
	"strings"

	"thao/internal/archive"
	"thao/internal/matrix"
	"thao/internal/ooxml"
	"thao/internal/prose"
)

// readWord takes every table of the body as it reads with all tracked changes
// accepted, and the names of the bookmarks in each of its rows.
func (f *Filled) readWord(ctx context.Context, data []byte, a *archive.Archive, main string) error {
	doc, err := ooxml.Read(ctx, data)
	if err != nil {
		return err
	}
	marks, err := readBookmarks(a, main)
	if err != nil {
		return err
	}
	for _, name := range marks.all {
		if format, hash, ok := matrix.DraftInBookmark(name); ok {
			f.Format, f.Draft = format, hash
		}
	}
	f.grids = wordGrids(doc.Blocks(ooxml.Accepted), marks.tables)
	return nil
}

// wordGrids makes a grid of each table that stands in no other; the words of
// one inside a cell are words of that cell.
func wordGrids(blocks []prose.Block, names [][][]string) []grid {
	var grids []grid
	number := map[int]int{} // table of the document → index in grids
	outer := map[int]*prose.CellPos{}
	var last *prose.CellPos // of the cell at the top a block was in last
	for _, b := range blocks {
		pos := b.Cell
		if pos == nil || b.Kind != prose.Cell {
			continue
		}
		if pos.Parent != 0 {
			if _, known := outer[pos.Table]; !known {
				outer[pos.Table] = last
			}
			if pos = outer[pos.Table]; pos == nil {
				continue
			}
		}
		last = pos
		at, known := number[pos.Table]
		if !known {
			at = len(grids)
			number[pos.Table] = at
			grids = append(grids, grid{})
		}
		grids[at].put(*pos, blockText(b))
	}
	for table, at := range number {
		if table-1 < len(names) {
			grids[at].mark(names[table-1])
		}
	}
	return grids
}

func blockText(b prose.Block) string {
	text := strings.TrimSpace(b.Text)
	if b.Label != "" && text != "" {
		return b.Label + " " + text
	}
	return text
}

// put adds a paragraph to a cell and to those merged with it.
func (g *grid) put(pos prose.CellPos, text string) {
	for row := pos.Row; row < pos.Row+max(1, pos.RowSpan); row++ {
		for len(g.lines) <= row {
			g.lines = append(g.lines, line{number: len(g.lines) + 1})
		}
		l := &g.lines[row]
		for col := pos.Col; col < pos.Col+max(1, pos.ColSpan); col++ {
			for len(l.cells) <= col {
				l.cells = append(l.cells, cell{})
			}
			c := &l.cells[col]
			c.above, c.left = row > pos.Row, col > pos.Col
			if c.text != "" && text != "" {
				c.text += "\n"
			}
			c.text += text
		}
	}
}

func (g *grid) mark(names [][]string) {
	for i := range g.lines {
		if i < len(names) {
			g.lines[i].names = names[i]
		}
	}
}
