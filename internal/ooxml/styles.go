package ooxml

import (
	"strings"

	"thao/internal/ooxml/xmlscan"
)

// stylesheet is word/styles.xml, with what follows from chains of styles
// worked out once.
type stylesheet struct {
	styles      []style
	byID        map[string]int32
	paragraph   int32 // the default paragraph style, -1 for none
	defaultRun  look
	defaultPara paraFormat
	seen        map[lookKey]appearance
}

type style struct {
	id, name string
	kind     string // paragraph, character, table, numbering
	parent   string // w:basedOn
	base     int32  // index of parent, -1 for none
	isDef    bool
	run      look
	para     paraFormat
}

// appearance is how a run comes out in the end.
type appearance struct {
	bold, italic bool
	font         fontClass
}

type lookKey struct{ para, look int32 }

// maxChain bounds chains of styles; a longer one runs in a circle.
const maxChain = 64

// chain yields a style and those it is based on, nearest first.
func (ss *stylesheet) chain(i int32) func(func(*style) bool) {
	return func(yield func(*style) bool) {
		for n := 0; i >= 0 && n < maxChain; n++ {
			if !yield(&ss.styles[i]) {
				return
			}
			i = ss.styles[i].base
		}
	}
}

// find is the index of a style by its id, or the default where there is none
// of that id, as Word does.
func (ss *stylesheet) find(id string) int32 {
	if i, ok := ss.byID[id]; ok {
		return i
	}
	return ss.paragraph
}

// of is the paragraph style in force.
func (ss *stylesheet) of(f *paraFormat) int32 {
	if f.style >= 0 {
		return f.style
	}
	return ss.paragraph
}

// displayName is the style's name as its author sees it.
func (ss *stylesheet) displayName(i int32) string {
	if i < 0 {
		return ""
	}
	if name := ss.styles[i].name; name != "" {
		return name
	}
	return ss.styles[i].id
}

// appears resolves a run's look in a paragraph of some style.
func (ss *stylesheet) appears(para int32, index int32, direct look) appearance {
	key := lookKey{para, index}
	if a, ok := ss.seen[key]; ok {
		return a
	}
	character := direct.style - 1
	a := appearance{
		bold: ss.toggled(para, character, direct.bold, func(l *look) toggle { return l.bold }),
		italic: ss.toggled(para, character, direct.italic,
			func(l *look) toggle { return l.italic }),
		font: ss.fontOf(para, character, direct.font),
	}
	ss.seen[key] = a
	return a
}

// toggled applies ECMA-376 part 1, 17.7.3: said on the run itself it holds;
// true by default it holds; else paragraph and character style each turn it over.
func (ss *stylesheet) toggled(para, character int32, direct toggle, of func(*look) toggle) bool {
	if direct != unsaid {
		return direct == on
	}
	if of(&ss.defaultRun) == on {
		return true
	}
	return ss.said(para, of) != ss.said(character, of)
}

func (ss *stylesheet) said(i int32, of func(*look) toggle) bool {
	for s := range ss.chain(i) {
		if t := of(&s.run); t != unsaid {
			return t == on
		}
	}
	return false
}

// fontOf takes the nearest level that names a font at all.
func (ss *stylesheet) fontOf(para, character int32, direct fontClass) fontClass {
	if direct != fontUnsaid {
		return direct
	}
	for _, i := range []int32{character, para} {
		for s := range ss.chain(i) {
			if s.run.font != fontUnsaid {
				return s.run.font
			}
		}
	}
	return ss.defaultRun.font
}

// outlineLevel is 1–9, or 0 for body text. Styles named "heading 1" to
// "heading 9" have a level by their name (17.3.1.20 leaves it to the style,
// and files made by other programs forget to say it).
func (ss *stylesheet) outlineLevel(f *paraFormat) int {
	level := f.outline
	if level < 0 {
		for s := range ss.chain(ss.of(f)) {
			if level = s.para.outline; level >= 0 {
				break
			}
			if level = headingLevel(s.name); level >= 0 {
				break
			}
		}
	}
	if level < 0 || level > 8 {
		return 0
	}
	return int(level) + 1
}

func headingLevel(name string) int8 {
	const prefix = "heading "
	if len(name) == len(prefix)+1 && strings.EqualFold(name[:len(prefix)], prefix) {
		if digit := name[len(prefix)]; digit >= '1' && digit <= '9' {
			return int8(digit - '1')
		}
	}
	return -1
}

func (ss *stylesheet) centered(f *paraFormat) bool {
	align := f.align
	if align == alignUnsaid {
		for s := range ss.chain(ss.of(f)) {
			if align = s.para.align; align != alignUnsaid {
				break
			}
		}
	}
	if align == alignUnsaid {
		align = ss.defaultPara.align
	}
	return align == alignCenter
}

// readStyles reads the styles part. The parser serves for its property
// elements; paragraphs come later.
func (p *parser) readStyles() error {
	ss := &p.doc.styles
	for {
		kind, err := p.scan.Next()
		if err != nil || kind == xmlscan.EOF {
			return err
		}
		if kind != xmlscan.Start {
			continue
		}
		switch p.scan.Name() {
		case wStyle:
			err = p.readStyle()
		case wRPrDefault:
			err = p.within(func(name xmlscan.Name) error {
				if name != wRPr {
					return p.scan.Skip()
				}
				l, err := p.styleLook()
				ss.defaultRun = l
				return err
			})
		case wPPrDefault:
			err = p.within(func(name xmlscan.Name) error {
				if name != wPPr {
					return p.scan.Skip()
				}
				return p.styleFormat(&ss.defaultPara)
			})
		}
		if err != nil {
			return err
		}
	}
}

func (p *parser) readStyle() error {
	if err := p.tick(); err != nil {
		return err
	}
	s := style{
		id:    p.attr(wStyleId),
		kind:  p.attr(wType),
		isDef: truth(p.attr(wDefault), false),
		base:  -1,
		para:  unformatted,
	}
	err := p.within(func(name xmlscan.Name) (err error) {
		switch name {
		case wName:
			s.name = p.attr(wVal)
		case wBasedOn:
			s.parent = p.attr(wVal)
		case wRPr:
			s.run, err = p.styleLook()
			return err
		case wPPr:
			return p.styleFormat(&s.para)
		}
		return p.scan.Skip()
	})
	ss := &p.doc.styles
	if _, twice := ss.byID[s.id]; !twice {
		ss.byID[s.id] = int32(len(ss.styles))
	}
	ss.styles = append(ss.styles, s)
	return err
}

// link finds the parents once all styles are known. A style of another kind
// is no parent (17.7.4.3).
func (ss *stylesheet) link() {
	ss.paragraph = -1
	for i := range ss.styles {
		s := &ss.styles[i]
		if base, ok := ss.byID[s.parent]; ok && s.parent != "" && ss.styles[base].kind == s.kind {
			s.base = base
		}
		if s.isDef && s.kind == "paragraph" && ss.paragraph < 0 {
			ss.paragraph = int32(i)
		}
	}
}
