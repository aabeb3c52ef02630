package answers

import (
	"context"
	"strconv"
	"strings"

	"thao/internal/matrix"
	"thao/internal/sheet"
)

// readWorkbook takes every sheet but the hidden one, which says what draft the
// workbook is about.
func (f *Filled) readWorkbook(ctx context.Context, data []byte) error {
	book, err := sheet.ReadXLSX(ctx, data)
	if err != nil {
		return err
	}
	for _, s := range book.Sheets {
		if s.Name == matrix.HiddenSheet {
			f.readHidden(s)
			continue
		}
		f.grids = append(f.grids, sheetGrid(s))
	}
	return nil
}

func (f *Filled) readHidden(s sheet.Sheet) {
	for _, row := range s.Rows {
		if len(row) < 2 {
			continue
		}
		value := strings.TrimSpace(row[1].Text)
		switch strings.TrimSpace(row[0].Text) {
		case "format":
			f.Format, _ = strconv.Atoi(value)
		case "draft":
			f.Draft = value
		}
	}
}

func sheetGrid(s sheet.Sheet) grid {
	g := grid{name: s.Name}
	for i, row := range s.Rows {
		l := line{number: i + 1, cells: make([]cell, len(row))}
		for j, c := range row {
			l.cells[j] = cell{text: strings.TrimSpace(matrix.Unguard(c.Text))}
			if c.Merged {
				// The top left cell of an area is not Merged: one that repeats
				// the text at its left or above it belongs to the same area.
				l.cells[j].left = j > 0 && spans(row[j-1], c)
				l.cells[j].above = i > 0 && j < len(s.Rows[i-1]) && spans(s.Rows[i-1][j], c)
			}
		}
		g.lines = append(g.lines, l)
	}
	return g
}

// spans reports whether a cell before a merged one is of its area.
func spans(before, c sheet.Cell) bool {
	return before.Text == c.Text && (before.Merged || before.RowSpan > 1 || before.ColSpan > 1)
}
