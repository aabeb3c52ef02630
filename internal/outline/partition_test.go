package outline

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thao/internal/corpus"
	"thao/internal/plain"
	"thao/internal/prose"
)

// checkPartition reports how a tree fails the promises made for it: every
// visible word of every block in exactly one node, Sources exact, ids unique,
// parents set, children never nil.
func checkPartition(blocks []prose.Block, tree *Tree) error {
	type stretch struct {
		from, to int
		label    string
	}
	covered := make([][]stretch, len(blocks))
	ids := map[string]bool{}
	var bad error
	fail := func(format string, args ...any) {
		if bad == nil {
			bad = fmt.Errorf(format, args...)
		}
	}
	tree.Walk(func(n *Node) {
		if n.Children == nil {
			fail("%s: Children is nil", n.ID)
		}
		if n.ID == "" || ids[n.ID] {
			fail("%q is no unique id", n.ID)
		}
		ids[n.ID] = true
		for _, c := range n.Children {
			if c.Parent != n || !strings.HasPrefix(c.ID, n.ID+"__") {
				fail("%s is not set as the parent of %s", n.ID, c.ID)
			}
		}
		content := n.Content()
		for _, s := range n.Sources {
			text := blocks[s.Block].Text
			if s.From+s.Len > len(text) || s.At+s.Len > len(content) || content[s.At:s.At+s.Len] != text[s.From:s.From+s.Len] {
				fail("%s: source %+v is not exact", n.ID, s)
				return
			}
			covered[s.Block] = append(covered[s.Block], stretch{s.From, s.From + s.Len, n.Label})
		}
	})
	for i, list := range covered {
		text := blocks[i].Text
		sort.SliceStable(list, func(a, b int) bool { return list[a].from < list[b].from })
		at := 0
		for k, s := range list {
			if s.from < at {
				fail("block %d: %q is in two nodes", i, text[s.from:min(at, s.to)])
				return bad
			}
			if gap := text[at:s.from]; !explained(gap, s.label) && !(k > 0 && explained(gap, list[k-1].label)) {
				fail("block %d: %q is in no node", i, gap)
			}
			at = s.to
		}
		rest := text[at:]
		last := ""
		if len(list) > 0 {
			last = list[len(list)-1].label
		}
		if !explained(rest, last) {
			fail("block %d: %q is in no node", i, rest)
		}
	}
	return bad
}

// explained reports whether words outside a node's content are its label, with
// a list sign before it or not.
func explained(gap, label string) bool {
	words := squeeze(gap)
	if words == "" || words == label {
		return true
	}
	sign := strings.TrimLeft(words, bullets)
	return strings.TrimSpace(sign) == label
}

func TestNothingLostInCorpus(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(corpus.Path(t), "vi", "*.*"))
	for _, path := range paths {
		if filepath.Ext(path) == ".tsv" {
			continue
		}
		blocks := readPlain(t, path)
		if err := checkPartition(blocks, Build(blocks)); err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
}

// lines are what random texts are made of: every form of label, what looks
// like one, and what stands around.
var lines = []string{
	"Phần thứ nhất", "PHẦN THỨ HAI", "Phần III: NHIỆM VỤ", "Chương I", "Chương II. QUY ĐỊNH", "Mục 1", "Mục 2. TÊN MỤC", "Tiểu mục 1. Tên",
	"Điều 1. Phạm vi", "Điều 2.", "Điều 3: Nội dung", "Điều 12 của Luật này", "Điều 1.\nNội dung", "1. Một", "2. Hai.", "3) Ba", "1a. Chen",
	"a) Điểm a;", "b) Điểm b", "đ) Điểm đ", "(i) nhỏ", "- Gạch", "+ Cộng", "- a) Cả hai", "• Chấm", "I- LA MÃ", "II. Hai", "A. Chữ", "1.1- Con", "1.1.1. Cháu",
	"“Điều 5. Văn bản khác", "1. Trong ngoặc", "kết thúc”.", "\"Ngoặc thẳng", "hết\"", "CHỮ HOA", "LỜI NÓI ĐẦU", "Căn cứ Hiến pháp;", "Theo đề nghị của Bộ trưởng;",
	"QUYẾT ĐỊNH:", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 01/QĐ", "Hà Nội, ngày 01 tháng 02 năm 2020", "-------", "Nơi nhận:", "TM. CHÍNH PHỦ", "(Đã ký)",
	"Luật này đã được Quốc hội thông qua ngày 01.", "PHỤ LỤC I", "Phụ lục 2", "(Kèm theo Quyết định số 01)", "QUY CHẾ LÀM VIỆC", "Một câu dài hơn, có dấu chấm.", "không có gì",
	"1. Một\n2. Hai\na) Điểm\nhết", "Part I", "Section 2. Words", "Article 3 – More", "1 Scope", "1.1 General", "  ", "\u00a01.\u00a0Cách", "1.", "a)", "-\nxuống dòng", "5. x\n7. y",
}

var randomBlocks = rapid.Custom(func(t *rapid.T) []prose.Block {
	n := rapid.IntRange(0, 40).Draw(t, "blocks")
	blocks := make([]prose.Block, n)
	table := 0
	for i := range blocks {
		b := &blocks[i]
		b.Kind = prose.Paragraph
		b.Text = rapid.SampledFrom(lines).Draw(t, "line")
		if rapid.IntRange(0, 5).Draw(t, "own") == 0 {
			b.Text = strings.TrimRight(rapid.StringN(0, 30, -1).Draw(t, "text"), "\n")
		}
		b.Label = rapid.SampledFrom([]string{"", "", "", "1.", "2.", "a)", "•", "Điều 4.", "I.", "Mục lục", "1.1."}).Draw(t, "label")
		b.Level = rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2, 3}).Draw(t, "level")
		b.List = rapid.IntRange(0, 2).Draw(t, "list")
		b.Bold = rapid.Bool().Draw(t, "bold")
		b.Center = rapid.Bool().Draw(t, "center")
		switch rapid.IntRange(0, 20).Draw(t, "kind") {
		case 0:
			b.Kind = prose.Footnote
		case 1:
			b.Kind = prose.Header
		case 2:
			b.Kind = prose.TextBox
		case 3, 4:
			b.Kind = prose.Cell
			if table == 0 || i == 0 || blocks[i-1].Cell == nil {
				table++
			}
			b.Cell = &prose.CellPos{Table: table, Row: rapid.IntRange(0, 3).Draw(t, "row"), Col: rapid.IntRange(0, 3).Draw(t, "col"), RowSpan: 1, ColSpan: 1}
		}
	}
	return blocks
})

func TestNothingLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := randomBlocks.Draw(t, "blocks")
		if err := checkPartition(blocks, Build(blocks)); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzBuild(f *testing.F) {
	f.Add([]byte(strings.Join(lines, "\n")))
	f.Add([]byte("Điều 1. A\n“Điều 2. B\n1. C”.\nĐiều 2. D"))
	f.Fuzz(func(t *testing.T, data []byte) {
		blocks, err := plain.Text(data)
		if err != nil {
			t.Skip()
		}
		if err := checkPartition(blocks, Build(blocks)); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	blocks := readPlain(b, filepath.Join(corpus.Path(b), "vi", "luat-xu-ly-vi-pham-hanh-chinh-2012.txt"))
	b.ReportAllocs()
	for b.Loop() {
		Build(blocks)
	}
}
