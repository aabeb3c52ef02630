package convert_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/akn"
	"thao/internal/convert"
	"thao/internal/corpus"
	"thao/internal/outline"
	"thao/internal/prose"
)

// sentences are words of every sort that markup could be mistaken for.
var sentences = []string{
	"Cơ quan, đơn vị có trách nhiệm báo cáo.", "Tổ chức *thực hiện* theo [quy định] tại khoản 2 Điều 5;", "Mức chi là 30.000 đồng & 5 < 7 > 3.",
	"Tỷ lệ 1_000_000 | 20% ~ 25%, mã `A-1`.", "Thực hiện theo \\ hướng dẫn # 4 của Bộ.", "https://example.org/?a=1&copy=2 là địa chỉ.",
	"Danh mục gồm &amp; và <br> viết nguyên văn.", "Nội dung này được giữ như dự thảo!", "+ không phải là dấu cộng ở đầu dòng.",
}

var titles = []string{"Phạm vi điều chỉnh", "Đối tượng áp dụng", "Giải thích từ ngữ", "Nguyên tắc *chung*", "Trách nhiệm của [cơ quan]", "Hiệu lực & thi hành"}

// anyDraft is a text with chapters, articles, clauses, points, items and
// tables, as blocks with typed labels.
func anyDraft() *rapid.Generator[[]prose.Block] {
	return rapid.Custom(func(t *rapid.T) []prose.Block {
		var blocks []prose.Block
		add := func(b prose.Block) {
			if b.Kind == "" {
				b.Kind = prose.Paragraph
			}
			blocks = append(blocks, b)
		}
		sentence := func() string { return rapid.SampledFrom(sentences).Draw(t, "sentence") }
		add(prose.Block{Text: "NGHỊ ĐỊNH", Center: true, Bold: true})
		add(prose.Block{Text: "Về việc thử nghiệm", Center: true})
		if rapid.Bool().Draw(t, "grounds") {
			add(prose.Block{Text: "Căn cứ Luật Tổ chức Chính phủ;", Italic: true})
			add(prose.Block{Text: "Chính phủ ban hành Nghị định về việc thử nghiệm."})
		}
		article, table := 0, 0
		for chapter := range rapid.IntRange(1, 3).Draw(t, "chapters") {
			add(prose.Block{Text: "Chương " + []string{"I", "II", "III"}[chapter], Center: true, Bold: true})
			add(prose.Block{Text: "QUY ĐỊNH CHUNG & RIÊNG", Center: true, Bold: true})
			for range rapid.IntRange(1, 3).Draw(t, "articles") {
				article++
				add(prose.Block{Text: "Điều " + strconv.Itoa(article) + ". " + rapid.SampledFrom(titles).Draw(t, "title"), Bold: true})
				if rapid.Bool().Draw(t, "intro") {
					add(prose.Block{Text: sentence()})
				}
				for clause := range rapid.IntRange(0, 3).Draw(t, "clauses") {
					add(prose.Block{Text: strconv.Itoa(clause+1) + ". " + sentence()})
					for point := range rapid.IntRange(0, 5).Draw(t, "points") {
						add(prose.Block{Text: []string{"a", "b", "c", "d", "đ"}[point] + ") " + sentence()})
					}
					if rapid.Bool().Draw(t, "items") {
						add(prose.Block{Text: "- " + sentence()})
						add(prose.Block{Text: "- " + sentence()})
					}
				}
				if rapid.Bool().Draw(t, "table") {
					table++
					cols := rapid.IntRange(1, 4).Draw(t, "columns")
					for row := range rapid.IntRange(1, 3).Draw(t, "rows") {
						for col := range cols {
							text := ""
							if rapid.Bool().Draw(t, "filled") || row == 0 {
								text = sentence()
							}
							add(prose.Block{Kind: prose.Cell, Text: text, Cell: &prose.CellPos{Table: table, Row: row, Col: col, RowSpan: 1, ColSpan: 1}})
						}
					}
				}
			}
		}
		add(prose.Block{Text: "Nơi nhận:"})
		add(prose.Block{Text: "- Như trên;"})
		add(prose.Block{Text: "TM. CHÍNH PHỦ"})
		return blocks
	})
}

func TestAnyDraftComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		doc := &akn.Document{Tree: outline.Build(anyDraft().Draw(rt, "draft"))}
		for _, f := range []convert.Format{convert.AKN, convert.HTML, convert.Markdown, convert.Word, convert.Writer} {
			back := again(t, doc, f, rapid.SampledFrom(convert.Profiles()).Draw(rt, "profile"))
			if n, list := differences(flat(doc.Tree, true), flat(back.Tree, true), 4); n > 0 {
				rt.Fatalf("%s: %d nodes differ:\n%s", f, n, list)
			}
		}
	})
}

