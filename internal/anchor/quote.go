package anchor

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/outline"
)

// A place is taken when its score reaches Floor and leads the best other node
// by Margin. Floor: two words in eight of a quotation may be wrong, as retyped
// quotations have them. Margin: legal clauses repeat one another with one or
// two words changed; a lead under a tenth cannot tell such twins apart.
const (
	Floor  = 0.75
	Margin = 0.1
)

// Quote is words said to stand in the draft (W3C TextQuoteSelector).
type Quote struct {
	Exact          string
	Prefix, Suffix string          // words just before and after, where known
	Within         []*outline.Node // only these nodes and those under them; nil for anywhere
}

// Hit is a place that fits a Quote. Start and End are byte offsets in
// Node.Content(); both are -1 where the quotation fits the node at several
// places equally well, or where the node as a whole is meant.
type Hit struct {
	Node       *outline.Node
	Start, End int
	Score      float64 // 0–1
}

// Find returns the places that fit, best first, at most one a node: where the
// exact words stand, or else where words like them do. Scores fall with the
// share of words that differ and with disagreement of Prefix and Suffix.
func (tx *Text) Find(q Quote) []Hit { return tx.find(q, reach{}) }

// reach bounds a search whose answer is a short list, so that its cost does
// not grow with the text. Zero is no bound.
type reach struct {
	nodes int // that have the exact words: the first so many in reading order
	pairs int // looked up of where pairs of words stand, the rarest first
}

func (tx *Text) find(q Quote, r reach) []Hit {
	exact, _ := fold(q.Exact)
	exact = trimMarks(exact)
	if exact == "" {
		return nil
	}
	allowed := within(q.Within)
	hits := tx.findExact(q, exact, allowed, r)
	if len(hits) == 0 {
		hits = tx.findAlike(q, exact, allowed, r)
	}
	return bestPerNode(hits)
}

// Decide applies Floor and Margin to hits sorted best first: the place, and
// whether it is sure.
func Decide(hits []Hit) (best Hit, sure bool) {
	if len(hits) == 0 {
		return Hit{Start: -1, End: -1}, false
	}
	best = hits[0]
	second := 0.0
	if len(hits) > 1 {
		second = hits[1].Score
	}
	return best, best.Score >= Floor && best.Score-second >= Margin
}

// trimMarks drops quotation marks, ellipses and punctuation round a quotation.
func trimMarks(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%'
	})
}

func within(nodes []*outline.Node) map[*outline.Node]bool {
	if nodes == nil {
		return nil
	}
	set := map[*outline.Node]bool{}
	for _, n := range nodes {
		(&outline.Tree{Nodes: []*outline.Node{n}}).Walk(func(n *outline.Node) { set[n] = true })
	}
	return set
}

// findExact looks only into nodes that have the rarest pair of the words: what
// stands between the ends of whole words has the same words in it.
func (tx *Text) findExact(q Quote, exact string, allowed map[*outline.Node]bool, r reach) []Hit {
	var hits []Hit
	found := 0
	for k := range tx.having(splitWords(exact)) {
		if allowed != nil && !allowed[tx.nodes[k]] {
			continue
		}
		before := len(hits)
		hits = tx.exactIn(hits, q, k, exact)
		if len(hits) > before {
			found++
		}
		if found == r.nodes && found > 0 {
			break
		}
	}
	return hits
}

// having yields the nodes, in reading order, among which are all that have the
// words one after another.
func (tx *Text) having(words []span) iter.Seq[int] {
	return func(yield func(int) bool) {
		lists := tx.postings(words)
		if len(lists) == 0 { // a single word
			for k := range tx.nodes {
				if !yield(k) {
					return
				}
			}
			return
		}
		rarest := slices.MinFunc(lists, func(a, b []int32) int { return cmp.Compare(len(a), len(b)) })
		for _, k := range rarest {
			if !yield(int(k)) {
				return
			}
		}
	}
}

// postings are where each pair of neighbouring words stands.
func (tx *Text) postings(words []span) [][]int32 {
	var out [][]int32
	for i := 0; i+1 < len(words); i++ {
		out = append(out, tx.grams[words[i].text+" "+words[i+1].text])
	}
	return out
}

// exactIn adds every place of node k at which the exact words stand.
func (tx *Text) exactIn(hits []Hit, q Quote, k int, exact string) []Hit {
	content := tx.content(k)
	for from := 0; ; {
		i := strings.Index(content[from:], exact)
		if i < 0 {
			return hits
		}
		start := tx.starts[k] + from + i
		end := start + len(exact)
		from += i + 1
		if tx.wholeWords(start, end) {
			hits = append(hits, tx.hit(q, k, start, end, 1))
		}
	}
}

// wholeWords reports whether a stretch neither begins nor ends inside a word.
func (tx *Text) wholeWords(start, end int) bool {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before, _ := utf8.DecodeLastRuneInString(tx.all[:start])
	first, _ := utf8.DecodeRuneInString(tx.all[start:])
	last, _ := utf8.DecodeLastRuneInString(tx.all[:end])
	after, _ := utf8.DecodeRuneInString(tx.all[end:])
	return !(start > 0 && inWord(before) && inWord(first)) && !(inWord(last) && inWord(after))
}

func (tx *Text) hit(q Quote, k, start, end int, words float64) Hit {
	from, to := tx.unfold(k, start, end)
	return Hit{Node: tx.nodes[k], Start: from, End: to, Score: words * tx.agreement(q, k, start, end)}
}

// contextWeight is how much of a score disagreement of the surroundings costs.
const contextWeight = 0.25

// agreement is 1 where no surroundings are known or they fit, down to
// 1−contextWeight where nothing of them fits.
func (tx *Text) agreement(q Quote, k, start, end int) float64 {
	if q.Prefix == "" && q.Suffix == "" {
		return 1
	}
	base := tx.starts[k]
	content := tx.content(k)
	prefix, _ := fold(q.Prefix)
	suffix, _ := fold(q.Suffix)
	got, want := 0, 0
	if prefix != "" {
		got += commonTail(strings.TrimSpace(content[:start-base]), prefix)
		want += len(prefix)
	}
	if suffix != "" {
		got += commonHead(strings.TrimSpace(content[end-base:]), suffix)
		want += len(suffix)
	}
	if want == 0 {
		return 1
	}
	return 1 - contextWeight*(1-float64(got)/float64(want))
}

func commonHead(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonTail(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// bestPerNode keeps the best hit of each node; where two in one node are
// equally good, the node is kept and the offsets given up.
func bestPerNode(hits []Hit) []Hit {
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	at := map[*outline.Node]int{}
	var out []Hit
	for _, h := range hits {
		i, seen := at[h.Node]
		if !seen {
			at[h.Node] = len(out)
			out = append(out, h)
		} else if out[i].Score == h.Score && out[i].Start != h.Start {
			out[i].Start, out[i].End = -1, -1
		}
	}
	return out
}
