package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/outline"
)

// Figures are a round in numbers: what a docket's overview tells.
type Figures struct {
	Asked    int64        `json:"asked"`    // bodies
	Heard    int64        `json:"heard"`    // of them, those whose reply is here
	Received int64        `json:"received"` // comments
	Answers  Progress     `json:"answers"`
	Parts    []PartFigure `json:"parts"` // the draft's main parts that have comments; general ones first, those of unsure place last
}

// PartFigure is one part of the draft in numbers.
type PartFigure struct {
	Node     string `json:"node"`  // "" for comments on the whole draft, and for those of unsure place
	Title    string `json:"title"` // label and heading, as the draft has them
	Unplaced bool   `json:"unplaced,omitempty"`
	Groups   int64  `json:"groups"`
	Answered int64  `json:"answered"` // groups whose answer was at least handed on
	Comments int64  `json:"comments"`
}

// Figures counts a round's bodies, comments and answers. Every count is made
// by the database, over its groups: a round may hold a hundred thousand comments.
// They are shared: nobody changes them.
func (s *Service) Figures(ctx context.Context, who *access.Actor, docket, round id.ID) (*Figures, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, err
	}
	return s.figures.of(ctx, s, docket, round, mostCounts, func(q db.Q) (*Figures, error) {
		f := &Figures{Parts: []PartFigure{}}
		r, err := roundRow(q, docket, round)
		if err != nil {
			return nil, err
		}
		if err := f.count(q, docket, round); err != nil {
			return nil, err
		}
		t, err := s.confirmedText(q, docket, r.Version)
		if err != nil {
			return nil, err
		}
		counts, err := countsByPlace(q, docket, round)
		f.Parts = append(f.Parts, t.figures(counts)...)
		return f, err
	})
}

func (f *Figures) count(q db.Q, docket, round id.ID) (err error) {
	if f.Answers, err = progressOf(q, docket, round); err != nil {
		return err
	}
	if f.Asked, err = db.Value[int64](q, `SELECT COUNT(*) FROM round_body WHERE docket_id = $1 AND round_id = $2`, docket, round); err != nil {
		return err
	}
	return q.QueryRow(`
SELECT COUNT(DISTINCT b.body_id), CAST(COALESCE(SUM(r.comments), 0) AS BIGINT)
FROM reply r LEFT JOIN round_body b ON b.docket_id = r.docket_id AND b.round_id = r.round_id AND b.body_id = r.body_id
WHERE r.docket_id = $1 AND r.round_id = $2 AND r.state = 'sealed'`, docket, round).Scan(&f.Heard, &f.Received)
}

// placeCount is what stands at one place of the desk's order.
type placeCount struct {
	node                       string
	unplaced                   bool
	groups, answered, comments int64
}

func countsByPlace(q db.Q, docket, round id.ID) ([]placeCount, error) {
	return db.All(q, func(r db.Row, c *placeCount) error {
		return r.Scan(&c.node, &c.unplaced, &c.groups, &c.answered, &c.comments)
	}, `
SELECT node_id, node_seq >= $3, COUNT(*), COUNT(*) FILTER (WHERE state IN ('submitted', 'confirmed')), CAST(SUM(size) AS BIGINT)
FROM comment_group WHERE docket_id = $1 AND round_id = $2 GROUP BY node_id, node_seq >= $3`, docket, round, reviewSeq)
}

// figures sums what stands at each node up to the draft's main parts.
func (t *text) figures(counts []placeCount) []PartFigure {
	general, unplaced := PartFigure{}, PartFigure{Unplaced: true}
	parts := map[*outline.Node]*PartFigure{}
	for _, n := range t.mainParts() {
		parts[n] = &PartFigure{Node: n.ID, Title: partTitle(t, n)}
	}
	for _, c := range counts {
		part := &general
		if c.unplaced {
			part = &unplaced
		} else if n := t.nodes[c.node]; n != nil {
			for n.Parent != nil && parts[n] == nil {
				n = n.Parent
			}
			if parts[n] == nil { // above the main parts
				parts[n] = &PartFigure{Node: n.ID, Title: partTitle(t, n)}
			}
			part = parts[n]
		}
		part.Groups += c.groups
		part.Answered += c.answered
		part.Comments += c.comments
	}
	out := []PartFigure{general}
	t.tree.Walk(func(n *outline.Node) {
		if p := parts[n]; p != nil {
			out = append(out, *p)
		}
	})
	kept := []PartFigure{}
	for _, p := range append(out, unplaced) {
		if p.Groups > 0 {
			kept = append(kept, p)
		}
	}
	return kept
}

// mainParts are the upper storey of the draft; where all of it stands under one
// node, the storey below that.
func (t *text) mainParts() []*outline.Node {
	nodes := t.tree.Nodes
	for len(nodes) == 1 && len(nodes[0].Children) > 0 {
		nodes = nodes[0].Children
	}
	return nodes
}

func partTitle(t *text, n *outline.Node) string {
	switch {
	case n.Label != "" && n.Heading != "":
		return n.Label + " " + n.Heading
	case n.Heading != "":
		return n.Heading
	}
	return t.path(n)
}
