package redline

import (
	"github.com/beevik/etree"
)

// deletedBlock is a paragraph or table of the old version, taken out.
func (s *scope) deletedBlock(old *etree.Element) (*etree.Element, error) {
	if isW(old, "tbl") {
		return s.deletedTable(old)
	}
	return s.deletedParagraph(old)
}

// deletedParagraph is a paragraph of the old version, taken out: its words and
// its mark are deleted. Rejecting brings all of it back.
func (s *scope) deletedParagraph(old *etree.Element) (*etree.Element, error) {
	p := makeW("p")
	pPr, err := s.deletedMark(old)
	if err != nil {
		return nil, err
	}
	p.AddChild(pPr)
	open := s.o.paragraph(old)
	var gone *etree.Element
	for _, l := range leaves(open.items, 0) {
		parts, err := s.deletedLeaf(l, l.from, l.to)
		if err != nil {
			return nil, err
		}
		for _, e := range parts {
			if gone == nil {
				gone = s.revision("del")
				p.AddChild(gone)
			}
			gone.AddChild(e)
		}
	}
	return p, nil
}

// deletedMark is the w:pPr of an old paragraph, carried over and with its mark
// deleted.
func (s *scope) deletedMark(old *etree.Element) (*etree.Element, error) {
	pPr := makeW("pPr")
	if was := child(old, "pPr"); was != nil {
		pPr = was.Copy()
	}
	sectPr := child(pPr, "sectPr")
	if sectPr != nil {
		pPr.RemoveChild(sectPr) // its relationships are not those of the text
	}
	if err := s.carryOver(pPr); err != nil {
		return nil, err
	}
	s.mark(pPr, "del")
	if sectPr != nil {
		stripIdentity(sectPr)
		pPr.AddChild(sectPr)
		return pPr, s.carrySection(sectPr)
	}
	return pPr, nil
}

// mark says in a w:pPr that the paragraph's mark is put in or taken out.
func (d *differ) mark(pPr *etree.Element, kind string) {
	rPr := child(pPr, "rPr")
	if rPr == nil {
		rPr = makeW("rPr")
		place(pPr, rPr, "sectPr", "pPrChange")
	}
	rPr.InsertChildAt(0, d.revision(kind))
}

// leaf is a run or an atom, in the order of the text.
type leaf struct {
	item     item
	from, to int // in the text of all paragraphs compared together
	mark     int // index of the paragraph whose mark this is, -1 for none
}

// leaves lists the items that have text; base is where their paragraph begins.
func leaves(items []item, base int) []leaf {
	var out []leaf
	var walk func([]item)
	walk = func(items []item) {
		for _, it := range items {
			switch {
			case it.kind == wrapper:
				walk(it.kids)
			case it.to > it.from:
				out = append(out, leaf{it, base + it.from, base + it.to, -1})
			}
		}
	}
	walk(items)
	return out
}

// deletedLeaf copies the stretch from–to of a run, or an atom, as deleted.
func (s *scope) deletedLeaf(l leaf, from, to int) ([]*etree.Element, error) {
	if l.item.kind == atom {
		var out []*etree.Element
		for _, e := range l.item.els {
			copied, err := s.deletedCopy(e)
			if err != nil {
				return nil, err
			}
			out = append(out, copied...)
		}
		return out, nil
	}
	base := l.from - l.item.from
	r := divide(&l.item, from-base, to-base)
	s.sayFont(l.item.el, r)
	return s.asDeleted(r)
}

// asDeleted finishes the copy of a run.
func (s *scope) asDeleted(r *etree.Element) ([]*etree.Element, error) {
	empty := true
	for c := range elements(r) {
		empty = empty && (isW(c, "rPr") || c.Space == "w" && left[c.Tag])
	}
	asDeletedText(r)
	if empty {
		return nil, nil
	}
	return []*etree.Element{r}, s.carryOver(r)
}

// asDeletedText renames the text in a run, annotated characters (w:ruby) too.
// A text box has a text of its own, which goes with the box.
func asDeletedText(e *etree.Element) {
	for c := range elements(e) {
		switch {
		case isW(c, "t"):
			c.Tag = "delText"
		case isW(c, "instrText"):
			c.Tag = "delInstrText"
		case isW(c, "txbxContent"):
		default:
			asDeletedText(c)
		}
	}
}

