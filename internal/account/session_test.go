package account

import (
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/locale"
)

// browser keeps the one cookie of a browser.
type browser struct {
	site   http.Handler
	cookie *http.Cookie
}

func (b *browser) get(target string) string {
	r := httptest.NewRequest("GET", target, nil)
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	w := httptest.NewRecorder()
	b.site.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.Name == "thao" {
			b.cookie = c
			if c.MaxAge < 0 {
				b.cookie = nil
			}
		}
	}
	return w.Body.String()
}

// site answers with the name of who is signed in; /in?email= signs in.
func (o *office) site(s *Sessions) http.Handler {
	return s.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if email := r.FormValue("email"); email != "" {
			a, err := o.SignIn(r.Context(), email, r.FormValue("password"), From(r, false))
			if err == nil {
				err = s.Begin(r.Context(), a)
			}
			if err != nil {
				w.Write([]byte(err.Error()))
			}
			return
		}
		if r.URL.Path == "/out" {
			o.must(s.End(r.Context()))
		}
		if r.URL.Path == "/out-elsewhere" {
			o.must(o.DB.Write(r.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(`DELETE FROM session`)
				return err
			}))
		}
		w.Write([]byte(ActorFrom(r.Context()).Name))
	}))
}

func (o *office) signIn(s *Sessions, email string) *browser {
	o.t.Helper()
	b := &browser{site: o.site(s)}
	if said := b.get("/in?email=" + email + "&password=%C4%91%C6%B0%E1%BB%9Dng+v%E1%BB%81+qu%C3%AA+ngo%E1%BA%A1i"); said != "" {
		o.t.Fatal(said)
	}
	return b
}

func (o *office) sessions() int64 {
	o.t.Helper()
	n, err := db.Value[int64](o.DB.Reader(o.t.Context()), `SELECT COUNT(*) FROM session`)
	o.must(err)
	return n
}

func TestSessions(t *testing.T) {
	each(t, func(o *office) {
		admin := o.first()
		s := NewSessions(o.DB, o.now.Now, false)
		b := o.signIn(s, "quantri@coquan.example")
		if got := b.get("/"); got != admin.Name {
			t.Fatalf("signed in as %q", got)
		}
		if !b.cookie.HttpOnly || b.cookie.SameSite != http.SameSiteLaxMode || b.cookie.MaxAge != 0 {
			t.Errorf("cookie %+v", b.cookie)
		}
		before := *b.cookie
		b.get("/in?email=quantri@coquan.example&password=%C4%91%C6%B0%E1%BB%9Dng+v%E1%BB%81+qu%C3%AA+ngo%E1%BA%A1i")
		if b.cookie.Value == before.Value || o.sessions() != 1 {
			t.Error("signing in did not rotate the session")
		}
		if got := (&browser{site: o.site(s), cookie: &before}).get("/"); got != "" {
			t.Errorf("the old cookie is still %q", got)
		}
		found, err := db.Value[string](o.DB.Reader(t.Context()), `SELECT token FROM session`)
		o.must(err)
		if found == b.cookie.Value {
			t.Error("the token is stored as it is")
		}
		b.get("/out")
		if got := b.get("/"); got != "" || o.sessions() != 0 {
			t.Errorf("after signing out: %q, %d sessions", got, o.sessions())
		}
	})
}

func TestASessionEndsUnused(t *testing.T) {
	each(t, func(o *office) {
		admin := o.first()
		s := NewSessions(o.DB, o.now.Now, false)
		b := o.signIn(s, "quantri@coquan.example")
		for range 5 {
			o.now.Advance(8 * time.Hour)
			if got := b.get("/"); got != admin.Name {
				t.Fatalf("in use: %q", got)
			}
		}
		o.now.Advance(13 * time.Hour)
		if got := b.get("/"); got != "" {
			t.Errorf("unused for 13 hours: %q", got)
		}
	})
}

// A request under way while the person signs out elsewhere does not bring the
// session back.
func TestASessionStaysEnded(t *testing.T) {
	each(t, func(o *office) {
		o.first()
		b := o.signIn(NewSessions(o.DB, o.now.Now, false), "quantri@coquan.example")
		o.now.Advance(time.Hour) // long enough for the request to note that it was used
		b.get("/out-elsewhere")
		if n := o.sessions(); n != 0 {
			t.Errorf("%d sessions", n)
		}
	})
}

