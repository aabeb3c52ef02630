package akn

import (
	"slices"
	"strconv"
	"strings"

	"thao/internal/fault"
	"thao/internal/outline"
)

// Read reads a document. What Write wrote comes back equal; in files of other
// programs the structure is found as far as it has counterparts: an AKN
// paragraph is a clause, other divisions are headings. Nodes take their ids
// from GUID, else from eId. The sources of a table's text tell the paragraphs
// of its cells, counted through the file.
//
// Errors are *fault.Error: Doctype, TooDeep over 256 levels of elements,
// TooLarge over 64 MiB or two million elements, Damaged, and UnknownFormat for
// XML that is no Akoma Ntoso or a document without a body.
func Read(data []byte) (*Document, error) {
	root, err := parse(data)
	if err != nil {
		return nil, err
	}
	var main, body *element
	for _, k := range root.elements() {
		if body = k.find("body", "mainBody"); body != nil {
			main = k
			break
		}
	}
	if body == nil {
		return nil, fault.New(fault.UnknownFormat, "ext", ".xml")
	}
	r := &reading{doc: &Document{}, ids: map[string]bool{}, byEID: map[string]string{}}
	r.doc.Tree = &outline.Tree{Nodes: r.document(main, body)}
	r.meta(main.find("meta"))
	return r.doc, nil
}

// reading puts one document together.
type reading struct {
	doc    *Document
	ids    map[string]bool
	byEID  map[string]string // eId → node id
	blocks int               // paragraphs of cells met so far
}

func (r *reading) document(main, body *element) []*outline.Node {
	top := &outline.Node{Children: []*outline.Node{}}
	r.group(top, outline.Front, main.find("preface"))
	r.group(top, outline.Basis, main.find("preamble"))
	r.divisions(top, body)
	r.group(top, outline.Signature, main.find("conclusions"))
	for _, a := range main.find("attachments").elements() {
		r.attachment(top, a)
	}
	for _, n := range top.Children {
		n.Parent = nil
	}
	return top.Children
}

// kindNames are the kinds by their names.
var kindNames = func() map[string]outline.Kind {
	names := map[string]outline.Kind{}
	for _, k := range outline.Kinds() {
		names[string(k)] = k
	}
	return names
}()

// hierarchy are the kinds of hierarchical elements. "" is one that has a kind
// only through its children, a list.
var hierarchy = map[string]outline.Kind{
	"part": outline.Part, "chapter": outline.Chapter, "section": outline.Section, "subsection": outline.Subsection,
	"article": outline.Article, "clause": outline.Clause, "point": outline.Point, "indent": outline.Item, "alinea": outline.Paragraph,
	"paragraph": outline.Clause, "rule": outline.Article,
	"subclause": outline.Point, "subparagraph": outline.Point, "subrule": outline.Point,
	"book": outline.Heading, "tome": outline.Heading, "title": outline.Heading, "division": outline.Heading, "level": outline.Heading,
	"subpart": outline.Heading, "subchapter": outline.Heading, "subtitle": outline.Heading, "subdivision": outline.Heading,
	"transitional": outline.Heading, "proviso": outline.Paragraph,
	"list": "", "sublist": "",
}

// open makes a node of an element and gives it to its parent.
func (r *reading) open(parent *outline.Node, kind outline.Kind, e *element) *outline.Node {
	n := &outline.Node{Kind: kind, Children: []*outline.Node{}, Parent: parent}
	for _, class := range e.classes() {
		if digits, ok := strings.CutPrefix(class, levelClass); ok {
			n.Level, _ = strconv.Atoi(digits)
		}
	}
	if n.Level == 0 && kind == outline.Heading && e.attr("GUID") == "" {
		n.Level = headingDepth(n)
	}
	n.ID = r.id(n, e)
	parent.Children = append(parent.Children, n)
	return n
}

func headingDepth(n *outline.Node) int {
	depth := 0
	for p := n; p != nil; p = p.Parent {
		if p.Kind == outline.Heading {
			depth++
		}
	}
	return depth
}

