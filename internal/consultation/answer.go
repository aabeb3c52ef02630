package consultation

import (
	"context"
	"slices"
	"strings"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/matrix"
	"thao/internal/rule"
)

// Answer is what the drafting body says to a group, or to one comment of it as
// an exception. One person writes it and another confirms it.
type Answer struct {
	Docket      id.ID        `json:"docket"`
	ID          id.ID        `json:"id"`
	Group       id.ID        `json:"group"`
	Comment     id.ID        `json:"comment"` // "" for the whole group
	Verdict     string       `json:"verdict"` // of package matrix; "" while drafting
	Reason      string       `json:"reason"`
	Wording     string       `json:"wording"` // the node's new words, where given
	State       AnswerState  `json:"state"`
	WrittenBy   id.ID        `json:"writtenBy"`
	Written     clock.Micros `json:"written"`
	Confirmer   id.ID        `json:"confirmer"` // who is asked to confirm; "" for anybody who may
	ConfirmedBy id.ID        `json:"confirmedBy"`
	Confirmed   clock.Micros `json:"confirmed"`
	Rev         int64        `json:"rev"`
}

const answerColumns = `a.docket_id, a.id, a.group_id, a.comment_id, a.verdict, a.reason, a.wording, a.state, a.written_by, a.written, a.confirmer, a.confirmed_by, a.confirmed, a.rev`

func scanAnswer(r db.Row, a *Answer) error {
	return r.Scan(&a.Docket, &a.ID, &a.Group, &a.Comment, &a.Verdict, &a.Reason, &a.Wording, &a.State, &a.WrittenBy, &a.Written, &a.Confirmer, &a.ConfirmedBy, &a.Confirmed, &a.Rev)
}

// answersOf lists a group's answers: that to the whole group first.
func answersOf(q db.Q, docket, group id.ID) ([]Answer, error) {
	return db.All(q, scanAnswer, `SELECT `+answerColumns+` FROM answer a WHERE a.docket_id = $1 AND a.group_id = $2 ORDER BY a.comment_id`, docket, group)
}

func (a *Answer) resource() access.Resource {
	return access.Resource{Kind: access.Answer, ID: a.ID, Docket: a.Docket, Author: a.WrittenBy, State: string(a.State)}
}

// AnswerForm is an answer as somebody writes it. Rev is that of the answer they
// had before them, 0 for none.
type AnswerForm struct {
	Comment id.ID // "" for the whole group
	Verdict string
	Reason  string
	Wording string
	Rev     int64
}

// Verdicts lists what an answer may say of a comment.
func Verdicts() []string {
	return []string{matrix.Accepted, matrix.Partly, matrix.Refused, matrix.Noted}
}

// check says what keeps the form from being an answer. A draft may lack its
// verdict and its reason; one handed on may not.
func (f *AnswerForm) check() error {
	err := rule.Clean(rule.Text("reason", &f.Reason, longestComment), rule.Text("wording", &f.Wording, longestComment))
	if err != nil {
		return err
	}
	if f.Verdict != "" && !slices.Contains(Verdicts(), f.Verdict) {
		return fault.New(fault.Invalid, "field", "verdict", "rule", "web.rule.choice")
	}
	return nil
}

// complete says what an answer still lacks before it can be handed on: what is
// not taken over as asked needs a reason.
func (a *Answer) complete() error {
	switch {
	case a.Verdict == "":
		return fault.New(fault.Invalid, "field", "verdict", "rule", "web.rule.verdict")
	case strings.TrimSpace(a.Reason) == "" && (a.Verdict == matrix.Partly || a.Verdict == matrix.Refused):
		return fault.New(fault.Invalid, "field", "reason", "rule", "web.rule.reason")
	}
	return nil
}

// WriteAnswer drafts or redrafts the answer to a group, or to one comment of
// it. A confirmed answer is taken up again by that. Stale where somebody wrote
// it meanwhile: theirs stands.
func (s *Service) WriteAnswer(ctx context.Context, who *access.Actor, docket, group id.ID, form AnswerForm) (Answer, error) {
	var out Answer
	if err := who.Check(access.AnswerWrite, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return out, err
	}
	if err := form.check(); err != nil {
		return out, err
	}
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		if err := s.answerable(tx, docket, group); err != nil {
			return err
		}
		if out, err = s.writeAnswer(tx, who, docket, group, form); err != nil {
			return err
		}
		_, err = s.settle(tx, docket, group)
		return err
	})
	return out, err
}

// ReadAnswer returns the answer to a group or to one comment of it; one without
// an id where there is none.
func (s *Service) ReadAnswer(ctx context.Context, who *access.Actor, docket, group, comment id.ID) (Answer, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return Answer{}, err
	}
	a, _, err := db.One(s.DB.Reader(ctx), scanAnswer, `SELECT `+answerColumns+` FROM answer a WHERE a.docket_id = $1 AND a.group_id = $2 AND a.comment_id = $3`,
		docket, group, comment)
	return a, db.Fault(err)
}

// answerable refuses answers in a round that is closed. From here on, nobody
// else changes the desk of the round until the transaction ends.
func (s *Service) answerable(tx *db.Tx, docket, group id.ID) error {
	g, err := groupOf(tx, docket, group)
	if err != nil {
		return err
	}
	r, err := roundHeld(tx, docket, g.Round)
	if err == nil && r.State == Closed {
		err = wrongState(r.State)
	}
	if err != nil {
		return err
	}
	if err := holdDesk(tx, g.Round); err != nil {
		return err
	}
	_, err = groupOf(tx, docket, group) // it may have been joined to another meanwhile
	return err
}

