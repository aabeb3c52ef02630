package trace

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"thao/internal/locale"
	"thao/internal/matrix"
)

//go:embed page.html.tmpl
var page string

var pageTemplate = template.Must(template.New("trace").Parse(page))

// WriteHTML writes the trace as one self-contained page.
func (t *Trace) WriteHTML(w io.Writer, lang locale.Lang) error {
	return pageTemplate.Execute(w, newReport(t, lang))
}

// WriteXLSX writes the trace as a workbook: every comment, then a sheet for
// each of the four lists.
func (t *Trace) WriteXLSX(w io.Writer, lang locale.Lang) error {
	r := newReport(t, lang)
	f := excelize.NewFile()
	defer f.Close()
	// The library says Excel made the workbook; LibreOffice then fits no row to
	// its text.
	f.WorkBook.FileVersion = nil
	if err := f.SetAppProps(&excelize.AppProperties{Application: "Thao"}); err != nil {
		return err
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "Thảo", Title: r.T("trace.title")}); err != nil {
		return err
	}
	rows := make([][]cell, len(r.Rows))
	for i, row := range r.Rows {
		rows[i] = row.Cells
	}
	if err := writeSheet(f, "Sheet1", r.T("trace.sheet.all"), r.Head, rows); err != nil {
		return err
	}
	for _, s := range r.Sections {
		name := r.T("trace.sheet." + s.ID)
		if _, err := f.NewSheet(name); err != nil {
			return err
		}
		if err := writeSheet(f, name, name, s.Head, s.Rows); err != nil {
			return err
		}
	}
	return f.Write(w)
}

// columnWidths are, in characters, by how many columns a sheet has.
var columnWidths = map[int][]float64{
	3: {34, 14, 84},
	4: {30, 48, 20, 40},
	5: {44, 26, 18, 36, 26},
	7: {34, 20, 16, 28, 20, 42, 12},
}

func writeSheet(f *excelize.File, from, name string, head []string, rows [][]cell) error {
	if from != name {
		if err := f.SetSheetName(from, name); err != nil {
			return err
		}
	}
	if err := paper(f, name); err != nil {
		return err
	}
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range columnWidths[len(head)] {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	style, err := f.NewStyle(cellStyle(false))
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(cellStyle(true))
	if err != nil {
		return err
	}
	for i, row := range append([][]cell{headCells(head)}, rows...) {
		st := style
		if i == 0 {
			st = bold
		}
		values, texts := make([]any, len(row)), make([]string, len(row))
		for k, c := range row {
			texts[k] = limited(matrix.Guard(plain(c)))
			values[k] = excelize.Cell{StyleID: st, Value: texts[k]}
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		height := matrix.RowHeight(texts, columnWidths[len(head)], textSize)
		if err := s.SetRow(at, values, excelize.RowOpts{Height: height}); err != nil {
			return err
		}
	}
	return s.Flush()
}

const textSize = 12 // points

func cellStyle(head bool) *excelize.Style {
	s := &excelize.Style{
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
		Font:      &excelize.Font{Family: "Times New Roman", Size: textSize, Bold: head, Color: "000000"},
	}
	if head {
		s.Alignment.Horizontal, s.Alignment.Vertical = "center", "center"
	}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	return s
}

// paper makes a sheet print on lying A4, all columns on a page, its head on
// every page.
func paper(f *excelize.File, sheet string) error {
	a4, lying, wide, any, fit := 9, "landscape", 1, 0, true
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &lying, FitToWidth: &wide, FitToHeight: &any}); err != nil {
		return err
	}
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: "&C&P"}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + sheet + "'!$1:$1", Scope: sheet})
}

func headCells(head []string) []cell {
	out := make([]cell, len(head))
	for i, h := range head {
		out[i].Text = h
	}
	return out
}

// plain writes changed words for a cell: [-out-] and {+in+}, the signs of
// word diffs that survive without colour.
func plain(c cell) string {
	if len(c.Words) == 0 {
		return c.Text
	}
	var b strings.Builder
	for _, w := range c.Words {
		switch w.Op {
		case "+":
			b.WriteString("{+" + w.Text + "+}")
		case "-":
			b.WriteString("[-" + w.Text + "-]")
		default:
			b.WriteString(w.Text)
		}
	}
	return b.String()
}

// limited keeps a cell within what Excel holds; the page and trace.json have
// the whole.
func limited(s string) string {
	if utf8.RuneCountInString(s) <= excelize.TotalCellChars {
		return s
	}
	return string([]rune(s)[:excelize.TotalCellChars-1]) + "…"
}
