package ooxml

import (
	"cmp"
	"strings"

	"thao/internal/ooxml/xmlscan"
)

// maxLevel is the deepest list level, counted from 0.
const maxLevel = 8

// numbering is word/numbering.xml.
type numbering struct {
	abstracts map[string]*abstractNum
	nums      map[int32]*num
}

// abstractNum is a list definition; all lists made from it share its counters.
type abstractNum struct {
	levels    [maxLevel + 1]*level
	styleLink string // the numbering style this defines
	numStyle  string // the numbering style that defines this
}

// num is a list: a definition, and what it has otherwise.
type num struct {
	abstractID string
	levels     [maxLevel + 1]*level // from lvlOverride/lvl
	starts     [maxLevel + 1]int    // from lvlOverride/startOverride; -1 none
	abstract   *abstractNum         // resolved
}

// maxLabel bounds the text of a level in bytes; every paragraph of the level
// repeats it.
const maxLabel = 256

func truncated(s string, most int) string { return s[:runeStart(s, most)] }

// level is one w:lvl.
type level struct {
	start   int
	format  string
	custom  string // pattern of a custom format
	text    string // with %1 … %9
	restart int    // w:lvlRestart, -1 for the default
	style   string // w:pStyle: the paragraph style bound to the level
	legal   bool   // w:isLgl: all numbers decimal
	picture bool   // a picture bullet
	font    fontClass
}

func (p *parser) readNumbering() error {
	n := &p.doc.numbering
	return p.top(func(name xmlscan.Name) error {
		switch name {
		case wAbstractNum:
			a := &abstractNum{}
			id := p.attr(wAbstractNumId)
			if _, twice := n.abstracts[id]; !twice {
				n.abstracts[id] = a
			}
			return p.abstractNum(a)
		case wNum:
			item := &num{}
			for i := range item.starts {
				item.starts[i] = -1
			}
			id := int32(number(p.attr(wNumId), -1))
			if _, twice := n.nums[id]; !twice && id >= 0 {
				n.nums[id] = item
			}
			return p.num(item)
		}
		return p.scan.Skip()
	})
}

func (p *parser) abstractNum(a *abstractNum) error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wLvl:
			return p.level(&a.levels)
		case wStyleLink:
			a.styleLink = p.attr(wVal)
		case wNumStyleLink:
			a.numStyle = p.attr(wVal)
		}
		return p.scan.Skip()
	})
}

func (p *parser) num(n *num) error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wAbstractNumId:
			n.abstractID = p.attr(wVal)
		case wLvlOverride:
			at, ok := p.levelIndex()
			if !ok {
				break
			}
			return p.within(func(name xmlscan.Name) error {
				switch name {
				case wStartOverride:
					n.starts[at] = max(number(p.attr(wVal), 0), 0)
				case wLvl:
					return p.level(&n.levels)
				}
				return p.scan.Skip()
			})
		}
		return p.scan.Skip()
	})
}

func (p *parser) levelIndex() (int, bool) {
	i := number(p.attr(wIlvl), -1)
	return i, i >= 0 && i <= maxLevel
}

func (p *parser) level(into *[maxLevel + 1]*level) error {
	at, ok := p.levelIndex()
	if !ok {
		return p.scan.Skip()
	}
	l := &level{format: "decimal", restart: -1}
	into[at] = l
	return p.within(func(name xmlscan.Name) error { return p.levelProperty(name, l) })
}

func (p *parser) levelProperty(name xmlscan.Name, l *level) error {
	switch name {
	case wStart:
		l.start = max(number(p.attr(wVal), 0), 0)
	case wNumFmt:
		l.format, l.custom = p.attr(wVal), p.attr(wFormat)
	case mcAlternateContent: // holds a w:numFmt newer than the standard
		return p.alternate(func() error {
			return p.within(func(name xmlscan.Name) error { return p.levelProperty(name, l) })
		})
	case wLvlText:
		l.text = truncated(p.attr(wVal), maxLabel)
	case wLvlRestart:
		l.restart = number(p.attr(wVal), -1)
	case wPStyle:
		l.style = p.attr(wVal)
	case wIsLgl:
		l.legal = truth(p.attr(wVal), true)
	case wLvlPicBulletId:
		l.picture = true
	case wRPr:
		look, err := p.styleLook()
		l.font = look.font
		return err
	case wPPr:
		var indents paraFormat // of the level; nothing in it bears on text
		return p.styleFormat(&indents)
	}
	return p.scan.Skip()
}

