package redline

import (
	"slices"

	"github.com/beevik/etree"

	"thao/internal/compare"
)

// A text is taken as a stream: the words of a paragraph, its mark, the words
// of the next. A mark carries its paragraph's properties; with a mark taken
// out, the words before it join those that follow (17.13.5.15). Whatever the
// old version was divided into, it can then be woven into the new one.

// weaver weaves some paragraphs of the old version, one after the other, into
// some of the new one. The last mark of both is one and the same.
type weaver struct {
	*scope
	old, now []paragraph

	stream []leaf // of the old paragraphs, marks included
	next   int    // index in stream of the first leaf not yet passed
	script []step
	pos    int // in the text of the new paragraphs
	frames []*frame
	left   []etree.Token // paragraphs split off before the one being woven
	err    error
}

// frame is a paragraph, or a wrapper in it, that is being filled.
type frame struct {
	builder
	el     *etree.Element
	props  []*etree.Element // w:sdtPr and the like, which come first
	broken bool             // part of it stands in a paragraph split off
}

// weave rewrites the new paragraphs in place. before are paragraphs to stand
// before each of them; after one to stand after the last, or nil. final says
// that nothing follows the last in either version.
func (s *scope) weave(old, now []paragraph, final bool) (before [][]etree.Token, after *etree.Element, err error) {
	w := &weaver{scope: s, old: old, now: now}
	w.prepare()
	for i := range now {
		before = append(before, w.paragraph(i))
		if w.err != nil {
			return nil, nil, w.err
		}
	}
	last := now[len(now)-1].el
	was := old[len(old)-1].el
	if final || hasSection(was) == hasSection(last) {
		err = s.keepMark(was, last)
		return before, nil, err
	}
	// A mark that ends a section and one that does not are two marks: no
	// tracked change makes one of the other.
	s.mark(first(last, "pPr"), "ins")
	pPr, err := s.deletedMark(was)
	if err != nil {
		return nil, nil, err
	}
	after = makeW("p")
	after.AddChild(pPr)
	return before, after, nil
}

func hasSection(p *etree.Element) bool { return child(child(p, "pPr"), "sectPr") != nil }

// paragraph weaves into new paragraph i and returns those split off before it.
func (w *weaver) paragraph(i int) []etree.Token {
	p := w.now[i]
	w.left = nil
	f := &frame{el: p.el, builder: builder{d: w.differ}}
	if pPr := child(p.el, "pPr"); pPr != nil {
		f.props = append(f.props, pPr)
	}
	detach(p.el)
	w.frames = []*frame{f}
	base := w.pos
	w.items(p.items, base)
	w.flush()
	kept := step{op: compare.Same}
	if i < len(w.now)-1 {
		kept = w.script[0]
		w.advance(w.pos + len(string(rune(firstAtom))))
	}
	w.close()
	switch {
	case i == len(w.now)-1:
	case kept.op == compare.Insert:
		w.mark(first(p.el, "pPr"), "ins")
	default:
		at := kept.old + base + len(p.text) - kept.now
		w.fail(w.keepMark(w.old[w.markAt(at)].el, p.el))
	}
	return w.left
}

func (w *weaver) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// markAt is the old paragraph whose mark stands at an offset.
func (w *weaver) markAt(at int) int {
	i, _ := slices.BinarySearchFunc(w.stream, at, func(l leaf, at int) int { return l.from - at })
	return w.stream[i].mark
}

func (w *weaver) top() *frame { return w.frames[len(w.frames)-1] }

func (w *weaver) items(items []item, base int) {
	for i := range items {
		it := &items[i]
		switch it.kind {
		case neutral:
			w.neutral(it.el)
		case run:
			w.run(it, base)
		case atom:
			w.flush()
			w.atom(it, base)
		case wrapper:
			if it.to > it.from {
				w.flush() // what is deleted before it does not belong into it
			}
			detach(it.el)
			w.frames = append(w.frames, &frame{el: it.el, builder: builder{d: w.differ}})
			w.items(it.kids, base)
			w.close()
		}
	}
}

// properties of wrappers, which come before their content.
var wrapperProperties = set("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr")

