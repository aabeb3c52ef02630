package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"thao/internal/db"
	"thao/internal/fault"
)

// Handler does a job. It may be called again for the same job, also where it
// succeeded: the process can die before the success is on record. ctx ends when
// the program stops or the lease is lost; a handler that then returns is called
// again later and has lost no attempt. So it is where a handler returns
// fault.Busy: there was no room, nothing was tried.
type Handler func(ctx context.Context, j *Job) error

// Attempts of a job before it is dead, unless Handle is told otherwise. With
// the pauses between them they take about a quarter of an hour.
const Attempts = 8

// Pauses after a failure: the first, doubled each time, up to the longest.
const (
	firstPause   = 5 * time.Second
	longestPause = time.Hour
)

// Handle says who does the jobs of a kind, and how often at most (0 for
// Attempts). It must be called before Run.
func (q *Queue) Handle(kind string, do Handler, tries ...int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, twice := q.handlers[kind]; twice || q.running {
		panic("jobs: Handle(" + kind + ") comes twice or too late")
	}
	h := handler{do, Attempts}
	if len(tries) > 0 && tries[0] > 0 {
		h.tries = int64(tries[0])
	}
	q.handlers[kind] = h
}

// Permanent marks an error that another attempt cannot mend: the job is dead
// at once.
func Permanent(err error) error { return permanent{err} }

type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

func final(failed error) bool {
	_, is := errors.AsType[permanent](failed)
	return is
}

// Run does jobs until ctx ends; it returns when the last handler has. A
// database that does not answer is waited for.
func (q *Queue) Run(ctx context.Context) {
	q.mu.Lock()
	q.running = true
	q.mu.Unlock()
	free := make(chan struct{}, q.Workers)
	var wg sync.WaitGroup
	defer wg.Wait()
	tick := time.NewTicker(q.Poll)
	defer tick.Stop()
	silent := false // the database's silence was logged
	for ctx.Err() == nil {
		full, err := q.round(ctx, free, &wg)
		if err != nil && ctx.Err() == nil && !silent {
			q.Log.Error("jobs: the table cannot be read", "error", err)
		}
		silent = err != nil
		if full {
			continue
		}
		select {
		case <-ctx.Done():
		case <-q.wake:
		case <-tick.C:
		}
	}
}

// round takes up as many jobs as there are free workers; full when each of
// them got one, so that there may be more.
func (q *Queue) round(ctx context.Context, free chan struct{}, wg *sync.WaitGroup) (full bool, err error) {
	select { // wait for one worker at least
	case free <- struct{}{}:
		<-free
	case <-ctx.Done():
		return false, nil
	}
	room := cap(free) - len(free)
	claimed, err := q.claim(ctx, room)
	for _, j := range claimed {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			q.do(ctx, &j)
		})
	}
	return err == nil && len(claimed) == room, err
}

// claim leases up to n jobs that are due. It looks before it writes: an idle
// server writes nothing.
func (q *Queue) claim(ctx context.Context, n int) ([]Job, error) {
	kinds, args := q.kinds(5)
	if kinds == "" {
		return nil, nil
	}
	now := q.Clock()
	reader := q.DB.Reader(ctx)
	if some, err := db.Value[int64](reader, `SELECT 1 FROM job WHERE due <= $1 LIMIT 1`, now); err != nil || some == 0 {
		return nil, db.Fault(err)
	}
	lock := ""
	if q.DB.Dialect == db.Postgres {
		lock = ` FOR UPDATE SKIP LOCKED`
	}
	var claimed []Job
	err := q.DB.Write(ctx, func(tx *db.Tx) (err error) {
		claimed, err = db.All(tx, q.scan, `
UPDATE job SET due = $1, attempt = attempt + 1
WHERE due <= $2 AND (docket_id, id) IN (
  SELECT docket_id, id FROM job WHERE due <= $3 AND kind IN (`+kinds+`) ORDER BY due, id LIMIT $4`+lock+`)
RETURNING `+columns, append([]any{now.Add(q.Lease), now, now, n}, args...)...)
		return err
	})
	if err != nil {
		return nil, err // what may have been leased comes back when the lease ends
	}
	slices.SortFunc(claimed, func(a, b Job) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return claimed, nil
}

// kinds is a list of placeholders from $first on for the kinds this process
// can do, and their values.
func (q *Queue) kinds(first int) (list string, args []any) {
	q.mu.Lock()
	defer q.mu.Unlock()
	names := make([]string, 0, len(q.handlers))
	for kind := range q.handlers {
		names = append(names, kind)
	}
	slices.Sort(names)
	marks := make([]string, len(names))
	for i, kind := range names {
		marks[i], args = fmt.Sprintf("$%d", first+i), append(args, kind)
	}
	return strings.Join(marks, ", "), args
}

// do runs a job's handler and records how it ended.
func (q *Queue) do(ctx context.Context, j *Job) {
	q.mu.Lock()
	h := q.handlers[j.Kind]
	q.mu.Unlock()
	own, cancel := context.WithCancelCause(ctx)
	kept := make(chan struct{})
	go func() { defer close(kept); q.keep(own, cancel, j) }()
	err := call(own, h.do, j)
	lost := context.Cause(own) == errLost
	cancel(nil)
	<-kept
	if lost || errors.Is(err, errLost) {
		q.Log.Warn("jobs: taken over by another worker", "kind", j.Kind, "job", j.ID)
		return
	}
	stopped := ctx.Err() != nil && err != nil
	if err != nil && !stopped {
		q.Log.Warn("jobs: failed", "kind", j.Kind, "job", j.ID, "attempt", j.Attempt, "error", err)
	}
	// The end of the program must not keep the end of a job from the record.
	if err := q.DB.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return q.end(tx, j, err, stopped, h.tries) }); err != nil {
		q.Log.Error("jobs: the end of a job cannot be recorded; it will be done again", "kind", j.Kind, "job", j.ID, "error", err)
	}
}

