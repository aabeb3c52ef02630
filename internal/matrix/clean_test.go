package matrix

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Marks heaped on a letter are counted, not drawn over the lines around; those a
// writing needs stay as they are.
func TestHeapedMarksAreCounted(t *testing.T) {
	few := strings.Repeat("\u0301", mostMarks)
	for in, want := range map[string]string{
		"Z" + strings.Repeat("\u0301", 300) + " xong": "Z" + few + "‹U+0301 × 292› xong",
		"Z" + few + "\u0301\u0301\u0302\u0301":        "Z" + few + "‹U+0301 × 2›‹U+0302 × 1›‹U+0301 × 1›",
		"a\u0302\u0301 ê\u0301 Đề nghị":               "a\u0302\u0301 ê\u0301 Đề nghị",
		"\u202ea" + few + "\u0301b\u0301":             "‹U+202E›a" + few + "‹U+0301 × 1›b\u0301",
		few + "\u0301":                                few + "‹U+0301 × 1›",
	} {
		got := clean(in)
		if got != want {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
		if again := clean(got); again != got || !utf8.ValidString(got) {
			t.Errorf("%+q: once more %+q", got, again)
		}
	}
}
