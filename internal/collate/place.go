package collate

import (
	"slices"

	"thao/internal/anchor"
	"thao/internal/outline"
)

// clue is what a comment outside the draft's own text says about its place.
type clue struct {
	targets  []anchor.Match // nodes its citations fit, best first
	cited    bool           // it cites some place, fitting or not
	paged    bool           // it names a page or a line
	carried  bool           // the citation stands a sentence or more before
	quotes   []string       // words it says stand in the draft
	mentions []string       // words in quotation marks that may stand in the draft
}

// Confidences of places that are told, not shown.
const (
	carried   = 0.9  // factor: the citation was made before
	quoteOnly = 0.95 // factor: found by its words alone, with no citation
	unfound   = 0.85 // factor: the place is cited, but the words quoted are not there
)

// find decides by citation and quotation together. The two must not contradict
// each other: words found only elsewhere than the place cited send the comment
// to review with both places.
func (r *reading) find(c clue) position {
	first, also := places(c.targets)
	if len(first) == 0 {
		return r.findByQuote(c)
	}
	cited := hitsOf(first)
	best, sure := anchor.Decide(cited)
	if c.carried {
		best.Score *= carried
	}
	p := position{node: best.Node, start: -1, end: -1, confidence: best.Score, sure: sure, candidates: cited, also: also}
	for _, q := range slices.Concat(c.quotes, c.mentions) {
		inside, found := anchor.Decide(r.d.text.Find(anchor.Quote{Exact: q, Within: nodesOf(first)}))
		if !found {
			continue
		}
		p.node, p.start, p.end = inside.Node, inside.Start, inside.End
		if !p.sure { // the words tell which of several places is meant
			p.sure, p.confidence = true, inside.Score*carried
		}
		return p
	}
	for _, q := range c.quotes {
		hit, found := anchor.Decide(r.d.text.Find(anchor.Quote{Exact: q}))
		if found && longEnough(q) {
			p.sure, p.confidence = false, best.Score*(1-hit.Score/2)
			p.candidates = append(slices.Clone(cited), hit)
			return p
		}
	}
	if len(c.quotes) > 0 {
		p.confidence *= unfound
	}
	return p
}

// places parts the matches of the first place a citation names from the best
// matches of the others.
func places(targets []anchor.Match) (first []anchor.Match, also []*outline.Node) {
	if len(targets) == 0 {
		return nil, nil
	}
	lowest := slices.MinFunc(targets, func(a, b anchor.Match) int { return a.Place - b.Place }).Place
	seen := map[int]bool{lowest: true}
	for _, m := range targets {
		if m.Place == lowest {
			first = append(first, m)
		} else if !seen[m.Place] && m.Score >= anchor.Floor {
			seen[m.Place] = true
			also = append(also, m.Node)
		}
	}
	return first, also
}

func (r *reading) findByQuote(c clue) position {
	var all []anchor.Hit
	for _, q := range c.quotes {
		hits := r.d.text.Find(anchor.Quote{Exact: q})
		if best, sure := anchor.Decide(hits); sure && longEnough(q) && !c.cited {
			return position{node: best.Node, start: best.Start, end: best.End, confidence: best.Score * quoteOnly, sure: true}
		}
		all = append(all, hits...)
	}
	p := position{start: -1, end: -1, candidates: all}
	switch {
	case len(all) > 0:
		p.node, p.confidence = all[0].Node, all[0].Score/2
		p.start, p.end = all[0].Start, all[0].End
	case c.cited || c.paged: // it names a place that is not to be found
	default:
		p.general, p.confidence = true, 1
	}
	return p
}

// longEnough: a quotation of one or two syllables that happens to stand once
// in the draft says little about its place.
func longEnough(quote string) bool { return len([]rune(unitKey(quote))) >= 10 }

func hitsOf(matches []anchor.Match) []anchor.Hit {
	out := make([]anchor.Hit, 0, len(matches))
	for _, m := range matches {
		out = append(out, anchor.Hit{Node: m.Node, Start: -1, End: -1, Score: m.Score})
	}
	return out
}

// nodesOf is the nodes of the matches that score about as the best does.
func nodesOf(matches []anchor.Match) []*outline.Node {
	var out []*outline.Node
	for _, m := range matches {
		if m.Score >= matches[0].Score-anchor.Margin {
			out = append(out, m.Node)
		}
	}
	return out
}

// resolve follows the first citation of the draft in a text.
func (r *reading) resolve(text string, context *outline.Node) []anchor.Match {
	for _, c := range anchor.Citations(text) {
		if ms := r.d.index.Resolve(c, context); len(ms) > 0 {
			return ms
		}
	}
	return nil
}

// cites reports whether a text cites any part of the draft's structure.
func cites(text string) bool {
	return slices.ContainsFunc(anchor.Citations(text), func(c anchor.Citation) bool { return !c.External && len(c.Steps) > 0 })
}

// byWords places a comment by what it says, and the words it is set on.
func (r *reading) byWords(text, quote string) position {
	quotes, mentions := quoted(text)
	if quote != "" {
		quotes = append([]string{quote}, quotes...)
	}
	return r.find(clue{targets: r.resolve(text, nil), cited: cites(text), quotes: quotes, mentions: mentions})
}

// quoted returns the words in quotation marks that the draft is said to have,
// and those that it may have.
func quoted(text string) (said, maybe []string) {
	for _, q := range anchor.Quotes(text) {
		words := text[q.Start:q.End]
		switch q.Role {
		case anchor.After, anchor.Before, anchor.Replace, anchor.Delete:
			said = append(said, words)
		case anchor.Mention:
			maybe = append(maybe, words)
		}
	}
	return said, maybe
}

// under reports whether n is top or stands somewhere below it.
func under(n, top *outline.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}
