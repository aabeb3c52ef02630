// Package dbtest gives a test a real, migrated database of its own, on SQLite
// and on PostgreSQL. It starts PostgreSQL itself, once for all tests of a
// package, on a socket in a temporary folder.
package dbtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"thao/internal/db"
)

// Each runs fn on a new database of each engine, as a subtest named after it.
func Each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run(string(db.SQLite), func(t *testing.T) { fn(t, SQLite(t)) })
	t.Run(string(db.Postgres), func(t *testing.T) { fn(t, Postgres(t)) })
}

// SQLite opens a new SQLite database, closed when the test ends.
func SQLite(tb testing.TB) *db.DB {
	tb.Helper()
	return open(tb, SQLiteURL(tb))
}

// Postgres opens a new PostgreSQL database, dropped when the test ends.
func Postgres(tb testing.TB) *db.DB {
	tb.Helper()
	return open(tb, PostgresURL(tb))
}

func open(tb testing.TB, url string) *db.DB {
	tb.Helper()
	d, err := db.Open(tb.Context(), url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := d.Close(); err != nil {
			tb.Error(err)
		}
	})
	return d
}

var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "thao-sqlite-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "thao.db")
	d, err := db.Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := d.Migrate(context.Background()); err != nil {
		return nil, err
	}
	if err := d.Close(); err != nil { // the last connection writes the log back into the file
		return nil, err
	}
	return os.ReadFile(path)
})

// SQLiteURL is the URL of a new, migrated SQLite database.
func SQLiteURL(tb testing.TB) string {
	tb.Helper()
	data, err := sqliteTemplate()
	if err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(folder(tb), "thao.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// folder is for one database. Memory serves where there is a file system in it:
// most tests commit hundreds of times, and only those of durability care that
// the disk has it.
func folder(tb testing.TB) string {
	dir, err := os.MkdirTemp("/dev/shm", "thao-test-")
	if err != nil {
		return tb.TempDir()
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// PostgresURL is the URL of a new, migrated PostgreSQL database. It is dropped
// when the test ends.
func PostgresURL(tb testing.TB) string {
	tb.Helper()
	s, err := server()
	if err != nil {
		if os.Getenv("CI") == "" {
			tb.Skipf("PostgreSQL does not start here (scripts/setup installs it): %v", err)
		}
		tb.Fatalf("PostgreSQL: %v", err)
	}
	name := s.next()
	if err := s.admin(`CREATE DATABASE ` + name + ` TEMPLATE thao_template STRATEGY file_copy`); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.admin(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			tb.Error(err)
		}
	})
	return s.url(name)
}

func (s *postgres) url(name string) string {
	return fmt.Sprintf("host=%s user=thao dbname=%s", s.dir, name)
}
