package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"thao/bench/load"
	"thao/internal/app"
)

// serving is the server under measurement on one engine.
type serving struct {
	b      *bench
	engine string
	bin    string
	dir    string // of this engine; what was filled is kept there
	pg     *load.Postgres
	site   *load.Site
	server *load.Server
}

// serve measures the server with a docket of a national consultation: its
// pages, and how many comments a second it takes, on both engines and beside
// the peer.
func (b *bench) serve(ctx context.Context) error {
	bin, err := load.Build(ctx, b.root, b.work)
	if err != nil {
		return err
	}
	fmt.Printf("The server: %d comments in %d groups, %d bodies\n", b.comments, b.comments/5, load.National.Bodies)
	var ours []*posted
	for _, engine := range []string{"sqlite", "postgres"} {
		if b.engine != "" && b.engine != engine {
			continue
		}
		s := &serving{b: b, engine: engine, bin: bin}
		made, err := s.run(ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
		ours = append(ours, made)
	}
	peers, err := b.peers(ctx)
	if err != nil {
		fmt.Println("PocketBase is left out:", err)
	}
	rows := [][]string{{"", "a second", "p50", "p99", "processor", "failed", "most memory"}}
	for _, p := range slices.Concat(ours, peers) {
		rows = append(rows, p.row())
	}
	fmt.Printf("\nComments posted over HTTP by %d at once, each on disk before it is acknowledged\n", posters)
	table(rows)
	for _, p := range ours {
		for _, peer := range peers {
			fmt.Println(p.against(peer))
		}
	}
	return nil
}

func (s *serving) run(ctx context.Context) (made *posted, err error) {
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if s.b.asks > 0 {
		if err := errors.Join(s.pages(ctx), s.papers(ctx)); err != nil {
			return nil, err
		}
	}
	return s.posting(ctx)
}

// open fills a database unless one of the same tables and size is kept from
// before, copies it, and starts the server on the copy.
func (s *serving) open(ctx context.Context) error {
	key, err := s.b.tables()
	if err != nil {
		return err
	}
	s.dir = filepath.Join(s.b.work, fmt.Sprintf("serve-%s-%d-%s", s.engine, s.b.comments, key))
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return err
	}
	if s.engine == "postgres" {
		if s.pg, err = load.OpenPostgres(ctx, filepath.Join(s.dir, "pg")); err != nil {
			return err
		}
	}
	if err := s.fill(ctx); err != nil {
		return err
	}
	run := filepath.Join(s.dir, "run")
	if err := errors.Join(os.RemoveAll(run), os.CopyFS(run, os.DirFS(s.filled()))); err != nil {
		return err
	}
	flags := []string{"--data", run}
	if s.pg != nil {
		if err := s.pg.Copy(ctx, "filled", "run"); err != nil {
			return err
		}
		flags = append(flags, "--db", s.pg.URL("run"))
	}
	s.server, err = load.Start(ctx, s.bin, s.dir, flags...)
	return err
}

func (s *serving) close() (err error) {
	if s.server != nil {
		err = s.server.Stop()
	}
	if s.pg != nil {
		err = errors.Join(err, s.pg.Stop())
	}
	return errors.Join(err, os.RemoveAll(filepath.Join(s.dir, "run")))
}

// filled is the data folder that is kept.
func (s *serving) filled() string { return filepath.Join(s.dir, "filled") }

func (s *serving) fill(ctx context.Context) error {
	note := filepath.Join(s.dir, "site.json")
	if data, err := os.ReadFile(note); err == nil {
		return json.Unmarshal(data, &s.site)
	}
	cfg := app.Config{Data: s.filled()}
	if err := os.RemoveAll(cfg.Data); err != nil {
		return err
	}
	if s.pg != nil {
		cfg.DB = s.pg.URL("filled")
		if err := s.pg.Make(ctx, "filled"); err != nil {
			return err
		}
	}
	begin := time.Now()
	a, err := app.Open(ctx, cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	size := load.National
	size.Comments, size.Groups = s.b.comments, s.b.comments/5
	s.site, err = load.Fill(ctx, a, size)
	if err = errors.Join(err, a.Close()); err != nil {
		return err
	}
	fmt.Printf("%s: filled in %s\n", s.engine, seconds(time.Since(begin)))
	data, err := json.Marshal(s.site)
	if err != nil {
		return err
	}
	return os.WriteFile(note, data, 0o644)
}

// tables tells one form of the tables from another.
func (b *bench) tables() (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(os.DirFS(b.root), "internal/db/migrations", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(b.root, path))
		sum.Write(data)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil))[:8], err
}
