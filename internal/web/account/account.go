// Package account is the pages about accounts: signing in, joining by a link, a
// new password, one's own account, and what an administrator looks after
// (accounts, bodies, the log). Wrap stands around the whole site and says who
// is signed in.
package account

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/clock"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// DemoAccount is an account that everybody may use, shown on the sign-in page
// of a demonstration.
type DemoAccount struct {
	Email, Password string
	Name            string
	Does            string // the key of a sentence: what one sees with it
}

// Handlers are the pages.
type Handlers struct {
	Accounts *account.Service
	Sessions *account.Sessions
	Clock    clock.Clock
	Log      *slog.Logger
	Behind   bool          // a proxy of ours stands before the server
	Demo     []DemoAccount // empty unless this is a demonstration
}

var _ page.Area = (*Handlers)(nil)

// Register is the map of these pages.
func (h *Handlers) Register(m page.Map) {
	m.Handle("GET /sign-in", h.signInForm)
	m.Handle("POST /sign-in", h.signIn)
	m.Handle("POST /sign-in/again", h.signInAgain)
	m.Handle("POST /sign-out", h.signOut)
	m.Handle("GET /join/{secret}", h.joinForm)
	m.Handle("POST /join/{secret}", h.join)
	m.Handle("GET /reset", h.resetForm)
	m.Handle("POST /reset", h.reset)

	m.Handle("GET /me", h.me)
	m.Once("POST /me/name", h.meName)
	m.Once("POST /me/lang", h.meLang)
	m.Handle("POST /me/password", h.mePassword)
	m.Once("POST /me/tokens", h.tokenAdd)
	m.Once("POST /me/tokens/{token}/drop", h.tokenDrop)

	m.Handle("GET /admin/accounts", h.accounts)
	m.Once("POST /admin/accounts", h.accountInvite)
	m.Handle("GET /admin/accounts/{account}", h.account)
	m.Once("POST /admin/accounts/{account}/{change}", h.accountChange)

	m.Handle("GET /admin/bodies", h.bodies)
	m.Once("POST /admin/bodies", h.bodyAdd)
	m.Handle("GET /admin/bodies/import", h.bodyImportForm)
	m.Upload("POST /admin/bodies/import", 4, h.bodyImport)
	m.Handle("GET /admin/bodies/{body}", h.body)
	m.Once("POST /admin/bodies/{body}", h.bodyRename)
	m.Once("POST /admin/bodies/{body}/move", h.bodyMove)
	m.Once("POST /admin/bodies/{body}/close", h.bodyClose)
	m.Once("POST /admin/bodies/{body}/open", h.bodyOpen)
	m.Once("POST /admin/bodies/{body}/members", h.memberSet)
	m.Once("POST /admin/bodies/{body}/members/{account}/drop", h.memberDrop)

	m.Once("POST /admin/invitations/withdraw", h.withdraw)
	m.Handle("GET /admin/tokens", h.tokens)
	m.Once("POST /admin/tokens/{token}/drop", h.tokenDropOf)
	m.Handle("GET /admin/log", h.log)
}

// Wrap reads who is signed in and tells it to every page inside.
func (h *Handlers) Wrap(next http.Handler) http.Handler {
	inside := h.Sessions.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		set := ui.From(r.Context())
		if who := account.ActorFrom(r.Context()); who.Account != "" {
			set = settingOf(set, r, who)
			w.Header().Set("Content-Language", string(set.Lang))
		}
		next.ServeHTTP(w, r.WithContext(ui.With(r.Context(), set)))
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/") { // they are the same for everybody
			next.ServeHTTP(w, r)
			return
		}
		inside.ServeHTTP(w, r)
	})
}

// settingOf is the setting of somebody signed in: their name, the language they
// chose unless this browser was turned to another, and where they may go.
func settingOf(set ui.Setting, r *http.Request, who *access.Actor) ui.Setting {
	if _, err := r.Cookie("lang"); err != nil {
		if lang, ok := locale.ParseLang(who.Lang); ok {
			set.Lang = lang
		}
	}
	say := func(key string) string { return locale.T(set.Lang, key) }
	at := func(href string) bool {
		return r.URL.Path == href || href != "/" && strings.HasPrefix(r.URL.Path, href+"/")
	}
	link := func(key, href, keys string) ui.Link {
		return ui.Link{Label: say(key), Href: href, Key: keys, Current: at(href)}
	}
	set.Account = &ui.Account{Name: who.Name, Links: []ui.Link{link("web.account.me", "/me", "")}}
	set.Nav = []ui.Link{link("web.account.nav.work", "/", "g v"), link("web.account.nav.dockets", "/dockets", "g h")}
	if who.Administrator || len(who.Heads) > 0 {
		set.Nav = append(set.Nav, link("web.account.nav.bodies", "/admin/bodies", "g c"))
	}
	if who.Administrator {
		set.Nav = append(set.Nav, link("web.account.nav.accounts", "/admin/accounts", "g k"), link("web.account.nav.log", "/admin/log", ""))
	}
	return set
}

// Failed enters refusals into the log; package web calls it with every error it
// answers.
func (h *Handlers) Failed(r *http.Request, err error) {
	if err := h.Accounts.NoteRefusal(r.Context(), account.ActorFrom(r.Context()), err); err != nil {
		h.Log.ErrorContext(r.Context(), "a refusal could not be logged", "error", err.Error())
	}
}

func (h *Handlers) from(r *http.Request) string { return account.From(r, h.Behind) }

func (h *Handlers) now() time.Time { return h.Clock().Time() }

func actor(r *http.Request) *access.Actor { return account.ActorFrom(r.Context()) }

// needed lets only somebody signed in go on.
func needed(r *http.Request) error {
	if actor(r).Account == "" {
		return fault.New(fault.SignIn)
	}
	return nil
}

// toldOnce lets no browser keep a page with a link on it that opens an account.
func toldOnce(w http.ResponseWriter, link string) {
	if link != "" {
		w.Header().Set("Cache-Control", "no-store")
	}
}

// key reads an id from the address.
func key(r *http.Request, name string) (id.ID, error) {
	k, ok := id.Parse(r.PathValue(name))
	if !ok {
		return "", fault.New(fault.NotFound)
	}
	return k, nil
}

// done leads on and says what was done.
func done(w http.ResponseWriter, r *http.Request, href, sentence string, args ...any) error {
	return page.Done(w, r, href, ui.Said{Text: ui.T(r.Context(), sentence, args...)})
}
