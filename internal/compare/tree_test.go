package compare

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/corpus"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
)

// treeOf builds a tree from lines, one a paragraph, as a plain text gives it.
func treeOf(text string) *outline.Tree {
	var blocks []prose.Block
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: line})
		}
	}
	return outline.Build(blocks)
}

func corpusTree(tb testing.TB, elem ...string) *outline.Tree {
	tb.Helper()
	path := corpus.Path(tb, elem...)
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	doc, err := reader.Read(context.Background(), path, data)
	if err != nil {
		tb.Fatal(err)
	}
	return outline.Build(prose.Body(doc.Base))
}

const law = `
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về công tác đánh giá cán bộ lãnh đạo, quản lý các cấp.
Điều 2. Nguyên tắc đánh giá
1. Bảo đảm công khai, minh bạch, khách quan trong toàn bộ quá trình đánh giá.
2. Người đứng đầu chịu trách nhiệm trực tiếp về kết quả đánh giá cán bộ thuộc phạm vi quản lý.
3. Kết quả đánh giá được lưu vào hồ sơ cán bộ và là căn cứ để quy hoạch, bổ nhiệm.
Chương II
TRÁCH NHIỆM CỦA CÁC CƠ QUAN
Điều 3. Trách nhiệm của Ban Tổ chức
1. Hướng dẫn, kiểm tra việc thực hiện quy định này ở các địa phương, đơn vị.
2. Báo cáo cấp có thẩm quyền trước ngày 15 tháng 12 hằng năm.
Điều 4. Điều khoản thi hành
Quy định này có hiệu lực kể từ ngày ký và thay thế các quy định trước đây.
`

// edit replaces in law; each old text must be there.
func edit(t *testing.T, pairs ...string) string {
	t.Helper()
	out := law
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(out, pairs[i]) {
			t.Fatalf("not in the text: %s", pairs[i])
		}
		out = strings.Replace(out, pairs[i], pairs[i+1], 1)
	}
	return out
}

// changed lists what is not the same, as "old → new change".
func changed(a *Alignment) string {
	var out []string
	for _, p := range a.Pairs {
		if p.Change == NodeSame {
			continue
		}
		line := fmt.Sprintf("%s → %s: %s", outline.PathString(p.Old, "en"), outline.PathString(p.New, "en"), p.Change)
		if p.Change == NodeMoved && p.Reworded() || p.Change == NodeEdited && p.Renumbered {
			line += "+"
		}
		out = append(out, strings.TrimSpace(line))
	}
	return strings.Join(out, "\n")
}

