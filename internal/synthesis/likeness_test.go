package synthesis

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestLikeSaysByWhichWords(t *testing.T) {
	a := Item{Text: "Đề nghị tăng tỷ lệ kiểm tra hằng năm đối với các tổ chức đảng trực thuộc từ 20% lên 30%"}
	b := Item{Text: "Đề nghị tăng tỷ lệ kiểm tra hằng năm đối với các tổ chức đảng trực thuộc từ 20% lên 40%"}
	l := Like(a, b)
	if share := Measure(a).Share(b); share != l.Share {
		t.Errorf("the share alone is %v, with the words %v", share, l.Share)
	}
	if l.Share < Threshold || l.Share == 1 || !l.Strict {
		t.Errorf("%+v", l)
	}
	if len(l.First) != 1 || len(l.Second) != 1 || l.Second[0] == l.First[0] || len(l.Common) == 0 {
		t.Errorf("%+v", l)
	}
	if far := Like(a, Item{Text: "Bổ sung quy định về kinh phí đào tạo"}); far.Share > 0.1 {
		t.Errorf("unlike comments: %+v", far)
	}
}

// What Groups joins, Like calls alike and never strictly apart; and the measure
// knows no first and second.
func TestLikeAgreesWithGroups(t *testing.T) {
	words := []string{"đề nghị", "bổ sung", "quy định", "trách nhiệm", "người đứng đầu", "không", "20%", "công tác cán bộ", "hằng năm"}
	text := rapid.Custom(func(t *rapid.T) string {
		s := ""
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 1, 12).Draw(t, "words") {
			s += w + " "
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := Item{Text: text.Draw(t, "a")}, Item{Text: text.Draw(t, "b")}
		l, m := Like(a, b), Like(b, a)
		if l.Share != m.Share || l.Strict != m.Strict {
			t.Fatalf("%+v, other way round %+v", l, m)
		}
		joined := len(Groups([]Item{a, b})) == 1
		if joined && (l.Share < Threshold || l.Strict) {
			t.Fatalf("one group, but %+v", l)
		}
		if len(l.First)+len(l.Second) == 0 && !slices.Equal(foldedWords(a.Text), foldedWords(b.Text)) {
			t.Fatalf("no word differs in %q and %q", a.Text, b.Text)
		}
	})
}