// id is the node's id, kept unique whatever the file says.
func (r *reading) id(n *outline.Node, e *element) string {
	id, eID := e.attr("GUID"), e.attr("eId")
	if id == "" {
		id = eID
	}
	if !isWord(id) {
		id = string(n.Kind) + "_" + strconv.Itoa(len(n.Parent.Children)+1)
		if n.Parent.ID != "" {
			id = n.Parent.ID + "__" + id
		}
	}
	got := id
	for k := 2; r.ids[got]; k++ {
		got = id + "~" + strconv.Itoa(k)
	}
	r.ids[got] = true
	if eID == "" {
		return got
	}
	if r.byEID[eID] == "" {
		r.byEID[eID] = got
	}
	if first := e.attr("wId"); first != "" && first != eID && isWord(first) {
		if r.doc.WorkIDs == nil {
			r.doc.WorkIDs = map[string]string{}
		}
		r.doc.WorkIDs[got] = first
	}
	return got
}

// group reads a part of the document around its body.
func (r *reading) group(parent *outline.Node, kind outline.Kind, e *element) {
	if e == nil {
		return
	}
	n := r.open(parent, kind, e)
	r.grouped(n, e)
}

// grouped reads what stands in a group, looking through elements that only
// gather others.
func (r *reading) grouped(n *outline.Node, e *element) {
	for _, k := range e.elements() {
		switch k.name {
		case "container", "longTitle", "formula", "citations", "recitals", "intro", "wrapUp", "toc":
			r.grouped(n, k)
		case "citation", "recital":
			r.blockNode(n, k)
		case "p":
			if k.attr("GUID") != "" || len(k.kids) > 0 {
				r.block(n, k)
			}
		default:
			r.block(n, k)
		}
	}
}

// divisions reads the hierarchy in a body or division.
func (r *reading) divisions(parent *outline.Node, e *element) {
	for _, k := range e.elements() {
		r.division(parent, k)
	}
}

func (r *reading) division(parent *outline.Node, e *element) {
	kind, known := hierarchy[e.name]
	switch {
	case e.name == "hcontainer":
		if e.attr("name") == nothing {
			return
		}
		if kind, known = kindNames[e.attr("name")]; !known {
			kind = outline.Paragraph
			if e.find("num", "heading") != nil {
				kind = outline.Heading
			}
		}
	case !known:
		r.content(parent, e)
		return
	case kind == "" && e.find("num", "heading") == nil:
		r.fill(parent, e)
		return
	case kind == "":
		kind = outline.Heading
	case kind == outline.Clause && e.name == "paragraph" && e.find("num") == nil:
		kind = outline.Paragraph
	}
	r.fill(r.open(parent, kind, e), e)
}

// fill reads what stands in a division.
func (r *reading) fill(n *outline.Node, e *element) {
	for _, k := range e.elements() {
		r.content(n, k)
	}
}

// content reads one child of a division: its label, its heading, its words, or
// what belongs under it.
func (r *reading) content(n *outline.Node, e *element) {
	switch e.name {
	case "num":
		n.Label = words(e, r.under(n))
	case "heading":
		n.Heading = words(e, r.under(n))
	case "subheading":
		n.Heading = strings.TrimPrefix(n.Heading+"\n"+words(e, r.under(n)), "\n")
	case "intro", "content", "wrapUp", "container", "div", "blockContainer", "listIntroduction", "listWrapUp":
		if len(e.elements()) == 0 && e.name != "blockContainer" {
			r.own(n, e)
			return
		}
		r.fill(n, e)
	case "p", "block", "table":
		r.own(n, e)
	case "crossHeading":
		r.paragraph(n, e)
	case "meta", "componentRef", "documentRef":
	default:
		if _, hier := hierarchy[e.name]; hier || e.name == "hcontainer" {
			r.division(n, e)
			return
		}
		r.block(n, e)
	}
}

// own gives a node its text: the first block that is no node of its own. A
// table is the text only of a table.
func (r *reading) own(n *outline.Node, e *element) {
	mine := e.attr("GUID") == "" && n.Text == "" && len(n.Children) == 0 && n.Kind != "" && (e.name == "table") == (n.Kind == outline.Table)
	switch {
	case !mine:
		r.block(n, e)
	case e.name == "table":
		r.cells(n, e)
	default:
		n.Text = words(e, r.under(n))
	}
}