func TestSessionsEndWithThePassword(t *testing.T) {
	each(t, func(o *office) {
		admin := o.first()
		s := NewSessions(o.DB, o.now.Now, false)
		one, other := o.signIn(s, "quantri@coquan.example"), o.signIn(s, "quantri@coquan.example")
		if _, err := o.ChangePassword(t.Context(), admin, "sai mật khẩu cũ", "câu khác hẳn câu kia", "x"); ruleOf(err) != "web.rule.password-old" {
			t.Errorf("a wrong old password: %v", err)
		}
		if got := one.get("/"); got == "" {
			t.Fatal("a refused change has ended the session")
		}
		a, err := o.ChangePassword(t.Context(), admin, good, "câu khác hẳn câu kia", "x")
		o.must(err)
		if a.Rev != admin.Rev+1 || one.get("/") != "" || other.get("/") != "" {
			t.Error("a session has outlived the password")
		}
		if _, err := o.SignIn(t.Context(), a.Email, "câu khác hẳn câu kia", "x"); err != nil {
			t.Error(err)
		}
	})
}

func TestDisabled(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		who := o.person(admin, "a@b.example", "Chuyên viên")
		s := NewSessions(o.DB, o.now.Now, false)
		b := o.signIn(s, "a@b.example")
		_, word, err := o.AddToken(ctx, who, "máy", []Scope{Read}, 24*time.Hour)
		o.must(err)
		if err := o.Disable(ctx, who, admin.Account); fault.CodeOf(err) != fault.Denied {
			t.Errorf("by somebody else: %v", err)
		}
		if err := o.Disable(ctx, admin, admin.Account); ruleOf(err) != "web.rule.last-administrator" {
			t.Errorf("the last administrator: %v", err)
		}
		o.must(o.Disable(ctx, admin, who.Account))
		if got := b.get("/"); got != "" {
			t.Errorf("still signed in: %q", got)
		}
		if _, err := o.SignIn(ctx, "a@b.example", good, "x"); ruleOf(err) != "web.rule.sign-in" {
			t.Errorf("signs in: %v", err)
		}
		if _, _, err := o.ByToken(ctx, word); fault.CodeOf(err) != fault.SignIn {
			t.Errorf("token: %v", err)
		}
		o.must(o.AskReset(ctx, "a@b.example", "x"))
		if last := o.sent[len(o.sent)-1]; last.Purpose == "reset" {
			t.Error("a disabled account was sent a link")
		}
		o.must(o.Enable(ctx, admin, who.Account))
		if _, err := o.SignIn(ctx, "a@b.example", good, "x"); err != nil {
			t.Error(err)
		}
	})
}

func TestReset(t *testing.T) {
	each(t, func(o *office) {
		ctx := t.Context()
		o.first()
		o.must(o.AskReset(ctx, "ai-do@khong-co.example", "x"))
		if len(o.sent) != 0 {
			t.Fatalf("sent %+v", o.sent)
		}
		s := NewSessions(o.DB, o.now.Now, false)
		b := o.signIn(s, "quantri@coquan.example")
		for range 2 { // two clicks
			o.must(o.AskReset(ctx, "Quantri@coquan.example", "x"))
		}
		o.now.Advance(time.Minute)
		o.must(o.AskReset(ctx, "quantri@coquan.example", "x"))
		if len(o.sent) != 2 || o.sent[0].To != "quantri@coquan.example" {
			t.Fatalf("sent %+v", o.sent)
		}
		one, two := linkIn(t, o.sent[0]), linkIn(t, o.sent[1])
		in, err := o.Look(ctx, one)
		o.must(err)
		if in.Purpose != Reset {
			t.Errorf("%+v", in)
		}
		a, err := o.Accept(ctx, one, "", "", "câu khác hẳn câu kia", locale.Vietnamese)
		o.must(err)
		if _, err := o.SignIn(ctx, a.Email, "câu khác hẳn câu kia", "y"); err != nil {
			t.Error(err)
		}
		if b.get("/") != "" {
			t.Error("a session has outlived the password")
		}
		if _, err := o.Look(ctx, two); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("the other link is still good: %v", err)
		}
		o.must(o.AskReset(ctx, a.Email, "z"))
		late := linkIn(t, o.sent[2])
		o.now.Advance(61 * time.Minute)
		if _, err := o.Accept(ctx, late, "", "", good, "vi"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("after an hour: %v", err)
		}
	})
}

func linkIn(t *testing.T, l Letter) string {
	t.Helper()
	for _, line := range strings.Split(l.Words, "\n") {
		if len(line) > 8 && line[:8] == "https://" {
			return path.Base(line)
		}
	}
	t.Fatalf("no link in %q", l.Words)
	return ""
}

