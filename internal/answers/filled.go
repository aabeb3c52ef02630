// Package answers reads matrices back that people have filled in: it finds the
// row of the collation each of their rows is, the answer in it, and what else
// was done to the file, and merges the copies of several people.
//
// Read turns one file into tables; New compares the tables of all files with
// the collation and returns a Plan: the answers as they would stand, and every
// change, row not recognised and contradiction as a list. Nothing is applied
// here. A row is known by the id it carries unseen (package matrix says where)
// as long as its words do not say otherwise, else by its words. An answer is
// merged three ways: a row carries the mark of the answer it was printed with,
// so that a revision is told from a contradiction.
package answers

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"thao/internal/archive"
	"thao/internal/fault"
)

// Codes of what a filled matrix is refused for, besides those of its format.
const (
	Foreign    fault.Code = "answers-foreign"     // it belongs to another collation; {file}
	NoTable    fault.Code = "answers-no-table"    // no table with answers in it; {file}
	TooNew     fault.Code = "answers-too-new"     // made by a later version; {file} {found} {known}
	CannotRead fault.Code = "answers-cannot-read" // {file} {why}
)

// Filled is a matrix as it came back.
type Filled struct {
	Name   string // of the file, without its folder
	By     string // who saved it last, as it says; "" if it does not
	Draft  string // hash of its draft, or the first digits; "" where the mark is gone
	Format int    // of its hidden marks; 0 with Draft
	grids  []grid
}

// grid is a table, before it is known what its columns hold.
type grid struct {
	name  string // of the sheet; "" in Word
	lines []line
}

// line is a row of a grid. A cell covered by a merged one repeats its text.
type line struct {
	number int // as a person counts: row of the sheet, or of the table, from 1
	cells  []cell
	names  []string // of bookmarks in it
}

type cell struct {
	text  string
	above bool // one cell with that above it
	left  bool // one cell with that at its left
}

func (l line) text(column int) string {
	if column < 0 || column >= len(l.cells) {
		return ""
	}
	return l.cells[column].text
}

// Read reads a filled matrix, a .xlsx, .docx or .odt. Errors are *fault.Error: those
// of the file's format; or that of the context. A defect in a reader comes
// back as fault.Internal.
func Read(ctx context.Context, name string, data []byte) (f *Filled, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fault.New(fault.Internal, "reason", fmt.Sprint(r))
		}
	}()
	a, err := archive.Open(data)
	if err != nil {
		return nil, err
	}
	f = &Filled{Name: filepath.Base(name), By: lastSaver(a)}
	if a.Has("content.xml") && !a.Has("[Content_Types].xml") {
		err = f.readOpen(ctx, data, a)
	} else {
		err = f.readOffice(ctx, data, a)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// readOffice reads the formats of Microsoft Office.
func (f *Filled) readOffice(ctx context.Context, data []byte, a *archive.Archive) error {
	main, kind, err := a.MainPart()
	if err != nil {
		return err
	}
	if strings.Contains(kind, "wordprocessingml") {
		return f.readWord(ctx, data, a, main)
	}
	return f.readWorkbook(ctx, data) // sheet says what is none
}
