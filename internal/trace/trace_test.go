package trace

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/prose"
)

func treeOf(lines ...string) *outline.Tree {
	var blocks []prose.Block
	for _, l := range lines {
		blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: l})
	}
	return outline.Build(blocks)
}

var first = []string{
	"Chương I", "QUY ĐỊNH CHUNG",
	"Điều 1. Phạm vi điều chỉnh",
	"Nghị định này quy định về quản lý biên chế trong các cơ quan nhà nước.",
	"Điều 2. Trách nhiệm của người đứng đầu",
	"1. Người đứng đầu chịu trách nhiệm trực tiếp về việc quản lý biên chế.",
	"2. Hằng năm báo cáo cơ quan có thẩm quyền về tình hình sử dụng biên chế.",
	"3. Công khai kết quả tuyển dụng tại trụ sở cơ quan trong thời hạn năm ngày.",
	"Điều 3. Hiệu lực thi hành",
	"Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2027.",
}

// second has what was promised for khoản 1, not for khoản 2; khoản 3 and Điều 3
// changed though nobody asked for Điều 3; Điều 2 became Điều 3.
var second = []string{
	"Chương I", "QUY ĐỊNH CHUNG",
	"Điều 1. Phạm vi điều chỉnh",
	"Nghị định này quy định về quản lý biên chế trong các cơ quan nhà nước.",
	"Điều 2. Giải thích từ ngữ",
	"Biên chế là số người được giao để thực hiện nhiệm vụ thường xuyên.",
	"Điều 3. Trách nhiệm của người đứng đầu",
	"1. Người đứng đầu chịu trách nhiệm trực tiếp và trách nhiệm liên đới về việc quản lý biên chế.",
	"2. Hằng năm báo cáo cơ quan có thẩm quyền về tình hình sử dụng biên chế.",
	"3. Công khai kết quả tuyển dụng tại trụ sở và trên trang thông tin điện tử trong thời hạn năm ngày.",
	"Điều 4. Hiệu lực thi hành",
	"Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2027.",
}

func sample(t *testing.T) *collation.Collation {
	t.Helper()
	tree := treeOf(first...)
	clause := func(words string) *outline.Node {
		var found *outline.Node
		tree.Walk(func(n *outline.Node) {
			if strings.Contains(n.Content(), words) {
				found = n
			}
		})
		if found == nil {
			t.Fatalf("no %q", words)
		}
		return found
	}
	comment := func(id, words, text, before, after string) collation.Comment {
		n := clause(words)
		c := collation.Comment{ID: id, Body: "Sở " + id, Source: collation.Letter, Text: text, Before: before, After: after, Node: n.ID,
			Path: outline.PathString(n, "vi"), Start: -1, End: -1, State: collation.Placed, Group: "g" + id}
		if before != "" {
			head, _, _ := strings.Cut(n.Content(), before)
			c.Start = len([]rune(head))
			c.End = c.Start + len([]rune(before))
		}
		return c
	}
	c := &collation.Collation{Format: collation.Format, Draft: collation.Draft{File: "lan-1.docx", Nodes: tree.Nodes}}
	c.Comments = []collation.Comment{
		comment("1", "chịu trách nhiệm trực tiếp", "", "trách nhiệm trực tiếp", "trách nhiệm trực tiếp và trách nhiệm liên đới"),
		comment("2", "Hằng năm", "Đề nghị quy định báo cáo sáu tháng một lần để kịp thời nắm tình hình sử dụng biên chế của cơ quan", "", ""),
		comment("3", "Công khai", "Đề nghị quy định báo cáo sáu tháng một lần để kịp thời nắm tình hình sử dụng biên chế của cơ quan", "", ""),
		comment("4", "chịu trách nhiệm trực tiếp", "", "trách nhiệm trực tiếp", "trách nhiệm"),
		{ID: "5", Body: "Sở 5", Text: "Rà soát chính tả", Start: -1, End: -1, State: collation.General, Group: "g5"},
	}
	for _, m := range c.Comments {
		c.Groups = append(c.Groups, collation.Group{ID: m.Group, Node: m.Node, Comments: []string{m.ID}})
	}
	c.Answers = []collation.Answer{
		{Group: "g1", Verdict: "accepted"}, {Group: "g2", Verdict: "accepted", Reason: "Đã chỉnh lý."},
		{Group: "g3", Verdict: "not", Reason: "Giữ như dự thảo."}, {Group: "g4", Verdict: "accepted"}, {Group: "g5", Verdict: "noted"},
	}
	return c
}

