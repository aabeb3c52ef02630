package compareview

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"thao/internal/compare"
	"thao/internal/corpus"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
)

func treeOf(text string) *outline.Tree {
	var blocks []prose.Block
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: line})
		}
	}
	return outline.Build(blocks)
}

func corpusTree(tb testing.TB, name string) *outline.Tree {
	tb.Helper()
	path := corpus.Path(tb, "vi", name)
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

const before = `
Điều 1. Phạm vi điều chỉnh
1. Quy định này áp dụng đối với cán bộ lãnh đạo, quản lý các cấp.
2. Cá nhân <b>được</b> đánh giá có trách nhiệm kê khai và giải trình nguồn gốc tài sản của mình.
3. Kết quả đánh giá được lưu vào hồ sơ & là căn cứ để bổ nhiệm.
Điều 2. Trách nhiệm
1. Hướng dẫn, kiểm tra việc thực hiện quy định này ở các địa phương, đơn vị.
2. Nhìn chung, việc lấy ý kiến cần phù hợp với điều kiện từng nơi.
`

const after = `
Điều 1. Phạm vi điều chỉnh
1. Quy định này áp dụng đối với cán bộ lãnh đạo, quản lý cấp chiến lược.
2. Kết quả đánh giá được lưu vào hồ sơ & là căn cứ để bổ nhiệm.
Điều 2. Trách nhiệm
1. Hướng dẫn, kiểm tra việc thực hiện quy định này ở các địa phương, đơn vị.
2. Cá nhân <b>được</b> đánh giá có trách nhiệm kê khai và giải trình nguồn gốc tài sản của mình.
3. Thực hiện chế độ báo cáo định kỳ trước ngày 31 tháng 12 hằng năm.
`

// draw writes a page and parses it again.
func draw(t *testing.T, old, new *outline.Tree, lang locale.Lang, mode Mode) (string, *html.Node) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, compare.Trees(old, new), Titles{"Lần 1", "Lần 2"}, lang, mode); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), doc
}

