package matrix

import (
	"strings"
	"unicode/utf8"

	"thao/internal/collation"
	"thao/internal/outline"
)

// rows are the groups under the section rows of the draft; before is how many
// groups stand before them in the whole table.
func (b *builder) rows(before int) []Row {
	s := &sections{b: b}
	for i, g := range b.groups {
		s.open(g)
		s.out = append(s.out, b.row(g, before+i+1))
	}
	sharePlaces(s.out)
	return s.out
}

func (b *builder) row(g collation.Group, ordinal int) Row {
	members := b.members(g)
	return Row{
		Kind:     CommentRow,
		Node:     b.node(g),
		Group:    g.ID,
		Comments: g.Comments,
		Ordinal:  ordinal,
		Place:    b.place(g),
		Bodies:   b.bodies(members),
		Content:  b.content(members),
		Answer:   b.answer(g.ID),
		Next:     b.next(members),
	}
}

func (b *builder) node(g collation.Group) string {
	if b.state(g) == collation.Placed {
		return g.Node
	}
	return ""
}

// sharePlaces lets neighbouring rows at one node share their place.
func sharePlaces(rows []Row) {
	first := -1
	for i := range rows {
		r := &rows[i]
		if r.Kind == SectionRow {
			first = -1
			continue
		}
		if first >= 0 && r.Node != "" && r.Node == rows[first].Node {
			rows[first].PlaceSpan++
			r.Place = nil
			continue
		}
		first, r.PlaceSpan = i, 1
	}
}

// sections writes the section rows a group needs: the titled elements of the
// draft above it that are not open yet.
type sections struct {
	b     *builder
	out   []Row
	chain []*outline.Node // the titled elements now open
	title string          // of the open section outside the tree
}

func (s *sections) open(g collation.Group) {
	switch s.b.state(g) {
	case collation.General:
		s.outside(s.b.say("matrix.section.general"))
		return
	case collation.Review:
		s.outside(s.b.say("matrix.section.review"))
		return
	}
	chain := s.b.places[g.Node].chain
	titles := titled(chain)
	if len(titles) == 0 {
		s.outside(s.b.say("matrix.section." + outsideOf(chain[0].Kind)))
		return
	}
	s.inside(titles)
}

// outside opens a section that is no element of the draft.
func (s *sections) outside(title string) {
	if s.title == title {
		return
	}
	s.chain, s.title = nil, title
	s.out = append(s.out, Row{Kind: SectionRow, Heading: title})
}

// outsideOf names the section for what stands under no title of the draft.
func outsideOf(k outline.Kind) string {
	switch k {
	case outline.Front, outline.Basis, outline.Signature:
		return string(k)
	}
	return "text"
}

func (s *sections) inside(titles []*outline.Node) {
	s.title = ""
	same := 0
	for same < len(titles) && same < len(s.chain) && titles[same] == s.chain[same] {
		same++
	}
	if same == len(titles) && same < len(s.chain) {
		same-- // back from a deeper element: its parent is named again
	}
	s.chain = titles
	if same == 0 && len(titles) > 0 {
		s.add(titles[0], 0, s.heading(titles[0], true))
		same = 1
	}
	s.path(titles[same:], same)
}

// longestPath is the most characters one row may hold of several titles.
const longestPath = 160

// path writes the titles opened together below the top as one row, as long as
// they fit: "II- Nhiệm vụ và giải pháp › 5. Siết chặt kỷ cương".
func (s *sections) path(titles []*outline.Node, depth int) {
	var row []string
	length := 0
	for i, n := range titles {
		h := s.heading(n, false)
		size := utf8.RuneCountInString(h)
		if len(row) > 0 && length+size > longestPath {
			s.add(titles[i-1], depth, strings.Join(row, " › "))
			row, length, depth = nil, 0, depth+1
		}
		row = append(row, h)
		length += size
	}
	if len(row) > 0 {
		s.add(titles[len(titles)-1], depth, strings.Join(row, " › "))
	}
}

func (s *sections) add(n *outline.Node, depth int, heading string) {
	s.out = append(s.out, Row{Kind: SectionRow, Node: n.ID, Depth: depth, Heading: heading})
}

// heading is an element's label and title. Those at the top are set in
// capitals as official tables have them.
func (s *sections) heading(n *outline.Node, top bool) string {
	h := labelled(n)
	if top && n.Kind == outline.Part {
		return strings.ToUpper(h)
	}
	return h
}

// labelled joins label and title: "Điều 5. Phạm vi", "Phần III. Phương hướng".
func labelled(n *outline.Node) string {
	label, heading := excerpt(n.Label, longestQuote), excerpt(n.Heading, longestTitle)
	switch {
	case label == "":
		return heading
	case heading == "":
		return strings.TrimRight(label, ".:")
	case strings.ContainsAny(label[len(label)-1:], ".:-)/"):
		return label + " " + heading
	}
	return label + ". " + heading
}

// titled are the elements of a chain that get a section row: divisions of the
// draft, articles and headings with a title, and clauses that are titled and
// divided themselves.
func titled(chain []*outline.Node) []*outline.Node {
	var out []*outline.Node
	for _, n := range chain {
		if divides(n) {
			out = append(out, n)
		}
	}
	return out
}

func divides(n *outline.Node) bool {
	switch n.Kind {
	case outline.Part, outline.Chapter, outline.Section, outline.Subsection, outline.Annex:
		return true
	case outline.Article, outline.Heading:
		return n.Heading != ""
	case outline.Clause:
		return n.Heading != "" && len(n.Children) > 0
	}
	return false
}
