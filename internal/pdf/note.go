package pdf

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thao/internal/prose"
)

// note is a Note in the making.
type note struct {
	prose.Note
	kind string
	top  float32 // of its place, to sort those without a point in Base
}

// notes turns the annotations of all pages into Notes in the order of their
// places, with their kinds.
func notes(ctx context.Context, pages []*page, base []prose.Block) ([]prose.Note, []string, error) {
	var found []note
	for _, p := range pages {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		found = append(found, p.notes(base)...)
	}
	slices.SortStableFunc(found, func(a, b note) int {
		if d := cmp.Compare(a.Page, b.Page); d != 0 {
			return d
		}
		if a.Anchored && b.Anchored {
			return comparePoints(a.At.From, b.At.From)
		}
		return cmp.Compare(a.top, b.top)
	})
	var out []prose.Note
	var kinds []string
	for _, n := range found {
		out = append(out, n.Note)
		kinds = append(kinds, n.kind)
	}
	return out, kinds, nil
}

func comparePoints(a, b prose.Point) int {
	return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.Offset, b.Offset))
}

// notes makes the Notes of one page.
func (p *page) notes(base []prose.Block) []note {
	byIndex := map[int]int{} // place in p.marks by index on the page
	for i := range p.marks {
		byIndex[p.marks[i].index] = i
	}
	var out []note
	at := map[int]int{} // place in out by place in p.marks
	for i := range p.marks {
		if _, ok := byIndex[p.marks[i].parent]; ok {
			continue
		}
		if m := &p.marks[i]; m.model == "" && (m.text != "" || m.kind != Sticky) {
			at[i] = len(out)
			out = append(out, p.note(m, base))
		}
	}
	for i := range p.marks {
		m := &p.marks[i]
		if _, ok := byIndex[m.parent]; !ok {
			continue
		}
		if root, ok := at[rootOf(i, p.marks, byIndex)]; ok {
			p.attach(&out[root], m, base)
		} else if m.model == "" && m.text != "" { // what it answers is gone
			out = append(out, p.note(m, base))
		}
	}
	return slices.DeleteFunc(out, func(n note) bool {
		return n.kind == Caret && n.Text == "" && len(n.Replies) == 0
	})
}

// rootOf follows answers up to the mark a thread began with.
func rootOf(i int, marks []mark, byIndex map[int]int) int {
	for range marks { // a ring of answers ends too
		parent, ok := byIndex[marks[i].parent]
		if !ok {
			return i
		}
		i = parent
	}
	return i
}

// attach puts an answer, a state or a tied mark to the Note it belongs to.
func (p *page) attach(n *note, m *mark, base []prose.Block) {
	switch {
	case m.model != "":
		if m.model == "Review" {
			n.Resolved = m.state == "Completed"
		}
	case m.group || tied(n.kind, m.kind):
		p.tie(n, p.note(m, base))
	case m.text != "":
		n.Replies = append(n.Replies, prose.Turn{ID: m.name(p), Author: m.author, Date: m.date, Text: m.text})
	}
}

// tied says whether two kinds make up one proposal where one points to the
// other: editors write a replacement as a caret and a strikeout.
func tied(a, b string) bool {
	return a == Caret && b == StrikeOut || a == StrikeOut && b == Caret
}

// tie joins a grouped mark to the head of its group.
func (p *page) tie(n *note, other note) {
	switch {
	case tied(n.kind, other.kind):
		if other.kind == StrikeOut {
			n.Quote, n.At, n.Anchored, n.top = other.Quote, other.At, other.Anchored, other.top
		}
		n.kind = Replace
	case n.Quote == "":
		n.Quote = other.Quote
	case other.Quote != "":
		n.Quote += " … " + other.Quote
	}
	if n.Text == "" {
		n.Text = other.Text
	} else if other.Text != "" && other.Text != n.Text {
		n.Text += "\n" + other.Text
	}
}

// note makes a Note of one mark, placed.
func (p *page) note(m *mark, base []prose.Block) note {
	n := note{kind: m.kind, top: m.rect.y0}
	n.Note = prose.Note{ID: m.name(p), Author: m.author, Date: m.date, Text: m.text, Page: p.number}
	switch {
	case len(m.quads) > 0:
		n.Quote, n.At, n.Anchored = p.beneath(m.quads, base)
	case m.kind == Caret:
		n.At, n.Anchored = p.between(m.rect, base)
	default:
		n.At, n.Anchored = p.nearest(m.rect)
	}
	return n
}

// name is a mark's own name, else one made of its place in the file.
func (m *mark) name(p *page) string {
	if m.id != "" {
		return m.id
	}
	return fmt.Sprintf("p%d-%d", p.number, m.index)
}
