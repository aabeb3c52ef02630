package anchor

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thao/internal/outline"
)

// maxSpan bounds how many places a range such as "từ Điều 3 đến Điều 60"
// opens out into; of a longer one only the ends are kept.
const maxSpan = 40

// numbered reads the numbers of level l, whose words are tokens i to at.
func (c *citer) numbered(i, at int, l *level) (mention, int, bool) {
	m := mention{level: l, rank: l.rank, first: i}
	if c.at(at).word == "này" && l.rank != rankPage {
		step := Step{Kind: l.kind, Word: strings.Join(l.words, " "), Written: c.written(at, at+1), This: true, rank: l.rank}
		m.alts = [][]Step{{step}}
		return m, at + 1, l.kind != unknownKind
	}
	if at > i+1 || !slices.Contains(l.not, c.at(i-1).word) || c.at(at).word == "thứ" {
		steps, next, ok := c.number(at, l)
		if !ok || l.rank == rankPage && !isCount(steps) {
			return m, i, false
		}
		m.alts = [][]Step{steps}
		m.alts, next = c.moreNumbers(m.alts, next, l)
		m.settleRank()
		if l.kind == lineKind {
			m.low, next = c.direction(next)
		}
		return m, next, true
	}
	return m, i, false
}

// isCount: pages and lines are whole numbers from 1.
func isCount(steps []Step) bool {
	n, err := strconv.Atoi(steps[0].Number)
	return err == nil && n > 0 && len(steps) == 1
}

// settleRank puts a "mục" by the style of its number: Roman outside Arabic
// outside decimal outside letters, as outlines nest.
func (m *mention) settleRank() {
	if m.level.rank != 30 || len(m.alts[0][0].readings) == 0 {
		return
	}
	rank := 30
	switch m.alts[0][0].readings[0].style {
	case upper:
		rank = 27
	case roman:
		rank = 28
	case dotted:
		rank = 31
	case lower:
		rank = 32
	}
	m.rank = rank
	for _, steps := range m.alts {
		steps[0].rank = rank
	}
}

// number reads one number at token i: "3", "thứ ba", "số 1", "đ)", "(2)",
// `"a"`, and the compounds "5(2)(a)", "II.2", "1.a".
func (c *citer) number(i int, l *level) ([]Step, int, bool) {
	from, thu := i, false
	switch c.at(i).word {
	case "số", "no":
		i++
		if c.at(i).word == "." {
			i++
		}
	case "thứ":
		i, thu = i+1, true
	case ".":
		if !abbreviated[l.words[0]] {
			return nil, i, false
		}
		i++
		from = i
	}
	if lastWords[c.at(i).word] || c.at(i).word == "đầu" && c.at(i+1).word != "tư" {
		return c.endmost(i, l)
	}
	if thu || l.spell {
		if value, next := c.spelled(i); next > i && !fractional(c, next) {
			n := []numeral{{strconv.Itoa(value), spelled}}
			if thu && l.kind != outline.Part && l.kind != outline.Chapter {
				n[0].style = ordinal
			}
			return []Step{c.step(l, n, from, next)}, next, true
		}
	}
	return c.atoms(i, l, thu)
}

var abbreviated = map[string]bool{"art": true, "sec": true, "para": true, "p": true, "pp": true, "tr": true, "trang": true}

// fractional: "phần ba" of "hai phần ba" is caught by the word before;
// "phần ba mươi" by what follows.
func fractional(c *citer, next int) bool { return measures[c.at(next).word] }

// endmost reads "đoạn cuối", "gạch đầu dòng đầu tiên".
func (c *citer) endmost(i int, l *level) ([]Step, int, bool) {
	if l.kind != outline.Item && l.kind != outline.Paragraph {
		return nil, i, false
	}
	n, next := numeral{"last", ordinal}, i+1
	if c.at(i).word == "đầu" {
		n.value = "1"
	}
	if w := c.at(next).word; w == "cùng" || w == "tiên" {
		next++
	}
	return []Step{c.step(l, []numeral{n}, i, next)}, next, true
}

