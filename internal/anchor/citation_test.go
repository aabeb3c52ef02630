package anchor

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// shown writes a citation so that a table can be read: levels from outside in,
// places parted by "|".
func shown(c Citation) string {
	var places []string
	for _, steps := range c.Places() {
		var parts []string
		for _, s := range steps {
			kind := string(s.Kind)
			if kind == "" {
				kind = "?" + strings.ReplaceAll(s.Word, " ", "-")
			}
			number := s.Number
			if s.This {
				number = "this"
			}
			parts = append(parts, strings.TrimSpace(kind+" "+number))
		}
		places = append(places, strings.Join(parts, " > "))
	}
	out := strings.Join(places, " | ")
	if c.Page > 0 {
		out += fmt.Sprintf(" p%d", c.Page)
	}
	if c.Line > 0 {
		out += fmt.Sprintf(" l%d", c.Line)
	}
	if c.FromBottom {
		out += " bottom"
	}
	if c.Whole {
		out += " whole"
	}
	if c.External {
		out += " external"
	}
	return strings.TrimSpace(out)
}

func TestCitations(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Tại điểm a khoản 2 Điều 5, đề nghị bổ sung", "article 5 > clause 2 > point a"},
		{"khoản 2, Điều 5", "article 5 > clause 2"},
		{"Điều 5 khoản 2 điểm a", "article 5 > clause 2 > point a"},
		{"điểm a, b và c khoản 1 Điều 4", "article 4 > clause 1 > point a | article 4 > clause 1 > point b | article 4 > clause 1 > point c"},
		{"các khoản 1, 2 và 4 Điều 7", "article 7 > clause 1 | article 7 > clause 2 | article 7 > clause 4"},
		{"từ Điều 3 đến Điều 6", "article 3 | article 4 | article 5 | article 6"},
		{"khoản 1-3 Điều 9", "article 9 > clause 1 | article 9 > clause 2 | article 9 > clause 3"},
		{"điểm c đến điểm e khoản 1", "clause 1 > point c | clause 1 > point d | clause 1 > point đ | clause 1 > point e"},
		{"Điều 5, Điều 7 và Điều 9", "article 5 | article 7 | article 9"},
		{"Điều 4 và khoản 2 Điều 7", "article 4 | article 7 > clause 2"},
		{"khoản 1 Điều 5, điểm b khoản 2 Điều 6", "article 5 > clause 1 | article 6 > clause 2 > point b"},
		{"điểm a khoản 1 và điểm b khoản 2 Điều 5", "article 5 > clause 1 > point a | article 5 > clause 2 > point b"},
		{"Điều 5 khoản 1 và khoản 2", "article 5 > clause 1 | article 5 > clause 2"},
		{"Phần thứ ba", "part 3"},
		{"Phần III", "part 3"},
		{"tại phần ba của dự thảo", "part 3"},
		{"mục II, phần thứ ba", "part 3 > ?mục 2"},
		{"mục 2 phần III", "part 3 > ?mục 2"},
		{"Mục 1 Chương II", "chapter 2 > ?mục 1"},
		{"tiểu mục 1.2", "subsection 1.2"},
		{"mục 5.1", "?mục 5.1"},
		{"điểm c mục 5.1", "?mục 5.1 > point c"},
		{"điểm 1, mục II", "?mục 2 > point 1"},
		{"mục 3 mục II", "?mục 2 > ?mục 3"},
		{"mục II.2.a", "?mục 2 > ? 2 > point a"},
		{"mục I-1", "?mục 1 > ? 1"},
		{"nhiệm vụ thứ 3", "?nhiệm-vụ 3"},
		{"nhiệm vụ, giải pháp thứ năm", "?nhiệm-vụ-giải-pháp 5"},
		{"gạch đầu dòng thứ hai mục 3", "?mục 3 > item 2"},
		{"gạch đầu dòng cuối cùng khoản 2", "clause 2 > item last"},
		{"đoạn 2", "paragraph 2"},
		{"đoạn cuối Điều 8", "article 8 > paragraph last"},
		{"đoạn thứ hai phần mở đầu", "front > paragraph 2"},
		{"Trang 12, dòng 5 từ trên xuống", "p12 l5"},
		{"trang 3 dòng 4 từ dưới lên", "p3 l4 bottom"},
		{"dòng thứ 7 trang 9", "p9 l7"},
		{"khoản 2 Điều 5 (trang 12)", "article 5 > clause 2 p12"},
		{"Phụ lục II", "annex 2"},
		{"Phụ lục số 01", "annex 1"},
		{"phần căn cứ", "basis"},
		{"bảng 1", "table 1"},
		{"Điều 5a", "article 5a"},
		{"điểm đ) khoản 3", "clause 3 > point đ"},
		{`điểm "b" khoản 3`, "clause 3 > point b"},
		{"ĐIỀU 5", "article 5"},
		{"Ðiều 7 và khỏan 2 Điều 8", "article 7 | article 8 > clause 2"},
		{"Chương ba", "chapter 3"},
		{"Phần thứ mười một", "part 11"},
		{"khoản 3 Điều này", "article this > clause 3"},
		{"toàn bộ dự thảo", "whole"},

		{"Article 5(2)(a)", "article 5 > clause 2 > point a"},
		{"point (a) of Article 5(2)", "article 5 > clause 2 > point a"},
		{"Section 3.2", "?section 3.2"},
		{"clause 4", "clause 4"},
		{"clause 4.2(a)", "clause 4.2 > point a"},
		{"page 3, line 12", "p3 l12"},
		{"p. 3", "p3"},
		{"paragraph 2 of Section I", "?section 1 > paragraph 2"},
		{"the second paragraph of Article 9", "article 9 > paragraph 2"},
		{"Chapter II", "chapter 2"},
		{"Part 3", "part 3"},
		{"Annex A", "annex a"},
		{"Articles 5 and 6", "article 5 | article 6"},
		{"Articles 5 to 8", "article 5 | article 6 | article 7 | article 8"},
		{"throughout the draft", "whole"},

		{"khoản 2 Điều 5 Luật Đầu tư công", "article 5 > clause 2 external"},
		{"khoản 2, Điều 5, Luật Đầu tư công", "article 5 > clause 2 external"},
		{"theo Điều 5, Luật Đầu tư công", "article 5 external"},
		{"Điều 6 Nghị định 30/2020/NĐ-CP", "article 6 external"},
		{"Điều 4 của Quy định số 65-QĐ/TW", "article 4 external"},
		{"khoản 1 Điều 2 của Luật Tổ chức chính quyền địa phương", "article 2 > clause 1 external"},
		{"Article 5 of Directive 2014/24", "article 5 external"},
		{"Article 5 of the Law on Cinema", "article 5 external"},
		{"Điều 5 dự thảo Luật", "article 5"},
		{"Điều 5 của dự thảo Nghị định", "article 5"},
		{"Điều 5 Đề án", "article 5"},
		{"Điều 5 của Luật này", "article 5"},
		{"khoản 2 Điều 5 quy định về thẩm quyền", "article 5 > clause 2"},
		{"Tại Điều 5, Luật Đầu tư công đã có quy định", "article 5"},
		{"Article 5 of the draft Law", "article 5"},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			for _, text := range []string{test.text, norm.NFD.String(test.text), "xin nêu " + test.text + "."} {
				got := Citations(text)
				if len(got) != 1 || shown(got[0]) != test.want {
					var all []string
					for _, c := range got {
						all = append(all, shown(c))
					}
					t.Errorf("Citations(%q) = %q, want %q", text, all, test.want)
				}
			}
		})
	}
}

