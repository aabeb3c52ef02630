package viet

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestTone(t *testing.T) {
	for in, want := range map[string]string{
		"hoà": "hòa", "hòa": "hòa", "HOÀ": "HÒA", "Hoà": "Hòa", "hoÀ": "hòA",
		"khoẻ": "khỏe", "thuý": "thúy", "thuỷ": "thủy", "uỷ": "ủy", "Uỷ ban": "Ủy ban", "loá": "lóa", "goá": "góa", "xoè": "xòe",
		"oà": "òa", "nguỵ": "ngụy", "suý": "súy",
		// both spellings agree
		"quý": "quý", "quả": "quả", "quỷ": "quỷ", "quỳnh": "quỳnh", "quốc": "quốc", "quyết": "quyết",
		"giá": "giá", "già": "già", "giữa": "giữa", "giếng": "giếng", "gì": "gì", "gìn": "gìn", "giỏi": "giỏi", "giết": "giết",
		"hoàn": "hoàn", "hoặc": "hoặc", "khoản": "khoản", "thuỳnh": "thuỳnh", "huỳnh": "huỳnh", "toét": "toét", "boóng": "boóng",
		"của": "của", "mía": "mía", "nghĩa": "nghĩa", "khuỷu": "khuỷu", "ngoại": "ngoại", "ngoằn ngoèo": "ngoằn ngoèo",
		"thuở": "thuở", "nữa": "nữa", "người": "người", "tuổi": "tuổi", "thuế": "thuế", "bảo": "bảo", "kiểu": "kiểu", "rượu": "rượu",
		"quáy": "quáy", "khuya": "khuya",
		// slips
		"qúy": "quý", "qủa": "quả", "gía": "giá", "tóan": "toán", "hòan": "hoàn", "qúôc": "quốc", "thủơ": "thuở", "nghiã": "nghĩa",
		// no syllables of Vietnamese
		"voilà": "voilà", "oàf": "oàf", "hoàhoà": "hoàhoà", "Boà2": "Bòa2", "noël": "noël", "àà": "àà",
		"hoa\u0300":                       "hòa",
		"Khoá XIII, hoà-bình (thuỷ lợi).": "Khóa XIII, hòa-bình (thủy lợi).",
		"":                                "",
	} {
		if got := Tone(in); got != want {
			t.Errorf("Tone(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEqualTone(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Thanh Hoá", "Thanh Hóa", true}, {"hoà", "hoá", false}, {"hoà", "Hòa", false}, {"thuỷ", "thuy", false}, {"", "", true},
	} {
		if got := EqualTone(c.a, c.b); got != c.want {
			t.Errorf("EqualTone(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// every calls fn with all syllables the tables allow: letters, the index in
// them of the traditional mark, and that of the reformed one.
func every(fn func(letters []rune, tn tone, traditional, reformed int)) {
	for _, onset := range append([]string{""}, onsets...) {
		for _, rime := range rimeList {
			letters := []rune(onset + rime)
			if onset == "g" && (rime == "ia" || rime == "iu") {
				continue // the same letters as giá, giú: the onset is gi
			}
			if !ValidSyllable(onset+rime) && !ValidSyllable(marked(letters, len([]rune(onset)), acute)) {
				continue
			}
			at := len([]rune(onset)) + markPosition(plainString(rime))
			reformed := at
			if slices.Contains([]string{"oa", "oe", "uy"}, rime) {
				reformed++
			}
			for tn := grave; tn < tones; tn++ {
				fn(letters, tn, at, reformed)
			}
		}
	}
}

func marked(letters []rune, at int, tn tone) string {
	letters = slices.Clone(letters)
	letters[at] = glyphOf(letters[at]).withTone(tn)
	return string(letters)
}

func TestToneOnEverySyllable(t *testing.T) {
	n := 0
	every(func(letters []rune, tn tone, traditional, reformed int) {
		n++
		want := marked(letters, traditional, tn)
		for _, at := range []int{traditional, reformed} {
			for _, in := range []string{marked(letters, at, tn), strings.ToUpper(marked(letters, at, tn))} {
				got := Tone(in)
				if !strings.EqualFold(got, want) {
					t.Errorf("Tone(%s) = %s, want %s", in, got, want)
				}
				if Tone(got) != got {
					t.Errorf("Tone(%s) = %s, not itself", got, Tone(got))
				}
			}
		}
	})
	if n < 10_000 {
		t.Errorf("%d syllables tried", n)
	}
}

func TestToneKeepsTheRest(t *testing.T) {
	small, capital := accented(t)
	rapid.Check(t, func(t *rapid.T) {
		s := vietnamese(append(small, capital...)).Draw(t, "s")
		got := Tone(s)
		if Fold(got) != Fold(s) {
			t.Fatalf("Tone(%q) = %q changes letters", s, got)
		}
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(s) {
			t.Fatalf("Tone(%q) = %q changes length", s, got)
		}
		if Tone(got) != got {
			t.Fatalf("Tone(%q) = %q, again %q", s, got, Tone(got))
		}
	})
}

func TestValidSyllable(t *testing.T) {
	valid := "nghiêng Quý QUY hoà hòa gì giếng ý yêu ở Đắk ghế kỹ cá các được khuỷu oản uống nghiệp thuyền luật xoong huyện ủy lý"
	for _, w := range strings.Fields(valid) {
		if !ValidSyllable(w) {
			t.Errorf("%s is not taken as a syllable", w)
		}
	}
	invalid := "ngê kà cê nghà gê các̀ cạch̀ cac bằc straße đt QĐ nghiễc zà fà áà hộin qoà lyến bb a1 été fidélité né-"
	for _, w := range append(strings.Fields(invalid), "") {
		if ValidSyllable(w) {
			t.Errorf("%s is taken as a syllable", w)
		}
	}
}

func TestSyllables(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"Đề nghị, bổ sung…":     "Đề|nghị|bổ|sung",
		"và/hoặc Đảng-Nhà nước": "và|hoặc|Đảng|Nhà|nước",
		"mục 5.1. Đạt 89,85%, tăng 2.700 người": "mục|5.1|Đạt|89,85%|tăng|2.700|người",
		"Nghị quyết 26-NQ/TW ngày 19/5/2018":    "Nghị|quyết|26-NQ/TW|ngày|19/5/2018",
		"30/2020/NĐ-CP; 237/NQ-UBTVQH16.":       "30/2020/NĐ-CP|237/NQ-UBTVQH16",
		"Điều 36a, 10:30, 5-6, 3-Tổng":          "Điều|36a|10:30|5-6|3-Tổng",
		"2018-các 5,x 5.Các 7-":                 "2018|các|5|x|5|Các|7",
		"K'Ho don’t 'trích'":                    "K'Ho|don’t|trích",
		"e\u0302\u0323 COVID-19 TT06":           "e\u0302\u0323|COVID|19|TT06",
		"a)đ)“x”":                               "a|đ|x",
		"50 % 5‰":                               "50|5‰",
		"x%":                                    "x",
		"\xff\xfea":                             "a",
	} {
		var got []string
		for _, sp := range Syllables(in) {
			got = append(got, in[sp.Start:sp.End])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("Syllables(%q) = %q, want %q", in, strings.Join(got, "|"), want)
		}
	}
}

func FuzzSyllables(f *testing.F) {
	f.Add("Điều 36a, 26-NQ/TW 89,85% K'Ho\xff")
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, sp := range Syllables(s) {
			if sp.Start < end || sp.End <= sp.Start || sp.End > len(s) {
				t.Fatalf("%q: span %v after %d", s, sp, end)
			}
			if between := s[end:sp.Start]; strings.ContainsFunc(between, isLetter) || strings.ContainsFunc(between, isDigit) {
				t.Fatalf("%q: %q is in no token", s, between)
			}
			end = sp.End
		}
		if strings.ContainsFunc(s[end:], isLetter) {
			t.Fatalf("%q: %q is in no token", s, s[end:])
		}
		if Tone(Tone(s)) != Tone(s) {
			t.Fatalf("Tone of %q is not stable", s)
		}
	})
}
