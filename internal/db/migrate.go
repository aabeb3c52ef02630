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
	var err error
	if d.Dialect == SQLite {
		err = d.migrateSQLite(ctx)
	} else {
		err = d.migratePostgres(ctx)
	}
	if err != nil {
		return fault.Wrap(err, fault.Unavailable)
	}
	return nil
}

// The writer's one connection is the group's, so a pool for the moment.
func (d *DB) migrateSQLite(ctx context.Context) error {
	pool, err := sql.Open("sqlite", sqliteURL(d.path, "foreign_keys(1)"))
	if err != nil {
		return err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	return up(ctx, goose.DialectSQLite3, pool, SQLite)
}

func (d *DB) migratePostgres(ctx context.Context) error {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	return up(ctx, goose.DialectPostgres, d.read, Postgres, goose.WithSessionLocker(locker))
}

func up(ctx context.Context, dialect goose.Dialect, pool *sql.DB, name Dialect, options ...goose.ProviderOption) error {
	folder, err := fs.Sub(migrations, "migrations/"+string(name))
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, pool, folder, options...)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}
