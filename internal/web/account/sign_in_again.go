package account

import (
	"net/http"
	"net/url"
	"strings"

	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/web"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// A form that was sent after the session had ended travels in hidden fields of
// the page to sign in on, and is offered again after it: nothing of it lies on
// the server. These are the names of the fields that carry it.
const (
	keptAction = "kept-action"
	keptMulti  = "kept-multi"
	keptFile   = "kept-file"
	keptPrefix = "kept."
)

// SignIn answers a form that was sent after the session had ended. Package web
// calls it in place of a plain refusal.
func (h *Handlers) SignIn(w http.ResponseWriter, r *http.Request) error {
	kept, err := page.Keep(r)
	if err != nil {
		return err
	}
	kept.Action = web.Local(kept.Action)
	return h.showSignIn(w, r, http.StatusUnauthorized, signInView{Form: page.Form{Values: url.Values{}, Errors: map[string]string{}}, Kept: &kept})
}

// unkept reads a kept form back from the page to sign in on.
func unkept(f page.Form) ui.KeptForm {
	k := ui.KeptForm{Action: web.Local(f.Raw(keptAction)), Multi: f.Raw(keptMulti) != "", Files: f.Values[keptFile]}
	for name, values := range f.Values {
		if own, ok := strings.CutPrefix(name, keptPrefix); ok {
			for _, v := range values {
				k.Fields = append(k.Fields, ui.KeptField{Name: own, Value: v})
			}
		}
	}
	page.Sorted(&k)
	return k
}

// signInAgain signs in and offers the kept form to be sent.
func (h *Handlers) signInAgain(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	kept := unkept(f)
	view := signInView{Form: f, Kept: &kept}
	if status, err := h.begin(r, &view); err != nil || status != http.StatusOK {
		if err != nil {
			return err
		}
		return h.showSignIn(w, r, status, view)
	}
	w.Header().Set("Cache-Control", "no-store")
	r = r.WithContext(ui.With(r.Context(), settingOf(ui.From(r.Context()), r, view.Who)))
	return page.Show(w, r, http.StatusOK, page.New(r, ui.T(r.Context(), "web.account.kept.title")), resendPage(kept))
}

// faultSentence says an error to the person who asked.
func faultSentence(r *http.Request, err error) string {
	return locale.Fault(ui.Lang(r.Context()), err)
}

func isFault(err error, code fault.Code) bool { return err != nil && fault.CodeOf(err) == code }
