package outline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Correction is what a person may put right in a tree that Build found.
type Correction string

const (
	MakePlain Correction = "plain" // it is no heading: its words are a paragraph of what stands before it
	Raise     Correction = "raise" // it belongs one level up
	Lower     Correction = "lower" // it belongs one level down, under what stands before it
	Merge     Correction = "merge" // its words go on where those before it end
	Split     Correction = "split" // its words from Change.At on are a node of their own
	Retype    Correction = "kind"  // it is of Change.Kind
)

// Corrections lists every kind of correction.
func Corrections() []Correction { return []Correction{MakePlain, Raise, Lower, Merge, Split, Retype} }

// Change is one correction of one node.
type Change struct {
	Correction Correction
	Node       string // id
	At         int    // of a Split: code points of the node's Content, one of Cuts
	Kind       Kind   // of a Retype
}

// Correct makes a change and gives every node its id anew. No word is lost and
// none changes its place in the reading order. It returns the node that the
// changed words stand in now, nil where the change cannot be made: there is no
// such node, nothing above or before it, nothing to divide. Sources are no
// longer true afterwards.
func (t *Tree) Correct(c Change) *Node {
	n := t.Find(c.Node)
	if n == nil {
		return nil
	}
	now := t.correct(n, c)
	if now == nil {
		return nil
	}
	t.Identify()
	t.relevel()
	return now
}

func (t *Tree) correct(n *Node, c Change) *Node {
	switch c.Correction {
	case MakePlain:
		return t.makePlain(n)
	case Raise:
		return t.raise(n)
	case Lower:
		return t.lower(n)
	case Merge:
		return t.merge(n)
	case Split:
		return t.split(n, c.At)
	case Retype:
		return t.retype(n, c.Kind)
	}
	return nil
}

// relevel counts again how deep each heading stands among headings.
func (t *Tree) relevel() {
	t.Walk(func(n *Node) {
		n.Level = 0
		if n.Kind != Heading {
			return
		}
		for p := n; p != nil; p = p.Parent {
			if p.Kind == Heading {
				n.Level++
			}
		}
	})
}

// MayHold reports whether nodes of a kind may have other nodes under them.
func (k Kind) MayHold() bool { return k != Paragraph && k != Table }

// siblings are the nodes n stands among, and its place there.
func (t *Tree) siblings(n *Node) (list *[]*Node, at int) {
	list = &t.Nodes
	if n.Parent != nil {
		list = &n.Parent.Children
	}
	return list, slices.Index(*list, n)
}

// put adds nodes to a list of children at a place.
func put(list *[]*Node, at int, parent *Node, nodes ...*Node) {
	*list = slices.Insert(*list, at, nodes...)
	for _, n := range nodes {
		n.Parent = parent
	}
}

// cut takes list[from:to] out.
func cut(list *[]*Node, from, to int) []*Node {
	out := slices.Clone((*list)[from:to])
	*list = slices.Delete(*list, from, to)
	return out
}

// all is a node's words with its label, as a reader sees them.
func (n *Node) all() string { return joined(n.Label, joined(n.Heading, n.Text, "\n"), " ") }

func joined(a, b, between string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}

func (t *Tree) makePlain(n *Node) *Node {
	if n.Kind == Paragraph || n.Kind == Table || n.all() == "" {
		return nil
	}
	list, at := t.siblings(n)
	children := n.Children
	n.Kind, n.Text, n.Label, n.Heading, n.Children = Paragraph, n.all(), "", "", []*Node{}
	if at == 0 || !takesIn((*list)[at-1]) {
		put(list, at+1, n.Parent, children...)
		return n
	}
	before := (*list)[at-1]
	cut(list, at, at+1)
	if before.Heading != "" && before.Text == "" && len(before.Children) == 0 {
		before.Text = n.Text
		put(&before.Children, 0, before, children...)
		return before
	}
	put(&before.Children, len(before.Children), before, append([]*Node{n}, children...)...)
	return n
}

// takesIn reports whether a paragraph that follows a node belongs under it.
func takesIn(n *Node) bool {
	switch n.Kind {
	case Part, Chapter, Section, Subsection, Article, Clause, Point, Heading, Annex:
		return true
	}
	return false
}

// raise puts a node after its parent. What stood after it under the parent
// follows it: under it, or beside it where it cannot hold anything.
func (t *Tree) raise(n *Node) *Node {
	parent := n.Parent
	if parent == nil || parent.Kind == Table {
		return nil
	}
	_, at := t.siblings(n)
	moved := cut(&parent.Children, at, len(parent.Children))
	if n.Kind.MayHold() {
		put(&n.Children, len(n.Children), n, moved[1:]...)
		moved = moved[:1]
	}
	list, at := t.siblings(parent)
	put(list, at+1, parent.Parent, moved...)
	return n
}

// lower puts a node under the one before it.
func (t *Tree) lower(n *Node) *Node {
	list, at := t.siblings(n)
	if at == 0 || !(*list)[at-1].Kind.MayHold() {
		return nil
	}
	before := (*list)[at-1]
	cut(list, at, at+1)
	put(&before.Children, len(before.Children), before, n)
	return n
}

