package redline

import (
	"slices"

	"github.com/beevik/etree"
)

// acceptAll makes a part what it is when every tracked change in it has been
// accepted: a redline shows what became of the old version, not what was
// already marked in either.
func acceptAll(p *part) {
	if !revised(p.root) {
		return
	}
	a := &accepter{hidden: map[*etree.Element]bool{}, gone: map[*etree.Element]bool{}}
	a.element(p.root)
	a.mergeStories(p.root)
	a.dropTables()
	p.changed = true
}

// revised says whether there is any tracked change.
func revised(e *etree.Element) bool {
	if e.Space == "w" && (revisions[e.Tag] || changes[e.Tag]) {
		return true
	}
	for c := range elements(e) {
		if revised(c) {
			return true
		}
	}
	return false
}

// revisions mark text, marks, rows and cells put in or taken out; changes keep
// former properties (ECMA-376 part 1, 17.13.5).
var (
	revisions = set("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge",
		"moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
		"customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
		"customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd")
	changes = set("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tblPrExChange",
		"trPrChange", "tcPrChange", "numberingChange")
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

type accepter struct {
	hidden map[*etree.Element]bool // paragraphs whose mark is deleted
	gone   map[*etree.Element]bool // tables without a row left; until all is joined they still divide paragraphs
}

// element rebuilds the children of e as they are once all is accepted.
func (a *accepter) element(e *etree.Element) {
	switch {
	case isW(e, "p"):
		a.noteMark(e)
	case isW(e, "tcPr"):
		mergeAccepted(e)
	case e.Space == "m" && e.Tag == "ctrlPr":
		unwrap(e) // the sign of a formula: to delete it alone would leave a broken formula
	}
	var kept []etree.Token // nil so long as nothing goes
	for i, t := range e.Child {
		c, ok := t.(*etree.Element)
		if !ok || !goes(c) {
			if kept != nil {
				kept = append(kept, t)
			}
			if ok {
				a.inner(c)
			}
			continue
		}
		if kept == nil {
			kept = append(make([]etree.Token, 0, len(e.Child)), e.Child[:i]...)
		}
		if (c.Tag == "ins" || c.Tag == "moveTo") && holdsContent(e) {
			a.element(c)
			kept = append(kept, detach(c)...)
		}
	}
	if kept != nil {
		setChildren(e, kept)
	}
}

// inner goes on into an element that stays, at least for now.
func (a *accepter) inner(e *etree.Element) {
	if isW(e, "tbl") && rowless(e) {
		a.gone[e] = true
		return
	}
	a.element(e)
}

// dropTables takes out the tables of which no row is left.
func (a *accepter) dropTables() {
	parents := map[*etree.Element]bool{}
	for tbl := range a.gone {
		parents[tbl.Parent()] = true
	}
	for e := range parents {
		dropChildren(e, func(c *etree.Element) bool { return a.gone[c] })
	}
}

// holdsContent tells w:ins around content from w:ins as a property.
func holdsContent(e *etree.Element) bool {
	return !(e.Space == "w" && (e.Tag == "rPr" || e.Tag == "trPr" || e.Tag == "numPr"))
}

// goes says whether an element has no place in the accepted text: the mark of a
// change, which may leave its content behind, or a deleted row or cell.
func goes(e *etree.Element) bool {
	return e.Space == "w" && (revisions[e.Tag] || changes[e.Tag] || goneRow(e) || goneCell(e))
}

func goneCell(e *etree.Element) bool {
	return e.Tag == "tc" && child(child(e, "tcPr"), "cellDel") != nil
}

// goneRow says whether a row is deleted, or has only deleted cells.
func goneRow(e *etree.Element) bool {
	if e.Tag != "tr" {
		return false
	}
	pr := child(e, "trPr")
	return child(pr, "del") != nil || child(pr, "moveFrom") != nil || all(e, "tc", goneCell)
}

// rowless says whether nothing is left of a table.
func rowless(tbl *etree.Element) bool { return all(tbl, "tr", goneRow) }

// all says whether something is true of all elements w:tag in e.
func all(e *etree.Element, tag string, is func(*etree.Element) bool) bool {
	yes := true
	eachThrough(e, tag, func(c *etree.Element) { yes = yes && is(c) })
	return yes
}

// eachThrough calls fn for the elements w:tag in e, those in content controls
// and the like between them too.
func eachThrough(e *etree.Element, tag string, fn func(*etree.Element)) {
	for c := range elements(e) {
		switch {
		case isW(c, tag):
			fn(c)
		case transparent(c):
			eachThrough(c, tag, fn)
		}
	}
}

// transparent elements are no blocks themselves and hold blocks.
func transparent(e *etree.Element) bool {
	if e.Space != "w" {
		return false
	}
	switch e.Tag {
	case "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo":
		return true
	}
	return false
}

func (a *accepter) noteMark(p *etree.Element) {
	mark := child(child(p, "pPr"), "rPr")
	if child(mark, "del") != nil || child(mark, "moveFrom") != nil {
		a.hidden[p] = true
	}
}

// mergeAccepted makes a tracked merging of cells (w:cellMerge) an ordinary one.
func mergeAccepted(pr *etree.Element) {
	c := child(pr, "cellMerge")
	if c == nil {
		return
	}
	value := map[string]string{"rest": "restart", "cont": "continue"}[attr(c, "w", "vMerge")]
	if value == "" {
		return
	}
	dropChildren(pr, func(k *etree.Element) bool { return isW(k, "vMerge") })
	place(pr, makeW("vMerge", "val", value), "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
		"tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange")
}

// unwrap puts what is in tracked changes in their place.
func unwrap(e *etree.Element) {
	var kept []etree.Token
	for _, t := range detach(e) {
		if c, ok := t.(*etree.Element); ok && c.Space == "w" && (c.Tag == "ins" || c.Tag == "del") {
			kept = append(kept, detach(c)...)
			continue
		}
		kept = append(kept, t)
	}
	setChildren(e, kept)
}

// mergeStories joins, in every container below e, paragraphs whose mark is
// deleted to the paragraph that follows.
func (a *accepter) mergeStories(e *etree.Element) {
	if len(a.hidden) == 0 {
		return
	}
	if container(e) {
		a.merge(e)
	}
	for c := range elements(e) {
		a.mergeStories(c)
	}
}

// container elements hold blocks that end together.
func container(e *etree.Element) bool {
	if e.Space != "w" {
		return false
	}
	switch e.Tag {
	case "body", "tc", "footnote", "endnote", "hdr", "ftr", "comment", "txbxContent":
		return true
	}
	return false
}

// merge joins within one container. At a table or at the end there is nothing
// to join to: text that is left stands by itself, an empty paragraph goes
// unless the container would be empty, or a cell would end with a table, which
// Word takes for a damaged file (17.4.65).
func (a *accepter) merge(e *etree.Element) {
	var pending []*etree.Element
	shown, tableLast := false, false
	boundary := func(keep bool) {
		if n := len(pending); keep && n > 0 || slices.ContainsFunc(pending, says) {
			prepend(pending[n-1], pending[:n-1])
			shown, tableLast = true, false
		} else {
			for _, p := range pending {
				p.Parent().RemoveChild(p)
			}
		}
		pending = nil
	}
	for _, leaf := range leavesOf(e) {
		switch {
		case isW(leaf, "tbl"):
			boundary(false)
			shown, tableLast = shown || !a.gone[leaf], tableLast || !a.gone[leaf]
		case a.hidden[leaf]:
			pending = append(pending, leaf)
		default:
			prepend(leaf, pending)
			pending, shown, tableLast = nil, true, false
		}
	}
	boundary(!shown || tableLast && isW(e, "tc"))
}

// says tells whether anything in a paragraph is seen on the page.
func says(e *etree.Element) bool {
	for c := range elements(e) {
		if seen(c) || says(c) {
			return true
		}
	}
	return false
}

// shown are elements that are seen, besides characters.
var shown = set("tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "drawing", "pict", "object",
	"footnoteReference", "endnoteReference")

func seen(e *etree.Element) bool {
	switch {
	case e.Tag == "t" && (e.Space == "w" || e.Space == "m"):
		return textOf(e) != ""
	case e.Space != "w" || e.Parent().Tag == "tabs":
		return false
	}
	return shown[e.Tag]
}

// prepend puts the content of paragraphs before that of p.
func prepend(p *etree.Element, before []*etree.Element) {
	if len(before) == 0 {
		return
	}
	var list []etree.Token
	own := detach(p)
	if len(own) > 0 {
		if c, ok := own[0].(*etree.Element); ok && isW(c, "pPr") {
			list, own = append(list, c), own[1:]
		}
	}
	for _, b := range before {
		for _, t := range detach(b) {
			if c, ok := t.(*etree.Element); ok && isW(c, "pPr") {
				continue
			}
			list = append(list, t)
		}
		b.Parent().RemoveChild(b)
	}
	setChildren(p, append(list, own...))
}

// leavesOf lists the paragraphs and tables of a container in order, through
// content controls.
func leavesOf(e *etree.Element) []*etree.Element {
	var out []*etree.Element
	var walk func(*etree.Element)
	walk = func(e *etree.Element) {
		for c := range elements(e) {
			switch {
			case isW(c, "p"), isW(c, "tbl"):
				out = append(out, c)
			case transparent(c):
				walk(c)
			}
		}
	}
	walk(e)
	return out
}
