package load

import (
	"net/http"
	"strings"
	"testing"

	"thao/internal/db/dbtest"
)

// PostgreSQL goes away under the running program and comes back: a clear page
// keeps what was typed, nothing acknowledged is lost, and the program goes on
// without being started anew.
func TestPostgresGoneAndBack(t *testing.T) {
	server := dbtest.NewServer(t)
	h := newHarsh(t, server.URL())
	s, err := Start(t.Context(), h.bin, h.dir, h.flags()...)
	if err != nil {
		t.Fatal(err)
	}
	stop := s.Kill
	defer func() { stop() }()
	people := h.browsers(t, s.URL)
	h.written(t, people)

	for range 2 {
		server.Kill(t)
		comes(t, "/readyz says that the database is gone", func() bool {
			return status(t, s.URL+"/readyz") == http.StatusServiceUnavailable
		})
		if code, body := h.comment(t, s.URL, 1, ""); code != http.StatusServiceUnavailable || !strings.Contains(body, `"unavailable"`) {
			t.Errorf("a program is told %d %s", code, body)
		}
		says := sentences{"vi": "Cơ sở dữ liệu hiện không trả lời", "en": "The database does not answer"}
		h.told(t, people, http.StatusServiceUnavailable, says)
		for lang, c := range people {
			if code, page, err := c.Get(t.Context(), "/"); err != nil || code != http.StatusServiceUnavailable || !strings.Contains(page, says[lang]) {
				t.Errorf("a page in %s while the database is gone: %d %v %.2000s", lang, code, err, page)
			}
		}
		if code := status(t, s.URL+"/healthz"); code != http.StatusOK {
			t.Errorf("/healthz while the database is gone: %d", code)
		}

		server.Start(t)
		comes(t, "/readyz says that all is well", func() bool { return status(t, s.URL+"/readyz") == http.StatusOK })
		comes(t, "it writes again", func() bool { code, _ := h.comment(t, s.URL, 2, ""); return code/100 == 2 })
		h.written(t, people) // still signed in
	}
	stop = func() {}
	if err := s.Stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	h.verify()
}
