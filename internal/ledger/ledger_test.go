package ledger

import (
	"errors"
	"sync"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
)

func write(t *testing.T, d *db.DB, e Entry) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return Append(tx, e) }); err != nil {
		t.Fatal(err)
	}
}

func TestEntriesAreNumberedWithoutGaps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var wg sync.WaitGroup
		for i := range 60 {
			wg.Go(func() {
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					if err := Append(tx, Entry{Docket: "d", At: 5, Action: "a", Detail: map[string]string{"x": "đ"}}); err != nil {
						return err
					}
					if i%5 == 0 {
						return errors.New("undone")
					}
					return nil
				})
				if err != nil && i%5 != 0 {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		n, err := Verify(d.Reader(t.Context()), "d")
		if err != nil || n != 48 {
			t.Errorf("%d entries, %v", n, err)
		}
	})
}

func TestVerifyFindsWhatWasDone(t *testing.T) {
	for name, query := range map[string]string{
		"altered":  `UPDATE ledger SET actor = 'Somebody' WHERE docket_id = 'd' AND seq = 3`,
		"removed":  `DELETE FROM ledger WHERE docket_id = 'd' AND seq = 3`,
		"detail":   `UPDATE ledger SET detail = '{"x":"z"}' WHERE docket_id = 'd' AND seq = 3`,
		"replaced": `UPDATE ledger SET hash = 'abc' WHERE docket_id = 'd' AND seq = 3`,
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				for range 5 {
					write(t, d, Entry{Docket: "d", Account: id.New(), Actor: "A", Action: "a", Subject: "s", After: HashOf("x")})
				}
				write(t, d, Entry{Action: "other"})
				if err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query); return err }); err != nil {
					t.Fatal(err)
				}
				_, err := Verify(d.Reader(t.Context()), "d")
				if broken, ok := errors.AsType[*Broken](err); !ok || broken.Seq != 3 {
					t.Errorf("found %v", err)
				}
				if n, err := Verify(d.Reader(t.Context()), System); n != 1 || err != nil {
					t.Errorf("the other log: %d %v", n, err)
				}
			})
		})
	}
}

func TestNewestAndOf(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for i := range 5 {
			write(t, d, Entry{Docket: "d", Action: "a", Subject: id.ID([]string{"x", "y"}[i%2])})
		}
		q := d.Reader(t.Context())
		first, err := Newest(q, "d", 0, 2)
		if err != nil || len(first) != 2 || first[0].Seq != 5 {
			t.Fatalf("%v %v", first, err)
		}
		next, _ := Newest(q, "d", first[1].Seq, 2)
		if len(next) != 2 || next[0].Seq != 3 {
			t.Errorf("%v", next)
		}
		of, _ := Of(q, "d", "x")
		if len(of) != 3 || of[0].Seq != 1 {
			t.Errorf("%v", of)
		}
	})
}
