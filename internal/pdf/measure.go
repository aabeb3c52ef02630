package pdf

import (
	"slices"
	"unicode"
)

// measures are what is usual in a document: from them a short line, an
// indented one or a wide gap is told.
type measures struct {
	em          float32 // size of body text, in points
	leading     float32 // from line to line inside a paragraph, at that height
	left, right float32 // edges of the body text
	vietnamese  bool    // mostly: no word is hyphenated
}

// measure looks at the running text of all pages.
func measure(pages []*page) measures {
	var m measures
	heights := histogram{}
	for _, p := range pages {
		for _, l := range p.flow {
			if !l.turned {
				heights.add(l.em, 0.5, len(l.text))
			}
		}
	}
	m.em = heights.mode(0.5, 13)
	m.edges(pages)
	m.lead(pages)
	m.vietnamese = vietnamese(pages)
	return m
}

// edges finds where body lines begin and end: the usual left edge of long
// lines, and a right edge that nearly all long lines keep inside.
func (m *measures) edges(pages []*page) {
	lefts := histogram{}
	var rights []float32
	for _, p := range pages {
		for _, l := range p.flow {
			if !l.turned && l.w() > 0.5*p.width {
				lefts.add(l.x0, 2, 1)
				rights = append(rights, l.x1)
			}
		}
	}
	if len(rights) == 0 {
		m.shortEdges(pages)
		return
	}
	m.left = lefts.mode(2, 0)
	slices.Sort(rights)
	m.right = rights[len(rights)*95/100]
}

// shortEdges serves a text that has no long line.
func (m *measures) shortEdges(pages []*page) {
	first := true
	for _, p := range pages {
		for _, l := range p.flow {
			if l.turned {
				continue
			}
			if first {
				m.left = l.x0
				first = false
			}
			m.left = min(m.left, l.x0)
			m.right = max(m.right, l.x1, p.width-m.left)
		}
	}
}

// lead finds the usual distance of a full line to the one below it.
func (m *measures) lead(pages []*page) {
	steps := histogram{}
	for _, p := range pages {
		for i := 1; i < len(p.flow); i++ {
			a, b := p.flow[i-1], p.flow[i]
			d := b.base - a.base
			body := a.em > 0.9*m.em && a.em < 1.1*m.em && b.em > 0.9*m.em && b.em < 1.1*m.em
			if body && a.x1 > m.right-m.em && d > 0.8*m.em && d < 3*m.em {
				steps.add(d, 0.5, 1)
			}
		}
	}
	m.leading = steps.mode(0.5, 1.35*m.em)
}

// vietnamese says whether one letter in fifty or more is one that only
// Vietnamese has (U+1EA0–1EF9, ơ, ư, đ).
func vietnamese(pages []*page) bool {
	own, letters := 0, 0
	for _, p := range pages {
		for _, l := range p.lines {
			for _, r := range l.text {
				if !unicode.IsLetter(r) {
					continue
				}
				letters++
				if r >= 0x1EA0 && r <= 0x1EF9 || r == 'ơ' || r == 'ư' || r == 'đ' || r == 'Ơ' || r == 'Ư' || r == 'Đ' {
					own++
				}
			}
			if letters > 20_000 {
				return own*50 > letters
			}
		}
	}
	return own*50 > letters
}

// histogram counts values in steps.
type histogram map[int]int

func (h histogram) add(v, step float32, n int) { h[int(v/step+0.5)] += n }

// mode is the most frequent value, the smaller of two that are equally so;
// fallback where there is none.
func (h histogram) mode(step, fallback float32) float32 {
	best, count := 0, 0
	for v, n := range h {
		if n > count || n == count && v < best {
			best, count = v, n
		}
	}
	if count == 0 {
		return fallback
	}
	return float32(best) * step
}
