package consultation

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/ledger"
)

// What was read from a file comes to be all at once, in the transaction that
// seals its reply. A file of very many comments would hold up everybody's
// writing that long: so its comments are put down before, some at a time, in a
// state in which nobody sees them, and that transaction does no more than send
// them. An attempt that did not come to its end leaves some that the next clears
// away: it may read the file in another way, after the program was updated.

// storedAtOnce is how many comments or passages of a file one transaction puts
// down. (Tests lower it.)
var storedAtOnce = 50

// filing is a file that was read and is to be filed.
type filing struct {
	job   *jobs.Job
	reply Reply
	round Round
	from  *senders
	ready *readyDraft
	got   collate.Reading

	laid *Reply // as which the comments were put down before; nil where they were not
}

// errGivenMeanwhile: the file was given another body while it was put down, or
// was taken out of the round.
var errGivenMeanwhile = errors.New("the reply has changed")

// errListedMeanwhile: a list of bodies came while the file was read without it.
var errListedMeanwhile = errors.New("the list of bodies has changed")

// store files what was read.
func (s *Service) store(ctx context.Context, f *filing) error {
	for {
		err := s.storeOnce(ctx, f)
		if !errors.Is(err, errGivenMeanwhile) {
			return err
		}
		if err := s.clear(ctx, f.reply); err != nil {
			return err
		}
	}
}

func (s *Service) storeOnce(ctx context.Context, f *filing) error {
	if len(f.got.Comments)+len(f.got.Passages) > storedAtOnce {
		if err := s.lay(ctx, f); err != nil {
			return err
		}
	}
	return s.finish(ctx, f)
}

// finish seals the reply, with what was put down of it before or with all of it.
func (s *Service) finish(ctx context.Context, f *filing) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Share(receiveKey(f.reply.Round)); err != nil { // before the round, as where a list is received
			return err
		}
		if _, err := roundHeld(tx, f.reply.Docket, f.reply.Round); err != nil {
			return err
		}
		if listed, err := listedOf(tx, f.reply.Docket, f.reply.Round); err != nil || listed != f.from.listed {
			return cmp.Or(err, errListedMeanwhile)
		}
		if err := s.file(tx, f); err != nil {
			return err
		}
		return f.job.Finish(tx)
	})
}

// lay puts comments and passages down where nobody sees them yet.
func (s *Service) lay(ctx context.Context, f *filing) error {
	before, err := replyRow(s.DB.Reader(ctx), f.reply.Docket, f.reply.ID)
	if err != nil {
		return err
	}
	after := f.as(before)
	if f.laid = nil; before.State != Reading || after.State != Sealed {
		return nil
	}
	f.laid = &after
	done, total := 0, len(f.got.Comments)+len(f.got.Passages)
	step := func(n int, put func(*db.Tx) error) error {
		done += n
		return s.DB.Write(ctx, func(tx *db.Tx) error {
			if err := f.job.Step(tx, done, total); err != nil {
				return err
			}
			return put(tx)
		})
	}
	for found := range slices.Chunk(f.got.Comments, storedAtOnce) {
		list := s.comments(f, after, found, BeingRead)
		if err := step(len(found), func(tx *db.Tx) error { return addAll(tx, after.Docket, list) }); err != nil {
			return err
		}
	}
	from := 0
	for found := range slices.Chunk(f.got.Passages, storedAtOnce) {
		if err := step(len(found), func(tx *db.Tx) error { return insertPassages(tx, after, from, found) }); err != nil {
			return err
		}
		from += len(found)
	}
	return nil
}

// file writes what was read from a file, or sends what was put down of it.
func (s *Service) file(tx *db.Tx, f *filing) error {
	before, err := replyRow(tx, f.reply.Docket, f.reply.ID)
	if err == nil && before.State != Reading && f.laid != nil {
		err = errGivenMeanwhile
	}
	if err != nil || before.State != Reading {
		return err
	}
	after := f.as(before)
	after.Rev++
	if after.State == Sealed {
		if err := s.fileComments(tx, f, after); err != nil {
			return err
		}
		if err := seal(tx, &after, Sent); err != nil {
			return err
		}
		if err := s.grouping(tx, after.Docket, after.Round); err != nil {
			return err
		}
	}
	if err := updateReply(tx, after, before.Rev); err != nil {
		return err
	}
	s.stir(tx, after.Docket, after.Round)
	return ledger.Append(tx, s.entry(program, after.Docket, "reply.read", "reply", after.ID, before, after,
		"file", after.FileName, "body", after.BodyName, "count", countText(after.Comments)))
}

