package page

import (
	"crypto/sha256"
	"net/http"
	"strings"
	"sync"
	"time"

	"thao/internal/account"
)

// patience is how long the same form counts as the same click: as long as the
// browser's own guard waits (assets/ts/once.ts).
const patience = 10 * time.Second

// Once carries out a form once where it is sent twice in a row, by two clicks
// where no script runs or by a connection that tried again: who sent it is led
// on as the first time. A form that was refused is carried out anew.
func Once(h Handler) Handler {
	g := &guard{last: map[string]*sending{}}
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := Read(r); err != nil {
			return h(w, r) // it says so
		}
		key := string(account.ActorFrom(r.Context()).Account) + " " + r.URL.Path
		mine, before := g.begin(key, sha256.Sum256([]byte(r.URL.RawQuery+"\n"+r.PostForm.Encode())))
		if before != nil {
			select {
			case <-before.done:
			case <-r.Context().Done():
				return r.Context().Err()
			}
			if before.status != 0 {
				before.repeat(w)
				return nil
			}
			return h(w, r)
		}
		heard := &hearing{ResponseWriter: w}
		defer g.end(key, mine)
		err := h(heard, r)
		if err == nil && (heard.status == http.StatusSeeOther || w.Header().Get("HX-Redirect") != "") {
			mine.keep(heard.status, w.Header())
		}
		return err
	}
}

// guard knows the last form of each person and page.
type guard struct {
	mu   sync.Mutex
	last map[string]*sending
}

// sending is a form that was sent, and where it led once it is done.
type sending struct {
	sum    [sha256.Size]byte
	done   chan struct{}
	status int // 0: it was refused
	header http.Header
}

// begin notes a form; before is the same one, where it was the last.
func (g *guard) begin(key string, sum [sha256.Size]byte) (mine, before *sending) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if s := g.last[key]; s != nil && s.sum == sum {
		return nil, s
	}
	s := &sending{sum: sum, done: make(chan struct{})}
	g.last[key] = s
	return s, nil
}

// end lets those who wait go on, and forgets a form: one that was refused at
// once.
func (g *guard) end(key string, s *sending) {
	forget := func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.last[key] == s {
			delete(g.last, key)
		}
	}
	if s.status == 0 {
		forget()
	} else {
		time.AfterFunc(patience, forget)
	}
	close(s.done)
}

// keep remembers where a form led, and the sentence that is said there.
func (s *sending) keep(status int, h http.Header) {
	s.status, s.header = status, http.Header{}
	for _, name := range []string{"Location", "Hx-Redirect"} {
		if v := h.Get(name); v != "" {
			s.header.Set(name, v)
		}
	}
	for _, c := range h.Values("Set-Cookie") {
		if strings.HasPrefix(c, saidCookie+"=") {
			s.header.Add("Set-Cookie", c)
		}
	}
}

func (s *sending) repeat(w http.ResponseWriter) {
	for name, values := range s.header {
		for _, v := range values {
			w.Header().Add(name, v)
		}
	}
	w.WriteHeader(s.status)
}

// hearing hears the status of an answer.
type hearing struct {
	http.ResponseWriter
	status int
}

func (h *hearing) WriteHeader(status int) {
	h.status = status
	h.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController through.
func (h *hearing) Unwrap() http.ResponseWriter { return h.ResponseWriter }
