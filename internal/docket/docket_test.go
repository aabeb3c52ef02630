package docket

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/corpus"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

var noon = clock.At(time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC))

func service(d *db.DB) *Service { return &Service{DB: d, Clock: noon.Now} }

// person makes an account and loads it as an actor.
func person(t *testing.T, d *db.DB, name string, administrator bool) *access.Actor {
	t.Helper()
	key := id.New()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`
INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created)
VALUES ($1, $2, $3, '', $4, 'vi', 'active', 1, 1)`, key, string(key)+"@thu.vn", name, administrator)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return load(t, d, key)
}

func load(t *testing.T, d *db.DB, account id.ID) *access.Actor {
	t.Helper()
	a, err := access.Load(d.Reader(t.Context()), account)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func want(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if err == nil || fault.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func create(t *testing.T, s *Service, who *access.Actor, title string) Docket {
	t.Helper()
	d, err := s.Create(t.Context(), who, Fields{Title: title})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCreateAndEdit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := service(d)
		admin, other := person(t, d, "Quản trị", true), person(t, d, "Người khác", false)
		_, err := s.Create(t.Context(), other, Fields{Title: "Đề án"})
		want(t, err, fault.Denied)
		_, err = s.Create(t.Context(), admin, Fields{Title: " \n "})
		want(t, err, fault.Invalid)
		_, err = s.Create(t.Context(), admin, Fields{Title: "a\x00b"})
		want(t, err, fault.Invalid)
		first := create(t, s, admin, " Đề án   tinh gọn\nbộ máy ")
		second := create(t, s, admin, "Quy định về biên chế")
		if first.Symbol != "2026-001" || second.Symbol != "2026-002" || first.Title != "Đề án tinh gọn bộ máy" || first.State != Drafting {
			t.Errorf("%+v\n%+v", first, second)
		}
		_, err = s.Read(t.Context(), other, first.ID)
		want(t, err, fault.Denied)
		who := load(t, d, admin.Account)
		if !who.Has(first.ID, access.Lead) {
			t.Error("who opens a docket does not lead it")
		}
		f := first.Fields
		f.Summary, f.Deadline = "Để làm gì", 77
		edited, err := s.Edit(t.Context(), who, first.ID, first.Rev, f)
		if err != nil || edited.Summary != "Để làm gì" || edited.Rev != 2 {
			t.Errorf("%+v %v", edited, err)
		}
		_, err = s.Edit(t.Context(), who, first.ID, first.Rev, f)
		want(t, err, fault.Stale)
		got, err := s.Read(t.Context(), who, first.ID)
		if err != nil || got != edited {
			t.Errorf("%+v %v", got, err)
		}
		if n, err := ledger.Verify(d.Reader(t.Context()), first.ID); n != 2 || err != nil {
			t.Errorf("%d entries, %v", n, err)
		}
	})
}

func TestSymbolsAreGivenOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := service(d)
		admin := person(t, d, "Quản trị", true)
		var wg sync.WaitGroup
		var mu sync.Mutex
		seen := map[string]bool{}
		for range 12 {
			wg.Go(func() {
				d, err := s.Create(t.Context(), admin, Fields{Title: "Đề án"})
				mu.Lock()
				defer mu.Unlock()
				if err != nil || seen[d.Symbol] {
					t.Errorf("%s %v", d.Symbol, err)
				}
				seen[d.Symbol] = true
			})
		}
		wg.Wait()
		if !seen["2026-012"] {
			t.Errorf("numbers are not without gaps: %v", seen)
		}
	})
}

