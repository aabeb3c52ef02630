package account

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/web"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// keptForm is a form that was sent after the session had ended. It travels in
// hidden fields of the page to sign in on, and is offered again after it:
// nothing of it lies on the server.
type keptForm struct {
	Action string
	Multi  bool // it was sent as multipart/form-data
	Fields []keptField
	Files  []string // names of files, which must be chosen again
}

type keptField struct{ Name, Value string }

// Names of the fields that carry a kept form.
const (
	keptAction = "kept-action"
	keptMulti  = "kept-multi"
	keptFile   = "kept-file"
	keptPrefix = "kept."
)

// Long lists the texts worth showing: what took somebody time to write.
func (k keptForm) Long() []string {
	var out []string
	for _, f := range k.Fields {
		if len([]rune(f.Value)) > 30 {
			out = append(out, f.Value)
		}
	}
	return out
}

// SignIn answers a form that was sent after the session had ended. Package web
// calls it in place of a plain refusal.
func (h *Handlers) SignIn(w http.ResponseWriter, r *http.Request) error {
	kept, err := keep(r)
	if err != nil {
		return err
	}
	return h.showSignIn(w, r, http.StatusUnauthorized, signInView{Form: page.Form{Values: url.Values{}, Errors: map[string]string{}}, Kept: &kept})
}

// keep reads the form of a request, but for its passwords.
func keep(r *http.Request) (keptForm, error) {
	k := keptForm{Action: web.Local(r.URL.RequestURI())}
	err := r.ParseMultipartForm(1 << 20)
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return k, err
	}
	if r.MultipartForm != nil {
		k.Multi = true
		for _, files := range r.MultipartForm.File {
			for _, f := range files {
				if f.Filename != "" {
					k.Files = append(k.Files, f.Filename)
				}
			}
		}
		_ = r.MultipartForm.RemoveAll() // temporary files; the system clears what is left
	}
	for name, values := range r.PostForm {
		if strings.Contains(name, "password") || name == "old" {
			continue
		}
		for _, v := range values {
			k.Fields = append(k.Fields, keptField{name, v})
		}
	}
	k.sort()
	return k, nil
}

func (k *keptForm) sort() {
	slices.SortStableFunc(k.Fields, func(a, b keptField) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(k.Files)
}

// unkept reads a kept form back from the page to sign in on.
func unkept(f page.Form) keptForm {
	k := keptForm{Action: web.Local(f.Raw(keptAction)), Multi: f.Raw(keptMulti) != "", Files: f.Values[keptFile]}
	for name, values := range f.Values {
		if own, ok := strings.CutPrefix(name, keptPrefix); ok {
			for _, v := range values {
				k.Fields = append(k.Fields, keptField{own, v})
			}
		}
	}
	k.sort()
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
