package convert

import (
	"strings"
	"unicode"

	"thao/internal/outline"
	"thao/internal/viet"
)

// instruments open the line that names the kind of paper, folded.
var instruments = []string{
	"de an", "nghi quyet", "quyet dinh", "chi thi", "luat", "bo luat", "phap lenh", "hien phap", "nghi dinh", "thong tu", "quy dinh", "quy che",
	"dieu le", "ke hoach", "chuong trinh", "bao cao", "to trinh", "huong dan", "ket luan", "thong bao",
	"scheme", "decree", "law", "act", "decision", "resolution", "plan", "strategy", "regulation", "report",
}

// opensTitle reports whether a line of the front names a kind of paper: alone,
// or in capitals with what it is about.
func opensTitle(words string) bool {
	first, _, _ := strings.Cut(words, "\n")
	folded := strings.TrimSpace(viet.Fold(first))
	for _, w := range instruments {
		if folded == w || strings.HasPrefix(folded, w+" ") && capitals(first) {
			return true
		}
	}
	return false
}

// Title is the title a front gives, on one line: that line, and the next
// where it stands alone.
func Title(tree *outline.Tree) string {
	var front []string
	for _, l := range linesOf(tree) {
		if l.story == head && !l.table {
			front = append(front, l.words)
		}
	}
	for i, words := range front {
		if !opensTitle(words) {
			continue
		}
		if len(strings.Fields(words)) <= 4 && i+1 < len(front) && !bare(front[i+1]) {
			words = sentence(words) + " " + front[i+1]
		}
		return strings.Join(strings.Fields(words), " ")
	}
	return ""
}

// sentence is a line in capitals as it stands in a sentence: "Đề án".
func sentence(s string) string {
	if !capitals(s) {
		return s
	}
	lower := []rune(strings.ToLower(strings.TrimSpace(s)))
	lower[0] = unicode.ToUpper(lower[0])
	return string(lower)
}

// bare reports whether a line holds no letter.
func bare(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) < 0 }

// capitals reports whether a line has letters and no small one.
func capitals(s string) bool {
	return !bare(s) && strings.IndexFunc(s, unicode.IsLower) < 0
}
