package db_test

import (
	"fmt"
	"sync"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
)

// More statements than are kept, from more readers than there are connections,
// alone and in views: each gets its own answer.
func TestReadersShareStatements(t *testing.T) {
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
