package convert

import (
	"regexp"
	"strings"
	"unicode"
)

// A tree that was stored has the cells of a letterhead in one line each:
// "TỈNH ỦY A * Số 12-CV/TU", "ĐẢNG CỘNG SẢN VIỆT NAM Tỉnh lỵ A, ngày …". On
// paper each part stands alone.

// headParts begin the parts of a letterhead.
var headParts = regexp.MustCompile(` (?:\* |\*$|Số[ :.]|Độc lập|V/v |No\. |Ref)`)

// headLines divides the one line of a letterhead's cell; nothing is added and
// but a space taken away.
func headLines(words string) []string {
	var cuts []int
	for _, at := range headParts.FindAllStringIndex(words, -1) {
		cuts = append(cuts, at[0])
		if strings.HasPrefix(words[at[0]:], " * ") {
			cuts = append(cuts, at[0]+len(" *"))
		}
	}
	if at := placeBefore(words); at > 0 {
		cuts = append(cuts, at)
	}
	var out []string
	from := 0
	for _, at := range cuts {
		if at < from || at == 0 {
			continue
		}
		out = append(out, words[from:at])
		from = at + 1
	}
	return append(out, words[from:])
}

// placeBefore is the space before the place in "… NAM Hà Nội, ngày …": the
// words before the date that are not all capitals. -1 where there is none.
func placeBefore(words string) int {
	date := strings.Index(words, ", ngày ")
	if date < 0 {
		return -1
	}
	if motto := strings.Index(words[:date], "Hạnh phúc "); motto >= 0 {
		return motto + len("Hạnh phúc")
	}
	at := -1
	for i := date; i > 0; {
		space := strings.LastIndexByte(words[:i], ' ')
		if space < 0 || strings.IndexFunc(words[space+1:i], unicode.IsLower) < 0 && len([]rune(words[space+1:i])) > 1 {
			break
		}
		at, i = space, space
	}
	return at
}