func TestTeam(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := service(d)
		admin, staff := person(t, d, "Bà Lãnh", true), person(t, d, "Ông Soạn", false)
		doc := create(t, s, admin, "Đề án")
		lead := load(t, d, admin.Account)
		want(t, s.SetRoles(t.Context(), staff, doc.ID, staff.Account, []access.Role{access.Lead}), fault.Denied)
		want(t, s.SetRoles(t.Context(), lead, doc.ID, id.New(), []access.Role{access.Lead}), fault.Gone)
		want(t, s.SetRoles(t.Context(), lead, doc.ID, staff.Account, []access.Role{"king"}), fault.Invalid)
		want(t, s.SetRoles(t.Context(), lead, doc.ID, lead.Account, nil), fault.Invalid)
		roles := []access.Role{access.Reviewer, access.Drafter, access.Drafter}
		if err := s.SetRoles(t.Context(), lead, doc.ID, staff.Account, roles); err != nil {
			t.Fatal(err)
		}
		team, err := s.Team(t.Context(), lead, doc.ID)
		if err != nil || len(team) != 2 || team[0].Account != lead.Account || !slices.Equal(team[1].Roles, []access.Role{access.Drafter, access.Reviewer}) {
			t.Errorf("%+v %v", team, err)
		}
		if _, err := s.Read(t.Context(), load(t, d, staff.Account), doc.ID); err != nil {
			t.Error(err)
		}
		if team[0].Email == "" {
			t.Errorf("the team knows its addresses: %+v", team)
		}
		// Who is asked sees names and roles.
		asked := &access.Actor{Account: id.New(), Asked: []id.ID{doc.ID}}
		team, err = s.Team(t.Context(), asked, doc.ID)
		if err != nil || len(team) != 2 || team[0].Name != "Bà Lãnh" || team[0].Email != "" || team[1].Email != "" {
			t.Errorf("to who is asked: %+v %v", team, err)
		}
	})
}

func TestList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := service(d)
		admin, other := person(t, d, "Quản trị", true), person(t, d, "Người khác", false)
		for i := range 7 {
			create(t, s, admin, fmt.Sprintf("Đề án đổi mới số %d 100%% ", i))
		}
		who := load(t, d, admin.Account)
		var seen []string
		q := Query{Limit: 3}
		for pages := 0; ; pages++ {
			p, err := s.List(t.Context(), who, q)
			if err != nil || pages > 3 {
				t.Fatal(pages, err)
			}
			for _, d := range p.Dockets {
				seen = append(seen, d.Symbol)
			}
			if q.After = p.Next; p.Next == "" {
				break
			}
		}
		if len(seen) != 7 || seen[0] != "2026-007" || seen[6] != "2026-001" {
			t.Errorf("%v", seen)
		}
		for words, n := range map[string]int{"doi moi": 7, "ĐỔI moi -004": 1, "2026-002": 1, "100%": 7, "_": 0, "%%%%": 0, "!": 0,
			strings.Repeat("doi moi ", 3000): 7, strings.Repeat("đ", 60_000): 0} {
			p, err := s.List(t.Context(), who, Query{Words: words, Limit: 50})
			if err != nil || len(p.Dockets) != n {
				t.Errorf("%q: %d dockets, want %d, %v", words, len(p.Dockets), n, err)
			}
		}
		for _, q := range []Query{{Role: access.Reviewer, Limit: 9}, {State: Closed, Limit: 9}} {
			if p, err := s.List(t.Context(), who, q); err != nil || len(p.Dockets) != 0 {
				t.Errorf("%+v %v", p, err)
			}
		}
		if p, err := s.List(t.Context(), other, Query{Limit: 9}); err != nil || len(p.Dockets) != 0 {
			t.Errorf("%+v %v", p, err)
		}
		_, err := s.List(t.Context(), nil, Query{Limit: 9})
		want(t, err, fault.SignIn)
	})
}

