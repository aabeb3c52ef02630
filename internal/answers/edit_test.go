package answers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thao/internal/collation"
)

// edit is one thing people do to a matrix before they send it back.
type edit struct {
	name    string
	do      func(t *testing.T, c *collation.Collation, f *table)
	answers map[int][]string // by ordinal, as brief says them
	kinds   []Kind           // besides Given
	rows    []int            // of the change that is not Given, where there is one
}

var edits = []edit{
	{
		name: "filled in",
		do: func(t *testing.T, _ *collation.Collation, f *table) {
			for i, text := range []string{"Tiếp thu.", "Không tiếp thu vì đã có tại Điều 3.", "Giải trình: nội dung này đã rõ.", "Xin giữ như dự thảo.", "Tiếp thu, đã bổ sung.\nXem khoản 2.", "Ghi nhận"} {
				f.answer(t, i+1, text)
			}
		},
		answers: map[int][]string{1: {"accepted|"}, 2: {"not|vì đã có tại Điều 3."}, 3: {"not|Giải trình: nội dung này đã rõ."},
			4: {"not|Xin giữ như dự thảo."}, 5: {"accepted|đã bổ sung.\nXem khoản 2."}, 6: {"noted|"}},
	},
	{
		name: "deleted",
		do: func(t *testing.T, _ *collation.Collation, f *table) {
			f.answer(t, 12, "Tiếp thu")
			f.remove(t, 20)
			f.remove(t, 22)
		},
		answers: map[int][]string{12: {"accepted|"}}, kinds: []Kind{Missing}, rows: []int{20, 22},
	},
	{
		name: "added by hand",
		do: func(t *testing.T, _ *collation.Collation, f *table) {
			f.answer(t, 7, "Tiếp thu")
			f.insert(t, 7, "7a", "", "Bộ Y", "Ý kiến phát biểu tại hội nghị về kinh phí bảo đảm cho đề án, không có trong văn bản nào.", "Tiếp thu")
		},
		answers: map[int][]string{7: {"accepted|"}, 8: nil}, kinds: []Kind{Unknown},
	},
	{
		name: "comment edited",
		do: func(t *testing.T, _ *collation.Collation, f *table) {
			f.set(t, 9, colContent, f.get(t, 9, colContent)+" (đã rút gọn)")
			f.answer(t, 9, "Tiếp thu một phần: đã sửa.")
		},
		answers: map[int][]string{9: {"partly|đã sửa."}}, kinds: []Kind{Edited}, rows: []int{9},
	},
	{
		name: "comment rewritten, bodies and place kept",
		do: func(t *testing.T, _ *collation.Collation, f *table) {
			f.set(t, 9, colContent, "Tóm tắt: xin xem văn bản gốc.")
			f.answer(t, 9, "Tiếp thu")
		},
		answers: map[int][]string{9: {"accepted|"}}, kinds: []Kind{Edited}, rows: []int{9},
	},
	{
		name: "an answer no one can classify",
		do: func(t *testing.T, _ *collation.Collation, f *table) {
			f.answer(t, 3, "Đã chuyển Vụ B xem lại.")
		},
		answers: map[int][]string{3: {"|Đã chuyển Vụ B xem lại."}}, kinds: []Kind{NoVerdict}, rows: []int{3},
	},
	{
		name: "an exception for a body of the row",
		do: func(t *testing.T, c *collation.Collation, f *table) {
			n, names := several(t, c, 3)
			f.answer(t, n, "Tiếp thu, đã sửa. Riêng ý kiến của "+names[2]+": không tiếp thu vì trùng Điều 4.")
		},
	},
	{
		name: "an exception for a body that is not in the row",
		do: func(t *testing.T, _ *collation.Collation, f *table) {
			f.answer(t, 1, "Tiếp thu. Riêng ý kiến của Bộ Không Có Thật: không tiếp thu.")
		},
		answers: map[int][]string{1: {"partly|Tiếp thu. Riêng ý kiến của Bộ Không Có Thật: không tiếp thu."}}, kinds: []Kind{UnknownBody}, rows: []int{1},
	},
}

