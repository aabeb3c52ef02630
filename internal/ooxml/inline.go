package ooxml

import (
	"strings"

	"thao/internal/ooxml/xmlscan"
	"thao/internal/prose"
)

func fields(list string) func(func(string) bool) { return strings.FieldsSeq(list) }

// inlines reads the children of the element just started as content of a
// paragraph.
func (p *parser) inlines() error { return p.within(p.inline) }

// inline reads one element of a paragraph or run. Both kinds share this one
// switch: what stands in the wrong place is read all the same.
func (p *parser) inline(name xmlscan.Name) error {
	switch name {
	case wR, mR, mCtrlPr:
		return p.run()
	case wT, wDelText, mT:
		return p.characters()
	case wHyperlink, wSmartTag, wCustomXml, wSdt, wSdtContent, wFldSimple, wBdo, wDir, wRubyBase:
		return p.inlines()
	case wIns, wDel, wMoveFrom, wMoveTo:
		return p.tracked(name, p.inlines)
	case wRPr:
		return p.runProperties()
	case wTab, wPtab:
		p.append("\t")
	case wBr, wCr:
		p.append("\n")
	case wNoBreakHyphen:
		p.append("\u2011")
	case wSoftHyphen:
		p.append("\u00AD")
	case wSym:
		p.symbol()
	case wFldChar:
		return p.fieldChar()
	case wFootnoteReference, wEndnoteReference:
		p.noteReference(name == wEndnoteReference)
	case wCommentRangeStart, wCommentRangeEnd, wCommentReference:
		return p.commentPlace(name)
	case wRuby:
		return p.ruby()
	case wDrawing, wPict, wObject:
		return p.graphic()
	case mcAlternateContent:
		return p.alternate(p.inlines)
	case wTxbxContent:
		return p.textBox()
	case wP:
		return p.nestedParagraph()
	case wTbl:
		return p.nestedTable()
	case wInstrText, wDelInstrText, wSdtPr, wSdtEndPr, wSmartTagPr, wCustomXmlPr, wPPr:
		return p.scan.Skip()
	default:
		if p.mathematical() {
			return p.inlines()
		}
	}
	return p.scan.Skip()
}

// mathematical says whether the element just started belongs to the math
// namespace: formulas are read for the characters in them.
func (p *parser) mathematical() bool {
	raw := p.scan.RawName()
	prefix := ""
	for i, b := range raw {
		if b == ':' {
			prefix = string(raw[:i])
			break
		}
	}
	return p.scan.Space(prefix) == spaceM
}

// run reads a w:r, or what formulas have in its place.
func (p *parser) run() error {
	if p.items > maxItems || len(p.doc.text) > prose.MaxText {
		return p.tick()
	}
	look, oldLook := p.look, p.oldLook
	p.look, p.oldLook = 0, 0
	firstRev := len(p.doc.revs)
	err := p.inlines()
	p.look, p.oldLook = look, oldLook
	p.closeRunChange(firstRev)
	return err
}

// closeRunChange gives the rPrChange of the run just read its end. Others
// among the revisions since have theirs.
func (p *parser) closeRunChange(first int) {
	for i := first; i < len(p.doc.revs); i++ {
		if r := &p.doc.revs[i]; r.kind == Format && r.from != 0 && r.to == 0 {
			r.to = p.here()
		}
	}
}

func (p *parser) runProperties() error {
	var rev runRevision
	l, err := p.runLook(&rev)
	p.look = p.lookIndex(l)
	p.oldLook = p.look
	if rev.changed != 0 {
		p.oldLook = p.lookIndex(rev.before)
		p.doc.revs[rev.changed].from = p.here()
	}
	return err
}

// characters reads a w:t, w:delText or m:t.
func (p *parser) characters() error {
	for {
		kind, err := p.scan.Next()
		if err != nil {
			return err
		}
		switch kind {
		case xmlscan.End:
			return nil
		case xmlscan.Start:
			// XML of no meaning inside text; what it holds is not text.
			if err := p.inline(p.scan.Name()); err != nil {
				return err
			}
		case xmlscan.Text:
			text, err := p.scan.Text()
			if err != nil {
				return err
			}
			appendText(p, text)
		}
	}
}

// append adds characters where the parser stands.
func (p *parser) append(text string) { appendText(p, text) }

func appendText[T string | []byte](p *parser, text T) {
	if p.para == nil || len(text) == 0 {
		return
	}
	from := int32(len(p.doc.text))
	p.doc.text = append(p.doc.text, text...)
	p.extend(span{
		from: from, to: int32(len(p.doc.text)),
		ins: p.ins, del: p.del, look: p.look, oldLook: p.oldLook, field: p.hiding,
	})
}