func call(ctx context.Context, do Handler, j *Job) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fault.Wrap(fmt.Errorf("%v\n%s", r, debug.Stack()), fault.Internal, "reason", fmt.Sprint(r))
		}
	}()
	return do(ctx, j)
}

// end records how an attempt ended. Each statement names the attempt, so it
// changes nothing where the job was finished by its handler or taken over.
func (q *Queue) end(tx *db.Tx, j *Job, failed error, stopped bool, tries int64) error {
	const mine = ` WHERE docket_id = $1 AND id = $2 AND attempt = $3`
	now := q.Clock()
	var err error
	switch {
	case failed == nil:
		_, err = tx.Exec(`DELETE FROM job`+mine, j.Docket, j.ID, j.Attempt)
	case stopped:
		_, err = tx.Exec(`UPDATE job SET due = $4, attempt = attempt - 1`+mine, j.Docket, j.ID, j.Attempt, now)
	case fault.CodeOf(failed) == fault.Busy && !final(failed):
		_, err = tx.Exec(`UPDATE job SET due = $4, attempt = attempt - 1, error = $5`+mine, j.Docket, j.ID, j.Attempt, now.Add(pause(1)), said(failed))
	default:
		due := now.Add(pause(j.Attempt))
		if final(failed) || j.Attempt >= tries {
			due = Never
		}
		_, err = tx.Exec(`UPDATE job SET due = $4, error = $5`+mine, j.Docket, j.ID, j.Attempt, due, said(failed))
	}
	return err
}

// said is what a failure leaves in the table: without the stack of a panic,
// and nothing PostgreSQL would refuse as text.
func said(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	line = strings.ReplaceAll(strings.ToValidUTF8(line, "?"), "\x00", "")
	if len(line) > 500 {
		line = strings.ToValidUTF8(line[:500], "")
	}
	return line
}

// pause is how long to wait after an attempt, spread so that what failed
// together does not come back together.
func pause(attempt int64) time.Duration {
	p := longestPause
	if attempt < 12 {
		p = min(p, firstPause<<(attempt-1))
	}
	return p - rand.N(p/4)
}

// keep renews the lease of a job while its handler runs, and cancels the
// handler where the lease is lost.
func (q *Queue) keep(ctx context.Context, cancel context.CancelCauseFunc, j *Job) {
	tick := time.NewTicker(q.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		var n int64
		err := q.DB.Write(ctx, func(tx *db.Tx) (err error) {
			n, err = tx.Exec(`UPDATE job SET due = $4 WHERE docket_id = $1 AND id = $2 AND attempt = $3`,
				j.Docket, j.ID, j.Attempt, q.Clock().Add(q.Lease))
			return err
		})
		if err == nil && n == 0 && ctx.Err() == nil && !q.finished(ctx, j) {
			cancel(errLost)
			return
		}
		if err != nil && ctx.Err() == nil {
			q.Log.Warn("jobs: the lease could not be renewed", "kind", j.Kind, "job", j.ID, "error", err)
		}
	}
}

// finished reports whether the job is no longer in the table: its handler
// finished it and has yet to return.
func (q *Queue) finished(ctx context.Context, j *Job) bool {
	_, found, err := q.Get(q.DB.Reader(ctx), j.Docket, j.ID)
	return err == nil && !found
}

// Progress records how far a job has come, for people to see. What it cannot
// record is no reason to stop.
func (j *Job) Progress(ctx context.Context, done, total int) {
	j.Done, j.Total = int64(done), int64(total)
	err := j.queue.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE job SET done = $4, total = $5 WHERE docket_id = $1 AND id = $2 AND attempt = $3`,
			j.Docket, j.ID, j.Attempt, done, total)
		return err
	})
	if err != nil && ctx.Err() == nil {
		j.queue.Log.Log(ctx, slog.LevelDebug, "jobs: progress is not recorded", "job", j.ID, "error", err)
	}
}
