package web

import (
	"net/http"
	"net/url"

	"thao/internal/rule"
	"thao/internal/web/assets"
	"thao/internal/web/page"
)

// formBytes bounds what a form may hold: 2 MiB.
const formBytes = 2 << 20

// routes is the map of the site; below assets.Prefix lie the built files, which
// ServeHTTP serves without all that stands around pages. The areas follow in
// the order they were given; each lists its own routes, one line each, in its
// Register.
func (s *Site) routes() {
	s.Handle("GET /favicon.ico", favicon)
	s.Handle("GET /lang/{lang}", s.chooseLang)
	s.Handle("GET /theme/{theme}", s.chooseTheme)

	for _, area := range s.cfg.Areas {
		area.Register(s)
	}
}

// favicon leads browsers that ask by habit to the mark; pages name it.
func favicon(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, assets.URL("mark.svg"), http.StatusFound)
	return nil
}

var _ page.Map = (*Site)(nil)

// Handle adds a route; its body may hold a form.
func (s *Site) Handle(pattern string, h Handler) { s.bounded(pattern, formBytes, h) }

// Once adds a route whose form is carried out once where it is sent twice in a row.
func (s *Site) Once(pattern string, h Handler) { s.Handle(pattern, s.guard.Once(h)) }

// Upload adds a route whose body may hold up to max MiB.
func (s *Site) Upload(pattern string, max int64, h Handler) { s.bounded(pattern, max<<20, h) }

func (s *Site) bounded(pattern string, max int64, h Handler) {
	s.listed = append(s.listed, pattern)
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, max)
		if in, ok := r.Context().Value(reachedKey{}).(*reached); ok {
			in.by = r
		}
		defer dropFiles(r)
		if !readable(r.URL) {
			s.fail(w, r, rule.Wrong("", "web.rule.text"))
			return
		}
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// dropFiles removes the files a form left on the disk: net/http looks only at the
// request it made, and this one is a copy of it.
func dropFiles(r *http.Request) {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll() // the system clears what is left
	}
}

// readable reports whether an address holds only text: PostgreSQL keeps neither
// NUL nor broken UTF-8, not even to look for it. What a form sends in its body
// is checked field by field, so that nothing typed is lost.
func readable(u *url.URL) bool {
	for name, values := range u.Query() {
		for _, v := range append(values, name) {
			if !rule.Storable(v) {
				return false
			}
		}
	}
	return rule.Storable(u.Path)
}

// route finds the handler of a request. What the map does not know is answered
// by a page of the site, not by the library's line of text.
func (s *Site) route(w http.ResponseWriter, r *http.Request) {
	h, pattern := s.mux.Handler(r)
	if pattern != "" {
		s.mux.ServeHTTP(w, r)
		return
	}
	said := &probe{header: http.Header{}}
	h.ServeHTTP(said, r)
	if said.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", said.header.Get("Allow"))
		s.fail(w, r, errMethod)
		return
	}
	s.fail(w, r, errNoPage)
}

// probe hears what the library would have answered.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) WriteHeader(status int)      { p.status = status }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