// extend adds a span to the paragraph, joining it to the one before where they
// are alike: a word is often written in several runs.
func (p *parser) extend(s span) {
	of := p.para
	of.size += s.to - s.from
	if n := len(of.spans); n > 0 {
		before := &of.spans[n-1]
		alike := *before
		alike.from, alike.to = s.from, s.to
		if before.to == s.from && alike == s {
			before.to = s.to
			return
		}
	}
	of.spans = append(of.spans, s)
}

// symbol reads a w:sym: a character of a picture font.
func (p *parser) symbol() {
	code, ok := hexadecimal(p.attr(wChar))
	if !ok {
		return
	}
	class := p.fonts.class(p.attr(wFont))
	p.append(string(class.symbol(code)))
}

// graphic reads a drawing, picture or object for the text boxes in it.
func (p *parser) graphic() error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wTxbxContent:
			return p.textBox()
		case mcAlternateContent:
			return p.alternate(p.graphic)
		}
		return p.graphic()
	})
}

func (p *parser) textBox() error {
	s, err := p.newStory()
	if p.para != nil {
		p.para.boxes = append(p.para.boxes, box{story: s, ins: p.ins, del: p.del, field: p.hiding})
	}
	return err
}

// nestedParagraph reads a paragraph inside a paragraph as a text box of one.
func (p *parser) nestedParagraph() error {
	return p.nested(func(into *[]block) error { return p.paragraph(into) })
}

func (p *parser) nestedTable() error {
	return p.nested(func(into *[]block) error { return p.table(into) })
}

func (p *parser) nested(read func(*[]block) error) error {
	s := &story{first: len(p.doc.paras)}
	outer := p.flow
	p.flow = flow{story: s, ins: outer.ins, del: outer.del}
	err := read(&s.blocks)
	p.flow = outer
	s.last = len(p.doc.paras)
	if p.para != nil {
		p.para.boxes = append(p.para.boxes, box{story: s, ins: p.ins, del: p.del})
	}
	return err
}

// ruby reads annotated characters: the base, then the reading in brackets, as
// it is printed where readings cannot stand above.
func (p *parser) ruby() error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wRubyBase:
			return p.inlines()
		case wRt:
			p.append("(")
			err := p.inlines()
			p.append(")")
			return err
		}
		return p.scan.Skip()
	})
}

// fieldChar follows a complex field: begin, instructions, separate, result,
// end. Its result is text, its instructions are not.
func (p *parser) fieldChar() error {
	switch p.attr(wFldCharType) {
	case "begin":
		p.doc.fields = append(p.doc.fields, field{})
		index := int32(len(p.doc.fields) - 1)
		p.open = append(p.open, openField{index: index, wasHidden: p.hiding})
		if p.hiding == 0 {
			p.hiding = index
		}
	case "separate":
		if n := len(p.open); n > 0 {
			p.open[n-1].inResult = true
			p.hiding = p.open[n-1].wasHidden
		}
	case "end":
		if n := len(p.open); n > 0 {
			p.doc.fields[p.open[n-1].index].ended = true
			p.hiding = p.open[n-1].wasHidden
			p.open = p.open[:n-1]
		}
	}
	return p.within(func(name xmlscan.Name) error {
		if name == wNumberingChange {
			p.revision(Format)
		}
		return p.scan.Skip()
	})
}

// noteReference notes a reference to a footnote or endnote.
func (p *parser) noteReference(end bool) {
	if p.para == nil {
		return
	}
	ref := noteRef{
		id: p.attr(wId), end: end,
		custom: truth(p.attr(wCustomMarkFollows), false),
		ins:    p.ins, del: p.del, at: p.here(),
	}
	p.para.refs = append(p.para.refs, ref)
	n := &p.doc.footnotes
	if end {
		n = &p.doc.endnotes
	}
	if n.at[ref.id] == 0 {
		n.at[ref.id] = ref.at
	}
}

// commentPlace notes an end of a comment's range, or its reference. The first
// of each counts.
func (p *parser) commentPlace(name xmlscan.Name) error {
	id, _ := p.scan.Attr(wId)
	if c := p.commentAt[string(id)]; c != nil {
		switch {
		case name == wCommentRangeStart && c.from == 0:
			c.from = p.ahead()
		case name == wCommentRangeEnd && c.to == 0:
			c.to = p.here()
		case name == wCommentReference && c.ref == 0:
			c.ref = p.here()
		}
	}
	return p.scan.Skip()
}
