package letter

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/anchor"
	"thao/internal/prose"
)

// zone is the part of a letter a line lies in.
type zone byte

const (
	inBody zone = iota
	inHead      // letterhead, up to the address
	inTail      // signature, recipients
)

// line is one paragraph, or one line of a paragraph with breaks in it.
type line struct {
	block    int
	from     int // of text in the block
	text     string
	style    labelStyle
	labelEnd int // bytes of text that are a typed label
	words    []anchor.Word
	key      string // the words, with a space on either side of each
	quotes   []anchor.Quoted
	quoted   bool // begins inside a quotation opened on an earlier line
	zone     zone
	running  bool // page header or footer
	closing  bool // nothing but closing words follows in the body
	cell     *prose.CellPos
	segments []segment
}

// segment is one sentence of a line.
type segment struct {
	from, to int // in the line's text
	text     string
	key      string
	words    []anchor.Word // with offsets in the line's text
}

// cut makes lines and sentences of blocks. Together they cover every character
// that is not white space.
func cut(blocks []prose.Block) []line {
	var out []line
	for b := range blocks {
		block := &blocks[b]
		at := 0
		first := true
		for text := range strings.SplitSeq(block.Text, "\n") {
			trimmed := strings.TrimSpace(text)
			if trimmed != "" {
				label := ""
				if first {
					label, first = block.Label, false
				}
				from := at + strings.Index(text, trimmed)
				out = append(out, newLine(block, b, from, trimmed, label))
			}
			at += len(text) + 1
		}
	}
	markQuoted(out)
	for i := range out {
		out[i].cutSegments()
	}
	return out
}

func newLine(block *prose.Block, b, from int, text, label string) line {
	l := line{block: b, from: from, text: text, cell: block.Cell,
		running: block.Kind == prose.Header || block.Kind == prose.Footer}
	l.style, l.labelEnd = labelOf(label, text)
	l.words = anchor.Words(text)
	l.key = keyOf(l.words)
	l.quotes = anchor.Quotes(text)
	return l
}

// keyOf joins words for phrase matching: " cơ bản nhất trí ".
func keyOf(words []anchor.Word) string {
	if len(words) == 0 {
		return ""
	}
	n := 1
	for _, w := range words {
		n += len(w.Text) + 1
	}
	var b strings.Builder
	b.Grow(n)
	b.WriteByte(' ')
	for _, w := range words {
		b.WriteString(w.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

func (l *line) cutSegments() {
	starts := []int{0}
	if !l.quoted {
		starts = sentences(l.text, l.words, l.quotes, l.labelEnd)
	}
	for k, from := range starts {
		to := len(l.text)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		l.segments = append(l.segments, l.segment(from, to))
	}
}

// segment makes the sentence from–to of the line; white space at its end goes.
func (l *line) segment(from, to int) segment {
	text := strings.TrimRightFunc(l.text[from:to], unicode.IsSpace)
	words := l.words[wordsBefore(l.words, from):wordsBefore(l.words, to)]
	return segment{from: from, to: from + len(text), text: text, key: keyOf(words), words: words}
}

// maxQuotedLines bounds how far a quotation over several paragraphs may reach;
// an opening mark without a closing one within it is a slip.
const maxQuotedLines = 40

// markQuoted marks the lines inside quotations that run over paragraphs: the
// new wording of a whole article, say.
func markQuoted(lines []line) {
	for i := 0; i < len(lines); i++ {
		mark := openQuote(lines[i].text, lines[i].quotes)
		if mark == 0 {
			continue
		}
		end := closingLine(lines, i, mark)
		for k := i + 1; k <= end; k++ {
			lines[k].quoted = true
		}
		i = max(i, end)
	}
}

// openQuote returns the mark of a quotation that a line opens and does not
// close, or 0.
func openQuote(text string, quotes []anchor.Quoted) rune {
	if !strings.ContainsAny(text, `“"«`) {
		return 0
	}
	open := rune(0)
	previous := ' '
	for i, r := range text {
		if strings.ContainsRune(`“"«`, r) && isLoose(quotes, i, utf8.RuneLen(r)) &&
			(unicode.IsSpace(previous) || strings.ContainsRune("(:", previous)) {
			open = r
		}
		previous = r
	}
	return open
}

// isLoose reports that a quotation mark at a byte is neither inside a
// quotation nor one of its ends.
func isLoose(quotes []anchor.Quoted, at, size int) bool {
	k := sort.Search(len(quotes), func(k int) bool { return quotes[k].End >= at })
	return k == len(quotes) || quotes[k].Start > at+size
}

// closingLine returns the line on which a quotation opened on line i ends, or
// i where none closes it.
func closingLine(lines []line, i int, mark rune) int {
	closer := map[rune]string{'“': "”\"", '"': "\"”", '«': "»"}[mark]
	for k := i + 1; k < len(lines) && k <= i+maxQuotedLines; k++ {
		text := lines[k].text
		if openQuote(text, lines[k].quotes) != 0 {
			return i
		}
		for at, r := range text {
			if strings.ContainsRune(closer, r) && isLoose(lines[k].quotes, at, utf8.RuneLen(r)) {
				return k
			}
		}
	}
	return i
}

// language tells Vietnamese from English by the letters only Vietnamese has.
func language(lines []line) string {
	letters, vietnamese := 0, 0
	for i := range lines {
		for _, r := range lines[i].text {
			if unicode.IsLetter(r) {
				letters++
				if strings.ContainsRune("đĐăĂơƠưƯ", r) || r >= 0x1EA0 && r <= 0x1EF9 {
					vietnamese++
				}
			}
		}
	}
	if letters > 0 && vietnamese*50 < letters {
		return "en"
	}
	return "vi"
}
