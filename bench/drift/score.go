package drift

import (
	"math/rand/v2"
	"unicode"

	"thao/internal/anchor"
	"thao/internal/compare"
	"thao/internal/outline"
)

// Matcher carries marks from the old version to the new one.
type Matcher func(d *Drift, marks []anchor.Mark) []anchor.Carried

// Ours is package anchor's, with package compare's alignment.
func Ours(d *Drift, marks []anchor.Mark) []anchor.Carried {
	return anchor.Carry(compare.Trees(d.Old, d.New), d.Old, d.New, marks)
}

// Plain looks for the marked words alone: the first place where they stand
// exactly, else the most like them anywhere, however little that is.
func Plain(d *Drift, marks []anchor.Mark) []anchor.Carried {
	return quoted(d, marks, false)
}

// PlainWithContext is Plain, told by the words before and after where the
// marked words stand more than once.
func PlainWithContext(d *Drift, marks []anchor.Mark) []anchor.Carried {
	return quoted(d, marks, true)
}

func quoted(d *Drift, marks []anchor.Mark, context bool) []anchor.Carried {
	text := anchor.NewText(d.New)
	out := make([]anchor.Carried, len(marks))
	for i, m := range marks {
		q := anchor.Quote{Exact: m.Node.Content()}
		if m.Start >= 0 {
			q.Exact = q.Exact[m.Start:m.End]
		}
		if context {
			q.Prefix, q.Suffix = m.Prefix, m.Suffix
		}
		hits := text.Find(q)
		if len(hits) == 0 {
			out[i] = anchor.Carried{State: anchor.Orphan, Start: -1, End: -1}
			continue
		}
		out[i] = anchor.Carried{State: anchor.Kept, Node: hits[0].Node, Start: hits[0].Start, End: hits[0].End, Score: hits[0].Score}
	}
	return out
}

// Sample marks every node that has words: each once as a whole, and perNode
// times some of its words, 2 to 14 of them.
func Sample(t *outline.Tree, perNode int, seed uint64) []anchor.Mark {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []anchor.Mark
	t.Walk(func(n *outline.Node) {
		content := n.Content()
		if count(content) == 0 {
			return
		}
		out = append(out, anchor.Mark{Node: n, Start: -1, End: -1})
		spans := wordSpans(content)
		for range perNode {
			length := min(2+r.IntN(13), len(spans))
			first := r.IntN(len(spans) - length + 1)
			start, end := spans[first][0], spans[first+length-1][1]
			out = append(out, anchor.Mark{
				Node: n, Start: start, End: end,
				Prefix: lastRunes(content[:start], 32), Suffix: firstRunes(content[end:], 32),
			})
		}
	})
	return out
}

// wordSpans are the runs of letters and digits of s.
func wordSpans(s string) [][2]int {
	var out [][2]int
	start := -1
	for i, r := range s {
		switch in := unicode.IsLetter(r) || unicode.IsDigit(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out, start = append(out, [2]int{start, i}), -1
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(s)})
	}
	return out
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

// Tally counts what became of marks beside what should have. Marks =
// Placed + Review + Orphan + Lost, and Stays + Shaken + Gone.
type Tally struct {
	Marks, Stays, Shaken, Gone   int
	Placed, Review, Orphan, Lost int // Lost: no answer, or one that says nothing
	Right                        int // of Placed
	Found                        int // of Stays: placed, and right
	FalseOrphan                  int // of Stays: called an orphan
	Offered                      int // of Stays under review: a candidate is right
}

// Precision is the share of the placed marks that stand where they belong.
func (t Tally) Precision() float64 { return share(t.Right, t.Placed) }

// Recall is the share of the marks whose words still stand that were placed
// where they belong.
func (t Tally) Recall() float64 { return share(t.Found, t.Stays) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// Add puts other's counts to t's.
func (t *Tally) Add(other Tally) {
	t.Marks += other.Marks
	t.Stays += other.Stays
	t.Shaken += other.Shaken
	t.Gone += other.Gone
	t.Placed += other.Placed
	t.Review += other.Review
	t.Orphan += other.Orphan
	t.Lost += other.Lost
	t.Right += other.Right
	t.Found += other.Found
	t.FalseOrphan += other.FalseOrphan
	t.Offered += other.Offered
}

// Judge compares answers with the truth, for each kind of edit.
func (d *Drift) Judge(marks []anchor.Mark, answers []anchor.Carried) map[Kind]Tally {
	out := map[Kind]Tally{}
	for i, m := range marks {
		t := out[d.KindOf(m.Node)]
		if i < len(answers) {
			t.count(d.answer(m), answers[i])
		} else {
			t.count(d.answer(m), anchor.Carried{})
		}
		out[d.KindOf(m.Node)] = t
	}
	return out
}

func (t *Tally) count(k key, a anchor.Carried) {
	t.Marks++
	switch k.truth {
	case Stays:
		t.Stays++
	case Shaken:
		t.Shaken++
	case Gone:
		t.Gone++
	}
	switch {
	case a.State == anchor.Orphan:
		t.Orphan++
		if k.truth == Stays {
			t.FalseOrphan++
		}
	case a.State == anchor.Review && len(a.Candidates) > 0:
		t.Review++
		if k.truth == Stays && k.among(a.Candidates) {
			t.Offered++
		}
	case a.Node != nil:
		t.Placed++
		if k.right(a.Node, a.Start, a.End) {
			t.Right++
			if k.truth == Stays {
				t.Found++
			}
		}
	default:
		t.Lost++
	}
}

func (k key) among(hits []anchor.Hit) bool {
	for _, h := range hits {
		if k.right(h.Node, -1, -1) {
			return true
		}
	}
	return false
}