func TestCitationsNone(t *testing.T) {
	for _, text := range []string{
		"ít nhất hai phần ba tổng số đại biểu", "quan điểm a", "giai đoạn 2026-2030", "danh mục 1", "mục tiêu phát triển",
		"đạt điểm 9", "thời điểm 1/7/2025", "chương trình hành động", "phần lớn ý kiến", "5 nhiệm vụ trọng tâm",
		"góp phần một bước", "điều kiện 3 bên", "giảm 10 điểm %", "the third party", "in part a new text", "trang bị 5 máy",
		"đường Điện Biên Phủ, số 12", "khoản 500 triệu đồng", "nhiệm vụ 5 năm", "phần 30%", "my point is clear", "to act in concert",
	} {
		if got := Citations(text); len(got) != 0 {
			t.Errorf("Citations(%q) = %q, want none", text, shown(got[0]))
		}
	}
}

func TestCitationsInOrder(t *testing.T) {
	text := "Tại khoản 2 Điều 5, đề nghị bỏ cụm từ này. Mục II phần thứ ba cần thống nhất với Điều 6 Nghị định số 30/2020/NĐ-CP; trang 4 dòng 2."
	want := []string{"khoản 2 Điều 5", "Mục II phần thứ ba", "Điều 6", "trang 4 dòng 2"}
	var got []string
	for _, c := range Citations(text) {
		got = append(got, text[c.Start:c.End])
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

// checkCitations holds for any text: in order, apart, inside it, never empty.
func checkCitations(t interface{ Fatalf(string, ...any) }, s string) {
	last := 0
	for _, c := range Citations(s) {
		if c.Start < last || c.End <= c.Start || c.End > len(s) {
			t.Fatalf("%q: citation %d–%d after %d", s, c.Start, c.End, last)
		}
		last = c.End
		if len(c.Steps) == 0 && c.Page == 0 && c.Line == 0 && !c.Whole {
			t.Fatalf("%q: citation %q names nothing", s, s[c.Start:c.End])
		}
		for _, steps := range c.Places() {
			for _, step := range steps {
				if step.Kind == "page" || step.Kind == "line" || step.Kind == "whole" {
					t.Fatalf("%q: step of kind %s", s, step.Kind)
				}
			}
		}
	}
}

var citationPieces = []string{"điểm", "khoản", "Điều", "mục", "Phần thứ", "Chương", "trang", "dòng", "Article", "Section", "a", "đ", "2", "5.1",
	"III", "ba", "(", ")", ",", "và", "đến", "-", "/", ".", "của", "dự thảo", "Luật", "Nghị định số", "này", "\n", "\"", "toàn bộ dự thảo", "cuối", "%"}

func TestCitationsOfAnyWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(citationPieces), 0, 20).Draw(t, "words")
		checkCitations(t, strings.Join(words, rapid.SampledFrom([]string{" ", "", "  "}).Draw(t, "space")))
	})
}

