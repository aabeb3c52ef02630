package consultation

import (
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/viet"
)

// BodyChange puts bodies into a round that is being prepared and takes others
// out; those it does not name stay as they are. A body that is in it already, or
// is not in it, is no fault.
type BodyChange struct {
	Add  []id.ID `json:"add"`
	Drop []id.ID `json:"drop"`
}

// apply is what becomes of the bodies of a round, and which are new.
func (c BodyChange) apply(q db.Q, asked []Asked) (all, added []Asked, err error) {
	drop, there := map[id.ID]bool{}, map[id.ID]bool{}
	for _, b := range c.Drop {
		drop[b] = true
	}
	all = []Asked{}
	for _, a := range asked {
		if !drop[a.Body] {
			all = append(all, a)
			there[a.Body] = true
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(c.Add), func(b id.ID) bool { return there[b] })
	if added, err = bodiesNamed(q, fresh); err != nil {
		return nil, nil, err
	}
	if all = append(all, added...); len(all) > MostBodies {
		return nil, nil, fault.New(fault.Invalid, "field", "bodies", "rule", "web.rule.many", "max", MostBodies)
	}
	return all, added, nil
}

// ChangeBodies changes which bodies a round will ask. It returns how many came
// in and how many went out.
func (s *Service) ChangeBodies(ctx context.Context, who *access.Actor, docket, round id.ID, c BodyChange) (in, out int, err error) {
	_, err = s.changeRound(ctx, who, access.RoundPrepare, "round.edit", docket, round, func(tx *db.Tx, r *Round) error {
		if r.State != Preparing {
			return wrongState(r.State)
		}
		all, added, err := c.apply(tx, r.Asked)
		if err != nil {
			return err
		}
		if in, out = len(added), len(r.Asked)+len(added)-len(all); in == 0 && out == 0 {
			return errSame
		}
		before := *r
		r.Asked = all
		return changeAsked(tx, before, *r)
	})
	return in, out, err
}

// AskedPage is a part of the bodies of a round, in the order they were put in.
type AskedPage struct {
	Bodies []Asked
	Total  int64 // in the round
	Next   int64 // what a further page begins behind; 0 for none
}

// AskedPage reads a page of the bodies of a round: those whose name has the
// words, with or without diacritics, behind a place.
func (s *Service) AskedPage(ctx context.Context, who *access.Actor, docket, round id.ID, words string, after int64, limit int) (AskedPage, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return AskedPage{}, err
	}
	q := s.DB.Reader(ctx)
	type row struct {
		Asked
		seq int64
	}
	rows, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.Body, &v.Name, &v.Short, &v.seq) }, `
SELECT a.body_id, a.name, COALESCE(b.short, ''), a.seq
FROM round_body a LEFT JOIN body b ON b.id = a.body_id
WHERE a.docket_id = $1 AND a.round_id = $2 AND a.seq > $3 AND COALESCE(b.folded, '') LIKE $4 ESCAPE '!'
ORDER BY a.seq LIMIT $5`, docket, round, after, "%"+db.Likeable(viet.Fold(words))+"%", limit+1)
	if err != nil {
		return AskedPage{}, err
	}
	out := AskedPage{}
	if len(rows) > limit {
		rows = rows[:limit]
		out.Next = rows[limit-1].seq
	}
	for _, r := range rows {
		out.Bodies = append(out.Bodies, r.Asked)
	}
	out.Total, err = db.Value[int64](q, `SELECT COUNT(*) FROM round_body WHERE docket_id = $1 AND round_id = $2`, docket, round)
	return out, err
}

// AskedAmong tells which of some bodies are in a round.
func (s *Service) AskedAmong(ctx context.Context, who *access.Actor, docket, round id.ID, bodies []id.ID) (map[id.ID]bool, error) {
	found, err := s.askedAmong(ctx, who, docket, round, bodies)
	out := map[id.ID]bool{}
	for _, a := range found {
		out[a.Body] = true
	}
	return out, err
}

func (s *Service) askedAmong(ctx context.Context, who *access.Actor, docket, round id.ID, bodies []id.ID) ([]Asked, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return nil, err
	}
	q, out := s.DB.Reader(ctx), []Asked{}
	for _, body := range bodies {
		a, found, err := db.One(q, scanAsked, askedSelect+` AND a.body_id = $3`, docket, round, body)
		if err != nil {
			return nil, err
		}
		if found {
			out = append(out, a)
		}
	}
	return out, nil
}

// RoundFor returns a round with its questions, each with the name of its place,
// and, of its bodies, only those the reader serves: a page of one who writes
// need not read the thousands of others.
func (s *Service) RoundFor(ctx context.Context, who *access.Actor, docket, round id.ID) (Round, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return Round{}, err
	}
	r, err := roundAlone(s.DB.Reader(ctx), docket, round)
	if err != nil {
		return r, err
	}
	if r.State == Preparing && !who.Has(docket, access.Roles()...) {
		return Round{}, fault.New(fault.NotFound)
	}
	if r.Asked, err = s.askedAmong(ctx, who, docket, round, who.Serves); err == nil {
		err = s.name(s.DB.Reader(ctx), &r)
	}
	return r, err
}
