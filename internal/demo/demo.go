// Package demo fills an empty server with a consultation to look at: the
// samples' draft, the bodies that were asked, a round that is finished, down to
// the confirmed answers and the next version, and one that is open. All of it is
// done by the services that the pages use, by the accounts that would do it, on
// the days it would be done: only the clock is set back while it is told.
//
//	demo.go    what the demonstration is, and its clock
//	people.go  accounts and bodies
//	first.go   the finished round
//	second.go  the open round
package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync/atomic"
	"time"

	"thao/internal/access"
	"thao/internal/app"
	"thao/internal/clock"
	"thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/web/account"
	"thao/samples"
)

// Password is that of every account of the demonstration.
const Password = "xem-thu-phan-mem-thao"

// Clock tells the time of a demonstration: days ago while it is being told, the
// present afterwards. Its zero value tells the present.
type Clock struct{ back atomic.Int64 }

// Now is the clock.Clock to open the server with.
func (c *Clock) Now() clock.Micros { return clock.System().Add(-time.Duration(c.back.Load())) }

func (c *Clock) daysAgo(days float64) { c.back.Store(int64(days * float64(24*time.Hour))) }

// story is what is being told.
type story struct {
	*app.App
	clock  *Clock
	by     map[string]id.ID // accounts by the first half of their address
	bodies map[string]id.ID // by name
	docket id.ID
}

// Fill tells the story to a server that was opened with the clock, and returns
// the accounts to show. What the server would do in the background is done
// before it returns. A server that holds a demonstration is left as it is; one
// that holds anything else is Invalid, and is left alone too.
func Fill(ctx context.Context, a *app.App, c *Clock) ([]account.DemoAccount, error) {
	link, err := a.Accounts.FirstLink(ctx)
	if err != nil {
		return nil, err
	}
	if link == "" {
		if _, err := a.Accounts.SignIn(ctx, cast[0].key+domain, Password, "demo"); err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "field", "data", "rule", "app.rule.demo")
		}
		return accounts(), nil
	}
	s := &story{App: a, clock: c, by: map[string]id.ID{}, bodies: map[string]id.ID{}}
	working, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { defer close(done); a.Jobs.Run(working) }()
	defer func() { stop(); <-done }()
	defer c.daysAgo(0)
	for _, chapter := range []func(context.Context) error{s.people, s.begin, s.first, s.next, s.second} {
		if err := chapter(ctx); err != nil {
			return nil, err
		}
	}
	return accounts(), nil
}

// who is an account as it may act now.
func (s *story) who(ctx context.Context, name string) (*access.Actor, error) {
	return s.Accounts.Actor(ctx, s.by[name])
}

// file is a file of the samples.
func file(name string) ([]byte, error) { return samples.DeAn.ReadFile(path.Join("de-an", name)) }

// replies lists the files that came by mail, with their folders.
func replies() ([]string, error) {
	var out []string
	const root = "de-an/tra-loi"
	err := fs.WalkDir(samples.DeAn, root, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, name[len(root)+1:])
		}
		return err
	})
	return out, err
}

// patience is how long the work in the background may take.
const patience = 2 * time.Minute

var errSlow = errors.New("demo: the work in the background does not end")

// settled waits until nothing is left to be done in the background.
func (s *story) settled(ctx context.Context) error {
	for end := time.Now().Add(patience); time.Now().Before(end); {
		busy, err := s.busy(ctx)
		if err != nil || !busy {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
	return errSlow
}

// busy reports whether a job of the docket is due or under way.
func (s *story) busy(ctx context.Context) (bool, error) {
	list, err := s.Jobs.Of(s.DB.Reader(ctx), s.docket, "", 1000)
	if err != nil {
		return false, db.Fault(err)
	}
	for _, j := range list {
		if j.Dead() {
			return false, fmt.Errorf("demo: %s failed: %s", j.Kind, j.Error)
		}
		if j.Attempt > 0 || j.Due <= s.Clock() {
			return true, nil
		}
	}
	return false, nil
}

// groups lists all groups of a round.
func (s *story) groups(ctx context.Context, who *access.Actor, round id.ID, f consultation.DeskFilter) ([]consultation.Group, error) {
	var all []consultation.Group
	after := consultation.DeskCursor{}
	for {
		list, err := s.Rounds.Groups(ctx, who, s.docket, round, f, after, 200)
		if err != nil || len(list) == 0 {
			return all, err
		}
		all = append(all, list...)
		after = list[len(list)-1].After()
	}
}
