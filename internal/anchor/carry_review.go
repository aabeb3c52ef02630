package anchor

import (
	"cmp"
	"slices"

	"thao/internal/outline"
)

// Bounds of the list a person chooses from.
const (
	mostCandidates = 5
	leastAlike     = 0.5 // of a node that is no counterpart
	// Of where pairs of words stand, to be looked up for one quotation: a text of
	// some 1,000 pages hardly reaches it, in a longer one only what is common
	// everywhere is left out.
	pairsSought = 65536
)

// undecided gives the places a mark may belong to: those it was followed to,
// then what is like its node, then what is like its words. Its counterparts are
// always among them, though none of the words may be left.
func (c *carrier) undecided(m Mark, content string, hits []Hit) Carried {
	hits = append(hits, c.twinsOf(m.Node)...)
	if m.Start >= 0 {
		hits = append(hits, c.doubts.like(content[m.Start:m.End])...)
	}
	if len(hits) == 0 {
		hits = c.anywhere(m, content)
	}
	var out []Hit
	for _, h := range hits {
		i := slices.IndexFunc(out, func(o Hit) bool { return o.Node == h.Node })
		switch {
		case i >= 0 && h.Score > out[i].Score:
			out[i] = h
		case i < 0 && len(out) < mostCandidates:
			out = append(out, h)
		}
	}
	if len(out) == 0 {
		return orphan()
	}
	slices.SortStableFunc(out, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return Carried{State: Review, Start: -1, End: -1, Score: out[0].Score, Candidates: out}
}

// anywhere searches the whole new text, before a mark is given up: what is
// short or common is not told by its word pairs.
func (c *carrier) anywhere(m Mark, content string) []Hit {
	start, end := marked(m, content)
	words := content[start:end]
	hits, ok := c.found[words]
	if !ok {
		if c.text == nil {
			c.text = NewText(c.new)
		}
		for _, h := range c.text.find(Quote{Exact: words}, reach{mostCandidates, pairsSought}) {
			if h.Score >= leastAlike {
				hits = append(hits, h)
			}
		}
		c.found[words] = hits
	}
	return hits
}

func (c *carrier) twinsOf(old *outline.Node) []Hit {
	hits, ok := c.twins[old]
	if !ok {
		for _, n := range c.doubts.new.near(c.doubts.old.shingles[old], nil) {
			if score := c.doubts.alike(old, n); score >= leastAlike {
				hits = append(hits, Hit{Node: n, Start: -1, End: -1, Score: score})
			}
		}
		c.twins[old] = hits
	}
	return hits
}

// like returns the new nodes that have at least half of the word pairs of a
// quotation.
func (d *doubts) like(quote string) []Hit {
	folded, _ := fold(quote)
	words := splitWords(folded)
	if len(words) < alikeWords {
		return nil
	}
	wanted := shingle(words, d.ids)
	var hits []Hit
	for _, n := range d.new.near(wanted, nil) {
		score := float64(overlap(wanted, d.new.shingles[n])) / float64(len(wanted))
		if score >= leastAlike {
			hits = append(hits, Hit{Node: n, Start: -1, End: -1, Score: score})
		}
	}
	return hits
}
