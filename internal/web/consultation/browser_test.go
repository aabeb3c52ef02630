package consultation

import (
	"context"
	"encoding/json"
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
	draftpages "thao/internal/web/draft"
	"thao/internal/web/live"
	"thao/internal/web/page"
	"thao/internal/web/webtest"
)

// house is the site with one docket, whose people are told apart by a cookie.
type house struct {
	t       *testing.T
	d       *db.DB
	consult *consult.Service
	texts   *drafts.Service
	docket  id.ID
	version id.ID
	people  map[string]id.ID
	base    string
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) exec(query string, args ...any) {
	h.t.Helper()
	h.must(h.d.Write(h.t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }))
}

func (h *house) person(name string, administrator bool) id.ID {
	key := id.New()
	h.exec(`INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created) VALUES ($1, $2, $3, '', $4, 'vi', 'active', 1, 1)`,
		key, string(key)+"@thu.example", name, administrator)
	h.people[name] = key
	return key
}

func (h *house) load(name string) *access.Actor {
	h.t.Helper()
	a, err := access.Load(h.d.Reader(h.t.Context()), h.people[name])
	h.must(err)
	return a
}

func build(t *testing.T) *house {
	h := &house{t: t, d: dbtest.SQLite(t), people: map[string]id.ID{}}
	hour := clock.At(time.Date(2026, 4, 10, 2, 12, 0, 0, time.UTC))
	blobs, err := blob.Open(t.TempDir())
	h.must(err)
	queue := jobs.New(h.d, hour.Now, nil)
	queue.Poll = 5 * time.Millisecond
	ds := &dockets.Service{DB: h.d, Clock: hour.Now}
	texts := &drafts.Service{DB: h.d, Clock: hour.Now, Blobs: blobs, Dockets: ds}
	h.consult = &consult.Service{DB: h.d, Clock: hour.Now, Blobs: blobs, Jobs: queue, Mail: mail.New(h.d, queue, hour.Now, nil, nil), Site: "https://thao.example", Dockets: ds}
	h.consult.Work(queue)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); queue.Run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })

	h.person("Trưởng Ban Chỉ đạo", true)
	secretary := h.person("Thư ký tổng hợp", false)
	doc, err := ds.Create(t.Context(), h.load("Trưởng Ban Chỉ đạo"), dockets.Fields{Title: "Đề án xây dựng đội ngũ cán bộ", Issuer: "Ban Chỉ đạo", Profile: "vn-party"})
	h.must(err)
	h.docket = doc.ID
	h.must(ds.SetRoles(t.Context(), h.load("Trưởng Ban Chỉ đạo"), doc.ID, secretary, []access.Role{access.Secretary}))
	h.texts = texts
	h.draft("du-thao-1.docx")
	h.bodies()

	accounts := &account.Service{DB: h.d, Clock: hour.Now}
	frame := &docketpages.Frame{Dockets: ds, Drafts: texts}
	rounds := &Handlers{Frame: frame, Consultation: h.consult, Drafts: texts, Accounts: accounts, Hub: live.NewHub(), Now: hour.Now}
	h.consult.Changed = func(docket, round id.ID) {
		rounds.Hub.Publish(docketpages.RoundTopic(docket, round), "round", "")
	}
	frame.More = append(frame.More, rounds.Tab)
	overview := &docketpages.Handlers{Frame: frame, Dockets: ds, Drafts: texts, Accounts: accounts, Now: hour.Now, Parts: []docketpages.Part{rounds.Overview}}
	site, err := web.New(web.Config{
		Log: slog.New(slog.NewTextHandler(logged{t}, &slog.HandlerOptions{Level: slog.LevelWarn})), Now: func() time.Time { return hour.Now().Time() }, Org: "Ban Chỉ đạo",
		Wrap:  []func(http.Handler) http.Handler{h.wrap},
		Areas: []page.Area{overview, &draftpages.Handlers{Frame: frame, Drafts: texts, Now: hour.Now, Margin: rounds, Behind: rounds}, rounds},
	})
	h.must(err)
	h.base = webtest.Serve(t, site)
	t.Cleanup(rounds.Hub.Close) // first: a server waits for its open requests
	return h
}

// logged passes what the site logs on to the test.
type logged struct{ t *testing.T }

func (l logged) Write(p []byte) (int, error) { l.t.Log(string(p)); return len(p), nil }

// wrap signs in whom the cookie names.
func (h *house) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := &access.Actor{}
		if c, err := r.Cookie("who"); err == nil {
			if who, err = access.Load(h.d.Reader(r.Context()), id.ID(c.Value)); err != nil {
				h.t.Error(err)
			}
		}
		next.ServeHTTP(w, r.WithContext(account.WithActor(r.Context(), who)))
	})
}

// draft confirms one of the samples' drafts as the next version.
func (h *house) draft(name string) {
	h.t.Helper()
	f, err := os.Open(filepath.Join(corpus.Root(h.t), "samples", "de-an", name))
	h.must(err)
	defer f.Close()
	who := h.load("Thư ký tổng hợp")
	r, err := h.texts.Upload(h.t.Context(), who, h.docket, drafts.Upload{Name: name, Body: f})
	h.must(err)
	v, err := h.texts.Confirm(h.t.Context(), who, h.docket, r.Version.ID, r.Version.Rev)
	h.must(err)
	h.version = v.ID
}

