package desk

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
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
	consult "thao/internal/consultation"
	"thao/internal/corpus"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	dockets "thao/internal/docket"
	drafts "thao/internal/draft"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/mail"
	"thao/internal/web"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/live"
	"thao/internal/web/page"
	"thao/internal/web/ui"
	"thao/internal/web/webtest"
)

// office is a round with the samples' replies, read and grouped, and its team.
type office struct {
	t       *testing.T
	d       *db.DB
	hour    *clock.Manual
	h       *Handlers
	docket  id.ID
	round   consult.Round
	people  map[string]id.ID
	base    string
	handler http.Handler
}

const (
	secretary = "Thu-ky"
	reviewer  = "Pho-ban"
	drafter   = "Vu-2"
	stranger  = "Nguoi-ngoai"
)

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, d: dbtest.SQLite(t), hour: clock.At(time.Date(2026, 4, 10, 2, 0, 0, 0, time.UTC)), people: map[string]id.ID{}}
	blobs, err := blob.Open(t.TempDir())
	o.must(err)
	queue := jobs.New(o.d, o.hour.Now, nil)
	queue.Poll = 5 * time.Millisecond
	ds := &dockets.Service{DB: o.d, Clock: o.hour.Now}
	dr := &drafts.Service{DB: o.d, Clock: o.hour.Now, Blobs: blobs, Dockets: ds}
	cs := &consult.Service{DB: o.d, Clock: o.hour.Now, Blobs: blobs, Jobs: queue, Mail: mail.New(o.d, queue, o.hour.Now, nil, nil), Site: "https://thao.example", Dockets: ds}
	cs.Work(queue)
	o.people["lead"] = o.account("Chủ trì", true)
	doc, err := ds.Create(t.Context(), o.actor("lead"), dockets.Fields{Title: "Đề án tập trung xây dựng đội ngũ cán bộ các cấp", Issuer: "Ban Chỉ đạo", Profile: "vn-party"})
	o.must(err)
	o.docket = doc.ID
	for name, as := range map[string]struct {
		name string
		role access.Role
	}{secretary: {"Thư ký tổng hợp", access.Secretary}, reviewer: {"Phó Trưởng ban", access.Reviewer}, drafter: {"Chuyên viên Vụ 2", access.Drafter}} {
		o.people[name] = o.account(as.name, false)
		o.must(ds.SetRoles(t.Context(), o.actor("lead"), doc.ID, o.people[name], []access.Role{as.role}))
	}
	o.people[stranger] = o.account("Người ngoài", false)
	version := o.version(dr, "du-thao-1.docx")
	o.ask(cs, version)
	o.work(queue)
	o.h = &Handlers{Frame: &docketpages.Frame{Dockets: ds, Drafts: dr}, Consultation: cs, Dockets: ds, Drafts: dr, Hub: live.NewHub(), Now: o.hour.Now}
	o.h.Frame.More = append(o.h.Frame.More, o.h.Tabs)
	t.Cleanup(o.h.Hub.Close)
	site, err := web.New(web.Config{
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return o.hour.Now().Time() },
		Org: "Ban Chỉ đạo xây dựng Đề án", Areas: []page.Area{o.h}, Wrap: []func(http.Handler) http.Handler{o.signIn},
	})
	o.must(err)
	o.handler = site
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) exec(query string, args ...any) {
	o.t.Helper()
	o.must(o.d.Write(o.t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }))
}

func (o *office) account(name string, administrator bool) id.ID {
	key := id.New()
	o.exec(`INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created) VALUES ($1, $2, $3, '', $4, 'vi', 'active', 1, 1)`,
		key, string(key)+"@thu.example", name, administrator)
	return key
}

func (o *office) actor(name string) *access.Actor {
	o.t.Helper()
	a, err := access.Load(o.d.Reader(o.t.Context()), o.people[name])
	o.must(err)
	return a
}

// version uploads and confirms one of the samples' drafts.
func (o *office) version(dr *drafts.Service, name string) id.ID {
	o.t.Helper()
	f, err := os.Open(filepath.Join(samples(o.t), name))
	o.must(err)
	defer f.Close()
	got, err := dr.Upload(o.t.Context(), o.actor(secretary), o.docket, drafts.Upload{Name: name, Body: f})
	o.must(err)
	v, err := dr.Confirm(o.t.Context(), o.actor(secretary), o.docket, got.Version.ID, got.Version.Rev)
	o.must(err)
	return v.ID
}

