package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// mammoth runs mammoth.js in one process that stays warm, and takes the times
// measured inside it.
func (b *bench) mammoth(ctx context.Context, file string) reading {
	r := reading{name: "mammoth.js extractRawText, warm"}
	node, err := exec.LookPath("node")
	if err != nil {
		r.note = "not run: Node is not installed"
		return r
	}
	dir := filepath.Join(b.root, "bench", "peers")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "mammoth")); err != nil {
		r.note = "not run: npm ci in bench/peers installs it"
		return r
	}
	cmd := exec.CommandContext(ctx, node, filepath.Join(dir, "mammoth.mjs"), file, strconv.Itoa(b.runs))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		r.note = "failed: " + err.Error()
		return r
	}
	var answer struct {
		Version string    `json:"version"`
		Times   []float64 `json:"times"` // milliseconds
		Text    string    `json:"text"`
	}
	if err := json.Unmarshal(out, &answer); err != nil || len(answer.Times) == 0 {
		r.note = fmt.Sprintf("failed: no answer (%v)", err)
		return r
	}
	var times []time.Duration
	for _, t := range answer.Times {
		times = append(times, time.Duration(t*float64(time.Millisecond)))
	}
	r.time, r.words = median(times), strings.Fields(answer.Text)
	r.note = "version " + answer.Version + ", text alone"
	return r
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
