package consultation

import (
	"context"
	"slices"
	"strings"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/viet"
)

// DeskFilter chooses groups on the answering desk. Empty fields choose all.
type DeskFilter struct {
	State    string // a GroupState, or Unanswered
	Verdict  string
	Assigned id.ID // an account, or Nobody
	Node     string
	Differ   bool   // with comments that have an answer of their own
	Words    string // with or without diacritics: each must be in one comment of the group
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
	if err := roundKnown(s.DB.Reader(ctx), who, docket, round); err != nil {
		return nil, err
	}
	list, err := s.groupsFrom(ctx, docket, round, f, after, true, limit)
	return list, db.Fault(err)
}

// groupsFrom lists groups behind a place on the desk, or in front of it the
// nearest first.
func (s *Service) groupsFrom(ctx context.Context, docket, round id.ID, f DeskFilter, at DeskCursor, forward bool, limit int) ([]Group, error) {
	q := s.DB.Reader(ctx)
	if f.Words = viet.Fold(f.Words); strings.TrimSpace(f.Words) == "" {
		f.Words = ""
	}
	along := func(steps int) ([]Group, bool, error) {
		end, err := f.step(q, docket, round, at, forward, steps)
		if err != nil {
			return nil, false, err
		}
		list, err := f.along(q, docket, round, at, end, forward, limit)
		return list, end == nil || len(list) >= limit, err
	}
	among := func(groups []listedGroup) ([]Group, error) {
		named := f
		named.Words = "" // which they are named by
		return named.among(q, docket, round, groups, at, forward, limit)
	}
	if f.Differ {
		groups, err := s.differWith(ctx, docket, round, &f)
		if err != nil {
			return nil, err
		}
		return f.among(q, docket, round, groups, at, forward, limit)
	}
	if f.Words == "" {
		list, _, err := along(0)
		return list, err
	}
	named := func(most int) (hits[listedGroup], error) { return s.metGroups(ctx, docket, round, f.Words, most) }
	return search(ctx, s, &s.groupHits, docket, round, f.Words, aheadGroups, along, named, among)
}

// differWith are the groups with answers that differ. Words are looked for in
// each, unless there are many: then they are taken out of the filter where it is
// known what they are in.
func (s *Service) differWith(ctx context.Context, docket, round id.ID, f *DeskFilter) ([]listedGroup, error) {
	groups, err := s.differing(ctx, docket, round)
	if err != nil || f.Words == "" || len(groups) <= aheadGroups {
		return groups, err
	}
	found, err := s.metGroups(ctx, docket, round, f.Words, rareWords)
	if err != nil || found.many {
		return groups, err
	}
	f.Words = ""
	return slices.DeleteFunc(slices.Clone(groups), func(v listedGroup) bool {
		_, there := slices.BinarySearchFunc(found.at, v, listedGroup.compare)
		return !there
	}), nil
}

// step is the place so many steps along the desk; nil where that is the end of
// it, or for no steps.
func (f DeskFilter) step(q db.Q, docket, round id.ID, at DeskCursor, forward bool, steps int) (*DeskCursor, error) {
	if steps == 0 {
		return nil, nil
	}
	f.Words = ""
	w := f.where(docket, round)
	w.from(at, nil, forward)
	end, there, err := db.One(q, func(r db.Row, c *DeskCursor) error { return r.Scan(&c.NodeSeq, &c.Number) },
		`SELECT g.node_seq, g.number FROM comment_group g WHERE `+w.SQL()+deskOrder(forward)+` LIMIT 1 OFFSET `+w.Arg(steps), w.Args...)
	if !there {
		return nil, err
	}
	return &end, err
}

// along lists groups on the way along the desk, up to an end where there is one.
func (f DeskFilter) along(q db.Q, docket, round id.ID, at DeskCursor, end *DeskCursor, forward bool, limit int) ([]Group, error) {
	w := f.where(docket, round)
	w.from(at, end, forward)
	limited := w.Arg(limit)
	return db.All(q, scanGroup, `SELECT `+groupColumns+` FROM comment_group g WHERE `+w.SQL()+deskOrder(forward)+` LIMIT `+limited, w.Args...)
}

// from demands groups behind a place, or in front of it, up to an end.
func (w *where) from(at DeskCursor, end *DeskCursor, forward bool) {
	behind, upTo := `>`, `<=`
	if !forward {
		behind, upTo = `<`, `>=`
	}
	if !forward || at != (DeskCursor{}) {
		w.And(`(g.node_seq, g.number) `+behind+` (?, ?)`, at.NodeSeq, at.Number)
	}
	if end != nil {
		w.And(`(g.node_seq, g.number) `+upTo+` (?, ?)`, end.NodeSeq, end.Number)
	}
}

func deskOrder(forward bool) string {
	if forward {
		return ` ORDER BY g.node_seq, g.number`
	}
	return ` ORDER BY g.node_seq DESC, g.number DESC`
}

