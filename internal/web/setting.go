package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

const (
	langCookie  = "lang"
	themeCookie = "theme"
	aYear       = 365 * 24 * time.Hour
)

// setting gives every request its language and theme. Who is signed in is added by Config.Wrap.
func (s *Site) setting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		set := ui.Setting{Lang: locale.Vietnamese, Path: s.pageOf(r), Org: s.cfg.Org}
		if c, err := r.Cookie(langCookie); err == nil {
			set.Lang, _ = locale.ParseLang(c.Value)
		}
		if c, err := r.Cookie(themeCookie); err == nil {
			set.Theme = c.Value
		}
		if s.cfg.Now != nil {
			set.Now = locale.Stamp(set.Lang, s.cfg.Now())
		}
		w.Header().Set("Content-Language", string(set.Lang))
		ctx := context.WithValue(ui.With(r.Context(), set), reachedKey{}, &reached{})
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// pageOf is the address at which what a request shows, or the nearest page above
// it, can be opened again: where only forms are taken, there is no page.
func (s *Site) pageOf(r *http.Request) string {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return r.URL.RequestURI()
	}
	at := *r.URL
	for path := at.EscapedPath(); path != ""; path = path[:strings.LastIndexByte(path, '/')] {
		if s.opens(r, path) {
			return address(path, at.RawQuery)
		}
		at.RawQuery = "" // it is the form's, not the page's above
	}
	return "/"
}

func address(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

// opens reports whether the map has a page at a path.
func (s *Site) opens(r *http.Request, path string) bool {
	plain, err := url.PathUnescape(path)
	if err != nil {
		return false
	}
	_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, Host: r.Host, URL: &url.URL{Path: plain, RawPath: path}})
	return pattern != ""
}

// reached is the request as its handler has it. What stands around the pages
// sees another copy, without the form that was read; it finds it here.
type reached struct{ by *http.Request }

type reachedKey struct{}

// reachedBy is the copy of a request that a handler has; nil where it came to none.
func reachedBy(r *http.Request) *http.Request {
	if in, ok := r.Context().Value(reachedKey{}).(*reached); ok {
		return in.by
	}
	return nil
}

// chooseLang turns the site to a language and goes back to the page.
func (s *Site) chooseLang(w http.ResponseWriter, r *http.Request) error {
	lang, ok := locale.ParseLang(r.PathValue("lang"))
	if !ok {
		return fault.New(fault.NotFound)
	}
	remember(w, r, langCookie, string(lang))
	return page.Redirect(w, r, Local(r.FormValue("return")))
}

// chooseTheme turns the site light or dark, or leaves it to the device.
func (s *Site) chooseTheme(w http.ResponseWriter, r *http.Request) error {
	switch theme := r.PathValue("theme"); theme {
	case "light", "dark", "system":
		remember(w, r, themeCookie, theme)
	default:
		return fault.New(fault.NotFound)
	}
	return page.Redirect(w, r, Local(r.FormValue("return")))
}

func remember(w http.ResponseWriter, r *http.Request, name, value string) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(aYear.Seconds()),
		HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode,
	})
}

// Local is an address within the site, fit to be led to; any other becomes "/".
// Browsers read "//host" and "/\host" as another site.
func Local(href string) string {
	if !strings.HasPrefix(href, "/") || strings.HasPrefix(href, "//") || strings.ContainsAny(href, "\\\r\n\t") {
		return "/"
	}
	return href
}
