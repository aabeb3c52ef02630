package compare

import (
	"strings"

	"thao/internal/outline"
	"thao/internal/viet"
)

// side is one tree laid out in reading order: parents before children.
type side struct {
	nodes  []*outline.Node
	parent []int // index of the parent, -1 at the top
	end    []int // index after the last descendant
	depth  []int
	text   []string // Content
	label  []string // what a label says: kind and number; "" where there is none
}

func flatten(t *outline.Tree) *side {
	s := &side{}
	s.add(t.Nodes, -1, 0)
	return s
}

func (s *side) add(nodes []*outline.Node, parent, depth int) {
	for _, n := range nodes {
		i := len(s.nodes)
		s.nodes = append(s.nodes, n)
		s.parent = append(s.parent, parent)
		s.depth = append(s.depth, depth)
		s.end = append(s.end, 0)
		s.text = append(s.text, n.Content())
		s.label = append(s.label, labelOf(n))
		s.add(n.Children, i, depth+1)
		s.end[i] = len(s.nodes)
	}
}

// children of node i, or the top of the tree for -1.
func (s *side) children(i int) []int {
	from, to := 0, len(s.nodes)
	if i >= 0 {
		from, to = i+1, s.end[i]
	}
	var out []int
	for ; from < to; from = s.end[from] {
		out = append(out, from)
	}
	return out
}

// keys are what the nodes of both sides are compared by: case, tone placement
// and spaces do not count. What stands on both sides, as most of it does, is
// made comparable once.
func keys(old, new *side) (a, b []string) {
	known := make(map[string]string, len(old.text))
	of := func(s *side) []string {
		out := make([]string, len(s.text))
		for i, text := range s.text {
			key, ok := known[text]
			if !ok {
				key = strings.ToLower(viet.Tone(squeeze(text)))
				known[text] = key
			}
			out[i] = key
		}
		return out
	}
	return of(old), of(new)
}

// squeeze makes each run of white space one space, and drops it at the ends.
func squeeze(s string) string {
	if !loose(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// loose reports whether squeeze would change s; most text is tight already.
func loose(s string) bool {
	after := byte(' ')
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' && after == ' ', c == '\n', c == '\t', c == '\r', c == 0xc2, c == 0xe2, c == 0xe3:
			return true // the last three begin U+00A0, U+2003 and their kin
		default:
			after = c
		}
	}
	return after == ' ' && s != ""
}

// labelOf says what a label counts, in whatever form it is written: "Điều 5."
// and "Điều 5:" are one label, "5." and "5)" too. Marks that count nothing
// (dashes, bullets) are no label.
func labelOf(n *outline.Node) string {
	if n.Label == "" || n.Kind == outline.Item || n.Kind == outline.Paragraph || n.Kind == outline.Table {
		return ""
	}
	return string(n.Kind) + " " + n.Ordinal()
}
