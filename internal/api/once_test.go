package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/docket"
	"thao/internal/id"
)

func (o *office) count(query string, args ...any) int64 {
	o.t.Helper()
	n, err := db.Value[int64](o.api.DB.Reader(o.t.Context()), query, args...)
	o.must(err)
	return n
}

func TestARequestSentTwiceIsCarriedOutOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := wired(t, d)
		form := docket.Fields{Title: "Đề án"}
		var first, second docket.Docket
		r := o.post(o.admin, "/api/dockets", form, keyHeader, "k1").is(201).into(&first)
		again := o.post(o.admin, "/api/dockets", form, keyHeader, "k1").is(201).into(&second)
		if first != second || again.Header().Get(replayHeader) != "true" || r.Header().Get(replayHeader) != "" {
			t.Errorf("%+v\n%+v\n%v", first, second, again.Header())
		}
		for _, name := range []string{"ETag", "Location", "Content-Type"} {
			if r.Header().Get(name) == "" || r.Header().Get(name) != again.Header().Get(name) {
				t.Errorf("%s: %q, then %q", name, r.Header().Get(name), again.Header().Get(name))
			}
		}
		if p := o.post(o.admin, "/api/dockets", docket.Fields{Title: "Khác"}, keyHeader, "k1").is(422).problem(); p.Code != "key-reused" {
			t.Error(p.Code)
		}
		// A key is its account's own, and one whose request failed is free.
		o.post(o.secretary, "/api/dockets", form, keyHeader, "k1").is(403)
		o.post(o.admin, "/api/dockets", docket.Fields{}, keyHeader, "k2").is(422)
		o.post(o.admin, "/api/dockets", form, keyHeader, "k2").is(201)
		for _, bad := range []string{"a b", "ạ"} {
			o.post(o.admin, "/api/dockets", form, keyHeader, bad).is(422)
		}
		if n := o.count(`SELECT COUNT(*) FROM docket`); n != 2 {
			t.Errorf("%d dockets", n)
		}
		// A refusal is logged and does not use the key up.
		if n := o.count(`SELECT COUNT(*) FROM ledger WHERE action = 'access.refused'`); n != 1 {
			t.Errorf("%d refusals in the log", n)
		}
		if n := o.count(`SELECT COUNT(*) FROM idempotency WHERE account_id = $1`, o.secretary.account); n != 0 {
			t.Errorf("a refused request used its key up")
		}
		o.hour.Advance(25 * time.Hour)
		o.must(o.api.Sweep(t.Context()))
		if n := o.count(`SELECT COUNT(*) FROM idempotency`); n != 0 {
			t.Errorf("%d keys after a day", n)
		}
	})
}

func TestFiftyAtOnceUnderOneKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := wired(t, d)
		// Two processes over one database: they do not know of each other.
		other := New(o.api.Config)
		apis := []*API{o.api, other}
		var wg sync.WaitGroup
		ids := make([]id.ID, 50)
		for i := range ids {
			wg.Go(func() {
				mine := *o
				mine.api = apis[i%2]
				var made docket.Docket
				mine.post(o.admin, "/api/dockets", docket.Fields{Title: "Đề án"}, keyHeader, "k50").is(201).into(&made)
				ids[i] = made.ID
			})
		}
		wg.Wait()
		for _, got := range ids {
			if got == "" || got != ids[0] {
				t.Fatalf("not one docket: %v", ids)
			}
		}
		if n := o.count(`SELECT COUNT(*) FROM docket`); n != 1 {
			t.Errorf("%d dockets", n)
		}
		if n := o.count(`SELECT COUNT(*) FROM ledger WHERE action = 'docket.create'`); n != 1 {
			t.Errorf("%d entries", n)
		}
	})
}

// The program may end at any point of a request. Whatever the point, sending it
// again under its key leads to one record, or says that there is one.
func TestTheProgramEndsInBetween(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := wired(t, d)
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			if n++; n > 25 {
				return // each run leaves rows in one database
			}
			key := fmt.Sprintf("key-%d", n)
			title := "Đề án " + key
			at := rapid.SampledFrom([]string{"before", "commit", "answer", "after"}).Draw(rt, "at")
			tries := rapid.IntRange(1, 3).Draw(rt, "tries")
			o.interrupted(at, key, title)
			for range tries {
				r := o.post(o.admin, "/api/dockets", docket.Fields{Title: title}, keyHeader, key)
				if at == "answer" {
					if p := r.is(409).problem(); p.Code != "answer-lost" {
						rt.Fatal(p.Code)
					}
				} else {
					r.is(201)
				}
			}
			if got := o.count(`SELECT COUNT(*) FROM docket WHERE title = $1`, title); got != 1 {
				rt.Fatalf("interrupted at %s: %d dockets", at, got)
			}
		})
	})
}

var errEnded = errors.New("the program ended")

// interrupted sends a request of which the program sees only the part up to a
// point.
func (o *office) interrupted(at, key, title string) {
	o.t.Helper()
	api := New(o.api.Config)
	mine := *o
	mine.api = api
	switch at {
	case "before": // never reached the database
	case "commit": // the transaction fails as it ends: nothing of it stays
		ctx := db.Along(o.t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO idempotency (docket_id, account_id, token, request, status, answer, created) VALUES ($1, $2, $3, '', 0, '', $4)`,
				system, o.admin.account, key, o.hour.Now())
			return err
		})
		err := o.api.DB.Write(ctx, func(*db.Tx) error { return errEnded })
		if !errors.Is(err, errEnded) {
			o.t.Fatal(err)
		}
	case "answer": // committed, and ended before the answer was kept
		mine.post(o.admin, "/api/dockets", docket.Fields{Title: title}, keyHeader, key).is(201)
		o.must(o.api.DB.Write(context.Background(), func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE idempotency SET status = 0, answer = '' WHERE token = $1`, key)
			return err
		}))
	case "after": // the answer was kept and got lost on its way
		mine.post(o.admin, "/api/dockets", docket.Fields{Title: title}, keyHeader, key).is(http.StatusCreated)
	}
}

func TestAnUploadSentTwiceIsOneVersion(t *testing.T) {
	o := opened(t, dbtest.SQLite(t))
	data := []byte("Điều 1. Phạm vi\n\nQuy định này áp dụng cho các cơ quan.\n")
	var first, second Reading
	o.upload(o.secretary, o.at("versions"), "a.txt", data, keyHeader, "u1").is(201).into(&first)
	o.upload(o.secretary, o.at("versions"), "a.txt", data, keyHeader, "u1").is(201).into(&second)
	if first.Version.ID == "" || first.Version.ID != second.Version.ID {
		t.Errorf("%v, then %v", first.Version.ID, second.Version.ID)
	}
	o.upload(o.secretary, o.at("versions"), "a.txt", append(data, "khác"...), keyHeader, "u1").is(422)
	if n := o.count(`SELECT COUNT(*) FROM version WHERE docket_id = $1`, o.docket); n != 2 {
		t.Errorf("%d versions", n)
	}
}
