package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/consultation"
	"thao/internal/corpus"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/mail"
	"thao/internal/webhook"
)

// office is a server with one docket, its people and their tokens.
type office struct {
	t       testing.TB
	api     *API
	hour    *clock.Manual
	docket  id.ID
	version draft.Version
	round   consultation.Round
	body    id.ID
	unit    id.ID

	admin, secretary, head, staff, stranger person
}

// person is an account with a token of all scopes.
type person struct {
	account id.ID
	token   string
}

// wired is an interface over a new database.
func wired(t testing.TB, d *db.DB) *office {
	t.Helper()
	o := &office{t: t, hour: clock.At(time.Date(2026, 4, 1, 2, 0, 0, 0, time.UTC))}
	blobs, err := blob.Open(t.TempDir())
	o.must(err)
	queue := jobs.New(d, o.hour.Now, nil)
	queue.Poll = 5 * time.Millisecond
	dockets := &docket.Service{DB: d, Clock: o.hour.Now}
	cfg := Config{
		DB: d, Clock: o.hour.Now, URL: "https://thao.example", Jobs: queue, Blobs: blobs, Dockets: dockets,
		Accounts: &account.Service{DB: d, Clock: o.hour.Now, URL: "https://thao.example", Hasher: account.NewHasher(account.Argon{Memory: 64, Passes: 1, Threads: 1}, 1)},
		Drafts:   &draft.Service{DB: d, Clock: o.hour.Now, Blobs: blobs, Dockets: dockets},
		Rounds: &consultation.Service{
			DB: d, Clock: o.hour.Now, Blobs: blobs, Jobs: queue, Mail: mail.New(d, queue, o.hour.Now, nil, nil), Site: "https://thao.example", Dockets: dockets,
		},
	}
	cfg.Rounds.Work(queue)
	cfg.Webhooks = &webhook.Service{DB: d, Clock: o.hour.Now, Jobs: queue, Log: slog.New(slog.DiscardHandler), Site: "https://thao.example", Inside: true, Plain: true}
	cfg.Webhooks.Work(queue)
	o.api = New(cfg)
	o.admin, o.secretary, o.stranger = o.person("Quản trị", true), o.person("Thư ký tổng hợp", false), o.person("Người ngoài", false)
	o.head, o.staff = o.person("Bí thư", false), o.person("Chuyên viên", false)
	return o
}

