package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark is one reading of how a line begins: the label it may carry.
type mark struct {
	kind   Kind  // Part … Article for a label with its word; "" for a bare number; Item for a bullet
	class  class //
	delim  byte  // '.', ')', '-', '/', ':', '(' for "(a)", 0 for none; of a bullet its sign
	num    number
	label  string // as the reader sees it
	rest   int    // where the words after the label begin
	strong bool   // by its form alone no sentence begins so
}

// word is the name of a legal unit at the head of its label.
type word struct {
	text string
	kind Kind
}

// unitWords begins with the longer names. Both spellings that poor scans and
// old keyboards leave behind are read: Eth for Đ, and misplaced horns.
var unitWords = [...]word{
	{"tiểu mục", Subsection}, {"phần", Part}, {"chương", Chapter}, {"chuơng", Chapter}, {"chưong", Chapter}, {"mục", Section},
	{"điều", Article}, {"ðiều", Article}, {"điểu", Article}, {"part", Part}, {"chapter", Chapter}, {"subsection", Subsection},
	{"section", Section}, {"article", Article}, {"title", Part},
}

// readMarks lists how the beginning of s can be read as a label, the likelier
// reading first; at most two.
func readMarks(s string) (marks [2]mark, n int) {
	if s == "" {
		return marks, 0
	}
	if m, alt, k := wordMark(s); k > 0 {
		marks[0], marks[1] = m, alt
		return marks, k
	}
	if m, ok := bulletMark(s); ok {
		marks[0] = m
		return marks, 1
	}
	return numberMarks(s)
}

// wordMark reads "Điều 5.", "Chương II", "Phần thứ ba", "Mục A". A letter that
// is a Roman numeral too gives both readings.
func wordMark(s string) (m, alt mark, n int) {
	for _, w := range unitWords {
		k := foldPrefix(s, w.text)
		if k == 0 {
			continue
		}
		sp := leadingSpace(s[k:])
		if sp == 0 && !digitAt(s, k) {
			continue
		}
		at := k + sp
		m = mark{kind: w.kind}
		if !readUnitNumber(s, at, &m) {
			continue
		}
		n = 1
		if m.class == upperRoman && m.rest == at+1 && w.kind != Article {
			alt = m
			alt.class, alt.num = upperAlpha, number{v: int(s[at])}
			finishWord(s, &alt)
			n = 2
		}
		if !finishWord(s, &m) {
			return m, alt, 0
		}
		return m, alt, n
	}
	return m, alt, 0
}

// readUnitNumber reads the number after a unit's name and leaves its end in m.rest.
func readUnitNumber(s string, at int, m *mark) bool {
	if v, k := digits(s[at:]); k > 0 {
		m.class, m.num.v, m.rest = arabic, v, at+k
		m.num.suffix = letterSuffix(s[m.rest:])
		m.rest += len(m.num.suffix)
		return true
	}
	if m.kind == Article {
		return false
	}
	if v, k := roman(s[at:], true); k > 0 && !letterAt(s, at+k) {
		m.class, m.num.v, m.rest = upperRoman, v, at+k
		return true
	}
	if v, k := words(s[at:]); k > 0 {
		m.class, m.num.v, m.rest = inWords, v, at+k
		return true
	}
	if at < len(s) && s[at] >= 'A' && s[at] <= 'Z' && !letterAt(s, at+1) {
		m.class, m.num.v, m.rest = upperAlpha, int(s[at]), at+1
		return true
	}
	return false
}

// letterSuffix is the small letter of "5a", "" where a word goes on.
func letterSuffix(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if (r >= 'a' && r <= 'z' || r == 'đ') && !letterAt(s, n) && !digitAt(s, n) {
		return s[:n]
	}
	return ""
}

// finishWord reads what closes a label with its word and judges its form. It
// reports false where the number belongs to a sentence: "Điều 12, 13".
func finishWord(s string, m *mark) bool {
	end := m.rest
	at := end + leadingSpace(s[end:])
	closed := false
	if at < len(s) {
		switch c := s[at]; {
		case c == '.' || c == ':' || c == ')':
			closed = true
			end, at = at+1, at+1
			if c == '.' && digitAt(s, at) {
				return false
			}
		case c == '-' || c == '/':
			if digitAt(s, at+1) || c == '/' && letterAt(s, at+1) {
				return false
			}
			closed = true
			end, at = at+1, at+1
		case strings.HasPrefix(s[at:], "–") || strings.HasPrefix(s[at:], "—"):
			closed = true
			at += len("–")
			end = at
		case c == '\n':
		case at == end:
			return false
		}
	}
	at += leadingSpace(s[at:])
	alone := at == len(s) || s[at] == '\n'
	if at < len(s) && s[at] == '\n' {
		at++
	}
	m.label, m.rest = squeeze(s[:end]), at
	line, _, _ := strings.Cut(s[at:], "\n")
	m.strong = alone || closed && startsUpper(line) || allCaps(line)
	// A label closed but followed by a small letter is weak, not impossible:
	// scans lose capitals ("Điều 3. áp dụng luật"). The sequence decides.
	return m.strong || closed || startsUpper(line)
}

// bullets are the signs that open an item of a list without numbers.
const bullets = "-–—−+*•●○▪■□◦‣⁃·➢✓❖\uf0b7\uf0a7\uf02d\uf0d8\uf0fc"