// under makes a paragraph of what hangs on the words of a node.
func (r *reading) under(n *outline.Node) func(*element) {
	return func(e *element) { r.grouped(n, e) }
}

// block reads a node that stands among blocks.
func (r *reading) block(n *outline.Node, e *element) {
	switch e.name {
	case "p", "block", "tocItem", "listIntroduction", "listWrapUp":
		r.paragraph(n, e)
	case "table":
		r.cells(r.open(n, outline.Table, e), e)
	case "tblock", "blockContainer":
		r.blockNode(n, e)
	case "item", "li":
		r.blockNode(n, e)
	case "blockList", "ul", "ol", "toc", "container", "div":
		for _, k := range e.elements() {
			r.block(n, k)
		}
	case "num", "heading", "subheading", "meta", "foreign":
	default:
		if len(e.elements()) == 0 {
			r.paragraph(n, e)
			return
		}
		for _, k := range e.elements() {
			r.block(n, k)
		}
	}
}

func (r *reading) paragraph(n *outline.Node, e *element) {
	p := r.open(n, outline.Paragraph, e)
	p.Text = words(e, r.under(p))
}

// blockNode reads a block that may have a label, a heading and blocks in it.
func (r *reading) blockNode(parent *outline.Node, e *element) {
	kind := outline.Paragraph
	if e.name == "item" || e.name == "li" {
		kind = outline.Item
		if num := e.find("num"); num != nil && strings.ContainsFunc(words(num, nil), isAlphanumeric) {
			kind = outline.Point
		}
	}
	for _, class := range e.classes() {
		if k, ok := kindNames[class]; ok {
			kind = k
		}
	}
	n := r.open(parent, kind, e)
	if e.name == "li" && e.find("p") == nil {
		n.Text = words(e, r.under(n))
		return
	}
	for _, k := range e.elements() {
		switch {
		case k.name == "num" || k.name == "heading" || k.name == "subheading":
			r.content(n, k)
		case k.name == "p" || k.name == "table":
			r.own(n, k)
		default:
			r.block(n, k)
		}
	}
}

func isAlphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == 'đ'
}

// cells reads the rows of a table into a node's text.
func (r *reading) cells(n *outline.Node, e *element) {
	shift := 0
	if n.Heading != "" {
		shift = len(n.Heading) + 1
	}
	var out strings.Builder
	for i, row := range slices.DeleteFunc(e.elements(), func(k *element) bool { return k.name != "tr" }) {
		if i > 0 {
			out.WriteByte('\n')
		}
		for j, cell := range row.elements() {
			if j > 0 {
				out.WriteByte('\t')
			}
			paragraphs := cell.elements()
			if len(paragraphs) == 0 {
				paragraphs = []*element{cell} // words right in the cell, against the schema
			}
			for k, p := range paragraphs {
				if k > 0 {
					out.WriteByte(' ')
				}
				s := words(p, nil)
				n.Sources = append(n.Sources, outline.Source{Block: r.blocks, At: shift + out.Len(), Len: len(s)})
				r.blocks++
				out.WriteString(s)
			}
		}
	}
	n.Text = out.String()
}

// attachment reads an annex, or nodes of the top level gathered after one.
func (r *reading) attachment(top *outline.Node, a *element) {
	var doc, body *element
	for _, k := range a.elements() {
		if body = k.find("mainBody", "body"); body != nil {
			doc = k
			break
		}
	}
	if doc == nil {
		return
	}
	if doc.attr("name") == looseDoc && a.attr("GUID") == "" {
		r.divisions(top, body)
		return
	}
	n := r.open(top, outline.Annex, a)
	for _, k := range a.elements() {
		if k != doc {
			r.content(n, k)
		}
	}
	r.group(n, outline.Front, doc.find("preface"))
	r.group(n, outline.Basis, doc.find("preamble"))
	r.divisions(n, body)
	r.group(n, outline.Signature, doc.find("conclusions"))
}
