package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// foldPrefix returns how many bytes of s are word, in any case and with any
// run of spaces for each space; 0 where s does not begin so. Upper and lower
// case of the letters used here take the same number of bytes.
func foldPrefix(s, word string) int {
	i := 0
	for {
		part, rest, more := strings.Cut(word, " ")
		if len(s)-i < len(part) || !strings.EqualFold(s[i:i+len(part)], part) {
			return 0
		}
		i += len(part)
		if !more {
			return i
		}
		sp := leadingSpace(s[i:])
		if sp == 0 {
			return 0
		}
		i += sp
		word = rest
	}
}

// leadingSpace is the length of the blanks, tabs and no-break spaces s begins
// with. A line break is not among them.
func leadingSpace(s string) int {
	i := 0
	for i < len(s) {
		switch {
		case s[i] == ' ' || s[i] == '\t':
			i++
		case strings.HasPrefix(s[i:], "\u00a0"):
			i += 2
		case strings.HasPrefix(s[i:], "\u2002"), strings.HasPrefix(s[i:], "\u2003"), strings.HasPrefix(s[i:], "\u2009"), strings.HasPrefix(s[i:], "\u202f"):
			i += 3
		default:
			return i
		}
	}
	return i
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

func upperAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsUpper(r)
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// startsUpper reports whether the first letter of s is a capital; opening
// quotes and brackets are passed over.
func startsUpper(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
		if unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// allCaps reports whether s is written in capitals: three letters at least
// and not one small letter.
func allCaps(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 3
}

// lastRune is the last visible rune of s; 0 for none.
func lastRune(s string) rune {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// finished reports whether s ends as a sentence or a list item does.
func finished(s string) bool {
	switch lastRune(s) {
	case '.', ';', ':', '!', '?', '…', '”', '"', '»', '/', ')':
		return true
	}
	return false
}

// linkWords lead on to a citation; no heading and no sentence ends in one.
var linkWords = [...]string{"tại", "theo", "và", "hoặc", "của", "với", "các", "thuộc", "trừ", "nêu",
	"under", "of", "and", "or", "to", "in", "with", "by"}

// citedWords name what a number cites.
var citedWords = [...]string{"khoản", "điểm", "điều", "mục", "chương", "phần", "số", "ngày",
	"section", "article", "clause", "paragraph", "point", "part", "chapter", "no"}

// dangling reports whether s breaks off inside a citation, so that a number
// or, with article set, "Điều 5" at the start of the next line belongs to the
// sentence: "… quy định tại khoản", "… theo khoản 2". The words alone do not
// tell: titles end in "tài khoản", "quan điểm", "hằng năm".
func dangling(s string, article bool) bool {
	last, before := cutLastWord(strings.TrimRightFunc(s, unicode.IsSpace))
	prior, _ := cutLastWord(before)
	if article {
		last = strings.TrimSuffix(last, ",")
		return oneOf(last, linkWords[:]) || (strings.EqualFold(prior, "khoản") || strings.EqualFold(prior, "điểm")) && len(last) <= 4 && !finished(last)
	}
	return oneOf(last, citedWords[:]) && (oneOf(prior, linkWords[:]) || strings.HasSuffix(prior, ","))
}

// oneOf reports whether w is in list, in small letters or with a capital:
// words all in capitals are a title's.
func oneOf(w string, list []string) bool {
	for _, d := range list {
		if strings.EqualFold(w, d) && w != strings.ToUpper(w) {
			return true
		}
	}
	return false
}

func cutLastWord(s string) (word, before string) {
	i := strings.LastIndexFunc(s, unicode.IsSpace)
	if i < 0 {
		return s, ""
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:], strings.TrimRightFunc(s[:i], unicode.IsSpace)
}

// titleLike reports whether s reads as a title: not too long, begun with a
// capital and without the end of a sentence.
func titleLike(s string, most int) bool {
	if utf8.RuneCountInString(s) > most || !startsUpper(s) {
		return false
	}
	switch lastRune(s) {
	case '.', ';', ':', ',', '!', '?', '…':
		return false
	}
	return true
}

// squeeze writes every run of spaces in a label as one blank.
func squeeze(s string) string {
	return strings.Join(strings.Fields(s), " ")
}
