package account

import (
	"net/http"

	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// joinView is the page behind a link.
type joinView struct {
	Form   page.Form
	Link   account.Invitation
	Secret string
	Mine   bool   // its account is signed in
	Wait   string // how long to wait, when too many tries were made
}

// Title is what the link is for.
func (v joinView) Title() string {
	if v.Link.Known {
		return "web.account.take.title"
	}
	return "web.account." + string(v.Link.Purpose) + ".title"
}

func (h *Handlers) joinForm(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	return h.showJoin(w, r, http.StatusOK, joinView{Form: f})
}

// showJoin shows the form of a link, or says that the link is good no more.
func (h *Handlers) showJoin(w http.ResponseWriter, r *http.Request, status int, view joinView) error {
	w.Header().Set("Cache-Control", "no-store")
	link, err := h.Accounts.Look(r.Context(), r.PathValue("secret"))
	if isFault(err, fault.NotFound) {
		return page.Show(w, r, http.StatusNotFound, page.New(r, ui.T(r.Context(), "web.account.link-gone.title")), linkGonePage())
	}
	if err != nil {
		return err
	}
	view.Link, view.Secret = link, r.PathValue("secret")
	if view.Mine, err = h.holds(r, link); err != nil {
		return err
	}
	return page.Show(w, r, status, page.New(r, ui.T(r.Context(), view.Title())), joinPage(view))
}

// holds reports whether the account of a link's e-mail is signed in.
func (h *Handlers) holds(r *http.Request, link account.Invitation) (bool, error) {
	if !link.Known || actor(r).Account == "" {
		return false, nil
	}
	me, err := h.Accounts.Me(r.Context(), actor(r))
	return me.Email == link.Email, err
}

func (h *Handlers) join(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	link, err := h.Accounts.Look(r.Context(), r.PathValue("secret"))
	if isFault(err, fault.NotFound) {
		return h.joinAgain(w, r, f)
	}
	if err != nil {
		return err
	}
	if link.Known {
		return h.takeUp(w, r, link, f)
	}
	a, err := h.Accounts.Accept(r.Context(), r.PathValue("secret"), f.Get("email"), f.Get("name"), f.Raw("password"), ui.Lang(r.Context()))
	if err != nil {
		if isFault(err, fault.NotFound) {
			return h.joinAgain(w, r, f)
		}
		// Exists: somebody was faster, and the page asks to sign in now.
		if err = f.Take(r.Context(), err); err == nil || isFault(err, fault.Exists) {
			return h.showJoin(w, r, http.StatusUnprocessableEntity, joinView{Form: f})
		}
		return err
	}
	return h.started(w, r, a, "/", "web.account.welcome")
}

// joinAgain answers a form of a link that is good no more. Who used it with a first
// click, and has sent the form once more, is let in with what they have just set;
// it is a sign-in like any other.
func (h *Handlers) joinAgain(w http.ResponseWriter, r *http.Request, f page.Form) error {
	if f.Get("email") != "" && f.Raw("password") != "" {
		status, err := h.begin(r, &signInView{Form: f})
		if err != nil {
			return err
		}
		if status == http.StatusOK {
			return done(w, r, "/", "web.account.welcome")
		}
	}
	return h.showJoin(w, r, http.StatusOK, joinView{Form: f})
}

// takeUp lets whoever has an account use a link: at once where they are signed
// in, else with their password.
func (h *Handlers) takeUp(w http.ResponseWriter, r *http.Request, link account.Invitation, f page.Form) error {
	who := actor(r)
	mine, err := h.holds(r, link)
	if err != nil {
		return err
	}
	if !mine {
		f.Values.Set("email", link.Email)
		in := signInView{Form: f}
		status, err := h.begin(r, &in)
		if err != nil {
			return err
		}
		if status != http.StatusOK {
			return h.showJoin(w, r, status, joinView{Form: in.Form, Wait: in.Wait})
		}
		who = in.Who
	}
	taken, err := h.Accounts.TakeUp(r.Context(), who, r.PathValue("secret"))
	if isFault(err, fault.NotFound) { // a first click has used it meanwhile
		return h.joinAgain(w, r, f)
	}
	if err != nil {
		return err
	}
	href := "/"
	if taken.Docket != "" {
		href = "/dockets/" + string(taken.Docket)
	}
	return done(w, r, href, "web.account.taken")
}
