package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

func openPostgres(ctx context.Context, url string) (*DB, error) {
	pool, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	most := max(16, 4*runtime.GOMAXPROCS(0))
	pool.SetMaxOpenConns(most)
	pool.SetMaxIdleConns(most)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	beside := direct{pool}
	d := &DB{Dialect: Postgres, read: pool, writer: parted{newGroup(&pg{pool: pool}), beside}}
	if err := d.Ping(ctx); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// parted writes in groups what is short, and beside them what is long.
type parted struct {
	*group
	beside direct
}

type longKey struct{}

// Long marks the writes under a context as taking long: on PostgreSQL they have
// connections and transactions of their own, so that nothing waits behind them.
// SQLite has one writer in any case.
func Long(ctx context.Context) context.Context { return context.WithValue(ctx, longKey{}, true) }

func (w parted) write(ctx context.Context, fn func(*Tx) error) error {
	if ctx.Value(longKey{}) != nil {
		return w.beside.write(ctx, fn)
	}
	return w.group.write(ctx, fn)
}

// pg is a session of PostgreSQL.
type pg struct {
	pool   *sql.DB
	conn   *sql.Conn
	tx     *sql.Tx
	ctx    context.Context
	cancel context.CancelFunc
}

// longestWrite is how long the server may take for a transaction.
const longestWrite = time.Minute

// A closure that waits longer for a lock goes on beside the group.
const shortWait = `SET lock_timeout = '200ms'`

func (p *pg) dialect() Dialect { return Postgres }
func (p *pg) alone() writer    { return direct{p.pool} }

func (p *pg) begin() error {
	p.ctx, p.cancel = context.WithTimeout(context.Background(), longestWrite)
	if p.conn != nil {
		if err := p.open(); err == nil {
			return nil
		}
		p.drop()
	}
	var err error
	if p.conn, err = p.pool.Conn(p.ctx); err == nil {
		if _, err = p.conn.ExecContext(p.ctx, shortWait); err == nil {
			err = p.open()
		}
	}
	if err != nil {
		p.drop()
		p.cancel()
	}
	return err
}

func (p *pg) open() (err error) {
	p.tx, err = p.conn.BeginTx(p.ctx, nil)
	return err
}

// drop closes the connection for good: its setting is nobody else's.
func (p *pg) drop() {
	if p.conn == nil {
		return
	}
	_ = p.conn.Raw(func(any) error { return driver.ErrBadConn })
	p.conn.Close()
	p.conn = nil
}

func (p *pg) memo() *memo { return &memo{} } // others write too

func (p *pg) commit() error {
	defer p.cancel()
	return p.tx.Commit()
}

func (p *pg) rollback() {
	_ = p.tx.Rollback() // may have happened already
	p.cancel()
}

// sound: PostgreSQL ends a transaction in which a statement failed.
func (p *pg) sound() (stands bool) {
	err := p.conn.Raw(func(c any) error {
		stands = c.(*stdlib.Conn).Conn().PgConn().TxStatus() == 'T'
		return nil
	})
	return stands && err == nil
}

func (p *pg) close() error {
	p.drop()
	return nil // the pool is the reader's too
}

func (p *pg) exec(query string, args ...any) (sql.Result, error) {
	return p.tx.ExecContext(p.ctx, query, args...)
}

func (p *pg) query(query string, args ...any) (*sql.Rows, error) {
	return p.tx.QueryContext(p.ctx, query, args...)
}

func (p *pg) queryRow(query string, args ...any) *sql.Row {
	return p.tx.QueryRowContext(p.ctx, query, args...)
}

// direct writes to PostgreSQL with a transaction for each closure.
type direct struct{ pool *sql.DB }

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
	own, cancel := context.WithTimeout(context.WithoutCancel(ctx), longestWrite)
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

func (direct) close() error { return nil }

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
