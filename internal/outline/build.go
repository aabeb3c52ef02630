package outline

import (
	"strings"

	"thao/internal/prose"
)

// Build finds the structure of a text. Every block with visible text comes
// into exactly one node, the labelled lines of a block broken by hand into one
// each; Sources say where. It never fails: a text in which nothing is
// recognised is a list of paragraphs.
//
// The head of the text becomes one Front node, its legal grounds one Basis,
// the closing formula and signatures one Signature, each with paragraphs as
// children; page headers and footers are kept at the end of Front. Foot- and
// endnotes are paragraphs of the node they follow, those gathered at the end
// of the document paragraphs of the top level.
func Build(blocks []prose.Block) *Tree {
	units := split(blocks)
	margins, units := takeMargins(units)
	units, notes := cutNotes(units)
	markQuoted(units)

	top := &Node{Children: []*Node{}}
	for _, s := range scopes(units) {
		buildScope(top, blocks, units, s)
	}
	placeMargins(top, margins)
	for i := range notes {
		addParagraph(top, &notes[i])
	}
	for _, n := range top.Children {
		n.Parent = nil
	}
	assignIDs(top.Children)
	return &Tree{Nodes: top.Children}
}

// takeMargins sets page headers and footers apart from the text.
func takeMargins(units []unit) (margins, text []unit) {
	text = units[:0:len(units)]
	for i := range units {
		if units[i].margin {
			margins = append(margins, units[i])
		} else {
			text = append(text, units[i])
		}
	}
	return margins, text
}

// cutNotes sets apart the notes gathered at the end of a document.
func cutNotes(units []unit) (text, notes []unit) {
	end := len(units)
	for end > 0 && units[end-1].note {
		end--
	}
	return units[:end], units[end:]
}

func placeMargins(top *Node, margins []unit) {
	if len(margins) == 0 {
		return
	}
	var head *Node
	if len(top.Children) > 0 && top.Children[0].Kind == Front {
		head = top.Children[0]
	} else {
		head = &Node{Kind: Front, ID: string(Front), Children: []*Node{}, Parent: top}
		top.Children = append([]*Node{head}, top.Children...)
	}
	above := &Node{}
	for i := range margins {
		n := paragraph(&margins[i])
		n.Parent = head
		if len(head.Children) > 0 && firstBlock(head.Children[0]) > margins[i].block {
			above.Children = append(above.Children, n)
		} else {
			head.Children = append(head.Children, n)
		}
	}
	head.Children = append(above.Children, head.Children...)
}

func firstBlock(n *Node) int {
	if len(n.Sources) > 0 {
		return n.Sources[0].Block
	}
	return 0
}

func buildScope(top *Node, blocks []prose.Block, units []unit, s scope) {
	root, at := top, s.from
	if s.annex {
		root = &Node{Kind: Annex, ID: "annex", Children: []*Node{}}
		if s.num != "" {
			root.ID = "annex_" + s.num
		}
		adopt(top, root)
		at = openAnnex(root, units, s)
	} else if s.signature > 0 {
		head, body := front(units[:s.signature])
		addGroup(top, Front, blocks, units[:head])
		addGroup(top, Basis, blocks, units[head:body])
		at = body
	}
	b := builder{blocks: blocks, units: units, end: s.signature, root: root}
	for i := at; i < s.signature; i++ {
		b.unit(i)
	}
	addGroup(root, Signature, blocks, units[max(at, s.signature):s.to])
}

// openAnnex fills an annex's label and heading from its first units and
// returns the index of the first unit of its body.
func openAnnex(n *Node, units []unit, s scope) int {
	u := &units[s.from]
	if s.label > 0 {
		n.Label = squeeze(u.text[:s.label])
		if rest := strings.TrimLeft(u.text[s.label:], " \t\n\u00a0"); rest != "" {
			setHeading(n, u, len(u.text)-len(rest), len(u.text))
		} else {
			n.Sources = append(n.Sources, Source{Block: u.block, From: u.from})
		}
	} else {
		setHeading(n, u, 0, len(u.text))
	}
	i := s.from + 1
	for ; i < s.signature && i-s.from <= 6 && annexTitle(units, i, n); i++ {
		setHeading(n, &units[i], 0, len(units[i].text))
	}
	return i
}

// annexTitle reports whether units[i] still belongs to the title of an annex.
func annexTitle(units []unit, i int, n *Node) bool {
	u := &units[i]
	if u.tableEnd > 0 || u.quoted || u.note || u.nmarks > 0 {
		return false
	}
	if u.caps || enclosed(u.text) || (u.b.Center || u.b.Italic || u.b.Bold) && len(u.text) < 600 {
		return true
	}
	for j := i + 1; j < len(units) && j-i <= 2; j++ {
		if enclosed(units[j].text) {
			return true
		}
	}
	return n.Heading == "" && titleLike(u.text, 250)
}

// addGroup adds one node of a kind with the units as its children.
func addGroup(top *Node, kind Kind, blocks []prose.Block, units []unit) {
	if len(units) == 0 {
		return
	}
	n := &Node{Kind: kind, ID: string(kind), Children: make([]*Node, 0, len(units))}
	adopt(top, n)
	for i := range units {
		u := &units[i]
		if u.tableEnd > 0 {
			adopt(n, tableNode(blocks, u.block, u.tableEnd))
			continue
		}
		child := addParagraph(n, u)
		if u.nmarks > 0 && u.marks[0].kind == Item {
			relabel(child, u, &u.marks[0])
		}
	}
}

// relabel turns a paragraph into the list item its mark makes it.
func relabel(n *Node, u *unit, m *mark) {
	n.Kind, n.Label = m.kind, m.label
	n.Text, n.Sources = "", nil
	setText(n, u, m.skip(u), len(u.text))
}

func adopt(parent, child *Node) {
	child.Parent = parent
	parent.Children = append(parent.Children, child)
}

func paragraph(u *unit) *Node {
	n := &Node{Kind: Paragraph, Children: []*Node{}}
	setText(n, u, 0, len(u.text))
	return n
}

func addParagraph(parent *Node, u *unit) *Node {
	n := paragraph(u)
	adopt(parent, n)
	return n
}

// skip is where the words after the label begin in u.text.
func (m *mark) skip(u *unit) int {
	if u.computed {
		return 0
	}
	return m.rest
}

// setHeading adds u.text[from:to] to a node's heading, after a blank.
func setHeading(n *Node, u *unit, from, to int) {
	at := 0
	if n.Heading != "" {
		n.Heading += " "
		at = len(n.Heading)
	}
	n.Heading += u.text[from:to]
	n.Sources = append(n.Sources, Source{Block: u.block, From: u.from + from, At: at, Len: to - from})
}

// setText adds u.text[from:to] to a node's text, on a new line. Lines that
// follow one another in one block stay one stretch.
func setText(n *Node, u *unit, from, to int) {
	if from >= to {
		return
	}
	start := u.from + from
	if last := len(n.Sources) - 1; n.Text != "" && last >= 0 {
		s := &n.Sources[last]
		if s.Block == u.block && s.Len == len(n.Text) && start >= s.From+s.Len {
			s.Len = u.from + to - s.From
			n.Text = u.b.Text[s.From : s.From+s.Len]
			return
		}
	}
	if n.Text != "" {
		n.Text += "\n"
	}
	at := len(n.Text)
	if n.Heading != "" {
		at += len(n.Heading) + 1
	}
	n.Text += u.text[from:to]
	n.Sources = append(n.Sources, Source{Block: u.block, From: start, At: at, Len: to - from})
}
