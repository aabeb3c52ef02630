package account

import (
	"net/http"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/web"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// signInView is the page to sign in on.
type signInView struct {
	Form   page.Form
	Return string
	Wait   string // how long to wait, when too many tries were made
	Demo   []DemoAccount
	Kept   *ui.KeptForm  // what was written when the session had ended
	Who    *access.Actor // who has just signed in
}

func (h *Handlers) signInForm(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	back := web.Local(f.Raw("return"))
	if actor(r).Account != "" {
		return page.Redirect(w, r, back)
	}
	return h.showSignIn(w, r, http.StatusOK, signInView{Form: f, Return: back})
}

func (h *Handlers) signIn(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	view := signInView{Form: f, Return: web.Local(f.Raw("return"))}
	if status, err := h.begin(r, &view); err != nil || status != http.StatusOK {
		if err != nil {
			return err
		}
		return h.showSignIn(w, r, status, view)
	}
	return page.Redirect(w, r, view.Return)
}

// begin signs in with the e-mail and password of a form. A status other than
// 200 shows the form again, with what was wrong.
func (h *Handlers) begin(r *http.Request, view *signInView) (int, error) {
	a, err := h.Accounts.SignIn(r.Context(), view.Form.Get("email"), view.Form.Raw("password"), h.from(r))
	if fault.CodeOf(err) == fault.Throttled {
		view.Wait = faultSentence(r, err)
		return http.StatusTooManyRequests, nil
	}
	if err != nil {
		return http.StatusUnprocessableEntity, view.Form.Take(r.Context(), err)
	}
	if err := h.Sessions.Begin(r.Context(), a); err != nil {
		return 0, err
	}
	view.Who, err = h.Accounts.Actor(r.Context(), a.ID)
	return http.StatusOK, err
}

func (h *Handlers) showSignIn(w http.ResponseWriter, r *http.Request, status int, view signInView) error {
	view.Demo = h.Demo
	w.Header().Set("Cache-Control", "no-store")
	return page.Show(w, r, status, page.New(r, ui.T(r.Context(), "web.sign-in")), signInPage(view))
}

func (h *Handlers) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := h.Sessions.End(r.Context()); err != nil {
		return err
	}
	return done(w, r, "/sign-in", "web.account.signed-out")
}

// started begins a session for an account that has just proved itself.
func (h *Handlers) started(w http.ResponseWriter, r *http.Request, a account.Account, href, sentence string) error {
	if err := h.Sessions.Begin(r.Context(), a); err != nil {
		return err
	}
	return done(w, r, href, sentence)
}