func TestTrees(t *testing.T) {
	const (
		one   = "1. Bảo đảm công khai, minh bạch, khách quan trong toàn bộ quá trình đánh giá.\n"
		two   = "2. Người đứng đầu chịu trách nhiệm trực tiếp về kết quả đánh giá cán bộ thuộc phạm vi quản lý.\n"
		three = "3. Kết quả đánh giá được lưu vào hồ sơ cán bộ và là căn cứ để quy hoạch, bổ nhiệm.\n"
		last  = "2. Báo cáo cấp có thẩm quyền trước ngày 15 tháng 12 hằng năm.\n"
	)
	for _, c := range []struct{ name, new, want string }{
		{"the same", law, ""},
		{"spaces are no change", strings.ReplaceAll(law, "Bảo đảm công khai", "Bảo  đảm công\u00a0khai"), ""},
		{"a word", edit(t, "trước ngày 15 tháng 12", "trước ngày 31 tháng 12"),
			"Chapter II › Article 3 › clause 2 → Chapter II › Article 3 › clause 2: edited"},
		{"a clause put in", edit(t, two+three, "2. Thực hiện thường xuyên, liên tục, đa chiều, theo tiêu chí cụ thể.\n"+
			strings.Replace(two, "2.", "3.", 1)+strings.Replace(three, "3.", "4.", 1)),
			"→ Chapter I › Article 2 › clause 2: inserted\n" +
				"Chapter I › Article 2 › clause 2 → Chapter I › Article 2 › clause 3: renumbered\n" +
				"Chapter I › Article 2 › clause 3 → Chapter I › Article 2 › clause 4: renumbered"},
		{"a clause taken out", edit(t, one+two+three, strings.Replace(two, "2.", "1.", 1)+strings.Replace(three, "3.", "2.", 1)),
			"Chapter I › Article 2 › clause 1 → : deleted\n" +
				"Chapter I › Article 2 › clause 2 → Chapter I › Article 2 › clause 1: renumbered\n" +
				"Chapter I › Article 2 › clause 3 → Chapter I › Article 2 › clause 2: renumbered"},
		{"a clause moved to another article, reworded", edit(t, three, "", last, last+
			"3. Kết quả đánh giá được lưu vào hồ sơ cán bộ và là căn cứ để quy hoạch, luân chuyển, bổ nhiệm.\n"),
			"Chapter I › Article 2 › clause 3 → Chapter II › Article 3 › clause 3: moved+"},
		{"two clauses change places", edit(t, one+two, strings.Replace(two, "2.", "1.", 1)+strings.Replace(one, "1.", "2.", 1)),
			"Chapter I › Article 2 › clause 2 → Chapter I › Article 2 › clause 1: renumbered\n" +
				"Chapter I › Article 2 › clause 1 → Chapter I › Article 2 › clause 2: moved"},
		{"a clause divided", edit(t, three, "3. Kết quả đánh giá được lưu vào hồ sơ cán bộ.\n4. Kết quả đánh giá là căn cứ để quy hoạch, bổ nhiệm.\n"),
			"Chapter I › Article 2 › clause 3 → Chapter I › Article 2 › clause 3: split\n" +
				"Chapter I › Article 2 › clause 3 → Chapter I › Article 2 › clause 4: split"},
		{"two clauses made one", edit(t, "địa phương, đơn vị.\n2. Báo cáo", "địa phương, đơn vị; báo cáo"),
			"Chapter II › Article 3 › clause 1 → Chapter II › Article 3 › clause 1: merged\n" +
				"Chapter II › Article 3 › clause 2 → Chapter II › Article 3 › clause 1: merged"},
		{"a chapter heading over what was there", edit(t, "Điều 4.", "Chương III\nTỔ CHỨC THỰC HIỆN\nĐiều 4."),
			"→ Chapter III: inserted"},
		{"another clause under an old number", edit(t, last, "2. Tham mưu ban hành bộ tiêu chí, thang điểm cho từng chức danh.\n"),
			"Chapter II › Article 3 › clause 2 → : deleted\n→ Chapter II › Article 3 › clause 2: inserted"},
		{"a clause grown threefold", edit(t, "tháng 12 hằng năm.", "tháng 12 hằng năm; đồng thời tham mưu sửa đổi, bổ sung "+
			"những nội dung không còn phù hợp, tổng hợp vướng mắc của các đơn vị, đề xuất biện pháp tháo gỡ và chịu sự giám sát."),
			"Chapter II › Article 3 › clause 2 → Chapter II › Article 3 › clause 2: edited"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Trees(treeOf(law), treeOf(c.new))
			if got := changed(a); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if err := whole(a, treeOf(law), treeOf(c.new)); err != nil {
				t.Error(err)
			}
		})
	}
}

// An article moved as a whole is one move: what lies in it goes with it.
func TestMovedArticleTakesItsClausesAlong(t *testing.T) {
	article := law[strings.Index(law, "Điều 2."):strings.Index(law, "Chương II\n")]
	new := edit(t, article, "", "Điều 3.", "Điều 2.", "Điều 4.", strings.Replace(article, "Điều 2.", "Điều 3.", 1)+"Điều 4.")
	a := Trees(treeOf(law), treeOf(new))
	want := "Chapter II › Article 3 → Chapter II › Article 2: renumbered\nChapter I › Article 2 → Chapter II › Article 3: moved"
	if got := changed(a); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	var left []string
	for i := -1; i < len(a.Pairs); i++ {
		for _, k := range a.Departed(i) {
			left = append(left, fmt.Sprintf("%s after %s", a.Pairs[k].Old.Label, a.Pairs[i].New.Label))
		}
	}
	if got := strings.Join(left, "; "); got != "Điều 2. after Điều 1." {
		t.Errorf("departed: %s", got)
	}
}

// whole reports a node in no pair, or words that do not spell the two texts.
// The trees are compared by length and content, since they may be copies.
func whole(a *Alignment, old, new *outline.Tree) error {
	var olds, news []*outline.Node
	seen := map[*outline.Node]bool{}
	spell := map[*outline.Node]string{} // split and merged nodes, over all their pairs
	for _, p := range a.Pairs {
		var from, to strings.Builder
		for _, e := range p.Words {
			if e.Op != Insert {
				from.WriteString(e.Text)
			}
			if e.Op != Delete {
				to.WriteString(e.Text)
			}
		}
		if p.Old != nil {
			spell[p.Old] += from.String()
			if !seen[p.Old] {
				olds = append(olds, p.Old)
			}
			seen[p.Old] = true
		}
		if p.New != nil {
			spell[p.New] += to.String()
			if !seen[p.New] {
				news = append(news, p.New)
			}
			seen[p.New] = true
		}
	}
	for n, text := range spell {
		if text != n.Content() {
			return fmt.Errorf("%s: the words spell %q, the node says %q", n.ID, text, n.Content())
		}
	}
	if got, want := len(olds), size(old); got != want {
		return fmt.Errorf("%d of %d old nodes are in a pair", got, want)
	}
	next := 0
	var wrong error
	new.Walk(func(n *outline.Node) {
		if wrong == nil && (next >= len(news) || news[next].ID != n.ID) {
			wrong = fmt.Errorf("pair %d is not %s: pairs do not come in the order of the new text", next, n.ID)
		}
		next++
	})
	if wrong == nil && next != len(news) {
		wrong = fmt.Errorf("%d new nodes in pairs, %d in the tree", len(news), next)
	}
	return wrong
}

