package matrix

import (
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"thao/internal/collation"
)

// HiddenSheet holds what ties a workbook to the collation it was made from.
const HiddenSheet = collation.MatrixSheet

// WriteXLSX writes the matrix as a workbook: the table as it is printed, every
// comment alone for sorting and filtering, and the annexes. It stops with the
// context's error as soon as the context ends; nothing is written then.
func (m *Matrix) WriteXLSX(ctx context.Context, w io.Writer) (err error) {
	f := excelize.NewFile().SetZipWriter(newParcel)
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	b := &book{m: m, f: f, ctx: ctx}
	for _, step := range []func() error{b.begin, b.matrixSheet, b.annexSheets, b.registerSheet} {
		if err := step(); err != nil {
			return fmt.Errorf("matrix: writing XLSX: %w", err)
		}
	}
	return f.Write(&untilDone{ctx, w})
}

// book is a workbook in the making.
type book struct {
	m      *Matrix
	f      *excelize.File
	ctx    context.Context
	styles map[look]int
}

// look is what a cell looks like.
type look struct {
	bold, italic, rule bool
	size               float64
	center, right      bool
	middle             bool // centred between top and bottom
	grid               bool // thin lines around
	shade              bool
	flow               bool // not wrapped, no lines: a heading above a table
}

// begin sets what holds for the whole workbook and makes its sheets. All of
// them are there before the first is written: the library reads a written
// sheet back whole when another is made or hidden after it.
func (b *book) begin() error {
	b.styles = map[look]int{}
	if err := b.f.SetDefaultFont(b.m.Profile.Font); err != nil {
		return err
	}
	// The library says the workbook was made by Excel. LibreOffice then trusts
	// that rows without a height have the default one, and fits none to its text.
	b.f.WorkBook.FileVersion = nil
	if err := b.f.SetAppProps(&excelize.AppProperties{Application: "Thao"}); err != nil {
		return err
	}
	if err := b.f.SetDocProps(&excelize.DocProperties{Creator: "Thảo", Title: b.m.heading()}); err != nil {
		return err
	}
	names := []string{b.m.say("matrix.sheet")}
	for _, a := range b.m.Annexes {
		names = append(names, a.Sheet)
	}
	names = append(names, b.m.Register.Caption, HiddenSheet)
	if err := b.f.SetSheetName("Sheet1", names[0]); err != nil {
		return err
	}
	for _, name := range names[1:] {
		if _, err := b.f.NewSheet(name); err != nil {
			return err
		}
	}
	return b.hidden()
}

// style returns the number of a look, made at its first use.
func (b *book) style(l look) int {
	if l.size == 0 {
		l.size = b.m.Profile.Table
	}
	if n, made := b.styles[l]; made {
		return n
	}
	s := &excelize.Style{
		Font: &excelize.Font{Family: b.m.Profile.Font, Size: l.size, Bold: l.bold, Italic: l.italic, Color: "000000"},
		Alignment: &excelize.Alignment{
			WrapText: !l.flow, Vertical: "top", Horizontal: "left",
		},
	}
	if l.rule {
		s.Font.Underline = "single"
	}
	if l.center {
		s.Alignment.Horizontal = "center"
	}
	if l.right {
		s.Alignment.Horizontal = "right"
	}
	if l.middle {
		s.Alignment.Vertical = "center"
	}
	if l.grid {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if l.shade {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}}
	}
	n, err := b.f.NewStyle(s)
	if err != nil {
		n = 0 // the default look: only too many styles can be the cause, and there are some twenty
	}
	b.styles[l] = n
	return n
}

// sheet adds a sheet that prints on a lying A4 page, and starts its writing.
func (b *book) sheet(name string, columns []Column) (*excelize.StreamWriter, error) {
	if err := b.paper(name); err != nil {
		return nil, err
	}
	sw, err := b.f.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, c := range columns {
		if err := sw.SetColWidth(i+1, i+1, characters(c.Width)); err != nil {
			return nil, err
		}
	}
	return sw, nil
}

// characters is a width as a workbook counts it: in digits of the default
// font, 7 pixels of 1/96 inch each, after 5 pixels of room.
func characters(mm float64) float64 { return max(1, (mm/25.4*96-5)/7) }

// paper sets page, margins and the page number: centred on top, not on the
// first page (Decree 30/2020/NĐ-CP, annex I, part II).
func (b *book) paper(sheet string) error {
	p, a4, wide, one, any := b.m.Profile.Page, 9, "landscape", 1, 0
	if err := b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &wide, FitToWidth: &one, FitToHeight: &any,
	}); err != nil {
		return err
	}
	fit := true
	if err := b.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	inch := func(mm float64) *float64 { v := mm / 25.4; return &v }
	if err := b.f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{
		Top: inch(p.Top), Bottom: inch(p.Bottom), Left: inch(p.Left), Right: inch(p.Right),
		Header: inch(p.Top / 2), Footer: inch(p.Bottom / 2),
	}); err != nil {
		return err
	}
	return b.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		DifferentFirst: true, OddHeader: fmt.Sprintf("&C&\"%s,Regular\"&13&P", b.m.Profile.Font),
	})
}

// defined adds a name that belongs to a sheet, as print titles are.
func (b *book) defined(sheet, name, refersTo string) error {
	return b.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: sheet})
}

// hidden writes the sheet that ties the workbook to its draft.
func (b *book) hidden() error {
	for i, row := range [][2]any{
		{"format", Format}, {"profile", b.m.Profile.Name}, {"draft", b.m.DraftHash}, {"rows", len(b.m.Rows)},
	} {
		if err := b.f.SetSheetRow(HiddenSheet, fmt.Sprintf("A%d", i+1), &[]any{row[0], row[1]}); err != nil {
			return err
		}
	}
	return b.f.SetSheetVisible(HiddenSheet, false)
}

// cell is the reference of a cell: column and row from 1.
func cell(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // a column or row below 1: a defect of ours
	}
	return name
}
