package consultation

import (
	"context"
	"slices"
	"strings"

	"thao/internal/access"
	"thao/internal/anchor"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/outline"
	"thao/internal/viet"
)

// questionsStand refuses questions about what is not in a version of the draft.
func questionsStand(q db.Q, docket, version id.ID, questions []Question) error {
	for _, question := range questions {
		if question.Node == "" {
			continue
		}
		n, err := db.Value[int64](q, `SELECT COUNT(*) FROM node WHERE docket_id = $1 AND version_id = $2 AND id = $3`, docket, version, question.Node)
		if err != nil {
			return err
		}
		if n == 0 {
			return invalid("questions", "web.rule.node")
		}
	}
	return nil
}

// name gives the questions of a round the paths of what they are about.
func (s *Service) name(q db.Q, r *Round) error {
	if !slices.ContainsFunc(r.Questions, func(q Question) bool { return q.Node != "" }) {
		return nil
	}
	t, err := s.confirmedText(q, r.Docket, r.Version)
	if err != nil {
		return err
	}
	for i := range r.Questions {
		if n := t.nodes[r.Questions[i].Node]; n != nil {
			r.Questions[i].Path = t.path(n)
		}
	}
	return nil
}

// NodeNamed finds the node of a version that somebody names: by its path as
// pages show it, by its label where no other has it, or by citing it ("khoản 2
// Điều 5"). Invalid where there is none, or more than one.
func (s *Service) NodeNamed(ctx context.Context, who *access.Actor, docket, version id.ID, named string) (string, error) {
	if err := who.Check(access.VersionRead, access.Resource{Kind: access.Version, ID: version, Docket: docket}); err != nil {
		return "", err
	}
	t, err := s.confirmedText(s.DB.Reader(ctx), docket, version)
	if err != nil {
		return "", db.Fault(err)
	}
	if n := t.named(named); n != nil {
		return n.ID, nil
	}
	return "", fault.New(fault.Invalid, "field", "node", "rule", "web.rule.place")
}

// Places lists the paths of the parts of a version that have a number or a
// heading, in its order: what NodeNamed can be given.
func (s *Service) Places(ctx context.Context, who *access.Actor, docket, version id.ID, limit int) ([]string, error) {
	if err := who.Check(access.VersionRead, access.Resource{Kind: access.Version, ID: version, Docket: docket}); err != nil {
		return nil, err
	}
	t, err := s.confirmedText(s.DB.Reader(ctx), docket, version)
	if err != nil {
		return nil, db.Fault(err)
	}
	out := []string{}
	t.tree.Walk(func(n *outline.Node) {
		if len(out) < limit && (n.Label != "" || n.Heading != "") {
			out = append(out, t.path(n))
		}
	})
	return out, nil
}

// named is the node that words name; nil where none or several may be meant.
func (t *text) named(words string) *outline.Node {
	same := func(a, b string) bool { return a != "" && squeezed(a) == squeezed(b) }
	only := func(is func(*outline.Node) bool) *outline.Node {
		var found *outline.Node
		several := false
		t.tree.Walk(func(n *outline.Node) {
			if is(n) {
				several, found = found != nil, n
			}
		})
		if several {
			return nil
		}
		return found
	}
	if n := only(func(n *outline.Node) bool { return same(t.path(n), words) }); n != nil {
		return n
	}
	if n := only(func(n *outline.Node) bool { return same(n.Label, words) || same(n.Heading, words) }); n != nil {
		return n
	}
	cited := anchor.Citations(words)
	if len(cited) != 1 {
		return nil
	}
	matches := anchor.NewIndex(t.tree).Resolve(cited[0], nil)
	if len(matches) == 0 || matches[0].Partial || len(matches) > 1 && matches[1].Score > matches[0].Score-anchor.Margin {
		return nil
	}
	return matches[0].Node
}

// squeezed is how names are compared: without diacritics, small, without the
// signs behind a number.
func squeezed(s string) string {
	return strings.Trim(strings.Join(strings.Fields(viet.Fold(s)), " "), " .)-:")
}
