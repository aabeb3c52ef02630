package synthesis

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func items(texts ...string) []Item {
	out := make([]Item, len(texts))
	for i, t := range texts {
		out[i] = Item{Text: t}
	}
	return out
}

func TestGroups(t *testing.T) {
	for _, c := range []struct {
		name  string
		items []Item
		want  [][]int
	}{
		{"case, marks, tone placement, punctuation", items(
			"Đề nghị bảo đảm môi trường hoà bình.", "đề nghị bảo đảm môi trường hòa bình"), [][]int{{0, 1}}},
		{"particles and openers", items(
			"Đề nghị bổ sung quy định về trách nhiệm của người đứng đầu trong công tác cán bộ",
			"Kiến nghị bổ sung thêm quy định trách nhiệm người đứng đầu trong công tác cán bộ"), [][]int{{0, 1}}},
		{"another demand", items(
			"Đề nghị bổ sung quy định về trách nhiệm của người đứng đầu",
			"Đề nghị bổ sung quy định về trách nhiệm của cấp phó"), [][]int{{0}, {1}}},
		{"figures differ", items(
			"Đề nghị tăng tỷ lệ kiểm tra hằng năm đối với các tổ chức đảng trực thuộc từ 20% lên 30%",
			"Đề nghị tăng tỷ lệ kiểm tra hằng năm đối với các tổ chức đảng trực thuộc từ 20% lên 40%"), [][]int{{0}, {1}}},
		{"negation", items(
			"Đề nghị quy định việc luân chuyển cán bộ giữa các địa phương trong cùng một khu vực theo kế hoạch hằng năm",
			"Đề nghị không quy định việc luân chuyển cán bộ giữa các địa phương trong cùng một khu vực theo kế hoạch hằng năm"), [][]int{{0}, {1}}},
		{"one word put in another's place, however long the comment", items(
			"Đề nghị làm rõ cơ chế bảo vệ cán bộ năng động, sáng tạo, dám nghĩ, dám làm, dám chịu trách nhiệm vì lợi ích chung",
			"Đề nghị làm rõ cơ chế bảo vệ cán bộ năng động, sáng tạo, dám nghĩ, dám làm, dám chịu trách nhiệm vì lợi ích tập thể"), [][]int{{0}, {1}}},
		{"words added", items(
			"Đề nghị làm rõ cơ chế bảo vệ cán bộ năng động, sáng tạo, dám nghĩ, dám làm, dám chịu trách nhiệm vì lợi ích chung",
			"Đề nghị làm rõ cơ chế bảo vệ cán bộ năng động, sáng tạo, dám nghĩ, dám làm, dám đột phá, dám chịu trách nhiệm vì lợi ích chung"), [][]int{{0, 1}}},
		{"before is not after", items(
			"Đề nghị quy định cơ quan trả lời bằng văn bản cho người nộp hồ sơ trong thời hạn trước ngày nhận đủ hồ sơ hợp lệ theo quy định",
			"Đề nghị quy định cơ quan trả lời bằng văn bản cho người nộp hồ sơ trong thời hạn sau ngày nhận đủ hồ sơ hợp lệ theo quy định"), [][]int{{0}, {1}}},
		{"proposals: the words must be the same", []Item{
			{Before: "trách nhiệm", After: "trách nhiệm trực tiếp"}, {Before: "trách nhiệm", After: "trách nhiệm liên đới"},
			{Before: "Trách nhiệm", After: "trách  nhiệm trực tiếp"}}, [][]int{{0, 2}, {1}}},
		{"English", items(
			"We suggest to define the term digital identity in the list of definitions of this Article",
			"Please define the term digital identity in the list of definitions of this Article"), [][]int{{0, 1}}},
		{"nothing", nil, nil},
	} {
		if got := Groups(c.items); !equalGroups(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func equalGroups(a, b [][]int) bool { return slices.EqualFunc(a, b, slices.Equal[[]int]) }

// Groups is a partition; members are pairwise near-identical or equal; and the
// prefix filter misses no pair that comparing everything with everything finds.
func TestGroupsProperties(t *testing.T) {
	words := strings.Fields("cán bộ cấp ủy tổ chức kỷ luật mục tiêu giải pháp đột phá trọng tâm kiểm tra giám sát 20% không")
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 0, 25), func(w []string) string { return strings.Join(w, " ") })
	rapid.Check(t, func(t *rapid.T) {
		in := items(rapid.SliceOfN(text, 0, 20).Draw(t, "texts")...)
		for i := len(in) - 1; i > 0; i -= 3 { // plant near-copies
			in[i].Text = in[0].Text + " " + words[i%len(words)]
		}
		docs := make([]document, len(in))
		for i := range in {
			docs[i] = newDocument(in[i])
		}
		near := map[[2]int]bool{}
		for _, l := range candidates(docs) {
			near[[2]int{l.a, l.b}] = true
		}
		for a := range docs {
			for b := a + 1; b < len(docs); b++ {
				want := docs[a].strict == docs[b].strict && extends(docs[a].content, docs[b].content) && jaccard(docs[a].shingles, docs[b].shingles) >= Threshold
				if near[[2]int{a, b}] != want {
					t.Fatalf("pair %d %d: candidates say %v, measure says %v", a, b, !want, want)
				}
			}
		}
		seen := map[int]bool{}
		for _, g := range Groups(in) {
			for _, a := range g {
				if seen[a] {
					t.Fatalf("item %d in two groups", a)
				}
				seen[a] = true
				for _, b := range g {
					if a < b && docs[a].exact != docs[b].exact && !near[[2]int{a, b}] {
						t.Fatalf("%d and %d share a group and are unlike", a, b)
					}
				}
			}
		}
		if len(seen) != len(in) {
			t.Fatalf("%d of %d items grouped", len(seen), len(in))
		}
	})
}

func TestVariants(t *testing.T) {
	got := Variants([]string{
		"Đề nghị nêu rõ thời hạn báo cáo ý kiến bảo lưu.",
		"đề nghị nêu rõ thời hạn báo cáo ý kiến bảo lưu",
		"Đề nghị nêu rõ thời hạn báo cáo ý kiến bảo lưu là 15 ngày.",
		"Đề nghị nêu thời hạn báo cáo ý kiến bảo lưu.",
	})
	want := []string{"", "", "… bảo lưu là 15 ngày …", "… nghị nêu thời hạn …"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("variant %d = %q, want %q", i, got[i], want[i])
		}
	}
	if v := Variants(nil); len(v) != 0 {
		t.Errorf("Variants(nil) = %v", v)
	}
}

func BenchmarkGroups(b *testing.B) {
	words := strings.Fields("cán bộ cấp ủy tổ chức kỷ luật mục tiêu giải pháp đột phá trọng tâm kiểm tra giám sát quy hoạch luân chuyển")
	in := make([]Item, 2000)
	for i := range in {
		var w []string
		for k := range 30 {
			w = append(w, words[(i*7+k*k+i*k)%len(words)])
		}
		in[i].Text = strings.Join(w, " ")
	}
	for b.Loop() {
		Groups(in)
	}
}
