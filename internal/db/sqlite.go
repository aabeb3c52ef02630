package db

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"runtime"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// openSQLite opens two pools on one file: a single connection that writes and
// several that only read, which WAL lets go on side by side.
func openSQLite(ctx context.Context, path string) (*DB, error) {
	pool, err := sql.Open("sqlite", sqliteURL(path, "foreign_keys(1)", "cache_size(-32000)"))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	g, err := openGroup(ctx, path, pool)
	if err != nil {
		pool.Close()
		return nil, err
	}
	read, err := sql.Open("sqlite", sqliteURL(path, "query_only(1)"))
	if err != nil {
		g.close()
		return nil, err
	}
	read.SetMaxOpenConns(4 * runtime.GOMAXPROCS(0))
	read.SetMaxIdleConns(4 * runtime.GOMAXPROCS(0))
	d := &DB{Dialect: SQLite, read: read, asks: newPrepared(read), writer: g, long: g, commits: &g.commits, path: path}
	if err := d.Ping(ctx); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// sqliteURL names a file to the driver with the pragmas of every connection.
// NORMAL flushes around each checkpoint, which keeps the file whole; that what
// was acknowledged survives a power cut is the flusher's to see to.
func sqliteURL(path string, more ...string) string {
	q := url.Values{"_pragma": append([]string{
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(NORMAL)",
		"journal_size_limit(67108864)", "wal_autocheckpoint(16000)", "temp_store(MEMORY)",
	}, more...)}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// openGroup connects the writer and those who work beside it.
func openGroup(ctx context.Context, path string, pool *sql.DB) (*group, error) {
	if err := reads(ctx, pool); err != nil {
		return nil, err
	}
	on, err := newLite(ctx, pool)
	if err != nil {
		return nil, err
	}
	disk, err := newFlusher(path)
	if err != nil {
		return nil, errors.Join(err, on.close())
	}
	aside, err := newCheckpointer(ctx, path, disk)
	if err != nil {
		disk.close()
		return nil, errors.Join(err, on.close())
	}
	return newGroup(on, disk, aside), nil
}

// reads makes a connection open the database and its log.
func reads(ctx context.Context, pool *sql.DB) error {
	var tables int
	return pool.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_schema`).Scan(&tables)
}
