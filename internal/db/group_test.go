package db_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
)

// held keeps the group busy until release is called, so that what is written
// meanwhile shares one commit.
func held(t *testing.T, d *db.DB) (release func()) {
	t.Helper()
	begun, end, done := make(chan bool, 9), make(chan bool), make(chan error)
	go func() {
		done <- d.Write(t.Context(), func(*db.Tx) error { begun <- true; <-end; return nil })
	}()
	<-begun
	return func() {
		close(end)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func putSession(tx *db.Tx, token string) error {
	_, err := tx.Exec(insertSession, token, []byte{}, 0)
	return err
}

// Of closures that share a commit each succeeds or fails for itself, whether it
// had changed something before it failed or not, and what one leaves to the
// next is nothing of one that failed.
func TestClosuresOfOneCommit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		asked := errors.New("asked to fail")
		release := held(t, d)
		var wg sync.WaitGroup
		want := map[string]bool{}
		for n := range 60 {
			token := fmt.Sprintf("s%02d", n)
			want[token] = n%3 == 0
			wg.Go(func() {
				defer func() { recover() }() // of those that are asked to panic
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					if n%3 == 1 {
						return fault.New(fault.Stale) // before it changed anything
					}
					if left, ok := tx.Kept("left").(string); ok {
						if there, err := db.Value[int64](tx, `SELECT COUNT(*) FROM session WHERE token = $1`, left); err != nil || there != 1 {
							return fmt.Errorf("%s left a value and is gone: %v", left, err)
						}
					}
					tx.Keep("left", token)
					if err := putSession(tx, token); err != nil {
						return err
					}
					switch n % 9 {
					case 2:
						if n == 20 && d.Dialect == db.SQLite { // as SQLite does by itself on a full disk
							_, err := tx.Exec(`ROLLBACK`)
							return errors.Join(asked, err)
						}
						return asked
					case 5:
						return putSession(tx, token) // a statement that fails
					case 8:
						panic("asked to")
					}
					return nil
				})
				if (err == nil) != (n%3 == 0) {
					t.Errorf("%s: %v", token, err)
				}
			})
		}
		release()
		wg.Wait()
		there, err := db.Values[string](d.Reader(t.Context()), `SELECT token FROM session ORDER BY token`)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, token := range there {
			got[token] = true
		}
		for token, ok := range want {
			if got[token] != ok {
				t.Errorf("%s is there: %v", token, got[token])
			}
		}
	})
}

// After one that fails, whatever it failed of, one that comes alone goes on.
func TestOneAloneAfterAFailure(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		asked := errors.New("asked to fail")
		for n, fails := range []func(*db.Tx) error{
			func(*db.Tx) error { return asked },
			func(tx *db.Tx) error { return errors.Join(asked, putSession(tx, "changed")) },
			func(tx *db.Tx) error { return errors.Join(putSession(tx, "twice"), putSession(tx, "twice")) },
			func(tx *db.Tx) error { _, err := tx.Exec(`ROLLBACK`); return errors.Join(asked, err) },
			func(*db.Tx) error { panic("asked to") },
			func(tx *db.Tx) error { // the commit itself, on SQLite
				if tx.Engine() == db.SQLite {
					if _, err := tx.Exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
						return err
					}
				}
				_, err := tx.Exec(`INSERT INTO body_member (body_id, account_id, role) VALUES ('nobody', 'nobody', 'head')`)
				return err
			},
		} {
			func() {
				defer func() { recover() }()
				if err := d.Write(t.Context(), fails); err == nil {
					t.Errorf("%d did not fail", n)
				}
			}()
			if err := d.Write(t.Context(), func(tx *db.Tx) error { return putSession(tx, fmt.Sprint("after", n)) }); err != nil {
				t.Errorf("after %d: %v", n, err)
			}
		}
	})
}
