package anchor

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"thao/internal/compare"
	"thao/internal/outline"
)

// carrier is the work of Carry. What is known of a node is found once, however
// many comments stand at it.
type carrier struct {
	al     *compare.Alignment
	doubts *doubts
	routes map[*outline.Node][]route
	moved  map[*outline.Node]bool
	texts  map[*outline.Node]*Text // of an old node's counterparts and what is below them
	twins  map[*outline.Node][]Hit // new nodes like an old one as a whole
	new    *outline.Tree
	text   *Text            // of new; made when first asked for
	found  map[string][]Hit // words given up → where they stand after all
}

func newCarrier(al *compare.Alignment, old, new *outline.Tree) *carrier {
	return &carrier{
		al: al, doubts: newDoubts(al, old, new),
		routes: map[*outline.Node][]route{},
		moved:  map[*outline.Node]bool{},
		texts:  map[*outline.Node]*Text{},
		twins:  map[*outline.Node][]Hit{},
		new:    new,
		found:  map[string][]Hit{},
	}
}

func (c *carrier) carry(m Mark) Carried {
	if m.Node == nil {
		return orphan()
	}
	content := m.Node.Content()
	m.Start, m.End = bounds(content, m.Start, m.End)
	routes := c.routesOf(m.Node)
	hits := c.follow(m, content, routes)
	if best, sure := Decide(hits); (sure || c.vouched(routes, hits)) && !c.doubts.of(m.Node, best.Node) {
		return c.settle(m, content, routes, best)
	}
	if within := c.within(m, content, routes); len(within) > 0 {
		best, sure := Decide(within)
		if sure && isCounterpart(routes, best.Node) && !c.doubts.of(m.Node, best.Node) {
			return Carried{State: Edited, Node: best.Node, Start: best.Start, End: best.End, Score: best.Score}
		}
		hits = append(hits, within...)
	}
	return c.undecided(m, content, hits)
}

// halfKept is the floor where the place does not rest on the words alone.
const halfKept = 0.5

// vouched reports whether a mark that lost more of its words than Floor allows
// is held in place by its node: its counterpart stands where its neighbours
// have it, and of the pieces of a split one has clearly more than the others.
func (c *carrier) vouched(routes []route, hits []Hit) bool {
	if len(hits) == 0 || hits[0].Score < halfKept || len(hits) > 1 && hits[0].Score-hits[1].Score < Margin {
		return false
	}
	return !slices.ContainsFunc(routes, func(r route) bool { return r.pair.Moved || r.pair.Change == compare.NodeMerged })
}

func orphan() Carried { return Carried{State: Orphan, Start: -1, End: -1} }

// bounds makes a stretch that is none, or does not lie in content, the whole
// node, and never cuts a character in two.
func bounds(content string, start, end int) (int, int) {
	if start < 0 || end <= start || start >= len(content) {
		return -1, -1
	}
	end = min(end, len(content))
	for start > 0 && !utf8.RuneStart(content[start]) {
		start--
	}
	for end < len(content) && !utf8.RuneStart(content[end]) {
		end++
	}
	return start, end
}

// marked is the words of a mark: of the whole node where it names none.
func marked(m Mark, content string) (start, end int) {
	if m.Start < 0 {
		return 0, len(content)
	}
	return m.Start, m.End
}

func (c *carrier) routesOf(n *outline.Node) []route {
	if r, ok := c.routes[n]; ok {
		return r
	}
	var out []route
	from := 0
	for _, p := range c.al.From(n) {
		if p.New != nil {
			r := newRoute(p, from, c.spelled(p))
			r.moved = p.Moved || p.Change == compare.NodeSplit || p.Change == compare.NodeMerged || c.movedAbove(n.Parent)
			out = append(out, r)
		}
		used, _ := spelt(p.Words)
		from += used
	}
	c.routes[n] = out
	return out
}

// spelled is how much of p.New the pairs of a merger before p have spelt.
func (c *carrier) spelled(p compare.Pair) int {
	at := 0
	for _, other := range c.al.To(p.New) {
		if other.Old == p.Old {
			break
		}
		_, n := spelt(other.Words)
		at += n
	}
	return at
}

// movedAbove reports whether n or a node above it has moved.
func (c *carrier) movedAbove(n *outline.Node) bool {
	if n == nil {
		return false
	}
	if m, ok := c.moved[n]; ok {
		return m
	}
	m := slices.ContainsFunc(c.al.From(n), func(p compare.Pair) bool { return p.Moved }) || c.movedAbove(n.Parent)
	c.moved[n] = m
	return m
}

// follow takes the mark along every route, best first.
func (c *carrier) follow(m Mark, content string, routes []route) []Hit {
	start, end := marked(m, content)
	words := solid(content[start:end])
	var hits []Hit
	for _, r := range routes {
		h := Hit{Node: r.to, Start: -1, End: -1}
		first, last, letters, _ := r.follow(content, start, end)
		switch {
		case words > 0:
			h.Score = float64(letters) / float64(words)
		case m.Start < 0:
			h.Score = r.pair.Sim // a node without words of its own: its content has decided
		}
		if m.Start >= 0 && first >= 0 {
			h.Start, h.End = first, last
		}
		hits = append(hits, h)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits
}

// settle says in what state a mark has arrived at the place followed to.
func (c *carrier) settle(m Mark, content string, routes []route, at Hit) Carried {
	out := Carried{State: Kept, Node: at.Node, Start: at.Start, End: at.End, Score: at.Score}
	r := routes[slices.IndexFunc(routes, func(r route) bool { return r.to == at.Node })]
	start, end := marked(m, content)
	_, _, _, whole := r.follow(content, start, end)
	switch {
	case !whole, m.Start < 0 && len(routes) == 1 && r.pair.Reworded():
		out.State = Edited
	case r.moved:
		out.State = Moved
	}
	return out
}

// leastSought is how many letters a mark must have to be looked for: shorter
// phrases ("đầu tư công") stand several times in one clause.
const leastSought = 12

func isCounterpart(routes []route, n *outline.Node) bool {
	return slices.ContainsFunc(routes, func(r route) bool { return r.to == n })
}

// within looks for the marked words in the counterparts and what is below
// them: words the diff gave up, because they changed places inside a node or
// went down into its points.
func (c *carrier) within(m Mark, content string, routes []route) []Hit {
	if m.Start < 0 || len(routes) == 0 || solid(content[m.Start:m.End]) < leastSought {
		return nil
	}
	text, ok := c.texts[m.Node]
	if !ok {
		below := &outline.Tree{}
		for _, r := range routes {
			below.Nodes = append(below.Nodes, r.to)
		}
		text = NewText(below)
		c.texts[m.Node] = text
	}
	return text.Find(Quote{
		Exact:  content[m.Start:m.End],
		Prefix: cmp.Or(m.Prefix, tail(content[:m.Start], surroundings)),
		Suffix: cmp.Or(m.Suffix, head(content[m.End:], surroundings)),
	})
}

// surroundings is how many bytes either side tell equal words apart: some 32
// characters of Vietnamese.
const surroundings = 40

func tail(s string, n int) string {
	i := max(0, len(s)-n)
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return s[i:]
}

func head(s string, n int) string {
	i := min(len(s), n)
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return s[:i]
}
