// Package webhook tells programs elsewhere what happens in a docket. What is
// told are the entries of its log, each once in order, signed with the
// webhook's own secret.
//
// The log is the queue: a webhook knows up to which entry it was told (seq),
// so nothing is put down beside a change, and nothing is lost where a process
// dies. Watch looks for webhooks behind their log and asks for a job; the job
// (deliver.go) sends entry after entry, and tries again later where the other
// end does not take one. Sending writes nothing into the log: a webhook cannot
// set itself off. Where requests may go is in reach.go.
//
// Operations of Service:
//
//	Add, List, Set, Drop    a docket's webhooks
//	Watch, Work             telling
package webhook

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/ledger"
)

// Service is the area's operations.
type Service struct {
	DB     *db.DB
	Clock  clock.Clock
	Jobs   *jobs.Queue
	Log    *slog.Logger
	Site   string // our own address, which is not told: "https://thao.example"
	Inside bool   // addresses of the house's own network may be told
	Plain  bool   // and without https: for tests

	client *http.Client // made by Work
}

// Webhook is an address that is told of what happens in a docket.
type Webhook struct {
	Docket    id.ID        `json:"docket"`
	ID        id.ID        `json:"id"`
	URL       string       `json:"url"`
	Secret    string       `json:"-"`
	Actions   []string     `json:"actions"` // "comment" for all of a noun, "round.open" for one; none for all
	State     State        `json:"state"`
	Seq       int64        `json:"seq"` // of the log's entries, told up to here
	Created   clock.Micros `json:"created"`
	CreatedBy id.ID        `json:"createdBy"`
}

// State of a webhook.
type State string

const (
	Active State = "active"
	Off    State = "off" // nothing is told; what happened meanwhile is told once it is active again
)

// Bounds of a docket's webhooks.
const (
	most       = 20
	longestURL = 2000
	mostOnes   = 100
)

const columns = `docket_id, id, url, secret, actions, state, seq, created, created_by`

func scan(r db.Row, w *Webhook) error {
	var actions string
	err := r.Scan(&w.Docket, &w.ID, &w.URL, &w.Secret, &actions, &w.State, &w.Seq, &w.Created, &w.CreatedBy)
	w.Actions = strings.Fields(actions)
	return err
}

func resource(docket id.ID) access.Resource {
	return access.Resource{Kind: access.Docket, ID: docket, Docket: docket}
}

var actionShape = regexp.MustCompile(`^[a-z]+(\.[a-z-]+)?$`)

// check refuses an address that cannot be told, or names of no action.
func (s *Service) check(address string, actions []string) error {
	u, err := url.Parse(address)
	site, _ := url.Parse(s.Site)
	switch {
	case err != nil, u.Host == "", u.User != nil, u.Fragment != "", len(address) > longestURL, u.Scheme != "https" && !(s.Plain && u.Scheme == "http"):
		return fault.New(fault.Invalid, "field", "url", "rule", "webhook.rule.url")
	case site != nil && strings.EqualFold(u.Host, site.Host):
		return fault.New(fault.Invalid, "field", "url", "rule", "webhook.rule.own")
	}
	if len(actions) > mostOnes {
		return fault.New(fault.Invalid, "field", "actions", "rule", "web.rule.many", "max", mostOnes)
	}
	for _, a := range actions {
		if !actionShape.MatchString(a) {
			return fault.New(fault.Invalid, "field", "actions", "rule", "webhook.rule.action")
		}
	}
	return nil
}

