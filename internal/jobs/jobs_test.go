package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
)

// work is a queue under test: an hour that stands, a table looked at often.
type work struct {
	*Queue
	t    *testing.T
	hour *clock.Manual
	stop func()
}

func newWork(t *testing.T, d *db.DB) *work {
	hour := clock.At(time.Date(2026, 4, 6, 8, 0, 0, 0, time.UTC))
	q := New(d, hour.Now, nil)
	q.Poll = 5 * time.Millisecond
	return &work{Queue: q, t: t, hour: hour, stop: func() {}}
}

func (w *work) run() {
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.Run(ctx) }()
	var once sync.Once
	w.stop = func() { once.Do(func() { cancel(); <-done }) }
	w.t.Cleanup(w.stop)
}

func (w *work) put(kind string, args any) id.ID {
	w.t.Helper()
	var key id.ID
	err := w.DB.Write(w.t.Context(), func(tx *db.Tx) (err error) {
		key, err = w.Put(tx, "d", kind, args)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return key
}

func (w *work) get(key id.ID) (Job, bool) {
	w.t.Helper()
	j, found, err := w.Get(w.DB.Reader(w.t.Context()), "d", key)
	if err != nil {
		w.t.Fatal(err)
	}
	return j, found
}

// until waits for what must come.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 2000 {
		if is() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("never came: %s", what)
}

func TestEveryJobIsDoneOnceByTwoProcesses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ignore := goleak.IgnoreCurrent()
		a, b := newWork(t, d), newWork(t, d)
		var mu sync.Mutex
		times := map[int]int{}
		for _, w := range []*work{a, b} {
			w.Handle("count", func(_ context.Context, j *Job) error {
				var n int
				if err := j.Decode(&n); err != nil {
					return err
				}
				mu.Lock()
				defer mu.Unlock()
				times[n]++
				return nil
			})
		}
		a.run()
		b.run()
		for i := range 60 {
			a.put("count", i)
		}
		until(t, "all jobs done", func() bool {
			open, dead, err := a.Counts(d.Reader(t.Context()))
			return err == nil && open+dead == 0
		})
		a.stop()
		b.stop()
		for i := range 60 {
			if times[i] != 1 {
				t.Errorf("job %d was done %d times", i, times[i])
			}
		}
		// The SQL pool's own goroutines come and go with its connections.
		goleak.VerifyNone(t, ignore, goleak.IgnoreAnyFunction("database/sql.(*DB).connectionCleaner"),
			goleak.IgnoreAnyFunction("github.com/jackc/pgx/v5/pgconn/ctxwatch.(*ContextWatcher).Watch.func1"))
	})
}

func TestJobOfAWriteThatFailsIsNotThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d)
		d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := w.Put(tx, "d", "x", nil); err != nil {
				t.Error(err)
			}
			return errors.New("no")
		})
		if open, _, err := w.Counts(d.Reader(t.Context())); open != 0 || err != nil {
			t.Errorf("%d jobs, %v", open, err)
		}
	})
}

func TestFailureIsTriedLaterAndThenDead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d)
		var calls atomic.Int64
		var mend atomic.Bool
		w.Handle("fails", func(context.Context, *Job) error {
			calls.Add(1)
			if mend.Load() {
				return nil
			}
			return fault.New(fault.Unreadable, "reason", "bad\x00 \xff bytes\nsecond line")
		}, 3)
		w.run()
		key := w.put("fails", nil)
		for attempt := int64(1); attempt <= 3; attempt++ {
			until(t, "the attempt's record", func() bool {
				j, _ := w.get(key)
				return calls.Load() == attempt && j.Error != "" && j.Due > w.hour.Now()
			})
			j, _ := w.get(key)
			if wait := j.Due.Time().Sub(w.hour.Now().Time()); attempt < 3 && (wait < 3*time.Second || wait > longestPause || j.Dead()) {
				t.Errorf("after attempt %d it waits %v", attempt, wait)
			}
			if strings.ContainsAny(j.Error, "\n\x00") || !strings.HasPrefix(j.Error, "unreadable") {
				t.Errorf("recorded as %q", j.Error)
			}
			w.hour.Advance(time.Duration(attempt) * 20 * time.Second)
			if attempt < 3 {
				// Renewing the lease must not be taken for the pause.
				until(t, "the next attempt", func() bool { return calls.Load() == attempt+1 })
			}
		}
		until(t, "it is dead", func() bool { j, _ := w.get(key); return j.Dead() })
		w.hour.Advance(1000 * time.Hour)
		w.Wake()
		if _, dead, err := w.Counts(d.Reader(t.Context())); dead != 1 || err != nil {
			t.Errorf("%d dead, %v", dead, err)
		}
		mend.Store(true)
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return w.Again(tx, "d", key) }); err != nil {
			t.Fatal(err)
		}
		until(t, "it is done", func() bool { _, found := w.get(key); return !found })
		if calls.Load() != 4 {
			t.Errorf("%d calls", calls.Load())
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return w.Again(tx, "d", key) }); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("again, though done: %v", err)
		}
	})
}