func FuzzCitations(f *testing.F) {
	for _, s := range []string{"điểm a khoản 2 Điều 5", "Article 5(2)(a) of Directive 1/2", "mục II.2.a", "trang 3, dòng 4 từ dưới lên",
		"từ Điều 3 đến Điều 6", "\xff\xfeĐiều \x80 5", "khoản 9999-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkCitations(t, s) })
}

// A single letter with a number is a place at the front of a line or clause, or
// in a chain; anywhere else it may be anything.
func TestCompactCitations(t *testing.T) {
	tests := []struct{ text, want string }{
		{"đ3k2: nên ghi rõ", "article 3 > clause 2"},
		{"đ1: ok", "article 1"},
		{"K.1 Đ.32 bổ sung loại T10", "article 32 > clause 1"},
		{"Đ8.2 chưa rõ", "article 8 > clause 2"},
		{"điều 9.1.h trừ trường hợp nào?", "article 9 > clause 1 > point h"},
		{"xem lại k2đ5", "article 5 > clause 2"},
		{"phim dài 3k2", ""}, {"giá vé 100.000đ 3 ngày", ""}, {"lớp K3 và khu Đ1", ""}, {"cấp 500đ3", ""},
		{"ý kiến:\nĐ5: bỏ", "article 5"},
	}
	for _, test := range tests {
		var got []string
		for _, c := range Citations(test.text) {
			got = append(got, shown(c))
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("Citations(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
