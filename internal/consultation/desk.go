package consultation

import (
	"context"
	"strings"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// DeskFilter chooses groups on the answering desk. Empty fields choose all.
type DeskFilter struct {
	State    string // a GroupState, or Unanswered
	Verdict  string
	Assigned id.ID // an account, or Nobody
	Node     string
	Differ   bool   // with comments that have an answer of their own
	Words    string // with or without diacritics: each must be in one comment of the group

	match matcher
}

// Besides the names of states and accounts.
const (
	Unanswered = "unanswered" // open, or drafted
	Nobody     = id.ID("nobody")
)

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
	f.match = s.matcher(ctx, docket)
	return groupsIn(s.DB.Reader(ctx), docket, round, f, after, limit)
}

func groupsIn(q db.Q, docket, round id.ID, f DeskFilter, after DeskCursor, limit int) ([]Group, error) {
	w, err := f.find(docket, round)
	if err != nil {
		return nil, err
	}
	if after != (DeskCursor{}) {
		w.And(`(g.node_seq, g.number) > (?, ?)`, after.NodeSeq, after.Number)
	}
	limited := w.Arg(limit)
	return db.All(q, scanGroup, `SELECT `+groupColumns+` FROM comment_group g WHERE `+w.SQL()+
		` ORDER BY g.node_seq, g.number LIMIT `+limited, w.Args...)
}

// groupsBefore lists the groups in front of a place on the desk, the nearest first.
func groupsBefore(q db.Q, docket, round id.ID, f DeskFilter, at DeskCursor, limit int) ([]Group, error) {
	w, err := f.find(docket, round)
	if err != nil {
		return nil, err
	}
	w.And(`(g.node_seq, g.number) < (?, ?)`, at.NodeSeq, at.Number)
	limited := w.Arg(limit)
	return db.All(q, scanGroup, `SELECT `+groupColumns+` FROM comment_group g WHERE `+w.SQL()+
		` ORDER BY g.node_seq DESC, g.number DESC LIMIT `+limited, w.Args...)
}

// where is the condition as it is asked: only what is filtered by stands in it,
// so that each filter finds its index.
func (f DeskFilter) where(docket, round id.ID) *where {
	w := &where{}
	w.And(`g.docket_id = ?`, docket)
	w.And(`g.round_id = ?`, round)
	switch {
	case f.State == Unanswered:
		w.And(`g.state IN ('open', 'drafted')`)
	case f.State != "":
		w.And(`g.state = ?`, f.State)
	}
	switch {
	case f.Assigned == Nobody:
		w.And(`g.assigned = ''`)
	case f.Assigned != "":
		w.And(`g.assigned = ?`, f.Assigned)
	}
	if f.Verdict != "" {
		w.And(`g.verdict = ?`, f.Verdict)
	}
	if f.Node != "" {
		w.And(`g.node_id = ?`, f.Node)
	}
	if f.Differ {
		w.And(`EXISTS (SELECT 1 FROM answer a WHERE a.docket_id = g.docket_id AND a.group_id = g.id AND a.comment_id <> '')`)
	}
	return w
}

// find adds to where the words looked for: rare ones lead from their comments to
// the groups; common ones are soon met on the way along the desk.
func (f DeskFilter) find(docket, round id.ID) (*where, error) {
	w := f.where(docket, round)
	if strings.TrimSpace(f.Words) == "" {
		return w, nil
	}
	c := &where{db.Where{Args: w.Args}}
	c.And(`docket_id = ?`, docket)
	if err := c.words(f.match, f.Words, nil); err != nil {
		return nil, err
	}
	found := c.SQL()
	w.Args = c.Args
	if strings.Contains(found, "folded LIKE") {
		// With an OFFSET PostgreSQL asks it of one group after the other, instead of
		// joining all groups with all comments first.
		w.And(`EXISTS (SELECT 1 FROM comment WHERE group_id = g.id AND ` + found + ` LIMIT 1 OFFSET 0)`)
	} else {
		w.And(`g.id IN (SELECT group_id FROM comment WHERE group_id IS NOT NULL AND ` + found + `)`)
	}
	return w, nil
}

