package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"thao/internal/fault"
)

// Fault turns a driver's error into one that reaches a person, by code and
// never by the words of its message: Exists for a broken uniqueness, Gone for a
// broken reference, Full, Unavailable. Other errors, among them fault.Errors
// and the context's, are returned as they are.
func Fault(err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*fault.Error](err); ours {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if code, ok := kind(err); ok {
		return fault.Wrap(err, code)
	}
	return err
}

func kind(err error) (fault.Code, bool) {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return sqliteKind(e.Code())
	}
	// Before the server's own code, which it holds: whatever a server says while
	// it lets nobody in (starting, stopping, closed for the time), it does not answer.
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return fault.Unavailable, true
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return postgresKind(e.Code)
	}
	// A flush may say so, where room was only promised (NFS).
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.Full, true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return fault.Unavailable, true
	}
	for _, ended := range []error{driver.ErrBadConn, sql.ErrConnDone, errClosed, errLost, io.EOF, io.ErrUnexpectedEOF, syscall.EPIPE} {
		if errors.Is(err, ended) {
			return fault.Unavailable, true
		}
	}
	if pgconn.SafeToRetry(err) { // the connection was found closed before anything was sent
		return fault.Unavailable, true
	}
	return "", false
}

// Result codes of SQLite, https://sqlite.org/rescode.html. The low byte is the
// primary code.
func sqliteKind(code int) (fault.Code, bool) {
	switch code {
	case 2067, 1555, 2579: // UNIQUE, PRIMARYKEY, ROWID
		return fault.Exists, true
	case 787, 1811: // FOREIGNKEY; TRIGGER, which ON DELETE RESTRICT gives
		return fault.Gone, true
	}
	switch code & 0xff {
	case 13: // FULL
		return fault.Full, true
	case 5, 6, 10, 11, 14, 26: // BUSY, LOCKED, IOERR, CORRUPT, CANTOPEN, NOTADB
		return fault.Unavailable, true
	case 8: // READONLY: the disk was mounted so, or the file was taken away
		return fault.Unavailable, true
	}
	return "", false
}

// SQLSTATE codes of PostgreSQL, appendix A of its manual.
func postgresKind(state string) (fault.Code, bool) {
	switch {
	case state == "23505":
		return fault.Exists, true
	case state == "23503", state == "23001":
		return fault.Gone, true
	case state == "53100": // disk_full
		return fault.Full, true
	case state[:2] == "08", state[:2] == "53", state[:2] == "57", state[:2] == "58", retryState(state):
		return fault.Unavailable, true
	}
	return "", false
}

// retryState reports whether the transaction may succeed when tried again.
func retryState(state string) bool {
	return state == "40001" || state == "40P01" || state == "55P03"
}