// merge adds a node's words to those read before them. What stood under it
// takes its place.
func (t *Tree) merge(n *Node) *Node {
	list, at := t.siblings(n)
	before := n.Parent
	if at > 0 {
		before = lastOf((*list)[at-1])
	}
	if before == nil || before.Kind == Table || n.Kind == Table || n.all() == "" {
		return nil
	}
	switch {
	case before.Text != "":
		before.Text += " " + n.all()
	case before.Heading != "" && n.Heading != "":
		before.Heading += " " + joined(n.Label, n.Heading, " ")
		before.Text = n.Text
	default:
		before.Text = n.all()
	}
	children := n.Children
	cut(list, at, at+1)
	put(list, at, n.Parent, children...)
	return before
}

// lastOf is the node read last of n and all under it.
func lastOf(n *Node) *Node {
	for len(n.Children) > 0 {
		n = n.Children[len(n.Children)-1]
	}
	return n
}

// Cuts lists where a node's words may be divided: code points of its Content
// at which a line or a sentence begins.
func (n *Node) Cuts() []int {
	if n.Kind == Table {
		return nil
	}
	var cuts []int
	content := []rune(n.Content())
	for i := 1; i < len(content); i++ {
		if unicode.IsSpace(content[i]) {
			continue
		}
		space := i
		for space > 0 && unicode.IsSpace(content[space-1]) {
			space--
		}
		if space == i || space == 0 {
			continue
		}
		line := slices.Contains(content[space:i], '\n')
		sentence := strings.ContainsRune(".;:!?”", content[space-1]) && !unicode.IsLower(content[i]) || content[space-1] == ';'
		if line || sentence {
			cuts = append(cuts, i)
		}
	}
	return cuts
}

// split makes a node of the words from a cut on: one like n where they begin
// with a label that comes next, else a paragraph.
func (t *Tree) split(n *Node, at int) *Node {
	if !slices.Contains(n.Cuts(), at) {
		return nil
	}
	heading := utf8.RuneCountInString(n.Heading)
	content := []rune(n.Content())
	rest := string(content[at:])
	if at <= heading {
		n.Heading = strings.TrimRightFunc(string(content[:at]), unicode.IsSpace)
		n.Text = ""
	} else if n.Heading == "" {
		n.Text = strings.TrimRightFunc(string(content[:at]), unicode.IsSpace)
	} else {
		n.Text = strings.TrimRightFunc(string(content[heading+1:max(at, heading+1)]), unicode.IsSpace)
	}
	now := &Node{Kind: Paragraph, Text: rest, Children: []*Node{}}
	list, place := t.siblings(n)
	if label, words, ok := nextLabel(n, rest); ok {
		now.Kind, now.Label, now.Text = n.Kind, label, words
		now.Children, n.Children = n.Children, []*Node{}
		put(list, place+1, n.Parent, now)
		return now
	}
	if n.Kind.MayHold() {
		put(&n.Children, 0, n, now)
	} else {
		put(list, place+1, n.Parent, now)
	}
	return now
}

// nextLabel cuts a label off words that may be a sibling of n: read as the
// labels of n's kind are, and with the same form of number.
func nextLabel(n *Node, words string) (label, rest string, ok bool) {
	if n.Label == "" {
		return "", "", false
	}
	own, k := readMarks(n.Label + " X")
	next, l := readMarks(words)
	for i := range own[:k] {
		for j := range next[:l] {
			a, b := &own[i], &next[j]
			if a.kind == b.kind && a.class == b.class && a.delim == b.delim && b.label != "" && b.rest < len(words) {
				return b.label, words[b.rest:], true
			}
		}
	}
	return "", "", false
}

// retype makes a node one of another kind. One that may hold others from then
// on takes in the paragraphs, items and tables that follow it.
func (t *Tree) retype(n *Node, kind Kind) *Node {
	if n.Kind == kind || n.Kind == Table || kind == Table || !slices.Contains(Kinds(), kind) || n.all() == "" && kind == Paragraph {
		return nil
	}
	list, at := t.siblings(n)
	if kind == Paragraph {
		n.Text, n.Label, n.Heading = n.all(), "", ""
		children := n.Children
		n.Kind, n.Children = kind, []*Node{}
		put(list, at+1, n.Parent, children...)
		return n
	}
	leaf := !n.Kind.MayHold()
	if leaf && n.Label == "" {
		n.relabel()
	}
	n.Kind = kind
	if n.Heading == "" && titled(kind) {
		n.Heading, n.Text, _ = strings.Cut(n.Text, "\n")
	}
	if leaf && takesIn(n) {
		end := at + 1
		for end < len(*list) && follows((*list)[end]) {
			end++
		}
		put(&n.Children, len(n.Children), n, cut(list, at+1, end)...)
	}
	return n
}

// relabel takes a label typed before a paragraph's words as its label.
func (n *Node) relabel() {
	marks, count := readMarks(n.Text)
	if count > 0 && marks[0].label != "" && marks[0].rest < len(n.Text) {
		n.Label, n.Text = marks[0].label, n.Text[marks[0].rest:]
	}
}

// titled reports whether the first line of a kind's words is its heading.
func titled(k Kind) bool {
	switch k {
	case Part, Chapter, Section, Subsection, Heading, Annex, Article:
		return true
	}
	return false
}

func follows(n *Node) bool { return n.Kind == Paragraph || n.Kind == Item || n.Kind == Table }
