package redline

import (
	"github.com/beevik/etree"
)

// insertParagraph marks a paragraph of the new version as put in.
func (s *scope) insertParagraph(p *etree.Element) {
	s.mark(first(p, "pPr"), "ins")
	s.insertInlines(p)
}

// insertInlines marks all runs in e as put in. Bookmarks and the ends of
// comments stay as they are; w:ins goes inside of what it cannot hold.
func (s *scope) insertInlines(e *etree.Element) {
	b := &builder{d: s.differ}
	ends := fieldEnds(e)
	kids := detach(e)
	within := -1 // last child of the complex field being passed
	for i, t := range kids {
		if end, begins := ends[i]; begins {
			within = max(within, end)
		}
		c, ok := t.(*etree.Element)
		switch {
		case !ok:
			b.keep(t)
		case isW(c, "r") && i > within && crossing(c):
			b.keep(c)
		case isW(c, "r"), c.Space == "m":
			b.add(c, "ins")
		case isW(c, "fldSimple"):
			s.insertField(b, c)
		case c.Space == "w" && wrappers[c.Tag]:
			s.insertInlines(c)
			b.keep(c)
		default:
			b.keep(c)
		}
	}
	setChildren(e, b.list)
}

func (s *scope) insertField(b *builder, simple *etree.Element) {
	for _, e := range longField(simple) {
		switch {
		case isW(e, "r"), e.Space == "m":
			b.add(e, "ins")
		case e.Space == "w" && wrappers[e.Tag]:
			s.insertInlines(e)
			b.keep(e)
		}
	}
}

// crossing tells a run with an end of a field that has its other end in
// another paragraph. Such a run is never tracked: one end without the other
// would break the field.
func crossing(r *etree.Element) bool {
	for c := range elements(r) {
		if isW(c, "fldChar") {
			return true
		}
	}
	return false
}

// builder gathers the children of a paragraph or wrapper, with w:ins and w:del
// around what is tracked.
type builder struct {
	d    *differ
	list []etree.Token
	open *etree.Element // the w:ins or w:del that ends list; nil where none does
	kind string         // of open
}

// keep adds what is not tracked. A sign of the spelling checker does not
// interrupt a change.
func (b *builder) keep(t etree.Token) {
	if e, ok := t.(*etree.Element); ok && isW(e, "proofErr") && b.open != nil {
		b.open.AddChild(e)
		return
	}
	b.list, b.open = append(b.list, t), nil
}

// add adds a run or formula, put in ("ins"), taken out ("del") or kept ("").
func (b *builder) add(e *etree.Element, kind string) {
	if kind == "" {
		b.keep(e)
		return
	}
	if b.open == nil || b.kind != kind {
		b.open, b.kind = b.d.revision(kind), kind
		b.list = append(b.list, b.open)
	}
	b.open.AddChild(e)
}

// insertBlock marks a paragraph, a table, or what holds them as put in.
func (s *scope) insertBlock(e *etree.Element) {
	switch {
	case isW(e, "p"):
		s.insertParagraph(e)
	case isW(e, "tbl"):
		eachThrough(e, "tr", s.insertRow)
	case transparent(e):
		for c := range elements(e) {
			s.insertBlock(c)
		}
	}
}

// insertRow marks a row and all in it as put in.
func (s *scope) insertRow(tr *etree.Element) {
	s.markRow(tr, "ins")
	eachThrough(tr, "tc", func(tc *etree.Element) {
		for _, leaf := range leavesOf(tc) {
			s.insertBlock(leaf)
		}
	})
}

// markRow puts the mark into a row's properties, which stand after w:tblPrEx;
// revisions end them (17.4.81).
func (d *differ) markRow(tr *etree.Element, kind string) {
	trPr := child(tr, "trPr")
	if trPr == nil {
		trPr = makeW("trPr")
		at := 0
		if ex := child(tr, "tblPrEx"); ex != nil {
			at = ex.Index() + 1
		}
		tr.InsertChildAt(at, trPr)
	}
	place(trPr, d.revision(kind), "trPrChange")
}

// markCell puts w:cellIns or w:cellDel into a cell's properties (17.4.69).
func (d *differ) markCell(tc *etree.Element, kind string) {
	place(first(tc, "tcPr"), d.revision(kind), "tcPrChange")
}
