package pdf

import (
	"strings"
	"unicode"
)

// findNotes collects the marks of the page's footnotes: raised numbers that
// open a line.
func (t *pageText) findNotes(runs [][]int) {
	for _, run := range runs {
		em, base := t.usual(run)
		if n := t.noteMark(em, base, run); n > 0 {
			if t.notes == nil {
				t.notes = map[string]bool{}
			}
			t.notes[t.digits(run[:n])] = true
		}
	}
}

// noteMark is the number of raised digits at the start of run, 0 where there
// is nothing else.
func (t *pageText) noteMark(em, base float32, run []int) int {
	n := 0
	for n < len(run) && n < 4 && t.raised(em, base, run[n]) {
		n++
	}
	if n == len(run) || n > 3 {
		return 0
	}
	return n
}

// raised says whether letter i is a small digit standing above the baseline.
func (t *pageText) raised(em, base float32, i int) bool {
	g := &t.glyphs[i]
	return unicode.IsDigit(g.r) && g.size < 0.8*em && base-g.base > 0.12*em
}

func (t *pageText) digits(run []int) string {
	var b strings.Builder
	for _, i := range run {
		b.WriteRune(t.glyphs[i].r)
	}
	return b.String()
}

// cutNoteMark takes a footnote's mark off the front of its line.
func (t *pageText) cutNoteMark(l *line, run []int) []int {
	n := t.noteMark(l.em, l.base, run)
	if n == 0 {
		return run
	}
	l.note = t.digits(run[:n])
	return run[n:]
}

// cutReferences takes raised numbers that refer to a footnote of the page out
// of the text. Others stay: the 2 of m2 is a word's part.
func (t *pageText) cutReferences(l *line, run []int) []int {
	if len(t.notes) == 0 {
		return run
	}
	kept := run[:1]
	for i := 1; i < len(run); {
		j := i
		for j < len(run) && j-i < 4 && t.raised(l.em, l.base, run[j]) {
			j++
		}
		if j == i || !t.notes[t.digits(run[i:j])] {
			kept = append(kept, run[i])
			i++
			continue
		}
		if j < len(run) && t.glyphs[run[i]].space {
			t.glyphs[run[j]].space = true
		}
		i = j
	}
	return kept
}