// as is the reply as what was read makes it.
func (f *filing) as(before Reply) Reply {
	after, got := before, f.got
	after.Problems = problemsOf(got.Problems)
	after.State = Sealed
	if got.Reply.Status == collation.Unreadable || got.Matrix {
		after.State = Unreadable
	}
	if before.Rule != ByHand {
		after.Body, after.BodyName, after.Rule = "", noNUL(got.Reply.Body), string(got.Reply.BodyRule)
		if a, ok := f.from.match(got.Reply.Body); ok {
			after.Body, after.BodyName = a.Body, a.Name
		}
	}
	after.Joint = got.Joint
	after.Number, after.Dated, after.Agrees = noNUL(got.Reply.Number), noNUL(got.Reply.Date), got.Reply.Status == collation.Agrees
	if after.State == Sealed {
		after.Sealed, after.Comments = before.Created, int64(len(got.Comments))
	}
	return after
}

func (s *Service) fileComments(tx *db.Tx, f *filing, r Reply) error {
	if f.laid == nil {
		if err := addAll(tx, r.Docket, s.comments(f, r, f.got.Comments, Sent)); err != nil {
			return err
		}
		return insertPassages(tx, r, 0, f.got.Passages)
	}
	if r.Body != f.laid.Body || r.BodyName != f.laid.BodyName || r.Rule != f.laid.Rule {
		return errGivenMeanwhile
	}
	n, err := tx.Exec(`UPDATE comment SET state = 'sent' WHERE docket_id = $1 AND reply_id = $2 AND state = 'reading'`, r.Docket, r.ID)
	if err == nil && n != r.Comments {
		err = errGivenMeanwhile // what was put down is not all there
	}
	return err
}

// comments are some of those that were found in a file.
func (s *Service) comments(f *filing, r Reply, found []collation.Comment, state CommentState) []Comment {
	out := make([]Comment, len(found))
	for i, v := range found {
		c := s.fromFile(r, f.round, f.ready, v)
		c.State = state
		if v.Body != f.got.Reply.Body && (r.Joint || r.Rule != ByHand) { // a row that says whose it is
			c.Body, c.BodyName = "", noNUL(v.Body)
			if a, ok := f.from.match(v.Body); ok {
				c.Body, c.BodyName = a.Body, a.Name
			}
		}
		out[i] = c
	}
	return out
}

// insertPassages writes passages of a file, the first of which has from before
// it.
func insertPassages(tx *db.Tx, r Reply, from int, found []collation.Passage) error {
	rows := make([][]any, len(found))
	for i, p := range found {
		rows[i] = []any{r.Docket, r.ID, from + i + 1, p.Kind, noNUL(p.Text)}
	}
	return db.InsertAll(tx, `INSERT INTO passage (docket_id, reply_id, seq, kind, words)`, rows,
		` ON CONFLICT (docket_id, reply_id, seq) DO UPDATE SET kind = excluded.kind, words = excluded.words`)
}

// clear takes away, some at a time, what was put down of a file and never sent:
// its passages too, of which there may be more than comments.
func (s *Service) clear(ctx context.Context, r Reply) error {
	for more := true; more; {
		q := s.DB.Reader(ctx)
		some, err := db.Values[id.ID](q, `
SELECT id FROM comment WHERE docket_id = $1 AND reply_id = $2 AND state = 'reading' ORDER BY id LIMIT $3`, r.Docket, r.ID, storedAtOnce)
		if err != nil {
			return db.Fault(err)
		}
		passages, err := db.Value[int64](q, `SELECT COUNT(*) FROM passage WHERE docket_id = $1 AND reply_id = $2`, r.Docket, r.ID)
		if err != nil || len(some) == 0 && passages == 0 {
			return db.Fault(err)
		}
		err = s.DB.Write(ctx, func(tx *db.Tx) (err error) { more, err = clearSome(tx, r, some); return err })
		if err != nil {
			return err
		}
	}
	return nil
}

// clearSome reports whether there may be more to clear: of what was sent meanwhile
// by another worker, nothing is.
func clearSome(tx *db.Tx, r Reply, comments []id.ID) (more bool, err error) {
	now, err := replyRow(tx, r.Docket, r.ID)
	if err != nil || now.State == Sealed {
		return false, err
	}
	if _, err := tx.Exec(`DELETE FROM passage WHERE docket_id = $1 AND reply_id = $2 AND seq IN (
 SELECT seq FROM passage WHERE docket_id = $1 AND reply_id = $2 LIMIT $3)`, r.Docket, r.ID, storedAtOnce); err != nil {
		return false, err
	}
	for _, c := range comments {
		if _, err := tx.Exec(`DELETE FROM comment WHERE docket_id = $1 AND id = $2 AND state = 'reading'`, r.Docket, c); err != nil {
			return false, err
		}
		if err := db.DeleteWords(tx, r.Docket, searchKind, string(c)); err != nil {
			return false, err
		}
	}
	return true, nil
}
