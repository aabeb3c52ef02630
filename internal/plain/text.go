package plain

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/numeral"
	"thao/internal/prose"
	"thao/internal/viet"
)

// Text reads plain text in any encoding package viet knows: one block a
// paragraph. Whether a paragraph is one line or lines broken at a width is
// judged from the whole text; empty lines always divide. It fails only with
// fault.TooLarge over 64 MiB and fault.TooLong over maxItems lines.
func Text(data []byte) ([]prose.Block, error) {
	if err := checkSize(data); err != nil {
		return nil, err
	}
	s, _ := viet.DecodeText(data)
	lines := textLines(s)
	lay := layoutOf(lines)
	blocks := make([]prose.Block, 0, len(lines))
	var b strings.Builder
	last := "" // the line that ended b
	flush := func() {
		if text := clean(b.String()); text != "" {
			blocks = append(blocks, prose.Block{Kind: prose.Paragraph, Text: text})
		}
		b.Reset()
		last = ""
	}
	for _, line := range lines {
		if blank(line) {
			flush()
			continue
		}
		if last != "" && !lay.joins(last, line) {
			flush()
		}
		if last != "" {
			b.WriteByte(' ')
		}
		b.WriteString(strings.TrimFunc(line, unicode.IsSpace))
		last = line
	}
	flush()
	return blocks, nil
}

// lineEnds are the line ends of every system, page breaks included.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n")

func textLines(s string) []string {
	return strings.Split(lineEnds.Replace(strings.TrimPrefix(s, "\ufeff")), "\n")
}

func blank(line string) bool {
	return strings.Trim(line, " \t\u00a0\ufeff") == ""
}

// wrapWidth is the width the lines of a text are broken at, 0 where each line
// is a paragraph. In broken text many lines begin in the middle of a sentence,
// with a small letter; in the other kind almost none, and lines run long.
func wrapWidth(lines []string) int {
	var lengths []int
	small, counted, long := 0, 0, 0
	for i, line := range lines {
		if blank(line) {
			continue
		}
		n := utf8.RuneCountInString(strings.TrimSpace(line))
		lengths = append(lengths, indent(line)+n)
		if n > 160 {
			long++
		}
		if i > 0 && !blank(lines[i-1]) {
			counted++
			if startsSmall(line) {
				small++
			}
		}
	}
	if counted < 2 || long*50 > len(lengths) || small*7 < counted {
		return 0
	}
	slices.Sort(lengths)
	return lengths[(len(lengths)-1)*98/100]
}

func indent(line string) int {
	n := 0
	for _, r := range line {
		switch r {
		case ' ', '\u00a0':
			n++
		case '\t':
			n += 8
		default:
			return n
		}
	}
	return n
}

func startsSmall(line string) bool {
	line = strings.TrimLeft(line, " \t\u00a0")
	r, n := utf8.DecodeRuneInString(line)
	if !unicode.IsLower(r) {
		return false
	}
	_, labelled := labelStart(line)
	return !labelled || n < len(line) && unicode.IsLetter(rune(line[n]))
}

// layout is how the lines of a text make up its paragraphs.
type layout struct {
	width    int  // lines are broken at; 0 where each line is a paragraph
	indented bool // the first line of a paragraph is set in
}

func layoutOf(lines []string) layout {
	l := layout{width: wrapWidth(lines)}
	if l.width == 0 {
		return l
	}
	in, small, all := 0, 0, 0
	for i, line := range lines {
		if i == 0 || blank(line) || blank(lines[i-1]) {
			continue
		}
		all++
		if indent(line) >= 2 {
			in++
			if startsSmall(line) {
				small++
			}
		}
	}
	l.indented = in*20 > all && in*10 < all*7 && small*10 < in
	return l
}

// joins reports whether line carries on the sentence of the line before it.
func (l layout) joins(last, line string) bool {
	if l.width == 0 {
		return false
	}
	text := strings.TrimLeft(line, " \t\u00a0")
	word, _, _ := strings.Cut(text, " ")
	full := indent(last)+utf8.RuneCountInString(strings.TrimSpace(last))+1+utf8.RuneCountInString(word) > l.width
	ended := endsSentence(last)
	sure, labelled := labelStart(text)
	switch {
	case l.indented && indent(line) >= 2:
		return false
	case l.indented && full && !ended:
		return true
	case compactPlace.MatchString(text):
		return breaksCitation(last, true)
	case labelled && ended:
		return false
	case labelled && sure:
		return breaksCitation(last, unitName(text))
	case full:
		return !(ended && indent(line) > indent(last)+1 && !hangs(last))
	}
	return !ended && startsSmall(line)
}

