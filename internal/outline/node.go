// Package outline finds the tree in a text: parts, chapters, sections,
// articles, clauses and points, from word-processor numbering or from labels
// typed by hand.
package outline

// Kind is what a node is; see docs/ARCHITECTURE.md for how each is recognised.
type Kind string

const (
	Front      Kind = "front"      // issuer, motto, number, title: all that stands before the text proper
	Basis      Kind = "basis"      // "Căn cứ …", "Theo đề nghị …": the legal grounds
	Part       Kind = "part"       // Phần
	Chapter    Kind = "chapter"    // Chương
	Section    Kind = "section"    // Mục
	Subsection Kind = "subsection" // Tiểu mục
	Article    Kind = "article"    // Điều
	Clause     Kind = "clause"     // khoản
	Point      Kind = "point"      // điểm
	Item       Kind = "item"       // dash or bullet
	Heading    Kind = "heading"    // a numbered or styled heading without a legal kind; Level says how deep
	Paragraph  Kind = "paragraph"
	Table      Kind = "table"
	Signature  Kind = "signature" // signature block and "Nơi nhận"
	Annex      Kind = "annex"
)

// Node is one element of a draft's structure.
//
// A labelled node holds its own line: a title goes to Heading, a sentence to
// Text. The first unlabelled paragraph under a node that has a Heading and no
// Text becomes its Text; each further one is a child of kind Paragraph.
type Node struct {
	ID       string  `json:"id"`              // stable while labels stay: "chapter_2__article_5__clause_1__point_đ"
	Kind     Kind    `json:"kind"`            //
	Level    int     `json:"level,omitempty"` // depth of a Heading among headings, from 1
	Label    string  `json:"label"`           // as the reader sees it: "Phần thứ ba", "Điều 5.", "a)"; "" for none
	Heading  string  `json:"heading"`         //
	Text     string  `json:"text"`            // of a Table: cells joined by tabs, rows by newlines
	Children []*Node `json:"children"`        // never nil

	Parent  *Node    `json:"-"`
	Sources []Source `json:"-"` // where Content comes from, in order
}

// Source ties a stretch of a node's Content to the input block it was read
// from: Content()[At:At+Len] == blocks[Block].Text[From:From+Len]. Bytes.
type Source struct{ Block, From, At, Len int }

// Content is the node's own words, without those of its children: Heading,
// and Text on a new line where both are there. Offsets of comments count in it.
func (n *Node) Content() string {
	switch {
	case n.Heading == "":
		return n.Text
	case n.Text == "":
		return n.Heading
	}
	return n.Heading + "\n" + n.Text
}

// Tree is the structure of one text.
type Tree struct {
	Nodes []*Node // top level, in order
}

// Walk calls fn for every node, parents before children, in text order.
func (t *Tree) Walk(fn func(*Node)) {
	var walk func([]*Node)
	walk = func(nodes []*Node) {
		for _, n := range nodes {
			fn(n)
			walk(n.Children)
		}
	}
	walk(t.Nodes)
}

// Find returns the node with the id, or nil.
func (t *Tree) Find(id string) *Node {
	var found *Node
	t.Walk(func(n *Node) {
		if n.ID == id && found == nil {
			found = n
		}
	})
	return found
}
