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
}

// Title is what the link is for.
func (v joinView) Title() string { return "web.account." + string(v.Link.Purpose) + ".title" }

func (h *Handlers) joinForm(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	return h.showJoin(w, r, http.StatusOK, f)
}

// showJoin shows the form of a link, or says that the link is good no more.
func (h *Handlers) showJoin(w http.ResponseWriter, r *http.Request, status int, f page.Form) error {
	w.Header().Set("Cache-Control", "no-store")
	link, err := h.Accounts.Look(r.Context(), r.PathValue("secret"))
	if isFault(err, fault.NotFound) {
		return page.Show(w, r, http.StatusNotFound, page.New(r, ui.T(r.Context(), "web.account.link-gone.title")), linkGonePage())
	}
	if err != nil {
		return err
	}
	view := joinView{Form: f, Link: link, Secret: r.PathValue("secret")}
	return page.Show(w, r, status, page.New(r, ui.T(r.Context(), view.Title())), joinPage(view))
}

func (h *Handlers) join(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := h.Accounts.Accept(r.Context(), r.PathValue("secret"), f.Get("email"), f.Get("name"), f.Raw("password"), ui.Lang(r.Context()))
	if err != nil {
		if err = f.Take(r.Context(), err); err == nil || isFault(err, fault.NotFound) {
			return h.showJoin(w, r, http.StatusUnprocessableEntity, f)
		}
		return err
	}
	return h.started(w, r, a, "/", "web.account.welcome")
}
