package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"thao/bench/drift"
	"thao/internal/anchor"
	"thao/internal/compare"
	"thao/internal/outline"
)

// What the project has set itself for carrying comments to the next version.
const (
	leastPrecision = 0.995 // at a fifth of the nodes touched
	leastRecall    = 0.97
	carryLimit     = 2 * time.Second
	carriedMarks   = 50_000
)

// matcher is a way of carrying marks, by name.
type matcher struct {
	name  string
	carry drift.Matcher
}

var matchers = []matcher{
	{"thao", drift.Ours},
	{"quote, no floor", drift.Plain},
	{"quote and context, no floor", drift.PlainWithContext},
}

// anchor measures how comments are carried to the next version: whether they
// arrive where they belong, and how fast.
func (b *bench) anchor(ctx context.Context) error {
	texts, err := b.texts()
	if err != nil {
		return err
	}
	if err := b.accuracy(ctx, texts); err != nil {
		return err
	}
	return b.carrying(ctx)
}

// texts are the real ones where they lie beside the repository, else one that
// is made.
func (b *bench) texts() ([]drift.Text, error) {
	dir := filepath.Join(b.root, "..", "shared", "corpus", "vi")
	if _, err := os.Stat(dir); err == nil {
		return drift.Read(dir)
	}
	fmt.Printf("no real texts at %s: measured on a made one\n", dir)
	return []drift.Text{{Name: "made", Tree: drift.Made(b.seed)}}, nil
}

// accuracy prints precision and recall by intensity, and at a fifth by kind of
// edit.
func (b *bench) accuracy(ctx context.Context, texts []drift.Text) error {
	const byKind = 0.2
	fmt.Printf("Comments carried to the next version of %d texts, edited with a known answer\n\n", len(texts))
	rows := [][]string{{"nodes touched", "matcher", "precision", "recall", "comments", "placed", "wrong", "review", "orphan", "lost", "words stand", "gone"}}
	kinds := [][]string{{"edit", "matcher", "precision", "recall", "comments", "wrong", "review", "orphan"}}
	for _, share := range []float64{0.05, 0.1, byKind, 0.4} {
		tallies, err := b.measure(ctx, texts, share)
		if err != nil {
			return err
		}
		for i, m := range matchers {
			var all drift.Tally
			for _, t := range tallies[i] {
				all.Add(t)
			}
			rows = append(rows, []string{
				fmt.Sprintf("%.0f %%", 100*share), m.name, percent(all.Precision()), percent(all.Recall()),
				fmt.Sprint(all.Marks), fmt.Sprint(all.Placed), fmt.Sprint(all.Placed - all.Right),
				fmt.Sprint(all.Review), fmt.Sprint(all.Orphan), fmt.Sprint(all.Lost), fmt.Sprint(all.Stays), fmt.Sprint(all.Gone),
			})
		}
		if share == byKind {
			kinds = append(kinds, kindRows(tallies)...)
		}
	}
	table(rows)
	fmt.Printf("\nBy kind of edit, %.0f %% of the nodes touched\n\n", 100*byKind)
	table(kinds)
	fmt.Printf("\nset for 20 %%: precision at least %s, recall at least %s, none lost\n\n", percent(leastPrecision), percent(leastRecall))
	return nil
}

func kindRows(tallies []map[drift.Kind]drift.Tally) [][]string {
	var rows [][]string
	for _, kind := range append(drift.Kinds(), drift.Untouched) {
		for i, m := range matchers {
			t := tallies[i][kind]
			precision := "-"
			if t.Placed > 0 {
				precision = percent(t.Precision())
			}
			recall := "-"
			if t.Stays > 0 {
				recall = percent(t.Recall())
			}
			rows = append(rows, []string{
				string(kind), m.name, precision, recall, fmt.Sprint(t.Marks),
				fmt.Sprint(t.Placed - t.Right), fmt.Sprint(t.Review), fmt.Sprint(t.Orphan),
			})
		}
	}
	return rows
}

// measure lets every matcher carry the same marks over the same edits.
func (b *bench) measure(ctx context.Context, texts []drift.Text, share float64) ([]map[drift.Kind]drift.Tally, error) {
	const rounds, perNode = 2, 2
	out := make([]map[drift.Kind]drift.Tally, len(matchers))
	for i := range out {
		out[i] = map[drift.Kind]drift.Tally{}
	}
	for _, text := range texts {
		donor := drift.Donor(texts, text.Name)
		for round := range uint64(rounds) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			d := drift.Apply(text.Tree, donor, share, b.seed+round)
			marks := drift.Sample(text.Tree, perNode, b.seed+round)
			for i, m := range matchers {
				for kind, t := range d.Judge(marks, m.carry(d, marks)) {
					sum := out[i][kind]
					sum.Add(t)
					out[i][kind] = sum
				}
			}
		}
	}
	return out, nil
}

// carrying times 50,000 comments on a draft of 200 pages.
func (b *bench) carrying(ctx context.Context) error {
	tree := drift.Made(b.seed)
	d := drift.Apply(tree, nil, 0.2, b.seed)
	marks := manyMarks(tree, b.seed)
	var al *compare.Alignment
	aligned, err := b.timed(func() error {
		al = compare.Trees(d.Old, d.New)
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	var carried []anchor.Carried
	times, err := b.timed(func() error {
		carried = anchor.Carry(al, d.Old, d.New, marks)
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	states := map[string]int{}
	for _, c := range carried {
		states[c.State]++
	}
	fmt.Printf("Carrying %d comments over a draft of 200 pages, 20 %% of the nodes touched, median of %d, %d cores\n\n", len(marks), b.runs, runtime.GOMAXPROCS(0))
	table([][]string{
		{"", "measured", "limit", "÷ limit"},
		{"comments carried", ms(times), seconds(carryLimit), ratio(float64(times), float64(carryLimit))},
		{"versions aligned", ms(aligned), "", ""},
	})
	fmt.Printf("\nby state %v, together %d\n", states, len(carried))
	return nil
}

// manyMarks samples the tree until there are enough, and drops what is over
// evenly.
func manyMarks(t *outline.Tree, seed uint64) []anchor.Mark {
	nodes := len(drift.Sample(t, 0, seed))
	all := drift.Sample(t, carriedMarks/nodes+1, seed)
	out := make([]anchor.Mark, carriedMarks)
	for i := range out {
		out[i] = all[i*len(all)/carriedMarks]
	}
	return out
}

func percent(x float64) string { return fmt.Sprintf("%.2f %%", 100*x) }