func (c *citer) spelled(i int) (value, next int) {
	var words [3]string
	n := 0
	for n < 3 && c.at(i+n).kind == wordToken {
		words[n] = c.at(i + n).word
		n++
	}
	value, taken := spelledNumber(words[:n])
	return value, i + taken
}

// atoms reads a number of digits, Roman digits or letters and what hangs on
// it without a space: ".2", "(a)".
func (c *citer) atoms(i int, l *level, thu bool) ([]Step, int, bool) {
	first, next, ok := c.atom(i, l, false)
	if !ok || c.counts(next) {
		return nil, i, false
	}
	if thu || l.kind == outline.Item || l.words[0] == "đoạn" {
		first[0].style = ordinal
	}
	steps := []Step{c.step(l, first, i, next)}
	for len(steps) < 6 {
		n, from, after, ok := c.hanging(next, first)
		if !ok {
			break
		}
		steps = append(steps, hangingStep(steps[len(steps)-1], n, c.written(from, after)))
		if next = after; c.at(next).word == ")" && c.at(from-1).word == "(" {
			next++
		}
	}
	if c.at(next).word == ")" && c.at(i-1).word != "(" && c.unopened(i) {
		next++
	}
	if l.kind == outline.Article {
		steps = splitArticle(steps)
	}
	return steps, next, true
}

// unopened reports that no "(" waits to be closed before token i: then "a)"
// has its own bracket.
func (c *citer) unopened(i int) bool {
	for k := i; k >= 0 && k > i-12; k-- {
		switch c.at(k).word {
		case "(":
			return false
		case ")", ".", "\n":
			return true
		}
	}
	return true
}

// counts reports that the number before token i measures something or is part
// of a date, a symbol or a percentage.
func (c *citer) counts(i int) bool {
	t := c.at(i)
	switch {
	case measures[t.word]:
		return true
	case t.word == "/":
		return c.at(i+1).kind == digitToken && c.at(i+2).word == "/" || c.at(i+1).kind == wordToken && !t.spaced
	case t.word == ",":
		return c.at(i+1).kind == digitToken && !c.at(i+1).spaced && c.at(i+2).word == "%"
	}
	return false
}

// atom reads one number at token i; hanging ones may be any small letter.
func (c *citer) atom(i int, l *level, hanging bool) ([]numeral, int, bool) {
	t := c.at(i)
	switch {
	case t.kind == digitToken && len(t.word) <= 4:
		next := c.decimals(i + 1)
		return []numeral{arabicReading(c.written(i, next))}, next, true
	case t.kind == wordToken:
		n := c.letters(i, l, hanging)
		return n, i + 1, len(n) > 0
	case t.word == "(" || isQuoteMark(t.word):
		n, next, ok := c.bracketed(i+1, l)
		return n, next, ok && !hanging
	}
	return nil, i, false
}

// decimals reads on over ".1" and a letter glued to the digits ("5a").
func (c *citer) decimals(i int) int {
	for c.at(i).word == "." && !c.at(i).spaced && c.at(i+1).kind == digitToken && !c.at(i+1).spaced {
		i += 2
	}
	if t := c.at(i); t.kind == wordToken && !t.spaced && utf8.RuneCountInString(t.word) == 1 {
		if _, compact := c.compactShape(i); compact {
			return i // "đ3k2"
		}
		i++
	}
	return i
}

// bracketed reads "(a)" or `"a"` whose opening mark is token i-1.
func (c *citer) bracketed(i int, l *level) ([]numeral, int, bool) {
	t, end := c.at(i), c.at(i+1)
	if end.kind != markToken || end.word != ")" && !isQuoteMark(end.word) {
		return nil, i, false
	}
	if t.kind != digitToken && t.kind != wordToken {
		return nil, i, false
	}
	n := readings(c.written(i, i+1))
	if len(n) == 0 || n[0].style == spelled {
		return nil, i, false
	}
	return n, i + 2, true
}

