package db

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"thao/internal/fault"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the tables to this program's form. On PostgreSQL one process
// does it while others wait; a SQLite file has one process.
func (d *DB) Migrate(ctx context.Context) error {
	return d.migrate(func(p *goose.Provider) error { _, err := p.Up(ctx); return err })
}

func (d *DB) migrate(up func(*goose.Provider) error) error {
	var err error
	if d.Dialect == SQLite {
		err = d.migrateSQLite(up)
	} else {
		err = d.migratePostgres(up)
	}
	if err != nil {
		return fault.Wrap(err, fault.Unavailable)
	}
	return nil
}

// The writer's one connection is the group's, so a pool for the moment. No
// flusher stands behind it: it flushes at each commit.
func (d *DB) migrateSQLite(up func(*goose.Provider) error) error {
	pool, err := sql.Open("sqlite", sqliteURL(d.path, "foreign_keys(1)", "synchronous(FULL)"))
	if err != nil {
		return err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	return provide(goose.DialectSQLite3, pool, SQLite, up)
}

func (d *DB) migratePostgres(up func(*goose.Provider) error) error {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	return provide(goose.DialectPostgres, d.read, Postgres, up, goose.WithSessionLocker(locker))
}

func provide(dialect goose.Dialect, pool *sql.DB, name Dialect, up func(*goose.Provider) error, options ...goose.ProviderOption) error {
	folder, err := fs.Sub(migrations, "migrations/"+string(name))
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, pool, folder, options...)
	if err != nil {
		return err
	}
	return up(provider)
}

// MigrateTo brings the tables of an empty database to an earlier form, for data
// that has it.
func (d *DB) MigrateTo(ctx context.Context, version int64) error {
	return d.migrate(func(p *goose.Provider) error { _, err := p.UpTo(ctx, version); return err })
}

// NewestSchema is the number of this program's last migration.
func NewestSchema(dialect Dialect) (int64, error) {
	files, err := fs.Glob(migrations, "migrations/"+string(dialect)+"/*.sql")
	if err != nil {
		return 0, err
	}
	var newest int64
	for _, path := range files {
		n, err := goose.NumericComponent(path)
		if err != nil {
			return 0, err
		}
		newest = max(newest, n)
	}
	return newest, nil
}

// SchemaVersion is the number of the last migration the database has had; 0
// where it has no tables.
func SchemaVersion(q Q) (int64, error) {
	return Value[int64](q, `SELECT MAX(version_id) FROM goose_db_version`)
}
