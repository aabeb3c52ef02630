package consultation

import (
	"context"
	"slices"
	"strconv"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/outline"
)

// Stretch is a part of the desk, in the order of the draft.
type Stretch struct {
	From, To string // nodes of the draft: all groups from the first to the end of the last; "" for the ends
}

// AssignStretch gives the groups of a part of the draft to an account, or to
// nobody. Those that were handed on already stay with whom they are. It returns
// how many were given.
func (s *Service) AssignStretch(ctx context.Context, who *access.Actor, docket, round id.ID, part Stretch, account id.ID) (int64, error) {
	return s.assign(ctx, who, docket, round, func(tx *db.Tx) ([]given, error) {
		from, to, err := s.stretch(tx, docket, round, part)
		if err != nil {
			return nil, err
		}
		if from > to {
			return nil, invalid("to", "web.rule.order")
		}
		n, err := tx.Exec(`
UPDATE comment_group SET assigned = $5, rev = rev + 1
WHERE docket_id = $1 AND round_id = $2 AND node_seq >= $3 AND node_seq <= $4 AND assigned <> $5 AND state IN ('open', 'drafted')`,
			docket, round, from, to, account)
		return []given{{account, n}}, err
	})
}

// AssignEvenly divides the groups nobody has, and that are not handed on, among
// accounts: each gets a run of neighbouring groups with about as many comments.
func (s *Service) AssignEvenly(ctx context.Context, who *access.Actor, docket, round id.ID, accounts []id.ID) (int64, error) {
	if len(accounts) == 0 {
		return 0, invalid("accounts", "web.rule.required")
	}
	return s.assign(ctx, who, docket, round, func(tx *db.Tx) ([]given, error) {
		free, err := db.All(tx, scanGroup, `
SELECT `+groupColumns+` FROM comment_group g
WHERE g.docket_id = $1 AND g.round_id = $2 AND g.assigned = '' AND g.state IN ('open', 'drafted') ORDER BY g.node_seq, g.number`, docket, round)
		if err != nil {
			return nil, err
		}
		out := make([]given, len(accounts))
		for i, n := range runs(free, len(accounts)) {
			out[i] = given{account: accounts[i]}
			if n == 0 {
				continue
			}
			first, last := free[0], free[n-1]
			free = free[n:]
			out[i].groups, err = tx.Exec(`
UPDATE comment_group SET assigned = $7, rev = rev + 1
WHERE docket_id = $1 AND round_id = $2 AND (node_seq, number) >= ($3, $4) AND (node_seq, number) <= ($5, $6)
  AND assigned = '' AND state IN ('open', 'drafted')`,
				docket, round, first.NodeSeq, first.Number, last.NodeSeq, last.Number, accounts[i])
			if err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}

// runs divides groups into n runs of about as many comments, by length.
func runs(groups []Group, n int) []int {
	weight := func(g Group) int64 { return 1 + g.Size } // an answer to one comment is work too
	total := int64(0)
	for _, g := range groups {
		total += weight(g)
	}
	out := make([]int, n)
	at, done := 0, int64(0)
	for _, g := range groups {
		middle := 2*done + weight(g)
		for at < n-1 && middle*int64(n) > 2*total*int64(at+1) {
			at++
		}
		out[at]++
		done += weight(g)
	}
	return out
}

// given is how many groups an account was given.
type given struct {
	account id.ID
	groups  int64
}

// assign runs a division of the desk and logs each share.
func (s *Service) assign(ctx context.Context, who *access.Actor, docket, round id.ID, divide func(*db.Tx) ([]given, error)) (total int64, err error) {
	if err := who.Check(access.AnswerAssign, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return 0, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		total = 0
		r, err := roundHeld(tx, docket, round)
		if err != nil {
			return err
		}
		if r.State == Closed {
			return wrongState(r.State)
		}
		shares, err := divide(tx)
		if err != nil {
			return err
		}
		for _, g := range shares {
			if err := inTeam(tx, docket, g.account); err != nil {
				return err
			}
			total += g.groups
			if g.groups == 0 {
				continue
			}
			if err := ledger.Append(tx, s.entry(who, docket, "group.share", "round", round, nil, nil,
				"account", string(g.account), "count", strconv.FormatInt(g.groups, 10))); err != nil {
				return err
			}
		}
		return nil
	})
	return total, err
}

// inTeam refuses accounts that have no role on the docket; "" is nobody.
func inTeam(q db.Q, docket, account id.ID) error {
	if account == "" {
		return nil
	}
	n, err := db.Value[int64](q, `SELECT COUNT(*) FROM docket_role WHERE docket_id = $1 AND account_id = $2`, docket, account)
	if err == nil && n == 0 {
		err = fault.New(fault.Invalid, "field", "assigned", "rule", "web.rule.team")
	}
	return err
}

// stretch is the order numbers of a part of the draft: a node stands for all
// that is under it too.
func (s *Service) stretch(q db.Q, docket, round id.ID, part Stretch) (from, to int64, err error) {
	r, err := roundRow(q, docket, round)
	if err != nil {
		return 0, 0, err
	}
	to = 2 * reviewSeq
	seq := func(node string) (int64, int64, error) {
		at, found, err := db.One(q, func(row db.Row, v *[2]int64) error { return row.Scan(&v[0], &v[1]) },
			`SELECT seq, depth FROM node WHERE docket_id = $1 AND version_id = $2 AND id = $3`, docket, r.Version, node)
		if err == nil && !found {
			err = invalid("node", "web.rule.node")
		}
		return at[0], at[1], err
	}
	if part.From != "" {
		if from, _, err = seq(part.From); err != nil {
			return 0, 0, err
		}
	}
	if part.To != "" {
		at, depth, err := seq(part.To)
		if err != nil {
			return 0, 0, err
		}
		next, err := db.Value[int64](q, `SELECT MIN(seq) FROM node WHERE docket_id = $1 AND version_id = $2 AND seq > $3 AND depth <= $4`,
			docket, r.Version, at, depth)
		if err != nil {
			return 0, 0, err
		}
		if to = next - 1; next == 0 {
			to = reviewSeq - 1
		}
	}
	return from, to, nil
}

// Part is a heading of the draft with the groups under it.
type Part struct {
	Node   string `json:"node"`
	Path   string `json:"path"`
	Groups int64  `json:"groups"`
	Open   int64  `json:"open"`
}

// Parts lists the headings of the draft's upper two storeys, by which the desk
// is divided.
func (s *Service) Parts(ctx context.Context, who *access.Actor, docket, round id.ID) ([]Part, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, err
	}
	list, err := s.parts.of(ctx, s, docket, round, mostCounts, func(q db.Q) ([]Part, error) {
		r, err := roundRow(q, docket, round)
		if err != nil {
			return nil, err
		}
		t, err := s.confirmedText(q, docket, r.Version)
		if err != nil {
			return nil, err
		}
		groups, err := groupsByNode(q, docket, round)
		return t.parts(groups), err
	})
	return slices.Clone(list), err
}

type nodeCount struct {
	node         string
	groups, open int64
}

func groupsByNode(q db.Q, docket, round id.ID) ([]nodeCount, error) {
	return db.All(q, func(r db.Row, c *nodeCount) error { return r.Scan(&c.node, &c.groups, &c.open) }, `
SELECT node_id, COUNT(*), COUNT(*) FILTER (WHERE state IN ('open', 'drafted')) FROM comment_group
WHERE docket_id = $1 AND round_id = $2 AND node_id <> '' GROUP BY node_id`, docket, round)
}

func (t *text) parts(counts []nodeCount) []Part {
	out := []Part{}
	at := map[string]int{}
	for _, top := range t.tree.Nodes {
		for _, n := range append([]*outline.Node{top}, top.Children...) {
			if len(n.Children) > 0 || n == top {
				at[n.ID] = len(out)
				out = append(out, Part{Node: n.ID, Path: t.path(n)})
			}
		}
	}
	for _, c := range counts {
		for n := t.nodes[c.node]; n != nil; n = n.Parent {
			if i, is := at[n.ID]; is {
				out[i].Groups += c.groups
				out[i].Open += c.open
			}
		}
	}
	kept := out[:0]
	for _, p := range out {
		if p.Groups > 0 {
			kept = append(kept, p)
		}
	}
	return kept
}

// Quiet is how many days somebody has not written; -1 where they never did.
func (sh Share) Quiet(now clock.Micros) int64 {
	if sh.Written == 0 {
		return -1
	}
	return int64(now.Time().Sub(sh.Written.Time()).Hours()) / 24
}
