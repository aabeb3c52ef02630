package trace

import (
	"slices"
	"strings"
	"testing"

	"thao/internal/collation"
	"thao/internal/outline"
)

var before = []string{
	"Số: 12/TTr-BC, ngày 03 tháng 2 năm 2027",
	"DỰ THẢO LẦN 1",
	"Điều 1. Kiểm tra",
	"1. Hằng năm kiểm tra ít nhất 20% số đơn vị trực thuộc.",
	"2. Kết luận kiểm tra được công khai tại trụ sở cơ quan, đơn vị.",
	"3. Hồ sơ kiểm tra được lưu trữ theo quy định của pháp luật về lưu trữ.",
	"Điều 2. Trách nhiệm",
	"1. Người đứng đầu chịu trách nhiệm về kết quả kiểm tra.",
	"2. Ứng dụng công nghệ thông tin trong theo dõi việc thực hiện kết luận kiểm tra.",
	"3. Báo cáo kết quả trong thời hạn sớm nhất.",
}

// after has the move and the changes asked for, and another head.
var after = []string{
	"Số: 12/TTr-BC, ngày 15 tháng 4 năm 2027",
	"DỰ THẢO LẦN 2",
	"Điều 1. Kiểm tra",
	"1. Hằng năm kiểm tra ít nhất 30% số đơn vị trực thuộc.",
	"2. Kết luận kiểm tra được công khai tại trụ sở cơ quan, đơn vị.",
	"3. Ứng dụng công nghệ thông tin trong theo dõi việc thực hiện kết luận kiểm tra.",
	"4. Hồ sơ kiểm tra được lưu trữ theo quy định của pháp luật về lưu trữ.",
	"Điều 2. Trách nhiệm",
	"1. Người đứng đầu chịu trách nhiệm về kết quả kiểm tra.",
	"2. Báo cáo kết quả trong thời hạn 30 ngày.",
}

// asked is a collation of comments on before, all accepted. Each is on the
// node with some words: "words|text|before|after".
func asked(t *testing.T, comments ...string) *collation.Collation {
	t.Helper()
	tree := treeOf(before...)
	c := &collation.Collation{Format: collation.Format, Draft: collation.Draft{File: "lan-1.docx", Nodes: tree.Nodes}}
	for i, spec := range comments {
		f := strings.Split(spec, "|")
		var node *outline.Node
		tree.Walk(func(n *outline.Node) {
			if strings.Contains(n.Content(), f[0]) {
				node = n
			}
		})
		if node == nil {
			t.Fatalf("no %q", f[0])
		}
		id := string(rune('a' + i))
		m := collation.Comment{ID: id, Body: "Sở A", Text: f[1], Before: f[2], After: f[3], Node: node.ID, Start: -1, End: -1,
			State: collation.Placed, Group: id, Path: outline.PathString(node, "vi")}
		if m.Before != "" {
			m.Start = len([]rune(node.Content()[:strings.Index(node.Content(), m.Before)]))
			m.End = m.Start + len([]rune(m.Before))
		}
		c.Comments = append(c.Comments, m)
		c.Groups = append(c.Groups, collation.Group{ID: id, Node: node.ID, Comments: []string{id}})
		c.Answers = append(c.Answers, collation.Answer{Group: id, Verdict: "accepted"})
	}
	return c
}

func paths(list []Unasked) (out []string) {
	for _, u := range list {
		out = append(out, u.Path+" "+string(u.Change))
	}
	return out
}

// A passage moved as was asked is done at both places.
func TestMoveThatWasAskedFor(t *testing.T) {
	words := "Ứng dụng công nghệ thông tin trong theo dõi việc thực hiện kết luận kiểm tra."
	c := asked(t, "Ứng dụng||"+words+"|", "Kết luận kiểm tra|||"+words, "Ứng dụng|Đề nghị nói rõ hơn.||")
	c.Comments[0].Moved, c.Comments[1].Moved = true, true
	tr := New(c, treeOf(after...), "lan-2.docx", "vi")
	for i, e := range tr.Comments[:2] {
		if !e.Changed || e.Taken != 1 {
			t.Errorf("half %d of the move: %+v", i, e)
		}
	}
	// Who asked for clearer words has not got them by the move.
	if !slices.Equal(tr.Unkept, []string{"c"}) {
		t.Errorf("unkept %v", tr.Unkept)
	}
}

// A move nobody asked for is listed; number, date and edition are not.
func TestUnasked(t *testing.T) {
	tr := New(asked(t, "20%||20%|30%"), treeOf(after...), "lan-2.docx", "vi")
	if got := paths(tr.Unasked); !slices.Equal(got, []string{"Điều 1 › khoản 3 moved", "Điều 2 › khoản 2 edited"}) {
		t.Errorf("%q", got)
	}
}

// A proposal done word by word has its place, though no word is left of those
// it was set on; and "20%" is one word, however the diff cuts it.
func TestProposalThatWasDoneIsPlaced(t *testing.T) {
	tr := New(asked(t, "20%||20%|30%", "sớm nhất||thời hạn sớm nhất|thời hạn 30 ngày"), treeOf(after...), "lan-2.docx", "vi")
	for i, want := range []string{"Điều 1 › khoản 1", "Điều 2 › khoản 2"} {
		if e := tr.Comments[i]; e.Taken != 1 || e.State != "edited" || e.NewPath != want {
			t.Errorf("%+v", e)
		}
	}
}

// A new wording of a whole clause is done when what the clause lacked is in it.
func TestTakenOfAWholeClause(t *testing.T) {
	tr := New(asked(t, "20%|||Hằng năm kiểm tra ít nhất 30% số đơn vị trực thuộc", "lưu trữ|||Hồ sơ kiểm tra được lưu trữ"), treeOf(after...), "lan-2.docx", "vi")
	if got := tr.Comments[0].Taken; got != 1 {
		t.Errorf("taken %v", got)
	}
	if got := tr.Comments[1].Taken; got != -1 { // it has no word the clause lacked
		t.Errorf("taken %v of nothing new", got)
	}
}
