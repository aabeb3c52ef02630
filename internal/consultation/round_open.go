package consultation

import (
	"context"
	"slices"
	"strconv"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	dockets "thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/id"
)

// OpenRound asks the bodies of a prepared round.
func (s *Service) OpenRound(ctx context.Context, who *access.Actor, docket, round id.ID, rev int64) (Round, error) {
	return s.changeRound(ctx, who, access.RoundOpen, "round.open", docket, round, func(tx *db.Tx, r *Round) error {
		if err := r.asSeen(rev); err != nil {
			return err
		}
		if err := r.State.To(Open); err != nil {
			return err
		}
		if r.State != Preparing {
			return wrongState(r.State)
		}
		if err := s.ready(tx, *r); err != nil {
			return err
		}
		r.State, r.Opened = Open, s.Clock()
		if err := s.ask(tx, r, 0, 0); err != nil {
			return err
		}
		return s.Dockets.Advance(tx, who, docket, dockets.Consulting)
	})
}

// asSeen is Stale where a round is not at a revision; 0 is any.
func (r Round) asSeen(rev int64) error {
	if rev != 0 && rev != r.Rev {
		return fault.New(fault.Stale)
	}
	return nil
}

// ready refuses to open a round that bodies could not reply to.
func (s *Service) ready(tx *db.Tx, r Round) error {
	state, err := db.Value[string](tx, `SELECT state FROM version WHERE docket_id = $1 AND id = $2`, r.Docket, r.Version)
	switch {
	case err != nil:
		return err
	case state != "confirmed":
		return invalid("version", "web.rule.confirmed")
	case len(r.Asked) == 0:
		return invalid("bodies", "web.rule.required")
	case r.Deadline <= s.Clock():
		return invalid("deadline", "web.rule.future")
	}
	return questionsStand(tx, r.Docket, r.Version, r.Questions) // confirming a version names its nodes anew
}

// ask asks the bodies of a round from the one at from, which stand behind a
// place.
func (s *Service) ask(tx *db.Tx, r *Round, from int, behind int64) error {
	for i := range r.Asked[from:] {
		r.Asked[from+i].At = s.Clock()
	}
	if _, err := tx.Exec(`UPDATE round_body SET asked = $3 WHERE docket_id = $1 AND round_id = $2 AND seq > $4`,
		r.Docket, r.ID, s.Clock(), behind); err != nil {
		return err
	}
	if err := s.tell(tx, *r, lettersJob{Purpose: Asking, Behind: behind}); err != nil {
		return err
	}
	return s.watch(tx, *r)
}

// AskBodies asks more bodies in a round that is open, and tells how many of them
// it had not asked before.
func (s *Service) AskBodies(ctx context.Context, who *access.Actor, docket, round id.ID, bodies []id.ID) (r Round, added int, err error) {
	r, err = s.changeRound(ctx, who, access.RoundOpen, "round.ask", docket, round, func(tx *db.Tx, r *Round) error {
		if r.State != Open {
			return wrongState(r.State)
		}
		more, err := bodiesNamed(tx, bodies)
		if err != nil {
			return err
		}
		before, there := len(r.Asked), r.index()
		for _, a := range more {
			if _, asked := there[a.Body]; !asked {
				r.Asked = append(r.Asked, a)
			}
		}
		switch {
		case len(r.Asked) == before:
			return invalid("bodies", "web.rule.required")
		case len(r.Asked) > MostBodies:
			return fault.New(fault.Invalid, "field", "bodies", "rule", "web.rule.many", "max", MostBodies)
		}
		behind, err := lastPlace(tx, *r)
		if err != nil {
			return err
		}
		if err := insertBodies(tx, *r, r.Asked[before:], behind); err != nil {
			return err
		}
		added = len(r.Asked) - before
		return s.ask(tx, r, before, behind)
	})
	return r, added, err
}

