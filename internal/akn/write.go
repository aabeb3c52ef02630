package akn

import (
	"io"
	"strconv"
	"strings"

	"thao/internal/outline"
	"thao/internal/viet"
)

// Write writes a document as one XML file. It refuses, as a *fault.Error and
// before the first byte, a tree whose ids are not unique words, metadata that
// XML cannot hold, and nodes nested deeper than Read reads. Equal documents
// make equal bytes.
func Write(w io.Writer, doc *Document) error {
	if err := check(doc); err != nil {
		return err
	}
	p := &printer{emitter: newEmitter(w), doc: doc, names: newNamer()}
	p.name(layoutOf(doc.Tree.Nodes))
	p.document(layoutOf(doc.Tree.Nodes))
	return p.w.Flush()
}

// printer writes one document.
type printer struct {
	*emitter
	doc   *Document
	names *namer
	orgs  map[string]string // body → eId of its reference
}

// layout says which parts of a document the top-level nodes go to.
type layout struct {
	front, basis *outline.Node
	body         []*outline.Node
	signature    *outline.Node
	attached     [][]*outline.Node // one annex each, or other nodes that come after one
}

// layoutOf places the top-level nodes in the order the schema prescribes.
func layoutOf(nodes []*outline.Node) layout {
	var l layout
	if len(nodes) > 0 && isGroup(nodes[0], outline.Front) {
		l.front, nodes = nodes[0], nodes[1:]
	}
	if len(nodes) > 0 && isGroup(nodes[0], outline.Basis) {
		l.basis, nodes = nodes[0], nodes[1:]
	}
	at := 0
	for at < len(nodes) && nodes[at].Kind != outline.Annex && !isGroup(nodes[at], outline.Signature) {
		at++
	}
	l.body, nodes = nodes[:at], nodes[at:]
	if len(nodes) > 0 && nodes[0].Kind == outline.Signature {
		l.signature, nodes = nodes[0], nodes[1:]
	}
	for len(nodes) > 0 {
		at := 1
		for nodes[0].Kind != outline.Annex && at < len(nodes) && nodes[at].Kind != outline.Annex {
			at++
		}
		l.attached = append(l.attached, nodes[:at])
		nodes = nodes[at:]
	}
	return l
}

// isGroup reports whether a node of the kind has nothing but children, as the
// parts of a document around its body have.
func isGroup(n *outline.Node, kind outline.Kind) bool {
	return n.Kind == kind && n.Label == "" && n.Heading == "" && n.Text == ""
}

func (p *printer) document(l layout) {
	p.w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	p.start("akomaNtoso", "xmlns", Namespace)
	p.start("bill", "name", "bill")
	p.meta()
	if l.front != nil {
		p.group("preface", l.front)
	}
	if l.basis != nil {
		p.preamble(l.basis)
	}
	p.start("body")
	for _, n := range l.body {
		p.node(n)
	}
	if len(l.body) == 0 {
		p.empty("hcontainer", "name", nothing)
	}
	p.end()
	if l.signature != nil {
		p.group("conclusions", l.signature)
	}
	if len(l.attached) > 0 {
		p.start("attachments")
		for i, nodes := range l.attached {
			p.attachment(i+1, nodes)
		}
		p.end()
	}
	p.end()
	p.end()
	p.w.WriteByte('\n')
}

// nothing is the name of the element a body without nodes has, for the schema
// wants one.
const nothing = "nothing"

// identity is the attributes every node has.
func (p *printer) identity(n *outline.Node, class ...string) []string {
	id := p.names.byNode[n.ID]
	first := p.doc.WorkIDs[n.ID]
	if first == "" {
		first = id
	}
	if n.Level != 0 {
		class = append(class, levelClass+strconv.Itoa(n.Level))
	}
	return []string{"eId", id, "wId", first, "GUID", n.ID, "class", strings.Join(class, " ")}
}

// node writes a node in the hierarchy of a body.
func (p *printer) node(n *outline.Node) {
	attrs := p.identity(n)
	element := elementOf(n)
	if element == "hcontainer" {
		attrs = append(attrs, "name", string(n.Kind))
	}
	p.start(element, attrs...)
	p.label(n)
	if n.Text != "" {
		around := "intro"
		if len(n.Children) == 0 {
			around = "content"
		}
		p.start(around)
		p.ownText(n)
		p.end()
	}
	for _, c := range n.Children {
		p.node(c)
	}
	p.end()
}

func elementOf(n *outline.Node) string {
	if e := elements[n.Kind]; e != "" {
		return e
	}
	return "hcontainer"
}

func (p *printer) label(n *outline.Node) {
	if n.Label != "" {
		p.text("num", n.Label)
	}
	if n.Heading != "" {
		p.text("heading", n.Heading)
	}
}

// ownText writes a node's text as a block that has no id.
func (p *printer) ownText(n *outline.Node) {
	if n.Kind == outline.Table {
		p.table(n)
		return
	}
	p.text("p", n.Text)
}

// group writes a part of the document that holds blocks.
func (p *printer) group(element string, n *outline.Node) {
	p.start(element, p.identity(n)...)
	for _, c := range n.Children {
		p.block(c)
	}
	if len(n.Children) == 0 {
		p.empty("p")
	}
	p.end()
}