// deletedCopy copies an element of an atom as deleted. What w:del cannot hold
// (17.13.5.14) is opened: of a hyperlink its runs stay, of a simple field a
// field in the long form.
func (s *scope) deletedCopy(e *etree.Element) ([]*etree.Element, error) {
	switch {
	case isW(e, "r"):
		r := e.Copy()
		s.sayFont(e, r)
		return s.asDeleted(r)
	case e.Space == "m":
		c := e.Copy()
		return []*etree.Element{c}, s.carryOver(c)
	case isW(e, "fldSimple"):
		return s.deletedCopies(longField(e.Copy()))
	case e.Space == "w" && wrappers[e.Tag]:
		return s.deletedCopies(e.ChildElements())
	}
	return nil, nil
}

func (s *scope) deletedCopies(list []*etree.Element) ([]*etree.Element, error) {
	var out []*etree.Element
	for _, e := range list {
		copied, err := s.deletedCopy(e)
		if err != nil {
			return nil, err
		}
		out = append(out, copied...)
	}
	return out, nil
}

// longField makes a complex field of a w:fldSimple, which neither w:ins nor
// w:del may hold.
func longField(simple *etree.Element) []*etree.Element {
	char := func(kind string) *etree.Element {
		r := makeW("r")
		r.AddChild(makeW("fldChar", "fldCharType", kind))
		return r
	}
	instr := makeW("r")
	code := makeW("instrText")
	code.CreateAttr("xml:space", "preserve")
	code.CreateText(attr(simple, "w", "instr"))
	instr.AddChild(code)
	out := []*etree.Element{char("begin"), instr, char("separate")}
	for _, t := range detach(simple) {
		if c, ok := t.(*etree.Element); ok {
			out = append(out, c)
		}
	}
	return append(out, char("end"))
}

// divide copies the stretch from–to of a run, offsets in its paragraph. What
// has no width goes with what follows it, at the end of the run with what is
// before.
func divide(it *item, from, to int) *etree.Element {
	r := shell(it.el)
	if rPr := child(it.el, "rPr"); rPr != nil {
		r.AddChild(rPr.Copy())
	}
	for _, p := range it.pieces {
		switch {
		case p.from == p.to:
			if p.from >= from && (p.from < to || to == it.to && p.from == to) {
				r.AddChild(p.el.Copy())
			}
		case p.to <= from || p.from >= to:
		case p.from >= from && p.to <= to:
			r.AddChild(p.el.Copy())
		default:
			r.AddChild(words(p.el, max(from, p.from)-p.from, min(to, p.to)-p.from))
		}
	}
	return r
}

// words is a w:t of some bytes of another.
func words(t *etree.Element, from, to int) *etree.Element {
	part := shell(t)
	part.CreateAttr("xml:space", "preserve")
	part.CreateText(textOf(t)[from:to])
	return part
}

// sayFont names the font on the copy of a run, where the old version took it
// from a style, the new one has another there, and it decides what the
// characters are.
func (s *scope) sayFont(original, r *etree.Element) {
	rPr := child(original, "rPr")
	if !s.oddFonts || fontOf(rPr) != "" {
		return
	}
	p := original.Parent()
	for p != nil && !isW(p, "p") {
		p = p.Parent()
	}
	style := s.styles.old.of(child(p, "pPr"))
	font := s.styles.old.fontIn(rPr, style)
	character, _ := val(rPr, "rStyle")
	if s.styles.now.styledFont(s.styles.carry(character), s.styles.carry(style)) == font {
		return
	}
	if font == unicodeFont {
		font = "Times New Roman"
	}
	said := first(r, "rPr")
	dropChildren(said, func(c *etree.Element) bool { return isW(c, "rFonts") })
	at := 0
	if st := child(said, "rStyle"); st != nil {
		at = st.Index() + 1
	}
	said.InsertChildAt(at, makeW("rFonts", "ascii", font, "hAnsi", font, "cs", font))
}
