package collate

import (
	"strings"
	"unicode/utf8"

	"thao/internal/anchor"
	"thao/internal/compare"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/viet"
)

// overlay lays a reply's base text over the draft, paragraph by paragraph, so
// that a place in the reply becomes a place in the draft. It holds where the
// copy was retyped, renumbered, cut short or made from an older text.
type overlay struct {
	d     *Draft
	base  []prose.Block
	units []unit
	look  *lookup
	mates []mate  // one for each of units
	share float64 // how much of the reply's words the draft has, 0–1
	cover float64 // how much of the draft's words the reply has, 0–1
}

// mate is the draft's counterpart of a reply's unit; unit -1 for none.
type mate struct {
	unit  int
	sim   float64
	moved bool
	kept  []compare.Stretch // words of the reply's unit that the draft's has; made when first needed
}

func lay(d *Draft, base []prose.Block) *overlay {
	o := &overlay{d: d, base: base, units: unitsOf(outline.Build(base))}
	o.look = newLookup(o.units)
	o.mates = make([]mate, len(o.units))
	for i := range o.mates {
		o.mates[i].unit = -1
	}
	keys := keysOf(o.units)
	var shared, mine, theirs int
	for _, key := range keys {
		mine += len(key)
	}
	for _, key := range d.keys {
		theirs += len(key)
	}
	for _, p := range compare.Blocks(keys, d.keys) {
		o.mates[p.A] = mate{unit: p.B, sim: p.Sim, moved: p.Moved}
		if p.Sim >= alike {
			shared += len(keys[p.A])
		}
	}
	if mine > 0 {
		o.share = float64(shared) / float64(mine)
	}
	if theirs > 0 {
		o.cover = float64(shared) / float64(theirs)
	}
	return o
}

// Shares from which a reply counts as a copy of the draft: most of it is the
// draft's own words, or it holds most of the draft besides much of its own.
const (
	copyShare = 0.5
	copyCover = 0.5
)

// alike is the similarity from which a paragraph counts as the draft's: a
// letter's sentence around a long quotation reaches a half.
const alike = 0.7

// isCopy tells a copy of the draft from a letter about it. marked says that it
// carries notes or tracked changes; without them a short text that is mostly the
// draft's words is a letter that quotes.
func (o *overlay) isCopy(marked bool) bool {
	least := shortCopy
	if marked {
		least = 2
	}
	return o.cover >= copyCover || o.share >= copyShare && o.paired() >= least
}

// shortCopy is how many of the draft's paragraphs an unmarked copy has at least.
const shortCopy = 6

// paired counts the paragraphs that are the draft's.
func (o *overlay) paired() int {
	n := 0
	for _, m := range o.mates {
		if m.unit >= 0 && m.sim >= alike {
			n++
		}
	}
	return n
}

// position is where a comment belongs, and how sure that is. Start and End are
// bytes in the node's Content, -1 for the whole node.
type position struct {
	node       *outline.Node
	start, end int
	confidence float64
	sure       bool
	general    bool
	candidates []anchor.Hit
	also       []*outline.Node // further places the comment names
}

// place finds the draft's place for a stretch of the reply's base. quote is
// the words there, for finding them again where the paragraph has no
// counterpart.
func (o *overlay) place(r prose.Range, quote string) position {
	i, from, ok := o.look.at(r.From)
	if !ok {
		return o.seek(r, quote)
	}
	m := &o.mates[i]
	if m.unit < 0 {
		return o.seek(r, quote)
	}
	u := o.d.units[m.unit]
	start := o.mapOffset(i, from, false)
	end := u.src.Len
	if j, to, ok := o.look.at(r.To); ok && j == i {
		end = max(start, o.mapOffset(i, to, true))
	}
	p := position{node: u.node, start: u.src.At + start, end: u.src.At + end, confidence: m.sim}
	if r.From != r.To && end == start {
		p.start, p.end = -1, -1 // the words are not in this version
	}
	if m.moved {
		p.confidence = min(p.confidence, 0.95)
	}
	p.sure = o.certain(i) && p.confidence >= anchor.Floor || o.quoteStands(u.node, quote, &p)
	if !p.sure {
		p.confidence = min(p.confidence, anchor.Floor-anchor.Margin)
		p.candidates = []anchor.Hit{{Node: u.node, Start: p.start, End: p.end, Score: p.confidence}}
		p.candidates = append(p.candidates, o.d.text.Find(anchor.Quote{Exact: quote})...)
	}
	return p
}

