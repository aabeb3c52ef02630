package account

import (
	"errors"
	"path"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/ledger"
	"thao/internal/locale"
)

// cheap keeps tests fast; what it costs is measured by BenchmarkHash.
var cheap = NewHasher(Argon{Memory: 64, Passes: 1, Threads: 1}, 4)

const good = "đường về quê ngoại"

type office struct {
	*Service
	t    *testing.T
	now  *clock.Manual
	sent []Letter
}

// each runs fn on a new office of each engine.
func each(t *testing.T, fn func(o *office)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { fn(newOffice(t, d)) })
}

func newOffice(t *testing.T, d *db.DB) *office {
	o := &office{t: t, now: clock.At(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))}
	o.Service = &Service{DB: d, Clock: o.now.Now, Hasher: cheap, URL: "https://thao.example"}
	o.Send = func(tx *db.Tx, l Letter) error {
		tx.After(func() { o.sent = append(o.sent, l) })
		return nil
	}
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// first makes the first administrator.
func (o *office) first() *access.Actor {
	o.t.Helper()
	link, err := o.FirstLink(o.t.Context())
	o.must(err)
	a, err := o.Accept(o.t.Context(), path.Base(link), "Quantri@coquan.example ", "Người quản trị", good, locale.Vietnamese)
	o.must(err)
	return o.load(a)
}

// person makes somebody by an invitation.
func (o *office) person(admin *access.Actor, email, name string) *access.Actor {
	o.t.Helper()
	in, err := o.Invite(o.t.Context(), admin, Invitation{Email: email}, locale.Vietnamese)
	o.must(err)
	a, err := o.Accept(o.t.Context(), path.Base(in.Link), "", name, good, locale.Vietnamese)
	o.must(err)
	return o.load(a)
}

func (o *office) load(a Account) *access.Actor {
	o.t.Helper()
	who, err := access.Load(o.DB.Reader(o.t.Context()), a.ID)
	o.must(err)
	return who
}

// rule is the rule a fault of a form names.
func ruleOf(err error) any {
	if f, ok := errors.AsType[*fault.Error](err); ok && f.Code == fault.Invalid {
		return f.Args["rule"]
	}
	return err
}

func TestFirstLink(t *testing.T) {
	each(t, func(o *office) {
		old, err := o.FirstLink(t.Context())
		o.must(err)
		link, err := o.FirstLink(t.Context())
		o.must(err)
		if _, err := o.Look(t.Context(), path.Base(old)); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("the link before: %v", err)
		}
		if _, err := o.Accept(t.Context(), path.Base(link), "a@b.example", "Tên", "ngắn", "vi"); ruleOf(err) != "web.rule.password-short" {
			t.Errorf("a short password: %v", err)
		}
		a, err := o.Accept(t.Context(), path.Base(link), "a@b.example", "Tên", good, "vi")
		o.must(err)
		if !a.Administrator || a.Email != "a@b.example" {
			t.Errorf("made %+v", a)
		}
		if _, err := o.Accept(t.Context(), path.Base(link), "c@d.example", "Tên", good, "vi"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("used twice: %v", err)
		}
		if link, err := o.FirstLink(t.Context()); link != "" || err != nil {
			t.Errorf("with an account there: %q, %v", link, err)
		}
		if n, err := ledger.Verify(o.DB.Reader(t.Context()), ledger.System); n != 1 || err != nil {
			t.Errorf("log: %d, %v", n, err)
		}
	})
}

func TestSignIn(t *testing.T) {
	each(t, func(o *office) {
		admin := o.first()
		o.Hasher = NewHasher(Argon{Memory: 64, Passes: 1, Threads: 1}, 1) // of its own, to count
		gone := o.person(admin, "da-nghi@coquan.example", "Người đã nghỉ")
		o.must(o.Disable(t.Context(), admin, gone.Account))
		a, err := o.SignIn(t.Context(), "QUANTRI@coquan.example", good, "10.0.0.1")
		o.must(err)
		if a.ID != admin.Account {
			t.Errorf("signed in as %+v", a)
		}
		// Whatever is wrong, the same words after the same work.
		for _, try := range [][2]string{{"quantri@coquan.example", good + "!"}, {"khong-co@coquan.example", good}, {"da-nghi@coquan.example", good}} {
			before := o.Hasher.Count()
			_, err := o.SignIn(t.Context(), try[0], try[1], "10.0.0.1")
			if ruleOf(err) != "web.rule.sign-in" || err.Error() != "invalid map[field:password rule:web.rule.sign-in]" {
				t.Errorf("%s: %v", try[0], err)
			}
			if n := o.Hasher.Count() - before; n != 1 {
				t.Errorf("%s: %d passwords were hashed", try[0], n)
			}
		}
	})
}