// level is the definition of a list's level, nil where there is none.
func (n *num) level(i int) *level {
	if l := n.levels[i]; l != nil {
		return l
	}
	if n.abstract == nil {
		return nil
	}
	return n.abstract.levels[i]
}

// resolve ties lists to their definitions; those that only name a numbering
// style take the definition of that style's list (17.9.21, 17.9.27).
func (n *numbering) resolve(ss *stylesheet) {
	for _, item := range n.nums {
		item.abstract = n.follow(n.abstracts[item.abstractID], ss)
	}
}

func (n *numbering) follow(a *abstractNum, ss *stylesheet) *abstractNum {
	for steps := 0; a != nil && a.numStyle != "" && steps < maxChain; steps++ {
		next := n.byStyle(a.numStyle, ss)
		if next == nil || next == a {
			return a
		}
		a = next
	}
	return a
}

// byStyle finds the definition a numbering style stands for: through the list
// the style names, or the definition that says it is the style's.
func (n *numbering) byStyle(id string, ss *stylesheet) *abstractNum {
	if i, ok := ss.byID[id]; ok {
		if item := n.nums[ss.styles[i].para.number.num]; item != nil {
			if a := n.abstracts[item.abstractID]; a != nil && a.numStyle != id {
				return a
			}
		}
	}
	for _, a := range n.abstracts {
		if a.styleLink == id {
			return a
		}
	}
	return nil
}

// listOf finds the list and level of a paragraph: the number of the list and
// the level are looked for independently along direct formatting and styles.
// A style without a level of its own has the one bound to it (w:pStyle).
func (d *Document) listOf(f *paraFormat) (*num, int) {
	ss := &d.styles
	id := f.number.num
	for s := range ss.chain(ss.of(f)) {
		if id >= 0 {
			break
		}
		id = s.para.number.num
	}
	item := d.numbering.nums[id]
	if id <= 0 || item == nil {
		return nil, 0
	}
	at := f.number.level
	for s := range ss.chain(ss.of(f)) {
		if at >= 0 {
			break
		}
		if at = s.para.number.level; at < 0 {
			at = boundLevel(item, s.id)
		}
	}
	return item, int(max(at, 0))
}

func boundLevel(item *num, style string) int8 {
	for i := range maxLevel + 1 {
		if l := item.level(i); l != nil && l.style == style {
			return int8(i)
		}
	}
	return -1
}

// originalLabel reads w:numberingChange/@w:original, the former number: plain
// text, or items "%level:value:format:text" (17.13.5.23).
func originalLabel(original string) string {
	if !strings.HasPrefix(original, "%") {
		return strings.TrimSpace(original)
	}
	var b strings.Builder
	for item := range strings.SplitSeq(original[1:], "%") {
		parts := strings.SplitN(item, ":", 4)
		if len(parts) < 4 {
			continue
		}
		format := originalFormats[parts[2]]
		b.WriteString(formatNumber(number(parts[1], 0), cmp.Or(format, "decimal")))
		b.WriteString(parts[3])
	}
	return strings.TrimSpace(b.String())
}

// originalFormats are the number formats by their numbers in the binary
// format, which w:original keeps ([MS-OSHARED] 2.2.1.3, MSONFC).
var originalFormats = map[string]string{
	"0": "decimal", "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter",
	"5": "ordinal", "6": "cardinalText", "7": "ordinalText", "22": "decimalZero", "255": "none",
}