func TestEdits(t *testing.T) {
	for _, ext := range []string{"xlsx", "docx"} {
		for _, e := range edits {
			t.Run(ext+"/"+e.name, func(t *testing.T) {
				c := sample(t)
				f := open(t, c, ext)
				e.do(t, c, f)
				p := planned(t, c, f.file(t, "vu-1"))
				for ordinal, want := range e.answers {
					if got := answersTo(c, p.Answers, ordinal); !slices.Equal(got, want) {
						t.Errorf("row %d: %q, want %q", ordinal, got, want)
					}
				}
				var others []Kind
				for _, ch := range p.Changes {
					if ch.Kind == Given {
						continue
					}
					others = append(others, ch.Kind)
					if e.rows != nil && !slices.Equal(ch.Rows, e.rows) {
						t.Errorf("%s tells of rows %v, want %v", ch.Kind, ch.Rows, e.rows)
					}
				}
				if !slices.Equal(others, e.kinds) {
					t.Errorf("changes %v, want %v: %+v", others, e.kinds, p.Changes)
				}
			})
		}
	}
}

func TestExceptionIsForItsBodiesComments(t *testing.T) {
	for _, ext := range []string{"xlsx", "docx"} {
		c := sample(t)
		f := open(t, c, ext)
		n, names := several(t, c, 3)
		f.answer(t, n, "Tiếp thu, đã sửa. Riêng ý kiến của "+names[1]+" và "+names[2]+": không tiếp thu vì trùng Điều 4.")
		p := planned(t, c, f.file(t, "vu-1"))
		want := []string{"accepted|đã sửa.", "not|vì trùng Điều 4.|" + names[1] + "," + names[2]}
		if got := answersTo(c, p.Answers, n); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", ext, got, want)
		}
	}
}

func TestRowsInAnotherOrder(t *testing.T) {
	c := sample(t)
	f := open(t, c, "docx")
	f.answer(t, 30, "Tiếp thu")
	at := f.at(t, 30)
	row := f.rows[at]
	f.rows = slices.Insert(slices.Delete(f.rows, at, at+1), 3, row)
	p := planned(t, c, f.file(t, "vu-1"))
	if got := answersTo(c, p.Answers, 30); !slices.Equal(got, []string{"accepted|"}) {
		t.Errorf("answers %q", got)
	}
	moved := slices.IndexFunc(p.Changes, func(c Change) bool { return c.Kind == Moved })
	if moved < 0 || !slices.Equal(p.Changes[moved].Rows, []int{30}) {
		t.Errorf("changes %+v", p.Changes)
	}
}

// A row divided among its bodies, each part answered: the answers are for the
// comments of the bodies named.
func TestRowSplitByBodies(t *testing.T) {
	for _, ext := range []string{"xlsx", "docx"} {
		c := sample(t)
		f := open(t, c, ext)
		n, names := several(t, c, 2)
		content := f.get(t, n, colContent)
		f.set(t, n, colBodies, strings.Join(names[1:], "; "))
		f.answer(t, n, "Tiếp thu")
		f.insert(t, n, "", "", names[0], content, "Không tiếp thu, đã có quy định.")
		p := planned(t, c, f.file(t, "vu-1"))
		got := answersTo(c, p.Answers, n)
		slices.Sort(got)
		want := []string{"accepted||" + strings.Join(names[1:], ","), "not|đã có quy định.|" + names[0]}
		if !slices.Equal(got, want) || !slices.Contains(kinds(p), Split) {
			t.Errorf("%s: %q, want %q; %v", ext, got, want, kinds(p))
		}
	}
}

// long is the ordinal of a row of one body with some words in it.
func long(t *testing.T, c *collation.Collation, words int, not ...int) int {
	t.Helper()
	for _, e := range newModel(c).rows {
		if len(e.named) == 1 && len(e.grams) > 2*words && len(newModel(c).byContent[e.content]) == 1 && !slices.Contains(not, e.ordinal) {
			return e.ordinal
		}
	}
	t.Fatal("no such row")
	return 0
}

