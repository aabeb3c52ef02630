package answers

import (
	"slices"
	"testing"

	"thao/internal/collation"
)

// withNext is the samples with an answer and a next version in which every
// comment stands.
func withNext(t *testing.T) *collation.Collation {
	t.Helper()
	c := sample(t)
	c.Answers = []collation.Answer{{Group: newModel(c).rows[0].group, Comments: []string{}, Verdict: "accepted", Reason: "Đã sửa."}}
	c.Next = &collation.Next{File: "du-thao-2.docx"}
	for i, k := range c.Comments {
		s := collation.Standing{Comment: k.ID, State: k.State, Place: collation.PlaceSure, Path: k.Path}
		if i%2 == 0 { // words that read as an answer would
			s.Changed, s.Wording = true, "Tiếp thu ý kiến của nhân dân qua hộp thư điện tử."
		}
		c.Next.Comments = append(c.Next.Comments, s)
	}
	return c
}

// The column of the next version is no answer: a matrix that has it, and was
// not touched, says nothing new, also when its titles were changed or taken
// out. An answer beside it is read.
func TestColumnOfTheNextVersion(t *testing.T) {
	for _, ext := range []string{"xlsx", "docx"} {
		c := withNext(t)
		f := open(t, c, ext)
		if p := planned(t, c, f.file(t, "vu-1")); len(p.Changes) > 0 || p.Known != len(newModel(c).rows) {
			t.Errorf("%s: %d of %d rows known, changes %+v", ext, p.Known, len(newModel(c).rows), p.Changes)
		}
		f.answer(t, 5, "Không tiếp thu vì đã có.")
		p := planned(t, c, f.file(t, "vu-1"))
		if got := answersTo(c, p.Answers, 5); !slices.Equal(got, []string{"not|vì đã có."}) || len(p.Changes) != 1 {
			t.Errorf("%s: %q; %+v", ext, got, p.Changes)
		}
	}
}

// Word and Excel made before the trace are read after it, and the other way.
func TestMatrixWithoutTheColumn(t *testing.T) {
	c := withNext(t)
	before := *c
	before.Next = nil
	for _, pair := range [][2]*collation.Collation{{&before, c}, {c, &before}} {
		f := open(t, pair[0], "xlsx")
		f.answer(t, 5, "Ghi nhận")
		p := planned(t, pair[1], f.file(t, "vu-1"))
		if got := answersTo(pair[1], p.Answers, 5); !slices.Equal(got, []string{"noted|"}) || len(p.Changes) != 1 {
			t.Errorf("%q; %+v", got, p.Changes)
		}
	}
}

// The title of the column in other words is still none of the answers.
func TestRenamedColumnOfTheNextVersion(t *testing.T) {
	c := withNext(t)
	for _, title := range []string{"Dự thảo sau chỉnh lý", "Bản tiếp theo", ""} {
		f := open(t, c, "xlsx")
		rows, err := f.book.GetRows(f.sheet())
		if err != nil {
			t.Fatal(err)
		}
		head := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "STT" })
		for col, text := range map[int]string{colAnswer: title, colAnswer + 1: title} {
			if col == colAnswer && title != "" {
				continue
			}
			if err := f.book.SetCellStr(f.sheet(), name(t, col, head+1), text); err != nil {
				t.Fatal(err)
			}
		}
		f.answer(t, 5, "Ghi nhận")
		p := planned(t, c, f.file(t, "vu-1"))
		if got := answersTo(c, p.Answers, 5); !slices.Equal(got, []string{"noted|"}) || len(p.Changes) != 1 {
			t.Errorf("%q: %q; %+v", title, got, p.Changes)
		}
	}
}
