package main

import (
	"bytes"
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

// redliners runs the peers.
func (b *bench) redliners(ctx context.Context, files redlineFiles) []redlining {
	out := []redlining{b.libreOffice(ctx, files)}
	for _, tool := range []string{"docx-trackdiff", "jubarte-redlines", "python-redlines-docxodus"} {
		out = append(out, b.pythonTool(ctx, tool, files))
	}
	return out
}

// pythonTool runs a Python redline tool in one process that stays warm.
func (b *bench) pythonTool(ctx context.Context, tool string, files redlineFiles) redlining {
	r := redlining{name: tool, file: filepath.Join(b.work, "redline-"+tool+".docx")}
	dir := filepath.Join(b.root, "bench", "peers")
	python := filepath.Join(dir, "venv", "bin", "python")
	if _, err := os.Stat(python); err != nil {
		r.note = "not run: python3 -m venv bench/peers/venv && bench/peers/venv/bin/pip install -r bench/peers/requirements.txt"
		return r
	}
	cmd := exec.CommandContext(ctx, python, filepath.Join(dir, "redline.py"), tool, files.old, files.now, r.file, strconv.Itoa(b.runs))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		r.note = "failed: " + err.Error()
		return r
	}
	var answer struct {
		Version string
		measured
	}
	if err := json.Unmarshal(out, &answer); err != nil || len(answer.Times) == 0 {
		r.note = fmt.Sprintf("failed: no times in its answer (%v)", err)
		return r
	}
	r.all, r.note = answer.median(), fmt.Sprintf("version %s, %d runs", answer.Version, len(answer.Times))
	return r
}

// A document of 200 pages takes LibreOffice some seconds; it may also never
// come back.
const (
	libreOfficeRuns     = 3
	libreOfficePatience = 5 * time.Minute
)

// libreOffice has LibreOffice's own comparison run by a macro in one process,
// which takes the times itself.
func (b *bench) libreOffice(ctx context.Context, files redlineFiles) redlining {
	r := redlining{name: "LibreOffice Compare Document", file: filepath.Join(b.work, "redline-libreoffice.docx")}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		r.note = "not run: apt-get install libreoffice-writer"
		return r
	}
	ctx, stop := context.WithTimeout(ctx, libreOfficePatience)
	defer stop()
	runs, err := b.askLibreOffice(ctx, soffice, files, r.file)
	if err != nil {
		r.note = "failed: " + err.Error()
		return r
	}
	var all, work []time.Duration
	for _, run := range runs {
		all, work = append(all, run.now+run.compare+run.save), append(work, run.compare-run.old+run.save)
	}
	version, _ := exec.CommandContext(ctx, soffice, "--version").Output()
	r.all, r.work = median(all), median(work)
	r.note = fmt.Sprintf("%s, %d runs", firstWords(string(version), 2), len(runs))
	return r
}

// libreOfficeRun is one run of its macro: opening each version, comparing
// (which opens the old one again), saving.
type libreOfficeRun struct{ old, now, compare, save time.Duration }

func (b *bench) askLibreOffice(ctx context.Context, soffice string, files redlineFiles, out string) ([]libreOfficeRun, error) {
	profile := filepath.Join(b.work, "libreoffice")
	user := "-env:UserInstallation=file://" + filepath.ToSlash(profile)
	// The first start fills the profile; what lies there before is overwritten.
	if err := exec.CommandContext(ctx, soffice, user, "--headless", "--terminate_after_init").Run(); err != nil {
		return nil, err
	}
	for _, name := range []string{"script.xlb", "Redline.xba"} {
		data, err := os.ReadFile(filepath.Join(b.root, "bench", "peers", "libreoffice", name))
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(profile, "user", "basic", "Standard", name), data, 0o644); err != nil {
			return nil, err
		}
	}
	times := filepath.Join(b.work, "libreoffice.txt")
	if err := os.Remove(times); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, soffice, user, "--headless", "--norestore", "macro:///Standard.Redline.Measure")
	cmd.Env = append(os.Environ(), "OLD="+files.old, "NEW="+files.now, "OUT="+out, "TIMES="+times,
		"RUNS="+strconv.Itoa(libreOfficeRuns+1))
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, bytes.TrimSpace(said))
	}
	data, err := os.ReadFile(times)
	if err != nil {
		return nil, errors.New("the macro did not run")
	}
	return libreOfficeTimes(string(data))
}

// libreOfficeTimes reads what the macro wrote; the first run does not count.
func libreOfficeTimes(s string) ([]libreOfficeRun, error) {
	var out []libreOfficeRun
	for i, line := range strings.Split(strings.TrimSpace(s), "\n") {
		var ms [4]int
		if _, err := fmt.Sscan(line, &ms[0], &ms[1], &ms[2], &ms[3]); err != nil {
			return nil, fmt.Errorf("its times read %q", line)
		}
		at := func(k int) time.Duration { return time.Duration(ms[k]) * time.Millisecond }
		if i > 0 {
			out = append(out, libreOfficeRun{at(0), at(1), at(2), at(3)})
		}
	}
	if len(out) == 0 {
		return nil, errors.New("no times in its answer")
	}
	return out, nil
}

func firstWords(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(n, len(words))], " ")
}
