// Package jobs does work in the background. A job is put down in the same
// transaction as the change that asks for it, so neither is ever without the
// other; it is done at least once, by whichever process claims it first.
//
// A claim is a lease: the job's due time is moved ahead, and moved again while
// its handler runs (run.go). A process that dies loses its leases, and another
// takes the job up. What fails is tried again, later each time; what has failed
// too often stays in the table as dead, where people see it, until somebody
// asks for it Again.
//
// A handler whose work is one transaction calls Job.Finish in it: work and
// end of the job are then one, and the work is done exactly once.
package jobs

import (
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"sync"
	"time"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// System is the docket_id of work that belongs to no docket.
const System id.ID = "system"

// Never is when a dead job is due.
const Never clock.Micros = math.MaxInt64

// Job is work that is asked for.
type Job struct {
	Docket  id.ID           `json:"docket"`
	ID      id.ID           `json:"id"`
	Kind    string          `json:"kind"`
	Args    json.RawMessage `json:"args"`
	Due     clock.Micros    `json:"due"`     // while it runs, the end of its lease; Never once it is dead
	Attempt int64           `json:"attempt"` // 1 while it runs for the first time
	Error   string          `json:"error"`   // of the last attempt; fault code first where there is one
	Done    int64           `json:"done"`    // of Total
	Total   int64           `json:"total"`
	Created clock.Micros    `json:"created"`

	queue *Queue
}

// Dead reports whether the job was given up.
func (j *Job) Dead() bool { return j.Due == Never }

// Decode reads the arguments the job was put down with.
func (j *Job) Decode(into any) error { return json.Unmarshal(j.Args, into) }

// Queue is the table of jobs and those who work on it.
type Queue struct {
	DB      *db.DB
	Clock   clock.Clock
	Log     *slog.Logger  // nil: nothing is logged
	Workers int           // jobs done at once by this process
	Poll    time.Duration // how often the table is looked at where nothing wakes us
	Lease   time.Duration // after which the job of a process that died is taken up

	wake     chan struct{}
	mu       sync.Mutex // guards the fields below
	handlers map[string]handler
	running  bool
}

type handler struct {
	do    Handler
	tries int64
}

// New makes a queue. Handle comes next, then Run.
func New(d *db.DB, now clock.Clock, log *slog.Logger) *Queue {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Queue{
		DB: d, Clock: now, Log: log, Workers: 4, Poll: time.Second, Lease: time.Minute,
		wake: make(chan struct{}, 1), handlers: map[string]handler{},
	}
}

// Put asks for work in a transaction; args are kept as JSON. Workers of this
// process are woken once it is committed.
func (q *Queue) Put(tx *db.Tx, docket id.ID, kind string, args any) (id.ID, error) {
	return q.PutAt(tx, docket, kind, args, q.Clock())
}

// PutAt asks for work that is to begin no earlier than due.
func (q *Queue) PutAt(tx *db.Tx, docket id.ID, kind string, args any, due clock.Micros) (id.ID, error) {
	if docket == "" {
		docket = System
	}
	data, err := json.Marshal(args)
	if err != nil {
		return "", err
	}
	key := id.New()
	_, err = tx.Exec(`
INSERT INTO job (docket_id, id, kind, args, due, attempt, error, done, total, created)
VALUES ($1, $2, $3, $4, $5, 0, '', 0, 0, $6)`, docket, key, kind, string(data), due, q.Clock())
	tx.After(q.Wake)
	return key, err
}

// Wake lets the workers look for work now.
func (q *Queue) Wake() {
	select {
	case q.wake <- struct{}{}:
	default: // it is awake already
	}
}

const columns = `docket_id, id, kind, args, due, attempt, error, done, total, created`

func (q *Queue) scan(r db.Row, j *Job) error {
	var args string
	err := r.Scan(&j.Docket, &j.ID, &j.Kind, &args, &j.Due, &j.Attempt, &j.Error, &j.Done, &j.Total, &j.Created)
	j.Args, j.queue = json.RawMessage(args), q
	return err
}

// Get reads a job; false once it is done, or where there never was one.
func (q *Queue) Get(on db.Q, docket, job id.ID) (Job, bool, error) {
	return db.One(on, q.scan, `SELECT `+columns+` FROM job WHERE docket_id = $1 AND id = $2`, docket, job)
}

// Of lists a docket's jobs in the order they were put down, up to limit, after
// the one named ("" for the first).
func (q *Queue) Of(on db.Q, docket, after id.ID, limit int) ([]Job, error) {
	return db.All(on, q.scan, `
SELECT `+columns+` FROM job WHERE docket_id = $1 AND id > $2 ORDER BY id LIMIT $3`, docket, after, limit)
}

// Counts are how many jobs wait or run, and how many are dead.
func (q *Queue) Counts(on db.Q) (open, dead int64, err error) {
	err = on.QueryRow(`SELECT count(*) FILTER (WHERE due < $1), count(*) FILTER (WHERE due = $1) FROM job`, Never).Scan(&open, &dead)
	return open, dead, err
}

// Again lets a dead job be tried as if it were new. fault.NotFound where there
// is no such job, or it is not dead.
func (q *Queue) Again(tx *db.Tx, docket, job id.ID) error {
	n, err := tx.Exec(`UPDATE job SET due = $3, attempt = 0, error = '' WHERE docket_id = $1 AND id = $2 AND due = $4`,
		docket, job, q.Clock(), Never)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound)
	}
	tx.After(q.Wake)
	return err
}

// Finish ends the job in a transaction of its handler. Where another process
// has taken the job over meanwhile it returns an error, and the handler's work
// must not be committed.
func (j *Job) Finish(tx *db.Tx) error {
	n, err := tx.Exec(`DELETE FROM job WHERE docket_id = $1 AND id = $2 AND attempt = $3`, j.Docket, j.ID, j.Attempt)
	if err == nil && n == 0 {
		err = errLost
	}
	return err
}

// Step records, in a transaction of the handler, how far the job has come. Like
// Finish it returns an error where another process has taken the job over.
func (j *Job) Step(tx *db.Tx, done, total int) error {
	n, err := tx.Exec(`UPDATE job SET done = $4, total = $5 WHERE docket_id = $1 AND id = $2 AND attempt = $3`,
		j.Docket, j.ID, j.Attempt, done, total)
	if err == nil && n == 0 {
		err = errLost
	}
	return err
}

var errLost = errors.New("the job was taken over by another worker")
