package dbtest

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// Server is a PostgreSQL that a test may kill and start again. Unlike that of
// Postgres it keeps what it acknowledged.
type Server struct{ pg *postgres }

// NewServer starts a server of the test's own, with one migrated database.
func NewServer(tb testing.TB) *Server {
	tb.Helper()
	PostgresURL(tb) // skips or fails where there is no PostgreSQL
	pg, err := startPostgres()
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { pg.adm.Close() })
	return &Server{pg}
}

// URL is the database's.
func (s *Server) URL() string {
	return s.pg.url("thao_template") + " options='-c synchronous_commit=on'"
}

// Kill ends the server at once, as a crash would: nothing is written any more.
func (s *Server) Kill(tb testing.TB) {
	tb.Helper()
	lock, err := os.ReadFile(filepath.Join(s.pg.dir, "data", "postmaster.pid"))
	if err != nil {
		tb.Fatal(err)
	}
	line, _, _ := bytes.Cut(lock, []byte("\n"))
	pid, err := strconv.Atoi(string(bytes.TrimSpace(line)))
	if err != nil || pid <= 1 {
		tb.Fatalf("postmaster.pid: %q %v", line, err)
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil {
		tb.Fatal(err)
	}
}

// Start starts it again; it recovers from its log.
func (s *Server) Start(tb testing.TB) {
	tb.Helper()
	if err := s.pg.start(); err != nil {
		tb.Fatal(err)
	}
}
