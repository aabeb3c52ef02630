package answers

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thao/internal/archive"
	"thao/internal/corpus"
	"thao/internal/ooxml"
	"thao/internal/prose"
)

// Bookmarks are counted by table and row as the text is, on every Word file
// there is.
func TestBookmarksAreCountedAsTheText(t *testing.T) {
	files, tables := 0, 0
	err := filepath.WalkDir(corpus.Path(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".docx" || strings.Contains(path, "hostile") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, err := ooxml.Read(context.Background(), data)
		if err != nil {
			return nil // refused as a whole
		}
		marks, err := bookmarksIn(data)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		files++
		rows := rowsByTable(doc.Blocks(ooxml.Accepted))
		tables += len(rows)
		for number, n := range rows {
			if number > len(marks.tables) {
				t.Errorf("%s: table %d is not counted", path, number)
			} else if got := len(marks.tables[number-1]); got != n {
				t.Errorf("%s: table %d has %d rows, counted %d", path, number, n, got)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 || tables < 50 {
		t.Errorf("only %d files with %d tables were looked at", files, tables)
	}
}

func bookmarksIn(data []byte) (*bookmarks, error) {
	a, err := archive.Open(data)
	if err != nil {
		return nil, err
	}
	main, _, err := a.MainPart()
	if err != nil {
		return nil, err
	}
	return readBookmarks(a, main)
}

// rowsByTable counts the rows of the tables in the body.
func rowsByTable(blocks []prose.Block) map[int]int {
	out := map[int]int{}
	for _, b := range blocks {
		if b.Cell != nil && b.Kind == prose.Cell {
			out[b.Cell.Table] = max(out[b.Cell.Table], b.Cell.Row+b.Cell.RowSpan)
		}
	}
	return out
}

const tracked = ` w:id="900" w:author="Người rà soát" w:date="2018-04-10T08:00:00Z"`

// Officials fill the matrix in with tracking on: what counts is how it reads
// when all of it is accepted.
func TestFilledInWithTracking(t *testing.T) {
	c := sample(t)
	f := open(t, c, "docx")
	i := f.at(t, 5)
	cell := cellsOf(f.rows[i])[colAnswer]
	f.rows[i] = strings.Replace(f.rows[i], cell, "<w:tc>"+cellProperties(cell)+`<w:p><w:del`+tracked+`><w:r><w:delText>Không tiếp thu</w:delText></w:r></w:del><w:ins`+tracked+`><w:r><w:t>Tiếp thu</w:t></w:r></w:ins></w:p></w:tc>`, 1)
	gone := f.at(t, 8)
	f.rows[gone] = strings.Replace(f.rows[gone], "<w:tr>", "<w:tr>", 1)
	if at := strings.Index(f.rows[gone], "<w:trPr>"); at >= 0 {
		f.rows[gone] = f.rows[gone][:at+len("<w:trPr>")] + `<w:del` + tracked + `/>` + f.rows[gone][at+len("<w:trPr>"):]
	} else {
		f.rows[gone] = strings.Replace(f.rows[gone], "<w:tr>", "<w:tr><w:trPr><w:del"+tracked+"/></w:trPr>", 1)
	}
	f.answer(t, 9, "Ghi nhận")
	p := planned(t, c, f.file(t, "vu-1"))
	for n, want := range map[int][]string{5: {"accepted|"}, 8: nil, 9: {"noted|"}} {
		if got := answersTo(c, p.Answers, n); !slices.Equal(got, want) {
			t.Errorf("row %d: %q, want %q", n, got, want)
		}
	}
	if i := slices.IndexFunc(p.Changes, func(c Change) bool { return c.Kind == Missing }); i < 0 || !slices.Equal(p.Changes[i].Rows, []int{8}) {
		t.Errorf("%+v", p.Changes)
	}
}

// A table in a cell of answers is words of the cell.
func TestTableInAnAnswer(t *testing.T) {
	c := sample(t)
	f := open(t, c, "docx")
	i := f.at(t, 6)
	cell := cellsOf(f.rows[i])[colAnswer]
	inner := `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Điều 4</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>đã sửa</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`
	f.rows[i] = strings.Replace(f.rows[i], cell, "<w:tc>"+cellProperties(cell)+paragraphs("Tiếp thu:")+inner+paragraphs("như trên")+"</w:tc>", 1)
	f.answer(t, 7, "Ghi nhận")
	p := planned(t, c, f.file(t, "vu-1"))
	for n, want := range map[int][]string{6: {"accepted|Điều 4\nđã sửa\nnhư trên"}, 7: {"noted|"}} {
		if got := answersTo(c, p.Answers, n); !slices.Equal(got, want) {
			t.Errorf("row %d: %q, want %q", n, got, want)
		}
	}
}

func TestWhoSavedTheFile(t *testing.T) {
	c := sample(t)
	f := open(t, c, "docx")
	data := f.bytes(t)
	core := string(part(t, data, "docProps/core.xml"))
	if strings.Contains(core, "lastModifiedBy") {
		t.Fatal("a matrix as it is written says that somebody saved it")
	}
	core = strings.Replace(core, "</cp:coreProperties>", "<cp:lastModifiedBy>Chuyên viên  Vụ B</cp:lastModifiedBy></cp:coreProperties>", 1)
	got, err := Read(t.Context(), "a.docx", withPart(t, data, "docProps/core.xml", core))
	if err != nil || got.By != "Chuyên viên Vụ B" {
		t.Errorf("%q, %v", got.By, err)
	}
}