func TestWhatChangedSinceILooked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := clock.At(time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC))
		s := &Service{DB: d, Clock: now.Now}
		admin, staff := person(t, d, "Bà Lãnh", true), person(t, d, "Ông Soạn", false)
		doc := create(t, s, admin, "Đề án")
		lead := load(t, d, admin.Account)
		if err := s.SetRoles(t.Context(), lead, doc.ID, staff.Account, []access.Role{access.Observer}); err != nil {
			t.Fatal(err)
		}
		watcher := load(t, d, staff.Account)
		since := func() clock.Micros {
			t.Helper()
			if err := s.Look(t.Context(), watcher, doc.ID); err != nil {
				t.Fatal(err)
			}
			at, err := s.Seen(t.Context(), watcher, doc.ID)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		if at := since(); at != 0 {
			t.Errorf("first look: %d", at)
		}
		first := now.Now()
		now.Advance(24 * time.Hour)
		if _, err := s.Edit(t.Context(), lead, doc.ID, 1, Fields{Title: "Đề án khác"}); err != nil {
			t.Fatal(err)
		}
		for range 3 { // the same sitting
			now.Advance(time.Minute)
			if at := since(); at != first {
				t.Errorf("second look: since %d, want %d", at, first)
			}
		}
		changes, err := s.Changes(t.Context(), watcher, doc.ID, first, 10)
		if err != nil || len(changes) != 1 || changes[0].Action != "docket.edit" {
			t.Errorf("%+v %v", changes, err)
		}
		if changes, _ := s.Changes(t.Context(), lead, doc.ID, 0, 10); len(changes) != 0 {
			t.Errorf("told what they did themselves: %+v", changes)
		}
		// However much somebody did since, what others did is found behind it.
		if err := s.DB.Write(t.Context(), func(tx *db.Tx) error {
			for range 500 {
				if err := ledger.Append(tx, ledger.Entry{Docket: doc.ID, At: now.Now(), Account: watcher.Account, Action: "docket.look"}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if changes, err := s.Changes(t.Context(), watcher, doc.ID, first, 2); err != nil || len(changes) != 1 || changes[0].Action != "docket.edit" {
			t.Errorf("behind 500 of their own: %+v %v", changes, err)
		}
		if changes, err := s.Changes(t.Context(), watcher, doc.ID, 0, 2); err != nil || len(changes) != 2 {
			t.Errorf("from the beginning: %+v %v", changes, err)
		}
	})
}

func TestStatesGoOnlyAlongTheLine(t *testing.T) {
	d := dbtest.SQLite(t)
	s := service(d)
	admin := person(t, d, "Quản trị", true)
	rapid.Check(t, func(rt *rapid.T) {
		doc, err := s.Create(t.Context(), admin, Fields{Title: "Đề án"})
		if err != nil {
			rt.Fatal(err)
		}
		who := load(t, d, admin.Account)
		for range rapid.IntRange(1, 12).Draw(rt, "moves") {
			to := rapid.SampledFrom(States()).Draw(rt, "to")
			may := slices.Contains(doc.State.Next(), to)
			moved, err := s.Move(t.Context(), who, doc.ID, doc.Rev, to)
			if may != (err == nil) {
				rt.Fatalf("%s → %s: %v", doc.State, to, err)
			}
			if err == nil {
				doc = moved
			} else if fault.CodeOf(err) != fault.WrongState {
				rt.Fatal(err)
			}
			got, err := s.Read(t.Context(), who, doc.ID)
			if err != nil || got != doc {
				rt.Fatalf("%+v, want %+v, %v", got, doc, err)
			}
		}
	})
}

func TestAdvance(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := service(d)
		admin := person(t, d, "Quản trị", true)
		doc := create(t, s, admin, "Đề án")
		for _, to := range []State{Consulting, Consulting, Delivering, Answering} {
			if err := d.Write(t.Context(), func(tx *db.Tx) error { return s.Advance(tx, admin, doc.ID, to) }); err != nil {
				t.Fatal(err)
			}
		}
		got, _ := s.Read(t.Context(), load(t, d, admin.Account), doc.ID)
		if got.State != Answering || got.Rev != 3 {
			t.Errorf("%+v", got)
		}
	})
}

