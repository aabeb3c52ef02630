package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// DeskFilter chooses groups on the answering desk. Empty fields choose all.
type DeskFilter struct {
	State    string // a GroupState
	Verdict  string
	Assigned id.ID
	Node     string
	Words    string // folded words that a comment in it has
}

// DeskCursor is the place of a group on the desk, to go on from.
type DeskCursor struct {
	NodeSeq int64
	Number  int64
}

// After is the cursor behind a group.
func (g *Group) After() DeskCursor { return DeskCursor{g.NodeSeq, g.Number} }

// Groups lists a round's groups in the order of the desk: general ones first,
// then as the draft is ordered, then those whose place is unsure.
func (s *Service) Groups(ctx context.Context, who *access.Actor, docket, round id.ID, f DeskFilter, after DeskCursor, limit int) ([]Group, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, err
	}
	return groupsIn(s.DB.Reader(ctx), docket, round, f, after, limit)
}

func groupsIn(q db.Q, docket, round id.ID, f DeskFilter, after DeskCursor, limit int) ([]Group, error) {
	return db.All(q, scanGroup, `
SELECT `+groupColumns+` FROM comment_group g
WHERE g.docket_id = $1 AND g.round_id = $2 AND (g.node_seq, g.number) > ($3, $4)
  AND (CAST($5 AS TEXT) = '' OR g.state = $5)
  AND (CAST($6 AS TEXT) = '' OR g.verdict = $6)
  AND (CAST($7 AS TEXT) = '' OR g.assigned = $7)
  AND (CAST($8 AS TEXT) = '' OR g.node_id = $8)
  AND (CAST($9 AS TEXT) = '' OR EXISTS (
    SELECT 1 FROM comment c WHERE c.docket_id = g.docket_id AND c.group_id = g.id AND c.folded LIKE '%' || $9 || '%'))
ORDER BY g.node_seq, g.number LIMIT $10`,
		docket, round, after.NodeSeq, after.Number, f.State, f.Verdict, f.Assigned, f.Node, f.Words, limit)
}

// Progress of a round's answering.
type Progress struct {
	Groups    int64            `json:"groups"`
	Comments  int64            `json:"comments"`
	ByState   map[string]int64 `json:"byState"`   // groups, by GroupState
	ByVerdict map[string]int64 `json:"byVerdict"` // comments, by the verdict of their own answer or their group's
}

// Answered is how many groups have an answer that was at least handed on.
func (p *Progress) Answered() int64 { return p.ByState["submitted"] + p.ByState["confirmed"] }

// Progress counts a round's groups and comments.
func (s *Service) Progress(ctx context.Context, who *access.Actor, docket, round id.ID) (Progress, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return Progress{}, err
	}
	return progressOf(s.DB.Reader(ctx), docket, round)
}

type counted struct {
	name    string
	n, size int64
}

func scanCounted(r db.Row, c *counted) error { return r.Scan(&c.name, &c.n, &c.size) }

func progressOf(q db.Q, docket, round id.ID) (Progress, error) {
	p := Progress{ByState: map[string]int64{}, ByVerdict: map[string]int64{}}
	states, err := db.All(q, scanCounted, `
SELECT state, COUNT(*), CAST(SUM(size) AS BIGINT) FROM comment_group
WHERE docket_id = $1 AND round_id = $2 GROUP BY state`, docket, round)
	if err != nil {
		return p, err
	}
	for _, c := range states {
		p.ByState[c.name] = c.n
		p.Groups += c.n
		p.Comments += c.size
	}
	verdicts, err := db.All(q, scanCounted, `
SELECT verdict, COUNT(*), CAST(SUM(size) AS BIGINT) FROM comment_group
WHERE docket_id = $1 AND round_id = $2 GROUP BY verdict`, docket, round)
	if err != nil {
		return p, err
	}
	for _, c := range verdicts {
		p.ByVerdict[c.name] += c.size
	}
	exceptions, err := db.All(q, func(r db.Row, e *[2]string) error { return r.Scan(&e[0], &e[1]) }, `
SELECT g.verdict, a.verdict FROM answer a
JOIN comment_group g ON g.docket_id = a.docket_id AND g.id = a.group_id
WHERE a.docket_id = $1 AND g.round_id = $2 AND a.comment_id <> ''`, docket, round)
	for _, e := range exceptions {
		p.ByVerdict[e[0]]--
		p.ByVerdict[e[1]]++
	}
	return p, err
}

// Share is what one member of the team has to answer.
type Share struct {
	Account id.ID        `json:"account"`
	Name    string       `json:"name"`
	Open    int64        `json:"open"`    // groups assigned that are not handed on
	Groups  int64        `json:"groups"`  // groups assigned
	Written clock.Micros `json:"written"` // when they last wrote an answer here; 0 for never
}

// Shares lists who has groups to answer, the quietest first: those with open
// groups who have longest not written.
func (s *Service) Shares(ctx context.Context, who *access.Actor, docket, round id.ID) ([]Share, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, err
	}
	return db.All(s.DB.Reader(ctx), func(r db.Row, sh *Share) error {
		return r.Scan(&sh.Account, &sh.Name, &sh.Open, &sh.Groups, &sh.Written)
	}, `
SELECT g.assigned, COALESCE(MAX(a.name), ''), COUNT(*) FILTER (WHERE g.state IN ('open', 'drafted')), COUNT(*),
  COALESCE((SELECT MAX(w.written) FROM answer w WHERE w.docket_id = $1 AND w.written_by = g.assigned), 0) AS last
FROM comment_group g LEFT JOIN account a ON a.id = g.assigned
WHERE g.docket_id = $1 AND g.round_id = $2 AND g.assigned <> ''
GROUP BY g.assigned ORDER BY last, g.assigned`, docket, round)
}

// Missing is what keeps a round from being closed: how many groups are open,
// drafted or wait for their confirmation, comments in no group or of unsure
// place, and files that were not read.
type Missing struct {
	Open      int64 `json:"open"`
	Drafted   int64 `json:"drafted"`
	Submitted int64 `json:"submitted"`
	Ungrouped int64 `json:"ungrouped"`
	Unplaced  int64 `json:"unplaced"`
	Unread    int64 `json:"unread"`
}

// Total is how many things are missing.
func (m Missing) Total() int64 {
	return m.Open + m.Drafted + m.Submitted + m.Ungrouped + m.Unplaced + m.Unread
}

// None reports whether nothing is missing.
func (m Missing) None() bool { return m == Missing{} }

func missingIn(q db.Q, docket, round id.ID) (m Missing, err error) {
	p, err := progressOf(q, docket, round)
	if err != nil {
		return m, err
	}
	m.Open, m.Drafted, m.Submitted = p.ByState["open"], p.ByState["drafted"], p.ByState["submitted"]
	err = q.QueryRow(`
SELECT COUNT(*) FILTER (WHERE group_id IS NULL), COUNT(*) FILTER (WHERE place = 'review')
FROM comment WHERE docket_id = $1 AND round_id = $2 AND state = 'sent'`, docket, round).Scan(&m.Ungrouped, &m.Unplaced)
	if err != nil {
		return m, err
	}
	m.Unread, err = db.Value[int64](q, `
SELECT COUNT(*) FROM reply WHERE docket_id = $1 AND round_id = $2 AND state IN ('reading', 'unreadable')`, docket, round)
	return m, err
}

// Missing says what keeps a round from being closed.
func (s *Service) Missing(ctx context.Context, who *access.Actor, docket, round id.ID) (Missing, error) {
	if err := who.Check(access.RoundRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return Missing{}, err
	}
	return missingIn(s.DB.Reader(ctx), docket, round)
}
