package draft

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	drafts "thao/internal/draft"
	"thao/internal/outline"
)

// row is one node as it is drawn.
type row struct {
	Node    drafts.Node
	Anchors []string // ids of nodes without words before it
	Form    form
	Tag     int // of a heading: 2–6
	In      bool
	Story   string // "front" or "closing": set as the head and the foot of a paper
	Heading []piece
	Text    []piece
	Act     templ.Component
	Notes   templ.Component
	On      bool // the page was asked for it
}

// form is how a node is drawn.
type form string

const (
	formPart  form = "part"  // the label above the title, in the middle
	formHead  form = "head"  // a heading that begins with its label
	formHang  form = "hang"  // a label, words beside it
	formPlain form = "plain" // words
	formTable form = "table"
)

func formOf(n *drafts.Node) form {
	switch n.Kind {
	case outline.Part, outline.Chapter, outline.Annex:
		return formPart
	case outline.Table:
		return formTable
	case outline.Section, outline.Subsection, outline.Article:
		return formHead
	}
	switch {
	case n.Heading != "":
		return formHead
	case n.Label != "":
		return formHang
	}
	return formPlain
}

// rows draws the nodes of the page.
func (v *reading) rows() []row {
	var out []row
	var anchors []string
	tags := map[string]int{} // the heading a node's words stand under
	for _, n := range v.Above {
		tags[n.ID] = tag(tags[n.Parent])
	}
	for i := range v.Sheet.Nodes {
		n := &v.Sheet.Nodes[i]
		r := row{Node: *n, Form: formOf(n), On: n.ID == v.Sheet.At}
		tags[n.ID] = tags[n.Parent]
		if r.Form == formPart || r.Form == formHead {
			r.Tag = tag(tags[n.Parent])
			tags[n.ID] = r.Tag
		}
		if n.Label == "" && n.Content() == "" {
			anchors = append(anchors, n.ID)
			continue
		}
		r.Anchors, anchors = anchors, nil
		r.Story = storyOf(n)
		r.In = r.Form == formHang && n.Kind == outline.Item && strings.Contains(n.Parent, "point")
		v.fill(&r, n)
		out = append(out, r)
	}
	v.beside(out)
	return out
}

// storyOf says which part of a paper a node stands in.
func storyOf(n *drafts.Node) string {
	top, _, _ := strings.Cut(n.ID, "__")
	switch {
	case strings.HasPrefix(top, string(outline.Front)):
		return "front"
	case strings.HasPrefix(top, string(outline.Signature)):
		return "closing"
	}
	return ""
}

// tag is the level of a heading under one of another level; 0 is none.
func tag(above int) int { return min(max(above, 1)+1, 6) }

func (v *reading) fill(r *row, n *drafts.Node) {
	marks := v.marks(n)
	r.Heading = cut(n.Heading, 0, marks)
	at := 0
	if n.Heading != "" {
		at = utf8.RuneCountInString(n.Heading) + 1
	}
	r.Text = cut(n.Text, at, marks)
	if v.Side.Act != nil {
		r.Act = v.Side.Act(*n)
	}
}

// beside gives each row its notes, which may run on beside the rows after it
// that have none.
func (v *reading) beside(rows []row) {
	if v.Side.Notes == nil {
		return
	}
	const most = 8
	free := 0
	for i := len(rows) - 1; i >= 0; i-- {
		free = min(free+1, most)
		if rows[i].Notes = v.Side.Notes(rows[i].Node, free); rows[i].Notes != nil {
			free = 0
		}
	}
}

// piece is a stretch of words, set off or not.
type piece struct {
	Text string
	Mark *Mark
	End  bool // the mark ends here: its numeral follows
}

// cut divides words, which begin at a code point of the node's Content, at the
// marks on them. Where marks overlap, the one that begins first goes on.
func cut(words string, at int, marks []Mark) []piece {
	if words == "" {
		return nil
	}
	runes := []rune(words)
	sorted := slices.Clone(marks)
	slices.SortStableFunc(sorted, func(a, b Mark) int { return a.From - b.From })
	var out []piece
	done := 0
	for k := range sorted {
		m := &sorted[k]
		from, to := max(m.From-at, done), min(m.To-at, len(runes))
		if from >= to {
			continue
		}
		if from > done {
			out = append(out, piece{Text: string(runes[done:from])})
		}
		out = append(out, piece{Text: string(runes[from:to]), Mark: m, End: m.To-at <= len(runes)})
		done = to
	}
	if done < len(runes) {
		out = append(out, piece{Text: string(runes[done:])})
	}
	return out
}
