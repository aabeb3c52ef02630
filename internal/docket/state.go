package docket

import (
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// State is where a docket stands on the line.
type State string

// The line, in order.
const (
	Drafting   State = "draft"   // its text is being written
	Consulting State = "consult" // a round is open
	Answering  State = "answer"  // comments are being answered
	Submitting State = "submit"  // it is on its way up
	Deciding   State = "decide"  // it lies with whoever decides
	Delivering State = "deliver" // it was decided and is carried out
	Closed     State = "closed"
)

// States lists the line.
func States() []State {
	return []State{Drafting, Consulting, Answering, Submitting, Deciding, Delivering, Closed}
}

// next says where a docket may go from each state: on; back to where the work
// of that step is done again; or to its end.
var next = map[State][]State{
	Drafting:   {Consulting, Submitting, Closed},
	Consulting: {Answering, Drafting, Closed},
	Answering:  {Consulting, Drafting, Submitting, Closed},
	Submitting: {Answering, Drafting, Consulting, Deciding, Closed},
	Deciding:   {Submitting, Drafting, Consulting, Delivering, Closed},
	Delivering: {Closed},
	Closed:     {},
}

// To is nil where a docket may go from s to t. WrongState else.
func (s State) To(t State) error {
	if !slices.Contains(next[s], t) {
		return fault.New(fault.WrongState, "state", string(s))
	}
	return nil
}

// Next lists where a docket may go from s.
func (s State) Next() []State { return slices.Clone(next[s]) }

// Move puts a docket elsewhere on the line by hand.
func (s *Service) Move(ctx context.Context, who *access.Actor, docket id.ID, rev int64, to State) (Docket, error) {
	return s.change(ctx, who, access.DocketEdit, docket, func(d *Docket) (string, error) {
		if d.Rev != rev {
			return "", fault.New(fault.Stale)
		}
		if err := d.State.To(to); err != nil {
			return "", err
		}
		d.State = to
		return "docket.move", nil
	})
}

// Advance puts a docket where what just happened has brought it, in the
// transaction in which it happened: a round opened, the last one ended. A
// docket that is there already, or may not go there, stays where it is.
func (s *Service) Advance(tx *db.Tx, who *access.Actor, docket id.ID, to State) error {
	before, err := read(tx, docket)
	if err != nil || before.State == to || before.State.To(to) != nil {
		return err
	}
	after := before
	after.State, after.Rev = to, before.Rev+1
	if err := update(tx, after, before.Rev); err != nil {
		return err
	}
	return ledger.Append(tx, s.entry(who, "docket.move", docket, before, after, "state", string(to)))
}
