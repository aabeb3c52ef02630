package consultation

import (
	"context"
	"errors"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/rule"
)

// Round is one asking on one version.
type Round struct {
	Docket    id.ID        `json:"docket"`
	ID        id.ID        `json:"id"`
	Number    int64        `json:"number"` // within the docket, from 1
	Version   id.ID        `json:"version"`
	Title     string       `json:"title"`
	Letter    string       `json:"letter"` // what the bodies are asked, in the asker's words
	State     RoundState   `json:"state"`
	Deadline  clock.Micros `json:"deadline"`
	Opened    clock.Micros `json:"opened"`
	Ended     clock.Micros `json:"ended"`
	Closed    clock.Micros `json:"closed"`
	Rev       int64        `json:"rev"`
	Created   clock.Micros `json:"created"`
	CreatedBy id.ID        `json:"createdBy"`

	Questions []Question `json:"questions"` // where the round is read alone; nil in lists
	Asked     []Asked    `json:"asked"`
}

// Question is put to the bodies besides the draft.
type Question struct {
	ID    id.ID  `json:"id"`
	Node  string `json:"node"` // of the draft; "" for the whole
	Words string `json:"words"`
	Path  string `json:"path,omitempty"` // of the node, where the round is read alone
}

// Asked is a body in a round.
type Asked struct {
	Body     id.ID        `json:"body"`
	Name     string       `json:"name"`  // as it was then
	Short    string       `json:"short"` // as it is now
	Email    string       `json:"email"`
	Deadline clock.Micros `json:"deadline"` // its own, when extended; 0 for the round's
	At       clock.Micros `json:"asked"`
	Reminded clock.Micros `json:"reminded"`
}

// Until is when the body's time is over.
func (a Asked) Until(r Round) clock.Micros {
	if a.Deadline > 0 {
		return a.Deadline
	}
	return r.Deadline
}

// RoundForm is what is filled in about a round.
type RoundForm struct {
	Version   id.ID        `json:"version"`
	Title     string       `json:"title"`
	Letter    string       `json:"letter"`
	Questions []Question   `json:"questions"` // without ID
	Bodies    []id.ID      `json:"bodies"`    // all of them
	Change    *BodyChange  `json:"-"`         // where given, in place of Bodies: of a form that does not show them all
	Deadline  clock.Micros `json:"deadline"`
	Rev       int64        `json:"rev"` // of the round it changes
}

// Most bodies and questions of one round.
const (
	MostBodies    = 50_000
	MostQuestions = 50
)

func (f *RoundForm) clean() error {
	if err := rule.Clean(rule.Line("title", &f.Title, longestTitle).Required(), rule.Text("letter", &f.Letter, longestLetter)); err != nil {
		return err
	}
	kept := []Question{}
	for _, q := range f.Questions {
		if err := rule.Clean(rule.Text("questions", &q.Words, longestLetter)); err != nil {
			return err
		}
		if q.Words != "" {
			kept = append(kept, Question{Node: q.Node, Words: q.Words})
		}
	}
	f.Questions = kept
	switch {
	case len(f.Questions) > MostQuestions:
		return fault.New(fault.Invalid, "field", "questions", "rule", "web.rule.many", "max", MostQuestions)
	case len(f.Bodies) > MostBodies:
		return fault.New(fault.Invalid, "field", "bodies", "rule", "web.rule.many", "max", MostBodies)
	case f.Version == "":
		return invalid("version", "web.rule.required")
	case f.Deadline < 0:
		return invalid("deadline", "web.rule.date")
	}
	return nil
}

// Resource is the round as the rules know it.
func (r Round) Resource() access.Resource {
	return access.Resource{Kind: access.Round, ID: r.ID, Docket: r.Docket, State: string(r.State)}
}

func roundOf(docket, round id.ID) access.Resource {
	return access.Resource{Kind: access.Round, ID: round, Docket: docket}
}

// PrepareRound puts down a round that nobody knows of yet.
func (s *Service) PrepareRound(ctx context.Context, who *access.Actor, docket id.ID, f RoundForm) (Round, error) {
	if err := who.Check(access.RoundPrepare, roundOf(docket, "")); err != nil {
		return Round{}, err
	}
	if err := f.clean(); err != nil {
		return Round{}, err
	}
	r := Round{Docket: docket, ID: id.New(), State: Preparing, Rev: 1, Created: s.Clock(), CreatedBy: who.Account}
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		number, err := nextRound(tx, docket)
		if err != nil {
			return err
		}
		r.Number = number
		if err := s.fill(tx, &r, f); err != nil {
			return err
		}
		if err := insertRound(tx, r); err != nil {
			return err
		}
		if err := replaceAsking(tx, r); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, docket, "round.prepare", "round", r.ID, nil, r, "title", r.Title))
	})
	return r, err
}

