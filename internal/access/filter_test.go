package access

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cedar-policy/cedar-go"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
)

var listed = Columns{Docket: "t.docket_id", Body: "t.body_id", Author: "t.author", State: "t.state"}

// world is random rows of any kind, with the tables actors are loaded from.
type world struct {
	rand     *rand.Rand
	dockets  []id.ID
	bodies   []id.ID
	accounts []id.ID
	rows     []Resource
}

func newWorld(t *testing.T, d *db.DB) *world {
	t.Helper()
	w := &world{rand: rand.New(rand.NewPCG(4, 2026))}
	names := func(prefix string, n int) (out []id.ID) {
		for i := range n {
			out = append(out, id.ID(fmt.Sprintf("%s%02d", prefix, i)))
		}
		return out
	}
	w.dockets, w.bodies, w.accounts = names("d", 8), names("b", 10), names("a", 12)
	states := []string{"draft", "offered", "sent", "withdrawn", "drafting", "sealed", "unreadable", "drafted", "confirmed"}
	for i := range 80 {
		w.rows = append(w.rows, Resource{ID: id.ID(fmt.Sprintf("r%02d", i)), Docket: one(w.rand, w.dockets),
			Body: one(w.rand, append(w.bodies, "")), Author: one(w.rand, append(w.accounts, "")), State: one(w.rand, states)})
	}
	if err := d.Write(t.Context(), w.write); err != nil {
		t.Fatal(err)
	}
	return w
}

