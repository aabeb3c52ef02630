package redline

import (
	"bytes"
	"strconv"

	"github.com/beevik/etree"
)

// carryOver makes a copy of something of the old version at home in the new
// one: its styles, lists, pictures, links and notes are named as the new
// package names them. Bookmarks and comments of the old version stay behind.
func (s *scope) carryOver(e *etree.Element) error {
	e.Attr = append(e.Attr, s.foreign()...)
	stripIdentity(e)
	return s.carry(e)
}

// left are elements that are not carried over.
var left = set("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
	"annotationRef", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak")

func (s *scope) carry(e *etree.Element) error {
	if err := s.carryLinks(e); err != nil {
		return err
	}
	if e.Space == "w" {
		switch e.Tag {
		case "rStyle", "tblStyle":
			setVal(e, s.styles.carry(attr(e, "w", "val")))
			return nil
		case "pPr":
			s.carryParagraph(e)
		case "footnoteReference", "endnoteReference":
			return s.carryNote(e)
		}
	}
	if e.Tag == "docPr" && e.Space == "wp" {
		e.CreateAttr("id", strconv.Itoa(s.nextDrawing()))
	}
	dropChildren(e, func(c *etree.Element) bool { return c.Space == "w" && left[c.Tag] })
	for c := range elements(e) {
		if err := s.carry(c); err != nil {
			return err
		}
	}
	return nil
}

// carryParagraph maps style and list of a w:pPr of the old version. A paragraph
// must keep the label it had: where the style of the new version would number
// it otherwise, the list is said on the paragraph itself.
func (s *scope) carryParagraph(pPr *etree.Element) {
	old, level := s.lists.old.of(pPr)
	id := s.lists.old.sheet.of(pPr)
	if mapped := s.styles.carry(id); id != "" && mapped != s.styles.now.normal {
		setVal(first(pPr, "pStyle"), mapped)
	} else {
		dropChildren(pPr, func(c *etree.Element) bool { return isW(c, "pStyle") })
	}
	var want *num
	if old != nil {
		want = s.lists.carry(old)
	}
	if numPr := child(pPr, "numPr"); numPr != nil {
		s.sayList(pPr, want, level)
	} else if now, at := s.lists.now.of(pPr); now != want || now != nil && at != level {
		s.sayList(pPr, want, level)
	}
}

// sayList puts a w:numPr into a w:pPr; nil takes the paragraph off any list.
func (s *scope) sayList(pPr *etree.Element, n *num, level int) {
	dropChildren(pPr, func(c *etree.Element) bool { return isW(c, "numPr") })
	id := 0
	if n != nil {
		id = n.id
	} else if now, _ := s.lists.now.of(pPr); now == nil {
		return
	}
	numPr := makeW("numPr")
	numPr.AddChild(makeW("ilvl", "val", strconv.Itoa(level)))
	numPr.AddChild(makeW("numId", "val", strconv.Itoa(id)))
	place(pPr, numPr, afterNumPr...)
}

// afterNumPr are the children of w:pPr that follow w:numPr (17.3.1.26).
var afterNumPr = []string{"suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
	"overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing",
	"ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
	"textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"}

// carryLinks maps the relationships an element names.
func (s *scope) carryLinks(e *etree.Element) error {
	for i := range e.Attr {
		if e.Attr[i].Space != "r" {
			continue
		}
		id, err := s.carryLink(e.Attr[i].Value)
		if err != nil {
			return err
		}
		e.Attr[i].Value = id
	}
	return nil
}

func (s *scope) carryLink(id string) (string, error) {
	if to, done := s.linked[id]; done {
		return to, nil
	}
	l, err := s.old.linksOf(s.oldPart.name)
	if err != nil {
		return "", err
	}
	r, ok := l.byID[id]
	if !ok {
		return id, nil
	}
	if !r.external {
		if r.target, err = s.carryPart(r.target); err != nil {
			return "", err
		}
	}
	to, err := s.now.addLink(s.nowPart.name, r)
	if err == nil {
		s.linked[id] = to
	}
	return to, err
}

// carryPart copies a part of the old package, and what it refers to, into the
// new one and returns its name there. A picture the new version has as well,
// under the same name, is not copied.
func (d *differ) carryPart(name string) (string, error) {
	if to, done := d.carried[name]; done {
		return to, nil
	}
	data, err := d.old.archive.Read(name)
	if err != nil {
		return "", err
	}
	l, err := d.old.linksOf(name)
	if err != nil {
		return "", err
	}
	if len(l.byID) == 0 && d.now.archive.Has(name) {
		if same, err := d.now.archive.Read(name); err == nil && bytes.Equal(same, data) {
			d.carried[name] = name
			return name, nil
		}
	}
	to := d.now.addRaw(name, d.old.typeOf(name), data)
	d.carried[name] = to
	for _, r := range l.all() {
		if err := d.carryInner(to, r); err != nil {
			return "", err
		}
	}
	return to, nil
}

// carryInner copies one relationship of a part that is copied byte for byte:
// its id must stay.
func (d *differ) carryInner(of string, r link) (err error) {
	target := r.target
	if !r.external {
		if !d.old.archive.Has(r.target) {
			return nil
		}
		if target, err = d.carryPart(r.target); err != nil {
			return err
		}
		target = "/" + target
	}
	l, err := d.now.linksOf(of)
	if err != nil {
		return err
	}
	if l.part == nil {
		l.part = d.now.newPart(relsName(of), relationshipsType, emptyRelationships)
	}
	l.byID[r.id] = r
	e := l.part.root.CreateElement("Relationship")
	e.CreateAttr("Id", r.id)
	e.CreateAttr("Type", r.kind)
	e.CreateAttr("Target", target)
	if r.external {
		e.CreateAttr("TargetMode", "External")
	}
	return nil
}
