package redline

import (
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// lists is the numbering of one version.
type lists struct {
	part      *part // nil where the document has none
	sheet     *sheet
	abstracts map[string]*abstract
	nums      map[int]*num
}

// abstract is a list definition; the lists made from it count together.
type abstract struct {
	el        *etree.Element
	id        string
	levels    [9]levelSign
	styleLink string
	numStyle  string
}

// num is a list: a definition and what it has otherwise.
type num struct {
	el       *etree.Element
	id       int
	defined  string    // id of the definition named
	abstract *abstract // the definition in force
	own      [9]levelSign
	starts   string // the start overrides, written out
}

// levelSign is what a label of a level depends on.
type levelSign struct {
	sign  string // "" where the level is not defined
	style string // the paragraph style bound to the level
}

func readLists(p *part, s *sheet) *lists {
	l := &lists{part: p, sheet: s, abstracts: map[string]*abstract{}, nums: map[int]*num{}}
	if p == nil {
		return l
	}
	for e := range elements(p.root) {
		switch {
		case isW(e, "abstractNum"):
			a := readAbstract(e)
			if l.abstracts[a.id] == nil {
				l.abstracts[a.id] = a
			}
		case isW(e, "num"):
			n := readNum(e)
			if l.nums[n.id] == nil {
				l.nums[n.id] = n
			}
		}
	}
	for _, n := range l.nums {
		n.abstract = l.follow(l.abstracts[n.defined])
	}
	return l
}

func readAbstract(e *etree.Element) *abstract {
	a := &abstract{el: e, id: attr(e, "w", "abstractNumId")}
	a.styleLink, _ = val(e, "styleLink")
	a.numStyle, _ = val(e, "numStyleLink")
	readLevels(e, &a.levels)
	return a
}

func readNum(e *etree.Element) *num {
	n := &num{el: e, id: atoi(attr(e, "w", "numId"))}
	n.defined, _ = val(e, "abstractNumId")
	for o := range elements(e) {
		if !isW(o, "lvlOverride") {
			continue
		}
		if start, ok := val(o, "startOverride"); ok {
			n.starts += attr(o, "w", "ilvl") + "=" + start + ";"
		}
		readLevels(o, &n.own)
	}
	return n
}

func readLevels(e *etree.Element, into *[9]levelSign) {
	for l := range elements(e) {
		at := atoi(attr(l, "w", "ilvl"))
		if !isW(l, "lvl") || at < 0 || at > 8 {
			continue
		}
		var b strings.Builder
		signLevel(&b, l)
		into[at].sign = b.String()
		into[at].style, _ = val(l, "pStyle")
	}
}

// signLevel writes what the label of a level is made from.
func signLevel(b *strings.Builder, e *etree.Element) {
	for c := range elements(e) {
		switch c.Tag {
		case "start", "numFmt", "lvlText", "lvlRestart", "isLgl", "lvlPicBulletId":
			b.WriteString(c.Tag + "=" + attr(c, "w", "val") + attr(c, "w", "format") + "\x00")
		case "AlternateContent", "Choice":
			signLevel(b, c)
		case "rPr":
			b.WriteString("font=" + fontOf(c) + "\x00")
		}
	}
}

// follow resolves definitions that only name a numbering style (17.9.21).
func (l *lists) follow(a *abstract) *abstract {
	for n := 0; a != nil && a.numStyle != "" && n < longestChain; n++ {
		next := l.byStyle(a.numStyle)
		if next == nil || next == a {
			return a
		}
		a = next
	}
	return a
}

func (l *lists) byStyle(id string) *abstract {
	if st := l.sheet.byID[id]; st != nil {
		if n := l.nums[st.list.num]; n != nil {
			if a := l.abstracts[n.defined]; a != nil && a.numStyle != id {
				return a
			}
		}
	}
	for _, a := range l.abstracts {
		if a.styleLink == id {
			return a
		}
	}
	return nil
}

// of finds the list and level a w:pPr puts a paragraph on, directly or through
// its style; nil where it is in no list.
func (l *lists) of(pPr *etree.Element) (*num, int) {
	ref, style := readRef(pPr), l.sheet.of(pPr)
	for st := range l.sheet.chain(style) {
		if ref.num >= 0 {
			break
		}
		ref.num = st.list.num
	}
	n := l.nums[ref.num]
	if ref.num <= 0 || n == nil || n.abstract == nil {
		return nil, 0
	}
	for st := range l.sheet.chain(style) {
		if ref.level >= 0 {
			break
		}
		if ref.level = st.list.level; ref.level < 0 {
			ref.level = n.bound(st.id)
		}
	}
	return n, max(ref.level, 0)
}

// level is the sign of a level as this list has it.
func (n *num) level(i int) levelSign {
	if n.own[i].sign != "" {
		return n.own[i]
	}
	return n.abstract.levels[i]
}

// bound is the level a paragraph style is bound to, -1 for none.
func (n *num) bound(style string) int {
	for i := range 9 {
		if s := n.level(i); s.sign != "" && s.style == style {
			return i
		}
	}
	return -1
}

// alike says whether two definitions make the same labels.
func (a *abstract) alike(b *abstract) bool {
	for i := range a.levels {
		if a.levels[i].sign != b.levels[i].sign {
			return false
		}
	}
	return true
}

func (n *num) alike(o *num) bool {
	if n.starts != o.starts || !n.abstract.alike(o.abstract) {
		return false
	}
	for i := range n.own {
		if n.own[i].sign != o.own[i].sign {
			return false
		}
	}
	return true
}

// listMap carries lists of the old version over into the new one. No two old
// lists become one, nor two definitions: the counting of the old version, when
// all is rejected, is then what it was.
type listMap struct {
	old, now  *lists
	pack      *pack // of the new version
	nums      map[*num]*num
	taken     map[*num]bool
	abstracts map[*abstract]*abstract
	takenDefs map[*abstract]bool
}

func newListMap(old, now *lists, to *pack) *listMap {
	return &listMap{
		old: old, now: now, pack: to,
		nums: map[*num]*num{}, taken: map[*num]bool{},
		abstracts: map[*abstract]*abstract{}, takenDefs: map[*abstract]bool{},
	}
}

// pairing counts how often paragraphs that stayed were on old and are on now.
type pairing struct{ old, now *num }

// vote ties lists together by the paragraphs that stayed in them, the most
// telling pairs first.
func (m *listMap) vote(votes map[pairing]int) {
	pairs := make([]pairing, 0, len(votes))
	for p := range votes {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b pairing) int {
		if d := votes[b] - votes[a]; d != 0 {
			return d
		}
		if d := a.old.id - b.old.id; d != 0 {
			return d
		}
		return a.now.id - b.now.id
	})
	for _, p := range pairs {
		m.tie(p.old, p.now)
	}
}

