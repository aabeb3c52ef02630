package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thao/internal/account"
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

// An answer that holds a secret is kept nowhere; sent again, the request is
// told what it made.
func TestSecretsAreToldOnceAndKeptNowhere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := opened(t, d)
		for what, ask := range map[string]struct {
			path string
			form any
			made func(map[string]any) any
		}{
			"token":      {"/api/me/tokens", TokenForm{"đêm", []account.Scope{account.Read}, 90}, func(m map[string]any) any { return m["id"] }},
			"webhook":    {o.at("webhooks"), WebhookForm{URL: "https://co-quan.example/thao"}, func(m map[string]any) any { return m["id"] }},
			"invitation": {"/api/invitations", InvitationForm{Email: "moi@co-quan.example"}, func(map[string]any) any { return "moi@co-quan.example" }},
			"reset":      {"/api/accounts/" + string(o.staff.account) + "/reset", nil, func(map[string]any) any { return string(o.staff.account) }},
		} {
			var first map[string]any
			o.post(o.admin, ask.path, ask.form, keyHeader, what).into(&first)
			secret, _ := first["secret"].(string)
			if link, ok := first["link"].(string); ok {
				secret = link[strings.LastIndex(link, "/")+1:]
			}
			if len(secret) < 20 {
				t.Fatalf("%s: %v", what, first)
			}
			for range 2 {
				r := o.send(o.admin, http.MethodPost, ask.path, ask.form, keyHeader, what, "Accept-Language", "en").is(409)
				p := r.problem()
				if p.Code != "told-once" || p.Values["what"] != what || p.Values["id"] != ask.made(first) || !strings.Contains(p.Detail, "not shown again") || r.Header().Get(replayHeader) != "true" {
					t.Errorf("%s: %s", what, r.Body)
				}
				if strings.Contains(r.Body.String(), secret) {
					t.Errorf("%s is told again", what)
				}
			}
			if n := o.count(`SELECT COUNT(*) FROM idempotency WHERE answer LIKE $1`, "%"+secret+"%"); n != 0 {
				t.Errorf("the secret of a %s is kept", what)
			}
			o.post(o.admin, ask.path, []byte(`{"email":"khac@co-quan.example","name":"x"}`), keyHeader, what).is(422)
		}
		if n := o.count(`SELECT COUNT(*) FROM webhook`) + o.count(`SELECT COUNT(*) FROM invitation WHERE purpose = 'join'`); n != 2 {
			t.Errorf("%d webhooks and invitations", n)
		}
		// Who has an account joins at once: that answer holds no secret.
		again := InvitationForm{Email: string(o.staff.account) + "@thu.example", Docket: o.docket, Role: "observer"}
		o.post(o.admin, "/api/invitations", again, keyHeader, "k").is(200)
		o.post(o.admin, "/api/invitations", again, keyHeader, "k").is(200)
	})
}

// Every operation whose answer has a field for a secret is marked as such.
func TestSecretAnswersAreMarked(t *testing.T) {
	o := wired(t, dbtest.SQLite(t))
	marked := 0
	for path, item := range o.api.api.OpenAPI().Paths {
		if item.Post == nil {
			continue
		}
		for status, r := range item.Post.Responses {
			media := r.Content["application/json"]
			if status[0] != '2' || media == nil || media.Schema == nil {
				continue
			}
			schema := o.api.api.OpenAPI().Components.Schemas.SchemaFromRef(media.Schema.Ref)
			if schema == nil {
				continue
			}
			holds := schema.Properties["secret"] != nil || schema.Properties["link"] != nil
			if mark := strings.Contains(item.Post.Description, toldOnce); mark != holds {
				t.Errorf("%s: holds a secret %v, marked %v", path, holds, mark)
			}
			if holds {
				marked++
			}
		}
	}
	if marked != 4 {
		t.Errorf("%d operations answer with a secret", marked)
	}
}