// certain reports whether reply unit i has no rival counterpart: its words stand
// once in the draft, or its neighbours are the draft's neighbours there. Words
// that differ in figures or citations ("điểm a và điểm b khoản 2") need the
// neighbours too: clauses look alike.
func (o *overlay) certain(i int) bool {
	m := o.mates[i]
	if m.sim == 1 && o.d.copies[o.d.keys[m.unit]] == 1 {
		return true
	}
	if m.sim < 1 && figures(o.units[i].text) == figures(o.d.units[m.unit].text) {
		return true
	}
	before := i > 0 && o.mates[i-1].unit == m.unit-1
	after := i+1 < len(o.mates) && o.mates[i+1].unit == m.unit+1
	return before && (after || i+1 == len(o.mates)) || after && i == 0
}

// figures are the numbers and one-letter words of a text, in order: what tells
// one citation from another.
func figures(s string) string {
	var out []string
	s = viet.Fold(s)
	for _, span := range viet.Syllables(s) {
		if w := s[span.Start:span.End]; len(w) == 1 || strings.ContainsAny(w, "0123456789") {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// reworded is the confidence where a paragraph was much reworded, yet the words
// the comment is set on stand in it unchanged.
const reworded = 0.85

func (o *overlay) quoteStands(n *outline.Node, quote string, p *position) bool {
	if len(unitKey(quote)) < 12 {
		return false
	}
	best, sure := anchor.Decide(o.d.text.Find(anchor.Quote{Exact: quote, Within: []*outline.Node{n}}))
	if !sure || best.Score < 1 || best.Node != n {
		return false
	}
	p.start, p.end, p.confidence = best.Start, best.End, reworded
	return true
}

// seek looks for a comment whose paragraph the draft does not have: by its
// words anywhere, else between the neighbours that the draft does have.
func (o *overlay) seek(r prose.Range, quote string) position {
	hits := o.d.text.Find(anchor.Quote{Exact: quote})
	if best, sure := anchor.Decide(hits); sure {
		return position{node: best.Node, start: best.Start, end: best.End, confidence: best.Score * reworded, sure: true}
	}
	p := position{start: -1, end: -1, candidates: hits}
	if n := o.neighbour(r.From.Block, -1); n != nil {
		p.node, p.confidence = n, 0.4
		p.candidates = append(p.candidates, anchor.Hit{Node: n, Start: -1, End: -1, Score: 0.4})
	}
	if n := o.neighbour(r.From.Block, +1); n != nil {
		p.candidates = append(p.candidates, anchor.Hit{Node: n, Start: -1, End: -1, Score: 0.3})
		if p.node == nil {
			p.node, p.confidence = n, 0.3
		}
	}
	return p
}

// behind places paragraphs put in before a point at the start of a block: they
// follow the paragraph before, which a reader would name as their place.
func (o *overlay) behind(p prose.Point) position {
	if i, _, ok := o.look.at(prose.Point{Block: p.Block - 1, Offset: 1 << 30}); ok && o.mates[i].unit >= 0 {
		m, u := o.mates[i], o.d.units[o.mates[i].unit]
		end := u.src.At + u.src.Len
		at := position{node: u.node, start: end, end: end, confidence: m.sim, sure: m.sim >= anchor.Floor}
		if !at.sure {
			at.candidates = []anchor.Hit{{Node: u.node, Start: end, End: end, Score: m.sim}}
		}
		return at
	}
	if n := o.neighbour(p.Block, -1); n != nil {
		return position{node: n, start: -1, end: -1, confidence: reworded, sure: true}
	}
	return o.place(prose.Range{From: p, To: p}, "")
}

// neighbour is the draft's node at the nearest paragraph before or after a
// block that the draft has too.
func (o *overlay) neighbour(block, step int) *outline.Node {
	for b := block + step; b >= 0 && b < len(o.base); b += step {
		for _, i := range o.look.byBlock[b] {
			if m := o.mates[i]; m.unit >= 0 && !m.moved {
				return o.d.units[m.unit].node
			}
		}
	}
	return nil
}

// mapOffset carries a byte offset in reply unit i to its mate. An offset among
// words the draft does not have goes to where they would stand: behind the word
// before, or with end set in front of the word after.
func (o *overlay) mapOffset(i, offset int, end bool) int {
	m := &o.mates[i]
	mine, theirs := o.units[i].text, o.d.units[m.unit].text
	if mine == theirs {
		return offset
	}
	if m.kept == nil {
		m.kept = compare.Kept(mine, theirs, viet.Fold)
	}
	before := 0
	for _, k := range m.kept {
		if k.A1 < offset || k.A1 == offset && !end {
			before = k.B1
			continue
		}
		if k.A0 <= offset {
			return k.B0 + sameRunes(mine[k.A0:offset], theirs[k.B0:k.B1])
		}
		if end {
			return k.B0
		}
		return before
	}
	if end {
		return len(theirs)
	}
	return before
}

// sameRunes is how many bytes of b as many characters take as a has: words equal
// after folding have as many characters, not as many bytes.
func sameRunes(a, b string) int {
	n := utf8.RuneCountInString(a)
	for i := range b {
		if n == 0 {
			return i
		}
		n--
	}
	return len(b)
}
