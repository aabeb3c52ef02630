package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// continues says whether line l goes on with the open paragraph.
func (b *builder) continues(l *line, p *page) bool {
	prev := b.open[len(b.open)-1]
	if !sameLook(prev, l) {
		return false
	}
	if p != b.page {
		return b.overPage(prev, l, p)
	}
	gap, ok := b.gap(prev, l)
	if !ok {
		return false
	}
	full := b.full(prev, l, p)
	flowing := full && startsLower(l.text)
	switch {
	case gap > 1.7, gap > 1.12 && !flowing:
		return false
	case hasLabel(l.text) && (!full || endsSentence(prev.text) || b.stands(prev, l)):
		return false
	}
	return full && b.aligned(prev, l, p)
}

// sameLook says whether two lines may belong together by their letters: of
// one height, and not one all bold and the other without a bold word.
func sameLook(a, b *line) bool {
	if a.em > 1.15*b.em || b.em > 1.15*a.em {
		return false
	}
	return !(a.bold == all && b.bold == none || a.bold == none && b.bold == all)
}

// gap is the distance of two lines in units of the usual one; ok is false
// where they do not stand one under the other; one short word may stand wholly
// before the indent of the line above it.
func (b *builder) gap(prev, l *line) (gap float32, ok bool) {
	d := l.base - prev.base
	if d < 0.5*l.em || prev.overX(l.box) <= -4*l.em {
		return 0, false
	}
	return d / (b.leading * l.em / b.em), true
}

// full says whether prev ends where it does because the first word of l had no
// room left on it.
func (b *builder) full(prev, l *line, p *page) bool {
	left, right := b.column(prev, p)
	need := l.first + 0.15*l.em
	if b.axial(prev, l, p) {
		return prev.w()+need > right-left-0.5*l.em
	}
	return prev.x1+need > right-0.3*l.em
}

// column is the room a line had: up to the edges of the text, or to what
// stands beside it.
func (b *builder) column(l *line, p *page) (left, right float32) {
	left, right = min(b.left, l.x0), max(b.right, l.x1)
	if len(p.flow) > crowded {
		return left, right
	}
	for _, k := range p.flow {
		if k == l || k.turned || k.overY(l.box) < 0.3*min(k.h(), l.h()) {
			continue
		}
		if k.x0 >= l.x1 {
			right = min(right, k.x0-0.5*l.em)
		}
		if k.x1 <= l.x0 {
			left = max(left, k.x1+0.5*l.em)
		}
	}
	return left, max(right, l.x1)
}

// centred says whether a line stands in the middle of the text's width, with
// room on both sides; more of it where the line is neither bold nor capitals,
// for a plain line may end anywhere.
func (b *builder) centred(l *line, p *page) bool {
	room := 3.2 * l.em
	if l.bold == all || strings.ToUpper(l.text) == l.text {
		room = 1.2 * l.em
	}
	before, after := l.x0-b.left, b.right-l.x1
	if before < room || after < room {
		return false
	}
	off := before - after
	return off < 1.2*l.em && off > -1.2*l.em && b.alone(l, p)
}

// axial says whether l is centred and the line before it stands on the same
// axis: of a title over two lines the first may well fill the width.
func (b *builder) axial(prev, l *line, p *page) bool {
	off := prev.mx() - l.mx()
	return off < 0.6*l.em && off > -0.6*l.em && b.centred(l, p) && b.alone(prev, p)
}

// alone says whether nothing stands beside a line.
func (b *builder) alone(l *line, p *page) bool {
	if len(p.flow) > crowded {
		return false
	}
	for _, k := range p.flow {
		if k != l && !k.turned && k.overY(l.box) > 0.3*min(k.h(), l.h()) {
			return false
		}
	}
	return true
}

// indent is how far a difference of left edges counts as an indent, in ems.
const indent = 0.7

// stands says whether a line that opens with a label also stands apart from
// the one before: pulled out or pushed in.
func (b *builder) stands(prev, l *line) bool {
	d := l.x0 - prev.x0
	if len(b.open) == 1 && d < 0 {
		return hasLabel(prev.text) // the next item of a list, or the second line of an indented paragraph
	}
	return d > indent*l.em || d < -indent*l.em
}

// aligned says whether l begins where a further line of the open paragraph
// would: level with its second line, or after the first either out at the
// text's edge or in under the words after a label.
func (b *builder) aligned(prev, l *line, p *page) bool {
	if b.axial(prev, l, p) {
		return true
	}
	d := l.x0 - prev.x0
	if d <= indent*l.em && d >= -indent*l.em {
		return true
	}
	if len(b.open) > 1 {
		return false
	}
	return d < 0 || hasLabel(prev.text) && d < 6*l.em
}

// overPage says whether a paragraph runs on from one page to the next.
func (b *builder) overPage(prev, l *line, p *page) bool {
	if p.number != b.page.number+1 || hasLabel(l.text) || endsSentence(prev.text) && !startsLower(l.text) {
		return false
	}
	if b.centred(prev, b.page) || b.centred(l, p) || l.bold == all {
		return false
	}
	outdented := len(b.open) == 1 && l.x0 < prev.x0
	level := l.x0-prev.x0 <= indent*l.em && prev.x0-l.x0 <= indent*l.em
	return b.full(prev, l, b.page) && (level || outdented || startsLower(l.text))
}

// endsSentence says whether text ends as a sentence or an item of a list does.
func endsSentence(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"”’'»)`, r) })
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".;:!?…", r)
}
