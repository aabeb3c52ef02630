package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// SubmitAnswers hands a group's drafted answers on to a second person:
// confirmer, or anybody who may confirm where it is "".
func (s *Service) SubmitAnswers(ctx context.Context, who *access.Actor, docket, group, confirmer id.ID) error {
	if err := who.Check(access.AnswerWrite, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return err
	}
	return s.stepAnswers(ctx, who, docket, group, 0, "answer.submit", Drafted, func(tx *db.Tx, a *Answer) error {
		if err := a.complete(); err != nil {
			return err
		}
		if err := mayConfirm(tx, confirmer, *a); err != nil {
			return err
		}
		a.State, a.Confirmer = Submitted, confirmer
		return nil
	})
}

// mayConfirm refuses to ask somebody to confirm an answer who may not: it would
// wait for ever. Nobody in particular ("") is whoever may.
func mayConfirm(tx *db.Tx, confirmer id.ID, a Answer) error {
	if confirmer == "" {
		return nil
	}
	if confirmer == a.WrittenBy {
		return invalid("confirmer", "web.rule.second-person")
	}
	asked, err := access.Load(tx, confirmer)
	if err == nil && !asked.May(access.AnswerConfirm, a.resource()) {
		err = invalid("confirmer", "web.rule.confirmer")
	}
	return err
}

// ConfirmAnswers lets a group's submitted answers stand. Nobody confirms what
// they wrote themselves.
func (s *Service) ConfirmAnswers(ctx context.Context, who *access.Actor, docket, group id.ID) error {
	return s.ConfirmAsSeen(ctx, who, docket, group, 0)
}

// ConfirmAsSeen is ConfirmAnswers by somebody who had the group before them at
// its revision seen. Stale where anything of it was changed since: nobody
// confirms words they have not read. 0 takes it as it is.
func (s *Service) ConfirmAsSeen(ctx context.Context, who *access.Actor, docket, group id.ID, seen int64) error {
	if err := who.Check(access.AnswerConfirm, (&Answer{Docket: docket}).resource()); err != nil {
		return err
	}
	return s.stepAnswers(ctx, who, docket, group, seen, "answer.confirm", Submitted, func(tx *db.Tx, a *Answer) error {
		if err := who.Check(access.AnswerConfirm, a.resource()); err != nil {
			return err
		}
		a.State, a.ConfirmedBy, a.Confirmed = Confirmed, who.Account, s.Clock()
		return nil
	})
}

// ReturnAnswers sends a group's submitted answers back to be rewritten, by somebody
// who had the group before them at its revision seen (see ConfirmAsSeen). Who may
// write them may take them back too.
func (s *Service) ReturnAnswers(ctx context.Context, who *access.Actor, docket, group id.ID, seen int64) error {
	if some := (&Answer{Docket: docket}).resource(); !who.May(access.AnswerWrite, some) {
		if err := who.Check(access.AnswerConfirm, some); err != nil {
			return err
		}
	}
	return s.stepAnswers(ctx, who, docket, group, seen, "answer.return", Submitted, func(tx *db.Tx, a *Answer) error {
		if !who.May(access.AnswerWrite, a.resource()) {
			if err := who.Check(access.AnswerConfirm, a.resource()); err != nil {
				return err
			}
		}
		a.State = Drafted
		return nil
	})
}

// stepAnswers takes every answer of a group that is in a state one step on.
// WrongState where none is; Stale where the group is not at the revision seen.
func (s *Service) stepAnswers(ctx context.Context, who *access.Actor, docket, group id.ID, seen int64, action string, from AnswerState, step func(*db.Tx, *Answer) error) error {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := s.answerable(tx, docket, group); err != nil {
			return err
		}
		if err := asSeen(tx, docket, group, seen); err != nil {
			return err
		}
		answers, err := answersOf(tx, docket, group)
		if err != nil {
			return err
		}
		moved := 0
		for _, before := range answers {
			if before.State != from {
				continue
			}
			a := before
			if err := step(tx, &a); err != nil {
				return err
			}
			if err := before.State.To(a.State); err != nil {
				return err
			}
			a.Rev++
			if err := s.putAnswer(tx, who, action, &before, &a); err != nil {
				return err
			}
			moved++
		}
		if moved == 0 {
			g, err := groupOf(tx, docket, group)
			if err != nil {
				return err
			}
			return fault.New(fault.WrongState, "state", g.State.String())
		}
		_, err = s.settle(tx, docket, group)
		return err
	})
}

// asSeen refuses a group that is not at a revision; 0 is any.
func asSeen(tx *db.Tx, docket, group id.ID, seen int64) error {
	if seen == 0 {
		return nil
	}
	g, err := groupOf(tx, docket, group)
	if err == nil && g.Rev != seen {
		err = fault.New(fault.Stale, "rev", g.Rev)
	}
	return err
}

// Outcome is what became of one group in a bulk answer.
type Outcome struct {
	Group  id.ID
	Number int64
	Err    error // nil where it was written
}

// AnswerMany writes the same answer to several groups that have none, each in
// its own transaction: one that meanwhile got another answer keeps it and is
// named in the outcome. Those written are handed on where submit is set.
func (s *Service) AnswerMany(ctx context.Context, who *access.Actor, docket id.ID, groups []id.ID, form AnswerForm, submit bool) ([]Outcome, error) {
	if err := who.Check(access.AnswerWrite, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return nil, err
	}
	form.Comment, form.Rev = "", 0
	out := make([]Outcome, len(groups))
	for i, group := range groups {
		g, err := groupOf(s.DB.Reader(ctx), docket, group)
		if err == nil {
			_, err = s.WriteAnswer(ctx, who, docket, group, form)
		}
		if err == nil && submit {
			err = s.SubmitAnswers(ctx, who, docket, group, "")
		}
		out[i] = Outcome{Group: group, Number: g.Number, Err: err}
	}
	return out, nil
}