func each(n *html.Node, fn func(*html.Node)) {
	if n.Type == html.ElementNode {
		fn(n)
	}
	for c := range n.ChildNodes() {
		each(c, fn)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// Every link on the page leads somewhere, no id is given twice, and nothing is
// fetched from outside.
func TestLinksAndIDs(t *testing.T) {
	for _, lang := range locale.Langs() {
		text, doc := draw(t, treeOf(before), treeOf(after), lang, SideBySide)
		ids := map[string]int{}
		var links []string
		each(doc, func(n *html.Node) {
			if id := attr(n, "id"); id != "" {
				ids[id]++
			}
			if n.Data == "a" {
				links = append(links, attr(n, "href"))
			}
			if n.Data == "link" || n.Data == "img" || attr(n, "src") != "" {
				t.Errorf("<%s> fetches something", n.Data)
			}
		})
		for id, times := range ids {
			if times > 1 {
				t.Errorf("id %s is given %d times", id, times)
			}
		}
		for _, to := range links {
			if ids[strings.TrimPrefix(to, "#")] == 0 {
				t.Errorf("link to %s leads nowhere", to)
			}
		}
		if strings.Contains(text, "compare.") && strings.Contains(text, "compare.kind") {
			t.Error("a key of the catalogue is shown as it is")
		}
	}
}

// A move is linked both ways, with the old words at the old place.
func TestAMoveIsLinkedBothWays(t *testing.T) {
	_, doc := draw(t, treeOf(before), treeOf(after), locale.Vietnamese, SideBySide)
	var here, left *html.Node
	each(doc, func(n *html.Node) {
		switch {
		case n.Data == "article" && hasClass(n, "moved"):
			here = n
		case n.Data == "aside" && hasClass(n, "left"):
			left = n
		}
	})
	if here == nil || left == nil {
		t.Fatal("no move on the page")
	}
	linked := func(from, to *html.Node) bool {
		found := false
		each(from, func(n *html.Node) { found = found || n.Data == "a" && attr(n, "href") == "#"+attr(to, "id") })
		return found
	}
	if !linked(here, left) || !linked(left, here) {
		t.Error("the two ends of a move are not linked both ways")
	}
	if !strings.Contains(textOf(left), "kê khai và giải trình") {
		t.Errorf("the old place says %q", textOf(left))
	}
}

// Each side spells its version, and the one text spells both: what is marked
// <del> is not in the new version, <ins> not in the old.
func TestBothSidesSpellTheirVersions(t *testing.T) {
	old, new := treeOf(before), treeOf(after)
	_, doc := draw(t, old, new, locale.Vietnamese, SideBySide)
	each(doc, func(n *html.Node) {
		if n.Data != "article" {
			return
		}
		each(n, func(side *html.Node) {
			each(side, func(mark *html.Node) {
				if hasClass(side, "old") && mark.Data == "ins" || hasClass(side, "new") && mark.Data == "del" {
					t.Errorf("%s: <%s> on the wrong side: %s", attr(n, "id"), mark.Data, textOf(mark))
				}
			})
		})
	})
	page := squeeze(textOf(doc))
	for _, tree := range []*outline.Tree{old, new} {
		tree.Walk(func(n *outline.Node) {
			for line := range strings.Lines(n.Content()) {
				if !strings.Contains(page, squeeze(line)) {
					t.Errorf("the page lacks %q", line)
				}
			}
		})
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// Real laws: each version can be read whole from either view, the old one in
// what is not put in, the new one in what is not taken out.
func TestNothingIsMissing(t *testing.T) {
	old, new := corpusTree(t, "luat-can-cuoc-cong-dan-2014.txt"), corpusTree(t, "luat-can-cuoc-2023.txt")
	_, doc := draw(t, old, new, locale.English, OneText)
	for _, c := range []struct {
		version *outline.Tree
		side    string
		without string
	}{{old, "old", "ins"}, {new, "new", "del"}, {old, "one", "ins"}, {new, "one", "del"}} {
		shown := map[string]bool{}
		each(doc, func(n *html.Node) {
			if !hasClass(n, c.side) && !hasClass(n, "kept-text") && !hasClass(n, "sec") {
				return
			}
			each(n, func(p *html.Node) {
				if p.Data != "p" {
					return
				}
				for _, w := range strings.Fields(textWithout(p, c.without)) {
					shown[w] = true
				}
			})
		})
		c.version.Walk(func(n *outline.Node) {
			for _, w := range strings.Fields(n.Content()) {
				if !shown[w] {
					t.Errorf("%s, column %s: lacks %q", n.ID, c.side, w)
				}
			}
		})
	}
}

func textWithout(n *html.Node, tag string) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.Data == tag {
		return ""
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(textWithout(c, tag))
	}
	return b.String()
}

// The list counts what the page shows, and the notice is there only where the
// texts are hardly alike.
func TestListAndNotice(t *testing.T) {
	_, doc := draw(t, treeOf(before), treeOf(after), locale.Vietnamese, SideBySide)
	entries, rows := 0, 0
	each(doc, func(n *html.Node) {
		if n.Data == "li" {
			entries++
		}
		if attr(n, "data-kind") != "" {
			rows++
		}
		if hasClass(n, "notice") {
			t.Error("a notice on two versions of one text")
		}
	})
	if entries == 0 || entries != rows {
		t.Errorf("%d entries for %d changes", entries, rows)
	}
	text, _ := draw(t, treeOf(before), treeOf("Điều 1. Khác hẳn\nKhông có chữ nào chung."), locale.Vietnamese, SideBySide)
	if !strings.Contains(text, `class="notice"`) {
		t.Error("no notice on texts of nothing in common")
	}
	same, _ := draw(t, treeOf(before), treeOf(before), locale.English, SideBySide)
	if !strings.Contains(same, "the same word for word") || strings.Contains(same, "<article") {
		t.Error("equal texts are not said to be equal")
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		share float64
		want  string
	}{{0, "0%"}, {0.001, "1%"}, {0.5, "50%"}, {0.999, "99%"}, {1, "100%"}} {
		if got := Percent(locale.Vietnamese, c.share); got != c.want {
			t.Errorf("Percent(%v) = %s, want %s", c.share, got, c.want)
		}
	}
}

// Places are as short as they can be told from others.
func TestPlace(t *testing.T) {
	tree := treeOf("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Quy định này áp dụng đối với cán bộ.\n2. Không áp dụng đối với người khác.")
	var last *outline.Node
	tree.Walk(func(n *outline.Node) { last = n })
	if got := Place(last, "vi"); got != "Điều 1 › khoản 2" {
		t.Errorf("Place = %q", got)
	}
	if got := Place(nil, "vi"); got != "" {
		t.Errorf("Place(nil) = %q", got)
	}
}

// A page of a law of some sixty pages.
func BenchmarkWrite(b *testing.B) {
	a := compare.Trees(corpusTree(b, "luat-dau-tu-cong-2014.txt"), corpusTree(b, "luat-dau-tu-cong-2019.txt"))
	for b.Loop() {
		if err := Write(&bytes.Buffer{}, a, Titles{"1", "2"}, locale.Vietnamese, SideBySide); err != nil {
			b.Fatal(err)
		}
	}
}
