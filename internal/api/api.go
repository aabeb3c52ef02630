// Package api is the way in for programs: everything the pages do, as REST with
// JSON, described by OpenAPI 3.1 at /openapi.json.
//
//	api.go        the handler as a whole: number, token, route
//	token.go      who a request acts for, and what its token may be used for
//	once.go       Idempotency-Key: a request sent twice is carried out once
//	problem.go    errors as problem details (RFC 9457)
//	form.go       what is wrong with the form of a request, in the reader's language
//	form_body.go  the body that is read quickly
//	operation.go  how an operation is put down, with its description
//	list.go       pages of lists; rev.go revisions as ETag and If-Match
//	upload.go     files that come in, streamed and bounded
//
// The other files are the operations, one noun a file. They hold no rule: each
// reads the request, calls one method of an area, and answers.
package api

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"thao/internal/account"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/jobs"
	"thao/internal/webhook"
)

// Config is what the interface is made of.
type Config struct {
	Log      *slog.Logger // nil: nothing is logged
	DB       *db.DB
	Clock    clock.Clock
	URL      string // where the site is reached: "https://thao.example"
	Accounts *account.Service
	Dockets  *docket.Service
	Drafts   *draft.Service
	Rounds   *consultation.Service
	Jobs     *jobs.Queue
	Blobs    *blob.Store
	Webhooks *webhook.Service
}

// API is the interface as one http.Handler for everything under Prefix, and
// for Description.
type API struct {
	Config
	mux    *http.ServeMux
	api    huma.API
	scopes map[string]account.Scope // by operation
	flying flights
}

// Where the interface is reached.
const (
	Prefix      = "/api/"
	Description = "/openapi.json"
)

// idHeader carries the number of a request, for whoever must find it in a log.
const idHeader = "X-Request-Id"

// New puts the interface together.
func New(cfg Config) *API {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	a := &API{Config: cfg, mux: http.NewServeMux(), scopes: map[string]account.Scope{}}
	a.api = humago.New(a.mux, a.described())
	a.operations()
	return a
}

// operations is the map of the interface.
func (a *API) operations() {
	a.ofMe()
	a.ofAccounts()
	a.ofBodies()
	a.ofDockets()
	a.ofVersions()
	a.ofNodes()
	a.ofRounds()
	a.ofReplies()
	a.ofComments()
	a.ofSearch()
	a.ofGroups()
	a.ofAnswers()
	a.ofJobs()
	a.ofMatrix()
	a.ofArchives()
	a.ofWebhooks()
}

// ServeHTTP answers a request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	begin := time.Now()
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Authorization")
	h.Set(idHeader, rand.Text()[:12])
	seen := &watched{ResponseWriter: w}
	c := &call{lang: langOf(r), r: r}
	defer func() {
		a.Log.InfoContext(r.Context(), "request", "id", h.Get(idHeader), "method", r.Method, "path", r.URL.Path,
			"status", seen.status, "token", c.token.ID, "ms", time.Since(begin).Milliseconds())
	}()
	defer a.contain(seen, c)
	if r.URL.Path == Description {
		a.mux.ServeHTTP(seen, r)
		return
	}
	if err := a.identify(c); err != nil {
		a.fail(seen, c, err)
		return
	}
	a.route(seen, r.WithContext(withCall(r.Context(), c)), c)
	a.noteRefusal(r.Context(), c)
}

// route finds the operation of a request; a POST may carry an Idempotency-Key.
func (a *API) route(w http.ResponseWriter, r *http.Request, c *call) {
	found, pattern := a.mux.Handler(r)
	if pattern == "" {
		said := &probe{header: http.Header{}}
		found.ServeHTTP(said, r)
		if allow := said.header.Get("Allow"); said.status == http.StatusMethodNotAllowed && allow != "" {
			w.Header().Set("Allow", allow)
			a.fail(w, c, errMethod)
			return
		}
		a.fail(w, c, fault.New(fault.NotFound))
		return
	}
	if key := r.Header.Get(keyHeader); key != "" && r.Method == http.MethodPost {
		a.once(w, r, c, key)
		return
	}
	a.mux.ServeHTTP(w, r)
}

// contain answers a panic with a problem, and the log with its stack.
func (a *API) contain(w *watched, c *call) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler {
		panic(v)
	}
	a.Log.ErrorContext(c.r.Context(), "panic", "id", w.Header().Get(idHeader), "panic", fmt.Sprint(v), "stack", strings.TrimSpace(string(debug.Stack())))
	if w.status != 0 {
		panic(http.ErrAbortHandler) // half an answer is out: the program must see that it broke
	}
	a.fail(w, c, fault.New(fault.Internal, "reason", "panic"))
}

// probe hears what the library would have answered.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) WriteHeader(status int)      { p.status = status }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }

// watched remembers what is answered.
type watched struct {
	http.ResponseWriter
	status int
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController through.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
