package assets

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

const manifest = `{"files": {"app.js": {"name": "app-X1.js", "etag": "e1", "size": 5, "brotli": true, "gzip": true}, "f.woff2": {"name": "f-Y2.woff2", "etag": "e2", "size": 4}}, "icons": ["bell"]}`

func made(t *testing.T) *Set {
	t.Helper()
	s, err := Open(fstest.MapFS{
		ManifestName: {Data: []byte(manifest)}, "app-X1.js": {Data: []byte("plain")},
		"app-X1.js.br": {Data: []byte("br")}, "app-X1.js.gz": {Data: []byte("gz")}, "f-Y2.woff2": {Data: []byte("font")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(s *Set, method, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestTheSmallestFormIsServed(t *testing.T) {
	s := made(t)
	tests := []struct{ accept, coding, body string }{
		{"gzip, deflate, br, zstd", "br", "br"},
		{"gzip", "gzip", "gz"},
		{"br;q=0, gzip;q=0.5", "gzip", "gz"},
		{"", "", "plain"},
		{"gzip;q=0", "", "plain"},
	}
	for _, tt := range tests {
		w := get(s, "GET", s.URL("app.js"), "Accept-Encoding", tt.accept)
		if w.Code != 200 || w.Header().Get("Content-Encoding") != tt.coding || w.Body.String() != tt.body {
			t.Errorf("%q: %d %q %q", tt.accept, w.Code, w.Header().Get("Content-Encoding"), w.Body.String())
		}
		if w.Header().Get("Vary") != "Accept-Encoding" || w.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
			t.Errorf("%q: headers %v", tt.accept, w.Header())
		}
	}
}

func TestFilesAreKeptForEver(t *testing.T) {
	s := made(t)
	w := get(s, "GET", "/assets/f-Y2.woff2")
	if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control %q", got)
	}
	etag := w.Header().Get("ETag")
	if w := get(s, "GET", "/assets/f-Y2.woff2", "If-None-Match", etag); w.Code != http.StatusNotModified {
		t.Errorf("with its own ETag: %d", w.Code)
	}
	if w := get(s, "GET", s.URL("app.js"), "Accept-Encoding", "br"); w.Header().Get("ETag") == get(s, "GET", s.URL("app.js")).Header().Get("ETag") {
		t.Error("two forms of a file share an ETag")
	}
}

func TestOnlyWhatWasBuiltIsServed(t *testing.T) {
	s := made(t)
	for _, path := range []string{"/assets/", "/assets/manifest.json", "/assets/../assets.go", "/assets/app-X1.js.br", "/assets/app.js", "/other"} {
		if w := get(s, "GET", path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := get(s, "POST", s.URL("app.js")); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestNoBuildIsSaid(t *testing.T) {
	s, err := Open(fstest.MapFS{".gitkeep": {}})
	if !errors.Is(err, ErrNotBuilt) {
		t.Errorf("error %v", err)
	}
	if got := s.URL("app.js"); got != "/assets/app.js" {
		t.Errorf("URL %s", got)
	}
	if _, err := Open(fstest.MapFS{ManifestName: {Data: []byte("{")}}); err == nil || errors.Is(err, ErrNotBuilt) {
		t.Errorf("a broken manifest: %v", err)
	}
}

// The lock names no registry, so that any mirror serves.
func TestTheLockNamesNoRegistry(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if found := regexp.MustCompile(`"resolved"|https?://[^"]*\.tgz`).Find(lock); found != nil {
		t.Errorf("package-lock.json names %s", found)
	}
}
