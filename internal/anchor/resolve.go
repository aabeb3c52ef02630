package anchor

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"thao/internal/outline"
	"thao/internal/viet"
)

// Scores of a Match. Only Sure and Near reach Floor: a citation is followed
// without asking only where one node fits it.
const (
	Sure      = 1.0  // one node fits the citation as written
	Near      = 0.95 // one node fits it where the letter stands, or fits it in all but the name of the level
	Alone     = 0.8  // one node in the whole draft fits, but the citation names no article or part
	Elsewhere = 0.5  // one node fits, far from where the letter stands
	Partly    = 0.4  // the outer steps fit one node, the inner ones nothing
)

// Match is a node a citation may mean.
type Match struct {
	Node    *outline.Node
	Score   float64
	Place   int    // which of Citation.Places it fits
	Partial bool   // Missing fits nothing: Node is the deepest level that fits
	Missing []Step // innermost steps that fit nothing in Node
}

// Index is a draft made ready for following citations. It is read-only after
// NewIndex and safe for concurrent use.
type Index struct {
	entries  []entry // in the order of the text
	position map[*outline.Node]int
	byNumber map[string][]int // number → entries, in order
	headings map[string][]int // folded heading → entries
	has      map[outline.Kind]bool
}

// entry is one node with what citations are compared with.
type entry struct {
	node   *outline.Node
	parent int // -1 at the top
	end    int // its subtree is entries[i:end]
	depth  int
	number []numeral
	folded string // heading, or label where it holds words
}

// NewIndex prepares a draft's tree.
func NewIndex(t *outline.Tree) *Index {
	ix := &Index{position: map[*outline.Node]int{}, byNumber: map[string][]int{}, headings: map[string][]int{},
		has: map[outline.Kind]bool{}}
	if t != nil {
		for _, n := range t.Nodes {
			ix.add(n, -1, 0)
		}
	}
	return ix
}

func (ix *Index) add(n *outline.Node, parent, depth int) {
	i := len(ix.entries)
	ix.entries = append(ix.entries, entry{node: n, parent: parent, depth: depth, number: labelNumber(n.Label),
		folded: foldLine(n.Label + " " + n.Heading)})
	ix.position[n] = i
	ix.has[n.Kind] = true
	for _, r := range ix.entries[i].number {
		ix.byNumber[r.value] = append(ix.byNumber[r.value], i)
	}
	if h := foldLine(n.Heading); len(h) >= minHeading {
		ix.headings[h] = append(ix.headings[h], i)
	}
	for _, child := range n.Children {
		ix.add(child, i, depth+1)
	}
	ix.entries[i].end = len(ix.entries)
}

// labelNumber reads the number of a label: "Phần thứ ba", "Điều 5.", "a)", "I-".
func labelNumber(label string) []numeral {
	fields := strings.Fields(label)
	for k := range fields {
		tail := strings.Trim(strings.Join(fields[k:], " "), " ().:;-–—/\u00a0[]")
		if n := readings(tail); len(n) > 0 {
			return n
		}
	}
	return nil
}

