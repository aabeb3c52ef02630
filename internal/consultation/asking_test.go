package consultation

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/blob"
	"thao/internal/clock"
	"thao/internal/corpus"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
	"thao/internal/ledger"
	"thao/internal/mail"
)

// asking is a docket with the samples' draft, the bodies of its list, and the
// people of one of them: Tỉnh ủy A with its Ban Tổ chức.
type asking struct {
	*Service
	t           testing.TB
	hour        *clock.Manual
	docket      id.ID
	version     id.ID
	bodies      map[string]id.ID
	unit        id.ID
	secretary   *access.Actor
	head, staff *access.Actor // of Tỉnh ủy A
	below       *access.Actor // staff of its Ban Tổ chức
	other       *access.Actor // head of Tỉnh ủy B
	stranger    *access.Actor
}

const bodyA, bodyB = "Tỉnh ủy A", "Tỉnh ủy B"

func samples(t testing.TB) string { return filepath.Join(corpus.Root(t), "samples", "de-an") }

func newAsking(t testing.TB, d *db.DB) *asking {
	t.Helper()
	k := &asking{t: t, hour: clock.At(time.Date(2026, 4, 1, 2, 0, 0, 0, time.UTC)), bodies: map[string]id.ID{}}
	blobs, err := blob.Open(t.TempDir())
	k.must(err)
	queue := jobs.New(d, k.hour.Now, nil)
	queue.Poll = 5 * time.Millisecond
	dockets := &docket.Service{DB: d, Clock: k.hour.Now}
	k.Service = &Service{
		DB: d, Clock: k.hour.Now, Blobs: blobs, Jobs: queue, Mail: mail.New(d, queue, k.hour.Now, nil, nil), Site: "https://thao.example", Dockets: dockets,
	}
	k.Work(queue)
	lead := k.account("Chủ trì", true)
	doc, err := dockets.Create(t.Context(), k.load(lead), docket.Fields{Title: "Đề án", Issuer: "Ban Chỉ đạo", Profile: "vn-party"})
	k.must(err)
	k.docket = doc.ID
	secretary := k.account("Thư ký tổng hợp", false)
	k.must(dockets.SetRoles(t.Context(), k.load(lead), doc.ID, secretary, []access.Role{access.Secretary}))
	k.secretary = k.load(secretary)
	k.upload(&draft.Service{DB: d, Clock: k.hour.Now, Blobs: blobs, Dockets: dockets})
	k.people()
	return k
}

func (k *asking) upload(drafts *draft.Service) {
	k.t.Helper()
	f, err := os.Open(filepath.Join(samples(k.t), "du-thao-1.docx"))
	k.must(err)
	defer f.Close()
	r, err := drafts.Upload(k.t.Context(), k.secretary, k.docket, draft.Upload{Name: "du-thao-1.docx", Body: f})
	k.must(err)
	v, err := drafts.Confirm(k.t.Context(), k.secretary, k.docket, r.Version.ID, r.Version.Rev)
	k.must(err)
	k.version = v.ID
}

func (k *asking) people() {
	k.t.Helper()
	data, err := os.ReadFile(filepath.Join(samples(k.t), "key.json"))
	k.must(err)
	var key struct{ Asked []string }
	k.must(json.Unmarshal(data, &key))
	for _, name := range key.Asked {
		k.bodies[name] = k.body(name, "")
	}
	k.unit = k.body("Ban Tổ chức Tỉnh ủy A", k.bodies[bodyA])
	head, staff, below, other := k.account("Bí thư", false), k.account("Chuyên viên", false), k.account("Cán bộ ban", false), k.account("Bí thư B", false)
	k.member(k.bodies[bodyA], head, access.Head)
	k.member(k.bodies[bodyA], staff, access.Staff)
	k.member(k.unit, below, access.Staff)
	k.member(k.bodies[bodyB], other, access.Head)
	k.head, k.staff, k.below, k.other, k.stranger = k.load(head), k.load(staff), k.load(below), k.load(other), k.load(k.account("Người ngoài", false))
}

func (k *asking) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *asking) want(err error, code fault.Code) {
	k.t.Helper()
	if err == nil || fault.CodeOf(err) != code {
		k.t.Errorf("got %v, want %s", err, code)
	}
}

func (k *asking) exec(query string, args ...any) {
	k.t.Helper()
	k.must(k.DB.Write(k.t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }))
}

func (k *asking) account(name string, administrator bool) id.ID {
	key := id.New()
	k.exec(`INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created) VALUES ($1, $2, $3, '', $4, 'vi', 'active', 1, 1)`,
		key, string(key)+"@thu.example", name, administrator)
	return key
}

func (k *asking) body(name string, parent id.ID) id.ID {
	key := id.New()
	k.exec(`INSERT INTO body (id, parent_id, name, short, kind, email, folded, state, rev, created) VALUES ($1, $2, $3, '', 'unit', '', '', 'active', 1, 1)`,
		key, orNull(parent), name)
	return key
}

func (k *asking) member(body, account id.ID, role access.BodyRole) {
	k.exec(`INSERT INTO body_member (body_id, account_id, role) VALUES ($1, $2, $3)`, body, account, string(role))
}

func (k *asking) load(account id.ID) *access.Actor {
	k.t.Helper()
	a, err := access.Load(k.DB.Reader(k.t.Context()), account)
	k.must(err)
	return a
}

// reload loads people anew, once they are asked.
func (k *asking) reload() {
	for _, a := range []**access.Actor{&k.secretary, &k.head, &k.staff, &k.below, &k.other, &k.stranger} {
		*a = k.load((*a).Account)
	}
}

func (k *asking) form() RoundForm {
	f := RoundForm{Version: k.version, Title: "Lấy ý kiến lần 1", Letter: "Đề nghị góp ý.", Deadline: k.hour.Now().Add(14 * 24 * time.Hour)}
	f.Questions = []Question{{Words: "Có nhất trí với tên Đề án không?"}, {Words: "  "}}
	for _, body := range k.bodies {
		f.Bodies = append(f.Bodies, body)
	}
	return f
}

// opened is a round in which all bodies are asked.
func (k *asking) opened() Round {
	k.t.Helper()
	r, err := k.PrepareRound(k.t.Context(), k.secretary, k.docket, k.form())
	k.must(err)
	r, err = k.OpenRound(k.t.Context(), k.secretary, k.docket, r.ID, r.Rev)
	k.must(err)
	k.reload()
	return r
}

// work does all jobs that are due.
func (k *asking) work() {
	k.t.Helper()
	ctx, cancel := context.WithCancel(k.t.Context())
	done := make(chan struct{})
	go func() { defer close(done); k.Jobs.Run(ctx) }()
	defer func() { cancel(); <-done }()
	for range 6000 {
		n, err := db.Value[int64](k.DB.Reader(k.t.Context()), `SELECT COUNT(*) FROM job WHERE due <= $1 OR attempt > 0`, k.hour.Now())
		k.must(err)
		if n == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	k.t.Fatal("the work never ends")
}

// sound: the log holds, whatever was done.
func (k *asking) sound() {
	k.t.Helper()
	if _, err := ledger.Verify(k.DB.Reader(k.t.Context()), k.docket); err != nil {
		k.t.Error(err)
	}
}
