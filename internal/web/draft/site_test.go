package draft

import (
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/corpus"
	"thao/internal/db"
	"thao/internal/docket"
	drafts "thao/internal/draft"
	"thao/internal/id"
	"thao/internal/web"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
	"thao/internal/web/webtest"
)

// office is a site with people on it. Who somebody is, is said by a cookie:
// signing in is tested where it is made.
type office struct {
	t        *testing.T
	db       *db.DB
	base     string
	dockets  *docket.Service
	drafts   *drafts.Service
	handlers *Handlers
	clock    *clock.Manual
	people   map[string]id.ID
}

func open(t *testing.T, d *db.DB) *office {
	t.Helper()
	blobs, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, db: d, clock: clock.At(time.Date(2026, 4, 10, 2, 12, 0, 0, time.UTC)), people: map[string]id.ID{}}
	o.dockets = &docket.Service{DB: d, Clock: o.clock.Now}
	o.drafts = &drafts.Service{DB: d, Clock: o.clock.Now, Blobs: blobs, Dockets: o.dockets}
	o.person("lead", "Trưởng Ban Chỉ đạo", true)
	o.person("drafter", "Tổ trưởng Tổ biên tập", false)
	o.person("stranger", "Chuyên viên khác", false)
	frame := &dockets.Frame{Dockets: o.dockets, Drafts: o.drafts}
	o.handlers = &Handlers{Frame: frame, Drafts: o.drafts, Now: o.clock.Now}
	site, err := web.New(web.Config{
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return o.clock.Now().Time() },
		Org: "Ban Chỉ đạo xây dựng Đề án", Wrap: []func(http.Handler) http.Handler{o.wrap},
		Areas: []page.Area{
			&dockets.Handlers{Frame: frame, Dockets: o.dockets, Drafts: o.drafts, Accounts: &account.Service{DB: d, Clock: o.clock.Now, URL: "https://thao.example"}, Now: o.clock.Now},
			o.handlers,
		},
	})
	if err != nil {
		t.Skip(err)
	}
	o.base = webtest.Serve(t, site)
	return o
}

func (o *office) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if c, err := r.Cookie("who"); err == nil {
			a, err := access.Load(o.db.Reader(ctx), o.people[c.Value])
			if err != nil {
				http.Error(w, err.Error(), 500)
				return
			}
			set := ui.From(ctx)
			set.Account = &ui.Account{Name: a.Name}
			set.Nav = []ui.Link{{Label: ui.T(ctx, "web.awaits.title"), Href: "/", Current: r.URL.Path == "/"}, {Label: ui.T(ctx, "web.docket.list"), Href: "/dockets", Current: r.URL.Path != "/"}}
			ctx = ui.With(account.WithActor(ctx, a), set)
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func (o *office) person(key, name string, administrator bool) {
	o.t.Helper()
	o.people[key] = id.New()
	err := o.db.Write(o.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`
INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created)
VALUES ($1, $2, $3, '', $4, 'vi', 'active', 1, 1)`, o.people[key], key+"@thu.example", name, administrator)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) actor(key string) *access.Actor {
	o.t.Helper()
	a, err := access.Load(o.db.Reader(o.t.Context()), o.people[key])
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

// sample is a file of the samples.
func sample(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(corpus.Root(t), "samples", "de-an", name)
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// docket opens one with its team, without the browser.
func (o *office) docket(title string) docket.Docket {
	o.t.Helper()
	d, err := o.dockets.Create(o.t.Context(), o.actor("lead"), docket.Fields{
		Title: title, Issuer: "Ban Chỉ đạo xây dựng Đề án", Parent: "Tỉnh ủy A", Deadline: clock.Of(o.clock.Now().Time().Add(14 * 24 * time.Hour)),
		Summary: "Cấp quyết định: Hội nghị Ban Chấp hành, sau khi báo cáo Ban Thường vụ.",
	})
	if err != nil {
		o.t.Fatal(err)
	}
	if err := o.dockets.SetRoles(o.t.Context(), o.actor("lead"), d.ID, o.people["drafter"], []access.Role{access.Drafter, access.Reviewer}); err != nil {
		o.t.Fatal(err)
	}
	return d
}

// version uploads a text and confirms it, without the browser.
func (o *office) version(d docket.Docket, name, text string) drafts.Version {
	o.t.Helper()
	r, err := o.drafts.Upload(o.t.Context(), o.actor("lead"), d.ID, drafts.Upload{Name: name, Body: strings.NewReader(text)})
	if err != nil {
		o.t.Fatal(err)
	}
	v, err := o.drafts.Confirm(o.t.Context(), o.actor("lead"), d.ID, r.Version.ID, r.Version.Rev)
	if err != nil {
		o.t.Fatal(err)
	}
	return v
}

// as opens a tab of somebody.
func (o *office) as(b *webtest.Browser, who string) *webtest.Tab {
	o.t.Helper()
	tab := b.Tab(o.t, o.base)
	tab.Tolerate("/sign-in") // nobody is signed in yet
	tab.Open("/lang/vi?return=/")
	tab.Eval(`document.cookie = "who=` + who + `; path=/"; 0`)
	return tab
}

// docketOf and versionOf read the ids of an address.
func docketOf(address string) id.ID { return id.ID(strings.Split(address, "/")[2]) }

func versionOf(address string) id.ID { return id.ID(strings.Split(address, "/")[4]) }
