package drift

import (
	"slices"
	"strings"

	"thao/internal/outline"
)

// piece is a stretch of words and where it comes from: from's
// Content()[at:at+len(text)]. from is nil for new words.
type piece struct {
	text string
	from *outline.Node
	at   int
}

// lump is a node that can still be kneaded.
type lump struct {
	node          *outline.Node // the old node it was; nil for one put in
	kind          outline.Kind
	level         int
	label         label
	labelled      int // what label.n was in the old text
	heading, text []piece
	parent        *lump
	children      []*lump
}

// mould copies a node and all below it.
func mould(n *outline.Node) *lump {
	l := &lump{node: n, kind: n.Kind, level: n.Level, label: parseLabel(n)}
	l.labelled = l.label.n
	at := 0
	if n.Heading != "" {
		l.heading = []piece{{n.Heading, n, 0}}
		at = len(n.Heading) + 1 // the line end between, see outline.Node.Content
	}
	if n.Text != "" {
		l.text = []piece{{n.Text, n, at}}
	}
	for _, c := range n.Children {
		l.adopt(len(l.children), mould(c))
	}
	return l
}

func (l *lump) adopt(at int, child *lump) {
	child.parent = l
	l.children = slices.Insert(l.children, at, child)
}

// leave takes l out of its parent.
func (l *lump) leave() {
	i := l.index()
	l.parent.children = slices.Delete(l.parent.children, i, i+1)
	l.parent = nil
}

func (l *lump) index() int { return slices.Index(l.parent.children, l) }

// next is the sibling after l, or nil.
func (l *lump) next() *lump {
	if i := l.index() + 1; i < len(l.parent.children) {
		return l.parent.children[i]
	}
	return nil
}

func (l *lump) walk(fn func(*lump)) {
	for _, c := range l.children {
		fn(c)
		c.walk(fn)
	}
}

// above reports whether l is other or stands above it.
func (l *lump) above(other *lump) bool {
	for ; other != nil; other = other.parent {
		if other == l {
			return true
		}
	}
	return false
}

func spell(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// cut divides pieces at a byte of what they spell.
func cut(pieces []piece, at int) (head, tail []piece) {
	for i, p := range pieces {
		if at >= len(p.text) {
			at -= len(p.text)
			continue
		}
		head = slices.Clone(pieces[:i])
		if at > 0 {
			head = append(head, piece{p.text[:at], p.from, p.at})
		}
		tail = append([]piece{{p.text[at:], p.from, p.at + at}}, pieces[i+1:]...)
		return head, tail
	}
	return pieces, nil
}

// put appends p, joined to the last piece where it goes on from it.
func put(pieces []piece, p piece) []piece {
	if n := len(pieces); n > 0 {
		last := &pieces[n-1]
		if last.from == p.from && (p.from == nil || last.at+len(last.text) == p.at) {
			last.text += p.text
			return pieces
		}
	}
	return append(pieces, p)
}

// freeze makes the tree, and notes where each old word went.
func (e *editor) freeze(fates map[*outline.Node][]fate) *outline.Tree {
	e.renumber()
	t := &outline.Tree{Nodes: []*outline.Node{}}
	for _, l := range e.top.children {
		t.Nodes = append(t.Nodes, l.freeze(nil, fates))
	}
	identify(t.Nodes)
	return t
}

func (l *lump) freeze(parent *outline.Node, fates map[*outline.Node][]fate) *outline.Node {
	n := &outline.Node{
		Kind: l.kind, Level: l.level, Label: l.label.String(), ID: l.segment(),
		Heading: spell(l.heading), Text: spell(l.text),
		Children: make([]*outline.Node, 0, len(l.children)), Parent: parent,
	}
	at := 0
	note := func(pieces []piece) {
		for _, p := range pieces {
			if p.from != nil {
				fates[p.from] = append(fates[p.from], fate{p.at, p.at + len(p.text), n, at})
			}
			at += len(p.text)
		}
	}
	note(l.heading)
	if n.Heading != "" && n.Text != "" {
		at++
	}
	note(l.text)
	for _, c := range l.children {
		n.Children = append(n.Children, c.freeze(n, fates))
	}
	return n
}