func one[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func (w *world) write(tx *db.Tx) error {
	var failed error
	exec := func(query string, args ...any) {
		if _, err := tx.Exec(query, args...); err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", query, err)
		}
	}
	exec(`CREATE TABLE thing (id TEXT NOT NULL, docket_id TEXT NOT NULL, body_id TEXT NOT NULL, author TEXT NOT NULL, state TEXT NOT NULL)`)
	for _, r := range w.rows {
		exec(`INSERT INTO thing (id, docket_id, body_id, author, state) VALUES ($1, $2, $3, $4, $5)`, r.ID, r.Docket, r.Body, r.Author, r.State)
	}
	for i, b := range w.bodies {
		var parent any
		if i > 2 {
			parent = w.bodies[w.rand.IntN(i)]
		}
		exec(`INSERT INTO body (id, parent_id, name, short, kind, email, folded, state, rev, created) VALUES ($1, $2, $1, '', 'unit', '', '', 'active', 1, 1)`, b, parent)
	}
	for i, a := range w.accounts {
		exec(`INSERT INTO account (id, email, name, password, administrator, lang, state, rev, created) VALUES ($1, $1, $1, '', $2, 'vi', 'active', 1, 1)`, a, i == 0)
		for _, b := range w.bodies {
			if w.rand.IntN(6) == 0 {
				exec(`INSERT INTO body_member (body_id, account_id, role) VALUES ($1, $2, $3)`, b, a, one(w.rand, []string{"head", "staff"}))
			}
		}
	}
	for i, dk := range w.dockets {
		exec(`INSERT INTO docket (docket_id, symbol, title, summary, profile, issuer, parent, place, basis, state, deadline, folded, rev, created, created_by)
VALUES ($1, '', '', '', '', '', '', '', '', 'draft', 0, '', 1, 1, '')`, dk)
		exec(`INSERT INTO version (docket_id, id, number, state, base_id, title, note, file_id, rev, created, created_by, confirmed)
VALUES ($1, 'v', 1, 'confirmed', NULL, '', '', '', 1, 1, '', 1)`, dk)
		exec(`INSERT INTO round (docket_id, id, number, version_id, title, letter, state, deadline, opened, ended, closed, rev, created, created_by)
VALUES ($1, 'q', 1, 'v', '', '', $2, 1, 1, 0, 0, 1, 1, '')`, dk, []string{"open", "preparing"}[i%2])
		for _, b := range w.bodies {
			if w.rand.IntN(4) == 0 {
				exec(`INSERT INTO round_body (docket_id, round_id, body_id, name, seq, deadline, asked, reminded) VALUES ($1, 'q', $2, '', 1, 0, 1, 0)`, dk, b)
			}
		}
		for _, a := range w.accounts {
			if w.rand.IntN(4) == 0 {
				exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, $3)`, dk, a, one(w.rand, Roles()))
			}
		}
	}
	return failed
}

// someone is an actor with random attributes, or one of the tables.
func (w *world) someone(t *testing.T, q db.Q) (a *Actor, fromTables bool) {
	if w.rand.IntN(2) == 0 {
		a, err := Load(q, one(w.rand, w.accounts))
		if err != nil {
			t.Fatal(err)
		}
		return a, true
	}
	some := func(of []id.ID) []id.ID {
		return slices.DeleteFunc(slices.Clone(of), func(id.ID) bool { return w.rand.IntN(3) > 0 })
	}
	a = &Actor{Account: one(w.rand, w.accounts), Administrator: w.rand.IntN(4) == 0, Dockets: map[id.ID][]Role{},
		Heads: some(w.bodies), Serves: some(w.bodies), Asked: some(w.dockets)}
	for _, dk := range some(w.dockets) {
		a.Dockets[dk] = append(a.Dockets[dk], one(w.rand, Roles()), one(w.rand, Roles()))
	}
	seen := a.entity()
	a.seen = &seen
	return a, false
}

// differs runs random cases and returns the first in which the list is not what
// the per-row check allows; "" where there is none.
func (w *world) differs(t *testing.T, d *db.DB, set *cedar.PolicySet, actions []Action, cases int) string {
	t.Helper()
	q := d.Reader(t.Context())
	compiled := map[Action]term{}
	for range cases {
		action := one(w.rand, actions)
		if compiled[action] == nil {
			rule, err := compile(set, action)
			if err != nil {
				t.Fatalf("%s: %v", action, err)
			}
			compiled[action] = rule
		}
		a, tables := w.someone(t, q)
		longestList = 100
		if tables && w.rand.IntN(2) == 0 {
			longestList = 0
		}
		condition, args := a.say(compiled[action], listed, 2)
		got, err := db.Values[id.ID](q, `SELECT t.id FROM thing t WHERE t.id <> $1 AND `+condition+` ORDER BY t.id`, append([]any{"r00"}, args...)...)
		if err != nil {
			t.Fatalf("%s: %v", condition, err)
		}
		want := []id.ID{}
		for _, r := range w.rows[1:] {
			r.Kind = Answer
			if a.May(action, r) != a.may(policies, action, r) {
				t.Fatalf("%s on %v: the policies of the action say otherwise than all of them", action, r)
			}
			if a.May(action, r) {
				want = append(want, r.ID)
			}
		}
		if !slices.Equal(got, want) {
			return fmt.Sprintf("%s of %+v:\n%s\nlisted %v\nallowed %v", action, a, condition, got, want)
		}
	}
	return ""
}

// lists are the actions whose rules ask only for what columns have.
func lists(t *testing.T) []Action {
	return slices.DeleteFunc(actions(t), func(a Action) bool { return a == BodyManage })
}

func TestAListIsWhatEachRowAllows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		defer func(n int) { longestList = n }(longestList)
		w := newWorld(t, d)
		if found := w.differs(t, d, policies, lists(t), 2000); found != "" {
			t.Error(found)
		}
	})
}

// The test above would see it if a list forgot the forbids, or a permit.
func TestALostRuleIsSeen(t *testing.T) {
	defer func(n int) { longestList = n }(longestList)
	d := dbtest.SQLite(t)
	w := newWorld(t, d)
	without := func(name string) *cedar.PolicySet {
		set := cedar.NewPolicySet()
		for key, policy := range policies.All() {
			if string(policy.Annotations()["id"]) != name {
				set.Add(key, policy)
			}
		}
		return set
	}
	for _, name := range []string{"two-persons", "body-reads-its-own", "team-reads-what-was-sent"} {
		if w.differs(t, d, without(name), lists(t), 2000) == "" {
			t.Errorf("nothing differs without %s", name)
		}
	}
}

func TestWhatCannotBeSaidListsNothing(t *testing.T) {
	admin := &Actor{Account: "a", Administrator: true, Heads: []id.ID{"b"}, Dockets: map[id.ID][]Role{"d": {Lead}}}
	if _, err := compile(policies, BodyManage); err == nil {
		t.Error("a set against a set was translated")
	}
	if got, args := admin.Filter(BodyManage, listed, 1); got != Never || args != nil {
		t.Errorf("untranslatable: %s", got)
	}
	if got, args := admin.Filter(CommentRead, Columns{Docket: "docket_id"}, 1); got != Never || args != nil {
		t.Errorf("without the column of the state: %s", got)
	}
	if got, _ := (&Actor{}).Filter(BodyRead, listed, 1); got != Never {
		t.Errorf("nobody: %s", got)
	}
	if got, _ := admin.Filter("no.such", listed, 1); got != Never {
		t.Errorf("unknown action: %s", got)
	}
	if got, args := admin.Filter(DocketRead, Columns{Docket: "d.docket_id"}, 3); got != "d.docket_id IN ($3)" || len(args) != 1 {
		t.Errorf("the dockets of a team: %s %v", got, args)
	}
}

func TestNobodyConfirmsTheirOwn(t *testing.T) {
	own := Resource{Kind: Answer, ID: "x", Docket: "d", Author: "a"}
	for _, roles := range [][]Role{{Lead}, {Reviewer}, Roles()} {
		a := &Actor{Account: "a", Administrator: true, Dockets: map[id.ID][]Role{"d": roles}}
		if a.May(AnswerConfirm, own) {
			t.Errorf("%v confirms their own answer", roles)
		}
		other := own
		other.Author = "b"
		if !a.May(AnswerConfirm, other) {
			t.Errorf("%v does not confirm another's", roles)
		}
	}
	// Somebody may act on their own account: what acts is not what is acted on.
	if admin := (&Actor{Account: "a", Administrator: true}); !admin.May(AccountManage, Resource{Kind: Account, ID: "a"}) {
		t.Error("an administrator does not manage their own account")
	}
}

func BenchmarkMay(b *testing.B) {
	a := &Actor{Account: "a", Dockets: map[id.ID][]Role{}}
	for i := range 200 {
		a.Dockets[id.ID(fmt.Sprint("d", i))] = []Role{Drafter}
	}
	seen := a.entity()
	a.seen = &seen
	for b.Loop() {
		if !a.May(AnswerWrite, Resource{Kind: Answer, ID: "x", Docket: "d7"}) {
			b.Fatal("refused")
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	a := &Actor{Account: "a", Dockets: map[id.ID][]Role{"d": {Lead}}, Serves: []id.ID{"b"}}
	for b.Loop() {
		if c, _ := a.Filter(CommentRead, listed, 1); c == Never {
			b.Fatal("nothing")
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			d := open(b)
			w := &world{rand: rand.New(rand.NewPCG(1, 1))}
			for i := range 10 {
				w.dockets = append(w.dockets, id.ID(fmt.Sprint("d", i)))
				w.bodies = append(w.bodies, id.ID(fmt.Sprint("b", i)))
				w.accounts = append(w.accounts, id.ID(fmt.Sprint("a", i)))
			}
			if err := d.Write(b.Context(), w.write); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := Load(d.Reader(b.Context()), "a3"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