func TestInvitations(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		o.must(o.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO docket (docket_id, symbol, title, summary, profile, issuer, parent, place, basis, state, deadline, folded, rev, created, created_by)
VALUES ('d', '', '', '', '', '', '', '', '', 'draft', 0, '', 1, 1, '')`)
			if err == nil {
				_, err = tx.Exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ('d', $1, 'lead')`, admin.Account)
			}
			return err
		}))
		admin = o.load(Account{ID: admin.Account})
		unit := o.body(admin, "", "Sở B", "SB")
		in, err := o.Invite(ctx, admin, Invitation{Email: "thuky@a.example", Docket: "d", Role: "secretary"}, "vi")
		o.must(err)
		_, err = o.Invite(ctx, admin, Invitation{Email: "ThuKy@a.example", Body: unit.ID, Role: "staff"}, "vi")
		o.must(err)
		if _, err := o.Invite(ctx, admin, Invitation{Email: "x@a.example", Docket: "d", Role: "boss"}, "vi"); ruleOf(err) != "web.rule.choice" {
			t.Errorf("an unknown role: %v", err)
		}
		if _, err := o.Invite(ctx, admin, Invitation{Email: "không phải thư", Docket: "d", Role: "lead"}, "vi"); ruleOf(err) != "web.rule.email" {
			t.Errorf("no address: %v", err)
		}
		a, err := o.Accept(ctx, path.Base(in.Link), "khac@a.example", "Thư ký tổng hợp", good, "vi")
		o.must(err)
		who := o.load(a)
		if a.Email != "thuky@a.example" || a.Administrator || !who.Has("d", access.Secretary) || len(who.Serves) != 1 {
			t.Errorf("joined as %+v, %+v", a, who)
		}
		if _, err := o.Invite(ctx, who, Invitation{Email: "x@a.example"}, "vi"); fault.CodeOf(err) != fault.Denied {
			t.Errorf("a secretary invites: %v", err)
		}
		// Who has an account joins at once.
		again, err := o.Invite(ctx, admin, Invitation{Email: "thuky@a.example", Docket: "d", Role: "drafter"}, "vi")
		o.must(err)
		if again.Link != "" || again.Account != a.ID || !o.load(a).Has("d", access.Drafter) {
			t.Errorf("invited again: %+v", again)
		}
	})
}

func TestThrottle(t *testing.T) {
	each(t, func(o *office) {
		ctx := t.Context()
		o.first()
		try := func(email, from string) any {
			_, err := o.SignIn(ctx, email, "sai mật khẩu", from)
			if fault.CodeOf(err) == fault.Throttled {
				return fault.Throttled
			}
			return ruleOf(err)
		}
		for _, email := range []string{"quantri@coquan.example", "khong-co@coquan.example"} {
			for n := range 6 {
				if got := try(email, "10.0.0.1"); got != "web.rule.sign-in" {
					t.Fatalf("%s, try %d: %v", email, n+1, got)
				}
			}
			if got := try(email, "10.0.0.2"); got != fault.Throttled {
				t.Errorf("%s, a seventh: %v", email, got)
			}
		}
		if _, err := o.SignIn(ctx, "quantri@coquan.example", good, "10.0.0.1"); fault.CodeOf(err) != fault.Throttled {
			t.Errorf("the right password too early: %v", err)
		}
		o.now.Advance(6 * time.Second)
		try("quantri@coquan.example", "10.0.0.1")
		o.now.Advance(6 * time.Second)
		if got := try("quantri@coquan.example", "10.0.0.1"); got != fault.Throttled {
			t.Errorf("the second wait is not longer: %v", got)
		}
		o.now.Advance(5 * time.Second)
		if _, err := o.SignIn(ctx, "quantri@coquan.example", good, "10.0.0.1"); err != nil {
			t.Error(err)
		}
		if got := try("quantri@coquan.example", "10.0.0.1"); got != "web.rule.sign-in" {
			t.Errorf("after a success: %v", got)
		}
		// One address that tries many e-mails.
		throttled := false
		for range freeForAddress + 2 {
			throttled = try("ai-do@coquan.example"+string(rune('a'+o.now.Now()%7)), "10.9.9.9") == fault.Throttled || throttled
			o.now.Advance(2 * time.Second)
		}
		if !throttled {
			t.Error("an address may try for ever")
		}
	})
}

