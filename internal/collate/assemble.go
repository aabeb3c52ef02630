package collate

import (
	"cmp"
	"slices"

	"thao/internal/collation"
	"thao/internal/letter"
	"thao/internal/locale"
	"thao/internal/synthesis"
	"thao/internal/viet"
)

// assemble puts the readings together: replies by file, comments in the order
// of the draft, groups, silent bodies, problems.
func assemble(d *draft, list *bodyList, files []string, readings []*reading, opt Options) *collation.Collation {
	c := &collation.Collation{
		Format: collation.Format, Profile: opt.Profile,
		Draft:    collation.Draft{File: d.file, Title: d.title(), Nodes: d.tree.Nodes},
		Replies:  []collation.Reply{},
		Comments: []collation.Comment{}, Groups: []collation.Group{},
		Passages: []collation.Passage{}, Problems: []collation.Problem{},
	}
	var demands []string
	for _, r := range readings {
		c.Replies = append(c.Replies, r.reply)
		for i := range r.comments {
			r.comments[i].Body = bodyOf(r.reply, r.bodies[i])
		}
		c.Comments = append(c.Comments, r.comments...)
		demands = append(demands, r.demands...)
		c.Passages = append(c.Passages, r.passages...)
		c.Problems = append(c.Problems, r.problems...)
	}
	for _, file := range list.missing(files) {
		c.Problems = append(c.Problems, collation.Problem{File: file, Code: "missing-file", Message: locale.T(opt.Lang, "problem.missing-file")})
	}
	c.Silent = list.silent(c.Replies)
	group(c, demands, d.order)
	return c
}

// bodyOf is whom a comment counts for. A name in a table's column of bodies is
// a unit within the body, or a person; it is the body itself only where nothing
// but a file name that names no body tells who sent the table.
func bodyOf(reply collation.Reply, named string) string {
	if named != "" && reply.BodyRule == collation.ByFile && !letter.NamesBody(reply.Body) {
		return named
	}
	return reply.Body
}

// group sorts comments into the order of the draft and joins those at one
// place that say the same.
func group(c *collation.Collation, demands []string, order map[string]int) {
	n := len(c.Comments)
	by := make([]int, n)
	for i := range by {
		by[i] = i
	}
	slices.SortStableFunc(by, func(a, b int) int { return compareComments(&c.Comments[a], &c.Comments[b], order) })
	comments, sorted := make([]collation.Comment, n), make([]string, n)
	for k, i := range by {
		comments[k], sorted[k] = c.Comments[i], demands[i]
	}
	c.Comments = comments
	for from := 0; from < n; {
		to := from + 1
		for to < n && samePlace(&comments[from], &comments[to]) {
			to++
		}
		for _, members := range synthesis.Groups(items(comments[from:to], sorted[from:to])) {
			c.Groups = append(c.Groups, newGroup(comments, from, members))
		}
		from = to
	}
}

// compareComments orders general comments first, then by place in the draft,
// then those under review by their best guess.
func compareComments(a, b *collation.Comment, order map[string]int) int {
	return cmp.Or(
		cmp.Compare(stateRank[a.State], stateRank[b.State]),
		cmp.Compare(nodeRank(a, order), nodeRank(b, order)),
		cmp.Compare(a.Start, b.Start),
	)
}

var stateRank = map[collation.State]int{collation.General: 0, collation.Placed: 1, collation.Review: 2}

func nodeRank(c *collation.Comment, order map[string]int) int {
	if c.State == collation.General {
		return 0
	}
	if at, ok := order[c.Node]; ok {
		return at
	}
	return len(order) // no guess: after all others
}

// samePlace reports whether two comments may share a row: one state, one node.
func samePlace(a, b *collation.Comment) bool {
	return a.State == b.State && a.Node == b.Node && (a.State != collation.Review || a.Where == b.Where)
}

func items(comments []collation.Comment, demands []string) []synthesis.Item {
	out := make([]synthesis.Item, len(comments))
	for i, c := range comments {
		out[i] = synthesis.Item{Text: demands[i], Before: c.Before, After: c.After}
		if demands[i] == "" && c.Before == "" && c.After == "" {
			out[i].Text = c.Quote // a mark without words: equal where the same words are marked
		}
		if c.Source != collation.Tracked && c.Text != "" {
			// A letter's proposal is part of its words, which are compared whole.
			out[i].Before, out[i].After = "", ""
		}
		if c.Source == collation.Tracked && c.Start >= 0 && c.Before == "" {
			out[i].Before = insertionPoint(c)
		}
	}
	return out
}

// insertionPoint keeps insertions of the same words at different points of one
// node apart.
func insertionPoint(c collation.Comment) string { return "@" + itoa(c.Start) }

func newGroup(comments []collation.Comment, from int, members []int) collation.Group {
	slices.SortStableFunc(members, func(a, b int) int {
		return cmp.Compare(clarity(&comments[from+b]), clarity(&comments[from+a]))
	})
	first := &comments[from+slices.Min(members)]
	g := collation.Group{ID: "g-" + shortHash(first.ID)}
	if first.State == collation.Placed {
		g.Node = first.Node
	}
	for _, m := range members {
		c := &comments[from+m]
		c.Group = g.ID
		g.Comments = append(g.Comments, c.ID)
	}
	return g
}

// clarity ranks the members of a group: who gives the words to stand, then who
// says most, is read first.
func clarity(c *collation.Comment) int {
	n := len(viet.Syllables(c.Text))
	if c.After != "" || c.Before != "" {
		n += 1 << 16
	}
	return n
}
