package answers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/collation"
	"thao/internal/outline"
)

// One cell of answers merged over several rows answers each of them.
func TestOneAnswerOverSeveralRows(t *testing.T) {
	c := sample(t)
	f := open(t, c, "xlsx")
	f.answer(t, 2, "Tiếp thu, sẽ sửa chung.")
	if err := f.book.MergeCell(f.sheet(), name(t, colAnswer, f.at(t, 2)), name(t, colAnswer, f.at(t, 4))); err != nil {
		t.Fatal(err)
	}
	p := planned(t, c, f.file(t, "vu-1"))
	for n, want := range map[int][]string{1: nil, 2: {"accepted|sẽ sửa chung."}, 3: {"accepted|sẽ sửa chung."}, 4: {"accepted|sẽ sửa chung."}, 5: nil} {
		if got := answersTo(c, p.Answers, n); !slices.Equal(got, want) {
			t.Errorf("row %d: %q, want %q", n, got, want)
		}
	}
}

// Excel copies the hidden id with a row: the copies are told apart by the
// bodies they name.
func TestRowCopiedInExcel(t *testing.T) {
	c := sample(t)
	f := open(t, c, "xlsx")
	n, names := several(t, c, 2)
	at := f.at(t, n)
	if err := f.book.DuplicateRow(f.sheet(), at); err != nil {
		t.Fatal(err)
	}
	for i, row := range []struct{ bodies, answer string }{{names[0], "Tiếp thu"}, {strings.Join(names[1:], ", "), "Ghi nhận"}} {
		for col, text := range map[int]string{colBodies: row.bodies, colAnswer: row.answer} {
			if err := f.book.SetCellStr(f.sheet(), name(t, col, at+i), text); err != nil {
				t.Fatal(err)
			}
		}
	}
	p := planned(t, c, f.file(t, "vu-1"))
	want := []string{"accepted||" + names[0], "noted||" + strings.Join(names[1:], ",")}
	if got := answersTo(c, p.Answers, n); !slices.Equal(got, want) {
		t.Errorf("%q, want %q; %+v", got, want, p.Changes)
	}
}

// An answer too long for one row of the sheet goes on in others, and is one.
func TestAnswerOverRowsOfTheSheet(t *testing.T) {
	c := sample(t)
	reason := strings.TrimSpace(strings.Repeat("Nội dung này đã được quy định cụ thể tại nhiều điều của dự thảo, nên giữ như cũ. ", 60))
	g := newModel(c).rows[5]
	c.Answers = []collation.Answer{{Group: g.group, Comments: []string{}, Verdict: "not", Reason: reason + "\n" + reason}}
	f := open(t, c, "xlsx")
	if p := planned(t, c, f.file(t, "vu-1")); len(p.Changes) != 0 {
		t.Errorf("%+v", p.Changes)
	}
	f.answer(t, 6, "Tiếp thu")
	p := planned(t, c, f.file(t, "vu-1"))
	if got := answersTo(c, p.Answers, 6); len(got) != 1 || !strings.Contains(got[0], "Tiếp thu") || !slices.Equal(kinds(p), []Kind{Revised}) {
		t.Errorf("%q; %v", got, kinds(p))
	}
}

// The English forms are read as the Vietnamese ones.
func TestGenericProfile(t *testing.T) {
	c := little()
	c.Profile, c.Answers = "generic", nil
	for _, ext := range []string{"xlsx", "docx"} {
		f := open(t, c, ext)
		f.answer(t, 1, "Accepted.")
		f.answer(t, 2, "Partly accepted: see clause 3.")
		f.answer(t, 3, "Not accepted because it is there. As to the comment of Bộ B: noted.")
		p := planned(t, c, f.file(t, "a"))
		for n, want := range map[int][]string{1: {"accepted|"}, 2: {"partly|see clause 3."}, 3: {"not|because it is there.", "noted||Bộ B"}} {
			if got := answersTo(c, p.Answers, n); !slices.Equal(got, want) {
				t.Errorf("%s: row %d: %q, want %q", ext, n, got, want)
			}
		}
		again := planned(t, after(c, p), open(t, after(c, p), ext).file(t, "a"))
		if len(again.Changes) != 0 {
			t.Errorf("%s: %+v", ext, again.Changes)
		}
	}
}

// texts of cells that rapid draws from.
var cells = []string{"", "", "Tiếp thu", "Tiếp thu.", "Không tiếp thu vì trùng", "Ghi nhận", "Riêng ý kiến của Bộ B: ghi nhận", "Tiếp thu. Riêng ý kiến của Bộ A: không tiếp thu"}

