package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/prose"
)

// paragraphs joins the lines of all pages into blocks in reading order. Every
// line learns its block and its offset there.
func paragraphs(pages []*page) []prose.Block {
	margins := cutMargins(pages)
	m := measure(pages)
	b := builder{measures: m}
	for _, p := range pages {
		text, notes := splitFootnotes(order(upright(p.flow)), m)
		for _, l := range text {
			b.add(l, p)
		}
		b.footnotes(notes, p)
		b.turned(p)
	}
	b.flush()
	return append(b.blocks, margins...)
}

func upright(ls []*line) []*line {
	out := make([]*line, 0, len(ls))
	for _, l := range ls {
		if !l.turned {
			out = append(out, l)
		}
	}
	return out
}

// splitFootnotes parts a page's footnotes from its text: from the first small
// line that opens with a raised number on, to the foot of the page.
func splitFootnotes(ls []*line, m measures) (text, notes []*line) {
	for i, l := range ls {
		if l.note == "" || l.em > 0.95*m.em {
			continue
		}
		below := true
		for _, k := range ls[i:] {
			below = below && k.em <= 0.97*m.em && k.y1 >= l.y0
		}
		if below {
			return ls[:i], ls[i:]
		}
	}
	return ls, nil
}

// builder makes blocks of lines that come in reading order.
type builder struct {
	measures
	blocks []prose.Block

	open    []*line // lines of the paragraph being built
	page    *page   // the one its last line is on
	began   int     // number of the one it began on
	kind    prose.Kind
	pending []prose.Block // footnotes met inside it
	waiting [][]*line     // their lines
}

// add takes the next line of the running text.
func (b *builder) add(l *line, p *page) {
	if len(b.open) > 0 && !b.continues(l, p) {
		b.flush()
	}
	if len(b.open) == 0 {
		b.began, b.kind = p.number, prose.Paragraph
	}
	b.open = append(b.open, l)
	b.page = p
}

// flush closes the open paragraph, and lets out the footnotes that stood at
// the foot of the pages it ran over.
func (b *builder) flush() {
	if len(b.open) > 0 {
		b.blocks = append(b.blocks, b.block(b.open, int32(len(b.blocks)), b.kind, b.began, b.page))
		b.open = b.open[:0]
	}
	for i, block := range b.pending {
		for _, l := range b.waiting[i] {
			l.block = int32(len(b.blocks))
		}
		b.blocks = append(b.blocks, block)
	}
	b.pending, b.waiting = nil, nil
}

// footnotes makes a block of each footnote of a page. They wait until the
// paragraph that runs over the page's end is complete.
func (b *builder) footnotes(ls []*line, p *page) {
	for len(ls) > 0 {
		n := 1
		for n < len(ls) && ls[n].note == "" {
			n++
		}
		block := b.block(ls[:n], 0, prose.Footnote, p.number, p)
		block.Label = ls[0].note
		b.pending = append(b.pending, block)
		b.waiting = append(b.waiting, ls[:n])
		ls = ls[n:]
	}
	if len(b.open) == 0 {
		b.flush()
	}
}

// turned makes a block of each line of a page that stands aslant or upside.
func (b *builder) turned(p *page) {
	for _, l := range p.flow {
		if l.turned && l.text != "" {
			b.pending = append(b.pending, b.block([]*line{l}, 0, prose.TextBox, p.number, p))
			b.waiting = append(b.waiting, []*line{l})
		}
	}
}

// block writes lines as one block with the given number.
func (b *builder) block(ls []*line, number int32, kind prose.Kind, pageNumber int, p *page) prose.Block {
	var s []byte
	block := prose.Block{Kind: kind, Page: pageNumber, Bold: true, Italic: true}
	centred := 0
	for i, l := range ls {
		if i > 0 {
			s = b.seam(s, ls[i-1], l)
		}
		l.block, l.offset = number, uint32(len(s))
		s = append(s, l.text...)
		block.Bold = block.Bold && l.bold == all
		block.Italic = block.Italic && l.italic
		switch {
		case b.centred(l, p):
			centred++
		case i+1 < len(ls) && b.axial(l, ls[i+1], p):
			centred++
		}
	}
	block.Center = kind == prose.Paragraph && centred == len(ls)
	block.Text = string(s)
	return block
}

// seam writes what stands between two lines of a paragraph: a space; nothing
// where a word was hyphenated; the hyphen where it belongs to the word, as
// all do in Vietnamese, whose syllables are never broken.
func (b *builder) seam(s []byte, prev, next *line) []byte {
	hyphenated := prev.soft || endsInHyphen(prev.text)
	switch {
	case !hyphenated:
		return append(s, ' ')
	case prev.soft && (b.vietnamese || !startsLower(next.text)):
		return append(s, '-')
	case !prev.soft && !b.vietnamese && startsLower(next.text):
		return s[:len(s)-1]
	}
	return s
}

// endsInHyphen says whether text ends in a hyphen right after a letter.
func endsInHyphen(text string) bool {
	before, ok := strings.CutSuffix(text, "-")
	r, _ := utf8.DecodeLastRuneInString(before)
	return ok && unicode.IsLetter(r)
}

func startsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}
