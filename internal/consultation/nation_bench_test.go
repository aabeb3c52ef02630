package consultation

import (
	"context"
	"testing"
	"time"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
)

// BenchmarkARoundOfANation measures what is done with a round that asks 20,000
// bodies: each once, and said in milliseconds.
//
//	go test -run '^$' -bench ARoundOfANation -benchtime 1x ./internal/consultation
func BenchmarkARoundOfANation(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				measureNation(b, open(b), 20_000)
			}
		})
	}
}

func measureNation(b *testing.B, d *db.DB, n int) {
	k, ctx := newAsking(b, d), b.Context()
	say := func(what string, do func() error) {
		begun := time.Now()
		if err := do(); err != nil {
			b.Fatalf("%s: %v", what, err)
		}
		b.ReportMetric(float64(time.Since(begun).Microseconds())/1000, "ms/"+what)
	}
	var r Round
	say("prepare", func() error { r = k.nation(n); return nil })
	say("change", func() error {
		_, _, err := k.ChangeBodies(ctx, k.secretary, k.docket, r.ID, BodyChange{Drop: []id.ID{r.Asked[0].Body}})
		return err
	})
	say("open", func() (err error) { r, err = k.OpenRound(ctx, k.secretary, k.docket, r.ID, 0); return err })
	longest := time.Duration(0) // that a write of somebody else waits while the letters are written
	say("letters", func() error { return k.drained(ctx, &longest) })
	b.ReportMetric(float64(longest.Microseconds())/1000, "ms/longest-wait")
	if got := len(k.letters(r.ID, Asking)); got != n-1 {
		b.Fatalf("%d letters", got)
	}
	say("board", func() error {
		_, err := k.BoardPage(ctx, k.secretary, k.docket, r.ID, BoardFilter{Limit: 200})
		return err
	})
	say("board-last", func() error {
		_, err := k.BoardPage(ctx, k.secretary, k.docket, r.ID, BoardFilter{Limit: 200, At: BoardCursor{Silent, int64(n - 100)}})
		return err
	})
	say("asked-page", func() error {
		_, err := k.AskedPage(ctx, k.secretary, k.docket, r.ID, "so 19", 0, 100)
		return err
	})
	say("remind", func() error { _, err := k.Remind(ctx, k.secretary, k.docket, r.ID, 0); return err })
	say("extend", func() error {
		_, err := k.ExtendRound(ctx, k.secretary, k.docket, r.ID, nil, r.Deadline.Add(24*time.Hour))
		return err
	})
}

// drained waits until all letters are written, writing something meanwhile.
func (k *asking) drained(ctx context.Context, longest *time.Duration) error {
	running, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { defer close(done); k.Jobs.Run(running) }()
	defer func() { cancel(); <-done }()
	for {
		begun := time.Now()
		if err := k.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE account SET created = created WHERE id = $1`, k.head.Account)
			return err
		}); err != nil {
			return err
		}
		*longest = max(*longest, time.Since(begun))
		left, err := db.Value[int64](k.DB.Reader(ctx), `SELECT COUNT(*) FROM job WHERE kind = $1`, jobLetters)
		if err != nil || left == 0 {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}
