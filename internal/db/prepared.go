package db

import (
	"context"
	"database/sql"
	"sync"
)

// prepared asks a pool and keeps the statements it has prepared: SQLite parses
// a statement as long as it takes to run a small one. (The driver of PostgreSQL
// keeps them by itself.) Statements live in two generations; those that were
// not used for a whole generation are closed.
type prepared struct {
	pool *sql.DB

	mu         sync.Mutex
	young, old map[string]*statement
}

// mostPrepared is the size of a generation. Each connection of the pool holds
// its own of each. (Tests lower it.)
var mostPrepared = 200

func newPrepared(pool *sql.DB) *prepared {
	return &prepared{pool: pool, young: map[string]*statement{}}
}

// statement may end between being found and being used.
type statement struct {
	*sql.Stmt

	using sync.RWMutex
	ended bool
}

// in is the statement in a transaction; nil where it has ended. While database/sql
// prepares it there it must not be closed: each would hold a lock the other wants.
func (s *statement) in(ctx context.Context, tx *sql.Tx) *sql.Stmt {
	s.using.RLock()
	defer s.using.RUnlock()
	if s.ended {
		return nil
	}
	return tx.StmtContext(ctx, s.Stmt)
}

func (s *statement) end() {
	s.using.Lock()
	s.ended = true
	s.using.Unlock()
	s.Stmt.Close()
}

// find returns the statement kept for a query; nil where there is none.
func (p *prepared) find(query string) *statement {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.young[query]
	if s == nil {
		if s = p.old[query]; s != nil {
			delete(p.old, query)
			p.keep(query, s)
		}
	}
	return s
}

// stmt returns the statement of a query; nil where it cannot be prepared, which
// asking without it will say. It takes a connection of the pool: nobody may call
// it who holds one.
func (p *prepared) stmt(ctx context.Context, query string) *statement {
	if s := p.find(query); s != nil {
		return s
	}
	made, err := p.pool.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if first := p.young[query]; first != nil { // another was quicker
		made.Close() // which nobody else knows of
		return first
	}
	s := &statement{Stmt: made}
	p.keep(query, s)
	return s
}

// keep puts a statement into the young generation, and ends the old one when
// that is full. A statement ends once those have finished who read from it or
// wait for a connection to do so: nobody who holds a connection, or whom such a
// one waits for, may wait for that.
func (p *prepared) keep(query string, s *statement) {
	if len(p.young) >= mostPrepared {
		unused := p.old
		go func() {
			for _, s := range unused {
				s.end()
			}
		}()
		p.old, p.young = p.young, map[string]*statement{}
	}
	p.young[query] = s
}

func (p *prepared) close() error {
	p.mu.Lock()
	young, old := p.young, p.old
	p.young, p.old = map[string]*statement{}, nil
	p.mu.Unlock()
	err := p.pool.Close() // whoever waits for a connection is told
	for _, generation := range []map[string]*statement{young, old} {
		for _, s := range generation {
			s.end()
		}
	}
	return err
}

// ended reports that a statement was closed between being found and being used.
func ended(err error) bool { return err != nil && err.Error() == "sql: statement is closed" }

func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := p.stmt(ctx, query); s != nil {
		if rows, err := s.QueryContext(ctx, args...); !ended(err) {
			return rows, err
		}
	}
	return p.pool.QueryContext(ctx, query, args...)
}

func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := p.stmt(ctx, query); s != nil {
		if row := s.QueryRowContext(ctx, args...); !ended(row.Err()) {
			return row
		}
	}
	return p.pool.QueryRowContext(ctx, query, args...)
}

// within asks in a transaction of the pool, with the same statements. Those that
// are missing are prepared once the transaction has given its connection back.
type within struct {
	tx      *sql.Tx
	p       *prepared
	missing map[string]bool
}

func (w *within) stmt(ctx context.Context, query string) *sql.Stmt {
	s := w.p.find(query)
	if s == nil {
		w.missing[query] = true
		return nil
	}
	return s.in(ctx, w.tx)
}

func (w *within) prepare(ctx context.Context) {
	for query := range w.missing {
		w.p.stmt(ctx, query)
	}
}

func (w *within) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := w.stmt(ctx, query); s != nil {
		if rows, err := s.QueryContext(ctx, args...); !ended(err) {
			return rows, err
		}
	}
	return w.tx.QueryContext(ctx, query, args...)
}

func (w *within) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := w.stmt(ctx, query); s != nil {
		if row := s.QueryRowContext(ctx, args...); !ended(row.Err()) {
			return row
		}
	}
	return w.tx.QueryRowContext(ctx, query, args...)
}
