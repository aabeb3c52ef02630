package redline

import (
	"github.com/beevik/etree"
)

// keepMark records on a paragraph that stayed what its properties were, where
// its label, its style or its place in the outline depends on them. Changes of
// mere look are not recorded: they would hide the changes of text.
func (s *scope) keepMark(old, now *etree.Element) error {
	was, is := child(old, "pPr"), child(now, "pPr")
	if a, b := child(was, "sectPr"), child(is, "sectPr"); a != nil && b != nil {
		s.keepSection(a, b)
	}
	if s.sameParagraph(was, is) {
		return nil
	}
	former := makeW("pPr")
	if was != nil {
		former = was.Copy()
	}
	dropChildren(former, func(c *etree.Element) bool {
		return isW(c, "rPr") || isW(c, "sectPr") || isW(c, "pPrChange")
	})
	if err := s.carryOver(former); err != nil {
		return err
	}
	change := s.revision("pPrChange")
	change.AddChild(former)
	first(now, "pPr").AddChild(change)
	return nil
}

func (s *scope) sameParagraph(was, is *etree.Element) bool {
	if was == nil && is == nil && s.styles.old.normal == s.styles.now.normal && !s.listed {
		return true
	}
	if s.styles.old.nameOf(s.styles.old.of(was)) != s.styles.now.nameOf(s.styles.now.of(is)) {
		return false
	}
	for _, tag := range []string{"outlineLvl", "jc"} {
		a, _ := val(was, tag)
		b, _ := val(is, tag)
		if a != b {
			return false
		}
	}
	return s.sameList(was, is)
}

func (s *scope) sameList(was, is *etree.Element) bool {
	old, oldLevel := s.lists.old.of(was)
	now, nowLevel := s.lists.now.of(is)
	if old == nil || now == nil {
		return old == nil && now == nil
	}
	return oldLevel == nowLevel && s.lists.carry(old) == now
}

// keepSection records what a section's page setup was. Headers and footers are
// no part of that record (17.13.5.32).
func (s *scope) keepSection(old, now *etree.Element) {
	was, is := old.Copy(), now.Copy()
	bareSection(was)
	bareSection(is)
	if s.o.print(was) == s.n.print(is) {
		return
	}
	stripIdentity(was)
	change := s.revision("sectPrChange")
	change.AddChild(was)
	now.AddChild(change)
}

// bareSection leaves out of a copied w:sectPr what is no part of the record of
// a change, or a part of the other package.
func bareSection(sectPr *etree.Element) {
	dropChildren(sectPr, func(c *etree.Element) bool {
		return isW(c, "headerReference") || isW(c, "footerReference") || isW(c, "printerSettings") || isW(c, "sectPrChange")
	})
}

// carrySection makes the copy of an old w:sectPr, which goes with its mark,
// refer to headers and footers of the new package.
func (s *scope) carrySection(sectPr *etree.Element) error {
	l, err := s.old.linksOf(s.old.main.name)
	if err != nil {
		return err
	}
	var refs []etree.Token
	for c := range elements(sectPr) {
		if !isW(c, "headerReference") && !isW(c, "footerReference") {
			continue
		}
		old := s.old.parts[s.old.spelled(l.byID[attr(c, "r", "id")].target)]
		if old == nil {
			continue
		}
		id, err := s.marginLink(old, c.Tag)
		if err != nil {
			return err
		}
		ref := makeW(c.Tag, "type", attr(c, "w", "type"))
		ref.CreateAttr("r:id", id)
		refs = append(refs, ref)
	}
	bareSection(sectPr)
	setChildren(sectPr, append(refs, sectPr.Child...))
	return nil
}
