package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"thao/internal/viet"
)

// A line is a stretch of letters on one baseline without a wide gap: a line of
// a paragraph, or of one column or table cell where several stand side by
// side.
type line struct {
	box
	text   string
	em     float32 // size of most of its letters, in points
	base   float32 // its baseline's y
	first  float32 // width of its first word
	bold   share
	italic bool // all of it
	soft   bool // ends in a hyphen PDFium takes for one of hyphenation; not in text
	turned bool // not upright before the reader

	note   string // a raised number that opens the line: a footnote's mark
	block  int32  // index of the block it went to; -1 for none
	offset uint32 // of its text in that block's
}

// share is how much of a line has a look.
type share int8

const (
	none share = iota
	some
	all
)

// Gaps between letters, in ems.
const (
	wideGap  = 2.2  // ends a line: another column begins
	labelGap = 4.2  // may follow a label: "a)", "-", "Điều 5."
	overlap  = -0.6 // a letter further back than this begins another line
	rise     = 0.5  // of baselines within one line: raised and lowered marks
)

// lines puts the letters of a page together, in the order they are drawn.
func lines(t *pageText) []*line {
	var runs [][]int
	var run []int
	for i := range t.glyphs {
		if len(run) > 0 && !t.joins(run, i) {
			runs = append(runs, run)
			run = nil
		}
		run = append(run, i)
	}
	if len(run) > 0 {
		runs = append(runs, run)
	}
	runs = t.mend(runs)
	t.findNotes(runs)
	out := make([]*line, 0, len(runs))
	for _, run := range runs {
		out = append(out, t.line(run, int32(len(out))))
	}
	return out
}

// joins says whether letter i goes on with the line that holds run.
func (t *pageText) joins(run []int, i int) bool {
	a, b := &t.glyphs[run[len(run)-1]], &t.glyphs[i]
	up := t.fonts[b.font].upright
	if t.fonts[a.font].upright != up {
		return false
	}
	em := max(a.size, b.size)
	if !up {
		return !b.space || near(a.box, b.box, 1.5*em)
	}
	if dy := b.base - a.base; dy > rise*em || dy < -rise*em {
		return false
	}
	gap := b.x0 - a.x1
	if gap < overlap*em {
		return false
	}
	if gap > wideGap*em {
		return gap < labelGap*em && isLabel(t.letters(run))
	}
	return true
}

// near says whether two boxes are within d of each other.
func near(a, b box, d float32) bool { return -a.overX(b) < d && -a.overY(b) < d }

// letters is a short run's text, "" for one too long to be a label.
func (t *pageText) letters(run []int) string {
	if len(run) > 12 {
		return ""
	}
	var b strings.Builder
	for n, i := range run {
		if t.glyphs[i].space && n > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(t.glyphs[i].r)
	}
	return b.String()
}

// line writes down one run. Letters learn where in the text they are.
func (t *pageText) line(run []int, number int32) *line {
	l := &line{box: t.glyphs[run[0]].box, block: -1}
	l.turned = !t.fonts[t.glyphs[run[0]].font].upright
	l.em, l.base = t.usual(run)
	if t.hyphenated(run) {
		l.soft = true
		run = run[:len(run)-1]
	}
	for _, i := range run {
		l.box = l.box.union(t.glyphs[i].box)
	}
	run = t.cutReferences(l, t.cutNoteMark(l, run))
	l.bold, l.italic = t.looks(run)
	var b strings.Builder
	for len(run) > 0 {
		n := t.wordEnd(run)
		if t.glyphs[run[0]].space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		if l.first == 0 {
			l.first = t.glyphs[run[n-1]].x1 - t.glyphs[run[0]].x0
		}
		t.word(&b, run[:n], number)
		run = run[n:]
	}
	l.text = viet.RepairEth(b.String()) // of the same length
	return l
}

// hyphenated says whether a run ends in a hyphen of hyphenation. In fonts from
// before Unicode the same code may be a letter; see legacyPart.
func (t *pageText) hyphenated(run []int) bool {
	last := &t.glyphs[run[len(run)-1]]
	if last.r != softHyphen || len(run) < 2 {
		return false
	}
	_, old := legacy(t.fonts[last.font].name)
	return !old
}

// usual is the median size and baseline of the letters.
func (t *pageText) usual(run []int) (em, base float32) {
	sizes, bases := make([]float32, len(run)), make([]float32, len(run))
	for n, i := range run {
		sizes[n], bases[n] = t.glyphs[i].size, t.glyphs[i].base
	}
	slices.Sort(sizes)
	slices.Sort(bases)
	return sizes[len(sizes)/2], bases[len(bases)/2]
}

func (t *pageText) looks(run []int) (bold share, italic bool) {
	bolds, italics := 0, 0
	for _, i := range run {
		f := &t.fonts[t.glyphs[i].font]
		if f.bold {
			bolds++
		}
		if f.italic {
			italics++
		}
	}
	switch bolds {
	case 0:
		bold = none
	case len(run):
		bold = all
	default:
		bold = some
	}
	return bold, italics == len(run) && italics > 0
}

// wordEnd is the length of the first word of run.
func (t *pageText) wordEnd(run []int) int {
	n := 1
	for n < len(run) && !t.glyphs[run[n]].space {
		n++
	}
	return n
}

// word appends one word and tells its letters their offsets.
func (t *pageText) word(b *strings.Builder, word []int, number int32) {
	if enc, ok := legacy(t.fonts[t.glyphs[word[0]].font].name); ok {
		t.legacyWord(b, word, number, enc)
		return
	}
	for n := 0; n < len(word); {
		m := n + 1 // the letter with the marks written after it
		for m < len(word) && unicode.Is(unicode.Mn, t.glyphs[word[m]].r) {
			m++
		}
		for _, i := range word[n:m] {
			t.glyphs[i].line, t.glyphs[i].at = number, uint32(b.Len())
		}
		b.WriteString(t.composed(word[n:m]))
		n = m
	}
}

// composed is one letter with its marks in normalisation form C.
func (t *pageText) composed(cluster []int) string {
	if len(cluster) == 1 {
		return norm.NFC.String(letters(t.glyphs[cluster[0]].r))
	}
	var s []byte
	for _, i := range cluster {
		s = utf8.AppendRune(s, t.glyphs[i].r)
	}
	return norm.NFC.String(string(s))
}

// letters is r as text: the ligatures of Latin print (U+FB00–FB06) are taken
// apart, and a lone hyphenation mark is a hyphen.
func letters(r rune) string {
	switch {
	case r >= 0xFB00 && r <= 0xFB06:
		return [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xFB00]
	case r == softHyphen:
		return "-"
	}
	return string(r)
}