// tie makes now stand for old, where both make the same labels and no tie made
// before speaks against it.
func (m *listMap) tie(old, now *num) bool {
	if m.nums[old] != nil || m.taken[now] || !old.alike(now) {
		return false
	}
	def := m.abstracts[old.abstract]
	if def != nil && def != now.abstract || def == nil && m.takenDefs[now.abstract] {
		return false
	}
	m.nums[old], m.taken[now] = now, true
	m.abstracts[old.abstract], m.takenDefs[now.abstract] = now.abstract, true
	return true
}

// carry returns the new version's list that stands for an old one: one tied to
// it, else one of the same number that makes the same labels, else a copy.
func (m *listMap) carry(old *num) *num {
	if now := m.nums[old]; now != nil {
		return now
	}
	if now := m.now.nums[old.id]; now != nil && now.abstract != nil && m.tie(old, now) {
		return now
	}
	if m.now.part == nil {
		m.now.part = m.pack.newNumbering()
	}
	def := m.abstracts[old.abstract]
	if def == nil {
		def = m.copyAbstract(old.abstract)
	}
	return m.copyNum(old, def)
}

func (m *listMap) copyAbstract(old *abstract) *abstract {
	id := 0
	for a := range m.now.abstracts {
		id = max(id, atoi(a)+1)
	}
	borrow(m.old.part.root, m.now.part.root)
	e := old.el.Copy()
	stripIdentity(e)
	e.CreateAttr("w:abstractNumId", strconv.Itoa(id))
	// Links to styles belong to the list the new version has: two lists bound
	// to one style make Word choose for itself. So does nsid, by which Word
	// takes lists for the same.
	dropChildren(e, func(c *etree.Element) bool {
		return isW(c, "nsid") || isW(c, "tmpl") || isW(c, "styleLink") || isW(c, "numStyleLink")
	})
	for l := range elements(e) {
		unbind(l)
	}
	place(m.now.part.root, e, "num", "numIdMacAtCleanup")
	m.now.part.changed = true
	def := readAbstract(e)
	m.now.abstracts[def.id] = def
	m.abstracts[old], m.takenDefs[def] = def, true
	return def
}

// unbind takes from a level its style and its picture, which is kept elsewhere
// in the numbering part.
func unbind(level *etree.Element) {
	dropChildren(level, func(c *etree.Element) bool { return isW(c, "pStyle") })
	if child(level, "lvlPicBulletId") == nil {
		return
	}
	dropChildren(level, func(c *etree.Element) bool {
		return isW(c, "lvlPicBulletId") || isW(c, "numFmt") || isW(c, "lvlText") || isW(c, "rPr")
	})
	place(level, makeW("numFmt", "val", "bullet"), "lvlRestart", "isLgl", "suff", "legacy", "lvlJc", "pPr")
	place(level, makeW("lvlText", "val", "•"), "legacy", "lvlJc", "pPr")
}

func setVal(e *etree.Element, value string) {
	e.Attr = []etree.Attr{{Space: "w", Key: "val", Value: value}}
}

func (m *listMap) copyNum(old *num, def *abstract) *num {
	id := 1
	for n := range m.now.nums {
		id = max(id, n+1)
	}
	e := old.el.Copy()
	stripIdentity(e)
	e.Attr = []etree.Attr{{Space: "w", Key: "numId", Value: strconv.Itoa(id)}}
	setVal(first(e, "abstractNumId"), def.id)
	for o := range elements(e) {
		if l := child(o, "lvl"); l != nil {
			unbind(l)
		}
	}
	place(m.now.part.root, e, "numIdMacAtCleanup")
	m.now.part.changed = true
	now := readNum(e)
	now.abstract = def
	m.now.nums[id] = now
	m.nums[old], m.taken[now] = now, true
	return now
}

const relationshipBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// newNumbering adds an empty numbering part.
func (p *pack) newNumbering() *part {
	name := p.freeName("word/numbering.xml")
	made := p.newPart(name, "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
		`<w:numbering xmlns:w="`+p.main.namespace("w")+`"/>`)
	// The relationships were read when the package was opened.
	_, _ = p.addLink(p.main.name, link{kind: relationshipBase + "numbering", target: name})
	return made
}

// namespace is what a prefix means at the part's root.
func (p *part) namespace(prefix string) string {
	if a := p.root.SelectAttr("xmlns:" + prefix); a != nil {
		return a.Value
	}
	return "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
}