// Whatever words stand in a paragraph, markup keeps them as they are.
func TestAnyWordsComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		parts := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{"- ", "# ", "1. ", "* ", "+ ", "> ", "---", "===", "```", "~~~", "|", "\\", "&amp;", "&#1;", "<p>", "</p>", "<!--", "[^1]", "[^1]: ",
				"![x](y)", "**b**", "_i_", "`c`", "<br>", ":--", "    ", "\t", "\n", " ", "chữ", "đ)", "]]>", "http://a.b", "\u00a0"}),
			rapid.StringMatching(`[a-zđ<>&"'*_#|.()\[\]\\-]{1,6}`),
		), 1, 8).Draw(rt, "parts")
		text := "Đoạn " + strings.Join(parts, "") + " hết"
		for strings.Contains(text, "\n\n") || strings.Contains(text, "\n \n") || strings.Contains(text, "\t\n") {
			text = strings.NewReplacer("\n\n", "\n", "\n \n", "\n", "\t\n", "\n").Replace(text)
		}
		node := &outline.Node{ID: "paragraph_1", Kind: outline.Paragraph, Text: text, Children: []*outline.Node{}}
		doc := &akn.Document{Tree: &outline.Tree{Nodes: []*outline.Node{node}}}
		want := words(doc.Tree)
		for _, f := range []convert.Format{convert.AKN, convert.HTML, convert.Markdown, convert.Word, convert.Writer} {
			if got := words(again(t, doc, f, "generic").Tree); got != want {
				rt.Fatalf("%s: %q came back as %q", f, want, got)
			}
		}
	})
}

// anyShape is a tree no text has: kinds in any order, empty nodes, tables of
// uneven rows in one another, characters that XML forbids.
func anyShape() *rapid.Generator[*outline.Tree] {
	return rapid.Custom(func(t *rapid.T) *outline.Tree {
		count := 0
		word := rapid.SampledFrom([]string{"", "a", "Điều 1.", "\n", "x\ty\nz", "\x00\x1f", "\xff", "1", "CHỮ HOA", "(Kèm theo Quyết định)", "]]>&<\"", "\t\t\n\n"})
		var grow func(depth int) []*outline.Node
		grow = func(depth int) []*outline.Node {
			nodes := []*outline.Node{}
			for range rapid.IntRange(0, 4-depth).Draw(t, "children") {
				count++
				n := &outline.Node{ID: "n" + strconv.Itoa(count), Kind: rapid.SampledFrom(outline.Kinds()).Draw(t, "kind"), Label: word.Draw(t, "label"),
					Heading: word.Draw(t, "heading"), Text: word.Draw(t, "text"), Level: rapid.IntRange(0, 12).Draw(t, "level")}
				n.Children = grow(depth + 1)
				for _, c := range n.Children {
					c.Parent = n
				}
				nodes = append(nodes, n)
			}
			return nodes
		}
		return &outline.Tree{Nodes: grow(0)}
	})
}

// Every tree can be written in every format, with notes anywhere, and what is
// written can be read.
func TestAnyShapeIsWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		doc := &akn.Document{Tree: anyShape().Draw(rt, "tree"), Title: "Dự thảo <1>"}
		doc.Tree.Walk(func(n *outline.Node) {
			at := rapid.IntRange(-1, 9).Draw(rt, "start")
			note := akn.Note{ID: "c" + n.ID, Node: n.ID, Start: at, End: at, Text: "Đề nghị\nsửa <b>", Body: "Tỉnh ủy A", Date: "2018-04-06"}
			if at >= 0 {
				note.End += rapid.IntRange(0, 20).Draw(rt, "length")
				note.Thread = []akn.Turn{{Author: "Thư ký", Text: "Ghi nhận"}}
			}
			doc.Notes = append(doc.Notes, note)
		})
		for _, f := range convert.Formats() {
			data := write(t, doc, f, "vn-state")
			if _, err := convert.Open(t.Context(), "x."+string(f), data); err != nil && len(data) > 0 { // a file without a byte is refused
				rt.Fatalf("%s: %v", f, err)
			}
		}
	})
}

// BenchmarkWrite writes the longest law of the corpus in each format.
func BenchmarkWrite(b *testing.B) {
	doc := open(b, filepath.Join(corpus.Path(b, "vi"), "luat-xu-ly-vi-pham-hanh-chinh-2012.txt"))
	for _, f := range convert.Formats() {
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				write(b, doc, f, "vn-state")
			}
		})
	}
}
