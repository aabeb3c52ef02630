package answers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"thao/internal/collation"
	"thao/internal/fault"
)

// little is a collation of three rows, the last with two bodies.
func little() *collation.Collation {
	c := &collation.Collation{Format: collation.Format, Profile: "vn-state", Draft: collation.Draft{File: "d.docx"}}
	for i, text := range []string{"Đề nghị bổ sung kinh phí bảo đảm hằng năm.", "Đề nghị bỏ điểm c.", "Nêu rõ cơ quan theo dõi."} {
		g := collation.Group{ID: fmt.Sprintf("g-%d", i+1)}
		for k := range 1 + i/2 {
			id := fmt.Sprintf("c-%d%d", i+1, k)
			g.Comments = append(g.Comments, id)
			c.Comments = append(c.Comments, collation.Comment{ID: id, Body: fmt.Sprintf("Bộ %c", 'A'+k), State: collation.General, Text: text, Start: -1, End: -1})
		}
		c.Groups = append(c.Groups, g)
	}
	c.Answers = []collation.Answer{{Group: "g-2", Comments: []string{}, Verdict: "accepted", Reason: "đã bỏ"}}
	return c
}

// FuzzRead: whatever the bytes, a file is read or refused in words.
func FuzzRead(f *testing.F) {
	c := little()
	for _, ext := range []string{"xlsx", "docx"} {
		data := matrixFile(f, c, ext)
		f.Add("a."+ext, data)
		f.Add("a."+ext, data[:len(data)/2])
	}
	f.Add("a.docx", []byte("PK\x03\x04"))
	f.Add("a.xlsx", []byte{})
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		file, err := Read(context.Background(), name, data)
		if err == nil {
			_, err = New(c, []*Filled{file})
		}
		if err == nil {
			return
		}
		if _, said := errors.AsType[*fault.Error](err); !said || errors.Is(err, fault.New(fault.Internal)) {
			t.Errorf("a defect: %v", err)
		}
	})
}

// FuzzBookmarks: no document makes the counting of tables and rows fail.
func FuzzBookmarks(f *testing.F) {
	const w = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	for _, body := range []string{
		`<w:tbl><w:tr><w:tc><w:bookmarkStart w:name="g_a"/></w:tc></w:tr></w:tbl>`,
		`<w:tbl><w:bookmarkStart w:name="g_a"/><w:tr><w:trPr><w:del/></w:trPr><w:tc/></w:tr><w:tr><w:tc><w:tbl><w:tr/></w:tbl></w:tc></w:tr></w:tbl>`,
		`<w:tc/><w:tr><w:trPr/></w:tr><w:del><w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr></w:tc></w:tr></w:tbl></w:del>`,
	} {
		f.Add(w + body + `</w:body></w:document>`)
	}
	f.Fuzz(func(t *testing.T, document string) {
		marks, err := scanBookmarks("word/document.xml", []byte(document))
		if err != nil {
			if errors.Is(err, fault.New(fault.Internal)) {
				t.Errorf("a defect: %v", err)
			}
			return
		}
		for _, rows := range marks.tables {
			if len(rows) == 0 {
				t.Error("a table of no rows is counted")
			}
		}
	})
}

// gridOf is a table written as lines of cells; a cell "=" is one with that
// above it, a cell "<" one with that at its left.
func gridOf(text string) grid {
	g := grid{}
	for i, l := range strings.Split(text, "\n") {
		row := line{number: i + 1}
		for j, t := range strings.Split(l, "\t") {
			c := cell{text: t}
			switch {
			case t == "=" && i > 0 && j < len(g.lines[i-1].cells):
				c = cell{text: g.lines[i-1].cells[j].text, above: true}
			case t == "<" && j > 0:
				c = cell{text: row.cells[j-1].text, left: true}
			}
			row.cells = append(row.cells, c)
		}
		g.lines = append(g.lines, row)
	}
	return g
}

// FuzzTable: whatever a table says, every answer in it that stands in a row
// told as recognised is taken, stands already, or is told as a contradiction;
// and what is planned once is not planned again.
func FuzzTable(f *testing.F) {
	for _, s := range []string{
		"STT\tĐiều, khoản\tChủ thể góp ý\tNội dung góp ý\tTiếp thu, giải trình\n1\t\tBộ A\tĐề nghị bổ sung kinh phí bảo đảm hằng năm.\tTiếp thu\tg-1 c-10",
		"Nội dung góp ý\tTrả lời\nĐề nghị bỏ điểm c.\tGhi nhận\nNêu rõ cơ quan theo dõi.\tTiếp thu. Riêng ý kiến của Bộ B: không tiếp thu",
		"a\tb\tc\ng-1 c-10\tĐề nghị bỏ điểm c.\tx\ng-1\t=\ty\ng-2 c-20 a_0123456789abcdef\t<\t=\ng-3 c-30 c-31\t\tz",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := little()
		file := &Filled{Name: "a.xlsx", grids: []grid{gridOf(text)}}
		p, err := New(c, []*Filled{file})
		if err != nil {
			return
		}
		if p.Known > p.Rows {
			t.Errorf("%d of %d rows known", p.Known, p.Rows)
		}
		groups := map[string]int{}
		for _, a := range p.Answers {
			if len(a.Comments) == 0 {
				groups[a.Group]++
			}
		}
		for g, n := range groups {
			if n > 1 {
				t.Errorf("%d answers to the whole of %s", n, g)
			}
		}
		again, err := New(after(c, p), []*Filled{file})
		if err != nil {
			t.Fatal(err)
		}
		for _, ch := range again.Changes {
			if ch.Kind == Given {
				t.Errorf("given again: %+v", ch)
			}
		}
	})
}