func samples(t *testing.T) string { return filepath.Join(corpus.Root(t), "samples", "de-an") }

// ask opens a round and takes in what the samples hold.
func (o *office) ask(cs *consult.Service, version id.ID) {
	o.t.Helper()
	ctx, who := o.t.Context(), o.actor(secretary)
	data, err := os.ReadFile(filepath.Join(samples(o.t), "key.json"))
	o.must(err)
	var key struct{ Asked []string }
	o.must(json.Unmarshal(data, &key))
	form := consult.RoundForm{Version: version, Title: "Lấy ý kiến lần 1", Letter: "Đề nghị góp ý.", Deadline: o.hour.Now().Add(14 * 24 * time.Hour)}
	for _, name := range key.Asked {
		body := id.New()
		o.exec(`INSERT INTO body (id, name, short, kind, email, folded, state, rev, created) VALUES ($1, $2, '', 'unit', '', '', 'active', 1, 1)`, body, name)
		form.Bodies = append(form.Bodies, body)
	}
	r, err := cs.PrepareRound(ctx, who, o.docket, form)
	o.must(err)
	o.round, err = cs.OpenRound(ctx, who, o.docket, r.ID, r.Rev)
	o.must(err)
	root := filepath.Join(samples(o.t), "tra-loi")
	o.must(filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		rel, _ := filepath.Rel(root, path)
		_, err = cs.Receive(ctx, who, o.docket, r.ID, filepath.ToSlash(rel), f)
		return err
	}))
}

// work does all jobs that are due.
func (o *office) work(queue *jobs.Queue) {
	o.t.Helper()
	ctx, cancel := context.WithCancel(o.t.Context())
	done := make(chan struct{})
	go func() { defer close(done); queue.Run(ctx) }()
	defer func() { cancel(); <-done }()
	for range 6000 {
		n, err := db.Value[int64](o.d.Reader(o.t.Context()), `SELECT COUNT(*) FROM job WHERE due <= $1 OR attempt > 0`, o.hour.Now())
		o.must(err)
		if n == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	o.t.Fatal("the work never ends")
}

// signIn lets /as/NAME sign somebody in.
func (o *office) signIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name, is := strings.CutPrefix(r.URL.Path, "/as/"); is {
			http.SetCookie(w, &http.Cookie{Name: "as", Value: name, Path: "/"})
			w.WriteHeader(http.StatusOK)
			return
		}
		c, err := r.Cookie("as")
		if err != nil {
			next.ServeHTTP(w, r)
			return
		}
		// A page that listens outlives the test; then nobody is signed in.
		who, err := access.Load(o.d.Reader(r.Context()), o.people[c.Value])
		if err != nil {
			next.ServeHTTP(w, r)
			return
		}
		set := ui.From(r.Context())
		set.Account = &ui.Account{Name: who.Name}
		next.ServeHTTP(w, r.WithContext(ui.With(account.WithActor(r.Context(), who), set)))
	})
}

// tab is somebody's browser.
func (o *office) tab(b *webtest.Browser, name string) *webtest.Tab {
	o.t.Helper()
	if o.base == "" {
		o.base = webtest.Serve(o.t, o.handler)
	}
	tab := b.Tab(o.t, o.base)
	tab.Open("/as/" + name)
	return tab
}

func (o *office) href(rest ...string) string {
	return place{docket: o.docket, round: o.round.ID}.href(rest...)
}

// groups of the desk, in order.
func (o *office) groups() []consult.Group {
	o.t.Helper()
	list, err := o.h.Consultation.Groups(o.t.Context(), o.actor(secretary), o.docket, o.round.ID, consult.DeskFilter{}, consult.DeskCursor{}, 1000)
	o.must(err)
	return list
}

// large is a group with several comments.
func (o *office) large() consult.Group {
	o.t.Helper()
	best := consult.Group{}
	for _, g := range o.groups() {
		if g.Size > best.Size && g.Node != "" {
			best = g
		}
	}
	return best
}

func (o *office) answerOf(group id.ID) consult.Answer {
	o.t.Helper()
	a, err := o.h.Consultation.ReadAnswer(o.t.Context(), o.actor(secretary), o.docket, group, "")
	o.must(err)
	return a
}
