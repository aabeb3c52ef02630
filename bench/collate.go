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
	"runtime"
	"syscall"
	"time"

	"thao/bench/gen"
)

// What the project has set itself for the collation, on two cores.
const (
	wallLimit = 5 * time.Second
	peakLimit = 400 << 20 // bytes
)

// cost of one run of the program.
type cost struct {
	wall, user, system time.Duration
	peak               int64 // resident, bytes
}

// collate measures the whole program on 63 replies to a draft of 200 pages.
func (b *bench) collate(ctx context.Context) error {
	draft, replies, made, err := b.replies()
	if err != nil {
		return err
	}
	program := filepath.Join(b.work, "thao")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", program, "./cmd/thao")
	build.Dir, build.Stderr = b.root, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building thao: %w", err)
	}
	out := filepath.Join(b.work, "out")
	var costs []cost
	for range max(1, b.runs/2) {
		c, err := collateOnce(ctx, program, draft, replies, out)
		if err != nil {
			return err
		}
		costs = append(costs, c)
	}
	fmt.Printf("Collating %d replies against a draft of 200 pages, whole process, median of %d, %d cores\n\n", made.files, len(costs), runtime.GOMAXPROCS(0))
	report(costs)
	return found(filepath.Join(out, "collation.json"), made)
}

// counted is what was written to disk.
type counted struct {
	files int
	gen.Made
}

// replies writes draft and replies to disk.
func (b *bench) replies() (draft, dir string, made counted, err error) {
	d := gen.NewDraft(b.seed)
	data, err := d.Docx(b.seed, gen.Marks{})
	if err != nil {
		return "", "", made, err
	}
	files, counts, err := gen.Replies(d, b.seed, b.pdfs)
	if err != nil {
		return "", "", made, err
	}
	draft, dir = filepath.Join(b.work, "du-thao.docx"), filepath.Join(b.work, "tra-loi")
	return draft, dir, counted{len(files), counts}, errors.Join(os.WriteFile(draft, data, 0o644), gen.Write(dir, files))
}

// unreadReplies is the exit code of a run in which some replies could not be
// read; the rest is done.
const unreadReplies = 3

func collateOnce(ctx context.Context, program, draft, replies, out string) (cost, error) {
	cmd := exec.CommandContext(ctx, program, "collate", draft, replies, "--out", out)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	began := time.Now()
	err := cmd.Run()
	c := cost{wall: time.Since(began)}
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != unreadReplies) {
		return c, fmt.Errorf("thao collate: %w\n%s", err, said.Bytes())
	}
	c.user, c.system = cmd.ProcessState.UserTime(), cmd.ProcessState.SystemTime()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = int64(usage.Maxrss) * maxrssUnit()
	}
	return c, nil
}

// maxrssUnit is what the system counts peak memory in: kilobytes, on macOS
// bytes.
func maxrssUnit() int64 {
	if runtime.GOOS == "darwin" {
		return 1
	}
	return 1 << 10
}

func report(costs []cost) {
	var wall, user, system, peak []time.Duration
	for _, c := range costs {
		wall, user, system = append(wall, c.wall), append(user, c.user), append(system, c.system)
		peak = append(peak, time.Duration(c.peak))
	}
	memory := float64(median(peak))
	table([][]string{
		{"", "measured", "limit", "÷ limit"},
		{"wall", seconds(median(wall)), seconds(wallLimit), ratio(float64(median(wall)), float64(wallLimit))},
		{"peak memory", fmt.Sprintf("%.0f MB", memory/(1<<20)), fmt.Sprintf("%d MB", peakLimit>>20), ratio(memory, peakLimit)},
		{"user", seconds(median(user)), "", ""},
		{"system", seconds(median(system)), "", ""},
	})
	fmt.Println()
}

// found prints what the last run made of the files: a fast program that finds
// nothing is none.
func found(file string, made counted) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var c struct {
		Replies  []struct{ Status string }
		Comments []struct{ Source, State string }
		Groups   []struct{}
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return err
	}
	sources, states := map[string]int{}, map[string]int{}
	for _, k := range c.Comments {
		sources[k.Source]++
		states[k.State]++
	}
	fmt.Printf("made: %d margin comments, %d tracked edits, %d remarks in letters, %d in tables\n", made.Margin, made.Tracked, made.Letter, made.Table)
	fmt.Printf("found: %d comments in %d groups; by source %v; by state %v\n", len(c.Comments), len(c.Groups), sources, states)
	return nil
}