func TestTrace(t *testing.T) {
	tr := New(sample(t), treeOf(second...), "lan-2.docx", "vi")
	entry := map[string]Entry{}
	total := 0
	for _, e := range tr.Comments {
		entry[e.ID] = e
	}
	for _, n := range tr.States {
		total += n
	}
	if total != 5 || len(tr.Comments) != 5 {
		t.Errorf("states %v of %d comments", tr.States, len(tr.Comments))
	}
	if e := entry["1"]; !e.Changed || e.Taken != 1 || !strings.Contains(e.NewPath, "Điều 3 › khoản 1") {
		t.Errorf("taken over: %+v", e)
	}
	if e := entry["2"]; e.Changed || e.Taken != -1 || e.State != "kept" {
		t.Errorf("not changed: %+v", e)
	}
	if e := entry["5"]; e.State != General || e.Changed {
		t.Errorf("general: %+v", e)
	}
	if !slices.Equal(tr.Unkept, []string{"2", "4"}) { // of 4, accepted as a whole, no word was done
		t.Errorf("unkept %v", tr.Unkept)
	}
	if len(tr.Uneven) != 1 || !slices.Equal(tr.Uneven[0], []string{"2", "3"}) {
		t.Errorf("uneven %v", tr.Uneven)
	}
	if len(tr.Contradicted) != 1 || !slices.Equal(tr.Contradicted[0], []string{"1", "4"}) {
		t.Errorf("contradicted %v", tr.Contradicted)
	}
	var unasked string
	for _, u := range tr.Unasked {
		unasked += u.Path + ";"
	}
	if !strings.Contains(unasked, "Điều 4") || strings.Contains(unasked, "khoản 3") || strings.Contains(unasked, "khoản 1") {
		t.Errorf("unasked %s", unasked)
	}
}

func TestTraceOnPaper(t *testing.T) {
	tr := New(sample(t), treeOf(second...), "lan-2.docx", "vi")
	for _, lang := range locale.Langs() {
		var page, book bytes.Buffer
		if err := tr.WriteHTML(&page, lang); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`lang="` + string(lang) + `"`, "<ins>", `id="2"`, "Sở 3"} {
			if !strings.Contains(page.String(), want) {
				t.Errorf("%s page lacks %q", lang, want)
			}
		}
		if strings.Contains(page.String(), "trace.") {
			t.Errorf("%s page shows a key", lang)
		}
		if err := tr.WriteXLSX(&book, lang); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&book)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(f.GetSheetList()); got != 5 {
			t.Errorf("%d sheets", got)
		}
		f.Close()
	}
}

// A comment's words do no harm on the page.
func TestTraceHarmless(t *testing.T) {
	c := sample(t)
	c.Comments[1].Text = `<script>alert(1)</script>=cmd|' /C calc'!A0`
	var page bytes.Buffer
	if err := New(c, treeOf(second...), "lan-2.docx", "vi").WriteHTML(&page, locale.Vietnamese); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(page.String(), "<script>alert") {
		t.Error("a script went through")
	}
}

// A stretch that ends before it begins, in a record that was altered, is taken
// for the whole node.
func TestAStretchThatIsNone(t *testing.T) {
	c := sample(t)
	for i := range c.Comments {
		if m := &c.Comments[i]; m.Start >= 0 {
			m.Start, m.End = m.End, m.Start
		}
	}
	tr := New(c, treeOf(second...), "lan-2.docx", "vi")
	if e := tr.Comments[0]; e.ID != "1" || !strings.Contains(e.NewPath, "Điều 3 › khoản 1") {
		t.Errorf("%+v", e)
	}
}