// compactPlace begins a line of a mail that goes through a draft: "đ3k2: …",
// "K.1 Đ.32 …", "điều 9.1.h …".
var compactPlace = regexp.MustCompile(`^(?i:(?:[đk]\.?\d{1,3}(?:\.\d{1,2})*[ ,]?){1,2}|điều \d+(?:\.[0-9a-zđ]{1,2})+)(?:[ :.,;]|$)`)

// hangs reports whether a line opens a list item, whose further lines are
// indented under it.
func hangs(line string) bool {
	_, labelled := labelStart(strings.TrimLeft(line, " \t\u00a0"))
	return labelled
}

func endsSentence(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(line, unicode.IsSpace))
	return strings.ContainsRune(".;:!?…”/", r)
}

// linking are the words that lead on to a citation.
var linking = [...]string{"tại", "theo", "và", "hoặc", "của", "với", "các", "thuộc", "trừ", "nêu",
	"under", "of", "and", "or", "to", "in", "with", "by"}

// cited are the words before the number of what is cited.
var cited = [...]string{"khoản", "điểm", "điều", "mục", "chương", "phần", "section", "article", "clause", "paragraph", "part", "chapter"}

// breaksCitation reports whether a line breaks off inside a citation, so that
// the number the next one begins with, or with unit set the "Điều 5", is part
// of the sentence. Titles that end in "quan điểm" or "tài khoản" do not.
func breaksCitation(line string, unit bool) bool {
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return false
	}
	last, prior := fields[len(fields)-1], fields[len(fields)-2]
	if unit {
		last = strings.TrimSuffix(last, ",")
		return among(last, linking[:]) || among(prior, cited[:2]) && len(last) <= 4
	}
	return among(last, cited[:]) && (among(prior, linking[:]) || strings.HasSuffix(prior, ","))
}

func among(word string, list []string) bool {
	for _, w := range list {
		if strings.EqualFold(word, w) && word != strings.ToUpper(word) {
			return true
		}
	}
	return false
}

// unitName reports whether a line begins with the name of a legal unit.
func unitName(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	switch strings.ToLower(first) {
	case "điều", "ðiều", "chương", "mục", "phần", "tiểu", "article", "chapter", "section", "part":
		return true
	}
	return false
}

// labelStart reports whether a line begins like a label: "1.", "a)", "-",
// "Điều 5", "Chương II"; sure where no sentence goes on so.
func labelStart(s string) (sure, ok bool) {
	first, rest, _ := strings.Cut(s, " ")
	rest = strings.TrimLeft(rest, " \t\u00a0")
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case unitName(s):
		return unitLabel(first, rest)
	case first == "-" || first == "–" || first == "+" || first == "*" || first == "•" || first == "—":
		return unicode.IsUpper(r), rest != ""
	}
	body := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(first, "("), "-"), "/")
	core := strings.TrimRight(body, ".)")
	if core == "" || core == first || len(core) > 8 {
		return false, false
	}
	if len(core) > 3 && strings.Trim(core, "0123456789") == "" {
		return false, false // a year
	}
	if !allDigitsOrDots(core) && !isRoman(core) && utf8.RuneCountInString(core) > 1 {
		return false, false
	}
	return unicode.IsUpper(r) || r == '“' || r == '"', true
}

// unitLabel judges a line that begins with the name of a legal unit.
func unitLabel(first, rest string) (sure, ok bool) {
	if strings.EqualFold(first, "tiểu") {
		word, more, _ := strings.Cut(rest, " ")
		if !strings.EqualFold(word, "mục") {
			return false, false
		}
		rest = more
	}
	if strings.HasPrefix(strings.ToLower(rest), "thứ ") {
		rest = rest[len("thứ "):]
	}
	number, title, _ := strings.Cut(rest, " ")
	core := strings.TrimRight(number, ".:)-")
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(title, " -–"))
	numeric := allDigitsOrDots(core) || isRoman(core) || strings.HasPrefix(strings.ToLower(first), "ph") && title == ""
	if !numeric {
		return false, false
	}
	return title == "" || core != number && (unicode.IsUpper(r) || r == 0) || title == strings.ToUpper(title), true
}

func allDigitsOrDots(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.") == "" || len(s) > 1 && strings.Trim(s[:len(s)-1], "0123456789") == ""
}

// isRoman takes numerals below 90: a longer list is rare, and a word or an
// abbreviation in C, D and M is not.
func isRoman(s string) bool {
	n, ok := numeral.ParseRoman(s)
	return ok && n < 90
}