// docs/states.md draws the arrows that To allows, and no other.
func TestStatesAreDrawn(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join(corpus.Root(t), "docs", "states.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(doc), "\n## Docket\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for _, from := range States() {
		for _, to := range States() {
			drawn := strings.Contains(section, fmt.Sprintf("  %s --> %s\n", from, to))
			if may := from.To(to) == nil; may != drawn {
				t.Errorf("%s → %s: allowed %v, drawn %v", from, to, may, drawn)
			}
		}
	}
}

// A docket keeps a lead who can still act, also where two leave at once; who
// can act no more can be taken off it.
func TestADocketKeepsALeadWhoCanAct(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, ctx := service(d), t.Context()
		for range 8 {
			a, b := person(t, d, "A", true), person(t, d, "B", false)
			doc := create(t, s, a, "Đề án")
			a = load(t, d, a.Account)
			if err := s.SetRoles(ctx, a, doc.ID, b.Account, []access.Role{access.Lead}); err != nil {
				t.Fatal(err)
			}
			b = load(t, d, b.Account)
			var wg sync.WaitGroup
			wg.Go(func() { s.SetRoles(ctx, a, doc.ID, a.Account, nil) })
			wg.Go(func() { s.SetRoles(ctx, b, doc.ID, b.Account, nil) })
			wg.Wait()
			leads, err := db.Value[int64](d.Reader(ctx), `SELECT COUNT(*) FROM docket_role WHERE docket_id = $1 AND role = 'lead'`, doc.ID)
			if err != nil || leads != 1 {
				t.Fatalf("%d leads are left, %v", leads, err)
			}
		}
		lead, gone := person(t, d, "Chủ trì", true), person(t, d, "Đã nghỉ", false)
		doc := create(t, s, lead, "Đề án")
		lead = load(t, d, lead.Account)
		if err := s.SetRoles(ctx, lead, doc.ID, gone.Account, []access.Role{access.Lead}); err != nil {
			t.Fatal(err)
		}
		err := d.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE account SET state = 'disabled' WHERE id = $1`, gone.Account)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want(t, s.SetRoles(ctx, lead, doc.ID, lead.Account, nil), fault.Invalid)
		want(t, s.SetRoles(ctx, lead, doc.ID, gone.Account, []access.Role{access.Drafter}), fault.Gone)
		if err := s.SetRoles(ctx, lead, doc.ID, gone.Account, nil); err != nil {
			t.Error(err)
		}
	})
}

// Roles are changed from what they were seen to be: a page that was open before
// brings nobody back who was taken off the team since.
func TestRolesAreChangedAsTheyWereSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, ctx := service(d), t.Context()
		lead, other := person(t, d, "Chủ trì", true), person(t, d, "Người khác", false)
		doc := create(t, s, lead, "Đề án")
		lead = load(t, d, lead.Account)
		roles := func() []access.Role {
			all, err := rolesOf(d.Reader(ctx), doc.ID, other.Account)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(s.SetRoles(ctx, lead, doc.ID, other.Account, []access.Role{access.Drafter, access.Reviewer}))
		seen := []access.Role{access.Reviewer, access.Drafter} // in any order
		must(s.SetRolesAsSeen(ctx, lead, doc.ID, other.Account, seen, nil))
		must(s.SetRolesAsSeen(ctx, lead, doc.ID, other.Account, seen, nil)) // a second click
		want(t, s.SetRolesAsSeen(ctx, lead, doc.ID, other.Account, seen, []access.Role{access.Drafter}), fault.Stale)
		if all := roles(); len(all) != 0 {
			t.Errorf("brought back as %v", all)
		}
		must(s.SetRolesAsSeen(ctx, lead, doc.ID, other.Account, nil, []access.Role{access.Observer}))
		if all := roles(); len(all) != 1 {
			t.Errorf("%v", all)
		}
	})
}
