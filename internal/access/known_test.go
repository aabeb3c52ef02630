package access

import (
	"slices"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
)

// What is kept of an actor is never older than the tables: after each change
// that touches the rules, what is known equals what is read anew.
func TestKnownFollowsEveryChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := d.Reader(t.Context())
		var known Known[*Actor]
		reads := 0
		get := func() *Actor {
			t.Helper()
			a, err := known.Get(q, "a", func() (*Actor, bool, error) {
				reads++
				a, err := Load(q, "a")
				return a, err == nil && a.Account != "", err
			})
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		steps := []struct {
			sql   string
			holds func(*Actor) bool
		}{
			{`INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created) VALUES ('a', 'a@co-quan.example', 'Người viết', '', FALSE, 'vi', 'active', 1, 0)`,
				func(a *Actor) bool { return a.Account == "a" && !a.Administrator }},
			{`UPDATE account SET administrator = TRUE WHERE id = 'a'`, func(a *Actor) bool { return a.Administrator }},
			{`INSERT INTO body (id, name, short, kind, email, folded, state, rev, created) VALUES ('b', 'Sở', '', '', '', '', 'open', 1, 0), ('c', 'Phòng', '', '', '', '', 'open', 1, 0)`,
				func(a *Actor) bool { return len(a.Serves) == 0 }},
			{`INSERT INTO body_member (body_id, account_id, role) VALUES ('c', 'a', 'head')`, func(a *Actor) bool { return slices.Equal(a.Heads, []id.ID{"c"}) }},
			{`UPDATE body SET parent_id = 'b' WHERE id = 'c'`, func(a *Actor) bool { return slices.Equal(a.Serves, []id.ID{"b", "c"}) }},
			{`INSERT INTO docket (docket_id, symbol, title, summary, profile, issuer, parent, place, basis, state, deadline, folded, rev, created, created_by) VALUES ('d', '', 'Đề án', '', '', '', '', '', '', 'draft', 0, '', 1, 0, 'a')`,
				func(a *Actor) bool { return len(a.Dockets) == 0 }},
			{`INSERT INTO docket_role (docket_id, account_id, role) VALUES ('d', 'a', 'lead')`, func(a *Actor) bool { return a.Has("d", Lead) }},
			{`UPDATE docket_role SET role = 'reviewer' WHERE docket_id = 'd'`, func(a *Actor) bool { return !a.Has("d", Lead) && a.Has("d", Reviewer) }},
			{`DELETE FROM docket_role WHERE docket_id = 'd'`, func(a *Actor) bool { return !a.Has("d", Reviewer) }},
			{`INSERT INTO version (docket_id, id, number, state, title, note, file_id, rev, created, created_by, confirmed) VALUES ('d', 'v', 1, 'confirmed', '', '', '', 1, 0, 'a', 1)`,
				func(a *Actor) bool { return len(a.Asked) == 0 }},
			{`INSERT INTO round (docket_id, id, number, version_id, title, letter, state, deadline, opened, ended, closed, rev, created, created_by) VALUES ('d', 'r', 1, 'v', '', '', 'preparing', 0, 0, 0, 0, 1, 0, 'a')`,
				func(a *Actor) bool { return len(a.Asked) == 0 }},
			{`INSERT INTO round_body (docket_id, round_id, body_id, name, seq, deadline, asked, reminded) VALUES ('d', 'r', 'b', 'Sở', 1, 0, 0, 0)`,
				func(a *Actor) bool { return len(a.Asked) == 0 }},
			{`UPDATE round SET state = 'open' WHERE id = 'r'`, func(a *Actor) bool { return slices.Equal(a.Asked, []id.ID{"d"}) }},
			{`DELETE FROM round WHERE id = 'r'`, func(a *Actor) bool { return len(a.Asked) == 0 }},
			{`DELETE FROM body_member WHERE account_id = 'a'`, func(a *Actor) bool { return len(a.Serves) == 0 }},
			{`UPDATE account SET state = 'disabled' WHERE id = 'a'`, func(a *Actor) bool { return a.Account == "" }},
		}
		for _, step := range steps {
			get()
			if err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(step.sql); return err }); err != nil {
				t.Fatalf("%s: %v", step.sql, err)
			}
			if !step.holds(get()) {
				t.Errorf("not seen: %s", step.sql)
			}
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE account SET state = 'active' WHERE id = 'a'`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		before := reads
		for range 5 {
			get()
		}
		if reads != before+1 {
			t.Errorf("read %d times though nothing changed", reads-before)
		}
	})
}
