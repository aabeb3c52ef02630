package answers

import (
	"bytes"
	"context"

	"thao/internal/archive"
	"thao/internal/fault"
	"thao/internal/matrix"
	"thao/internal/odt"
)

// Spreadsheet is the code for an OpenDocument spreadsheet: only texts are read.
const Spreadsheet fault.Code = "answers-spreadsheet"

// readOpen takes the tables of an OpenDocument text: a matrix in Word that
// LibreOffice saved in its own format.
func (f *Filled) readOpen(ctx context.Context, data []byte, a *archive.Archive) error {
	if kind, err := a.Read("mimetype"); err == nil && bytes.Contains(kind, []byte("spreadsheet")) {
		return fault.New(Spreadsheet)
	}
	doc, err := odt.Read(ctx, data)
	if err != nil {
		return err
	}
	marks, err := odt.ReadBookmarks(data)
	if err != nil {
		return err
	}
	for _, name := range marks.All {
		if format, hash, ok := matrix.DraftInBookmark(name); ok {
			f.Format, f.Draft = format, hash
		}
	}
	text := doc.Final
	if text == nil {
		text = doc.Base
	}
	var names [][][]string
	for at, list := range marks.Rows {
		for len(names) < at[0] {
			names = append(names, nil)
		}
		rows := &names[at[0]-1]
		for len(*rows) <= at[1] {
			*rows = append(*rows, nil)
		}
		(*rows)[at[1]] = list
	}
	f.grids = wordGrids(text, names)
	return nil
}
