package consultation

import (
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// Work that waits for somebody in a round.
const (
	ToComment = "comment" // a body of theirs is asked and has not sent its reply
	ToSeal    = "seal"    // a reply is before its head
	ToPlace   = "place"   // comments whose place is unsure
	ToAnswer  = "answer"  // groups that are theirs to answer
	ToConfirm = "confirm" // answers that others wrote
	ToClose   = "close"   // nothing is missing any more
)

// Awaited is one thing in a round that waits for somebody.
type Awaited struct {
	What     string
	Docket   id.ID
	Title    string // of the docket
	Round    id.ID
	Asking   string // title of the round
	Body     string // name, of ToComment and ToSeal
	Deadline clock.Micros
	Count    int64 // comments, groups
}

// Awaiting lists what waits for somebody in the rounds of all their dockets,
// up to limit dockets.
func (s *Service) Awaiting(ctx context.Context, who *access.Actor, limit int) ([]Awaited, error) {
	out := []Awaited{}
	err := s.DB.View(ctx, func(q db.Reader) error {
		out = out[:0]
		for _, docket := range docketsOf(who, limit) {
			rounds, err := db.All(q, scanAwaitedRound, `
SELECT r.docket_id, d.title, r.id, r.title, r.deadline, r.state
FROM round r JOIN docket d ON d.docket_id = r.docket_id
WHERE r.docket_id = $1 AND r.state IN ('open', 'ended') ORDER BY r.number`, docket)
			if err != nil {
				return err
			}
			for _, r := range rounds {
				found, err := awaitedIn(q, who, r)
				if err != nil {
					return err
				}
				out = append(out, found...)
			}
		}
		return nil
	})
	return out, err
}

// awaitedRound is a round with what every line about it begins from.
type awaitedRound struct {
	Awaited
	state RoundState
}

func scanAwaitedRound(r db.Row, a *awaitedRound) error {
	return r.Scan(&a.Docket, &a.Title, &a.Round, &a.Asking, &a.Deadline, &a.state)
}

// docketsOf are the dockets somebody works on or is asked in, the newest first.
func docketsOf(who *access.Actor, limit int) []id.ID {
	all := slices.Clone(who.Asked)
	for docket := range who.Dockets {
		all = append(all, docket)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	slices.Reverse(all)
	return all[:min(len(all), limit)]
}

func awaitedIn(q db.Q, who *access.Actor, r awaitedRound) ([]Awaited, error) {
	var out []Awaited
	if r.state == Open {
		asked, err := awaitedReplies(q, who, r)
		if err != nil {
			return nil, err
		}
		out = asked
	}
	for _, count := range []struct {
		what  string
		may   bool
		query string
	}{
		{ToPlace, who.May(access.CommentPlace, access.Resource{Kind: access.Comment, Docket: r.Docket, State: string(Sent)}), `
SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND round_id = $2 AND place = 'review' AND state = 'sent' AND $3 <> ''`},
		{ToAnswer, who.May(access.AnswerWrite, access.Resource{Kind: access.Docket, ID: r.Docket, Docket: r.Docket}), `
SELECT COUNT(*) FROM comment_group WHERE docket_id = $1 AND round_id = $2 AND assigned = $3 AND state IN ('open', 'drafted')`},
		{ToConfirm, who.May(access.AnswerConfirm, access.Resource{Kind: access.Answer, Docket: r.Docket}), `
SELECT COUNT(DISTINCT g.id) FROM comment_group g JOIN answer a ON a.docket_id = g.docket_id AND a.group_id = g.id
WHERE g.docket_id = $1 AND g.round_id = $2 AND g.state = 'submitted' AND a.state = 'submitted' AND a.written_by <> $3 AND a.confirmer IN ('', $3)`},
	} {
		if !count.may {
			continue
		}
		n, err := db.Value[int64](q, count.query, r.Docket, r.Round, who.Account)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out = append(out, r.line(count.what, n))
		}
	}
	if r.state == Ended && who.May(access.RoundClose, roundOf(r.Docket, r.Round)) {
		missing, err := missingIn(q, r.Docket, r.Round)
		if err != nil {
			return nil, err
		}
		if missing.None() {
			out = append(out, r.line(ToClose, 0))
		}
	}
	return out, nil
}

func (r awaitedRound) line(what string, n int64) Awaited {
	a := r.Awaited
	a.What, a.Count = what, n
	return a
}

// awaitedReplies are the bodies of somebody's that are asked and have not sent
// their reply: its head is told once it lies before them. Where a body has
// several, the furthest counts, which is the last by name too.
func awaitedReplies(q db.Q, who *access.Actor, r awaitedRound) ([]Awaited, error) {
	type standing struct {
		body     id.ID
		name     string
		deadline clock.Micros
		state    string
	}
	if len(who.Serves) == 0 {
		return nil, nil
	}
	w := &db.Where{}
	w.And(`b.docket_id = ?`, r.Docket)
	w.And(`b.round_id = ?`, r.Round)
	db.AndIn(w, `b.body_id`, who.Serves)
	bodies, err := db.All(q, func(row db.Row, b *standing) error { return row.Scan(&b.body, &b.name, &b.deadline, &b.state) }, `
SELECT b.body_id, b.name, b.deadline, COALESCE(
  (SELECT MAX(p.state) FROM reply p WHERE p.docket_id = b.docket_id AND p.round_id = b.round_id AND p.body_id = b.body_id
   AND p.state IN ('drafting', 'offered', 'sealed', 'reading')), '')
FROM round_body b WHERE `+w.SQL()+` ORDER BY b.seq`, w.Args...)
	if err != nil {
		return nil, err
	}
	var out []Awaited
	for _, b := range bodies {
		a := r.line(ToComment, 0)
		a.Body = b.name
		if b.deadline > 0 {
			a.Deadline = b.deadline
		}
		switch {
		case b.state == string(Sealed), b.state == string(Reading):
			continue
		case b.state == string(Offered) && !slices.Contains(who.Heads, b.body):
			continue
		case b.state == string(Offered):
			a.What = ToSeal
		}
		out = append(out, a)
	}
	return out, nil
}
