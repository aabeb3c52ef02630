package outline

import (
	"slices"
	"strings"
	"unicode"

	"thao/internal/viet"
)

// kindsOfPaper open the line that names the kind of paper, folded.
var kindsOfPaper = []string{
	"de an", "nghi quyet", "quyet dinh", "chi thi", "luat", "bo luat", "phap lenh", "hien phap", "nghi dinh", "thong tu", "quy dinh", "quy che",
	"dieu le", "ke hoach", "chuong trinh", "bao cao", "to trinh", "huong dan", "ket luan", "thong bao",
	"scheme", "decree", "law", "act", "decision", "resolution", "plan", "strategy", "regulation", "report",
}

// OpensTitle reports whether a line of a text's front names the kind of paper:
// alone, or in capitals with what it is about.
func OpensTitle(words string) bool {
	first, _, _ := strings.Cut(words, "\n")
	folded, named := kindNamed(first)
	return named && (slices.Contains(kindsOfPaper, folded) || capitals(first))
}

// kindNamed is a line folded, and whether it begins with a kind of paper.
func kindNamed(line string) (folded string, named bool) {
	folded = strings.TrimSpace(viet.Fold(line))
	return folded, slices.ContainsFunc(kindsOfPaper, func(w string) bool { return folded == w || strings.HasPrefix(folded, w+" ") })
}

// mostTitleLines is how many lines a title has at most.
const mostTitleLines = 4

// Title is the name a text gives itself in its front, on one line: the line
// that names the kind of paper, "ĐỀ ÁN", and those that go on from it, up to a
// rule, a date or words in brackets. "" where the front names none.
func Title(t *Tree) string {
	lines := frontLines(t)
	at := slices.IndexFunc(lines, OpensTitle)
	if at < 0 { // written in small letters
		at = slices.IndexFunc(lines, func(l string) bool { _, named := kindNamed(l); return named })
	}
	if at < 0 {
		return ""
	}
	title := slices.Clone(trimTitle(lines[at:min(len(lines), at+mostTitleLines)]))
	if len(strings.Fields(title[0])) <= 4 {
		title[0] = asInSentence(title[0])
	}
	return strings.Join(strings.Fields(strings.Join(title, " ")), " ")
}

// frontLines are the lines above the text proper, but for those of tables: the
// letterhead.
func frontLines(t *Tree) []string {
	var lines []string
	var walk func(n *Node)
	walk = func(n *Node) {
		if n.Kind == Table {
			return
		}
		if words := n.Content(); words != "" {
			lines = append(lines, strings.Split(words, "\n")...)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	for _, n := range t.Nodes {
		if n.Kind == Front {
			walk(n)
		}
	}
	return lines
}

// trimTitle ends a title before rules, dates and brackets.
func trimTitle(lines []string) []string {
	for i, line := range lines {
		folded := strings.TrimSpace(viet.Fold(line))
		if i > 0 && (strings.IndexFunc(line, unicode.IsLetter) < 0 || strings.Contains(folded, ", ngay ") || strings.HasPrefix(folded, "(")) {
			return lines[:i]
		}
	}
	return lines
}

// asInSentence is a line in capitals as it stands in a sentence: "Đề án".
func asInSentence(line string) string {
	if !capitals(line) {
		return line
	}
	lower := []rune(strings.ToLower(strings.TrimSpace(line)))
	lower[0] = unicode.ToUpper(lower[0])
	return string(lower)
}

// capitals reports whether a line has letters and no small one.
func capitals(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 && strings.IndexFunc(s, unicode.IsLower) < 0
}