// fill takes a form into a round, after looking up what it names.
func (s *Service) fill(tx *db.Tx, r *Round, f RoundForm) error {
	state, err := db.Value[string](tx, `SELECT state FROM version WHERE docket_id = $1 AND id = $2`, r.Docket, f.Version)
	switch {
	case err != nil:
		return err
	case state == "" || state == "dropped":
		return invalid("version", "web.rule.choice")
	}
	if err := questionsStand(tx, r.Docket, f.Version, f.Questions); err != nil {
		return err
	}
	r.Version, r.Title, r.Letter, r.Deadline = f.Version, f.Title, f.Letter, f.Deadline
	r.Questions = []Question{}
	for _, q := range f.Questions {
		q.ID = id.New()
		r.Questions = append(r.Questions, q)
	}
	if f.Change != nil {
		r.Asked, _, err = f.Change.apply(tx, r.Asked)
	} else {
		r.Asked, err = bodiesNamed(tx, f.Bodies)
	}
	return err
}

// EditRound changes a round that is being prepared.
func (s *Service) EditRound(ctx context.Context, who *access.Actor, docket, round id.ID, f RoundForm) (Round, error) {
	if err := f.clean(); err != nil {
		return Round{}, err
	}
	return s.changeRound(ctx, who, access.RoundPrepare, "round.edit", docket, round, func(tx *db.Tx, r *Round) error {
		switch {
		case r.State != Preparing:
			return wrongState(r.State)
		case r.Rev != f.Rev:
			return fault.New(fault.Stale)
		}
		before := *r
		if err := s.fill(tx, r, f); err != nil {
			return err
		}
		if f.Change == nil {
			return replaceAsking(tx, *r)
		}
		if err := replaceQuestions(tx, *r); err != nil {
			return err
		}
		return changeAsked(tx, before, *r)
	})
}

// errSame is what a change says that changes nothing: the record keeps
// its revision, and the log has no line of it.
var errSame = errors.New("nothing is changed")

// changeRound reads a round, lets fn change it, and writes it with its entry.
func (s *Service) changeRound(ctx context.Context, who *access.Actor, action access.Action, what string, docket, round id.ID, fn func(*db.Tx, *Round) error) (Round, error) {
	if err := who.Check(action, roundOf(docket, round)); err != nil {
		return Round{}, err
	}
	var after Round
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := lockRound(tx, docket, round)
		if err != nil {
			return err
		}
		after = before
		switch err := fn(tx, &after); {
		case errors.Is(err, errSame):
			after = before
			return nil
		case err != nil:
			return err
		}
		after.Rev++
		if err := updateRound(tx, after, before.Rev); err != nil {
			return err
		}
		s.stir(tx, docket, round)
		return ledger.Append(tx, s.entry(who, docket, what, "round", round, before, after, "title", after.Title))
	})
	return after, err
}

// ReadRound returns a round with its questions and bodies. A round that is
// being prepared is the team's own.
func (s *Service) ReadRound(ctx context.Context, who *access.Actor, docket, round id.ID) (Round, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return Round{}, err
	}
	r, err := readRound(s.DB.Reader(ctx), docket, round)
	if err == nil {
		err = r.knownTo(who)
	}
	if err != nil {
		return Round{}, err
	}
	return r, s.name(s.DB.Reader(ctx), &r)
}

// knownTo is NotFound to whom a round is not known yet.
func (r Round) knownTo(who *access.Actor) error {
	if r.State == Preparing && !who.Has(r.Docket, access.Roles()...) {
		return fault.New(fault.NotFound)
	}
	return nil
}

// roundKnown is NotFound where a docket has no such round, or none that somebody
// knows of: a list of what is in it would be empty, and say that there is one.
func roundKnown(q db.Q, who *access.Actor, docket, round id.ID) error {
	r, err := roundRow(q, docket, round)
	if err == nil {
		err = r.knownTo(who)
	}
	return err
}

// Rounds lists a docket's rounds, the newest first.
func (s *Service) Rounds(ctx context.Context, who *access.Actor, docket id.ID) ([]Round, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, "")); err != nil {
		return nil, err
	}
	return roundsOf(s.DB.Reader(ctx), docket, who.Has(docket, access.Roles()...))
}