// A comment divided into its demands, each answered: one answer, in order.
func TestRowSplitByWords(t *testing.T) {
	for _, ext := range []string{"xlsx", "docx"} {
		c := sample(t)
		f := open(t, c, ext)
		n := long(t, c, 30)
		content, bodies := f.get(t, n, colContent), f.get(t, n, colBodies)
		words := strings.Fields(content)
		f.set(t, n, colContent, strings.Join(words[:len(words)/2], " "))
		f.answer(t, n, "Tiếp thu ý thứ nhất.")
		f.insert(t, n, "", "", bodies, strings.Join(words[len(words)/2:], " "), "Không tiếp thu ý thứ hai.")
		p := planned(t, c, f.file(t, "vu-1"))
		want := []string{"partly|Tiếp thu ý thứ nhất.\nKhông tiếp thu ý thứ hai."}
		if got := answersTo(c, p.Answers, n); !slices.Equal(got, want) || !slices.Contains(kinds(p), Split) {
			t.Errorf("%s: row %d: %q, want %q; %+v", ext, n, got, want, p.Changes)
		}
	}
}

// Two rows made one by hand: the answer is for both.
func TestRowsMerged(t *testing.T) {
	for _, ext := range []string{"xlsx", "docx"} {
		c := sample(t)
		f := open(t, c, ext)
		a := long(t, c, 12)
		b := long(t, c, 12, a)
		f.set(t, a, colContent, f.get(t, a, colContent)+"\n"+f.get(t, b, colContent))
		f.answer(t, a, "Tiếp thu cả hai ý kiến.")
		f.remove(t, b)
		p := planned(t, c, f.file(t, "vu-1"))
		for _, n := range []int{a, b} {
			if got := answersTo(c, p.Answers, n); !slices.Equal(got, []string{"accepted|Tiếp thu cả hai ý kiến."}) {
				t.Errorf("%s: row %d: %q; %+v", ext, n, got, p.Changes)
			}
		}
		if !slices.Contains(kinds(p), Merged) {
			t.Errorf("%s: %v", ext, kinds(p))
		}
	}
}

// Cells merged in Word keep both bookmarks: the answer is for both.
func TestCellsMergedInWord(t *testing.T) {
	c := sample(t)
	f := open(t, c, "docx")
	second := cellsOf(f.rows[f.at(t, 5)])
	first := cellsOf(f.rows[f.at(t, 4)])
	text := f.get(t, 4, colContent) + "\n" + f.get(t, 5, colContent)
	i := f.at(t, 4)
	both := strings.Replace(first[colOrdinal], "</w:tc>", strings.TrimPrefix(second[colOrdinal], "<w:tc>"+cellProperties(second[colOrdinal])), 1)
	f.rows[i] = strings.Replace(f.rows[i], first[colOrdinal], both, 1)
	f.set(t, 4, colContent, text)
	f.answer(t, 4, "Tiếp thu")
	f.rows = slices.DeleteFunc(f.rows, func(row string) bool { return row != f.rows[i] && strings.Contains(row, second[colOrdinal]) })
	p := planned(t, c, f.file(t, "vu-1"))
	for _, n := range []int{4, 5} {
		if got := answersTo(c, p.Answers, n); !slices.Equal(got, []string{"accepted|"}) {
			t.Errorf("row %d: %q; %+v", n, got, p.Changes)
		}
	}
}

