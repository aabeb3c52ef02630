// Package mail sends e-mail through an outbox. A message is a row, put down in
// the transaction of the change it tells of; a job sends it. It is in exactly
// one state: waiting, until the mail server has taken it or refused it for
// good; sent; or failed, with the reason. Without a mail server everything
// stays in the outbox, where people see it and can pass it on by hand.
//
//	mail.go     the outbox
//	server.go   where the mail server is, and talking to it
//	compose.go  a message as RFC 5322 text
package mail

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
)

// State is where a message is on its way.
type State string

const (
	Waiting State = "waiting"
	Sent    State = "sent"
	Failed  State = "failed"
)

// Message is one e-mail to one address.
type Message struct {
	Docket  id.ID        `json:"docket"` // jobs.System for none
	ID      id.ID        `json:"id"`
	To      string       `json:"to"`
	Subject string       `json:"subject"`
	Words   string       `json:"words"`   // plain text
	Purpose string       `json:"purpose"` // "invite", "remind" …
	About   id.ID        `json:"about"`   // what it speaks of
	State   State        `json:"state"`
	Error   string       `json:"error"` // what the server said last
	Created clock.Micros `json:"created"`
	Sent    clock.Micros `json:"sent"` // when the server took it; 0 until then
}

// Outbox is the table of messages and the way to the mail server.
type Outbox struct {
	DB     *db.DB
	Jobs   *jobs.Queue
	Clock  clock.Clock
	Server *Server // nil: nothing is sent
	Log    *slog.Logger
}

// Kind of the jobs that send.
const kind = "mail.send"

// A message is tried for two days: longer than most servers are down.
const tries = 56

// A message that waited longer than this for a mail server to be configured
// is not sent by itself: what it says may no longer hold.
const fresh = 3 * 24 * time.Hour

// New makes the outbox of a server, nil for none, and takes up its jobs.
func New(d *db.DB, q *jobs.Queue, now clock.Clock, server *Server, log *slog.Logger) *Outbox {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	o := &Outbox{d, q, now, server, log}
	if server != nil {
		q.Handle(kind, o.send, tries)
	}
	return o
}

// Configured reports whether messages are sent.
func (o *Outbox) Configured() bool { return o.Server != nil }

// Queue puts a message into the outbox in a transaction and returns its id.
// ID, State, Error, Created and Sent are set here. An address that cannot be
// one is fault.Invalid.
func (o *Outbox) Queue(tx *db.Tx, m Message) (id.ID, error) {
	if !ValidAddress(m.To) {
		return "", fault.New(fault.Invalid, "field", "email", "rule", "mail.rule.address")
	}
	if m.Docket == "" {
		m.Docket = jobs.System
	}
	m.ID, m.State, m.Created = id.New(), Waiting, o.Clock()
	m.Subject, m.Words = heading(m.Subject), body(m.Words)
	_, err := tx.Exec(`
INSERT INTO message (docket_id, id, recipient, subject, words, purpose, about, state, error, created, sent)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, 0)`,
		m.Docket, m.ID, m.To, m.Subject, m.Words, m.Purpose, m.About, m.State, m.Created)
	if err != nil || o.Server == nil {
		return m.ID, err
	}
	_, err = o.Jobs.Put(tx, m.Docket, kind, m.ID)
	return m.ID, err
}

const columns = `docket_id, id, recipient, subject, words, purpose, about, state, error, created, sent`

func scan(r db.Row, m *Message) error {
	return r.Scan(&m.Docket, &m.ID, &m.To, &m.Subject, &m.Words, &m.Purpose, &m.About, &m.State, &m.Error, &m.Created, &m.Sent)
}

// Get reads a message; fault.NotFound where there is none.
func (o *Outbox) Get(q db.Q, docket, message id.ID) (Message, error) {
	m, found, err := db.One(q, scan, `SELECT `+columns+` FROM message WHERE docket_id = $1 AND id = $2`, docket, message)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return m, err
}

// Newest lists a docket's messages, the newest first, older than the one named
// ("" for the newest of all).
func (o *Outbox) Newest(q db.Q, docket, before id.ID, limit int) ([]Message, error) {
	return db.All(q, scan, `
SELECT `+columns+` FROM message WHERE docket_id = $1 AND (CAST($2 AS TEXT) = '' OR id < $2) ORDER BY id DESC LIMIT $3`, docket, before, limit)
}

