package pdf

import (
	"strings"
	"unicode/utf8"

	"thao/internal/prose"
)

// stretch is a part of one line, in bytes of its text.
type stretch struct {
	line     int32
	from, to int
}

// beneath finds the words the boxes of a highlight lie on: every letter whose
// middle is inside one.
func (p *page) beneath(quads []box, base []prose.Block) (quote string, at prose.Range, anchored bool) {
	parts := p.stretches(quads)
	if len(parts) == 0 {
		return "", at, false
	}
	var words []string
	covered := 0
	for _, s := range parts {
		l := p.lines[s.line]
		words = append(words, strings.TrimSpace(l.text[s.from:s.to]))
		covered += s.to - s.from
		if l.block < 0 {
			continue
		}
		from := prose.Point{Block: int(l.block), Offset: int(l.offset) + s.from}
		to := prose.Point{Block: int(l.block), Offset: int(l.offset) + s.to}
		if !anchored || comparePoints(from, at.From) < 0 {
			at.From = from
		}
		if !anchored || comparePoints(to, at.To) > 0 {
			at.To = to
		}
		anchored = true
	}
	quote = strings.Join(words, " ")
	if anchored {
		if whole := textOf(at, base); len(whole) <= covered+4*len(parts) {
			quote = whole // the seams of hyphenated words and paragraphs come out right
		} else {
			quote = strings.Join(words, " … ")
		}
	}
	return quote, at, anchored
}

// stretches joins the letters inside the boxes to one stretch for each line,
// in the order the lines are drawn.
func (p *page) stretches(quads []box) []stretch {
	var out []stretch
	for i := range p.glyphs {
		g := &p.glyphs[i]
		if g.line < 0 || !inside(g.box, quads) {
			continue
		}
		end := p.glyphEnd(g)
		if n := len(out) - 1; n >= 0 && out[n].line == g.line {
			out[n].from, out[n].to = min(out[n].from, int(g.at)), max(out[n].to, end)
			continue
		}
		out = append(out, stretch{g.line, int(g.at), end})
	}
	return out
}

// inside says whether the middle of a letter lies in one of the boxes. In
// height half the letter's overlap will do: underlines have flat boxes.
func inside(g box, quads []box) bool {
	x := g.mx()
	for _, q := range quads {
		if x < q.x0 || x > q.x1 {
			continue
		}
		if y := g.my(); y >= q.y0 && y <= q.y1 || g.overY(q) > 0.6*q.h() && q.h() < g.h() && q.y1 <= g.y1+1 {
			return true
		}
	}
	return false
}

// glyphEnd is the offset after a letter in its line's text.
func (p *page) glyphEnd(g *glyph) int {
	text := p.lines[g.line].text
	if g.r >= 0xFB00 && g.r <= 0xFB06 {
		return min(int(g.at)+len(letters(g.r)), len(text))
	}
	_, size := utf8.DecodeRuneInString(text[min(int(g.at), len(text)):])
	return int(g.at) + size
}

// textOf is the text of a range, paragraphs divided by "\n".
func textOf(r prose.Range, base []prose.Block) string {
	if r.From.Block == r.To.Block {
		return base[r.From.Block].Text[r.From.Offset:r.To.Offset]
	}
	var b strings.Builder
	b.WriteString(base[r.From.Block].Text[r.From.Offset:])
	for i := r.From.Block + 1; i < r.To.Block; i++ {
		b.WriteByte('\n')
		b.WriteString(base[i].Text)
	}
	b.WriteByte('\n')
	b.WriteString(base[r.To.Block].Text[:r.To.Offset])
	return b.String()
}

// nearest finds the line a note lies nearest to, at most two lines' height
// away, and returns all of it.
func (p *page) nearest(r box) (at prose.Range, ok bool) {
	l := p.nearestLine(r)
	if l == nil {
		return at, false
	}
	from := prose.Point{Block: int(l.block), Offset: int(l.offset)}
	to := from
	to.Offset += len(l.text)
	return prose.Range{From: from, To: to}, true
}

func (p *page) nearestLine(r box) *line {
	var best *line
	least := float32(0)
	for _, l := range p.lines {
		if l.block < 0 || l.turned {
			continue
		}
		dy := max(0, l.y0-r.my(), r.my()-l.y1)
		dx := max(0, -l.overX(r))
		if dy > 2*l.em {
			continue
		}
		if d := dy*8 + dx; best == nil || d < least {
			best, least = l, d
		}
	}
	return best
}

// between finds the point between two letters that a caret marks.
func (p *page) between(r box, base []prose.Block) (at prose.Range, ok bool) {
	l := p.nearestLine(r)
	if l == nil {
		return at, false
	}
	offset, least := 0, float32(-1)
	for i := range p.glyphs {
		g := &p.glyphs[i]
		if g.line < 0 || p.lines[g.line] != l {
			continue
		}
		for _, edge := range [...]struct {
			x  float32
			at int
		}{{g.x0, int(g.at)}, {g.x1, p.glyphEnd(g)}} {
			if d := max(edge.x-r.mx(), r.mx()-edge.x); least < 0 || d < least {
				offset, least = edge.at, d
			}
		}
	}
	point := prose.Point{Block: int(l.block), Offset: int(l.offset) + offset}
	return prose.Range{From: point, To: point}, true
}