// holdDesk lets those who change groups and answers of a round do so one after
// the other: what a step begins from is still so when it is written.
func holdDesk(tx *db.Tx, round id.ID) error { return tx.Lock("desk " + string(round)) }

func (s *Service) writeAnswer(tx *db.Tx, who *access.Actor, docket, group id.ID, form AnswerForm) (Answer, error) {
	before, found, err := db.One(tx, scanAnswer, `SELECT `+answerColumns+` FROM answer a WHERE a.docket_id = $1 AND a.group_id = $2 AND a.comment_id = $3`,
		docket, group, form.Comment)
	if err != nil {
		return before, err
	}
	if before.Rev != form.Rev {
		return before, fault.New(fault.Stale, "rev", before.Rev)
	}
	a := before
	if !found {
		a = Answer{Docket: docket, ID: id.New(), Group: group, Comment: form.Comment, State: Drafted}
		if err := inGroup(tx, docket, group, form.Comment); err != nil {
			return a, err
		}
	} else if a.State != Drafted {
		if err := a.State.To(Drafted); err != nil {
			return a, err
		}
	}
	a.Verdict, a.Reason, a.Wording = form.Verdict, form.Reason, form.Wording
	a.State, a.WrittenBy, a.Written = Drafted, who.Account, s.Clock()
	a.ConfirmedBy, a.Confirmed = "", 0
	a.Rev++
	return a, s.putAnswer(tx, who, "answer.write", &before, &a)
}

// inGroup refuses an exception for a comment that is not in the group.
func inGroup(q db.Q, docket, group, comment id.ID) error {
	if comment == "" {
		return nil
	}
	n, err := db.Value[int64](q, `SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND id = $2 AND group_id = $3`, docket, comment, group)
	if err == nil && n == 0 {
		err = fault.New(fault.Gone)
	}
	return err
}

// putAnswer writes an answer as it now stands and logs the step. before has no
// id where the answer is new.
func (s *Service) putAnswer(tx *db.Tx, who *access.Actor, action string, before, a *Answer) error {
	_, err := tx.Exec(`
INSERT INTO answer (docket_id, id, group_id, comment_id, verdict, reason, wording, state, written_by, written, confirmer, confirmed_by, confirmed, rev)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (docket_id, id) DO UPDATE SET
  group_id = excluded.group_id, comment_id = excluded.comment_id,
  verdict = excluded.verdict, reason = excluded.reason, wording = excluded.wording, state = excluded.state,
  written_by = excluded.written_by, written = excluded.written, confirmer = excluded.confirmer,
  confirmed_by = excluded.confirmed_by, confirmed = excluded.confirmed, rev = excluded.rev`,
		a.Docket, a.ID, a.Group, a.Comment, a.Verdict, a.Reason, a.Wording, a.State, a.WrittenBy, a.Written, a.Confirmer, a.ConfirmedBy, a.Confirmed, a.Rev)
	if err != nil {
		return err
	}
	e := ledger.Entry{Docket: a.Docket, At: s.Clock(), Account: who.Account, Actor: who.Name, Action: action, Kind: "answer", Subject: a.ID,
		Detail: map[string]string{"group": string(a.Group), "verdict": a.Verdict}, After: ledger.HashOf(a)}
	if before.ID != "" {
		e.Before = ledger.HashOf(before)
	}
	return ledger.Append(tx, e)
}

// DropException takes an exception back: its comment shares the group's answer
// again.
func (s *Service) DropException(ctx context.Context, who *access.Actor, docket, group, comment id.ID, rev int64) error {
	if comment == "" {
		return fault.New(fault.NotFound)
	}
	if err := who.Check(access.AnswerWrite, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := s.answerable(tx, docket, group); err != nil {
			return err
		}
		a, found, err := db.One(tx, scanAnswer, `SELECT `+answerColumns+` FROM answer a WHERE a.docket_id = $1 AND a.group_id = $2 AND a.comment_id = $3`,
			docket, group, comment)
		switch {
		case err != nil:
			return err
		case !found:
			return fault.New(fault.NotFound)
		case a.Rev != rev:
			return fault.New(fault.Stale, "rev", a.Rev)
		}
		if err := s.dropAnswer(tx, who, &a); err != nil {
			return err
		}
		if err := s.reopen(tx, who, &Group{Docket: docket, ID: group}); err != nil {
			return err
		}
		_, err = s.settle(tx, docket, group)
		return err
	})
}

func (s *Service) dropAnswer(tx *db.Tx, who *access.Actor, a *Answer) error {
	if _, err := tx.Exec(`DELETE FROM answer WHERE docket_id = $1 AND id = $2`, a.Docket, a.ID); err != nil {
		return err
	}
	return ledger.Append(tx, ledger.Entry{Docket: a.Docket, At: s.Clock(), Account: who.Account, Actor: who.Name, Action: "answer.drop", Kind: "answer",
		Subject: a.ID, Detail: map[string]string{"group": string(a.Group), "verdict": a.Verdict, "reason": a.Reason}, Before: ledger.HashOf(a)})
}