// AskedBody is how a round asks a body; false where it does not.
func (r Round) AskedBody(body id.ID) (Asked, bool) {
	for _, a := range r.Asked {
		if a.Body == body {
			return a, true
		}
	}
	return Asked{}, false
}

// index leads from each body a round asks to its place in Asked.
func (r Round) index() map[id.ID]int {
	out := make(map[id.ID]int, len(r.Asked))
	for i, a := range r.Asked {
		out[a.Body] = i
	}
	return out
}

// ExtendRound gives some bodies, or all of them where none is named, until a
// later hour. A round that had ended is open again.
func (s *Service) ExtendRound(ctx context.Context, who *access.Actor, docket, round id.ID, bodies []id.ID, deadline clock.Micros) (Round, error) {
	return s.changeRound(ctx, who, access.RoundRemind, "round.extend", docket, round, func(tx *db.Tx, r *Round) error {
		if err := r.State.Takes(); err != nil {
			return err
		}
		if deadline <= s.Clock() {
			return invalid("deadline", "web.rule.future")
		}
		if r.State == Ended {
			r.State, r.Ended = Open, 0
			if err := s.Dockets.Advance(tx, who, docket, dockets.Consulting); err != nil {
				return err
			}
		}
		if err := s.extend(tx, r, bodies, deadline); err != nil {
			return err
		}
		return s.watch(tx, *r)
	})
}

func (s *Service) extend(tx *db.Tx, r *Round, bodies []id.ID, deadline clock.Micros) error {
	if len(bodies) == 0 {
		return s.extendAll(tx, r, deadline)
	}
	places, err := r.places(bodies)
	if err != nil {
		return err
	}
	for _, i := range places {
		a := &r.Asked[i]
		if deadline <= a.Until(*r) {
			return invalid("deadline", "web.rule.later")
		}
		a.Deadline = deadline
		if err := updateAsked(tx, *r, *a); err != nil {
			return err
		}
	}
	return s.tell(tx, *r, lettersJob{Purpose: Extending, Bodies: r.at(places)})
}

// extendAll moves the hour of the round; a body keeps its own where that is later.
func (s *Service) extendAll(tx *db.Tx, r *Round, deadline clock.Micros) error {
	if deadline <= r.Deadline {
		return invalid("deadline", "web.rule.later")
	}
	r.Deadline = deadline
	for i := range r.Asked {
		if r.Asked[i].Deadline < deadline {
			r.Asked[i].Deadline = 0
		}
	}
	if _, err := tx.Exec(`UPDATE round_body SET deadline = 0 WHERE docket_id = $1 AND round_id = $2 AND deadline > 0 AND deadline < $3`,
		r.Docket, r.ID, deadline); err != nil {
		return err
	}
	return s.tell(tx, *r, lettersJob{Purpose: Extending})
}

