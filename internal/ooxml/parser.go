package ooxml

import (
	"context"

	"thao/internal/fault"
	"thao/internal/ooxml/xmlscan"
	"thao/internal/prose"
)

// parser reads parts into a Document. One parser serves all parts of a file.
//
// Every method that is called on an element just started reads through its
// end tag, so that a loop over the children of an element ends at the first
// end tag it sees.
type parser struct {
	ctx   context.Context
	doc   *Document
	pack  *pack
	scan  *xmlscan.Scanner
	part  string
	items int // paragraphs and the like read so far

	fonts        fontNames
	targets      map[string]string // of the part being read: relationship id → part
	lookIndexes  map[look]int32
	lastLook     look
	lastIndex    int32
	commentAt    map[string]*commentStory
	tables       int           // open ones
	comment      *commentStory // the comment being read, nil elsewhere
	commentsRead int

	flow
}

// flow is where the parser stands in the text. A text box interrupts a
// paragraph with a flow of its own.
type flow struct {
	story      *story
	para       *para // nil between paragraphs
	last       *para // the paragraph read last in this story; nil before the first
	ins, del   revID // innermost open revisions
	look       int32 // of the run being read
	oldLook    int32
	open       []openField
	hiding     int32 // the outermost field whose instructions are being read; 0 for none
	paraChange revID // the pPrChange of the paragraph being read
}

type openField struct {
	index     int32
	inResult  bool
	wasHidden int32
}

// within calls fn for each child of the element just started, and reads the
// element's end. fn must read through the end of the child.
func (p *parser) within(fn func(name xmlscan.Name) error) error {
	for {
		kind, err := p.scan.Next()
		if err != nil {
			return err
		}
		switch kind {
		case xmlscan.End:
			return nil
		case xmlscan.Start:
			if err := fn(p.scan.Name()); err != nil {
				return err
			}
		}
	}
}

func (p *parser) attr(name xmlscan.Name) string {
	value, _ := p.scan.Attr(name)
	return string(value)
}

// What a file may have: paragraphs, those in cells, notes and comments among
// them; and paragraphs, rows, cells, changes, comments and styles together. A
// document of two thousand pages has a fifth of either. Empty elements take a
// few bytes in the file and hundreds here, and a thousand where it is compared.
const (
	maxParas = 1 << 18
	maxItems = 1 << 19
)

// tick counts one more item and looks now and then whether reading is still
// wanted.
func (p *parser) tick() error {
	p.items++
	if p.items > maxItems {
		return fault.New(fault.TooLong, "max", maxItems)
	}
	if len(p.doc.paras) > maxParas {
		return fault.New(fault.TooLong, "max", maxParas)
	}
	if len(p.doc.text) > prose.MaxText {
		return prose.LongText()
	}
	if p.items&0x3F != 0 {
		return nil
	}
	return interrupted(p.ctx)
}

// revision records a tracked change from the attributes of the element just
// started. The caller sets its place if it has text.
func (p *parser) revision(kind ChangeKind) revID {
	p.items++ // the next tick sees if they are too many
	p.doc.revs = append(p.doc.revs, revision{kind: kind, author: p.attr(wAuthor), date: p.attr(wDate)})
	return revID(len(p.doc.revs) - 1)
}

// here marks the place the parser stands at: in the paragraph being read, else
// at the end of the one before, else at the start of the first to come.
func (p *parser) here() markID {
	at := p.para
	if at == nil {
		at = p.last
	}
	if at == nil {
		return p.doc.newMark(len(p.doc.paras), 0)
	}
	return p.doc.newMark(at.index, at.size)
}

// ahead marks the place where the next characters will stand.
func (p *parser) ahead() markID {
	if p.para != nil {
		return p.here()
	}
	return p.doc.newMark(len(p.doc.paras), 0)
}

// newStory reads the element just started as a story of its own.
func (p *parser) newStory() (*story, error) {
	s := &story{first: len(p.doc.paras)}
	outer := p.flow
	p.flow = flow{story: s, ins: outer.ins, del: outer.del}
	err := p.blocks(&s.blocks)
	p.flow = outer
	s.last = len(p.doc.paras)
	return s, err
}

