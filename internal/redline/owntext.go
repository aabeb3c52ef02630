package redline

import (
	"slices"

	"github.com/beevik/etree"
)

// Some of what stands in a line leads to a text of its own: a note, by its
// sign, or the text boxes of a picture. Where the sign or picture stayed, that
// text is compared by itself.

// ownText says whether a piece of a run leads to a text of its own.
func ownText(e *etree.Element) bool {
	return isW(e, "footnoteReference") || isW(e, "endnoteReference") || len(boxesIn(e)) > 0
}

// keepPiece compares the text of a note or of text boxes that stayed.
func (s *scope) keepPiece(old, now *etree.Element) error {
	if isW(now, "footnoteReference") || isW(now, "endnoteReference") {
		if pair := s.notePairs[noteKey{now.Tag == "endnoteReference", attr(now, "w", "id")}]; pair != nil {
			pair.kept = true
		}
		return nil
	}
	was, is := boxesIn(old), boxesIn(now)
	for i := range min(len(was), len(is)) {
		if err := s.container(was[i], is[i]); err != nil {
			return err
		}
	}
	return nil
}

// boxesIn lists the text boxes in a picture, not those within other boxes.
func boxesIn(e *etree.Element) []*etree.Element {
	if e.Space == "w" && (e.Tag == "t" || e.Tag == "tab" || e.Tag == "br") {
		return nil
	}
	var out []*etree.Element
	for c := range elements(e) {
		if isW(c, "txbxContent") {
			out = append(out, c)
			continue
		}
		out = append(out, boxesIn(c)...)
	}
	return out
}

// keepPieces looks after what has a text of its own: a note whose sign was
// kept, a picture with text boxes.
func (w *weaver) keepPieces(it *item, base, from, to int, st step) {
	for _, p := range it.pieces {
		if p.divides || p.from < from || p.to > to || !ownText(p.el) {
			continue
		}
		if was := w.oldPiece(st.old + base + p.from - st.now); was != nil {
			w.fail(w.keepPiece(was, p.el))
		}
	}
}

// keepAtom does the same for what is in a field. Fields that count as equal
// hold as many of either.
func (w *weaver) keepAtom(it *item, at int) {
	i, found := slices.BinarySearchFunc(w.stream, at, func(l leaf, at int) int { return l.from - at })
	if !found || w.stream[i].mark >= 0 {
		return
	}
	old, now := withOwnText(w.stream[i].item.els), withOwnText(it.els)
	for k := range min(len(old), len(now)) {
		w.fail(w.keepPiece(old[k], now[k]))
	}
}

// withOwnText lists the signs of notes and the pictures with boxes in elements.
func withOwnText(list []*etree.Element) []*etree.Element {
	var out []*etree.Element
	for _, e := range list {
		switch {
		case isW(e, "footnoteReference"), isW(e, "endnoteReference"), isW(e, "pict"), isW(e, "drawing"), isW(e, "object"),
			e.Space == "mc" && e.Tag == "AlternateContent":
			out = append(out, e)
		default:
			out = append(out, withOwnText(e.ChildElements())...)
		}
	}
	return out
}

// oldPiece is the piece of a run that begins at an offset of the old text.
func (w *weaver) oldPiece(at int) *etree.Element {
	i, found := slices.BinarySearchFunc(w.stream, at, func(l leaf, at int) int { return l.from - at })
	if !found {
		i--
	}
	if i < 0 || w.stream[i].item.kind != run {
		return nil
	}
	l := &w.stream[i]
	for _, p := range l.item.pieces {
		if l.from-l.item.from+p.from == at && p.to > p.from {
			return p.el
		}
	}
	return nil
}
