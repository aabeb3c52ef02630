package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// group writes to SQLite: one goroutine owns the one writing connection, takes
// whatever closures wait, runs each between savepoints, and commits all of them
// with one flush to disk. A closure that fails takes nothing with it.
type group struct {
	pool  *sql.DB // MaxOpenConns(1), immediate transactions
	conn  *sql.Conn
	stmts map[string]*sql.Stmt // prepared on conn
	queue chan *pending
	done  chan struct{}

	mu     sync.RWMutex // guards closed against sends on queue
	closed bool
}

// pending is a closure that waits for its commit.
type pending struct {
	ctx   context.Context // of the one who waits; its end does not stop a closure that runs
	fn    func(*Tx) error
	tx    *Tx
	err   error
	panic any
	done  chan struct{}
}

var errClosed = errors.New("the database is closed")

// Closures of one commit. More add nothing to the rate, and make all wait for
// the slowest.
const largestBatch = 512

// Statements kept prepared. Statements are constants of the program, so the
// bound is reached only by lists of varying length.
const mostStatements = 1000

func newGroup(ctx context.Context, pool *sql.DB) (*group, error) {
	g := &group{pool: pool, queue: make(chan *pending, largestBatch), done: make(chan struct{})}
	if err := g.connect(ctx); err != nil {
		return nil, err
	}
	go g.run()
	return g, nil
}

func (g *group) connect(ctx context.Context) (err error) {
	if g.conn != nil {
		g.forget()
		g.conn.Close()
	}
	g.stmts = map[string]*sql.Stmt{}
	g.conn, err = g.pool.Conn(ctx)
	return err
}

func (g *group) forget() {
	for _, s := range g.stmts {
		s.Close()
	}
	clear(g.stmts)
}

func (g *group) write(ctx context.Context, fn func(*Tx) error) error {
	p := &pending{ctx: ctx, fn: fn, done: make(chan struct{})}
	if err := g.send(ctx, p); err != nil {
		return err
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	if p.panic != nil {
		panic(p.panic)
	}
	return p.err
}

func (g *group) send(ctx context.Context, p *pending) error {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.closed {
		return errClosed
	}
	select {
	case g.queue <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *group) close() error {
	g.mu.Lock()
	if !g.closed {
		g.closed = true
		close(g.queue)
	}
	g.mu.Unlock()
	<-g.done
	g.forget()
	return errors.Join(g.conn.Close(), g.pool.Close())
}

func (g *group) run() {
	defer close(g.done)
	batch := make([]*pending, 0, largestBatch)
	for p := range g.queue {
		batch = append(batch[:0], p)
		for more := true; more && len(batch) < largestBatch; {
			select {
			case p, ok := <-g.queue:
				if more = ok; ok {
					batch = append(batch, p)
				}
			default:
				more = false
			}
		}
		g.commit(batch)
	}
}

// commit runs a batch in one transaction. Where the transaction as a whole is
// lost, each closure gets a transaction of its own: the innocent succeed.
func (g *group) commit(batch []*pending) {
	err := g.transaction(batch)
	if err != nil && len(batch) > 1 {
		for _, p := range batch {
			g.commit([]*pending{p})
		}
		return
	}
	for _, p := range batch {
		if err != nil && p.panic == nil {
			p.err = err // of a batch of one: its own, or the commit's
		}
		if p.err == nil && p.panic == nil {
			p.tx.committed()
		}
		close(p.done)
	}
}

func (g *group) transaction(batch []*pending) error {
	ctx := context.Background()
	if _, err := g.conn.ExecContext(ctx, `BEGIN IMMEDIATE`); err != nil {
		return errors.Join(err, g.connect(ctx))
	}
	for _, p := range batch {
		one := g.one
		if len(batch) == 1 {
			one = g.alone
		}
		if err := one(p); err != nil {
			g.conn.ExecContext(ctx, `ROLLBACK`) // may have happened already
			return err
		}
	}
	if _, err := g.exec(`COMMIT`); err != nil {
		g.conn.ExecContext(ctx, `ROLLBACK`)
		return err
	}
	return nil
}

// alone runs the only closure of a transaction, without a savepoint: below one,
// SQLite keeps every page as it was and walks over all of them at the end of
// each statement, which makes a closure of many thousand statements crawl.
func (g *group) alone(p *pending) error {
	p.tx, p.err, p.panic = &Tx{on: g, dialect: SQLite}, nil, nil
	if p.err = p.ctx.Err(); p.err == nil {
		p.run()
	}
	if p.panic != nil {
		return errPanic
	}
	return p.err
}

// errPanic stands for the panic of a closure, which its caller gets.
var errPanic = errors.New("a closure panicked")

// one runs a closure between savepoints. Its own failure goes to p.err; an
// error returned is of the whole transaction, which some failures of SQLite
// (a full disk) end by themselves.
func (g *group) one(p *pending) error {
	p.tx, p.err, p.panic = &Tx{on: g, dialect: SQLite}, nil, nil
	if p.err = p.ctx.Err(); p.err != nil {
		return nil
	}
	if _, err := g.exec(`SAVEPOINT one`); err != nil {
		return err
	}
	p.run()
	if p.err != nil || p.panic != nil {
		if _, err := g.exec(`ROLLBACK TO one`); err != nil {
			return err
		}
	}
	_, err := g.exec(`RELEASE one`)
	return err
}

func (p *pending) run() {
	defer func() {
		if r := recover(); r != nil {
			p.panic = fmt.Sprint("in a write: ", r)
		}
	}()
	p.err = p.fn(p.tx)
}

// stmt prepares a statement once for the life of the connection.
func (g *group) stmt(query string) (*sql.Stmt, error) {
	if s, ok := g.stmts[query]; ok {
		return s, nil
	}
	if len(g.stmts) >= mostStatements {
		g.forget()
	}
	s, err := g.conn.PrepareContext(context.Background(), query)
	if err == nil {
		g.stmts[query] = s
	}
	return s, err
}

func (g *group) exec(query string, args ...any) (sql.Result, error) {
	s, err := g.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.Exec(args...)
}

func (g *group) query(query string, args ...any) (*sql.Rows, error) {
	s, err := g.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.Query(args...)
}

func (g *group) queryRow(query string, args ...any) *sql.Row {
	s, err := g.stmt(query)
	if err != nil {
		// A Row that carries the error can only come from the pool.
		return g.conn.QueryRowContext(context.Background(), query, args...)
	}
	return s.QueryRow(args...)
}
