package db

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// openPostgres opens two pools: while all connections of one wait for each other's
// locks to write, those of the other read.
func openPostgres(ctx context.Context, url string) (*DB, error) {
	read, err := postgresPool(url)
	if err != nil {
		return nil, err
	}
	write, err := postgresPool(url)
	if err != nil {
		read.Close()
		return nil, err
	}
	d := &DB{Dialect: Postgres, read: read, writer: direct{write, time.Minute}, long: direct{write, 24 * time.Hour}}
	if err := d.Ping(ctx); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// mostConnections of a pool: of the hundred that a PostgreSQL takes by default,
// both together leave some.
const mostConnections = 40

func postgresPool(url string) (*sql.DB, error) {
	pool, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	most := min(max(16, 4*runtime.GOMAXPROCS(0)), mostConnections)
	pool.SetMaxOpenConns(most)
	pool.SetMaxIdleConns(most)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return pool, nil
}

// direct writes to PostgreSQL: a transaction for each closure. The server itself
// flushes in groups what is committed at the same time.
type direct struct {
	pool *sql.DB
	most time.Duration // a transaction may take
}

// Times a closure is tried when the engine says that it may succeed.
const attempts = 5

func (w direct) write(ctx context.Context, fn func(*Tx) error) error {
	var err error
	for n := range attempts {
		if n > 0 {
			time.Sleep(rand.N(time.Duration(n) * 20 * time.Millisecond))
		}
		if err = w.once(ctx, fn); !mayRetry(err) {
			return err
		}
	}
	return err
}

func mayRetry(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && retryState(e.Code)
}

// once runs with a context of its own: the end of the request abandons neither
// the statement nor the commit half-way. It is bounded by the time the server
// may take.
func (w direct) once(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	own, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.most)
	defer cancel()
	sqlTx, err := w.pool.BeginTx(own, nil)
	if err != nil {
		return err
	}
	defer sqlTx.Rollback()
	tx := &Tx{on: inTx{own, sqlTx}, dialect: Postgres, memo: &memo{}}
	if err := fn(tx); err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return err
	}
	tx.committed()
	return nil
}

func (w direct) close() error { return w.pool.Close() }

// inTx is an executor.
type inTx struct {
	ctx context.Context
	tx  *sql.Tx
}

func (t inTx) exec(query string, args ...any) (sql.Result, error) {
	return t.tx.ExecContext(t.ctx, query, args...)
}

func (t inTx) query(query string, args ...any) (*sql.Rows, error) {
	return t.tx.QueryContext(t.ctx, query, args...)
}

func (t inTx) queryRow(query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(t.ctx, query, args...)
}