// Columns in another order and under other names.
func TestColumnsMovedAndRenamed(t *testing.T) {
	for _, title := range []string{"Ý kiến của cơ quan chủ trì soạn thảo", "Hướng xử lý", "Vụ C"} {
		c := sample(t)
		f := open(t, c, "xlsx")
		for i := range 10 {
			f.answer(t, i+1, "Không tiếp thu vì lý do "+fmt.Sprint(i+1))
		}
		rows, err := f.book.GetRows(f.sheet())
		if err != nil {
			t.Fatal(err)
		}
		sheet := "Sao chép"
		if _, err := f.book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		order := []int{colIDs, colAnswer, colOrdinal, colContent, colPlace, colBodies}
		at := 1
		for _, r := range rows {
			if len(r) < 5 || r[3] == "" || r[2] == "" {
				continue // letterhead and sections
			}
			r = append(r, "")
			if r[0] == "STT" {
				r[colAnswer], r[colContent], r[colBodies] = title, "Ý kiến", "Đơn vị"
			}
			for to, from := range order {
				if err := f.book.SetCellStr(sheet, name(t, to, at), r[from]); err != nil {
					t.Fatal(err)
				}
			}
			at++
		}
		if err := f.book.DeleteSheet(f.sheet()); err != nil {
			t.Fatal(err)
		}
		p := planned(t, c, f.file(t, "vu-1"))
		for i := range 10 {
			if got := answersTo(c, p.Answers, i+1); !slices.Equal(got, []string{"not|vì lý do " + fmt.Sprint(i+1)}) {
				t.Errorf("%s: row %d: %q", title, i+1, got)
			}
		}
	}
}

// Sorted by a person who did not see the hidden column: every id now stands at
// another row's words.
func TestSortedWithoutTheHiddenColumn(t *testing.T) {
	c := sample(t)
	f := open(t, c, "xlsx")
	a, b := long(t, c, 12), long(t, c, 12, long(t, c, 12))
	idA, idB := f.get(t, a, colIDs), f.get(t, b, colIDs)
	rowA, rowB := f.at(t, a), f.at(t, b)
	f.answer(t, a, "Tiếp thu")
	if err := f.book.SetCellStr(f.sheet(), name(t, colIDs, rowA), idB); err != nil {
		t.Fatal(err)
	}
	if err := f.book.SetCellStr(f.sheet(), name(t, colIDs, rowB), idA); err != nil {
		t.Fatal(err)
	}
	p := planned(t, c, f.file(t, "vu-1"))
	if got := answersTo(c, p.Answers, a); !slices.Equal(got, []string{"accepted|"}) {
		t.Errorf("row %d: %q", a, got)
	}
	if got := answersTo(c, p.Answers, b); got != nil {
		t.Errorf("row %d has the answer of row %d: %q", b, a, got)
	}
	if n := strings.Count(fmt.Sprint(kinds(p)), string(Misplace)); n != 2 {
		t.Errorf("%d rows told as misplaced, want 2: %v", n, kinds(p))
	}
}

// Without any hidden mark every row is known by its words, and it is said so.
func TestIDsGone(t *testing.T) {
	for _, ext := range []string{"xlsx", "docx"} {
		c := sample(t)
		f := open(t, c, ext)
		count := len(newModel(c).rows)
		for i := range count {
			f.answer(t, i+1, fmt.Sprintf("Tiếp thu; xem mục %d.", i+1))
		}
		if ext == "xlsx" {
			if err := f.book.RemoveCol(f.sheet(), "F"); err != nil {
				t.Fatal(err)
			}
			if err := f.book.DeleteSheet("_thao"); err != nil {
				t.Fatal(err)
			}
		} else {
			f.head, f.tail = withoutBookmarks(f.head), withoutBookmarks(f.tail)
			for i := range f.rows {
				f.rows[i] = withoutBookmarks(f.rows[i])
			}
		}
		got := f.file(t, "vu-1")
		if got.Draft != "" {
			t.Fatalf("draft %q", got.Draft)
		}
		p := planned(t, c, got)
		if p.Changes[0].Kind != Unmarked {
			t.Errorf("%s: not told that the ids are gone: %+v", ext, p.Changes[0])
		}
		for i := range count {
			if got := answersTo(c, p.Answers, i+1); !slices.Equal(got, []string{fmt.Sprintf("accepted|xem mục %d.", i+1)}) {
				t.Errorf("%s: row %d: %q", ext, i+1, got)
			}
		}
	}
}
