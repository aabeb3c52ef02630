package consultation

import (
	"context"
	"time"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/ledger"
)

// Kinds of work in the background.
const (
	jobRead  = "consultation.read"  // a file that came by mail
	jobGroup = "consultation.group" // the comments of a round that are in no group
	jobHour  = "consultation.hour"  // a round's hour has come: remind, or end
	// Letters of a round to the bodies that were too many for one transaction.
	jobLetters = "consultation.letters"
)

// Works lists them.
func Works() []string { return []string{jobRead, jobGroup, jobHour, jobLetters} }

// Work says who does the area's work; before the queue runs.
func (s *Service) Work(q *jobs.Queue) {
	q.Handle(jobRead, s.readFile)
	q.Handle(jobGroup, s.groupRound)
	q.Handle(jobHour, s.hour)
	q.Handle(jobLetters, s.letters)
}

// roundJob names a round and, for its hours, the deadline they were set by.
type roundJob struct {
	Round    id.ID        `json:"round"`
	Deadline clock.Micros `json:"deadline,omitempty"`
	End      bool         `json:"end,omitempty"`
}

// grouping asks for a round's new comments to be grouped.
func (s *Service) grouping(tx *db.Tx, docket, round id.ID) error {
	_, err := s.Jobs.Put(tx, docket, jobGroup, roundJob{Round: round})
	return err
}

func (s *Service) groupRound(ctx context.Context, j *jobs.Job) error {
	var args roundJob
	if err := j.Decode(&args); err != nil {
		return jobs.Permanent(err)
	}
	_, err := s.GroupNew(ctx, j.Docket, args.Round)
	return err
}

// reminders is how long before a body's deadline it is written to.
var reminders = []time.Duration{72 * time.Hour, 24 * time.Hour}

// watch sets the hours of a round: reminders before its deadline, and its end
// when the last body's time is over. Hours set by an earlier deadline pass
// without effect.
func (s *Service) watch(tx *db.Tx, r Round) error {
	for _, ahead := range reminders {
		at := r.Deadline.Add(-ahead)
		if at <= s.Clock() {
			continue
		}
		if _, err := s.Jobs.PutAt(tx, r.Docket, jobHour, roundJob{Round: r.ID, Deadline: r.Deadline}, at); err != nil {
			return err
		}
	}
	last := r.lastDeadline()
	_, err := s.Jobs.PutAt(tx, r.Docket, jobHour, roundJob{Round: r.ID, Deadline: last, End: true}, last)
	return err
}

// lastDeadline is when the time of every body is over.
func (r Round) lastDeadline() clock.Micros {
	last := r.Deadline
	for _, a := range r.Asked {
		last = max(last, a.Until(r))
	}
	return last
}

// hour does what a round's hour asks for, unless its deadline was changed.
func (s *Service) hour(ctx context.Context, j *jobs.Job) error {
	var args roundJob
	if err := j.Decode(&args); err != nil {
		return jobs.Permanent(err)
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := lockRound(tx, j.Docket, args.Round)
		if err != nil {
			return err
		}
		after, action := before, "round.remind"
		switch {
		case before.State != Open:
			return j.Finish(tx)
		case args.End && before.lastDeadline() == args.Deadline:
			action = "round.end"
			if err := s.end(tx, program, &after); err != nil {
				return err
			}
		case !args.End && before.Deadline == args.Deadline:
			if _, err := s.remind(tx, &after, nil); err != nil {
				return err
			}
		default:
			return j.Finish(tx)
		}
		after.Rev++
		if err := updateRound(tx, after, before.Rev); err != nil {
			return err
		}
		s.stir(tx, j.Docket, after.ID)
		if err := ledger.Append(tx, s.entry(program, j.Docket, action, "round", after.ID, before, after, "title", after.Title)); err != nil {
			return err
		}
		return j.Finish(tx)
	})
}
