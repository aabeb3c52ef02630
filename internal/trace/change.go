package trace

import (
	"slices"
	"strings"

	"thao/internal/collation"
	"thao/internal/compare"
	"thao/internal/outline"
	"thao/internal/viet"
)

// change is a pair as it looks from where a comment stands.
type change struct {
	compare.Pair
	came bool // a node that stood elsewhere now stands there
	left bool // a node that stood there, its words as they were, now stands elsewhere

	after *outline.Node // of a node put in or come: the old node before it
}

// changesAt is what changed where a comment stands: in its node, below it, and
// in what was put in or moved to right behind it, which is where a clause that
// was asked for goes.
func (t *tracer) changesAt(n *outline.Node) []change {
	if known, ok := t.changes[n]; ok {
		return known
	}
	var out []change
	defer func() { t.changes[n] = out }()
	for i, p := range t.al.Pairs {
		switch {
		case p.Old != nil && under(p.Old, n):
			switch {
			case p.New == nil || p.Reworded():
				out = append(out, change{Pair: p})
			case p.Moved:
				out = append(out, change{Pair: p, left: true})
			}
		case (p.Old == nil || p.Moved) && t.follows(i, n):
			out = append(out, change{Pair: p, came: p.Old != nil, after: t.before(i)})
		}
	}
	return out
}

// counted are the changes that may be meant by a comment at n. Nodes that only
// went elsewhere are left out, unless that is what it asks for: who wants other
// words has not got them by a move. A comment on certain words of n is about
// them and what is put in behind, not about what stands below.
func (t *tracer) counted(c *collation.Comment, n *outline.Node) []change {
	moves := asksToMove(c)
	var out []change
	for _, ch := range t.changesAt(n) {
		if ch.left && !moves {
			continue
		}
		if c.Start >= 0 && c.End > c.Start && ch.Old != n && !ch.behind(n) {
			continue
		}
		out = append(out, ch)
	}
	return out
}

// behind reports whether the change is a node put in or moved to right after n
// itself.
func (c change) behind(n *outline.Node) bool { return c.after == n }

// moveWords are folded words by which a comment asks to put a passage
// elsewhere.
var moveWords = [...]string{"chuyen ", "dua noi dung", "dua doan", "dua khoan", "dua diem", "dao thu tu", "sap xep lai", "move ", "reorder"}

func asksToMove(c *collation.Comment) bool {
	if c.Moved {
		return true
	}
	folded := viet.Fold(c.Text)
	for _, w := range moveWords {
		if strings.Contains(folded, w) {
			return true
		}
	}
	return false
}

// follows reports whether pair i, put in or come from elsewhere, stands inside
// what n became, or right after n or what is under it.
func (t *tracer) follows(i int, n *outline.Node) bool {
	before := t.before(i)
	return before != nil && under(before, n)
}

func under(n, top *outline.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}

// stepWords writes the change of one pair.
func (c change) stepWords() []Word {
	switch {
	case c.Old == nil, c.came && !c.Reworded():
		return []Word{{"+", c.New.Content()}}
	case c.New == nil, c.left:
		return []Word{{"-", c.Old.Content()}}
	}
	var out []Word
	for _, e := range c.Words {
		out = append(out, Word{string(e.Op), e.Text})
	}
	return out
}

func wordsOf(changes []change) []Word {
	var out []Word
	for i, c := range changes {
		if i > 0 {
			out = append(out, Word{"=", "\n"})
		}
		out = append(out, c.stepWords()...)
	}
	return out
}

// taken is how much of a proposal the next version has: of the words it adds,
// the share that was put in; of one that only takes words out, the share that
// was taken out. Words are compared folded, each counted as often as it stands.
// A new wording given for a whole node repeats what stays: only what the node
// lacked counts. -1 where the proposal has no words of its own.
func taken(c *collation.Comment, content string, changes []change) float64 {
	want := minus(words(c.After), words(c.Before))
	adds := len(want) > 0
	switch {
	case !adds:
		want = minus(words(c.Before), words(c.After))
	case c.Before == "" && c.Start < 0:
		want = minus(want, words(content))
	}
	if len(want) == 0 {
		return -1
	}
	var before, after []string // each node whole: a diff may cut "20%" in two
	for _, ch := range changes {
		if ch.Old != nil && !ch.came {
			before = append(before, words(ch.old())...)
		}
		if ch.New != nil && !ch.left {
			after = append(after, words(ch.new())...)
		}
	}
	have := minus(after, before)
	if !adds {
		have = minus(before, after)
	}
	return 1 - float64(len(minus(want, have)))/float64(len(want))
}

