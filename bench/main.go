// Command bench measures Thảo against its peers on files it makes itself, all
// in one run on one machine, and prints medians and ratios. It judges
// nothing: times depend on the machine, ratios hardly do.
//
//	go run ./bench                everything that can run here
//	go run ./bench -only read     reading alone
//	go run ./bench -only redline  two versions as one redline
//	go run ./bench -only growth   what 20, 200 and 2,000 pages cost
//	go run ./bench -only serve    the server, with 100,000 comments in a docket
//	go run ./bench -only anchor   comments carried to the next version: right or wrong, and how fast
//
// Peers that are not installed are named and left out; see peers/README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"thao/bench/load"
)

// bench is what was asked for.
type bench struct {
	root string // of the repository
	work string // folder for the files made
	runs int
	seed uint64
	pdfs bool

	// of the server
	comments int
	engine   string
	asks     int
	post     time.Duration
	show     bool
}

func main() {
	var b bench
	only := flag.String("only", "", "read | collate | redline | growth | anchor | serve: one part alone")
	flag.IntVar(&b.runs, "runs", 7, "runs of each measurement; the median counts")
	flag.Uint64Var(&b.seed, "seed", 1, "of the files")
	flag.BoolVar(&b.pdfs, "pdf", false, "add three letters in PDF to the replies")
	flag.IntVar(&b.comments, "comments", load.National.Comments, "in the docket of the server")
	flag.StringVar(&b.engine, "engine", "", "sqlite | postgres: the server on one engine alone")
	flag.IntVar(&b.asks, "asks", 100, "times each page of the server is asked for; 0 for none")
	flag.DurationVar(&b.post, "post", 10*time.Second, "how long comments are posted")
	flag.BoolVar(&b.show, "show", false, "show pages that answer with an error")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := b.run(ctx, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(ctx context.Context, only string) (err error) {
	if b.runs < 1 {
		return errors.New("-runs must be at least 1")
	}
	if b.root, err = repository(); err != nil {
		return err
	}
	b.work = filepath.Join(b.root, "bench", "work")
	if err := os.MkdirAll(b.work, 0o755); err != nil {
		return err
	}
	switch only {
	case "read":
		return b.read(ctx)
	case "collate":
		return b.collate(ctx)
	case "redline":
		return b.redline(ctx)
	case "growth":
		return b.growth(ctx)
	case "anchor":
		return b.anchor(ctx)
	case "serve":
		return b.serve(ctx)
	case "":
		return errors.Join(b.read(ctx), b.collate(ctx), b.redline(ctx), b.growth(ctx), b.anchor(ctx), b.serve(ctx))
	}
	return fmt.Errorf("-only %s: it is read, collate, redline, growth, anchor or serve", only)
}

// repository is the folder go.mod lies in.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("not inside the repository: no go.mod found")
		}
		dir = filepath.Dir(dir)
	}
}
