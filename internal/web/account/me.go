package account

import (
	"net/http"
	"net/url"
	"time"

	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// meView is the page of one's own account.
type meView struct {
	Account account.Account
	Tokens  []account.Token
	Now     time.Time
	Name    page.Form // the forms of the page, each with its own faults
	Pass    page.Form
	Token   page.Form
	Secret  string // of a token just made, told once
	Wait    string
}

func none() page.Form { return page.Form{Values: url.Values{}, Errors: map[string]string{}} }

func (h *Handlers) me(w http.ResponseWriter, r *http.Request) error {
	return h.showMe(w, r, http.StatusOK, meView{Name: none(), Pass: none(), Token: none()})
}

func (h *Handlers) showMe(w http.ResponseWriter, r *http.Request, status int, view meView) (err error) {
	if view.Account, err = h.Accounts.Me(r.Context(), actor(r)); err != nil {
		return err
	}
	if view.Tokens, err = h.Accounts.Tokens(r.Context(), actor(r)); err != nil {
		return err
	}
	view.Now = h.now()
	if _, typed := view.Name.Values["name"]; !typed {
		view.Name.Values.Set("name", view.Account.Name)
	}
	w.Header().Set("Cache-Control", "no-store")
	return page.Show(w, r, status, page.New(r, ui.T(r.Context(), "web.account.me")), mePage(view))
}

func (h *Handlers) meName(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	if err := h.Accounts.Rename(r.Context(), actor(r), actor(r).Account, f.Get("name")); err != nil {
		if err = f.Take(r.Context(), err); err != nil {
			return err
		}
		return h.showMe(w, r, http.StatusUnprocessableEntity, meView{Name: f, Pass: none(), Token: none()})
	}
	return done(w, r, "/me", "web.account.name-changed")
}

func (h *Handlers) meLang(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	if err := h.Accounts.SetLang(r.Context(), actor(r), f.Get("lang")); err != nil {
		return err
	}
	return page.Redirect(w, r, "/lang/"+f.Get("lang")+"?return=/me")
}

func (h *Handlers) mePassword(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := h.Accounts.ChangePassword(r.Context(), actor(r), f.Raw("old"), f.Raw("password"), h.from(r))
	view := meView{Name: none(), Pass: f, Token: none()}
	if isFault(err, fault.Throttled) {
		view.Wait = faultSentence(r, err)
		return h.showMe(w, r, http.StatusTooManyRequests, view)
	}
	if err != nil {
		if err = f.Take(r.Context(), err); err != nil {
			return err
		}
		return h.showMe(w, r, http.StatusUnprocessableEntity, view)
	}
	return h.started(w, r, a, "/me", "web.account.password-changed")
}

func (h *Handlers) tokenAdd(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	var scopes []account.Scope
	for _, s := range f.Values["scopes"] {
		scopes = append(scopes, account.Scope(s))
	}
	good := map[string]int{"30": 30, "90": 90, "365": 365}[f.Get("days")]
	view := meView{Name: none(), Pass: none(), Token: f}
	_, view.Secret, err = h.Accounts.AddToken(r.Context(), actor(r), f.Get("name"), scopes, time.Duration(good)*24*time.Hour)
	if err != nil {
		if err = f.Take(r.Context(), err); err != nil {
			return err
		}
		return h.showMe(w, r, http.StatusUnprocessableEntity, view)
	}
	view.Token = none()
	return h.showMe(w, r, http.StatusOK, view)
}

func (h *Handlers) tokenDrop(w http.ResponseWriter, r *http.Request) error {
	token, err := key(r, "token")
	if err != nil {
		return err
	}
	if err := h.Accounts.DropToken(r.Context(), actor(r), token); err != nil {
		return err
	}
	return done(w, r, "/me", "web.account.token-dropped")
}
