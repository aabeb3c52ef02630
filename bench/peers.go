package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// mammoth runs mammoth.js in one process that stays warm, and takes the times
// measured inside it: for raw text, and for HTML with comments.
func (b *bench) mammoth(ctx context.Context, file string) []reading {
	text := reading{name: "mammoth.js extractRawText, warm"}
	html := reading{name: "mammoth.js convertToHtml, warm", note: "with lists and comments"}
	answer, err := b.askMammoth(ctx, file)
	if err != nil {
		text.note, html.note = err.Error(), err.Error()
		return []reading{text, html}
	}
	text.time, text.words = answer.Text.median(), strings.Fields(answer.Text.Value)
	text.note = "version " + answer.Version + ", text alone"
	html.time = answer.HTML.median()
	return []reading{text, html}
}

// mammothAnswer is what mammoth.mjs prints.
type mammothAnswer struct {
	Version    string
	Text, HTML measured
}

type measured struct {
	Times []float64 // milliseconds
	Value string    // of the text alone
}

func (m measured) median() time.Duration {
	var times []time.Duration
	for _, t := range m.Times {
		times = append(times, time.Duration(t*float64(time.Millisecond)))
	}
	return median(times)
}

func (b *bench) askMammoth(ctx context.Context, file string) (*mammothAnswer, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, errors.New("not run: Node is not installed")
	}
	dir := filepath.Join(b.root, "bench", "peers")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "mammoth")); err != nil {
		return nil, errors.New("not run: npm ci in bench/peers installs it")
	}
	cmd := exec.CommandContext(ctx, node, filepath.Join(dir, "mammoth.mjs"), file, strconv.Itoa(b.runs))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("failed: %w", err)
	}
	var answer mammothAnswer
	if err := json.Unmarshal(out, &answer); err != nil {
		return nil, fmt.Errorf("failed: %w", err)
	}
	if len(answer.Text.Times) == 0 || len(answer.HTML.Times) == 0 {
		return nil, errors.New("failed: no times in its answer")
	}
	return &answer, nil
}

// pandoc runs as a process each time: it has no other form. Its start, some
// hundredths of a second, is counted with it.
func (b *bench) pandoc(ctx context.Context, file string) reading {
	r := reading{name: "pandoc --track-changes=all -t json"}
	path, err := exec.LookPath("pandoc")
	if err != nil {
		r.note = "not run: pandoc is not installed"
		return r
	}
	r.time, err = b.timed(func() error {
		return exec.CommandContext(ctx, path, "--track-changes=all", "-f", "docx", "-t", "json", "-o", os.DevNull, file).Run()
	})
	if err != nil {
		r.note = "failed: " + err.Error()
		return r
	}
	r.note = "a whole process each time"
	return r
}
