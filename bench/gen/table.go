package gen

import (
	"bytes"
	"encoding/csv"
	"strconv"

	"github.com/xuri/excelize/v2"

	"thao/internal/ooxml/compose"
)

// rows are the remarks of one body as a table, the header first.
func (m *maker) rows(p pen) [][]string {
	out := [][]string{{"STT", "Điều, khoản", "Nội dung dự thảo", "Ý kiến góp ý"}}
	for i, r := range m.remarks(p, p.between(10, 40)) {
		out = append(out, []string{strconv.Itoa(i + 1), upperFirst(r.place.Ref), r.place.Text, r.words})
		m.made.Table++
	}
	return out
}

func (m *maker) workbook(p pen, n int) (string, []byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellValue("Sheet1", "A1", "TỔNG HỢP Ý KIẾN CỦA "+body(n)); err != nil {
		return "", nil, err
	}
	for i, row := range m.rows(p) {
		cell, err := excelize.CoordinatesToCellName(1, i+3)
		if err != nil {
			return "", nil, err
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			return "", nil, err
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return "", nil, err
	}
	return "bang-gop-y.xlsx", b.Bytes(), nil
}

func (m *maker) csv(p pen, n int) (string, []byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if n%2 == 0 { // as a Vietnamese Excel writes it
		b.WriteString("\uFEFF")
		w.Comma = ';'
	}
	err := w.WriteAll(m.rows(p))
	return "bang-gop-y.csv", b.Bytes(), err
}

func (m *maker) tableDocx(p pen, n int) (string, []byte, error) {
	doc := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 13})
	doc.Para(compose.Para{Text: "BẢNG GÓP Ý CỦA " + body(n), Align: compose.Center})
	var rows []compose.Row
	for i, row := range m.rows(p) {
		cells := make([]compose.Cell, len(row))
		for c, text := range row {
			cells[c] = compose.Cell{Text: text}
		}
		rows = append(rows, compose.Row{Cells: cells, Header: i == 0})
	}
	doc.Add(compose.Table{Widths: []float64{12, 30, 60, 60}, Rows: compose.Rows(rows...), Borders: compose.Grid})
	data, err := written(doc)
	return "bang-gop-y.docx", data, err
}