// preamble writes the legal grounds: citations for those that cite, blocks for
// the enacting words and all else.
func (p *printer) preamble(n *outline.Node) {
	p.start("preamble", p.identity(n)...)
	for i := 0; i < len(n.Children); {
		if !IsGround(n.Children[i]) {
			p.block(n.Children[i])
			i++
			continue
		}
		p.start("citations")
		for ; i < len(n.Children) && IsGround(n.Children[i]); i++ {
			p.blockNode("citation", n.Children[i])
		}
		p.end()
	}
	if len(n.Children) == 0 {
		p.empty("p")
	}
	p.end()
}

// groundWords begin legal grounds, folded.
var groundWords = [...]string{"can cu ", "theo ", "xet ", "tren co so ", "thi hanh ", "thuc hien ", "sau khi ", "pursuant to ", "having regard to "}

// IsGround reports whether a node of the basis is a legal ground: it cites what
// the text rests on. Others are the enacting words.
func IsGround(n *outline.Node) bool {
	if n.Kind != outline.Paragraph && n.Kind != outline.Item || len(n.Children) > 0 {
		return false
	}
	words := strings.Join(strings.Fields(viet.Fold(beginning(n.Text))), " ") + " "
	for _, g := range groundWords {
		if strings.HasPrefix(words, g) {
			return true
		}
	}
	return false
}

// beginning is as much of a text as holds the words it begins with.
func beginning(s string) string {
	for i := range s {
		if i >= 64 {
			return s[:i]
		}
	}
	return s
}

// block writes a node where the schema allows no hierarchy.
func (p *printer) block(n *outline.Node) {
	switch bare := n.Label == "" && n.Heading == "" && len(n.Children) == 0 && n.Level == 0; {
	case bare && n.Kind == outline.Paragraph:
		p.text("p", n.Text, p.identity(n)...)
	case bare && n.Kind == outline.Table:
		p.table(n, p.identity(n)...)
	default:
		p.blockNode("tblock", n)
	}
}

// blockNode writes a node as a block that may have a label, a heading and
// blocks in it; its class begins with its kind.
func (p *printer) blockNode(element string, n *outline.Node) {
	p.start(element, p.identity(n, string(n.Kind))...)
	p.label(n)
	if n.Text != "" || len(n.Children) == 0 {
		p.ownText(n)
	}
	for _, c := range n.Children {
		p.block(c)
	}
	p.end()
}

func (p *printer) table(n *outline.Node, attrs ...string) {
	p.start("table", attrs...)
	for _, row := range Rows(n) {
		p.start("tr")
		for _, cell := range row {
			p.start("td")
			for _, words := range cell {
				p.text("p", words)
			}
			p.end()
		}
		p.end()
	}
	p.end()
}

// attachment writes an annex, or nodes that come after one, as a document of
// its own.
func (p *printer) attachment(number int, nodes []*outline.Node) {
	annex := nodes[0]
	if annex.Kind != outline.Annex {
		p.start("attachment")
		p.start("doc", "name", looseDoc)
		p.partMeta(number)
		p.mainBody("", nodes)
		p.end()
		p.end()
		return
	}
	children, signature := annexParts(annex)
	p.start("attachment", p.identity(annex)...)
	p.label(annex)
	p.start("doc", "name", "annex")
	p.partMeta(number)
	p.mainBody(annex.Text, children)
	if signature != nil {
		p.group("conclusions", signature)
	}
	p.end()
	p.end()
}

// looseDoc is the name of a document whose nodes belong to the top level: notes
// gathered after the last annex.
const looseDoc = "notes"

// annexParts sets the signature at the end of an annex apart.
func annexParts(annex *outline.Node) (children []*outline.Node, signature *outline.Node) {
	last := len(annex.Children) - 1
	if last >= 0 && isGroup(annex.Children[last], outline.Signature) {
		return annex.Children[:last], annex.Children[last]
	}
	return annex.Children, nil
}

func (p *printer) mainBody(text string, nodes []*outline.Node) {
	p.start("mainBody")
	if text != "" || len(nodes) == 0 {
		p.text("p", text)
	}
	for _, n := range nodes {
		p.node(n)
	}
	p.end()
}

// name gives every node its eId, in the order they are written.
func (p *printer) name(l layout) {
	groups := []struct {
		node    *outline.Node
		element string
	}{{l.front, "preface"}, {l.basis, "preamble"}, {l.signature, "conclusions"}}
	for _, g := range groups {
		if g.node != nil {
			p.nameBlocks(p.names.name("", g.element, g.node), g.node.Children)
		}
	}
	p.nameNodes("", l.body)
	for _, nodes := range l.attached {
		if nodes[0].Kind != outline.Annex {
			p.nameNodes("", nodes)
			continue
		}
		id := p.names.name("", "attachment", nodes[0])
		children, signature := annexParts(nodes[0])
		p.nameNodes(id, children)
		if signature != nil {
			p.nameBlocks(p.names.name(id, "conclusions", signature), signature.Children)
		}
	}
}

func (p *printer) nameNodes(parent string, nodes []*outline.Node) {
	for _, n := range nodes {
		p.nameNodes(p.names.name(parent, elementOf(n), n), n.Children)
	}
}

func (p *printer) nameBlocks(parent string, nodes []*outline.Node) {
	for _, n := range nodes {
		element := "tblock"
		switch n.Kind {
		case outline.Paragraph:
			element = "p"
		case outline.Table:
			element = "table"
		}
		p.nameBlocks(p.names.name(parent, element, n), n.Children)
	}
}