func (w *weaver) neutral(e *etree.Element) {
	if f := w.top(); e.Space == "w" && wrapperProperties[e.Tag] {
		f.props = append(f.props, e)
	} else {
		f.keep(e)
	}
}

// close ends the innermost frame.
func (w *weaver) close() {
	f := w.top()
	w.frames = w.frames[:len(w.frames)-1]
	setChildren(f.el, f.children())
	if len(w.frames) > 0 && !(f.broken && len(f.list) == 0) {
		w.top().keep(f.el)
	}
}

func (f *frame) children() []etree.Token {
	list := make([]etree.Token, 0, len(f.props)+len(f.list))
	for _, p := range f.props {
		list = append(list, p)
	}
	return append(list, f.list...)
}

// flush puts in what is deleted at this place.
func (w *weaver) flush() {
	for len(w.script) > 0 && w.script[0].op == compare.Delete {
		st := w.script[0]
		w.script = w.script[1:]
		w.deleted(st.old, st.oldEnd)
	}
}

// current is the step in force for the text at the present place, and advance
// moves on within it.
func (w *weaver) advance(to int) {
	w.pos = to
	if len(w.script) > 0 && w.script[0].nowEnd <= to {
		w.script = w.script[1:]
	}
}

var kinds = map[compare.Op]string{compare.Same: "", compare.Insert: "ins", compare.Delete: "del"}

func (w *weaver) run(it *item, base int) {
	if it.from == it.to {
		w.top().keep(it.el)
		return
	}
	for w.pos < base+it.to {
		w.flush()
		st := w.script[0]
		from, to := w.pos-base, min(st.nowEnd-base, it.to)
		r := it.el
		if from > it.from || to < it.to {
			r = divide(it, from, to)
		}
		if st.op == compare.Same {
			w.keepPieces(it, base, from, to, st)
		}
		w.top().add(r, kinds[st.op])
		w.advance(base + to)
	}
}

// atom keeps or puts in a field or formula.
func (w *weaver) atom(it *item, base int) {
	st := w.script[0]
	if st.op == compare.Same {
		w.keepAtom(it, st.old+base+it.from-st.now)
	}
	w.advance(base + it.to)
	for _, e := range it.els {
		switch {
		case st.op == compare.Same:
			w.top().keep(e)
		case isW(e, "r"), e.Space == "m":
			w.top().add(e, "ins")
		case isW(e, "fldSimple"):
			w.insertField(&w.top().builder, e)
		case e.Space == "w" && wrappers[e.Tag]:
			w.insertInlines(e)
			w.top().keep(e)
		default:
			w.top().keep(e)
		}
	}
}

// deleted puts in the old text from–to, as deleted.
func (w *weaver) deleted(from, to int) {
	for w.next < len(w.stream) && w.stream[w.next].to <= from {
		w.next++
	}
	for i := w.next; i < len(w.stream) && w.stream[i].from < to; i++ {
		l := w.stream[i]
		if l.mark >= 0 {
			w.split(w.old[l.mark].el)
			continue
		}
		parts, err := w.deletedLeaf(l, max(from, l.from), min(to, l.to))
		w.fail(err)
		for _, e := range parts {
			w.top().add(e, "del")
		}
	}
}

// split ends the paragraph being woven with the deleted mark of an old one;
// what follows goes on in the paragraph of the new version.
func (w *weaver) split(old *etree.Element) {
	for i := len(w.frames) - 1; i > 0; i-- {
		f := w.frames[i]
		if len(f.list) == 0 {
			continue
		}
		part := shell(f.el)
		for _, p := range f.props {
			c := p.Copy()
			dropChildren(c, func(k *etree.Element) bool { return isW(k, "id") })
			part.AddChild(c)
		}
		setChildren(part, append(slices.Clone(part.Child), f.list...))
		w.frames[i-1].keep(part)
		f.list, f.open, f.broken = nil, nil, true
	}
	pPr, err := w.deletedMark(old)
	w.fail(err)
	if err != nil {
		return
	}
	f := w.frames[0]
	p := makeW("p")
	setChildren(p, append([]etree.Token{pPr}, f.list...))
	f.list, f.open = nil, nil
	w.left = append(w.left, p)
}
