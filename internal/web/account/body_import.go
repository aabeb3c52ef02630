package account

import (
	"io"
	"net/http"
	"strconv"

	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/viet"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// importView is a list of bodies to be entered, looked at before it is.
type importView struct {
	Form  page.Form
	Lines []account.BodyLine
	Text  string // the list, carried on the page between looking and entering
	New   int
	Bad   int
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return -1 // no record has it
	}
	return n
}

func (h *Handlers) bodyImportForm(w http.ResponseWriter, r *http.Request) error {
	if err := h.mayImport(r); err != nil {
		return err
	}
	return h.showImport(w, r, http.StatusOK, importView{Form: none()})
}

// mayImport asks for the right to manage the top of the registry.
func (h *Handlers) mayImport(r *http.Request) error {
	if err := needed(r); err != nil {
		return err
	}
	ok, err := h.Accounts.Manages(r.Context(), actor(r), "")
	if err == nil && !ok {
		err = fault.New(fault.Denied, "action", "body.manage", "kind", "Body")
	}
	return err
}

func (h *Handlers) showImport(w http.ResponseWriter, r *http.Request, status int, view importView) error {
	return page.Show(w, r, status, page.New(r, ui.T(r.Context(), "web.account.import.title")), importPage(view))
}

// bodyImport looks at a list, or, once it was looked at, enters it.
func (h *Handlers) bodyImport(w http.ResponseWriter, r *http.Request) error {
	if err := h.mayImport(r); err != nil {
		return err
	}
	f, data, err := readList(r)
	if err != nil {
		return err
	}
	view := importView{Form: f, Text: data}
	if f.Get("enter") != "" {
		n, err := h.Accounts.ImportBodies(r.Context(), actor(r), id.ID(""), []byte(data))
		if err == nil {
			return done(w, r, "/admin/bodies", "web.account.imported", "n", n)
		}
		if err = f.Take(r.Context(), err); err != nil {
			return err
		}
	}
	view.Lines, err = h.Accounts.ReadBodies(r.Context(), actor(r), "", []byte(data))
	if isFault(err, fault.Empty) {
		f.Wrong("list", ui.T(r.Context(), "web.rule.required"))
		err = nil
	}
	if err = f.Take(r.Context(), err); err != nil {
		return err
	}
	for _, l := range view.Lines {
		switch {
		case l.Problem != nil:
			view.Bad++
		case !l.Exists:
			view.New++
		}
	}
	status := http.StatusOK
	if !f.OK() {
		status = http.StatusUnprocessableEntity
	}
	return h.showImport(w, r, status, view)
}

// readList reads the list from the file that was chosen, else from the page.
func readList(r *http.Request) (page.Form, string, error) {
	if err := page.ReadFiles(r, 1<<20); err != nil {
		return none(), "", err
	}
	f, err := page.Read(r)
	if err != nil {
		return f, "", err
	}
	file, _, err := r.FormFile("list")
	if err != nil {
		return f, f.Raw("text"), nil // no file was chosen
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	text, _ := viet.DecodeText(data)
	return f, text, err
}
