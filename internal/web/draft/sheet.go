package draft

import (
	"slices"
	"sort"

	drafts "thao/internal/draft"
	"thao/internal/outline"
	"thao/internal/web/ui"
)

// sheetSize is about how much text one page holds, in bytes: what a phone
// loads at once. A text of no more than twice that is one page.
const sheetSize = 24 << 10

// sheets divides a text into pages at its headings: indexes of the first node
// of each.
func sheets(nodes []drafts.Node) []int {
	starts := []int{0}
	size, total := 0, 0
	for i := range nodes {
		total += weight(&nodes[i])
	}
	if total <= 2*sheetSize {
		return starts
	}
	for i := range nodes {
		n := &nodes[i]
		if i > 0 && opensSheet(n, size) {
			starts = append(starts, i)
			size = 0
		}
		size += weight(n)
	}
	return starts
}

func weight(n *drafts.Node) int { return len(n.Heading) + len(n.Text) + 120 }

// opensSheet reports whether a node begins a page when size bytes are on the
// one before: the deeper it stands, the fuller that must be.
func opensSheet(n *drafts.Node, size int) bool {
	switch {
	case !division(n.Kind):
		return size > 3*sheetSize
	case n.Kind == outline.Part || n.Kind == outline.Annex:
		return size > sheetSize/4
	case n.Kind == outline.Chapter:
		return size > sheetSize/2
	}
	return size > sheetSize/2+int(n.Depth)*sheetSize/8
}

// division reports whether a kind has a heading that others stand under.
func division(k outline.Kind) bool {
	switch k {
	case outline.Part, outline.Chapter, outline.Section, outline.Subsection, outline.Article, outline.Heading, outline.Annex:
		return true
	}
	return false
}

// sheetOf is the page a node stands on: its number, and where it begins and ends.
func sheetOf(starts []int, nodes []drafts.Node, at string) (page, from, to int) {
	i := max(0, slices.IndexFunc(nodes, func(n drafts.Node) bool { return n.ID == at }))
	page = sort.SearchInts(starts, i+1) - 1
	to = len(nodes)
	if page+1 < len(starts) {
		to = starts[page+1]
	}
	return page, starts[page], to
}

// entry is a line of the outline.
type entry struct {
	Node     *drafts.Node
	Page     int  // the page it stands on
	Here     bool // it, or what is under it, is on the page shown
	Children []*entry
}

// mostEntries bounds the lines of an outline that are not on the way to the
// page shown.
const mostEntries = 120

// contents makes the outline: headings down to the depth at which their number
// stays bearable, and under what is shown one level more.
func contents(nodes []drafts.Node, starts []int, page int) []*entry {
	depth := int64(1)
	for i := range nodes {
		depth = max(depth, nodes[i].Depth)
	}
	all := entries(nodes, starts, page, depth)
	for depth > 1 && count(all) > mostEntries {
		depth--
		all = entries(nodes, starts, page, depth)
	}
	return all
}

func entries(nodes []drafts.Node, starts []int, page int, depth int64) []*entry {
	var top []*entry
	open := map[string]*entry{}
	for i := range nodes {
		n := &nodes[i]
		p := sort.SearchInts(starts, i+1) - 1
		if p == page {
			for e := open[n.Parent]; e != nil; e = open[e.Node.Parent] {
				e.Here = true
			}
		}
		if !listed(n) {
			continue
		}
		if n.Depth > depth && p != page {
			continue
		}
		e := &entry{Node: n, Page: p, Here: p == page}
		open[n.ID] = e
		if parent := open[n.Parent]; parent != nil {
			parent.Children = append(parent.Children, e)
		} else if n.Parent == "" || n.Depth <= depth {
			top = append(top, e)
		}
	}
	return top
}

// listed reports whether a node stands in the outline.
func listed(n *drafts.Node) bool {
	return division(n.Kind) && (n.Label != "" || n.Heading != "") && (n.Heading != "" || n.Kind != outline.Heading)
}

func count(list []*entry) int {
	n := len(list)
	for _, e := range list {
		n += count(e.Children)
	}
	return n
}

// longestName is how much of a heading the outline shows, in code points.
const longestName = 90

func name(n *drafts.Node) string {
	s := ui.Brief(n.Heading, longestName)
	if n.Label != "" && s != "" {
		return n.Label + " " + s
	}
	return n.Label + s
}

// ancestors are the headings above a node, from the top.
func ancestors(t *drafts.Text, i int) []drafts.Node {
	var out []drafts.Node
	for parent := t.Nodes[i].Parent; parent != ""; {
		n, ok := t.Find(parent)
		if !ok {
			break
		}
		if listed(&n) {
			out = append(out, n)
		}
		parent = n.Parent
	}
	slices.Reverse(out)
	return out
}