func size(t *outline.Tree) int {
	n := 0
	t.Walk(func(*outline.Node) { n++ })
	return n
}

// Whatever two trees look like, no node is lost and words spell both.
func TestTreesLoseNothing(t *testing.T) {
	line := rapid.Custom(func(t *rapid.T) string {
		label := rapid.SampledFrom([]string{"", "", "Chương I", "Chương II", "Điều 1. ", "Điều 2. ", "1. ", "2. ", "3. ", "a) ", "b) ", "- "}).Draw(t, "label")
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("cán bộ cấp ủy tổ chức đảng viên kỷ luật mục tiêu , . ;")), 0, 14).Draw(t, "words")
		return label + strings.Join(words, " ")
	})
	text := rapid.Map(rapid.SliceOfN(line, 0, 25), func(l []string) string { return strings.Join(l, "\n") })
	rapid.Check(t, func(t *rapid.T) {
		old, new := treeOf(text.Draw(t, "old")), treeOf(text.Draw(t, "new"))
		a := Trees(old, new)
		if err := whole(a, old, new); err != nil {
			t.Fatal(err)
		}
		if l := a.Likeness(); l < 0 || l > 1 {
			t.Fatalf("likeness %v", l)
		}
		consistent(t, a, old, new)
		for _, p := range Trees(old, old).Pairs {
			if p.Change != NodeSame || p.Old != p.New {
				t.Fatalf("a text and itself: %s %s", p.Old.ID, p.Change)
			}
		}
	})
}

// consistent checks From, To, Departed and the kinds of change.
func consistent(t *rapid.T, a *Alignment, old, new *outline.Tree) {
	old.Walk(func(n *outline.Node) {
		pairs := a.From(n)
		if len(pairs) == 0 || len(pairs) > 1 != (pairs[0].Change == NodeSplit) {
			t.Fatalf("%s: %d pairs, the first %v", n.ID, len(pairs), pairs)
		}
	})
	new.Walk(func(n *outline.Node) {
		pairs := a.To(n)
		if len(pairs) == 0 || len(pairs) > 1 != (pairs[0].Change == NodeMerged) {
			t.Fatalf("%s: %d pairs, the first %v", n.ID, len(pairs), pairs)
		}
	})
	moved, left := 0, 0
	for i := -1; i < len(a.Pairs); i++ {
		left += len(a.Departed(i))
		if i < 0 {
			continue
		}
		p := a.Pairs[i]
		if p.Moved {
			moved++
		}
		if (p.Old == nil) != (p.Change == NodeInserted) || (p.New == nil) != (p.Change == NodeDeleted) {
			t.Fatalf("pair %d: %+v", i, p)
		}
	}
	if moved != left {
		t.Fatalf("%d moved, %d left a place", moved, left)
	}
}

// Arbitrary text, invalid UTF-8 included, is compared without loss.
func FuzzTrees(f *testing.F) {
	f.Add(law, strings.Replace(law, "Điều 2", "Điều 3", 1))
	f.Add("1. a\n2. b", "\xff\xfe\n\u0301")
	f.Add("", "Chương I\nĐiều 1. x")
	f.Fuzz(func(t *testing.T, old, new string) {
		if len(old)+len(new) > 1<<14 {
			return
		}
		a, b := treeOf(old), treeOf(new)
		if err := whole(Trees(a, b), a, b); err != nil {
			t.Fatal(err)
		}
	})
}

// Real pairs of versions: nothing is lost, and what is known of them is seen.
func TestRealVersions(t *testing.T) {
	for _, c := range []struct {
		old, new   string
		alike      float64 // at least
		unlikeness bool    // two laws of nothing in common
	}{
		{old: "luat-dau-tu-cong-2014.txt", new: "luat-dau-tu-cong-2019.txt", alike: 0.6},
		{old: "nghi-quyet-57-nq-tw-2024.a.md", new: "nghi-quyet-57-nq-tw-2024.b.md", alike: 0.95},
		{old: "nghi-dinh-30-2020.md", new: "docx/nghi-dinh-30-2020.docx", alike: 0.99},
		{old: "luat-to-chuc-quoc-hoi-2014.txt", new: "luat-dien-anh-2006.txt", unlikeness: true},
	} {
		old, new := corpusTree(t, "vi", c.old), corpusTree(t, "vi", c.new)
		a := Trees(old, new)
		if err := whole(a, old, new); err != nil {
			t.Errorf("%s: %v", c.old, err)
		}
		if l := a.Likeness(); l < c.alike || c.unlikeness && l > 0.1 {
			t.Errorf("%s and %s are alike at %.3f", c.old, c.new, l)
		}
	}
}