func bulletMark(s string) (mark, bool) {
	r, n := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(bullets, r) || r == utf8.RuneError {
		return mark{}, false
	}
	sp := leadingSpace(s[n:])
	if n+sp < len(s) && s[n+sp] == '\n' {
		sp++ // the sign stands alone, its words on the next line
		sp += leadingSpace(s[n+sp:])
	}
	if sp == 0 && !letterAt(s, n) || n+sp >= len(s) {
		return mark{}, false
	}
	if sp == 0 && r != '-' && r != '+' && r != '–' && r != '•' {
		return mark{}, false
	}
	if next, _ := utf8.DecodeRuneInString(s[n+sp:]); next == r {
		return mark{}, false // a ruled line
	}
	return mark{kind: Item, class: bullet, delim: bulletKey(r), label: s[:n], rest: n + sp}, true
}

// bulletKey folds the dashes into one sign, for people mix them in one list.
func bulletKey(r rune) byte {
	switch r {
	case '-', '–', '—', '−', '⁃', '\uf02d':
		return '-'
	case '+':
		return '+'
	case '*':
		return '*'
	}
	return 'o'
}

// numberMarks reads a bare number: "1.", "I-", "a)", "(i)", "1.1", "1.1-".
func numberMarks(s string) (marks [2]mark, n int) {
	at := 0
	if s[0] == '(' {
		at = 1
	}
	add := func(c class, num number, end int) {
		if end <= at || n == len(marks) {
			return
		}
		m := mark{class: c, num: num, rest: end}
		if finishNumber(s, at == 1, &m) {
			marks[n] = m
			n++
		}
	}
	if v, k := digits(s[at:]); k > 0 {
		if num, end := dottedNumber(s, at); end > 0 {
			add(dotted, num, end)
			return marks, n
		}
		suffix := letterSuffix(s[at+k:])
		add(arabic, number{v: v, suffix: suffix}, at+k+len(suffix))
		return marks, n
	}
	r, k := utf8.DecodeRuneInString(s[at:])
	switch {
	case r >= 'a' && r <= 'z' || r == 'đ' || r == 'ð':
		if r == 'ð' {
			r = 'đ'
		}
		if !letterAt(s, at+k) {
			d := 0
			if digitAt(s, at+k) {
				d = 1
			}
			add(lowerAlpha, number{v: int(r), suffix: s[at+k : at+k+d]}, at+k+d)
		}
		if v, k := roman(s[at:], false); k > 0 {
			add(lowerRoman, number{v: v}, at+k)
		}
	case r >= 'A' && r <= 'Z' || r == 'Đ' || r == 'Ð':
		if v, k := roman(s[at:], true); k > 0 {
			add(upperRoman, number{v: v}, at+k)
		}
		if r == 'Ð' {
			r = 'Đ'
		}
		if !letterAt(s, at+k) {
			add(upperAlpha, number{v: int(r)}, at+k)
		}
	}
	return marks, n
}

// dottedNumber reads "1.1" to "1.1.1.1.1"; end is 0 for anything else.
func dottedNumber(s string, at int) (num number, end int) {
	start, last := at, at
	parts := 0
	for parts < 6 {
		v, k := digits(s[at:])
		if k == 0 || k > 3 {
			break
		}
		parts++
		last, num.v, end = at, v, at+k
		if end >= len(s) || s[end] != '.' || !digitAt(s, end+1) {
			break
		}
		at = end + 1
	}
	if parts < 2 || digitAt(s, end) {
		return number{}, 0
	}
	num.prefix = s[start : last-1]
	return num, end
}

// finishNumber reads what closes a bare number; false where it is no label:
// "30.000 đồng", "1/5", "2-3 ngày", "A lô".
func finishNumber(s string, bracketed bool, m *mark) bool {
	at := m.rest
	if bracketed {
		if at >= len(s) || s[at] != ')' {
			return false
		}
		m.delim, at = '(', at+1
	} else {
		for at < len(s) && len(s) > at+1 && s[at] == ' ' && (s[at+1] == '.' || s[at+1] == ')') {
			at++ // "1 ." as some typists have it
		}
		if at < len(s) && strings.IndexByte(".)-/", s[at]) >= 0 {
			m.delim, at = s[at], at+1
		} else if strings.HasPrefix(s[at:], "–") || strings.HasPrefix(s[at:], "—") {
			m.delim, at = '-', at+len("–")
		} else if m.class != arabic && m.class != dotted {
			return false
		}
	}
	if m.delim == '.' && at < len(s) && (s[at] == '-' || s[at] == '/') {
		at++ // "1.-", "I./"
	}
	end := at
	sp := leadingSpace(s[at:])
	at += sp
	alone := at >= len(s) || s[at] == '\n'
	if !alone && sp == 0 && !closesUp(s, at, m) {
		return false
	}
	if m.delim == 0 && (alone || !upperAt(s, at)) {
		return false
	}
	if at < len(s) && s[at] == '\n' {
		at++
	}
	m.label, m.rest = squeeze(s[:end]), at
	return true
}

// closesUp reports whether words may follow the label without a space, as in
// "1.Phạm vi" or "a)nội dung"; "1-5", "e.g." and "A/B" are not labels.
func closesUp(s string, at int, m *mark) bool {
	r, _ := utf8.DecodeRuneInString(s[at:])
	if unicode.IsDigit(r) {
		return false
	}
	switch m.delim {
	case ')', '(':
		return true
	case '.', '-', '/':
		letters := m.class == upperAlpha || m.class == lowerAlpha || m.class == lowerRoman
		return !letters && (unicode.IsUpper(r) || r == '“' || r == '"')
	}
	return false
}
