package consultation

import (
	"context"
	"slices"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/jobs"
)

// lettersAtOnce is how many bodies one transaction writes to. A round asks tens
// of thousands: who writes to all of them at once keeps everybody else from
// writing anything meanwhile.
const lettersAtOnce = 100

// lettersJob is the letters of one occasion that are still to be written.
type lettersJob struct {
	Round   id.ID        `json:"round"`
	Purpose Purpose      `json:"purpose"`
	At      clock.Micros `json:"at"`               // of the occasion
	Behind  int64        `json:"behind,omitempty"` // place of the last body that was written to
	Bodies  []id.ID      `json:"bodies,omitempty"` // where they were named: these alone
}

// tell writes to the bodies of a round that an occasion concerns, or to those
// named: to the first of them in this transaction, to the others in jobs it puts
// down.
func (s *Service) tell(tx *db.Tx, r Round, occasion lettersJob) error {
	occasion.Round, occasion.At = r.ID, s.Clock()
	if len(occasion.Bodies) == 0 {
		return s.tellNext(tx, r, occasion)
	}
	for i, some := range slices.Collect(slices.Chunk(occasion.Bodies, lettersAtOnce)) {
		occasion.Bodies = some
		if i == 0 {
			if err := s.tellNext(tx, r, occasion); err != nil {
				return err
			}
		} else if _, err := s.Jobs.Put(tx, r.Docket, jobLetters, occasion); err != nil {
			return err
		}
	}
	return nil
}

// tellNext writes to the next bodies and asks for the others to be written to.
func (s *Service) tellNext(tx *db.Tx, r Round, l lettersJob) error {
	list, last, err := concerned(tx, r, l)
	if err != nil {
		return err
	}
	if err := s.write(tx, r, list, l.Purpose); err != nil {
		return err
	}
	if len(list) < lettersAtOnce || len(l.Bodies) > 0 {
		return nil
	}
	l.Behind = last
	_, err = s.Jobs.Put(tx, r.Docket, jobLetters, l)
	return err
}

// concerned are the next bodies an occasion concerns, and the place of the last.
func concerned(q db.Q, r Round, l lettersJob) (list []Asked, last int64, err error) {
	w := &db.Where{Args: []any{r.Docket, r.ID}}
	switch {
	case len(l.Bodies) > 0:
		db.AndIn(w, `a.body_id`, l.Bodies)
	case l.Purpose == Asking:
		w.And(`a.asked = ?`, l.At)
	case l.Purpose == Reminding:
		w.And(`a.reminded = ?`, l.At)
		w.And(unheard) // who has replied meanwhile is left alone
	default:
		w.And(`a.deadline = 0`) // whose own hour is later still has it
	}
	w.And(`a.seq > ?`, l.Behind)
	limited := w.Arg(lettersAtOnce)
	list, err = db.All(q, func(row db.Row, a *Asked) error {
		return row.Scan(&a.Body, &a.Name, &a.Short, &a.Email, &a.Deadline, &a.At, &a.Reminded, &last)
	}, `
SELECT a.body_id, a.name, COALESCE(b.short, ''), COALESCE(b.email, ''), a.deadline, a.asked, a.reminded, a.seq
FROM round_body a LEFT JOIN body b ON b.id = a.body_id
WHERE a.docket_id = $1 AND a.round_id = $2 AND `+w.SQL()+` ORDER BY a.seq LIMIT `+limited, w.Args...)
	return list, last, err
}

// unheard are the bodies of a round that nothing was received from.
const unheard = `NOT EXISTS (SELECT 1 FROM reply p
 WHERE p.docket_id = a.docket_id AND p.round_id = a.round_id AND p.body_id = a.body_id AND p.state IN ('sealed', 'reading'))`

// letters is the job of further letters.
func (s *Service) letters(ctx context.Context, j *jobs.Job) error {
	var l lettersJob
	if err := j.Decode(&l); err != nil {
		return jobs.Permanent(err)
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		r, err := roundHeld(tx, j.Docket, l.Round)
		if err != nil {
			return err
		}
		if r.State.Takes() == nil { // else it was closed meanwhile
			if err := s.tellNext(tx, r, l); err != nil {
				return err
			}
		}
		return j.Finish(tx)
	})
}
