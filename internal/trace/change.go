package trace

import (
	"slices"
	"strings"

	"thao/internal/collation"
	"thao/internal/compare"
	"thao/internal/outline"
	"thao/internal/viet"
)

// changesAt is what changed where a comment stands: in its node, below it, and
// in what was put in right behind it, which is where a clause that was asked
// for goes.
func (t *tracer) changesAt(n *outline.Node) []compare.Pair {
	if known, ok := t.changes[n]; ok {
		return known
	}
	var out []compare.Pair
	defer func() { t.changes[n] = out }()
	for i, p := range t.al.Pairs {
		switch {
		case p.Old != nil && under(p.Old, n) && (p.New == nil || p.Reworded()):
			out = append(out, p)
		case p.Old == nil && t.follows(i, n):
			out = append(out, p)
		}
	}
	return out
}

// follows reports whether inserted pair i stands inside what n became, or right
// after n or what is under it.
func (t *tracer) follows(i int, n *outline.Node) bool {
	for k := i - 1; k >= 0; k-- {
		p := t.al.Pairs[k]
		if p.Old == nil || p.New == nil {
			continue // inserted or deleted just before
		}
		return under(p.Old, n)
	}
	return false
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
func stepWords(p compare.Pair) []Word {
	switch {
	case p.Old == nil:
		return []Word{{"+", p.New.Content()}}
	case p.New == nil:
		return []Word{{"-", p.Old.Content()}}
	}
	var out []Word
	for _, e := range p.Words {
		out = append(out, Word{string(e.Op), e.Text})
	}
	return out
}

func wordsOf(pairs []compare.Pair) []Word {
	var out []Word
	for i, p := range pairs {
		if i > 0 {
			out = append(out, Word{"=", "\n"})
		}
		out = append(out, stepWords(p)...)
	}
	return out
}

// taken is how much of a proposal the next version has: of the words it adds,
// the share that was put in; of one that only takes words out, the share that
// was taken out. Words are compared folded, each counted as often as it stands.
func taken(before, after string, pairs []compare.Pair) float64 {
	want := minus(words(after), words(before))
	op := compare.Insert
	if len(want) == 0 {
		want, op = minus(words(before), words(after)), compare.Delete
	}
	if len(want) == 0 {
		return 0
	}
	var have []string
	for _, p := range pairs {
		for _, w := range stepWords(p) {
			if w.Op == string(op) {
				have = append(have, words(w.Text)...)
			}
		}
	}
	return 1 - float64(len(minus(want, have)))/float64(len(want))
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
		switch {
		case p.Old != nil && covered(p.Old), p.Old == nil && covered(t.before(i)):
		case p.Old == nil && p.New.Content() != "":
			out = append(out, Unasked{p.New.ID, outline.PathString(p.New, t.lang), p.Change, stepWords(p)})
		case p.New == nil && p.Old.Content() != "":
			out = append(out, Unasked{p.Old.ID, outline.PathString(p.Old, t.lang), p.Change, stepWords(p)})
		case p.Old != nil && p.New != nil && p.Reworded():
			out = append(out, Unasked{p.New.ID, outline.PathString(p.New, t.lang), p.Change, stepWords(p)})
		}
	}
	return out
}

// before is the old node that stands before inserted pair i.
func (t *tracer) before(i int) *outline.Node {
	for k := i - 1; k >= 0; k-- {
		if p := t.al.Pairs[k]; p.Old != nil && p.New != nil {
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