// old and new are the words of the pair's own on either side: of a split or a
// merger its part.
func (c change) old() string { return c.spelt(compare.Insert, c.Old) }
func (c change) new() string { return c.spelt(compare.Delete, c.New) }

func (c change) spelt(without compare.Op, whole *outline.Node) string {
	if c.Old == nil || c.New == nil {
		return whole.Content()
	}
	var b strings.Builder
	for _, e := range c.Words {
		if e.Op != without {
			b.WriteString(e.Text)
		}
	}
	return b.String()
}

func words(s string) []string {
	s = viet.Fold(s)
	var out []string
	for _, span := range viet.Syllables(s) {
		out = append(out, s[span.Start:span.End])
	}
	return out
}

// minus is a without the words of b, each taken off once.
func minus(a, b []string) []string {
	count := map[string]int{}
	for _, w := range b {
		count[w]++
	}
	var out []string
	for _, w := range a {
		if count[w] > 0 {
			count[w]--
		} else {
			out = append(out, w)
		}
	}
	return out
}

// unasked lists the changes of words with no comment at the node, above it or,
// for what was put in, right before it. Comments on the whole draft ask for
// nothing in particular.
func (t *tracer) unasked() []Unasked {
	asked := map[*outline.Node]bool{}
	for _, c := range t.c.Comments {
		for _, place := range append(c.Also, collation.Candidate{Node: c.Node}) {
			if n := t.nodes[place.Node]; n != nil {
				asked[n] = true
			}
		}
	}
	covered := func(n *outline.Node) bool {
		for ; n != nil; n = n.Parent {
			if asked[n] {
				return true
			}
		}
		return false
	}
	var out []Unasked
	for i, p := range t.al.Pairs {
		c := change{Pair: p}
		switch {
		case p.Old != nil && covered(p.Old), (p.Old == nil || p.Moved) && covered(t.before(i)), InHead(p):
		case p.Old == nil && p.New.Content() != "":
			out = append(out, Unasked{p.New.ID, outline.PathString(p.New, t.lang), p.Change, c.stepWords()})
		case p.New == nil && p.Old.Content() != "":
			out = append(out, Unasked{p.Old.ID, outline.PathString(p.Old, t.lang), p.Change, c.stepWords()})
		case p.Old != nil && p.New != nil && (p.Reworded() || p.Moved):
			out = append(out, Unasked{p.New.ID, outline.PathString(p.New, t.lang), p.Change, c.stepWords()})
		}
	}
	return out
}

// InHead reports whether a pair is the head of the paper with another number,
// date or edition: every version has its own.
func InHead(p compare.Pair) bool {
	return p.Old != nil && p.New != nil && within(p.Old, outline.Front) && withoutNumbers(p.Old.Content()) == withoutNumbers(p.New.Content())
}

func within(n *outline.Node, k outline.Kind) bool {
	for ; n != nil; n = n.Parent {
		if n.Kind == k {
			return true
		}
	}
	return false
}

func withoutNumbers(s string) string {
	var out []string
	for _, w := range words(s) {
		if !strings.ContainsAny(w, "0123456789") {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// before is the old node that stands before pair i: what was put in, moved or
// taken out there is passed over.
func (t *tracer) before(i int) *outline.Node {
	for k := i - 1; k >= 0; k-- {
		if p := t.al.Pairs[k]; p.Old != nil && p.New != nil && !p.Moved {
			return p.Old
		}
	}
	return nil
}

// Shown leaves out of a long stretch of kept words all but the ends beside a
// change.
func Shown(steps []Word) []Word {
	out := slices.Clone(steps)
	for i, w := range out {
		if w.Op != "=" || len(w.Text) <= 2*beside {
			continue
		}
		head, tail := cut(w.Text)
		switch {
		case i == 0:
			out[i].Text = "…" + tail
		case i == len(out)-1:
			out[i].Text = head + "…"
		default:
			out[i].Text = head + " … " + tail
		}
	}
	return out
}

const beside = 60 // bytes shown on either side

func cut(s string) (head, tail string) {
	head = s[:strings.LastIndexByte(s[:beside], ' ')+1]
	rest := s[len(s)-beside:]
	if i := strings.IndexByte(rest, ' '); i >= 0 {
		tail = rest[i:]
	}
	return head, tail
}
