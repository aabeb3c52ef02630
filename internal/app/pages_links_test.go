package app_test

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

// mostOfRoute bounds how many pages of one route somebody walks to.
const mostOfRoute = 3

var (
	link = regexp.MustCompile(`<a [^>]*?href="([^"]*)"|hx-get="([^"]*)"`)
	post = regexp.MustCompile(`<form [^>]*?method="post"[^>]*?action="([^"]*)"|hx-post="([^"]*)"|formaction="([^"]*)"`)
)

// found are the addresses a pattern finds in a page, without what comes after #.
func found(in *regexp.Regexp, body string) (out []string) {
	for _, m := range in.FindAllStringSubmatch(body, -1) {
		at, _, _ := strings.Cut(html.UnescapeString(strings.Join(m[1:], "")), "#")
		if strings.HasPrefix(at, "/") && !strings.HasPrefix(at, "/assets/") {
			out = append(out, at)
		}
	}
	return out
}

// routing finds the route of an address.
type routing map[string]*regexp.Regexp

func routed(routes []string) routing {
	out := routing{}
	for _, r := range routes {
		_, pattern, _ := strings.Cut(r, " ")
		fixed := named.Split(strings.ReplaceAll(pattern, "{$}", ""), -1)
		for i := range fixed {
			fixed[i] = regexp.QuoteMeta(fixed[i])
		}
		out[r] = regexp.MustCompile("^" + strings.Join(fixed, "[^/]+") + "$")
	}
	return out
}

// of is the route of an address; of several, the one that names most of it.
func (r routing) of(method, at string) string {
	path, _, _ := strings.Cut(at, "?")
	best := ""
	for route, matches := range r {
		if strings.HasPrefix(route, method+" ") && matches.MatchString(path) && (best == "" || strings.Count(route, "{") < strings.Count(best, "{")) {
			best = route
		}
	}
	return best
}

// Whatever a page links to, its reader may open; whatever it has a form for,
// they may send. Each kind of person walks from their first page on.
func TestPagesLeadOnlyWhereOneMayGo(t *testing.T) {
	o := staffed(t)
	site, err := o.app.Site()
	o.must(err)
	routes := routed(site.Routes())
	for _, sign := range strings.TrimSuffix(kinds, "-") {
		w := walk{office: o, routes: routes, sign: sign, seen: map[string]bool{}, times: map[string]int{}}
		w.from("/", "")
		for _, start := range []string{"/search?q=cán bộ", docketAt + "/rounds/{closed}", docketAt + "/rounds/{preparing}"} {
			at := o.filled(start, o.at)
			if strings.HasPrefix(at, "/search") || strings.ContainsRune("LSDRO", sign) {
				w.from(at, "")
			}
		}
		if len(w.seen) < 10 {
			t.Errorf("%c came to %d pages only", sign, len(w.seen))
		}
	}
}

// walk is the way of one person through the pages.
type walk struct {
	*office
	routes routing
	sign   rune
	seen   map[string]bool
	times  map[string]int
}

func (w *walk) from(at, page string) {
	at = strings.ReplaceAll(at, " ", "%20")
	route := w.routes.of("GET", at)
	if w.seen[at] || w.times[route] >= mostOfRoute || strings.HasPrefix(at, "/lang/") || strings.HasPrefix(at, "/theme/") || strings.HasSuffix(route, "/events") || strings.Contains(at, "as=pdf") { // LibreOffice takes long
		return
	}
	w.seen[at] = true
	w.times[route]++
	r := w.ask(w.sign, "GET", at, nil)
	switch {
	case route == "" && r.Code != 200:
		w.t.Errorf("%c is led from %s to %s, which is no page", w.sign, page, at)
	case r.Code == 303:
		w.from(r.Header().Get("Location"), at)
		return
	case r.Code >= 400:
		w.t.Errorf("%c is led from %s to %s: %d", w.sign, page, at, r.Code)
		return
	}
	if !strings.HasPrefix(r.Header().Get("Content-Type"), "text/html") {
		return
	}
	body := r.Body.String()
	for _, to := range found(post, body) {
		w.sends(to, at)
	}
	for _, to := range found(link, body) {
		w.from(to, at)
	}
}

// sends tells of a form that its reader may not send.
func (w *walk) sends(to, page string) {
	route := w.routes.of("POST", to)
	if w.seen["POST "+route] {
		return
	}
	w.seen["POST "+route] = true
	as := w.sign
	switch { // the table tells of one docket and one body: of their own, these are what others are there
	case as == 'N' && strings.Contains(to, w.theirs):
		as = 'L'
	case strings.ContainsRune("BK", as) && strings.HasPrefix(page, "/admin/bodies/"):
		as = 'H'
	}
	listed := false
	for _, r := range pageRights {
		if r.route != route {
			continue
		}
		if wanted := r.wanted(as); wanted != "403" && wanted != "404" && wanted != "409" {
			return
		}
		listed = true
	}
	w.t.Errorf("%c has a form on %s for %s, which they may not send (it is a page: %v)", w.sign, page, to, listed)
}