func TestFrom(t *testing.T) {
	for _, c := range []struct {
		remote, forwarded string
		behind            bool
		want              string
	}{
		{"10.1.2.3:50", "", false, "10.1.2.3"},
		{"[2001:db8:1:2:3::4]:50", "", false, "2001:db8:1:2::/64"},
		{"[::ffff:10.1.2.3]:50", "", false, "10.1.2.3"},
		{"10.1.2.3:50", "1.1.1.1", false, "10.1.2.3"},
		{"10.1.2.3:50", "9.9.9.9, 1.1.1.1", true, "1.1.1.1"},
		{"10.1.2.3:50", "nonsense", true, "10.1.2.3"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := From(r, c.behind); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// A link followed twice at once is good once.
func TestALinkIsGoodOnce(t *testing.T) {
	each(t, func(o *office) {
		admin := o.first()
		in, err := o.Invite(t.Context(), admin, Invitation{Email: "moi@a.example"}, "vi")
		o.must(err)
		var wg sync.WaitGroup
		var joined, refused atomic.Int64
		for range 10 {
			wg.Go(func() {
				_, err := o.Accept(t.Context(), path.Base(in.Link), "", "Người mới", good, "vi")
				switch {
				case err == nil:
					joined.Add(1)
				case fault.CodeOf(err) == fault.NotFound:
					refused.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if joined.Load() != 1 || refused.Load() != 9 {
			t.Errorf("%d joined, %d were refused", joined.Load(), refused.Load())
		}
	})
}

// Tries made all at once are counted like tries made one after the other.
func TestThrottleCountsAtOnce(t *testing.T) {
	each(t, func(o *office) {
		o.first()
		o.Hasher = NewHasher(Argon{Memory: 64, Passes: 1, Threads: 1}, 4)
		var wg sync.WaitGroup
		for range 40 {
			wg.Go(func() {
				if _, err := o.SignIn(t.Context(), "quantri@coquan.example", "sai mật khẩu", "10.0.0.1"); err == nil {
					t.Error("signed in")
				}
			})
		}
		wg.Wait()
		if n := o.Hasher.Count(); n != freeForEmail+1 {
			t.Errorf("%d passwords were tried", n)
		}
	})
}

func TestWithdraw(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		in, err := o.Invite(ctx, admin, Invitation{Email: "moi@a.example"}, "vi")
		o.must(err)
		open, err := o.Waiting(ctx, admin)
		o.must(err)
		if len(open) != 1 || open[0].Email != "moi@a.example" {
			t.Errorf("waiting: %+v", open)
		}
		o.must(o.Withdraw(ctx, admin, "moi@a.example"))
		if _, err := o.Look(ctx, path.Base(in.Link)); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("withdrawn: %v", err)
		}
		if err := o.Withdraw(ctx, admin, "moi@a.example"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("twice: %v", err)
		}
	})
}

func TestTokens(t *testing.T) {
	each(t, func(o *office) {
		ctx, admin := t.Context(), o.first()
		who := o.person(admin, "a@b.example", "Chuyên viên")
		for _, bad := range []struct {
			name   string
			scopes []Scope
			good   time.Duration
			want   any
		}{
			{"", []Scope{Read}, 24 * time.Hour, "web.rule.required"},
			{"máy", nil, 24 * time.Hour, "web.rule.required"},
			{"máy", []Scope{"root"}, 24 * time.Hour, "web.rule.choice"},
			{"máy", []Scope{Read}, 0, "web.rule.choice"},
		} {
			if _, _, err := o.AddToken(ctx, who, bad.name, bad.scopes, bad.good); ruleOf(err) != bad.want {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		made, word, err := o.AddToken(ctx, who, "máy", []Scope{Read, Write}, 24*time.Hour)
		o.must(err)
		if stored, _ := db.Value[string](o.DB.Reader(ctx), `SELECT hash FROM api_token`); strings.Contains(stored, word) || stored == "" {
			t.Errorf("stored as %q", stored)
		}
		acts, token, err := o.ByToken(ctx, word)
		o.must(err)
		if acts.Account != who.Account || !token.Allows(Write) || token.Allows(Manage) {
			t.Errorf("%+v acts with %+v", acts, token)
		}
		other := o.person(admin, "c@d.example", "Người khác")
		if err := o.DropToken(ctx, other, made.ID); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("another's token: %v", err)
		}
		if _, err := o.AllTokens(ctx, other, ""); fault.CodeOf(err) != fault.Denied {
			t.Errorf("all tokens: %v", err)
		}
		all, err := o.AllTokens(ctx, admin, "")
		o.must(err)
		if len(all) != 1 || all[0].Email != "a@b.example" || len(all[0].Scopes) != 2 {
			t.Errorf("all tokens: %+v", all)
		}
		o.now.Advance(25 * time.Hour)
		if _, _, err := o.ByToken(ctx, word); fault.CodeOf(err) != fault.SignIn {
			t.Errorf("after its time: %v", err)
		}
		o.must(o.DropToken(ctx, admin, made.ID))
		if left, _ := o.Tokens(ctx, who); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
	})
}
