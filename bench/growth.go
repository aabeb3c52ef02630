package main

import (
	"context"
	"fmt"
	"runtime"
	"syscall"
	"time"

	"thao/bench/drift"
	"thao/internal/anchor"
	"thao/internal/compare"
	"thao/internal/outline"
)

// spent is what a piece of work took: time on the clock, and of processors.
type spent struct{ clock, processor time.Duration }

// spend measures fn several times after one run that does not count; before
// each, prepare is run unmeasured, if there is any. The medians are returned.
func spend(runs int, prepare, fn func() error) (spent, error) {
	var clocks, processors []time.Duration
	for i := range runs + 1 {
		if prepare != nil {
			if err := prepare(); err != nil {
				return spent{}, err
			}
		}
		runtime.GC() // what was left over by others is not counted
		busy, began := processorTime(), time.Now()
		if err := fn(); err != nil {
			return spent{}, err
		}
		if i > 0 {
			clocks, processors = append(clocks, time.Since(began)), append(processors, processorTime()-busy)
		}
	}
	return spent{median(clocks), median(processors)}, nil
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// carried measures carrying comments, so many on every node and one more.
func carried(runs int, al *compare.Alignment, old, now *outline.Tree, seed uint64, comments int) (spent, error) {
	if comments == 0 {
		return spent{}, nil
	}
	marks := drift.Sample(old, comments, seed)
	return spend(runs, nil, func() error {
		if n := len(anchor.Carry(al, old, now, marks)); n != len(marks) {
			return fmt.Errorf("%d comments carried, %d given", n, len(marks))
		}
		return nil
	})
}

// growth shows what ten times the pages cost.
func (b *bench) growth(ctx context.Context) error {
	const comments = 4 // and one: about 60 on a page
	pages := []int{20, 200, 2000}
	var all []steps
	for _, n := range pages {
		p, err := b.versions(n)
		if err != nil {
			return err
		}
		runs := b.runs
		if n > 200 {
			runs = min(runs, 3)
		}
		s, err := b.steps(ctx, p, runs, comments)
		if err != nil {
			return err
		}
		all = append(all, s)
	}
	fmt.Printf("How cost grows, processor time: ten times the pages cost ten times as much if it grows as they do, a hundred if as their square\n\n")
	rows := [][]string{{"", "20 pages", "200 pages", "2,000 pages", "20 → 200", "200 → 2,000"}}
	for _, step := range []struct {
		name string
		of   func(steps) spent
	}{
		{"two versions read", func(s steps) spent { return s.read }},
		{"compared node by node", func(s steps) spent { return s.compare }},
		{"redline in Word, after reading", func(s steps) spent { return s.redline }},
		{"comments carried, 5 on every node", func(s steps) spent { return s.carry }},
	} {
		row := []string{step.name}
		for _, s := range all {
			row = append(row, ms(step.of(s).processor))
		}
		for i := 1; i < len(all); i++ {
			row = append(row, "× "+ratio(float64(step.of(all[i]).processor), float64(step.of(all[i-1]).processor)))
		}
		rows = append(rows, row)
	}
	table(rows)
	fmt.Println()
	return nil
}
