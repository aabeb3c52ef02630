package db_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
)

const insertSession = `INSERT INTO session (token, data, expiry) VALUES ($1, $2, $3)`

func count(t *testing.T, d *db.DB) int64 {
	t.Helper()
	n, err := db.Value[int64](d.Reader(t.Context()), `SELECT count(*) FROM session`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWriteKeepsWhatSucceededAndNothingElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		boom := errors.New("boom")
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Go(func() {
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					if _, err := tx.Exec(insertSession, fmt.Sprint("s", i), []byte("x"), i); err != nil {
						return err
					}
					if i%3 == 0 {
						return boom
					}
					return nil
				})
				if (i%3 == 0) != errors.Is(err, boom) {
					t.Errorf("write %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		if n := count(t, d); n != 133 {
			t.Errorf("%d rows, want 133", n)
		}
	})
}

func TestAfterRunsOnlyOnceCommitted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := 0
		write := func(fail error) error {
			return d.Write(t.Context(), func(tx *db.Tx) error {
				tx.After(func() { ran++ })
				return fail
			})
		}
		if err := write(nil); err != nil {
			t.Fatal(err)
		}
		write(errors.New("no"))
		if ran != 1 {
			t.Errorf("ran %d times", ran)
		}
	})
}

func TestPanicOfAWriteIsItsCallers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		func() {
			defer func() {
				if r := recover(); r == nil || !strings.Contains(fmt.Sprint(r), "oh") {
					t.Errorf("recovered %v", r)
				}
			}()
			d.Write(t.Context(), func(tx *db.Tx) error {
				tx.Exec(insertSession, "p", []byte{}, 0)
				panic("oh")
			})
		}()
		if n := count(t, d); n != 0 {
			t.Errorf("%d rows of a write that panicked", n)
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(insertSession, "q", []byte{}, 0); return err }); err != nil {
			t.Errorf("the next write: %v", err)
		}
	})
}

func TestEndOfARequestDoesNotHarmOthers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var wg sync.WaitGroup
		for i := range 50 {
			wg.Go(func() {
				if err := d.Write(t.Context(), func(tx *db.Tx) error {
					_, err := tx.Exec(insertSession, fmt.Sprint("s", i), []byte{}, 0)
					if i == 10 {
						cancel()
					}
					return err
				}); err != nil {
					t.Error(err)
				}
			})
			wg.Go(func() {
				d.Write(ctx, func(tx *db.Tx) error { return errors.New("never mind") })
			})
		}
		wg.Wait()
		if n := count(t, d); n != 50 {
			t.Errorf("%d rows, want 50", n)
		}
	})
}

func TestFaults(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		twice := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(insertSession, "a", []byte{}, 0); err != nil {
				t.Error(err)
			}
			_, err := tx.Exec(insertSession, "a", []byte{}, 0)
			return err
		})
		if fault.CodeOf(twice) != fault.Exists {
			t.Errorf("a key twice: %v", twice)
		}
		orphan := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO body_member (body_id, account_id, role) VALUES ('x', 'y', 'head')`)
			return err
		})
		if fault.CodeOf(orphan) != fault.Gone {
			t.Errorf("a reference to nothing: %v", orphan)
		}
	})
}

func TestOneAllValue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		type session struct {
			token string
			n     int64
		}
		scan := func(r db.Row, s *session) error { return r.Scan(&s.token, &s.n) }
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for i, token := range []string{"b", "a"} {
				if _, err := tx.Exec(insertSession, token, []byte{1}, i); err != nil {
					return err
				}
			}
			// What a transaction wrote, it sees.
			_, found, err := db.One(tx, scan, `SELECT token, expiry FROM session WHERE token = $1`, "b")
			if !found {
				t.Error("not seen in its own transaction")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		q := d.Reader(t.Context())
		all, err := db.All(q, scan, `SELECT token, expiry FROM session ORDER BY token`)
		if err != nil || len(all) != 2 || all[0] != (session{"a", 1}) {
			t.Errorf("%v %v", all, err)
		}
		if _, found, err := db.One(q, scan, `SELECT token, expiry FROM session WHERE token = 'z'`); found || err != nil {
			t.Errorf("found what is not there: %v", err)
		}
		if v, err := db.Value[string](q, `SELECT token FROM session WHERE token = 'z'`); v != "" || err != nil {
			t.Errorf("%q %v", v, err)
		}
	})
}

func TestViewDoesNotMove(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.View(t.Context(), func(q db.Reader) error {
			const query = `SELECT count(*) FROM session`
			before, err := db.Value[int64](q, query)
			if err != nil {
				return err
			}
			if err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(insertSession, "n", []byte{}, 0); return err }); err != nil {
				return err
			}
			after, err := db.Value[int64](q, query)
			if before != after {
				t.Errorf("%d rows, then %d", before, after)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestClosedDatabaseSaysSo(t *testing.T) {
	d, err := db.Open(t.Context(), dbtest.SQLiteURL(t))
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	err = d.Write(t.Context(), func(*db.Tx) error { return nil })
	if fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("%v", err)
	}
}

func TestAlongGoesWithTheFirstWriteThatSucceeds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		put := func(token string) func(*db.Tx) error {
			return func(tx *db.Tx) error { _, err := tx.Exec(insertSession, token, []byte{}, 0); return err }
		}
		ctx := db.Along(t.Context(), put("clause"))
		d.Write(ctx, func(*db.Tx) error { return errors.New("no") })
		if n := count(t, d); n != 0 {
			t.Errorf("%d rows of a write that failed", n)
		}
		for _, token := range []string{"a", "b"} {
			if err := d.Write(ctx, put(token)); err != nil {
				t.Error(err)
			}
		}
		if n := count(t, d); n != 3 {
			t.Errorf("%d rows, want the clause once and two writes", n)
		}
		again := db.Along(t.Context(), put("clause"))
		if err := d.Write(again, put("c")); fault.CodeOf(err) != fault.Exists {
			t.Errorf("the clause a second time: %v", err)
		}
		if n := count(t, d); n != 3 {
			t.Errorf("%d rows: the write went without its clause", n)
		}
	})
}
