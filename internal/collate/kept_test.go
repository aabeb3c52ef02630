package collate

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/prose"
	"thao/internal/sheet"
)

// sheetOf makes a workbook of lines; columns are parted by "|", "^" is merged
// with the cell above.
func sheetOf(lines ...string) *sheet.Book {
	var rows [][]sheet.Cell
	for r, line := range lines {
		var row []sheet.Cell
		for c, text := range strings.Split(line, "|") {
			cell := sheet.Cell{Text: strings.TrimSpace(text), RowSpan: 1, ColSpan: 1}
			if cell.Text == "^" {
				cell.Text, cell.Merged = rows[r-1][c].Text, true
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return &sheet.Book{Sheets: []sheet.Sheet{{Name: "Góp ý", Rows: rows}}}
}

// Every word of a row is in its comment or in a passage, whatever column.
func TestRowsLoseNothing(t *testing.T) {
	r := read(testDraft(t))
	r.readBook(sheetOf(
		"STT | Đơn vị | Trang | Mục | Nội dung dự thảo | Nội dung góp ý | Loại | Ghi chú",
		"1 | Sở X | 3 | | câu không có trong dự thảo | Đề nghị sửa | kỹ thuật | ",
		"2 | Sở Y | | | | Nhất trí | | Đề nghị bổ sung lộ trình",
		"3 | Sở Z | 7 | | | | |",
		"4 | Sở V | | II.1 | | Nhất trí | |"))
	said := map[string]bool{}
	for _, f := range r.found {
		said[f.Text+"|"+f.Quote+"|"+f.Where+"|"+f.Author] = true
	}
	all := ""
	for s := range said {
		all += s + "\n"
	}
	for _, p := range r.passages {
		all += p.Text + "\n"
	}
	for _, want := range []string{"câu không có trong dự thảo", "kỹ thuật", "Đề nghị bổ sung lộ trình", "Sở Z", "7", "Sở V"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is nowhere in\n%s", want, all)
		}
	}
	if len(r.found) != 2 {
		t.Errorf("%d comments, want those of Sở X and Sở Y", len(r.found))
	}
}

func TestOneCommentForTwoBodies(t *testing.T) {
	r := read(testDraft(t))
	r.readBook(sheetOf("Đơn vị | Nội dung góp ý", "Sở X | Đề nghị rà soát lại", "Sở Y | ^"))
	if len(r.found) != 2 || r.found[1].Author != "Sở Y" || r.found[1].Text != "Đề nghị rà soát lại" {
		t.Errorf("found %+v", r.found)
	}
}

// A section row that fits several places decides nothing.
func TestDoubtfulSection(t *testing.T) {
	d := testDraft(t)
	r := read(d)
	r.readBook(sheetOf("STT | Mục | Nội dung góp ý", " | Mục 1 | ", "1 | | Đề nghị làm rõ"))
	if len(r.found) != 1 || r.found[0].State == collation.Placed {
		t.Errorf("found %+v", r.found)
	}
}

func TestSheetWithoutHeaderKeepsRowsTogether(t *testing.T) {
	r := read(testDraft(t))
	r.readBook(sheetOf("Chỗ nào | Hiện tại | Nên là", "Phần thứ nhất | nhân tố quyết định | nhân tố hàng đầu", "Mục II | hoàn thành | cơ bản hoàn thành"))
	if len(r.found) != 2 || !strings.Contains(r.found[0].Text, "nhân tố hàng đầu") {
		t.Errorf("found %d: %+v", len(r.found), r.found)
	}
}

// Answers under a note on a cell are its thread; the row tells its place.
func TestNotesOnCells(t *testing.T) {
	book := sheetOf("STT | Mục | Nội dung góp ý", "1 | Phần thứ nhất | Đề nghị làm rõ")
	book.Notes = []sheet.Note{
		{Sheet: "Góp ý", Row: 1, Col: 2, Author: "A", Text: "Cần nêu ví dụ"},
		{Sheet: "Góp ý", Row: 1, Col: 2, Author: "B", Text: "Không đồng ý", Reply: true},
	}
	r := read(testDraft(t))
	r.readBook(book)
	if len(r.found) != 2 || len(r.found[1].Thread) != 1 || r.found[1].Node != r.found[0].Node || r.found[1].Node == "" {
		t.Errorf("found %+v", r.found)
	}
}

func TestOwnMatrixIsNoReply(t *testing.T) {
	book := sheetOf("STT | Mục | Nội dung góp ý", "1 | Phần thứ nhất | Đề nghị làm rõ")
	book.Sheets = append(book.Sheets, sheet.Sheet{Name: collation.MatrixSheet})
	r := read(testDraft(t))
	r.readBook(book)
	if !r.own || len(r.found) > 0 || len(r.problems) != 1 {
		t.Errorf("own %v, found %+v, problems %+v", r.own, r.found, r.problems)
	}
}

// A plain copy from which a paragraph is gone asks for it to go; one that ends
// early does not ask for the rest to go.
func TestParagraphTakenOut(t *testing.T) {
	d := testDraft(t)
	lines := slices.Delete(slices.Clone(sampleDraft), 4, 5)
	r := read(d)
	r.markup(lay(d, blocks(lines...)), &prose.Document{})
	if len(r.found) != 1 || !strings.Contains(r.found[0].Before, "nhiều hạn chế") || r.found[0].After != "" {
		t.Errorf("found %+v", r.found)
	}
	r = read(d)
	r.markup(lay(d, blocks(sampleDraft[:7]...)), &prose.Document{})
	if len(r.found) != 0 || len(r.passages) != 1 || r.passages[0].Kind != collation.Absent {
		t.Errorf("cut short: found %+v, passages %+v", r.found, r.passages)
	}
}

// Nothing is placed under the floor, whatever it was multiplied by.
func TestFloor(t *testing.T) {
	d := testDraft(t)
	r := read(d)
	p := r.find(clue{targets: []anchor.Match{{Node: d.tree.Nodes[0], Score: anchor.Alone}}, cited: true, quotes: []string{"những chữ không hề có trong dự thảo"}})
	r.add(collation.Comment{Text: "x"}, p)
	if c := r.found[0]; c.State != collation.Review || c.Confidence >= anchor.Floor || len(c.Candidates) == 0 {
		t.Errorf("%+v", c.Comment)
	}
}

// Two clauses of the same words are told apart by their neighbours or not at all.
func TestTwinParagraphs(t *testing.T) {
	lines := []string{
		"Điều 1. Cấp tỉnh", "1. Tuân thủ quy định của Luật này.", "2. Báo cáo Chính phủ hằng năm.",
		"Điều 2. Cấp xã", "1. Tuân thủ quy định của Luật này.", "2. Báo cáo cấp tỉnh hằng quý.",
	}
	d := NewDraft("d", blocks(lines...))
	alone := blocks("Trích dự thảo", "1. Tuân thủ quy định của Luật này.")
	if p := lay(d, alone).place(rangeOf(t, alone, "Tuân thủ"), "Tuân thủ"); p.sure {
		t.Errorf("a twin was taken: %s", p.node.ID)
	}
	whole := blocks(lines[3:]...)
	if p := lay(d, whole).place(rangeOf(t, whole, "Tuân thủ"), "Tuân thủ"); !p.sure || !strings.Contains(p.node.ID, "article_2") {
		t.Errorf("sure %v at %v", p.sure, p.node)
	}
}

// The draft, earlier results and lists of bodies are no replies; one file named
// alone makes nobody silent.
func TestWhatIsNoReply(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	draft := write("du-thao.md", strings.Join(sampleDraft, "\n\n"))
	one := write("so-a.txt", "Đề nghị rà soát lỗi chính tả.")
	write("so-b.txt", "Nhất trí với dự thảo.")
	write("out/matrix.html", "<p>Đề nghị bỏ Mục II.</p>")
	write("bodies.csv", "file,body\nso-a.txt,Sở A\nso-b.txt,Sở B\n,Sở C\n")
	c, err := Run(context.Background(), draft, dir, Options{Skip: []string{filepath.Join(dir, "out")}})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Replies) != 2 || !slices.Equal(c.Silent, []string{"Sở C"}) {
		t.Errorf("replies %+v, silent %v", c.Replies, c.Silent)
	}
	c, err = Run(context.Background(), draft, one, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Replies) != 1 || len(c.Silent) != 0 || len(c.Problems) != 0 {
		t.Errorf("one file: replies %+v, silent %v, problems %v", c.Replies, c.Silent, c.Problems)
	}
}

// When the time for a file is over it is unreadable, and says why.
func TestFileOverTime(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(file, []byte("Đề nghị bỏ Mục II."), 0o600); err != nil {
		t.Fatal(err)
	}
	opt := Options{Timeout: 1, Lang: locale.English}
	opt.fill()
	r := readReply(context.Background(), testDraft(t), nil, dir, "a.txt", opt)
	if r.reply.Status != collation.Unreadable || len(r.problems) != 1 || r.problems[0].Code != "timeout" {
		t.Errorf("%+v %+v", r.reply, r.problems)
	}
}

// Offsets are between characters, however the copy writes its tone marks.
func TestOffsetsBetweenCharacters(t *testing.T) {
	d := NewDraft("d", blocks("Môi trường hòa bình, ổn định và phát triển.", "Đoạn thứ hai của dự thảo này."))
	base := blocks("Môi trường hoà bình, ổn định và phát triển.", "Đoạn thứ hai của dự thảo này.")
	o := lay(d, base)
	text := base[0].Text
	for i := range text {
		if n := o.mapOffset(0, i, false); !strings.HasPrefix(strings.ToValidUTF8(o.d.units[0].text[n:], "\x00"), o.d.units[0].text[n:]) {
			t.Errorf("offset %d became %d, inside a character", i, n)
		}
	}
}
