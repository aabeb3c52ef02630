// Package app puts the server together: it opens database and files, wires the
// areas, serves, and stops. It is the only package that sees everything.
//
//	config.go   how it was asked to run
//	app.go      opening and closing
//	serve.go    answering until it is told to stop
//	pace.go     bodies that stop coming
//	health.go   /healthz, /readyz, /metrics
//	site.go     the pages
package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"thao/internal/account"
	"thao/internal/api"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/mail"
	"thao/internal/reader"
	webaccount "thao/internal/web/account"
	webdocket "thao/internal/web/docket"
	"thao/internal/web/live"
	"thao/internal/webhook"
)

// Store is a database with its files: what backup, restore and check need.
type Store struct {
	DB    *db.DB
	Blobs *blob.Store
}

// OpenStore opens database and files of a configuration. Tables are neither
// made nor altered. Unless create, a data folder that is not there is
// fault.Missing.
func OpenStore(ctx context.Context, cfg Config, create bool) (*Store, error) {
	if _, err := cfg.resolve(); err != nil {
		return nil, err
	}
	if !create {
		if _, err := os.Stat(cfg.Data); err != nil {
			return nil, fault.Wrap(err, fault.Missing, "path", cfg.Data)
		}
		if _, err := os.Stat(cfg.database()); err != nil && cfg.DB == "" {
			return nil, fault.Wrap(err, fault.Missing, "path", cfg.database())
		}
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fault.Wrap(err, fault.Unavailable)
	}
	blobs, err := blob.Open(filepath.Join(cfg.Data, "files"))
	if err != nil {
		return nil, err
	}
	blobs.Weigh = reader.Weight
	d, err := db.Open(ctx, cfg.database())
	if err != nil {
		return nil, err
	}
	return &Store{d, blobs}, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.DB.Close() }

// App is the server, wired.
type App struct {
	*Store
	Config   Config
	Log      *slog.Logger
	Clock    clock.Clock
	Jobs     *jobs.Queue
	Mail     *mail.Outbox
	Accounts *account.Service
	Sessions *account.Sessions
	Dockets  *docket.Service
	Drafts   *draft.Service
	Rounds   *consultation.Service
	Live     *live.Hub
	Programs *api.API
	Webhooks *webhook.Service

	Demo []webaccount.DemoAccount // shown on the sign-in page; empty unless this is a demonstration
}

// Open opens everything and brings the tables to this program's form.
func Open(ctx context.Context, cfg Config, log *slog.Logger) (*App, error) {
	return OpenAt(ctx, cfg, log, clock.System)
}

// OpenAt is Open with a clock of the caller's: a demonstration tells of weeks
// that went by, a test sets the hour.
func OpenAt(ctx context.Context, cfg Config, log *slog.Logger, now clock.Clock) (*App, error) {
	server, err := cfg.resolve()
	if err != nil {
		return nil, err
	}
	store, err := OpenStore(ctx, cfg, true)
	if err != nil {
		return nil, err
	}
	if err := store.DB.Migrate(ctx); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	a := &App{Store: store, Config: cfg, Log: log, Clock: now}
	a.wire(server)
	return a, nil
}

// wire gives each area what it works with.
func (a *App) wire(server *mail.Server) {
	a.Jobs = jobs.New(a.DB, a.Clock, a.Log)
	a.Mail = mail.New(a.DB, a.Jobs, a.Clock, server, a.Log)
	a.Accounts = &account.Service{
		DB: a.DB, Clock: a.Clock, URL: a.Config.URL,
		Hasher: account.NewHasher(account.Usual, runtime.GOMAXPROCS(0)),
	}
	if a.Mail.Configured() {
		a.Accounts.Send = a.send
	}
	a.Sessions = account.NewSessions(a.DB, a.Clock, a.Config.secure())
	a.Dockets = &docket.Service{DB: a.DB, Clock: a.Clock}
	a.Drafts = &draft.Service{DB: a.DB, Clock: a.Clock, Blobs: a.Blobs, Dockets: a.Dockets}
	a.Rounds = &consultation.Service{
		DB: a.DB, Clock: a.Clock, Blobs: a.Blobs, Jobs: a.Jobs, Mail: a.Mail, Site: a.Config.URL, Dockets: a.Dockets,
	}
	a.Rounds.Work(a.Jobs)
	a.Live = live.NewHub()
	a.Rounds.Changed = func(docket, round id.ID) { a.Live.Publish(webdocket.RoundTopic(docket, round), "round", "") }
	a.Webhooks = &webhook.Service{DB: a.DB, Clock: a.Clock, Jobs: a.Jobs, Log: a.Log, Site: a.Config.URL, Inside: a.Config.WebhooksInside}
	a.Webhooks.Work(a.Jobs)
	a.Programs = api.New(api.Config{
		Log: a.Log, DB: a.DB, Clock: a.Clock, URL: a.Config.URL, Jobs: a.Jobs, Blobs: a.Blobs, Webhooks: a.Webhooks,
		Accounts: a.Accounts, Dockets: a.Dockets, Drafts: a.Drafts, Rounds: a.Rounds,
	})
}

// send puts an account's letter into the outbox.
func (a *App) send(tx *db.Tx, l account.Letter) error {
	_, err := a.Mail.Queue(tx, mail.Message{Docket: l.Docket, To: l.To, Subject: l.Subject, Words: l.Words, Purpose: l.Purpose, About: l.About})
	return err
}