// Beside finds the groups before and after one on the desk, as it is filtered:
// nil at either end.
func (s *Service) Beside(ctx context.Context, who *access.Actor, g Group, f DeskFilter) (before, after *Group, err error) {
	if err := who.Check(access.AnswerRead, g.resource()); err != nil {
		return nil, nil, err
	}
	q := s.DB.Reader(ctx)
	f.match = s.matcher(ctx, g.Docket)
	list, err := groupsBefore(q, g.Docket, g.Round, f, g.After(), 1)
	if err != nil {
		return nil, nil, db.Fault(err)
	}
	if len(list) > 0 {
		before = &list[0]
	}
	if list, err = groupsIn(q, g.Docket, g.Round, f, g.After(), 1); len(list) > 0 {
		after = &list[0]
	}
	return before, after, db.Fault(err)
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

// tally is how many groups, with how many comments, are of one state and verdict.
type tally struct {
	state, verdict string
	groups, size   int64
}

func progressOf(q db.Q, docket, round id.ID) (Progress, error) {
	p := Progress{ByState: map[string]int64{}, ByVerdict: map[string]int64{}}
	tallies, err := db.All(q, func(r db.Row, t *tally) error { return r.Scan(&t.state, &t.verdict, &t.groups, &t.size) }, `
SELECT state, verdict, COUNT(*), CAST(SUM(size) AS BIGINT) FROM comment_group
WHERE docket_id = $1 AND round_id = $2 GROUP BY state, verdict`, docket, round)
	if err != nil {
		return p, err
	}
	for _, t := range tallies {
		p.ByState[t.state] += t.groups
		p.ByVerdict[t.verdict] += t.size
		p.Groups += t.groups
		p.Comments += t.size
	}
	exceptions, err := db.All(q, func(r db.Row, t *tally) error { return r.Scan(&t.state, &t.verdict, &t.size) }, `
SELECT g.verdict, a.verdict, COUNT(*) FROM answer a
JOIN comment_group g ON g.docket_id = a.docket_id AND g.id = a.group_id
WHERE a.docket_id = $1 AND g.round_id = $2 AND a.comment_id <> '' GROUP BY g.verdict, a.verdict`, docket, round)
	for _, e := range exceptions {
		p.ByVerdict[e.state] -= e.size
		p.ByVerdict[e.verdict] += e.size
	}
	return p, err
}

// Share is what one member of the team has to answer.
type Share struct {
	Account id.ID        `json:"account"`
	Name    string       `json:"name"`
	Open    int64        `json:"open"`    // groups assigned that are not handed on
	Groups  int64        `json:"groups"`  // groups assigned
	Written clock.Micros `json:"written"` // when they last wrote an answer in this round; 0 for never
}

func sharesOf(q db.Q, docket, round id.ID) ([]Share, error) {
	return db.All(q, func(r db.Row, sh *Share) error {
		return r.Scan(&sh.Account, &sh.Name, &sh.Open, &sh.Groups, &sh.Written)
	}, `
SELECT g.assigned, COALESCE(MAX(a.name), ''), COUNT(*) FILTER (WHERE g.state IN ('open', 'drafted')), COUNT(*),
  COALESCE((SELECT w.written FROM answer w
    WHERE w.docket_id = $1 AND w.written_by = g.assigned
      AND EXISTS (SELECT 1 FROM comment_group x WHERE x.docket_id = $1 AND x.id = w.group_id AND x.round_id = $2)
    ORDER BY w.written DESC LIMIT 1), 0) AS last
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
	for _, count := range []struct {
		into *int64
		sql  string // one index each
	}{
		{&m.Ungrouped, `SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND round_id = $2 AND state = 'sent' AND group_id IS NULL`},
		{&m.Unplaced, `SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND round_id = $2 AND state = 'sent' AND place = 'review'`},
		{&m.Unread, `SELECT COUNT(*) FROM reply WHERE docket_id = $1 AND round_id = $2 AND state IN ('reading', 'unreadable')`},
	} {
		if *count.into, err = db.Value[int64](q, count.sql, docket, round); err != nil {
			return m, err
		}
	}
	return m, nil
}

// Missing says what keeps a round from being closed.
func (s *Service) Missing(ctx context.Context, who *access.Actor, docket, round id.ID) (Missing, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return Missing{}, err
	}
	return s.missing.of(ctx, s, docket, round, mostCounts, func(q db.Q) (Missing, error) {
		if _, err := roundRow(q, docket, round); err != nil {
			return Missing{}, err
		}
		return missingIn(q, docket, round)
	})
}

// Window is the part of the desk around a group.
type Window struct {
	Groups []Group
	Above  bool // there are more before
	Below  bool // and after
}

// Around lists the groups of the desk around one, as it is filtered; from the
// beginning where around is nil.
func (s *Service) Around(ctx context.Context, who *access.Actor, docket, round id.ID, f DeskFilter, around *Group, before, limit int) (Window, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return Window{}, err
	}
	q, w, after := s.DB.Reader(ctx), Window{}, DeskCursor{}
	f.match = s.matcher(ctx, docket)
	if around != nil {
		list, err := groupsBefore(q, docket, round, f, around.After(), before+1)
		if err != nil {
			return w, db.Fault(err)
		}
		if w.Above = len(list) > before; w.Above {
			after = list[before].After()
		}
	}
	list, err := groupsIn(q, docket, round, f, after, limit+1)
	if w.Below = len(list) > limit; w.Below {
		list = list[:limit]
	}
	w.Groups = list
	return w, db.Fault(err)
}

// GroupNumbered finds a group of a round by the number people call it by.
func (s *Service) GroupNumbered(ctx context.Context, who *access.Actor, docket, round id.ID, number int64) (Group, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return Group{}, err
	}
	return one(db.One(s.DB.Reader(ctx), scanGroup, `
SELECT `+groupColumns+` FROM comment_group g WHERE g.docket_id = $1 AND g.round_id = $2 AND g.number = $3`, docket, round, number))
}