// drawnFile is a copy of the matrix of c with drawn answers, and sometimes
// without its ids.
func drawnFile(t *rapid.T, c *collation.Collation, label string) *Filled {
	d := newModel(c)
	lines := []line{{number: 1, cells: []cell{{text: "STT"}, {text: "Chủ thể góp ý"}, {text: "Nội dung góp ý"}, {text: "Tiếp thu, giải trình"}}}}
	ids := rapid.Bool().Draw(t, label+" ids")
	for i, e := range d.rows {
		if rapid.IntRange(0, 5).Draw(t, label+" gone") == 0 {
			continue
		}
		l := line{number: i + 2, cells: []cell{{text: fmt.Sprint(e.ordinal)}, {text: e.bodies}, {text: e.content}, {text: rapid.SampledFrom(cells).Draw(t, label)}}}
		if ids {
			l.cells = append(l.cells, cell{text: e.group + " " + strings.Join(e.comments, " ")})
		}
		lines = append(lines, l)
	}
	return &Filled{Name: label + ".xlsx", grids: []grid{{lines: lines}}}
}

// In whatever order the copies are given, the same answers stand in the end;
// and reading them all again changes nothing more.
func TestTheOrderOfFilesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := little()
		files := []*Filled{drawnFile(t, c, "a"), drawnFile(t, c, "b"), drawnFile(t, c, "c")}
		first, err := New(c, files)
		if err != nil {
			t.Skip("refused: too little in it")
		}
		slices.Reverse(files)
		second, err := New(c, files)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := said2(first.Answers), said2(second.Answers); !slices.Equal(a, b) {
			t.Fatalf("%q, in the other order %q", a, b)
		}
		if first.Lost() != second.Lost() {
			t.Fatal("a contradiction in one order only")
		}
		again, err := New(after(c, first), files)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := said2(first.Answers), said2(again.Answers); !slices.Equal(a, b) {
			t.Fatalf("%q, read again %q", a, b)
		}
	})
}

// said2 is what answers say, without whose they are.
func said2(answers []collation.Answer) (out []string) {
	for _, a := range answers {
		for _, slot := range append([]string{}, a.Comments...) {
			out = append(out, a.Group+slot+a.Verdict+a.Reason)
		}
		if len(a.Comments) == 0 {
			out = append(out, a.Group+a.Verdict+a.Reason)
		}
	}
	slices.Sort(out)
	return out
}

// An answer that stands is never lost but where somebody who saw it revised it.
func TestNoAnswerIsOverwritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := little()
		p, err := New(c, []*Filled{drawnFile(t, c, "a"), drawnFile(t, c, "b")})
		if err != nil {
			t.Skip("refused")
		}
		if !slices.Contains(said2(p.Answers), "g-2acceptedđã bỏ") {
			t.Fatalf("%+v", p.Answers)
		}
	})
}

// many is a collation of n rows in a draft of n/10 articles.
func many(n int) *collation.Collation {
	c := &collation.Collation{Format: collation.Format, Profile: "vn-state", Draft: collation.Draft{File: "d.docx"}}
	for i := range max(1, n/10) {
		c.Draft.Nodes = append(c.Draft.Nodes, &outline.Node{ID: fmt.Sprintf("article_%d", i+1), Kind: outline.Article, Label: fmt.Sprintf("Điều %d.", i+1), Text: "Nội dung.", Children: []*outline.Node{}})
	}
	for i := range n {
		id := fmt.Sprintf("c-%d", i)
		node := c.Draft.Nodes[i*len(c.Draft.Nodes)/n].ID
		c.Comments = append(c.Comments, collation.Comment{ID: id, Body: fmt.Sprintf("Tỉnh ủy %d", i%63), State: collation.Placed, Node: node, Start: -1, End: -1,
			Text: fmt.Sprintf("Đề nghị bổ sung quy định về thời hạn thực hiện nhiệm vụ số %d, bảo đảm thống nhất với các quy định hiện hành và phù hợp với thực tiễn của địa phương.", i)})
		c.Groups = append(c.Groups, collation.Group{ID: fmt.Sprintf("g-%d", i), Node: node, Comments: []string{id}})
	}
	return c
}

// BenchmarkNew compares a matrix of 5,000 rows with its collation, with its ids
// and without.
func BenchmarkNew(b *testing.B) {
	c := many(5000)
	d := newModel(c)
	for _, ids := range []bool{true, false} {
		g := grid{lines: []line{{number: 1, cells: []cell{{text: "STT"}, {text: "Chủ thể góp ý"}, {text: "Nội dung góp ý"}, {text: "Tiếp thu, giải trình"}}}}}
		for i, e := range d.rows {
			content := e.content
			if i%10 == 0 {
				content += " da sua"
			}
			l := line{number: i + 2, cells: []cell{{text: fmt.Sprint(e.ordinal)}, {text: e.bodies}, {text: content}, {text: "Tiếp thu, đã sửa."}}}
			if ids {
				l.cells = append(l.cells, cell{text: e.group + " " + strings.Join(e.comments, " ")})
			}
			g.lines = append(g.lines, l)
		}
		b.Run(fmt.Sprintf("ids=%t", ids), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := New(c, []*Filled{{Name: "a.xlsx", grids: []grid{g}}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
