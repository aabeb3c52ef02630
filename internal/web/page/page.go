// Package page is what the handlers of every area use to answer: a whole page,
// a part of one for htmx, or a redirect that says what was done. A handler
// returns an error instead of writing one; package web says it to the person.
package page

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"

	"thao/internal/web/ui"
)

// Handler answers a request, or says why it cannot. It has written nothing when
// it returns an error.
type Handler = func(w http.ResponseWriter, r *http.Request) error

// Map is where an area puts its routes.
type Map interface {
	// Handle adds a route: "GET /dockets/{docket}". Its body may hold a form.
	Handle(pattern string, h Handler)
	// Once is Handle of a form that is carried out once where it is sent twice in
	// a row (Guard).
	Once(pattern string, h Handler)
	// Upload adds a route whose body may hold up to max MiB of files.
	Upload(pattern string, max int64, h Handler)
}

// Area is a part of the site with its own routes, one line each in Register.
type Area interface {
	Register(m Map)
}

// New begins a page of this request.
func New(r *http.Request, title string) ui.Page {
	return ui.Page{Setting: ui.From(r.Context()), Title: title}
}

// Show answers with a whole page: the shell with body inside. It is made in
// memory first, so that a failing view is an error and not half a page. What the
// last action left to be said (Done) is said here, unless this page tells of
// something refused: it would seem to be what was done, and the browser would
// forget what it keeps of the form.
func Show(w http.ResponseWriter, r *http.Request, status int, p ui.Page, body templ.Component) error {
	if p.Said == nil && status < http.StatusBadRequest {
		p.Said = takeSaid(w, r)
	}
	return write(w, r.WithContext(templ.WithChildren(r.Context(), body)), status, ui.Shell(p))
}

// Part answers htmx with a part of a page. With status 422 it is a form that
// came back with its faults.
func Part(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	return write(w, r, status, c)
}

func write(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var out bytes.Buffer
	if err := c.Render(r.Context(), &out); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Add("Vary", "HX-Request")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // the reader has gone away: nothing is left to do
	return nil
}

// Wanted reports whether htmx asks for a part of the page rather than the whole.
func Wanted(r *http.Request) bool {
	h := r.Header
	return h.Get("HX-Request") == "true" && h.Get("HX-Boosted") == "" && h.Get("HX-History-Restore-Request") == ""
}

// Redirect leads to another page of the site, which is then read with GET.
func Redirect(w http.ResponseWriter, r *http.Request, href string) error {
	if Wanted(r) {
		w.Header().Set("HX-Redirect", href)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, href, http.StatusSeeOther)
	return nil
}

// Done leads to another page and says there what was done.
func Done(w http.ResponseWriter, r *http.Request, href string, said ui.Said) error {
	setSaid(w, r, said)
	return Redirect(w, r, href)
}
