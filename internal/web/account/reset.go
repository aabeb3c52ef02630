package account

import (
	"net/http"

	"thao/internal/fault"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// resetView is the page that asks for a new password.
type resetView struct {
	Form page.Form
	Sent bool
	Mail bool   // the server sends mail
	Wait string // how long to wait
}

func (h *Handlers) resetForm(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	return h.showReset(w, r, http.StatusOK, resetView{Form: f})
}

func (h *Handlers) reset(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	err = h.Accounts.AskReset(r.Context(), f.Get("email"), h.from(r))
	if isFault(err, fault.Throttled) {
		return h.showReset(w, r, http.StatusTooManyRequests, resetView{Form: f, Wait: faultSentence(r, err)})
	}
	if err != nil {
		if err = f.Take(r.Context(), err); err != nil {
			return err
		}
		return h.showReset(w, r, http.StatusUnprocessableEntity, resetView{Form: f})
	}
	return h.showReset(w, r, http.StatusOK, resetView{Form: f, Sent: true})
}

func (h *Handlers) showReset(w http.ResponseWriter, r *http.Request, status int, view resetView) error {
	view.Mail = h.Accounts.Send != nil
	return page.Show(w, r, status, page.New(r, ui.T(r.Context(), "web.account.forgot.title")), resetPage(view))
}
