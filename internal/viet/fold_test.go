package viet

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		"Đề nghị SỬA ĐỔI":         "de nghi sua doi",
		"khoản 2\tĐiều 5 ":        "khoan 2\tdieu 5 ",
		"e\u0302\u0323":           "e",
		"Ðảng":                    "dang",
		"Müller, Straße, Łódź, Ñ": "muller, straße, lodz, n",
		"Съезд й":                 "съезд й",
		"a\u0300\u0316b":          "ab",
		"中文 – “x”":                "中文 – “x”",
		"plain":                   "plain",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldAllLetters(t *testing.T) {
	const folded = "aaaaa aaaaaa aaaaaa eeeee eeeeee iiiii ooooo oooooo oooooo uuuuu uuuuuu yyyyy d"
	if got := Fold(chartLetters); got != folded {
		t.Errorf("Fold = %s", got)
	}
	if got := Fold(strings.ToUpper(chartLetters)); got != folded {
		t.Errorf("Fold of capitals = %s", got)
	}
}

func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		folded := Fold(s)
		if again := Fold(folded); again != folded {
			t.Fatalf("%q folds to %q, then to %q", s, folded, again)
		}
	})
	small, capital := accented(t)
	rapid.Check(t, func(t *rapid.T) {
		s := vietnamese(append(small, capital...)).Draw(t, "s")
		if got := strings.Map(FoldRune, s); got != Fold(s) {
			t.Fatalf("%q folds to %q, rune by rune to %q", s, Fold(s), got)
		}
		if utf8.RuneCountInString(Fold(s)) != utf8.RuneCountInString(s) {
			t.Fatalf("%q and its folding %q differ in length", s, Fold(s))
		}
	})
}

func TestFoldRuneIsTotal(t *testing.T) {
	for r := rune(-1); r <= unicode.MaxRune+1; r++ {
		f := FoldRune(r)
		if FoldRune(f) != f {
			t.Fatalf("%U folds to %U, that to %U", r, f, FoldRune(f))
		}
		if unicode.IsLetter(r) != unicode.IsLetter(f) {
			t.Fatalf("%U folds to %U, which is not of its kind", r, f)
		}
	}
}

func TestRepairEth(t *testing.T) {
	for in, want := range map[string]string{
		"Ðảng bộ": "Đảng bộ", "ðề nghị": "đề nghị", "Ɖồng": "Đồng", "Đảng": "Đảng", "": "",
	} {
		if got := RepairEth(in); got != want {
			t.Errorf("RepairEth(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Điều 5\u0301\u0323 ĐƯỢC")
	f.Add("\u0130\u0345\u03a3\xff")
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Errorf("%q folds to %q, then to %q", s, once, Fold(once))
		}
	})
}

const prose = "Tại khoản 2 Điều 5, đề nghị bổ sung cụm từ “hoặc người được ủy quyền” sau cụm từ “người đứng đầu cơ quan”; " +
	"cơ bản nhất trí với dự thảo Đề án, tuy nhiên cần làm rõ thẩm quyền của Ủy ban nhân dân tỉnh. "

func BenchmarkFold(b *testing.B) {
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		Fold(prose)
	}
}

func BenchmarkFoldRune(b *testing.B) {
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		for _, r := range prose {
			sink += FoldRune(r)
		}
	}
}

var sink rune

func BenchmarkTone(b *testing.B) {
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		Tone(prose)
	}
}

func BenchmarkSyllables(b *testing.B) {
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		Syllables(prose)
	}
}
