package db_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
)

// More statements than are kept, from more readers than there are connections,
// alone and in views: each gets its own answer, and nobody waits for a connection
// that is held by who waits for them.
func TestReadersShareStatements(t *testing.T) {
	before := db.KeepPrepared(2)
	t.Cleanup(func() { db.KeepPrepared(before) })
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var wg sync.WaitGroup
		for g := range 24 {
			wg.Go(func() {
				for i := range 60 {
					want := (g*7 + i) % 500
					ask := func(q db.Q) error {
						got, err := db.Value[int64](q, fmt.Sprintf(`SELECT CAST($1 AS BIGINT) + %d`, want), 1)
						if err != nil || got != int64(want)+1 {
							t.Errorf("%d: %d %v", want, got, err)
						}
						list, err := db.Values[int64](q, fmt.Sprintf(`SELECT %d UNION SELECT CAST($1 AS BIGINT) ORDER BY 1`, want), 1000)
						if err != nil || len(list) != 2 || list[0] != int64(want) {
							t.Errorf("%d: %v %v", want, list, err)
						}
						return err
					}
					if i%2 == 0 {
						_ = ask(d.Reader(t.Context()))
						continue
					}
					if err := d.View(t.Context(), func(q db.Reader) error { return ask(q) }); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
	})
}

// Closing while many read ends: whoever waits for a connection is told.
func TestClosingEndsWhileManyRead(t *testing.T) {
	before := db.KeepPrepared(2)
	t.Cleanup(func() { db.KeepPrepared(before) })
	for range 20 {
		d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "thao.db"))
		if err != nil {
			t.Fatal(err)
		}
		var wg, begun sync.WaitGroup
		begun.Add(24)
		for g := range 24 {
			wg.Go(func() {
				for i := 0; ; i++ {
					if i == 3 {
						begun.Done()
					}
					query := fmt.Sprintf(`SELECT CAST($1 AS BIGINT) + %d`, (g*7+i)%500)
					ask := func(q db.Reader) error { _, err := db.Value[int64](q, query, 1); return err }
					if i%2 == 0 && ask(d.Reader(t.Context())) != nil || i%2 == 1 && d.View(t.Context(), ask) != nil {
						return
					}
				}
			})
		}
		begun.Wait()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		wg.Wait()
	}
}
