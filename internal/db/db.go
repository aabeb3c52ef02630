// Package db is the one door to the database: SQLite in one file, or
// PostgreSQL, behind the same few methods and the same SQL.
//
// Statements are written once, with $1 placeholders, in what both engines
// understand; docs/ARCHITECTURE.md lists what that is. Reading goes through a
// Reader, writing through Write, which runs a closure in a transaction: on
// SQLite many closures share one commit (group.go), on PostgreSQL each has its
// own and is tried again when the engine asks for it (postgres.go). A closure
// may therefore run more than once and must change nothing outside of its Tx;
// what is to happen after the commit is handed to Tx.After.
package db

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync/atomic"

	"thao/internal/fault"
)

// Dialect is the engine behind a DB.
type Dialect string

const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// DB is an open database. Its methods may be called by several goroutines.
type DB struct {
	Dialect Dialect
	read    *sql.DB
	asks    *prepared // of read, on SQLite; nil on PostgreSQL
	writer  writer
	long    writer         // writer, for what takes its time
	commits *atomic.Uint64 // of the writer, on SQLite
	path    string         // of the SQLite file; "" on PostgreSQL
}

// writer runs closures in transactions.
type writer interface {
	write(ctx context.Context, fn func(*Tx) error) error
	close() error
}

// Open opens the database of a URL: "sqlite:thao.db" or a path for SQLite,
// "postgres://…" or "host=… dbname=…" for PostgreSQL. A SQLite file is made if
// it is not there. Errors are *fault.Error: Unavailable.
func Open(ctx context.Context, url string) (*DB, error) {
	var d *DB
	var err error
	if isPostgres(url) {
		d, err = openPostgres(ctx, url)
	} else {
		d, err = openSQLite(ctx, strings.TrimPrefix(url, "sqlite:"))
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable)
	}
	return d, nil
}

func isPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") || strings.Contains(url, "dbname=")
}

// Close waits for the write under way and closes the database.
func (d *DB) Close() error {
	err := d.writer.close()
	if d.asks != nil {
		return errors.Join(err, d.asks.close())
	}
	return errors.Join(err, d.read.Close())
}

// Path is the SQLite file; "" on PostgreSQL.
func (d *DB) Path() string { return d.path }

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	var one int
	return Fault(d.read.QueryRowContext(ctx, `SELECT 1`).Scan(&one))
}

// Write runs fn in a transaction and returns once what it wrote, and all that it
// can have read, is on disk. Where fn returns an error, nothing of it stays and
// the error is returned as it is, driver errors as *fault.Error. When ctx ends
// first, or the disk fails at the very end (Unavailable, Full), whether fn was
// committed is not known.
func (d *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	return write(ctx, d.writer, fn)
}

// WriteLong is Write for what may take minutes, which on PostgreSQL Write does
// not. On SQLite everybody else waits as long.
func (d *DB) WriteLong(ctx context.Context, fn func(*Tx) error) error {
	return write(ctx, d.long, fn)
}

func write(ctx context.Context, to writer, fn func(*Tx) error) error {
	fn, done := with(ctx, fn)
	err := to.write(ctx, fn)
	if err == nil {
		done()
	}
	return Fault(err)
}

// Reader reads the committed state, each statement for itself.
func (d *DB) Reader(ctx context.Context) Reader {
	if d.asks != nil {
		return Reader{ctx, d.asks, d.Dialect, d.commits}
	}
	return Reader{ctx, d.read, d.Dialect, nil}
}

// View runs fn on one unchanging state of the database.
func (d *DB) View(ctx context.Context, fn func(Reader) error) error {
	opt := &sql.TxOptions{ReadOnly: true}
	if d.Dialect == Postgres {
		opt.Isolation = sql.LevelRepeatableRead
	}
	tx, err := d.read.BeginTx(ctx, opt)
	if err != nil {
		return Fault(err)
	}
	defer tx.Rollback()
	if d.asks == nil {
		return Fault(fn(Reader{ctx, tx, d.Dialect, nil}))
	}
	in := &within{tx, d.asks, map[string]bool{}}
	err = fn(Reader{ctx, in, d.Dialect, nil})
	if ended := tx.Rollback(); err == nil && ended == nil {
		in.prepare(ctx)
	}
	return Fault(err)
}

// Q is what can be asked: a Reader or a Tx.
type Q interface {
	Query(query string, args ...any) (*sql.Rows, error)
	QueryRow(query string, args ...any) *sql.Row
	Engine() Dialect
}

// Reader asks the database, bound to the context of a request.
type Reader struct {
	ctx context.Context
	q   interface {
		QueryContext(context.Context, string, ...any) (*sql.Rows, error)
		QueryRowContext(context.Context, string, ...any) *sql.Row
	}
	dialect Dialect
	commits *atomic.Uint64
}

// Commits is how often this process has committed a change. A change is counted
// before it is acknowledged: as long as the count is the same, what was read
// still holds for whoever was told nothing newer, but for what other processes
// write. False where that is the rule (PostgreSQL), and of a View, which does
// not move.
func (r Reader) Commits() (uint64, bool) {
	if r.commits == nil {
		return 0, false
	}
	return r.commits.Load(), true
}

func (r Reader) Query(query string, args ...any) (*sql.Rows, error) {
	return r.q.QueryContext(r.ctx, query, args...)
}

func (r Reader) QueryRow(query string, args ...any) *sql.Row {
	return r.q.QueryRowContext(r.ctx, query, args...)
}

// Engine is the dialect, for the few statements that must differ.
func (r Reader) Engine() Dialect { return r.dialect }

// Tx is a transaction under way. It belongs to the closure it was given to.
type Tx struct {
	on      executor
	dialect Dialect
	memo    *memo
	touched bool // something may have been changed
	after   []func()
}

// executor is the connection a transaction runs on, with the writer's context:
// a request that ends must not cancel a statement in the middle of a batch.
type executor interface {
	exec(query string, args ...any) (sql.Result, error)
	query(query string, args ...any) (*sql.Rows, error)
	queryRow(query string, args ...any) *sql.Row
}

// Exec runs a statement and returns how many rows it changed.
func (t *Tx) Exec(query string, args ...any) (int64, error) {
	t.touched = true
	res, err := t.on.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (t *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	t.touched = t.touched || !asks(query)
	return t.on.query(query, args...)
}

func (t *Tx) QueryRow(query string, args ...any) *sql.Row {
	t.touched = t.touched || !asks(query)
	return t.on.queryRow(query, args...)
}

// asks reports whether a statement surely changes nothing.
func asks(query string) bool {
	query = strings.TrimLeft(query, " \t\n")
	return strings.HasPrefix(query, "SELECT") || strings.HasPrefix(query, "WITH RECURSIVE")
}

// Engine is the dialect, for the few statements that must differ.
func (t *Tx) Engine() Dialect { return t.dialect }

// After lets fn run once the transaction is committed, beside later ones. fn must
// be short and must not write.
func (t *Tx) After(fn func()) { t.after = append(t.after, fn) }

func (t *Tx) committed() {
	for _, fn := range t.after {
		fn()
	}
}

// Lock makes transactions that name the same key wait for one another until
// they end. On SQLite there is one writer, so nothing waits.
func (t *Tx) Lock(key string) error {
	if t.dialect == SQLite {
		return nil
	}
	_, err := t.on.exec(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, key)
	return err
}

// Share makes a transaction wait for those that hold the key by Lock, and them
// for it; those that share it go on side by side.
func (t *Tx) Share(key string) error {
	if t.dialect == SQLite {
		return nil
	}
	_, err := t.on.exec(`SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))`, key)
	return err
}