// blocks reads the children of the element just started as blocks.
func (p *parser) blocks(into *[]block) error {
	return p.within(func(name xmlscan.Name) error { return p.block(name, into) })
}

func (p *parser) block(name xmlscan.Name, into *[]block) error {
	switch name {
	case wP:
		return p.paragraph(into)
	case wTbl:
		return p.table(into)
	case wSdt, wSdtContent, wCustomXml, wSmartTag:
		return p.blocks(into)
	case wIns, wDel, wMoveFrom, wMoveTo:
		return p.tracked(name, func() error { return p.blocks(into) })
	case mcAlternateContent:
		return p.alternate(func() error { return p.blocks(into) })
	case wCommentRangeStart, wCommentRangeEnd, wCommentReference:
		return p.commentPlace(name)
	case wSectPr:
		return p.section()
	case wAltChunk:
		p.altChunk()
		return p.scan.Skip()
	case wR, wHyperlink, wFldSimple, wBdo, wDir, mOMath, mOMathPara:
		return p.stray(name, into)
	}
	return p.scan.Skip()
}

// stray reads run content that stands outside a paragraph, as a paragraph.
func (p *parser) stray(name xmlscan.Name, into *[]block) error {
	p.begin(into)
	err := p.inline(name)
	p.end()
	return err
}

func (p *parser) altChunk() {
	part := p.targets[p.attr(rId)]
	if part == "" {
		part = p.part
	}
	p.pack.warn(AltChunk, part)
}

// paragraph reads a w:p. One inside another, which no standard allows and
// some programs write, stands before the rest of the outer one.
func (p *parser) paragraph(into *[]block) error {
	if err := p.tick(); err != nil {
		return err
	}
	if p.comment != nil {
		p.comment.paraIDs = append(p.comment.paraIDs, p.attr(w14ParaId))
	}
	of := p.begin(into)
	err := p.within(func(name xmlscan.Name) error {
		if name == wPPr {
			return p.paragraphProperties(of)
		}
		return p.inline(name)
	})
	p.end()
	if err == nil && of.size > prose.MaxBlock {
		return prose.LongParagraph()
	}
	return err
}

// begin makes a paragraph the one being read.
func (p *parser) begin(into *[]block) *para {
	of := p.doc.newPara(p.story)
	of.ins, of.del = p.ins, p.del
	p.para, p.paraChange = of, 0
	*into = append(*into, block{para: of})
	return of
}

func (p *parser) end() {
	if p.paraChange != 0 {
		p.doc.revs[p.paraChange].to = p.here()
	}
	p.last, p.para = p.para, nil
}

// tracked reads a w:ins, w:del, w:moveFrom or w:moveTo around other content.
func (p *parser) tracked(name xmlscan.Name, content func() error) error {
	if err := p.tick(); err != nil {
		return err
	}
	ins, del := p.ins, p.del
	var rev revID
	switch name {
	case wIns:
		rev = p.revision(Insert)
		p.ins = rev
	case wMoveTo:
		rev = p.revision(MoveTo)
		p.ins = rev
	case wDel:
		rev = p.revision(Delete)
		p.del = rev
	default:
		rev = p.revision(MoveFrom)
		p.del = rev
	}
	p.doc.revs[rev].from = p.ahead()
	err := content()
	p.doc.revs[rev].to = p.here()
	p.ins, p.del = ins, del
	return err
}

// alternate reads one branch of an mc:AlternateContent: the first choice whose
// requirements are known, else the fallback (ECMA-376 part 3, 9.3). Its content
// is read by content, on the element of the branch.
func (p *parser) alternate(content func() error) error {
	taken := false
	return p.within(func(name xmlscan.Name) error {
		known := name == mcChoice && p.understood() || name == mcFallback
		if taken || !known {
			return p.scan.Skip()
		}
		taken = true
		return content()
	})
}

// understood says whether all namespaces a choice requires are known.
func (p *parser) understood() bool {
	required := p.attr(attrRequires)
	for prefix := range fields(required) {
		if p.scan.Space(prefix) == xmlscan.Foreign {
			return false
		}
	}
	return required != ""
}

// tooDeep is the fault of a table nested too deep.
func tooDeep(part string) error {
	return fault.New(fault.TablesTooDeep, "part", part, "max", maxTables)
}
