// Package web is the site: what is common to all its pages. Security headers,
// the request's setting, the one place where errors become pages, and the map
// of routes (routes.go). The pages themselves are the areas' (one folder an
// area), the look is package ui, what handlers answer with is package page.
package web

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"thao/internal/web/assets"
	"thao/internal/web/page"
)

// Handler answers a request, or says why it cannot; the site says it to the
// person.
type Handler = page.Handler

// Config is what the site is made of.
type Config struct {
	Log   *slog.Logger
	Now   func() time.Time
	Org   string                            // the office's name, beside the brand
	Wrap  []func(http.Handler) http.Handler // around every page, outermost first: sessions
	Areas []page.Area                       // in the order of the site's map
	// SignIn answers a form that was sent after the session had ended: with a
	// page to sign in on that keeps what was written. nil: a plain refusal.
	SignIn page.Handler
	// Failed hears every error that is answered, before it is: to log refusals.
	Failed func(r *http.Request, err error)
}

// Site is the site as one http.Handler.
type Site struct {
	cfg     Config
	mux     *http.ServeMux
	guard   page.Guard
	listed  []string     // the patterns of mux
	handler http.Handler // pages, with everything that stands around them
	files   http.Handler // the built files: no session, no language
}

// New puts the site together. It fails when the binary carries no assets.
func New(cfg Config) (*Site, error) {
	if err := assets.Built(); err != nil {
		return nil, err
	}
	s := &Site{cfg: cfg, mux: http.NewServeMux()}
	s.routes()
	var h http.Handler = http.HandlerFunc(s.route)
	for i := len(cfg.Wrap) - 1; i >= 0; i-- {
		h = cfg.Wrap[i](h)
	}
	h = s.sameOrigin(h)
	h = compressed(h)
	h = s.contained(h)
	h = s.setting(h) // outside of contained: a panic too is said in the reader's language
	s.handler = s.numbered(slog.LevelInfo, h)
	s.files = s.numbered(slog.LevelDebug, assets.Handler())
	return s, nil
}

// Routes lists the patterns of the map in its order: "GET /dockets/{docket}".
func (s *Site) Routes() []string { return slices.Clone(s.listed) }

// ServeHTTP serves the files at once, and pages through everything that stands
// around them.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, assets.Prefix) {
		s.files.ServeHTTP(w, r)
		return
	}
	s.handler.ServeHTTP(w, r)
}
