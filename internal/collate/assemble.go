package collate

import (
	"cmp"
	"slices"
	"strconv"

	"thao/internal/collation"
	"thao/internal/letter"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/synthesis"
	"thao/internal/viet"
)

// assemble puts the readings together: replies by file, comments in the order
// of the draft, groups, silent bodies, problems.
func assemble(d *Draft, list *List, files []string, readings []*reading, opt Options) *collation.Collation {
	c := &collation.Collation{
		Format: collation.Format, Profile: opt.Profile,
		Draft:    collation.Draft{File: d.file, Title: outline.Title(d.tree), Nodes: d.tree.Nodes},
		Replies:  []collation.Reply{},
		Comments: []collation.Comment{}, Groups: []collation.Group{},
		Passages: []collation.Passage{}, Problems: []collation.Problem{},
	}
	c.Problems = append(c.Problems, d.problems...)
	for _, r := range readings {
		if r.own {
			c.Problems = append(c.Problems, r.problems...)
			continue
		}
		c.Replies = append(c.Replies, r.reply)
		c.Comments = append(c.Comments, r.comments()...)
		c.Passages = append(c.Passages, r.passages...)
		c.Problems = append(c.Problems, r.problems...)
	}
	for _, file := range list.missing(files) {
		c.Problems = append(c.Problems, collation.Problem{File: file, Code: "missing-file", Message: locale.T(opt.Lang, "problem.missing-file")})
	}
	c.Silent = list.silent(c.Replies)
	c.Groups = d.Arrange(c.Comments)
	return c
}

// bodyOf is whom a comment counts for. A name in a table's column of bodies is
// a unit within the body, or a person; it is the body itself only where nothing
// but a file name that names no body tells who sent the table, or where the list
// says who gathered it and asked whom the row names.
func (r *reading) bodyOf(named string, several bool) string {
	if named == "" {
		return r.reply.Body
	}
	if namelessSender(r.reply) {
		return named
	}
	if line, ok := r.another(named); ok && several {
		return line.Body
	}
	return r.reply.Body
}

// another is who was asked besides the one that the list names as the sender.
func (r *reading) another(named string) (Listed, bool) {
	if r.reply.BodyRule != collation.ByList {
		return Listed{}, false
	}
	line, ok := r.list.named(named)
	return line, ok && bodyKey(line.Body) != bodyKey(r.reply.Body)
}

// namelessSender: only a file name, which names no body, tells who sent it.
func namelessSender(reply collation.Reply) bool {
	return reply.BodyRule == collation.ByFile && !letter.NamesBody(reply.Body)
}

// joint: several speak in the file, each for itself, and somebody gathered them.
func (r *reading) joint() bool {
	if namelessSender(r.reply) {
		return r.several()
	}
	for _, f := range r.found {
		if _, ok := r.another(f.named); ok {
			return r.several()
		}
	}
	for _, named := range r.agreeing {
		if _, ok := r.another(named); ok {
			return r.several()
		}
	}
	return false
}

// several: the rows of the file name more than one, or none and one.
func (r *reading) several() bool {
	senders := map[string]bool{}
	for _, f := range r.found {
		senders[bodyKey(f.named)] = true
	}
	for _, named := range r.agreeing {
		senders[bodyKey(named)] = true
	}
	return len(senders) > 1
}

// comments are what was found, each with the body it counts for.
func (r *reading) comments() []collation.Comment {
	out := make([]collation.Comment, len(r.found))
	several := r.several()
	for i, f := range r.found {
		f.Body = r.bodyOf(f.named, several)
		out[i] = f.Comment
	}
	return out
}

// Arrange sorts comments into the order of the draft and joins those at one
// place that say the same; it sets Comment.Group. Comments that stand level
// keep the order they came in.
func (d *Draft) Arrange(comments []collation.Comment) []collation.Group {
	groups := []collation.Group{}
	slices.SortStableFunc(comments, func(a, b collation.Comment) int { return compareComments(&a, &b, d.order) })
	for from := 0; from < len(comments); {
		to := from + 1
		for to < len(comments) && SamePlace(&comments[from], &comments[to]) {
			to++
		}
		for _, members := range Alike(comments[from:to]) {
			groups = append(groups, newGroup(comments, from, members))
		}
		from = to
	}
	return groups
}

// compareComments orders general comments first, then by place in the draft,
// then those under review by their best guess.
func compareComments(a, b *collation.Comment, order map[string]int) int {
	return cmp.Or(
		cmp.Compare(stateRank[a.State], stateRank[b.State]),
		cmp.Compare(nodeRank(a, order), nodeRank(b, order)),
		compareWhere(a, b),
		cmp.Compare(a.Start, b.Start),
	)
}

// compareWhere keeps comments under review apart by the place their replies
// gave: only those that gave the same may share a row.
func compareWhere(a, b *collation.Comment) int {
	if a.State != collation.Review || b.State != collation.Review {
		return 0
	}
	return cmp.Compare(a.Where, b.Where)
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

// SamePlace reports whether two comments may share a row: one state, one node,
// and under review one place as given.
func SamePlace(a, b *collation.Comment) bool {
	return a.State == b.State && a.Node == b.Node && (a.State != collation.Review || a.Where == b.Where)
}

// Alike joins comments at one place that say the same, by index; see
// synthesis.Groups.
func Alike(comments []collation.Comment) [][]int { return synthesis.Groups(Items(comments)) }

// Items are comments as grouping compares them.
func Items(comments []collation.Comment) []synthesis.Item {
	out := make([]synthesis.Item, len(comments))
	for i, f := range comments {
		out[i] = synthesis.Item{Text: f.Demand, Before: f.Before, After: f.After}
		if f.Demand == "" && f.Before == "" && f.After == "" {
			out[i].Text = f.Quote // a mark without words: equal where the same words are marked
		}
		if f.Source != collation.Tracked && f.Source != collation.Web && f.Text != "" {
			// A letter's proposal is part of its words, which are compared whole.
			out[i].Before, out[i].After = "", ""
		}
		if f.Source == collation.Tracked && f.Start >= 0 && f.Before == "" {
			out[i].Before = insertionPoint(f)
		}
	}
	return out
}

// insertionPoint keeps insertions of the same words at different points of one
// node apart.
func insertionPoint(c collation.Comment) string { return "@" + strconv.Itoa(c.Start) }

func newGroup(comments []collation.Comment, from int, members []int) collation.Group {
	slices.SortStableFunc(members, func(a, b int) int {
		return cmp.Compare(Clarity(&comments[from+b]), Clarity(&comments[from+a]))
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

// Clarity ranks the members of a group: who gives the words to stand, then who
// says most, is read first.
func Clarity(c *collation.Comment) int {
	n := len(viet.Syllables(c.Text))
	if c.After != "" || c.Before != "" {
		n += 1 << 16
	}
	return n
}
