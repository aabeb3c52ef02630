package docket

import (
	"context"
	"net/http"
	"strconv"

	"thao/internal/access"
	dockets "thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// filling is the form of a docket.
type filling struct {
	Docket dockets.Docket // zero for a new one
	Form   page.Form
	Action string
	Back   string
}

func (h *Handlers) createForm(w http.ResponseWriter, r *http.Request) error {
	if err := actor(r).Check(access.DocketCreate, access.Resource{Kind: access.System}); err != nil {
		return err
	}
	return h.showForm(w, r, http.StatusOK, filling{Form: page.Form{Errors: map[string]string{}}, Action: "/dockets/new", Back: "/dockets"})
}

func (h *Handlers) showForm(w http.ResponseWriter, r *http.Request, status int, v filling) error {
	ctx := r.Context()
	if v.Docket.ID == nothing {
		return page.Show(w, r, status, page.New(r, ui.T(ctx, "web.docket.new")), formPage(v))
	}
	p, _, err := h.Frame.Page(r, ui.T(ctx, "web.docket.edit"), Overview)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, p, formPage(v))
}

// fieldsOf reads the form; what cannot be a moment is noted beside its field.
func fieldsOf(r *http.Request, f page.Form) dockets.Fields {
	due, ok := f.Moment("deadline")
	if !ok {
		f.Wrong("deadline", ui.T(r.Context(), "web.docket.bad-moment"))
	}
	return dockets.Fields{
		Title: f.Raw("title"), Summary: f.Raw("summary"), Profile: f.Get("profile"), Issuer: f.Raw("issuer"),
		Parent: f.Raw("parent"), Place: f.Raw("place"), Basis: f.Raw("basis"), Deadline: due,
	}
}

func (h *Handlers) create(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	v := filling{Form: f, Action: "/dockets/new", Back: "/dockets"}
	fields := fieldsOf(r, f)
	if !f.OK() {
		return h.showForm(w, r, http.StatusUnprocessableEntity, v)
	}
	d, err := h.Dockets.Create(r.Context(), actor(r), fields)
	if wrong(r, f, err) {
		return h.showForm(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	return page.Done(w, r, Href(d.ID), ui.Said{Text: ui.T(r.Context(), "web.docket.created", "symbol", d.Symbol), Kept: "docket"})
}

// wrong notes an Invalid fault beside its field.
func wrong(r *http.Request, f page.Form, err error) bool {
	return err != nil && f.Take(r.Context(), err) == nil
}

func (h *Handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	d, err := h.docket(r)
	if err != nil {
		return err
	}
	if err := actor(r).Check(access.DocketEdit, d.Resource()); err != nil {
		return err
	}
	return h.showForm(w, r, http.StatusOK, filling{Docket: d, Form: page.Form{Errors: map[string]string{}}, Action: Href(d.ID, "edit"), Back: Href(d.ID)})
}

func (h *Handlers) docket(r *http.Request) (dockets.Docket, error) {
	key, err := ID(r, "docket")
	if err != nil {
		return dockets.Docket{}, err
	}
	return h.Dockets.Read(r.Context(), actor(r), key)
}

func (h *Handlers) edit(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	d, err := h.docket(r)
	if err != nil {
		return err
	}
	if err := actor(r).Check(access.DocketEdit, d.Resource()); err != nil {
		return err
	}
	v := filling{Docket: d, Form: f, Action: Href(d.ID, "edit"), Back: Href(d.ID)}
	fields := fieldsOf(r, f)
	if !f.OK() {
		return h.showForm(w, r, http.StatusUnprocessableEntity, v)
	}
	_, err = h.Dockets.Edit(r.Context(), actor(r), d.ID, revision(f), fields)
	if fault.CodeOf(err) == fault.Stale && err != nil {
		// What was typed stays in the form, which carries the newest revision from here on.
		f.Values.Set("rev", strconv.FormatInt(d.Rev, 10))
		f.Wrong("", ui.T(r.Context(), "web.docket.stale"))
		return h.showForm(w, r, http.StatusConflict, v)
	}
	if wrong(r, f, err) {
		return h.showForm(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	return page.Done(w, r, Href(d.ID), ui.Said{Text: ui.T(r.Context(), "web.docket.edited"), Kept: "docket"})
}

// revision is the revision a form carries; -1, which none is, where it is none.
func revision(f page.Form) int64 {
	n, err := strconv.ParseInt(f.Get("rev"), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func (h *Handlers) move(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	key, err := ID(r, "docket")
	if err != nil {
		return err
	}
	d, err := h.Dockets.Move(r.Context(), actor(r), key, revision(f), dockets.State(f.Get("to")))
	if err != nil {
		return err
	}
	return page.Done(w, r, Href(d.ID), ui.Said{Text: ui.T(r.Context(), "web.docket.moved", "state", ui.T(r.Context(), "web.docket.state."+string(d.State)))})
}

func profileOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, p := range dockets.Profiles() {
		out = append(out, ui.Option{Value: p, Label: ui.T(ctx, "web.profile."+p)})
	}
	return out
}