// About lists the messages about one thing, in the order they were written.
func (o *Outbox) About(q db.Q, docket, about id.ID) ([]Message, error) {
	return db.All(q, scan, `SELECT `+columns+` FROM message WHERE docket_id = $1 AND about = $2 ORDER BY id LIMIT 1000`, docket, about)
}

// Again lets a message that failed, or that waits without a job, be sent.
// fault.WrongState where it was sent, or is about to be.
func (o *Outbox) Again(tx *db.Tx, docket, message id.ID) error {
	if o.Server == nil {
		return fault.New(fault.WrongState, "state", string(Waiting))
	}
	n, err := tx.Exec(`UPDATE message SET state = $3, error = '' WHERE docket_id = $1 AND id = $2 AND state <> $4`+jobless,
		docket, message, Waiting, Sent)
	if err != nil {
		return err
	}
	if n == 0 {
		m, err := o.Get(tx, docket, message)
		if err == nil {
			err = fault.New(fault.WrongState, "state", string(m.State))
		}
		return err
	}
	_, err = o.Jobs.Put(tx, docket, kind, message)
	return err
}

// jobless is the condition that no job is there to send a message.
const jobless = ` AND NOT EXISTS (
  SELECT 1 FROM job WHERE job.docket_id = message.docket_id AND job.kind = '` + kind + `' AND job.args = '"' || message.id || '"')`

// Resume puts down jobs for what waited while there was no mail server, at the
// start of the program. Old messages stay where they are.
func (o *Outbox) Resume(ctx context.Context) (resumed int, err error) {
	if o.Server == nil {
		return 0, nil
	}
	since := o.Clock().Add(-fresh)
	err = o.DB.Write(ctx, func(tx *db.Tx) error {
		waiting, err := db.All(tx, scan, `
SELECT `+columns+` FROM message WHERE state = $1 AND created >= $2`+jobless+` ORDER BY docket_id, id`, Waiting, since)
		for _, m := range waiting {
			if err == nil {
				_, err = o.Jobs.Put(tx, m.Docket, kind, m.ID)
			}
		}
		resumed = len(waiting)
		return err
	})
	return resumed, err
}

// send is the handler of a job. The message's Message-ID is its id, so a
// mailbox that gets it twice, because the program died between the server's
// word and the record of it, shows it once.
func (o *Outbox) send(ctx context.Context, j *jobs.Job) error {
	var message id.ID
	if err := j.Decode(&message); err != nil {
		return jobs.Permanent(err)
	}
	m, err := o.Get(o.DB.Reader(ctx), j.Docket, message)
	if fault.CodeOf(err) == fault.NotFound || err == nil && m.State != Waiting {
		return nil // taken away, or sent by a process that was thought dead
	}
	if err != nil {
		return err
	}
	err = o.Server.Send(ctx, m)
	switch {
	case err == nil:
		return o.record(ctx, j, m, Sent, "")
	case ctx.Err() != nil:
		return ctx.Err()
	case refused(err) || j.Attempt >= tries:
		o.Log.Warn("mail: failed for good", "message", m.ID, "purpose", m.Purpose, "error", err)
		return o.record(ctx, j, m, Failed, err.Error())
	}
	return errors.Join(err, o.note(ctx, m, err.Error()))
}

// letsIn are the purposes of letters whose words let their reader in. They are
// kept only until the mail server has them.
const letsIn = `('join', 'reset')`

// record ends job and message together, also while the program stops.
func (o *Outbox) record(ctx context.Context, j *jobs.Job, m Message, state State, said string) error {
	return o.DB.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		if err := j.Finish(tx); err != nil {
			return err
		}
		var sent clock.Micros
		if state == Sent {
			sent = o.Clock()
		}
		_, err := tx.Exec(`
UPDATE message SET state = $3, error = $4, sent = $5, words = CASE WHEN $3 = 'sent' AND purpose IN `+letsIn+` THEN '' ELSE words END
WHERE docket_id = $1 AND id = $2 AND state = $6`,
			m.Docket, m.ID, state, body(said), sent, Waiting)
		return err
	})
}

// note keeps what the server said to an attempt that will be repeated.
func (o *Outbox) note(ctx context.Context, m Message, said string) error {
	return o.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE message SET error = $3 WHERE docket_id = $1 AND id = $2 AND state = $4`, m.Docket, m.ID, body(said), Waiting)
		return err
	})
}