// opened is an office with a confirmed version of the samples' draft and an
// open round in which one body is asked.
func opened(t testing.TB, d *db.DB) *office {
	t.Helper()
	o := wired(t, d)
	o.body, o.unit = o.newBody("Tỉnh ủy A", ""), ""
	o.unit = o.newBody("Ban Tổ chức Tỉnh ủy A", o.body)
	o.put(o.admin, "/api/bodies/"+string(o.body)+"/members/"+string(o.head.account), BodyRole{access.Head}).is(204)
	o.put(o.admin, "/api/bodies/"+string(o.body)+"/members/"+string(o.staff.account), BodyRole{access.Staff}).is(204)
	var made docket.Docket
	o.post(o.admin, "/api/dockets", docket.Fields{Title: "Đề án", Issuer: "Ban Chỉ đạo", Profile: "vn-party"}).is(201).into(&made)
	o.docket = made.ID
	o.put(o.admin, o.at("team", string(o.secretary.account)), Roles{[]access.Role{access.Secretary}}).is(204)
	data, err := os.ReadFile(filepath.Join(corpus.Root(t), "samples", "de-an", "du-thao-1.docx"))
	o.must(err)
	var got Reading
	r := o.upload(o.secretary, o.at("versions"), "du-thao-1.docx", data).is(201).into(&got)
	o.send(o.secretary, http.MethodPost, o.at("versions", string(got.Version.ID), "confirm"), nil, "If-Match", r.Header().Get("ETag")).is(200).into(&o.version)
	o.post(o.secretary, o.at("rounds"), consultation.RoundForm{
		Version: o.version.ID, Title: "Lấy ý kiến lần 1", Bodies: []id.ID{o.body}, Deadline: o.hour.Now().Add(14 * 24 * time.Hour),
	}).is(201).into(&o.round)
	o.send(o.secretary, http.MethodPost, o.at("rounds", string(o.round.ID), "open"), nil, "If-Match", etag(o.round.Rev)).is(200).into(&o.round)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) person(name string, administrator bool) person {
	o.t.Helper()
	p := person{account: id.New()}
	o.must(o.api.DB.Write(o.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created) VALUES ($1, $2, $3, '', $4, 'vi', 'active', 1, 1)`,
			p.account, string(p.account)+"@thu.example", name, administrator)
		return err
	}))
	p.token = o.token(p.account, account.Scopes()...)
	return p
}

func (o *office) token(key id.ID, scopes ...account.Scope) string {
	o.t.Helper()
	_, word, err := o.api.Accounts.AddToken(o.t.Context(), &access.Actor{Account: key}, "thử", scopes, 90*24*time.Hour)
	o.must(err)
	return word
}

func (o *office) newBody(name string, parent id.ID) id.ID {
	o.t.Helper()
	var b account.Body
	o.post(o.admin, "/api/bodies", NewBody{BodyForm{Name: name, Kind: account.Unit}, parent}).is(201).into(&b)
	return b.ID
}

func (o *office) at(parts ...string) string {
	return "/api/dockets/" + string(o.docket) + "/" + strings.Join(parts, "/")
}

// reply is what was answered.
type reply struct {
	*httptest.ResponseRecorder
	t    testing.TB
	what string
}

func (r reply) is(status int) reply {
	r.t.Helper()
	if r.Code != status {
		r.t.Fatalf("%s: %d, want %d: %s", r.what, r.Code, status, r.Body)
	}
	return r
}

func (r reply) into(v any) reply {
	r.t.Helper()
	if err := json.Unmarshal(r.Body.Bytes(), v); err != nil {
		r.t.Fatalf("%s: %v: %s", r.what, err, r.Body)
	}
	return r
}

func (r reply) problem() Problem {
	r.t.Helper()
	if got := r.Header().Get("Content-Type"); got != "application/problem+json" {
		r.t.Fatalf("%s: %d %s %s", r.what, r.Code, got, r.Body)
	}
	var p Problem
	r.into(&p)
	if p.Status != r.Code || p.Title == "" || p.Detail == "" || p.Type != "urn:thao:problem:"+p.Code {
		r.t.Errorf("%s: %s", r.what, r.Body)
	}
	return p
}

// send makes a request; headers are name, value, name, value.
func (o *office) send(who person, method, path string, body any, headers ...string) reply {
	o.t.Helper()
	var from io.Reader
	if body != nil {
		data, ok := body.([]byte)
		if !ok {
			var err error
			data, err = json.Marshal(body)
			o.must(err)
		}
		from = bytes.NewReader(data)
	}
	r := httptest.NewRequest(method, path, from)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if who.token != "" {
		r.Header.Set("Authorization", "Bearer "+who.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	o.api.ServeHTTP(w, r)
	return reply{w, o.t, method + " " + path}
}

func (o *office) get(who person, path string) reply {
	o.t.Helper()
	return o.send(who, http.MethodGet, path, nil)
}

func (o *office) post(who person, path string, body any, headers ...string) reply {
	o.t.Helper()
	return o.send(who, http.MethodPost, path, body, headers...)
}

func (o *office) put(who person, path string, body any, headers ...string) reply {
	o.t.Helper()
	return o.send(who, http.MethodPut, path, body, headers...)
}

// upload sends one file as a form.
func (o *office) upload(who person, path, name string, data []byte, headers ...string) reply {
	o.t.Helper()
	body, media := formOf(o.t, map[string]string{"note": "thử"}, map[string][]byte{name: data})
	return o.send(who, http.MethodPost, path, body, append([]string{"Content-Type", media}, headers...)...)
}

func formOf(t testing.TB, values map[string]string, files map[string][]byte) (body []byte, media string) {
	t.Helper()
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	_ = form.SetBoundary("thao-thao-thao-thao")
	for name, v := range values {
		_ = form.WriteField(name, v)
	}
	for name, data := range files {
		part, err := form.CreateFormFile("file", name)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), form.FormDataContentType()
}

// comment is a comment of the body on the first article of the draft.
func (o *office) comment(words string) consultation.CommentForm {
	return consultation.CommentForm{Body: o.body, Words: consultation.Words{Start: -1, End: -1, Kind: consultation.Other, Text: words}}
}

// drop takes a token away: an account may have only so many.
func (o *office) drop(p person) {
	o.t.Helper()
	who, token, err := o.api.Accounts.ByToken(o.t.Context(), p.token)
	o.must(err)
	o.must(o.api.Accounts.DropToken(o.t.Context(), who, token.ID))
}

// The fields of a form lie in memory: many small ones are bounded as one large.
func TestFieldsOfAFormAreBounded(t *testing.T) {
	o := opened(t, dbtest.SQLite(t))
	many := map[string]string{}
	for n := range 3000 {
		many[fmt.Sprintf("field-%d", n)] = strings.Repeat("x", 50)
	}
	body, media := formOf(t, many, map[string][]byte{"a.txt": []byte("Điều 1. A")})
	o.send(o.secretary, http.MethodPost, o.at("versions"), body, "Content-Type", media).is(422)
}