// Where there was no room, nothing was tried: however often that happens, the job
// is done once there is.
func TestBusyLosesNoAttempt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d)
		var calls atomic.Int64
		w.Handle("large", func(context.Context, *Job) error {
			if calls.Add(1) <= 5 {
				return fault.Wrap(errors.New("no room"), fault.Busy)
			}
			return nil
		}, 2)
		w.run()
		key := w.put("large", nil)
		for n := int64(1); n <= 5; n++ {
			until(t, "given back", func() bool {
				j, found := w.get(key)
				return found && calls.Load() == n && j.Attempt == 0 && j.Due > w.hour.Now() && !j.Dead()
			})
			w.hour.Advance(firstPause)
			w.Wake()
		}
		until(t, "done", func() bool { _, found := w.get(key); return !found })
	})
}

func TestPermanentAndPanic(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d)
		w.Handle("never", func(context.Context, *Job) error { return Permanent(fault.New(fault.Gone)) })
		w.Handle("panics", func(context.Context, *Job) error { panic("oh") }, 1)
		w.Handle("well", func(context.Context, *Job) error { return nil })
		w.run()
		never, panics, well := w.put("never", nil), w.put("panics", nil), w.put("well", nil)
		until(t, "both dead, one done", func() bool {
			a, _ := w.get(never)
			b, _ := w.get(panics)
			_, c := w.get(well)
			return a.Dead() && b.Dead() && !c
		})
		if j, _ := w.get(panics); !strings.Contains(j.Error, "oh") {
			t.Errorf("%q", j.Error)
		}
	})
}

func TestStopGivesTheJobBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d)
		began := make(chan struct{}, 1)
		w.Handle("long", func(ctx context.Context, j *Job) error {
			j.Progress(ctx, 3, 7)
			began <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		})
		w.run()
		key := w.put("long", nil)
		<-began
		w.stop()
		j, found := w.get(key)
		if !found || j.Attempt != 0 || j.Due > w.hour.Now() || j.Done != 3 || j.Total != 7 || j.Error != "" {
			t.Errorf("%+v", j)
		}
		next := newWork(t, d)
		next.Handle("long", func(context.Context, *Job) error { return nil })
		next.run()
		until(t, "done by the next", func() bool { _, found := w.get(key); return !found })
	})
}

func TestDeadProcessLosesItsLease(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := newWork(t, d)
		a.Handle("x", func(context.Context, *Job) error { return nil })
		key := a.put("x", nil)
		// A process that claims and is never heard of again.
		claimed, err := a.claim(t.Context(), 1)
		if err != nil || len(claimed) != 1 {
			t.Fatal(claimed, err)
		}
		if again, err := a.claim(t.Context(), 1); len(again) != 0 || err != nil {
			t.Fatalf("leased twice: %v %v", again, err)
		}
		a.hour.Advance(a.Lease)
		a.run()
		until(t, "done by another", func() bool { _, found := a.get(key); return !found })
		// The one that was thought dead comes back: it may not commit its work.
		err = d.Write(t.Context(), func(tx *db.Tx) error { return claimed[0].Finish(tx) })
		if !errors.Is(err, errLost) {
			t.Errorf("finished though lost: %v", err)
		}
	})
}

func TestLeaseIsKeptWhileTheHandlerRuns(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d)
		w.Lease = 30 * time.Millisecond // renewed every 10
		w.Clock = clock.System
		var calls atomic.Int64
		go_ := make(chan struct{})
		w.Handle("slow", func(context.Context, *Job) error {
			calls.Add(1)
			<-go_
			return nil
		})
		// Only what the lease itself renews is looked at, so a slow machine
		// may delay it but not break it.
		first := w.put("slow", nil)
		w.run()
		until(t, "it runs", func() bool { return calls.Load() > 0 })
		before, _ := w.get(first)
		until(t, "the lease is renewed", func() bool { j, _ := w.get(first); return j.Due > before.Due })
		close(go_)
		until(t, "done", func() bool { _, found := w.get(first); return !found })
	})
}

func TestFinishInTheHandlersTransaction(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d)
		w.Handle("writes", func(ctx context.Context, j *Job) error {
			return w.DB.Write(ctx, func(tx *db.Tx) error {
				if err := j.Finish(tx); err != nil {
					return err
				}
				_, err := tx.Exec(`INSERT INTO session (token, data, expiry) VALUES ($1, $2, 0)`, string(j.ID), []byte{})
				return err
			})
		})
		w.run()
		for range 10 {
			w.put("writes", nil)
		}
		until(t, "ten rows, no job", func() bool {
			n, err := db.Value[int64](d.Reader(t.Context()), `SELECT count(*) FROM session`)
			open, dead, _ := w.Counts(d.Reader(t.Context()))
			return err == nil && n == 10 && open+dead == 0
		})
	})
}

func TestOfPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d)
		for i := range 5 {
			w.put(fmt.Sprint("k", i), i)
		}
		q := d.Reader(t.Context())
		first, err := w.Of(q, "d", "", 3)
		if err != nil || len(first) != 3 || first[0].Kind != "k0" {
			t.Fatal(first, err)
		}
		rest, err := w.Of(q, "d", first[2].ID, 3)
		if err != nil || len(rest) != 2 || rest[1].Kind != "k4" {
			t.Error(rest, err)
		}
		// Kinds nobody here can do are left for who can.
		w.Handle("k3", func(context.Context, *Job) error { return nil })
		if got, err := w.claim(t.Context(), 9); err != nil || len(got) != 1 || got[0].Kind != "k3" {
			t.Error(got, err)
		}
	})
}