func (h *house) bodies() {
	h.t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus.Root(h.t), "samples", "de-an", "key.json"))
	h.must(err)
	var key struct{ Asked []string }
	h.must(json.Unmarshal(data, &key))
	for _, name := range key.Asked {
		body := id.New()
		h.exec(`INSERT INTO body (id, parent_id, name, short, kind, email, folded, state, rev, created) VALUES ($1, NULL, $2, '', 'unit', '', $2, 'active', 1, 1)`, body, name)
		if name == "Tỉnh ủy S" {
			h.exec(`INSERT INTO body_member (body_id, account_id, role) VALUES ($1, $2, 'head')`, body, h.person("Bí thư Tỉnh ủy S", false))
		}
	}
}

// as is a tab in which somebody is signed in.
func (h *house) as(b *webtest.Browser, name string) *webtest.Tab {
	tab := b.Tab(h.t, h.base)
	tab.Tolerate("404 (Not Found)") // nobody is signed in yet, and this site has no page to do so
	tab.Open("/lang/vi")
	tab.Eval(`document.cookie = "who=` + string(h.people[name]) + `; path=/"`)
	return tab
}

// look is at a page in both languages and widths, with axe.
func look(tab *webtest.Tab, name, path string) {
	for _, lang := range []string{"vi", "en"} {
		tab.Open("/lang/" + lang + "?return=" + path)
		for _, width := range []int{390, 1440} {
			tab.Size(width, 900)
			tab.Fits()
		}
		tab.Axe()
		tab.Shots(name, lang)
	}
	tab.Open("/lang/vi?return=" + path)
}

func replyFiles(t *testing.T) []string {
	t.Helper()
	var out []string
	root := filepath.Join(corpus.Root(t), "samples", "de-an", "tra-loi")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A round in the browser: prepared, opened, files taken and read, a comment
// placed by a key, a body's comment written beside the text, sealed, proven.
func TestARoundInTheBrowser(t *testing.T) {
	h := build(t)
	browser := webtest.Start(t)
	tab := h.as(browser, "Thư ký tổng hợp")
	base := "/dockets/" + string(h.docket)

	tab.Open(base + "/rounds/new")
	look(tab, "round-form", base+"/rounds/new")
	tab.Fill("#title", "Lấy ý kiến dự thảo lần 1")
	tab.Eval(`document.getElementById("deadline").value = "2026-04-13T17:00"`)
	tab.Fill("#letter", "Đề nghị góp ý vào dự thảo Đề án.")
	tab.Eval(`document.querySelectorAll("input[name=body]").forEach(b => b.checked = true)`)
	tab.Follow("form.form button.primary")
	round := tab.Path()
	look(tab, "round-preparing", round)
	tab.Follow("form[action$='/open'] button")
	tab.Upload("#file", replyFiles(t)...)
	tab.Follow("form[action$='/receive'] button")
	for range 300 { // the page hears by itself of each file that is read
		if tab.Count("#files progress") == 0 {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	if n := tab.Count("#files progress"); n != 0 {
		t.Fatal("the page does not hear that the files are read")
	}
	look(tab, "round", round)
	if n := tab.Count("tbody tr"); n != 15 {
		t.Errorf("%d bodies", n)
	}

	tab.Open(round + "/placing")
	look(tab, "placing", round+"/placing")
	before := tab.Text(".page-head p")
	tab.PressInto("1")
	if after := tab.Text(".page-head p"); after == before {
		t.Errorf("the key placed nothing: %q", after)
	}
	tab.Follow("form button[data-key=z]")
	if back := tab.Text(".page-head p"); back != before {
		t.Errorf("undone, the queue says %q, and said %q", back, before)
	}

	tab.Open(base + "/versions/" + string(h.version))
	look(tab, "reading-team", base+"/versions/"+string(h.version))

	h.byTheBody(browser, base, round)
}

// byTheBody comments as a body that is asked, and seals its reply.
func (h *house) byTheBody(browser *webtest.Browser, base, round string) {
	tab := h.as(browser, "Bí thư Tỉnh ủy S")
	read := base + "/versions/" + string(h.version)
	tab.Open(read)
	tab.Follow(".node .act")
	tab.Fill("#compose-text", "Đề nghị làm rõ đoạn này.")
	tab.Follow("form.compose button.primary")
	look(tab, "reading-body", read+"?compose=part_3__heading_1__heading_4&at=part_3__heading_1__heading_4")
	look(tab, "reply", round+"/reply")
	if got := tab.Text("#included"); !strings.Contains(got, "đưa vào") {
		h.t.Errorf("the comment is not in the reply: %q", got)
	}
	tab.Click("button[commandfor=seal]")
	tab.Follow("dialog form[action$='/seal'] button.primary")
	if !strings.Contains(tab.Path(), "/replies/") {
		h.t.Errorf("sealing leads to %s", tab.Path())
	}
	look(tab, "receipt", tab.Path())
}