// where is the condition as it is asked. Each filter has its index; where there
// are several, the one that leads to the fewest is asked as it stands, and the
// others in a way that no index knows.
func (f DeskFilter) where(docket, round id.ID) *where {
	w := &where{}
	w.And(`g.docket_id = ?`, docket)
	w.And(`g.round_id = ?`, round)
	beside := ""
	if f.Node != "" {
		w.And(`g.node_id = ?`, f.Node)
		beside = ` || ''`
	}
	switch {
	case f.Assigned == Nobody:
		w.And(`g.assigned` + beside + ` = ''`)
	case f.Assigned != "":
		w.And(`g.assigned`+beside+` = ?`, f.Assigned)
	}
	if f.Assigned != "" {
		beside = ` || ''`
	}
	switch {
	case f.State == Unanswered:
		w.And(`g.state` + beside + ` IN ('open', 'drafted')`)
	case f.State != "":
		w.And(`g.state`+beside+` = ?`, f.State)
	}
	if f.Verdict != "" {
		w.And(`g.verdict`+beside+` = ?`, f.Verdict)
	}
	f.like(w)
	return w
}

// like demands the words looked for of one comment of a group. They are common,
// and soon met on the way along the desk. With an OFFSET PostgreSQL asks it of
// one group after the other, instead of joining all groups with all comments
// first.
func (f DeskFilter) like(w *where) {
	if f.Words == "" {
		return
	}
	c := &where{db.Where{Args: w.Args}}
	c.phrases(`folded`, f.Words)
	w.Args = c.Args
	w.And(`EXISTS (SELECT 1 FROM comment WHERE docket_id = g.docket_id AND group_id = g.id AND ` + c.SQL() + ` LIMIT 1 OFFSET 0)`)
}

// holds is where, of a group in memory, but for the words.
func (f DeskFilter) holds(v listedGroup) bool {
	switch {
	case f.Node != "" && v.node != f.Node,
		f.Assigned == Nobody && v.assigned != "",
		f.Assigned != "" && f.Assigned != Nobody && v.assigned != f.Assigned,
		f.Verdict != "" && v.verdict != f.Verdict:
		return false
	case f.State == Unanswered:
		return v.state == GroupOpen || v.state == GroupDrafted
	}
	return f.State == "" || v.state.String() == f.State
}

// among lists the groups of some that a filter chooses.
func (f DeskFilter) among(q db.Q, docket, round id.ID, groups []listedGroup, at DeskCursor, forward bool, limit int) ([]Group, error) {
	from, there := slices.BinarySearchFunc(groups, at, func(v listedGroup, at DeskCursor) int { return v.DeskCursor.compare(at) })
	if forward {
		if there {
			from++
		}
		groups = groups[from:]
	} else {
		groups = slices.Clone(groups[:from])
		slices.Reverse(groups)
	}
	out := []Group{}
	var keys []id.ID
	atOnce := min(namedAtOnce, limit) // what is shown, unless words are asked of it
	if f.Words != "" {
		atOnce = namedAtOnce
	}
	for i, v := range groups {
		if f.holds(v) {
			keys = append(keys, v.id)
		}
		if len(keys) == 0 || i < len(groups)-1 && len(keys) < atOnce {
			continue
		}
		some, err := f.read(q, docket, round, keys)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(some, func(a, b Group) int {
			if !forward {
				a, b = b, a
			}
			return a.After().compare(b.After())
		})
		if out = append(out, some...); len(out) >= limit {
			return out[:limit], nil
		}
		keys = keys[:0]
	}
	return out, nil
}

// read reads groups by their keys, as far as the words looked for are in them.
func (f DeskFilter) read(q db.Q, docket, round id.ID, keys []id.ID) ([]Group, error) {
	w := &where{}
	w.And(`g.docket_id = ?`, docket)
	named(&w.Where, `g.id`, keys)
	f.like(w)
	list, err := db.All(q, scanGroup, `SELECT `+groupColumns+` FROM comment_group g WHERE `+w.SQL(), w.Args...)
	return slices.DeleteFunc(list, func(g Group) bool {
		return g.Round != round || !f.holds(listedGroup{state: g.State, verdict: g.Verdict, node: g.Node, assigned: g.Assigned})
	}), err
}

// Beside finds the groups before and after one on the desk, as it is filtered:
// nil at either end.
func (s *Service) Beside(ctx context.Context, who *access.Actor, g Group, f DeskFilter) (before, after *Group, err error) {
	if err := who.Check(access.AnswerRead, g.resource()); err != nil {
		return nil, nil, err
	}
	list, err := s.groupsFrom(ctx, g.Docket, g.Round, f, g.After(), false, 1)
	if err != nil {
		return nil, nil, db.Fault(err)
	}
	if len(list) > 0 {
		before = &list[0]
	}
	if list, err = s.groupsFrom(ctx, g.Docket, g.Round, f, g.After(), true, 1); len(list) > 0 {
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
	w, after := Window{}, DeskCursor{}
	if around != nil {
		list, err := s.groupsFrom(ctx, docket, round, f, around.After(), false, before+1)
		if err != nil {
			return w, db.Fault(err)
		}
		if w.Above = len(list) > before; w.Above {
			after = list[before].After()
		}
	}
	list, err := s.groupsFrom(ctx, docket, round, f, after, true, limit+1)
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