func isQuoteMark(s string) bool { return strings.Contains(`"“”'‘’«»`, s) && s != "" }

// letters reads Roman digits in capitals, or a single letter where the level
// is counted by letters.
func (c *citer) letters(i int, l *level, hanging bool) []numeral {
	raw := c.written(i, i+1)
	single := utf8.RuneCountInString(c.at(i).word) == 1
	if l.kind == outline.Point && single || hanging && single {
		return pointFirst(readings(raw))
	}
	if value := romanValue(raw); value > 0 && !(single && strings.Contains("CL", raw)) {
		return []numeral{{strconv.Itoa(value), roman}}
	}
	if !single || l.digit {
		return nil
	}
	isUpper := c.at(i).word != raw
	if isUpper || l.words[0] == "mục" && c.at(i).word != "ở" && c.at(i).word != "ý" {
		n := numeral{c.at(i).word, lower}
		if isUpper {
			n.style = upper
		}
		return []numeral{n}
	}
	return nil
}

// pointFirst prefers the letter: point i is not point 1.
func pointFirst(n []numeral) []numeral {
	for _, r := range n {
		if r.style == lower || r.style == upper {
			return []numeral{{r.value, lower}}
		}
	}
	return n
}

// hanging reads "(2)" or ".a" set close behind a number.
func (c *citer) hanging(i int, first []numeral) (n []numeral, from, next int, ok bool) {
	mark := c.at(i)
	if mark.kind != markToken || mark.spaced || c.at(i+1).spaced {
		return nil, i, i, false
	}
	switch {
	case mark.word == "(":
		n, next, ok = c.bracketed(i+1, levelsByWord["điểm"][0])
		return n, i + 1, next - 1, ok && c.at(next-1).word == ")"
	case mark.word == "." || isDash(mark.word) && first[0].style == roman || mark.word == "/" && first[0].style == roman:
		t := c.at(i + 1)
		if t.kind == wordToken && utf8.RuneCountInString(t.word) > 1 && romanValue(c.written(i+1, i+2)) == 0 {
			return nil, i, i, false
		}
		n, next, ok = c.atom(i+1, levelsByWord["mục"][0], t.word == c.written(i+1, i+2))
		return n, i + 1, next, ok && !(mark.word == "." && c.at(i+1).kind == wordToken && c.startsSentence(i+1))
	}
	return nil, i, i, false
}

// startsSentence: in "Điều 5.Đề nghị" the full stop ends a sentence.
func (c *citer) startsSentence(i int) bool {
	return utf8.RuneCountInString(c.at(i).word) > 1 && romanValue(c.written(i, i+1)) == 0
}

// hangingStep is the step under outer that a number alone names: below an
// article its clause, below a clause its point.
func hangingStep(outer Step, n []numeral, written string) Step {
	s := Step{Number: n[0].value, Written: written, readings: n, rank: outer.rank + 1}
	letter := n[0].style == lower
	switch {
	case outer.Kind == outline.Article && !letter:
		s.Kind, s.rank = outline.Clause, 60
	case letter:
		s.Kind, s.rank = outline.Point, max(70, outer.rank+1)
	}
	return s
}

// direction reads "từ trên xuống", "tính từ dưới lên", "from the bottom".
func (c *citer) direction(i int) (fromBottom bool, next int) {
	for k := i; k < i+5; k++ {
		switch c.at(k).word {
		case "(", ",", "tính", "kể", "từ", "from", "the", "counting":
			continue
		case "dưới", "bottom":
			return true, c.afterDirection(k + 1)
		case "trên", "top":
			return false, c.afterDirection(k + 1)
		}
		break
	}
	return false, i
}

func (c *citer) afterDirection(i int) int {
	for {
		switch c.at(i).word {
		case "xuống", "lên", "dưới", "trên":
			i++
		default:
			return i
		}
	}
}
