package ooxml

import (
	"slices"
	"strconv"

	"thao/internal/ooxml/xmlscan"
)

// truth reads a w:val of the on/off kind (22.9.2.7); an absent one is def.
func truth(value string, def bool) bool {
	switch value {
	case "":
		return def
	case "0", "false", "off":
		return false
	}
	return true
}

func toggleOf(value []byte, present bool) toggle {
	if present {
		switch string(value) {
		case "0", "false", "off":
			return off
		}
	}
	return on
}

// number reads a whole number; what is none, or out of bounds, is def.
func number(value string, def int) int {
	n, err := strconv.Atoi(value)
	if err != nil || n < -1<<30 || n > 1<<30 {
		return def
	}
	return n
}

// runLook reads a w:rPr just started. Where rev is given, it takes what the
// w:rPr says of revisions.
func (p *parser) runLook(rev *runRevision) (look, error) {
	var l look
	err := p.within(func(name xmlscan.Name) error {
		switch name {
		case wB:
			l.bold = toggleOf(p.scan.Attr(wVal))
		case wI:
			l.italic = toggleOf(p.scan.Attr(wVal))
		case wRStyle:
			if i, ok := p.styleIndex(); ok {
				l.style = i + 1
			}
		case wRFonts:
			l.font = p.fontOf()
		case wRPrChange:
			if rev != nil {
				return p.lookBefore(rev)
			}
		case wIns, wDel, wMoveFrom, wMoveTo:
			if rev != nil && rev.mark != nil {
				p.markRevision(rev.mark, name)
			}
		}
		return p.scan.Skip()
	})
	return l, err
}

// runRevision collects what a w:rPr says about revisions.
type runRevision struct {
	mark    *para // the paragraph whose mark the w:rPr belongs to; nil for a run
	changed revID // the rPrChange
	before  look
}

func (p *parser) lookBefore(rev *runRevision) error {
	rev.changed = p.revision(Format)
	return p.within(func(name xmlscan.Name) (err error) {
		if name != wRPr {
			return p.scan.Skip()
		}
		rev.before, err = p.runLook(nil)
		return err
	})
}

// markRevision notes an insertion or deletion of a paragraph's mark. A mark
// that moved is a move.
func (p *parser) markRevision(of *para, name xmlscan.Name) {
	switch name {
	case wIns:
		of.ins = p.revision(ParagraphInsert)
	case wMoveTo:
		of.ins = p.revision(MoveTo)
	case wDel:
		of.del = p.revision(ParagraphDelete)
	case wMoveFrom:
		of.del = p.revision(MoveFrom)
	}
}

func (p *parser) styleIndex() (int32, bool) {
	id, _ := p.scan.Attr(wVal)
	i, ok := p.doc.styles.byID[string(id)]
	return i, ok
}

// lookIndex numbers a look.
func (p *parser) lookIndex(l look) int32 {
	if l == p.lastLook {
		return p.lastIndex
	}
	i, ok := p.lookIndexes[l]
	if !ok {
		i = int32(len(p.doc.looks))
		p.doc.looks = append(p.doc.looks, l)
		p.lookIndexes[l] = i
	}
	p.lastLook, p.lastIndex = l, i
	return i
}

// styleLook reads the w:rPr of a style or list level.
func (p *parser) styleLook() (look, error) { return p.runLook(&runRevision{}) }

// styleFormat reads the w:pPr of a style or list level.
func (p *parser) styleFormat(f *paraFormat) error {
	*f = unformatted
	return p.within(func(name xmlscan.Name) error {
		if name == wPPrChange {
			p.revision(Format)
			return p.scan.Skip()
		}
		return p.formatProperty(name, f, nil)
	})
}

// paragraphProperties reads the w:pPr of a paragraph.
func (p *parser) paragraphProperties(of *para) error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wRPr:
			rev := runRevision{mark: of}
			l, err := p.runLook(&rev)
			of.mark = p.lookIndex(l)
			return err
		case wPPrChange:
			return p.oldFormat(of)
		case wSectPr:
			return p.section()
		}
		return p.formatProperty(name, &of.format, of)
	})
}

// formatProperty reads one property of a paragraph; of is the paragraph it
// belongs to, nil within styles and former properties.
func (p *parser) formatProperty(name xmlscan.Name, f *paraFormat, of *para) error {
	switch name {
	case wPStyle:
		id, _ := p.scan.Attr(wVal)
		f.style = p.doc.styles.find(string(id))
	case wOutlineLvl:
		f.outline = int8(min(max(number(p.attr(wVal), -1), -1), 9))
	case wJc:
		f.align = alignOther
		if value, _ := p.scan.Attr(wVal); string(value) == "center" {
			f.align = alignCenter
		}
	case wNumPr:
		return p.numberProperties(f, of)
	}
	return p.scan.Skip()
}

func (p *parser) numberProperties(f *paraFormat, of *para) error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wNumId:
			f.number.num = int32(max(number(p.attr(wVal), 0), 0))
		case wIlvl:
			f.number.level = int8(min(max(number(p.attr(wVal), 0), 0), maxLevel))
		case wIns:
			if of != nil {
				of.numIns = true
				p.revision(Insert)
			}
		case wNumberingChange:
			if of != nil {
				of.oldNumber = originalLabel(p.attr(wOriginal))
				p.revision(Format)
			}
		}
		return p.scan.Skip()
	})
}

// oldFormat reads a w:pPrChange: the whole of the former properties.
func (p *parser) oldFormat(of *para) error {
	rev := p.revision(Format)
	p.doc.revs[rev].from = p.doc.newMark(of.index, 0)
	p.paraChange = rev
	old := unformatted
	err := p.within(func(name xmlscan.Name) error {
		if name != wPPr {
			return p.scan.Skip()
		}
		return p.within(func(name xmlscan.Name) error { return p.formatProperty(name, &old, nil) })
	})
	of.old = &old
	return err
}

// section reads a w:sectPr: which headers and footers it shows, how notes are
// numbered, and that its own properties changed.
func (p *parser) section() error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wHeaderReference, wFooterReference:
			if part := p.targets[p.attr(rId)]; part != "" && !slices.Contains(p.doc.margined, part) {
				p.doc.margined = append(p.doc.margined, part)
			}
		case wFootnotePr:
			return p.noteNumbers(&p.doc.footnotes)
		case wEndnotePr:
			return p.noteNumbers(&p.doc.endnotes)
		case wSectPrChange:
			p.revision(Format)
		}
		return p.scan.Skip()
	})
}

// noteNumbers reads how notes are numbered; the first to say it is heard.
func (p *parser) noteNumbers(n *notes) error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wNumFmt:
			if n.format == "" {
				n.format = p.attr(wVal)
			}
		case wNumStart:
			if n.start == 0 {
				n.start = number(p.attr(wVal), 1)
			}
		}
		return p.scan.Skip()
	})
}
