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

// widest is how wide a column of words is, in characters.
const widest = 48

func writeSheet(f *excelize.File, from, name string, head []string, rows [][]cell) error {
	if from != name {
		if err := f.SetSheetName(from, name); err != nil {
			return err
		}
	}
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := s.SetColWidth(1, len(head), widest/2); err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	style, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, Font: &excelize.Font{Family: "Times New Roman", Size: 12}})
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}, Font: &excelize.Font{Family: "Times New Roman", Size: 12, Bold: true}})
	if err != nil {
		return err
	}
	for i, row := range append([][]cell{headCells(head)}, rows...) {
		st := style
		if i == 0 {
			st = bold
		}
		values := make([]any, len(row))
		for k, c := range row {
			values[k] = excelize.Cell{StyleID: st, Value: limited(matrix.Guard(plain(c)))}
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := s.SetRow(at, values); err != nil {
			return err
		}
	}
	return s.Flush()
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
