// Package sheet reads tables: Excel workbooks and separated text. It gives
// what a reader sees, cell by cell and in place, and decides nothing about
// what the cells mean.
//
// All text is Unicode in normalisation form C, lines ended by \n. Text in the
// fonts that came before Unicode (.VnTime, VNI-Times) is converted.
package sheet

import (
	"strings"

	"thao/internal/fault"
	"thao/internal/prose"
	"thao/internal/viet"
)

// Book is all tables of one file.
type Book struct {
	Sheets []Sheet // in the order of the tabs, hidden ones too
	Notes  []Note  // by sheet, row and column; a thread in its own order
}

// Sheet is one table. Rows and cells stand at their places: Rows[0][0] is A1.
// Rows may differ in length and be empty; what would only be empty after the
// last row and cell with text is left out.
type Sheet struct {
	Name string
	Rows [][]Cell
}

// Cell is one field of a table.
type Cell struct {
	Text    string // as shown: numbers and dates in their format
	RowSpan int    // at least 1
	ColSpan int    // at least 1
	Merged  bool   // covered by a merged cell; Text repeats that of the top left one
}

// Note is what somebody wrote on a cell: an old-style note, or one turn of a
// threaded comment.
type Note struct {
	Sheet    string
	Row, Col int    // from 0
	Author   string // "" where the file does not say
	Date     string // as the file gives it, ISO 8601; "" for old-style notes
	Text     string
	Reply    bool // answers the note before it
	Resolved bool // the thread is marked as done
}

// The bounds of one table, and of all tables of a file together.
const (
	MaxRows    = 200_000
	MaxColumns = 256
	MaxCells   = 2_000_000
)

// Bound refuses a file whose cells hold more words than a text may: a cell may
// say again and again what the file says once. Errors are those of prose.Bound.
func (b *Book) Bound() error {
	all := 0
	for i := range b.Sheets {
		for _, row := range b.Sheets[i].Rows {
			for j := range row {
				if row[j].Merged {
					continue
				}
				if all += len(row[j].Text); all > prose.MaxText {
					return prose.LongText()
				}
				if len(row[j].Text) > prose.MaxBlock {
					return prose.LongParagraph()
				}
			}
		}
	}
	return nil
}

func tooLarge(sheet string) error {
	return fault.New(fault.TableTooLarge, "sheet", sheet, "rows", MaxRows, "columns", MaxColumns)
}

// grid collects the cells of one sheet.
type grid struct {
	sheet string
	rows  [][]Cell
	spare *int // how many cells the file may still have
}

// put writes a cell; the text is not empty.
func (g *grid) put(row, col int, text string) error {
	cell, err := g.at(row, col)
	if err != nil {
		return err
	}
	cell.Text = text
	return nil
}

// at makes room for a cell and returns it.
func (g *grid) at(row, col int) (*Cell, error) {
	if row >= MaxRows || col >= MaxColumns {
		return nil, tooLarge(g.sheet)
	}
	for len(g.rows) <= row {
		g.rows = append(g.rows, nil)
	}
	r := g.rows[row]
	if missing := col + 1 - len(r); missing > 0 {
		if *g.spare -= missing; *g.spare < 0 {
			return nil, tooLarge(g.sheet)
		}
		for range missing {
			r = append(r, Cell{RowSpan: 1, ColSpan: 1})
		}
		g.rows[row] = r
	}
	return &r[col], nil
}

// tidy is how every text of a cell or note leaves the package.
func tidy(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\r")
	}
	return viet.NFC(s)
}

// hasText reports whether there is anything to read in the book.
func (b *Book) hasText() bool {
	for _, s := range b.Sheets {
		for _, row := range s.Rows {
			for _, c := range row {
				if strings.TrimSpace(c.Text) != "" {
					return true
				}
			}
		}
	}
	return len(b.Notes) > 0
}
