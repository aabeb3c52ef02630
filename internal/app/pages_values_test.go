package app_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// nasty are values nobody's page sends: as they stand in an address.
var nasty = []string{
	"", "-1", "1e9", "99999999999999999999", "-9223372036854775808", "%00", "a%00b", "%ff%fe", "%zz", "%ED%A0%80",
	"%E2%80%AE%E2%80%8B", "a%CC%81%CC%81%CC%81", "%22%3E%3Cb%20id%3Dmarker%3E", "%27%20OR%20%271%27=%271", "%25_%5C", "..%2F..%2Fetc", "*)(",
	"%0D%0AX-Evil:%201", "//evil.example", "%5C%5Cevil.example", "/%5Cevil.example", "/%09/evil.example", "https://evil.example/", "javascript:alert(7)",
	"01jdexample000000000000000", "9223372036854775808.01jdexample000000000000000", "2026-02-30", strings.Repeat("%E1%BA%A1", 3000), strings.Repeat("a%20", 8000),
}

// alone are those that are sent in one field at a time: where all have the same,
// the first that is refused hides the others.
var alone = []string{"01jdexample000000000000000"}

var reading = regexp.MustCompile(`(?:FormValue|Query\(\)\.Get|\bq\.Get|query\(r, |\bf\.Get|\bf\.Raw)\(?"([a-z-]+)"`)

// fields are the names the pages read from an address, and from forms.
func fields(t testing.TB) (out []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root(), "internal", "web", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range reading.FindAllStringSubmatch(string(data), -1) {
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Whatever stands behind the ? of an address, its page says something, and
// nothing of it is taken for more than words.
func TestPagesTakeAnyAddress(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { staffed(t).takeAnyAddress() })
	t.Run("postgres", func(t *testing.T) { onPostgres(t).takeAnyAddress() })
}

func (o *office) takeAnyAddress() {
	names := fields(o.t)
	for _, name := range []string{"q", "after", "after-id", "return", "from", "at", "show", "old", "new", "before"} {
		if !slices.Contains(names, name) {
			o.t.Errorf("the pages are not seen to read %q", name)
		}
	}
	sent := map[string]bool{}
	for _, r := range pageRights {
		method, pattern, _ := strings.Cut(r.route, " ")
		if method != http.MethodGet || sent[r.route] || strings.HasSuffix(r.route, "/events") {
			continue
		}
		sent[r.route] = true
		path := o.filled(strings.ReplaceAll(pattern, "{$}", ""), o.places(r))
		sign := r.reader()
		for _, v := range nasty {
			var all []string
			for _, name := range names {
				all = append(all, name+"="+v)
			}
			all = append(all, all[:3]...) // some of them twice
			o.takes(sign, path+"?"+strings.Join(all, "&"), v)
		}
		for _, name := range names {
			for _, v := range alone {
				o.takes(sign, path+"?"+name+"="+v, v)
			}
		}
	}
}

// reader is the first who is shown the page.
func (r right) reader() rune {
	for _, sign := range kinds {
		if r.wanted(sign) == "200" {
			return sign
		}
	}
	return 'L'
}

// Whatever stands in place of an id in the path is a page that is not there.
func TestPagesTakeAnyPath(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { staffed(t).takeAnyPath() })
	t.Run("postgres", func(t *testing.T) { onPostgres(t).takeAnyPath() })
}

func (o *office) takeAnyPath() {
	for _, r := range pageRights {
		method, pattern, _ := strings.Cut(r.route, " ")
		for _, in := range named.FindAllStringSubmatch(pattern, -1) {
			for _, v := range nasty {
				if v == "" || strings.Contains(v, "/") || strings.ContainsAny(v, " ") {
					continue
				}
				if _, err := url.PathUnescape(v); err != nil {
					continue // no request that net/http would pass on
				}
				at := o.places(r)
				at[in[1]] = v
				path := o.filled(strings.ReplaceAll(pattern, "{$}", ""), at)
				if method == http.MethodGet {
					o.takes('L', path, v)
					continue
				}
				before := o.standing()
				got := o.ask('L', method, path, url.Values{"rev": {"1"}})
				if got.Code >= 500 {
					o.t.Errorf("%s %.120s: %d", method, path, got.Code)
				}
				if o.standing() != before && got.Code >= 400 {
					o.t.Errorf("%s %.120s: %d, and something was changed", method, path, got.Code)
				}
			}
		}
	}
}

// takes asks for an address and looks at the answer.
func (o *office) takes(sign rune, path, v string) {
	o.t.Helper()
	r := o.raw(sign, path)
	body, to := r.Body.String(), r.Header().Get("Location")
	short := func() string { return path[:min(len(path), 160)] }
	switch {
	case r.Code >= 500:
		o.t.Errorf("%c %s (%.40s): %d %s", sign, short(), v, r.Code, said(body))
	case strings.Contains(body, "<b id=marker>"):
		o.t.Errorf("%s: what was sent became a part of the page", short())
	case strings.Contains(body, `href="javascript:`), strings.Contains(body, `href="//evil`), strings.Contains(body, `href="https://evil`), strings.Contains(body, `href="/\`):
		o.t.Errorf("%s: the page leads away", short())
	case r.Header().Get("X-Evil") != "" || strings.ContainsAny(to, "\r\n"):
		o.t.Errorf("%s: what was sent became a header", short())
	}
	if to == "" {
		return
	}
	if at, err := url.Parse(to); err != nil || at.Host != "" || at.Scheme != "" || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) {
		o.t.Errorf("%s leads to %q", short(), to)
	}
}