// places are those of bodies in Asked, each once, in its order. NotFound where
// the round does not ask one.
func (r Round) places(bodies []id.ID) ([]int, error) {
	at, out := r.index(), []int{}
	for _, b := range bodies {
		i, asked := at[b]
		if !asked {
			return nil, fault.New(fault.NotFound)
		}
		out = append(out, i)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// at are the bodies at places of Asked.
func (r Round) at(places []int) []id.ID {
	out := make([]id.ID, len(places))
	for i, p := range places {
		out[i] = r.Asked[p].Body
	}
	return out
}

// Remind writes to bodies that have sent nothing: to those of the named that
// have not, or to every such body where none is named. It says how many those
// are. Stale where the round is not at the revision seen: somebody else may have
// written to them since. 0 is any.
func (s *Service) Remind(ctx context.Context, who *access.Actor, docket, round id.ID, seen int64, bodies ...id.ID) (int, error) {
	n := 0
	_, err := s.changeRound(ctx, who, access.RoundRemind, "round.remind", docket, round, func(tx *db.Tx, r *Round) (err error) {
		if err := r.State.Takes(); err != nil {
			return err
		}
		if err := r.asSeen(seen); err != nil {
			return err
		}
		if n, err = s.remind(tx, r, bodies); err == nil && n == 0 {
			err = errSame
		}
		return err
	})
	return n, err
}

func (s *Service) remind(tx *db.Tx, r *Round, only []id.ID) (int, error) {
	places, err := r.places(only)
	if err != nil {
		return 0, err
	}
	heard, err := db.Values[id.ID](tx, `
SELECT DISTINCT body_id FROM reply WHERE docket_id = $1 AND round_id = $2 AND state IN ('sealed', 'reading')`, r.Docket, r.ID)
	if err != nil {
		return 0, err
	}
	if len(only) == 0 {
		places = r.all()
	}
	spoke := map[id.ID]bool{}
	for _, body := range heard {
		spoke[body] = true
	}
	places = slices.DeleteFunc(places, func(i int) bool { return spoke[r.Asked[i].Body] })
	if len(places) == 0 {
		return 0, nil
	}
	return len(places), s.remindAt(tx, r, places, len(only) > 0)
}

// remindAt writes to bodies that have sent nothing: to those alone where they
// were named, else they are all there are.
func (s *Service) remindAt(tx *db.Tx, r *Round, places []int, named bool) error {
	for _, i := range places {
		r.Asked[i].Reminded = s.Clock()
		if named {
			if err := updateAsked(tx, *r, r.Asked[i]); err != nil {
				return err
			}
		}
	}
	if named {
		return s.tell(tx, *r, lettersJob{Purpose: Reminding, Bodies: r.at(places)})
	}
	if _, err := tx.Exec(`UPDATE round_body AS a SET reminded = $3 WHERE a.docket_id = $1 AND a.round_id = $2 AND `+unheard,
		r.Docket, r.ID, s.Clock()); err != nil {
		return err
	}
	return s.tell(tx, *r, lettersJob{Purpose: Reminding})
}

// all are the places of all bodies.
func (r Round) all() []int {
	out := make([]int, len(r.Asked))
	for i := range out {
		out[i] = i
	}
	return out
}

// EndRound ends the asking. What comes later is still taken until the round is
// closed, and is marked as late. Stale where the round is not at the revision
// seen: bodies may have been given more time since. 0 is any.
func (s *Service) EndRound(ctx context.Context, who *access.Actor, docket, round id.ID, seen int64) (Round, error) {
	return s.changeRound(ctx, who, access.RoundEnd, "round.end", docket, round, func(tx *db.Tx, r *Round) error {
		if err := r.State.To(Ended); err != nil {
			return err
		}
		if err := r.asSeen(seen); err != nil {
			return err
		}
		return s.end(tx, who, r)
	})
}

// end ends a round; with the last open one its docket turns to answering.
func (s *Service) end(tx *db.Tx, who *access.Actor, r *Round) error {
	r.State, r.Ended = Ended, s.Clock()
	others, err := db.Value[int64](tx, `SELECT COUNT(*) FROM round WHERE docket_id = $1 AND state = 'open' AND id <> $2`, r.Docket, r.ID)
	if err != nil || others > 0 {
		return err
	}
	return s.Dockets.Advance(tx, who, r.Docket, dockets.Answering)
}

// NotYet is the fault of closing a round while something is missing: Missing
// says what.
const NotYet fault.Code = "round-not-answered"

// CloseRound closes a round in which every comment has its answer. What was
// decided cannot change any more.
func (s *Service) CloseRound(ctx context.Context, who *access.Actor, docket, round id.ID) (Round, error) {
	return s.changeRound(ctx, who, access.RoundClose, "round.close", docket, round, func(tx *db.Tx, r *Round) error {
		if err := r.State.To(Closed); err != nil {
			return err
		}
		missing, err := missingIn(tx, docket, round)
		if err != nil {
			return err
		}
		if !missing.None() {
			return fault.New(NotYet, "count", strconv.FormatInt(missing.Total(), 10))
		}
		r.State, r.Closed = Closed, s.Clock()
		return nil
	})
}