// Add lets an address be told of what happens from now on. It returns the
// secret its messages are signed with, which is told this once.
func (s *Service) Add(ctx context.Context, who *access.Actor, docket id.ID, address string, actions []string) (Webhook, string, error) {
	if err := who.Check(access.DocketExport, resource(docket)); err != nil {
		return Webhook{}, "", err
	}
	if err := s.check(address, actions); err != nil {
		return Webhook{}, "", err
	}
	w := Webhook{
		Docket: docket, ID: id.New(), URL: address, Secret: "thaowh_" + strings.ToLower(rand.Text()), Actions: actions,
		State: Active, Created: s.Clock(), CreatedBy: who.Account,
	}
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM webhook WHERE docket_id = $1`, docket)
		if err == nil && n >= most {
			err = fault.New(fault.Invalid, "field", "url", "rule", "web.rule.many", "max", most)
		}
		if err != nil {
			return err
		}
		if err := ledger.Append(tx, s.entry(who, "webhook.add", w)); err != nil {
			return err
		}
		if w.Seq, err = ledger.Last(tx, docket); err != nil {
			return err
		}
		_, err = tx.Exec(`
INSERT INTO webhook (docket_id, id, url, secret, actions, state, seq, queued, created, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)`,
			w.Docket, w.ID, w.URL, w.Secret, strings.Join(w.Actions, " "), w.State, w.Seq, w.Created, w.CreatedBy)
		return err
	})
	return w, w.Secret, err
}

func (s *Service) entry(who *access.Actor, action string, w Webhook) ledger.Entry {
	return ledger.Entry{
		Docket: w.Docket, At: s.Clock(), Account: who.Account, Actor: who.Name, Action: action, Kind: "webhook", Subject: w.ID,
		Detail: map[string]string{"url": w.URL, "state": string(w.State)},
	}
}

// List lists a docket's webhooks.
func (s *Service) List(ctx context.Context, who *access.Actor, docket id.ID) ([]Webhook, error) {
	if err := who.Check(access.DocketExport, resource(docket)); err != nil {
		return nil, err
	}
	return db.All(s.DB.Reader(ctx), scan, `SELECT `+columns+` FROM webhook WHERE docket_id = $1 ORDER BY id LIMIT $2`, docket, most)
}

func read(q db.Q, docket, webhook id.ID) (Webhook, error) {
	w, found, err := db.One(q, scan, `SELECT `+columns+` FROM webhook WHERE docket_id = $1 AND id = $2`, docket, webhook)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return w, err
}

// Set turns a webhook off, or on again.
func (s *Service) Set(ctx context.Context, who *access.Actor, docket, webhook id.ID, state State) (Webhook, error) {
	if err := who.Check(access.DocketExport, resource(docket)); err != nil {
		return Webhook{}, err
	}
	if state != Active && state != Off {
		return Webhook{}, fault.New(fault.Invalid, "field", "state", "rule", "web.rule.choice")
	}
	var w Webhook
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		if w, err = read(tx, docket, webhook); err != nil || w.State == state {
			return err
		}
		w.State = state
		if _, err := tx.Exec(`UPDATE webhook SET state = $3, queued = seq WHERE docket_id = $1 AND id = $2`, docket, webhook, state); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, "webhook.set", w))
	})
	return w, err
}

// Drop forgets a webhook.
func (s *Service) Drop(ctx context.Context, who *access.Actor, docket, webhook id.ID) error {
	if err := who.Check(access.DocketExport, resource(docket)); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		w, err := read(tx, docket, webhook)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM webhook WHERE docket_id = $1 AND id = $2`, docket, webhook); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, "webhook.drop", w))
	})
}

// Watch asks for webhooks to be told, until ctx ends.
func (s *Service) Watch(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if err := s.Look(ctx); err != nil && ctx.Err() == nil {
			s.Log.Warn("webhook: the log cannot be looked at", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// behind finds webhooks for which something has happened and no job is under
// way: a job's end is where queued and seq are the same again.
const behind = `
SELECT w.docket_id, w.id, (SELECT l.seq FROM ledger l WHERE l.docket_id = w.docket_id AND l.reply_id = '' ORDER BY l.seq DESC LIMIT 1)
FROM webhook w WHERE w.state = 'active' AND w.queued = w.seq
AND EXISTS (SELECT 1 FROM ledger l WHERE l.docket_id = w.docket_id AND l.reply_id = '' AND l.seq > w.seq)`

type lag struct {
	docket, id id.ID
	last       int64
}

// Look looks once. It writes nothing where nothing has happened.
func (s *Service) Look(ctx context.Context) error {
	list, err := db.All(s.DB.Reader(ctx), func(r db.Row, l *lag) error { return r.Scan(&l.docket, &l.id, &l.last) }, behind)
	if err != nil || len(list) == 0 {
		return db.Fault(err)
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for _, l := range list {
			n, err := tx.Exec(`UPDATE webhook SET queued = $3 WHERE docket_id = $1 AND id = $2 AND state = 'active' AND queued = seq AND seq < $3`, l.docket, l.id, l.last)
			if err != nil {
				return err
			}
			if n == 0 {
				continue // another process was faster
			}
			if _, err := s.Jobs.Put(tx, l.docket, kind, args{l.id}); err != nil {
				return err
			}
		}
		return nil
	})
}
