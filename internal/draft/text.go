package draft

import (
	"slices"
	"sync"

	"thao/internal/clock"
	"thao/internal/id"
	"thao/internal/outline"
)

// Node is one element of a version's structure, as it is kept.
type Node struct {
	ID       string       `json:"id"`
	Seq      int64        `json:"seq"`    // order in the text, from 1
	Parent   string       `json:"parent"` // "" at the top
	Depth    int64        `json:"depth"`  // 1 at the top
	Kind     outline.Kind `json:"kind"`
	Level    int64        `json:"level"`
	Label    string       `json:"label"`
	Heading  string       `json:"heading"`
	Text     string       `json:"text"`
	Origin   string       `json:"origin"` // the node of the base version it was; "" where new
	Rev      int64        `json:"rev"`    // counts the edits of a working version
	Edited   clock.Micros `json:"edited"`
	EditedBy id.ID        `json:"editedBy"`
}

// Text is a version with its nodes in the order of the text.
type Text struct {
	Version
	Nodes []Node `json:"nodes"`
}

// Content is the node's own words; offsets of comments count in it.
func (n Node) Content() string {
	return (&outline.Node{Heading: n.Heading, Text: n.Text}).Content()
}

// Tree makes the tree of a text anew: each call another one.
func (t *Text) Tree() *outline.Tree { return treeOf(t.Nodes) }

func treeOf(nodes []Node) *outline.Tree {
	tree := &outline.Tree{Nodes: []*outline.Node{}}
	byID := make(map[string]*outline.Node, len(nodes))
	for i := range nodes {
		n := &nodes[i]
		o := &outline.Node{
			ID: n.ID, Kind: n.Kind, Level: int(n.Level), Label: n.Label, Heading: n.Heading, Text: n.Text,
			Children: []*outline.Node{}, Parent: byID[n.Parent],
		}
		byID[n.ID] = o
		if o.Parent != nil {
			o.Parent.Children = append(o.Parent.Children, o)
		} else {
			tree.Nodes = append(tree.Nodes, o)
		}
	}
	return tree
}

// nodesOf lists the nodes of a tree as they are kept.
func nodesOf(tree *outline.Tree) []Node {
	nodes := []Node{}
	depth := map[*outline.Node]int64{}
	tree.Walk(func(o *outline.Node) {
		n := Node{ID: o.ID, Seq: int64(len(nodes) + 1), Kind: o.Kind, Level: int64(o.Level), Label: o.Label, Heading: o.Heading, Text: o.Text, Depth: 1}
		if o.Parent != nil {
			n.Parent, n.Depth = o.Parent.ID, depth[o.Parent]+1
		}
		depth[o] = n.Depth
		nodes = append(nodes, n)
	})
	return nodes
}

// Index is the place of a node in Nodes, -1 where it is not there.
func (t *Text) Index(node string) int {
	return slices.IndexFunc(t.Nodes, func(n Node) bool { return n.ID == node })
}

// Find returns a node.
func (t *Text) Find(node string) (Node, bool) {
	i := t.Index(node)
	if i < 0 {
		return Node{}, false
	}
	return t.Nodes[i], true
}

// end is the index after the last node under Nodes[i].
func (t *Text) end(i int) int { return endOf(t.Nodes, i) }

func endOf(nodes []Node, i int) int {
	j := i + 1
	for j < len(nodes) && nodes[j].Depth > nodes[i].Depth {
		j++
	}
	return j
}

// cache keeps the confirmed texts read last: they never change.
type cache struct {
	mu    sync.Mutex
	texts []*Text // the one used last at the end
}

const mostCached = 24

func (c *cache) get(v Version) *Text {
	if v.State != Confirmed {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.IndexFunc(c.texts, func(t *Text) bool { return t.ID == v.ID && t.Docket == v.Docket && t.Rev == v.Rev })
	if i < 0 {
		return nil
	}
	t := c.texts[i]
	c.texts = append(slices.Delete(c.texts, i, i+1), t)
	return t
}

func (c *cache) put(t *Text) {
	if t.State != Confirmed {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.texts = append(c.texts, t)
	if len(c.texts) > mostCached {
		c.texts = slices.Delete(c.texts, 0, 1)
	}
}
