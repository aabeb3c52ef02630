package tabular

import (
	"fmt"
	"strings"
	"testing"

	"thao/internal/prose"
	"thao/internal/sheet"
)

// grid makes cells from lines; columns are parted by "|". "^" is covered by the
// cell above, "<" by the cell to the left.
func grid(lines ...string) [][]sheet.Cell {
	var out [][]sheet.Cell
	for r, line := range lines {
		var row []sheet.Cell
		for c, text := range strings.Split(line, "|") {
			cell := sheet.Cell{Text: strings.TrimSpace(text), RowSpan: 1, ColSpan: 1}
			switch cell.Text {
			case "^":
				cell.Text, cell.Merged = out[r-1][c].Text, true
			case "<":
				cell.Text, cell.Merged = row[c-1].Text, true
				for k := c - 1; k >= 0; k-- {
					if !row[k].Merged {
						row[k].ColSpan++
						break
					}
				}
			}
			row = append(row, cell)
		}
		out = append(out, row)
	}
	return out
}

func render(t Table) string {
	var b strings.Builder
	for _, r := range t.Rows {
		switch {
		case r.Label:
			b.WriteString("label\n")
			continue
		case r.Section != "":
			fmt.Fprintf(&b, "section %s\n", r.Section)
			continue
		}
		for _, role := range []Role{Ordinal, Body, Place, Paragraph, Page, Line, Quote, Kind, Content, Proposal, Reason, Answer} {
			if s := r.Fields[role]; s != "" {
				fmt.Fprintf(&b, "%s=%s; ", role, s)
			}
		}
		for _, x := range r.Extra {
			fmt.Fprintf(&b, "%s:%s; ", x.Name, x.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name string
		grid [][]sheet.Cell
		want string
	}{
		{"official form, title above, numbered columns, sections", grid(
			"BẢNG TỔNG HỢP Ý KIẾN GÓP Ý | < | < | <",
			"Đơn vị: Tỉnh ủy B | < | < | <",
			"STT | Điều, khoản | Nội dung góp ý | Lý do",
			"(1) | (2) | (3) | (4)",
			"Phần thứ ba | < | < | <",
			"1 | Khoản 2 | Bỏ cụm từ “kịp thời” | Trùng ý",
			"  | ^ | Thêm thời hạn | ",
			"  | Mục II |  | "),
			"label\nsection Phần thứ ba\n" +
				"ordinal=1; place=Khoản 2; content=Bỏ cụm từ “kịp thời”; reason=Trùng ý; \n" +
				"place=Khoản 2; content=Thêm thời hạn; \nsection Mục II\n"},
		{"ISO form", grid(
			"MB/NC1 | Line number (e.g. 17) | Clause/ Subclause (e.g. 3.1) | Paragraph/ Figure/ Table/ (e.g. Table 1) | Type of comment2 | Comments | Proposed change | Observations of the secretariat",
			"VN | 12 | 3.1 | Table 1 | te | The term is not defined. | Define it. | "),
			"body=VN; place=3.1; paragraph=Table 1; line=12; kind=te; content=The term is not defined.; proposal=Define it.; \n"},
		{"two header rows", grid(
			"TT | Nội dung dự thảo | Ý kiến | <",
			"^ | ^ | Nội dung góp ý | Lý do",
			"1 | Phát triển nhanh | Phát triển bền vững | Phù hợp"),
			"ordinal=1; quote=Phát triển nhanh; content=Phát triển bền vững; reason=Phù hợp; \n"},
		{"proposals only, a column of ours", grid(
			"Điều khoản | Đề nghị sửa đổi | Cán bộ phụ trách",
			"Điều 3 | Bỏ | Phòng 1"),
			"place=Điều 3; content=Bỏ; Cán bộ phụ trách:Phòng 1; \n"},
		{"header again on the next page", grid(
			"STT | Mục | Nội dung góp ý",
			"1 | Mục I | Rà soát lại",
			"STT | Mục | Nội dung góp ý",
			"2 | Mục II | Bỏ"),
			"ordinal=1; place=Mục I; content=Rà soát lại; \nlabel\nordinal=2; place=Mục II; content=Bỏ; \n"},
		{"a comment merged over two bodies is each one's", grid(
			"Đơn vị | Nội dung góp ý | Ghi chú",
			"Sở X | Rà soát lại | gấp",
			"Sở Y | ^ | ^"),
			"body=Sở X; content=Rà soát lại; Ghi chú:gấp; \nbody=Sở Y; content=Rà soát lại; \n"},
		{"words in the column of numbers are kept", grid(
			"STT | Nội dung góp ý",
			"Ý kiến của Phòng 1 | Bỏ"),
			"content=Bỏ; STT:Ý kiến của Phòng 1; \n"},
		{"merged comment is said once", grid(
			"STT | Mục | Nội dung góp ý",
			"1 | Mục I | Rà soát lại",
			"2 | Mục II | ^"),
			"ordinal=1; place=Mục I; content=Rà soát lại; \nsection Mục II\n"},
	} {
		got, ok := Find(c.grid)
		if !ok {
			t.Errorf("%s: no header found", c.name)
		} else if render(got) != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, render(got), c.want)
		}
	}
}

func TestNoHeader(t *testing.T) {
	for name, g := range map[string][][]sheet.Cell{
		"empty":      nil,
		"figures":    grid("Năm | Chỉ tiêu | Kết quả", "2018 | 10 | 9"),
		"letterhead": grid("TỈNH ỦY A | ĐẢNG CỘNG SẢN VIỆT NAM", "Số 12-CV/TU | ngày 3 tháng 4"),
		"one column": grid("Nội dung góp ý", "Bỏ điểm a"),
	} {
		if tab, ok := Find(g); ok {
			t.Errorf("%s: taken for a table of comments: %+v", name, tab)
		}
	}
}

func TestGridOfBlocks(t *testing.T) {
	cell := func(row, col, rows, cols int, text string) prose.Block {
		return prose.Block{Kind: prose.Cell, Text: text, Cell: &prose.CellPos{Table: 2, Row: row, Col: col, RowSpan: rows, ColSpan: cols}}
	}
	g := Grid([]prose.Block{
		{Kind: prose.Paragraph, Text: "trước bảng"},
		cell(0, 0, 1, 1, "Mục"), cell(0, 1, 1, 1, "Nội dung góp ý"),
		cell(1, 0, 2, 1, "I"), cell(1, 1, 1, 1, "đoạn một"), cell(1, 1, 1, 1, "đoạn hai"),
		cell(2, 1, 1, 1, "ý khác"),
	}, 2)
	tab, ok := Find(g)
	if !ok {
		t.Fatal("no header")
	}
	want := "place=I; content=đoạn một\nđoạn hai; \nplace=I; content=ý khác; \n"
	if render(tab) != want {
		t.Errorf("got %q, want %q", render(tab), want)
	}
}

// A file may claim any span; the grid stays as large as its rows.
func TestGridBoundsSpans(t *testing.T) {
	g := Grid([]prose.Block{{Kind: prose.Cell, Text: "x", Cell: &prose.CellPos{Table: 1, RowSpan: 1 << 30, ColSpan: 1 << 30}}}, 1)
	if len(g) != 1 || len(g[0]) > maxSpan {
		t.Errorf("%d rows, %d columns", len(g), len(g[0]))
	}
}
