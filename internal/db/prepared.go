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
	young, old map[string]*sql.Stmt
}

// mostPrepared is the size of a generation. Each connection of the pool holds
// its own of each.
const mostPrepared = 200

func newPrepared(pool *sql.DB) *prepared { return &prepared{pool: pool, young: map[string]*sql.Stmt{}} }

// find returns the statement kept for a query; nil where there is none.
func (p *prepared) find(query string) *sql.Stmt {
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
func (p *prepared) stmt(ctx context.Context, query string) *sql.Stmt {
	if s := p.find(query); s != nil {
		return s
	}
	s, err := p.pool.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if first := p.young[query]; first != nil { // another was quicker
		s.Close()
		return first
	}
	p.keep(query, s)
	return s
}

// keep puts a statement into the young generation, and ends the old one when
// that is full.
func (p *prepared) keep(query string, s *sql.Stmt) {
	if len(p.young) >= mostPrepared {
		for _, unused := range p.old {
			unused.Close() // those who read from it now finish first
		}
		p.old, p.young = p.young, map[string]*sql.Stmt{}
	}
	p.young[query] = s
}

func (p *prepared) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, generation := range []map[string]*sql.Stmt{p.young, p.old} {
		for _, s := range generation {
			s.Close()
		}
		clear(generation)
	}
	return p.pool.Close()
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
	return w.tx.StmtContext(ctx, s)
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
