package anchor

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"thao/internal/outline"
)

func tree(contents ...string) *outline.Tree {
	t := &outline.Tree{}
	for i, c := range contents {
		t.Nodes = append(t.Nodes, &outline.Node{ID: string(rune('a' + i)), Kind: outline.Paragraph, Text: c})
	}
	return t
}

func TestFind(t *testing.T) {
	tx := NewText(tree(
		"Người đứng đầu chịu trách nhiệm trực tiếp về việc giới thiệu, đánh giá cán bộ.",
		"Cấp phó chịu trách nhiệm trực tiếp về lĩnh vực được phân công phụ trách.",
		"Hằng năm, cấp ủy tổ chức kiểm tra ít nhất 20% số tổ chức đảng trực thuộc.",
		"Hằng năm, cấp ủy tổ chức kiểm tra ít nhất 30% số tổ chức đảng trực thuộc.",
		"Môi trường hoà bình, ổn định.",
	))
	for _, c := range []struct {
		name  string
		quote Quote
		node  string // of the best hit
		words string // of the draft, as found
		sure  bool
	}{
		{"exact", Quote{Exact: "giới thiệu, đánh giá cán bộ"}, "a", "giới thiệu, đánh giá cán bộ", true},
		{"case, tone placement, spaces", Quote{Exact: "MÔI TRƯỜNG  hòa bình"}, "e", "Môi trường hoà bình", true},
		{"quotation marks and full stop", Quote{Exact: "“lĩnh vực được phân công phụ trách.”"}, "b", "lĩnh vực được phân công phụ trách", true},
		{"two places", Quote{Exact: "chịu trách nhiệm trực tiếp"}, "a", "chịu trách nhiệm trực tiếp", false},
		{"two places, told by what follows", Quote{Exact: "chịu trách nhiệm trực tiếp", Suffix: "về lĩnh vực được phân"}, "b", "chịu trách nhiệm trực tiếp", true},
		{"retyped with a slip", Quote{Exact: "Người đứng đầu chịu trách nhiêm trực tiêp về việc giới thiệu và đánh giá cán bộ"}, "a", "Người đứng đầu chịu trách nhiệm trực tiếp về việc giới thiệu, đánh giá cán bộ", true},
		{"twins told by a figure", Quote{Exact: "cấp ủy tổ chức kiểm tra ít nhất 30% số tổ chức đảng trực thuộc"}, "d", "cấp ủy tổ chức kiểm tra ít nhất 30% số tổ chức đảng trực thuộc", true},
		{"a twin of neither", Quote{Exact: "cấp ủy tổ chức kiểm tra ít nhất 40% số tổ chức đảng trực thuộc"}, "c", "", false},
		{"not there", Quote{Exact: "quy hoạch sử dụng đất đai toàn quốc"}, "", "", false},
		{"part of a word is no match", Quote{Exact: "thi"}, "", "", false},
		{"nothing", Quote{Exact: " “” "}, "", "", false},
	} {
		hits := tx.Find(c.quote)
		best, sure := Decide(hits)
		if sure != c.sure {
			t.Errorf("%s: sure = %v, want %v (%v)", c.name, sure, c.sure, hits)
		}
		if c.node == "" {
			if len(hits) > 0 && hits[0].Score >= Floor {
				t.Errorf("%s: found %v", c.name, hits[0])
			}
			continue
		}
		if best.Node == nil || best.Node.ID != c.node {
			t.Errorf("%s: at %v, want %s", c.name, best.Node, c.node)
			continue
		}
		if c.words != "" && best.Node.Content()[best.Start:best.End] != c.words {
			t.Errorf("%s: words %q, want %q", c.name, best.Node.Content()[best.Start:best.End], c.words)
		}
	}
}

func TestFindWithin(t *testing.T) {
	tr := tree("Cán bộ cấp xã.", "Cán bộ cấp xã.")
	tx := NewText(tr)
	best, sure := Decide(tx.Find(Quote{Exact: "cán bộ cấp xã", Within: tr.Nodes[1:]}))
	if !sure || best.Node != tr.Nodes[1] {
		t.Errorf("found %v, sure %v", best, sure)
	}
	if best, sure := Decide(tx.Find(Quote{Exact: "cán bộ cấp xã"})); sure {
		t.Errorf("look-alike taken: %v", best)
	}
}

func TestFindTwiceInOneNode(t *testing.T) {
	tx := NewText(tree("cán bộ chủ chốt và cán bộ chủ chốt"))
	best, sure := Decide(tx.Find(Quote{Exact: "cán bộ chủ chốt"}))
	if !sure || best.Start != -1 || best.End != -1 {
		t.Errorf("found %+v, sure %v: want the node, without offsets", best, sure)
	}
}

// Any stretch of whole words of any node is found, at its node or with it
// among equals, and the offsets given spell the words asked for.
func TestFindProperties(t *testing.T) {
	words := strings.Fields("cán bộ đảng viên hoà bình Ủy ban “quy hoạch” 20% – tổ\u00adchức n\u0103m")
	gen := rapid.SliceOfN(rapid.SampledFrom(words), 1, 12)
	rapid.Check(t, func(t *rapid.T) {
		var contents []string
		var asked string
		for i, n := 0, rapid.IntRange(1, 6).Draw(t, "nodes"); i < n; i++ {
			w := gen.Draw(t, "words")
			contents = append(contents, strings.Join(w, " "))
			from := rapid.IntRange(0, len(w)-1).Draw(t, "from")
			to := rapid.IntRange(from+1, len(w)).Draw(t, "to")
			asked = strings.Join(w[from:to], " ")
		}
		want, _ := fold(asked)
		want = trimMarks(want)
		hits := NewText(tree(contents...)).Find(Quote{Exact: asked})
		if want == "" {
			return
		}
		if len(hits) == 0 || hits[0].Score != 1 {
			t.Fatalf("%q not found in %q", asked, contents)
		}
		for _, h := range hits {
			if h.Start < 0 {
				continue
			}
			s := h.Node.Content()[h.Start:h.End]
			if got, _ := fold(s); got != want || !utf8.ValidString(s) {
				t.Fatalf("asked %q, got %q", asked, s)
			}
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("Người đứng đầu chịu trách nhiệm", "trách nhiệm")
	f.Add("a\x00b \u0301", "\u0301")
	f.Fuzz(func(t *testing.T, content, quote string) {
		for _, h := range NewText(tree(content, "khác hẳn")).Find(Quote{Exact: quote, Prefix: content}) {
			if h.Start > h.End || h.End > len(h.Node.Content()) || h.Score < 0 || h.Score > 1 {
				t.Errorf("hit out of bounds: %+v", h)
			}
		}
	})
}
