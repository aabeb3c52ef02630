package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/docket"
	"thao/internal/webhook"
)

// listener is a program elsewhere that is told.
type listener struct {
	t      *testing.T
	mu     sync.Mutex
	secret string
	now    func() time.Time
	events []webhook.Event
	fail   int // answers of 500 before the first 200
	answer int
}

func (l *listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		l.t.Error(err)
	}
	if l.fail > 0 {
		l.fail--
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	var e webhook.Event
	if err := json.Unmarshal(body, &e); err != nil || r.Header.Get(webhook.DeliveryHeader) != e.ID {
		l.t.Errorf("%v: %s", err, body)
	}
	l.events = append(l.events, e)
	if l.answer != 0 {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(l.answer)
	}
	l.check(r, body)
}

func (l *listener) check(r *http.Request, body []byte) {
	at := clock.Of(l.now())
	signature := r.Header.Get(webhook.SignatureHeader)
	if err := webhook.Verify(l.secret, signature, at, body); err != nil {
		l.t.Errorf("%s: %v", signature, err)
	}
	if webhook.Verify(l.secret, signature, at, append(body, ' ')) == nil || webhook.Verify(l.secret+"x", signature, at, body) == nil ||
		webhook.Verify(l.secret, signature, at.Add(10*time.Minute), body) == nil {
		l.t.Error("a forged or old message is taken")
	}
}

func TestWebhooksAreTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := wired(t, d)
		var made docket.Docket
		o.post(o.admin, "/api/dockets", docket.Fields{Title: "Đề án"}).is(201).into(&made)
		o.docket = made.ID
		l := &listener{t: t, now: func() time.Time { return o.hour.Now().Time() }, fail: 2}
		server := httptest.NewServer(l)
		defer server.Close()
		for _, bad := range []string{"ftp://x.example", "https://", "https://a:b@x.example/", "https://thao.example/hook", "/x"} {
			o.post(o.admin, o.at("webhooks"), WebhookForm{URL: bad}).is(422)
		}
		var hook NewWebhook
		o.post(o.admin, o.at("webhooks"), WebhookForm{URL: server.URL + "/in", Actions: []string{"docket.edit", "docket.team"}}).is(201).into(&hook)
		if hook.Secret == "" || strings.Contains(o.get(o.admin, o.at("webhooks")).is(200).Body.String(), hook.Secret) {
			t.Error("the secret is not told, or told twice")
		}
		l.secret = hook.Secret
		o.edited("Tiếp thu.")
		o.put(o.admin, o.at("team", string(o.secretary.account)), Roles{[]access.Role{access.Secretary}}).is(204)
		o.told()
		if len(l.events) != 2 || l.events[0].Action != "docket.edit" || l.events[1].Action != "docket.team" || l.events[0].Seq >= l.events[1].Seq {
			t.Fatalf("%+v", l.events)
		}
		// Telling writes nothing: it cannot set itself off.
		before := o.count(`SELECT COUNT(*) FROM ledger`)
		o.told()
		if after := o.count(`SELECT COUNT(*) FROM ledger`); after != before || len(l.events) != 2 {
			t.Errorf("%d entries, then %d; %d told", before, after, len(l.events))
		}
		// Off: nothing is told; on again: what happened meanwhile is.
		o.put(o.admin, o.at("webhooks", string(hook.ID), "state"), WebhookState{webhook.Off}).is(200)
		o.edited("Ghi nhận.")
		o.told()
		if len(l.events) != 2 {
			t.Error("told while it was off")
		}
		o.put(o.admin, o.at("webhooks", string(hook.ID), "state"), WebhookState{webhook.Active}).is(200)
		o.told()
		if len(l.events) != 3 {
			t.Errorf("%d told once it is on again", len(l.events))
		}
		l.answer = http.StatusGone
		o.edited("Bảo lưu.")
		o.told()
		if n := o.count(`SELECT COUNT(*) FROM webhook WHERE state = 'off'`); n != 1 {
			t.Error("410 does not turn it off")
		}
		o.send(o.admin, http.MethodDelete, o.at("webhooks", string(hook.ID)), nil).is(204)
	})
}

// edited gives the docket another title.
func (o *office) edited(title string) {
	o.t.Helper()
	r := o.get(o.admin, strings.TrimSuffix(o.at(""), "/")).is(200)
	o.put(o.admin, strings.TrimSuffix(o.at(""), "/"), docket.Fields{Title: title}, "If-Match", r.Header().Get("ETag")).is(200)
}

// told looks once and does the work, retries too.
func (o *office) told() {
	o.t.Helper()
	o.must(o.api.Webhooks.Look(o.t.Context()))
	for range 6 {
		o.work()
		if o.count(`SELECT COUNT(*) FROM job WHERE kind = 'webhook.deliver'`) == 0 {
			return
		}
		o.hour.Advance(2 * time.Minute)
	}
	o.t.Fatal("a webhook is told without end")
}

// Without leave, a webhook reaches no address of the house, and follows no one.
func TestWebhooksStayOutside(t *testing.T) {
	d := dbtest.SQLite(t)
	o := wired(t, d)
	var made docket.Docket
	o.post(o.admin, "/api/dockets", docket.Fields{Title: "Đề án"}).is(201).into(&made)
	o.docket = made.ID
	hits := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits++
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	o.post(o.admin, o.at("webhooks"), WebhookForm{URL: server.URL}).is(201)
	o.edited("Tiếp thu.")
	o.must(o.api.Webhooks.Look(t.Context()))
	o.work()
	if hits != 1 {
		t.Errorf("a redirect is followed: %d", hits)
	}
	if said, err := db.Value[string](d.Reader(t.Context()), `SELECT error FROM job WHERE kind = 'webhook.deliver'`); err != nil || !strings.Contains(said, "307") {
		t.Errorf("%q %v", said, err)
	}
	o.api.Webhooks.Inside = false
	o.hour.Advance(10 * time.Minute)
	o.work()
	if said, err := db.Value[string](d.Reader(t.Context()), `SELECT error FROM job WHERE kind = 'webhook.deliver'`); err != nil || !strings.Contains(said, "not of the open net") || hits != 1 {
		t.Errorf("%q %v, %d requests", said, err, hits)
	}
	o.api.Webhooks.Plain = false
	o.post(o.admin, o.at("webhooks"), WebhookForm{URL: server.URL}).is(422)
}
