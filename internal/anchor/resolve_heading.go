package anchor

import (
	"strings"

	"thao/internal/outline"
)

// minHeading is the length in bytes from which a folded heading tells
// something; a letter's line "Chung" or "Vốn" would fit by chance.
const minHeading = 6

// maxHeadingLine bounds the lines that are looked at: headings are short.
const maxHeadingLine = 400

// Heading returns the node whose heading a line of a letter repeats, or nil:
// "Về mục tiêu tổng quát:", "III. Nhiệm vụ, giải pháp", or a line that begins
// with a label, "Điều 5. Đề nghị…". Where several nodes fit there is none.
func (ix *Index) Heading(line string) *outline.Node {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > maxHeadingLine {
		return nil
	}
	if n := ix.byLabel(line); n != nil {
		return n
	}
	label, rest := cutLabel(line)
	number := labelNumber(label)
	if n := ix.byHeading(rest, number); n != nil {
		return n
	}
	if head, _, ok := strings.Cut(rest, ":"); ok {
		if n := ix.byHeading(head, number); n != nil {
			return n
		}
	}
	if label != "" && foldLine(rest) == "" {
		return ix.byBareLabel(number)
	}
	return nil
}

// byLabel reads a line that begins with a reference.
func (ix *Index) byLabel(line string) *outline.Node {
	cited := Citations(line)
	if len(cited) == 0 || cited[0].External || len(cited[0].Steps) == 0 || !onlyLeads(line[:cited[0].Start]) {
		return nil
	}
	if m := ix.Resolve(cited[0], nil); len(m) > 0 && m[0].Score >= Near && !m[0].Partial {
		return m[0].Node
	}
	return nil
}

// leads are words that come before what a line of a letter is about.
var leads = [][]string{w("về"), w("tại"), w("đối", "với"), w("góp", "ý", "về"), w("góp", "ý", "vào"), w("góp", "ý"), w("ở"),
	w("trong"), w("on"), w("regarding"), w("in"), w("concerning"), w("re"), w("nội", "dung"), w("phần"), w("the"), w("under")}

// onlyLeads reports that s is nothing but a list label and such words.
func onlyLeads(s string) bool {
	_, rest := cutLabel(s)
	return foldLine(trimLeads(rest)) == ""
}

func trimLeads(s string) string {
	for {
		cut := false
		for _, lead := range leads {
			if rest, ok := cutWords(s, lead); ok {
				s, cut = rest, true
				break
			}
		}
		if !cut {
			return s
		}
	}
}

// cutWords cuts words off the front of s, whatever their case.
func cutWords(s string, words []string) (string, bool) {
	for _, word := range words {
		s = strings.TrimLeft(s, " \t\u00a0,:“\"")
		end := strings.IndexAny(s+" ", " \t\u00a0,:;.")
		if end > len(s) || Canonical(s[:end]) != word {
			return s, false
		}
		s = s[end:]
	}
	return s, true
}

// cutLabel parts a list label ("1.", "a)", "III-", "-", "1.1") from its line.
func cutLabel(line string) (label, rest string) {
	line = strings.TrimSpace(line)
	end := strings.IndexAny(line+" ", " \t\u00a0")
	label = line[:min(end, len(line))]
	trimmed := strings.Trim(label, ".()-–—:/+*•")
	switch {
	case trimmed == "" && label != "":
		return label, line[len(label):]
	case len(trimmed) > 8 || len(readings(trimmed)) == 0 || readings(trimmed)[0].style == spelled:
		return "", line
	case trimmed == label && !strings.Contains(label, ".") && len(label) < len(line):
		return "", line // "5 nhiệm vụ", "A dự thảo": no mark behind, no label
	}
	return label, line[len(label):]
}

// byHeading looks a heading up, with or without words before it; of several
// nodes with one heading the one numbered like the line is meant.
func (ix *Index) byHeading(text string, number []numeral) *outline.Node {
	for _, form := range []string{text, trimLeads(text)} {
		list := ix.headings[foldLine(form)]
		if len(list) == 1 {
			return ix.entries[list[0]].node
		}
		if n := ix.onlyNumbered(list, number); n != nil {
			return n
		}
	}
	return nil
}

func (ix *Index) onlyNumbered(list []int, number []numeral) *outline.Node {
	var found *outline.Node
	for _, i := range list {
		if !sameNumber(ix.entries[i].number, number) {
			continue
		}
		if found != nil {
			return nil
		}
		found = ix.entries[i].node
	}
	return found
}

func sameNumber(a, b []numeral) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// byBareLabel answers for a line that is a label and nothing else.
func (ix *Index) byBareLabel(number []numeral) *outline.Node {
	if len(number) == 0 {
		return nil
	}
	return ix.onlyNumbered(ix.byNumber[number[0].value], number)
}
