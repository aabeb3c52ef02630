package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"thao/internal/ooxml/compose"
)

// xlsx is the table as a workbook: title lines and section rows merged across.
func (s sheet) xlsx() ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	w := &sheetWriter{f: f, s: s}
	w.styles()
	for _, t := range s.title {
		w.across(t, w.title)
	}
	w.cells(s.header, w.head)
	for _, r := range s.rows {
		if r.section != "" {
			w.across(r.section, w.section)
			continue
		}
		w.cells(r.cells, w.body)
		if r.merged {
			w.join(1)
			w.join(2)
		}
	}
	for i := range s.header {
		col := w.column(i)
		w.do(f.SetColWidth(w.name(), col, col, columnWidth(s.header[i])))
	}
	w.paper()
	if w.err != nil {
		return nil, w.err
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	return repacked(b.Bytes())
}

// columnWidth is in characters, as Excel counts it.
func columnWidth(header string) float64 {
	switch header {
	case "STT", "MB/NC":
		return 7
	case "Line number", "Type of comment":
		return 11
	case "Nội dung dự thảo", "Ý kiến góp ý", "Comments", "Proposed change":
		return 44
	}
	return 22
}

type sheetWriter struct {
	f                          *excelize.File
	s                          sheet
	row                        int
	title, head, section, body int
	err                        error
}

func (w *sheetWriter) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *sheetWriter) name() string { return w.f.GetSheetName(0) }

func (w *sheetWriter) column(i int) string {
	name, err := excelize.ColumnNumberToName(i + 1)
	w.do(err)
	return name
}

func (w *sheetWriter) cell(col int) string {
	name, err := excelize.CoordinatesToCellName(col+1, w.row)
	w.do(err)
	return name
}

func (w *sheetWriter) styles() {
	line := []excelize.Border{{Type: "left", Style: 1, Color: "000000"}, {Type: "top", Style: 1, Color: "000000"},
		{Type: "bottom", Style: 1, Color: "000000"}, {Type: "right", Style: 1, Color: "000000"}}
	style := func(bold, border bool, horizontal string) int {
		st := &excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: 12, Bold: bold},
			Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "top", WrapText: true}}
		if border {
			st.Border = line
		}
		id, err := w.f.NewStyle(st)
		w.do(err)
		return id
	}
	w.title, w.head = style(true, false, "center"), style(true, true, "center")
	w.section, w.body = style(true, true, "left"), style(false, true, "left")
}

// paper lays the sheet on lying A4, all columns on one page.
func (w *sheetWriter) paper() {
	landscape, a4, wide, high, fit := "landscape", 9, 1, 0, true
	w.do(w.f.SetPageLayout(w.name(), &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &wide, FitToHeight: &high}))
	w.do(w.f.SetSheetProps(w.name(), &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// across writes one text over all columns of the next row.
func (w *sheetWriter) across(text string, style int) {
	w.row++
	w.do(w.f.SetCellStr(w.name(), w.cell(0), text))
	w.do(w.f.MergeCell(w.name(), w.cell(0), w.cell(len(w.s.header)-1)))
	w.do(w.f.SetCellStyle(w.name(), w.cell(0), w.cell(len(w.s.header)-1), style))
}

func (w *sheetWriter) cells(texts []string, style int) {
	w.row++
	for i, t := range texts {
		if t != "" {
			w.do(w.f.SetCellStr(w.name(), w.cell(i), t))
		}
	}
	w.do(w.f.SetCellStyle(w.name(), w.cell(0), w.cell(len(texts)-1), style))
	w.do(w.f.SetRowHeight(w.name(), w.row, w.height(texts)))
}

// height is the room, in points, for the longest of a row's texts: a column of
// width 1 holds about one character of 12 points, a line needs 16.
func (w *sheetWriter) height(texts []string) float64 {
	lines := 1.0
	for i, t := range texts {
		lines = max(lines, math.Ceil(1.1*float64(utf8.RuneCountInString(t))/columnWidth(w.s.header[i])))
	}
	return 16 * lines
}

// join merges a column's cell with the one above.
func (w *sheetWriter) join(col int) {
	below := w.cell(col - 1)
	w.row--
	above := w.cell(col - 1)
	w.row++
	w.do(w.f.MergeCell(w.name(), above, below))
}

// repacked orders a package's entries and takes their times off, so that
// equal workbooks are equal bytes.
func repacked(b []byte) ([]byte, error) {
	entries, err := entriesOf(b)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(entries, byName)
	return zipped(entries)
}

// byName orders entries; "[Content_Types].xml" comes before the lower-case
// names.
func byName(a, b entry) int { return cmp.Compare(a.name, b.name) }

func entriesOf(b []byte) ([]entry, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	var entries []entry
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{name: f.Name, content: content})
	}
	return entries, nil
}

// csv is the table as Excel saves it in Vietnam: semicolons, a byte order
// mark, lines ended as on Windows.
func (s sheet) csv() []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(';')
			}
			if strings.ContainsAny(c, ";\"\n") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString("\r\n")
	}
	line(s.header)
	for _, r := range s.rows {
		line(r.cells)
	}
	return []byte(b.String())
}

// docx is the table within a Word document, under a letterhead.
func (s sheet) docx(head letterhead, title string) ([]byte, error) {
	d := newPaper(title, head.date, 14)
	d.Add(head.block(), compose.Para{Style: plainStyle, Text: title, Align: compose.Center,
		Look: compose.Look{Bold: compose.On}, Spacing: &compose.Spacing{Before: 18, After: 12, Line: 1}})
	d.Para(compose.Para{Text: "Kính gửi: Ban Chỉ đạo xây dựng Đề án,", Align: compose.Center, Indent: noIndent})
	widths := []float64{11, 36, 63, 52}
	cells := func(texts []string, look compose.Look, align compose.Align) []compose.Cell {
		var out []compose.Cell
		for i, t := range texts {
			c := compose.Cell{Text: t, Style: plainStyle, Look: look, Align: align}
			if i == 0 {
				c.Align = compose.Center
			}
			out = append(out, c)
		}
		return out
	}
	bold := compose.Look{Bold: compose.On, Size: 13}
	rows := []compose.Row{{Header: true, Cells: cells(s.header, bold, compose.Center)}}
	for _, r := range s.rows {
		if r.section != "" {
			rows = append(rows, compose.Row{CantSplit: true, Cells: []compose.Cell{{Text: r.section, Style: plainStyle, Span: len(widths), Look: bold}}})
			continue
		}
		rows = append(rows, compose.Row{CantSplit: true, Cells: cells(r.cells, compose.Look{Size: 13}, compose.Left)})
	}
	d.Add(compose.Table{Widths: widths, Style: compose.GridTable, Align: compose.Center, Rows: compose.Rows(rows...)},
		compose.Para{Style: plainStyle, Spacing: &compose.Spacing{Before: 12, Line: 1}},
		signature([]string{"Như trên,", "Lưu Văn phòng."}, "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"))
	return packed(d)
}
