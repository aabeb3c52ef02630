package letter

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/anchor"
)

// sentences returns where each sentence of one line begins, in bytes, the
// first at 0. words are the line's words, quotes the stretches in quotation
// marks, in which no sentence ends.
func sentences(line string, words []anchor.Word, quotes []anchor.Quoted, labelEnd int) []int {
	starts := []int{0}
	depth := 0
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case '.', '!', '?', '…', ';', ':':
			if i < labelEnd || depth > 0 && balances(line[i:]) || inQuote(quotes, i) {
				break
			}
			if next, ok := sentenceEnd(line, i, words); ok && next < len(line) {
				starts = append(starts, next)
				i, depth = next, 0
				continue
			}
		}
		i += size
	}
	return starts
}

// balances reports whether the bracket open at the front of s is closed soon:
// one left open by a slip must not swallow the rest of the line.
func balances(s string) bool {
	return strings.ContainsAny(s[:min(len(s), 600)], ")]")
}

func inQuote(quotes []anchor.Quoted, at int) bool {
	k := sort.Search(len(quotes), func(k int) bool { return quotes[k].End > at })
	return k < len(quotes) && quotes[k].Start <= at
}

// maxMarks bounds, in bytes, the marks looked past for what follows an end. Of
// a longer row of full stops, a line to write on, only the last ones end one.
const maxMarks = 48

// sentenceEnd decides whether the mark at i ends a sentence, and returns where
// the next one begins.
func sentenceEnd(line string, i int, words []anchor.Word) (int, bool) {
	mark, size := utf8.DecodeRuneInString(line[i:])
	end := i + size
	for end < min(len(line), i+maxMarks) { // "...", "?!", "./.", closing brackets and quotation marks
		r, n := utf8.DecodeRuneInString(line[end:])
		if !strings.ContainsRune(".!?…/”\"»’)", r) || r == '/' && !strings.HasPrefix(line[end:], "/.") {
			break
		}
		end += n
	}
	next := end
	for next < len(line) {
		r, n := utf8.DecodeRuneInString(line[next:])
		if !unicode.IsSpace(r) {
			break
		}
		next += n
	}
	if next == len(line) || next == end && !gluedStart(line, i, next, mark) {
		return 0, false
	}
	if mark == ';' || mark == ':' {
		return next, beginsItem(line, next, mark)
	}
	if !beginsSentence(line[next:]) || mark == '.' && isAbbreviation(line, i, words) {
		return 0, false
	}
	return next, !onlyReference(line[:i], mark)
}

// gluedStart: "hợp lý.Đề nghị", a missing space between two sentences. The
// word before is small and longer than an abbreviation.
func gluedStart(line string, i, next int, mark rune) bool {
	if mark != '.' || next != i+1 {
		return false
	}
	a, size := utf8.DecodeLastRuneInString(line[:i])
	b, _ := utf8.DecodeLastRuneInString(line[:i-size])
	r, n := utf8.DecodeRuneInString(line[next:])
	after, _ := utf8.DecodeRuneInString(line[next+n:])
	return unicode.IsLower(a) && unicode.IsLower(b) && unicode.IsUpper(r) && unicode.IsLower(after)
}

func beginsSentence(s string) bool {
	for _, r := range s {
		switch {
		case strings.ContainsRune("“\"«‘'([*", r):
			continue
		case strings.ContainsRune("-–—+•", r):
			return true
		case unicode.IsDigit(r), unicode.IsUpper(r):
			return true
		}
		break
	}
	return labelLength(s) > 0
}

// beginsItem: within a line, "; b) …", ": 1. …" and "; tại Điều 7, đề nghị …"
// begin something of their own.
func beginsItem(line string, next int, mark rune) bool {
	rest := line[next:]
	if n := labelLength(rest); n > 0 && rest[0] != '(' {
		return !strings.ContainsAny(rest[:1], "-–—+•*") && asksOrCites(firstClause(rest[n:]))
	}
	return mark == ';' && startsOwnComment(rest)
}

// maxClause bounds, in bytes, what is looked at to tell whether a clause begins
// something of its own: a line may have thousands of marks and no semicolon.
const maxClause = 600

func firstClause(s string) string {
	s = front(s, maxClause)
	if i := strings.IndexAny(s, ";\n"); i >= 0 {
		s = s[:i]
	}
	return s
}

// front is the words of s in its first most bytes.
func front(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if i := strings.LastIndexByte(s[:most], ' '); i > 0 {
		return s[:i]
	}
	return strings.ToValidUTF8(s[:most], "")
}

// abbreviations that end in a full stop and go on with a capital.
var abbreviations = map[string]bool{"tp": true, "tm": true, "kt": true, "tl": true, "tuq": true, "gs": true, "ts": true,
	"pgs": true, "ths": true, "bs": true, "ks": true, "cn": true, "tx": true, "tt": true, "st": true, "tr": true, "đ": true,
	"no": true, "art": true, "sec": true, "para": true, "mr": true, "mrs": true, "ms": true, "dr": true, "prof": true,
	"vs": true, "cf": true, "eg": true, "ie": true, "fig": true, "vol": true, "pp": true, "p": true, "q": true,
	"th": true, "ncs": true, "cv": true}

// isAbbreviation looks at the word before the full stop at i.
func isAbbreviation(line string, i int, words []anchor.Word) bool {
	k := wordEndingAt(words, i)
	if k < 0 {
		return false
	}
	word := words[k]
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(line[i+1:], " \u00a0"))
	switch {
	case word.Text == "p" || word.Text == "q" || word.Text == "tr" || word.Text == "đ":
		return unicode.IsDigit(after)
	case abbreviations[word.Text]:
		return true
	case isLatinDot(line, word):
		return true
	}
	return false
}

// isLatinDot: the last letter of "e.g.", "i.e.", "T.P.".
func isLatinDot(line string, word anchor.Word) bool {
	if utf8.RuneCountInString(word.Text) != 1 || word.Start < 2 || line[word.Start-1] != '.' || word.Text == "v" {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(line[:word.Start-1])
	return unicode.IsLetter(r)
}

func wordEndingAt(words []anchor.Word, end int) int {
	k := sort.Search(len(words), func(k int) bool { return words[k].End >= end })
	if k < len(words) && words[k].End == end {
		return k
	}
	return -1
}

// onlyReference: in "Điều 5. Phạm vi…" and "Tại khoản 1. Đề nghị…" the full
// stop ends a label, not a sentence.
func onlyReference(before string, mark rune) bool {
	if mark != '.' || len(before) > 120 {
		return false
	}
	cites := anchor.Citations(before)
	if len(cites) != 1 || cites[0].Whole {
		return false
	}
	if strings.TrimSpace(before[cites[0].End:]) != "" {
		return false
	}
	lead := strings.TrimSpace(before[:cites[0].Start])
	lead = strings.TrimSpace(lead[labelLength(lead):])
	return len(anchor.Words(lead)) <= 2
}
