package db

import (
	"context"
	"database/sql"
	"errors"
)

// lite is the one connection to SQLite that writes.
type lite struct {
	pool  *sql.DB // MaxOpenConns(1)
	conn  *sql.Conn
	stmts map[string]*sql.Stmt // prepared on conn
	kept  memo
	seen  int64 // data_version for which kept holds
}

// Statements kept prepared. Statements are constants of the program, so the
// bound is reached only by lists of varying length.
const mostStatements = 1000

func newLite(ctx context.Context, pool *sql.DB) (*lite, error) {
	l := &lite{pool: pool}
	return l, l.connect(ctx)
}

// connect connects anew. Where it cannot, the connection from before stays,
// closed: whatever is asked of it fails.
func (l *lite) connect(ctx context.Context) error {
	if l.conn != nil {
		l.forget()
		l.conn.Close()
	}
	conn, err := l.pool.Conn(ctx)
	if err == nil {
		l.conn, l.stmts = conn, map[string]*sql.Stmt{}
	}
	return err
}

func (l *lite) forget() {
	for _, s := range l.stmts {
		s.Close()
	}
	clear(l.stmts)
}

func (l *lite) begin() error {
	_, err := l.exec(`BEGIN IMMEDIATE`)
	if err != nil {
		l.kept.clear()
		if err := l.connect(context.Background()); err != nil {
			return err
		}
		_, err = l.exec(`BEGIN IMMEDIATE`)
	}
	return err
}

// memo holds from transaction to transaction as long as no other connection
// writes: https://sqlite.org/pragma.html#pragma_data_version.
func (l *lite) memo() *memo {
	var now int64
	if err := l.queryRow(`PRAGMA data_version`).Scan(&now); err != nil || now != l.seen {
		l.kept.clear()
		l.seen = now
	}
	return &l.kept
}

func (l *lite) commit() error {
	_, err := l.exec(`COMMIT`)
	return err
}

func (l *lite) rollback() {
	_, _ = l.conn.ExecContext(context.Background(), `ROLLBACK`) // may have happened already
}

func (l *lite) close() error {
	l.forget()
	return errors.Join(l.conn.Close(), l.pool.Close())
}

// stmt prepares a statement once for the life of the connection.
func (l *lite) stmt(query string) (*sql.Stmt, error) {
	if s, ok := l.stmts[query]; ok {
		return s, nil
	}
	if len(l.stmts) >= mostStatements {
		l.forget()
	}
	s, err := l.conn.PrepareContext(context.Background(), query)
	if err == nil {
		l.stmts[query] = s
	}
	return s, err
}

func (l *lite) exec(query string, args ...any) (sql.Result, error) {
	s, err := l.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.Exec(args...)
}

func (l *lite) query(query string, args ...any) (*sql.Rows, error) {
	s, err := l.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.Query(args...)
}

func (l *lite) queryRow(query string, args ...any) *sql.Row {
	s, err := l.stmt(query)
	if err != nil {
		// A Row that carries the error can only come from the pool.
		return l.conn.QueryRowContext(context.Background(), query, args...)
	}
	return s.QueryRow(args...)
}
