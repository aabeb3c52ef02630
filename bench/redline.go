package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"thao/bench/gen"
	"thao/internal/compare"
	"thao/internal/ooxml"
	"thao/internal/outline"
	"thao/internal/prose"
	"thao/internal/reader"
	"thao/internal/redline"
)

// What the project has set itself for comparing two versions of 200 pages.
const redlineLimit = 300 * time.Millisecond // after reading

// pair is two versions of a draft as Word files.
type pair struct{ old, now []byte }

// versions makes a draft of so many pages and its next version.
func (b *bench) versions(pages int) (p pair, err error) {
	draft := gen.NewDraftOf(b.seed, pages)
	if p.old, err = draft.Docx(b.seed, gen.Marks{}); err != nil {
		return p, err
	}
	p.now, err = draft.Next(b.seed).Docx(b.seed, gen.Marks{})
	return p, err
}

// trees reads both as texts.
func (p pair) trees(ctx context.Context) (old, now *outline.Tree, err error) {
	var trees [2]*outline.Tree
	for i, data := range [][]byte{p.old, p.now} {
		file, err := reader.Open(ctx, "version.docx", data)
		if err != nil {
			return nil, nil, err
		}
		trees[i] = outline.Build(prose.Body(file.Document.Base))
	}
	return trees[0], trees[1], nil
}

// redlining is what a tool made of two versions, and in what time.
type redlining struct {
	name string
	all  time.Duration // from bytes to bytes
	work time.Duration // of it after reading; 0 where the tool does not say
	file string        // the redline
	note string
}

// redline compares two versions of 200 pages with every tool there is.
func (b *bench) redline(ctx context.Context) error {
	versions, err := b.versions(200)
	if err != nil {
		return err
	}
	files := redlineFiles{filepath.Join(b.work, "lan-1.docx"), filepath.Join(b.work, "lan-2.docx")}
	for name, data := range map[string][]byte{files.old: versions.old, files.now: versions.now} {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	}
	ours, err := b.ourRedline(ctx, versions)
	if err != nil {
		return err
	}
	rows := [][]string{{"tool", "all", "thao ÷ it", "after reading", "thao ÷ it", "ins", "del", "moves", "accepted = new", "rejected = old", ""}}
	for _, r := range append([]redlining{ours}, b.redliners(ctx, files)...) {
		row, err := r.row(ctx, ours, versions)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		rows = append(rows, row)
	}
	fmt.Printf("\nThe same two files with every tool, warm, median\n\n")
	table(rows)
	fmt.Println()
	return nil
}

// redlineFiles are the versions on disk.
type redlineFiles struct{ old, now string }

// ourRedline measures the steps one by one, and the whole from bytes to bytes.
func (b *bench) ourRedline(ctx context.Context, p pair) (redlining, error) {
	r := redlining{name: "thao", file: filepath.Join(b.work, "redline-thao.docx")}
	steps, err := b.steps(ctx, p, b.runs, 0)
	if err != nil {
		return r, err
	}
	var out bytes.Buffer
	whole, err := spend(b.runs, nil, func() error {
		out.Reset()
		return redline.Write(ctx, &out, p.old, p.now, redline.Options{Author: "Thảo"})
	})
	if err != nil {
		return r, err
	}
	r.all, r.work = whole.clock, steps.redline.clock
	after := spent{steps.compare.clock + steps.redline.clock, steps.compare.processor + steps.redline.processor}
	fmt.Printf("Comparing two versions of a draft of 200 pages with moves, median of %d, %d cores\n\n", b.runs, runtime.GOMAXPROCS(0))
	table([][]string{
		{"", "measured", "processor", "limit", "÷ limit"},
		{"compared node by node", ms(steps.compare.clock), ms(steps.compare.processor), "", ""},
		{"redline in Word, after reading", ms(steps.redline.clock), ms(steps.redline.processor), "", ""},
		{"both, after reading", ms(after.clock), ms(after.processor), ms(redlineLimit), ratio(float64(after.clock), float64(redlineLimit))},
		{"redline in Word, from bytes to bytes", ms(whole.clock), ms(whole.processor), "", ""},
	})
	return r, os.WriteFile(r.file, out.Bytes(), 0o644)
}

// row is r beside ours. What it made is read with our reader: a fast redline
// that loses words is none.
func (r redlining) row(ctx context.Context, ours redlining, p pair) ([]string, error) {
	if r.all == 0 {
		return []string{r.name, "-", "-", "-", "-", "-", "-", "-", "-", "-", r.note}, nil
	}
	after, ratioAfter := "-", "-"
	if r.work > 0 {
		after, ratioAfter = ms(r.work), ratio(float64(ours.work), float64(r.work))
	}
	made, err := os.ReadFile(r.file)
	if err != nil {
		return nil, err
	}
	document, err := part(made, "word/document.xml")
	if err != nil {
		return nil, err
	}
	accepted, err := sameText(ctx, made, ooxml.Accepted, p.now)
	if err != nil {
		return nil, err
	}
	rejected, err := sameText(ctx, made, ooxml.Rejected, p.old)
	if err != nil {
		return nil, err
	}
	count := func(tag string) string { return fmt.Sprint(bytes.Count(document, []byte("<w:"+tag+" "))) }
	return []string{
		r.name, ms(r.all), ratio(float64(ours.all), float64(r.all)), after, ratioAfter,
		count("ins"), count("del"), count("moveFrom"), accepted, rejected, r.note,
	}, nil
}

// sameText says whether a view of a redline is the text of a version,
// paragraph by paragraph.
func sameText(ctx context.Context, made []byte, view ooxml.View, version []byte) (string, error) {
	is, err := paragraphs(ctx, made, view)
	if err != nil {
		return "", err
	}
	ought, err := paragraphs(ctx, version, ooxml.Accepted)
	if err != nil {
		return "", err
	}
	for i := range min(len(is), len(ought)) {
		if is[i] != ought[i] {
			return fmt.Sprintf("no, paragraph %d", i+1), nil
		}
	}
	if len(is) != len(ought) {
		return fmt.Sprintf("no, %d for %d", len(is), len(ought)), nil
	}
	return "yes", nil
}

func paragraphs(ctx context.Context, data []byte, view ooxml.View) ([]string, error) {
	doc, err := ooxml.Read(ctx, data)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, block := range doc.Blocks(view) {
		out = append(out, block.Text)
	}
	return out, nil
}

// steps of the work on two versions.
type steps struct{ read, compare, redline, carry spent }

// steps measures each of them by itself; comments are carried where some are
// asked for, so many on every node.
func (b *bench) steps(ctx context.Context, p pair, runs, comments int) (s steps, err error) {
	var old, now *outline.Tree
	if s.read, err = spend(runs, nil, func() error {
		old, now, err = p.trees(ctx)
		return err
	}); err != nil {
		return s, err
	}
	var al *compare.Alignment
	if s.compare, err = spend(runs, nil, func() error {
		al = compare.Trees(old, now)
		return ctx.Err()
	}); err != nil {
		return s, err
	}
	if s.carry, err = carried(runs, al, old, now, b.seed, comments); err != nil {
		return s, err
	}
	var read *redline.Pair
	s.redline, err = spend(runs, func() error {
		read, err = redline.Read(ctx, p.old, p.now)
		return err
	}, func() error {
		return read.Write(ctx, io.Discard, redline.Options{Author: "Thảo"})
	})
	return s, err
}