// foldLine keeps letters and digits, folded, parted by single spaces.
func foldLine(s string) string {
	return strings.Join(strings.FieldsFunc(viet.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// Resolve returns the nodes a citation may mean, best first. context is the
// node the letter speaks of there, or nil: "khoản 2" alone is looked for in
// its article, then further out. Several nodes with high scores are several
// places named; several with low equal scores are doubts about one place.
// External citations and those by page or line alone match nothing.
func (ix *Index) Resolve(c Citation, context *outline.Node) []Match {
	if c.External {
		return nil
	}
	at := -1
	if i, ok := ix.position[context]; ok && context != nil {
		at = i
	}
	var out []Match
	for place, steps := range c.Places() {
		for _, m := range ix.place(steps, at) {
			m.Place = place
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// trail is a chain of steps followed down the tree.
type trail struct {
	first, last int // entries of the first and the last step followed
	fit         float64
	done        int // steps followed
}

func (ix *Index) place(steps []Step, at int) []Match {
	if len(steps) == 0 {
		return nil
	}
	trails := ix.follow(steps, at)
	if len(trails) == 0 && len(steps) == 1 && strings.Contains(steps[0].Number, ".") {
		steps = splitDecimal(steps[0])
		trails = ix.follow(steps, at)
	}
	if len(trails) == 0 {
		return ix.homeless(steps, at)
	}
	trails, score := ix.narrow(trails, steps[0], at)
	if len(trails) == 0 {
		return ix.homeless(steps, at)
	}
	return ix.matches(trails, steps, score)
}

// follow goes down the tree as far as any chain goes, and returns the longest.
func (ix *Index) follow(steps []Step, at int) []trail {
	var trails []trail
	for _, c := range ix.starts(steps[0], at) {
		trails = append(trails, trail{c.entry, c.entry, c.fit, 1})
	}
	for k := 1; k < len(steps); k++ {
		var longer []trail
		for _, t := range trails {
			for _, c := range ix.within(steps[k], t.last) {
				longer = append(longer, trail{t.first, c.entry, t.fit * c.fit, k + 1})
			}
		}
		if len(longer) == 0 {
			break
		}
		trails = longer
	}
	return trails
}

// narrow keeps the trails nearest to where the letter stands and says how sure
// one of them, if it is alone, would be.
func (ix *Index) narrow(trails []trail, first Step, at int) ([]trail, float64) {
	relative := isRelative(first)
	if at < 0 {
		trails = bestFit(trails)
		if relative {
			return trails, Alone
		}
		return trails, Sure
	}
	if len(trails) == 1 && !relative {
		return trails, Sure
	}
	home := ix.home(at)
	inArticle := relative && ix.entries[home].node.Kind == outline.Article
	for scope := ix.scopeStart(first, at); scope >= 0; scope = ix.entries[scope].parent {
		if inArticle && scope < home {
			return nil, 0 // "khoản 7" of an article without it is not another's
		}
		if near := ix.inside(trails, scope); len(near) > 0 {
			if scope < home {
				return near, Elsewhere
			}
			return near, Near
		}
	}
	return bestFit(trails), Elsewhere
}

// isRelative: levels that are counted anew in each article or heading.
func isRelative(s Step) bool {
	switch s.Kind {
	case outline.Clause, outline.Point, outline.Item, outline.Paragraph:
		return true
	}
	return s.Kind == unknownKind && s.Word == ""
}

// scopeStart is the innermost node to look in. After "khoản 1" a "khoản 2" is
// its sibling, after "Điều 5" it is a child.
func (ix *Index) scopeStart(first Step, at int) int {
	e := ix.entries[at]
	if e.parent >= 0 && fit(first, e.node.Kind) >= 0.8 && sameStyle(first.readings, e.number) {
		return e.parent
	}
	return at
}

func sameStyle(a, b []numeral) bool {
	return len(a) > 0 && len(b) > 0 && a[0].style == b[0].style
}

// home is the article around an entry, or what stands at the top above it.
func (ix *Index) home(at int) int {
	for i := at; ; i = ix.entries[i].parent {
		if e := ix.entries[i]; e.node.Kind == outline.Article || e.parent < 0 {
			return i
		}
	}
}

// inside returns the best trails that begin in the subtree of scope: by fit,
// then the least deep.
func (ix *Index) inside(trails []trail, scope int) []trail {
	var near []trail
	for _, t := range trails {
		if t.first >= scope && t.first < ix.entries[scope].end {
			near = append(near, t)
		}
	}
	near = bestFit(near)
	depth := 1 << 30
	for _, t := range near {
		depth = min(depth, ix.entries[t.first].depth)
	}
	return slices.DeleteFunc(near, func(t trail) bool { return ix.entries[t.first].depth > depth })
}

func bestFit(trails []trail) []trail {
	best := 0.0
	for _, t := range trails {
		best = max(best, t.fit)
	}
	var out []trail
	for _, t := range trails {
		if t.fit >= best*0.9 {
			out = append(out, t)
		}
	}
	return out
}

func (ix *Index) matches(trails []trail, steps []Step, score float64) []Match {
	nodes := map[int]bool{}
	for _, t := range trails {
		nodes[t.last] = true
	}
	var out []Match
	for _, t := range trails {
		if !nodes[t.last] {
			continue
		}
		delete(nodes, t.last)
		m := Match{Node: ix.entries[t.last].node, Score: score}
		if t.fit < 0.75 {
			m.Score = min(m.Score, Near)
		}
		if t.done < len(steps) {
			m.Partial, m.Missing = true, steps[t.done:]
			m.Score = min(m.Score, Partly)
		}
		out = append(out, m)
	}
	if n := float64(len(out)); n > 1 {
		for i := range out {
			out[i].Score = min(out[i].Score, Partly) * 2 / (n + 1)
		}
	}
	return out
}

// homeless answers for a place the draft does not have: the article or heading
// the letter stands in, where only the inner level is missing.
func (ix *Index) homeless(steps []Step, at int) []Match {
	if at < 0 || !isRelative(steps[0]) {
		return nil
	}
	return []Match{{Node: ix.entries[ix.home(at)].node, Score: Partly, Partial: true, Missing: steps}}
}

// splitDecimal makes two steps of "1.2" for drafts that number 1. and, under
// it, 2.
func splitDecimal(s Step) []Step {
	var out []Step
	for part := range strings.SplitSeq(s.Number, ".") {
		out = append(out, Step{Kind: unknownKind, Word: "mục", Number: part, Written: part,
			readings: []numeral{{part, arabic}}, rank: s.rank})
	}
	return out
}
