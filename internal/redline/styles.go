package redline

import (
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// sheet is the styles of one version.
type sheet struct {
	part   *part // nil where the document has none
	byID   map[string]*style
	byName map[string]*style // by kind and name in lower case
	normal string            // id of the default paragraph style
	fonts  string            // font of the document defaults
}

// style is a w:style so far as labels and legacy fonts depend on it.
type style struct {
	el             *etree.Element
	id, name, kind string
	base           string
	list           listRef
	font           string // "" where it says none
}

// listRef is a w:numPr; each half is -1 where it is not said.
type listRef struct{ num, level int }

var noRef = listRef{-1, -1}

// longestChain bounds chains of styles; a longer one runs in a circle.
const longestChain = 64

func readSheet(p *part) *sheet {
	s := &sheet{part: p, byID: map[string]*style{}, byName: map[string]*style{}}
	if p == nil {
		return s
	}
	s.fonts = fontOf(child(child(child(p.root, "docDefaults"), "rPrDefault"), "rPr"))
	for e := range elements(p.root) {
		if isW(e, "style") {
			s.add(e)
		}
	}
	return s
}

func (s *sheet) add(e *etree.Element) *style {
	st := &style{el: e, id: attr(e, "w", "styleId"), kind: attr(e, "w", "type")}
	st.name, _ = val(e, "name")
	st.base, _ = val(e, "basedOn")
	st.list = readRef(child(e, "pPr"))
	st.font = fontOf(child(e, "rPr"))
	if s.byID[st.id] == nil {
		s.byID[st.id] = st
	}
	if key := nameKey(st.kind, st.name); s.byName[key] == nil {
		s.byName[key] = st
	}
	if on := attr(e, "w", "default"); s.normal == "" && st.kind == "paragraph" && (on == "1" || on == "true" || on == "on") {
		s.normal = st.id
	}
	return st
}

func nameKey(kind, name string) string { return kind + "\x00" + strings.ToLower(name) }

// readRef reads the w:numPr of a w:pPr.
func readRef(pPr *etree.Element) listRef {
	ref := noRef
	numPr := child(pPr, "numPr")
	if numPr == nil {
		return ref
	}
	if v, ok := val(numPr, "numId"); ok {
		ref.num = max(atoi(v), 0)
	}
	if v, ok := val(numPr, "ilvl"); ok {
		ref.level = min(max(atoi(v), 0), 8)
	}
	return ref
}

func atoi(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return n
}

// chain yields a paragraph's style and those it is based on, nearest first.
func (s *sheet) chain(id string) func(func(*style) bool) {
	return func(yield func(*style) bool) {
		st := s.byID[id]
		for n := 0; st != nil && n < longestChain; n++ {
			if !yield(st) {
				return
			}
			next := s.byID[st.base]
			if next == nil || next.kind != st.kind {
				return
			}
			st = next
		}
	}
}

// of is the id of the paragraph style in force for a w:pPr.
func (s *sheet) of(pPr *etree.Element) string {
	if id, ok := val(pPr, "pStyle"); ok && s.byID[id] != nil {
		return id
	}
	return s.normal
}

// nameOf is a style's name as its author sees it.
func (s *sheet) nameOf(id string) string {
	if st := s.byID[id]; st != nil {
		if st.name != "" {
			return strings.ToLower(st.name)
		}
		return st.id
	}
	return ""
}

// styleMap carries styles of the old version over into the new one.
type styleMap struct {
	old, now *sheet
	mapped   map[string]string
	named    map[string]bool // ids the new version's text names, defined or not
}

// carry returns the id by which the new version knows an old style: that of
// its style of the same name, else of a copy under an id that is free: even an
// id that is named and not defined would give the text that names it a look. A
// copy comes without its list: paragraphs say theirs themselves.
func (m *styleMap) carry(id string) string {
	if to, done := m.mapped[id]; done {
		return to
	}
	st := m.old.byID[id]
	if st == nil || m.now.part == nil {
		return id
	}
	if same := m.now.byName[nameKey(st.kind, st.name)]; same != nil && st.name != "" {
		m.mapped[id] = same.id
		return same.id
	}
	to := id
	for n := 1; m.now.byID[to] != nil || m.named[to]; n++ {
		to = id + "Old" + strconv.Itoa(n)
	}
	m.mapped[id] = to
	m.copyStyle(st, to)
	return to
}

func (m *styleMap) copyStyle(st *style, id string) {
	borrow(m.old.part.root, m.now.part.root)
	e := st.el.Copy()
	stripIdentity(e)
	for i := range e.Attr {
		if e.Attr[i].Space == "w" && e.Attr[i].Key == "styleId" {
			e.Attr[i].Value = id
		}
	}
	e.RemoveAttr("w:default")
	dropChildren(e, func(c *etree.Element) bool { return isW(c, "next") || isW(c, "link") })
	if pPr := child(e, "pPr"); pPr != nil {
		dropChildren(pPr, func(c *etree.Element) bool { return isW(c, "numPr") || isW(c, "pPrChange") })
	}
	m.now.part.root.AddChild(e)
	m.now.part.changed = true
	m.now.add(e)
	if base := child(e, "basedOn"); base != nil {
		base.CreateAttr("w:val", m.carry(st.base))
		m.now.byID[id].base = attr(base, "w", "val")
	}
}
