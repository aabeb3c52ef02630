package matrix

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"thao/internal/collation"
)

// evil are texts that break files, printers or readers.
var evil = []string{
	"=1+1", "=HYPERLINK(\"http://example.invalid\",\"bấm\")", "+84 24 0000 0000", "-2+3", "@SUM(A1)", "＝1＋1",
	"\t=1", "\r\n=1", "\u200b=1", "\u200b\u200b-x", "'=1",
	"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><b>", "]]>", "&amp; &lt; &#0;",
	"nul\x00 chuông\x07 xóa\x7f csi\u009b", "đảo \u202egnoad\u202c \u2066x\u2069 \u200f", "\xff\xfe không phải UTF-8",
	"_x000D_ _x0041_", "{title} {{.}}", "𝔗 😀 𠀀", "a\vb\fc\u0085d\u2028e\u2029f\rg\r\nh", "\ufffe\uffff", "n\u0303 hòa thuý",
	strings.Repeat("dài ", 9000), "   ", "\n\n", "- gạch đầu dòng", "PAGE \\* MERGEFORMAT",
}

// hostile is a collation whose every text is evil, in turn.
func hostile() *collation.Collation {
	c := sample()
	next := 0
	pick := func() string { next++; return evil[next%len(evil)] }
	c.Draft.Title, c.Draft.File = pick(), pick()
	for i := range c.Replies {
		r := &c.Replies[i]
		r.Number, r.Date = pick(), pick()
	}
	for i := range c.Comments {
		k := &c.Comments[i]
		k.Text, k.Quote, k.Where, k.Author, k.Date = pick(), pick(), pick(), pick(), pick()
		k.Before, k.After, k.Path = pick(), pick(), pick()
		k.Thread = append(k.Thread, collation.Turn{Author: pick(), Date: pick(), Text: pick()})
	}
	for i, s := range evil {
		c.Passages = append(c.Passages, collation.Passage{Reply: "b.docx", Kind: "new kind", Text: s})
		c.Problems = append(c.Problems, collation.Problem{File: s, Code: s, Message: s})
		c.Silent = append(c.Silent, s)
		c.Comments = append(c.Comments, collation.Comment{ID: fmt.Sprintf("c-evil-%d", i), Reply: "b.docx", Body: s, Text: s, State: collation.General, Source: collation.Letter})
	}
	return c
}

func TestHostileTextIsTheSameInAllFiles(t *testing.T) {
	sameEverywhere(t, New(hostile(), profile("vn-state"), Options{Issuer: evil[0], Receivers: evil[:20]}))
}

func TestNoCellIsAFormula(t *testing.T) {
	data := written(t, New(hostile(), profile("vn-state"), Options{}), "xlsx")
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for k, value := range row {
				ref := cell(k+1, i+1)
				if formula, _ := f.GetCellFormula(sheet, ref); formula != "" {
					t.Errorf("%s!%s holds the formula %q", sheet, ref, formula)
				}
				if value != "" && strings.ContainsAny(value[:1], "=+-@\t\r") {
					t.Errorf("%s!%s could be taken for a formula: %.40q", sheet, ref, value)
				}
				if utf8.RuneCountInString(value) >= 32767 {
					t.Errorf("%s!%s is as long as a cell can be: something may be cut", sheet, ref)
				}
			}
		}
	}
}

func TestXMLIsWellFormed(t *testing.T) {
	m := New(hostile(), profile("vn-state"), Options{})
	for format, name := range map[string]string{"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"} {
		d := xml.NewDecoder(bytes.NewReader(zipPart(t, written(t, m, format), name)))
		for {
			_, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s %s: %v", format, name, err)
			}
		}
	}
}

// keptWords are those of a text that must be read in every file: clean shows
// the rest by its pictures.
func keptWords(s string) []string {
	return strings.FieldsFunc(strings.ToValidUTF8(s, " "), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func FuzzClean(f *testing.F) {
	for _, s := range evil {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := clean(s)
		if !utf8.ValidString(got) {
			t.Fatalf("clean(%q) is no UTF-8", s)
		}
		if strings.ContainsFunc(got, unfit) {
			t.Fatalf("clean(%q) = %q holds what it must not", s, got)
		}
		if again := clean(got); again != got {
			t.Fatalf("clean is not at rest: %q, then %q", got, again)
		}
		for _, w := range keptWords(s) {
			if !strings.Contains(got, w) {
				t.Fatalf("clean(%q) lost %q", s, w)
			}
		}
	})
}

func FuzzGuard(f *testing.F) {
	for _, s := range evil {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := guard(s)
		if back := Unguard(g); back != s {
			t.Fatalf("Unguard(guard(%q)) = %q", s, back)
		}
		if g != "" && strings.ContainsAny(g[:1], "=+-@\t\r") {
			t.Fatalf("guard(%q) = %q", s, g)
		}
	})
}

func TestPartsLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("aâ Ơwi…漢 ")))
		c := Cell{}
		for _, s := range rapid.SliceOfN(text, 0, 6).Draw(t, "lines") {
			s = strings.Repeat(tidy(s)+" ", rapid.IntRange(1, 40).Draw(t, "times"))
			c = append(c, Line{Text: clean(s)})
		}
		width := rapid.Float64Range(8, 120).Draw(t, "width")
		got := parts(c, width, 12)
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeeze(strings.Join(got, "")) != squeeze(c.text()) {
			t.Fatalf("parts of %q are %q", c.text(), got)
		}
		for _, p := range got {
			if n := linesIn(Cell{{Text: p}}, width, 12); n > tallestCell {
				t.Fatalf("a part of %d lines: %q", n, p)
			}
		}
	})
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		width float64
		lines int
	}{
		{"", 50, 1},
		{"ngắn", 50, 1},
		{"một\nhai\nba", 50, 3},
		{strings.Repeat("n", 100), 4 + 25.4, 9},     // 6 points each, 12 to the inch
		{strings.Repeat("nn ", 30), 4 + 25.4, 6},    // 12 points each and 3 for the space, five to the inch
		{strings.Repeat("ẫn ", 30), 4 + 25.4, 6},    // marks take no room, a is narrower than n
		{"một từrấtdàikhôngthểngắtđược", 4 + 10, 6}, // a word longer than a line
	}
	for _, tt := range tests {
		if n, end := wrap(tt.text, tt.width, 12, anyNumber); n != tt.lines || end != len(tt.text) {
			t.Errorf("wrap(%.20q, %v) = %d lines to byte %d, want %d", tt.text, tt.width, n, end, tt.lines)
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("đầu ", 100) + strings.Repeat("cuối ", 100)
	got := excerpt(long, 60)
	if n := utf8.RuneCountInString(got); n > 63 || !strings.HasPrefix(got, "đầu ") || !strings.HasSuffix(got, " cuối") || strings.Count(got, " … ") != 1 {
		t.Errorf("excerpt = %q (%d characters)", got, n)
	}
	if got := excerpt("  ngắn \n thôi ", 60); got != "ngắn thôi" {
		t.Errorf("excerpt of a short text = %q", got)
	}
}

func TestEveryEvilTextIsSomewhere(t *testing.T) {
	words := readXLSX(t, written(t, New(hostile(), profile("vn-state"), Options{}), "xlsx")).words
	for _, s := range evil {
		for _, w := range strings.Fields(clean(s)) {
			if _, found := slices.BinarySearch(words, w); !found && !slices.ContainsFunc(words, func(x string) bool { return strings.Contains(x, w) }) {
				t.Errorf("%.40q: %q is nowhere", s, w)
			}
		}
	}
}
