package page

import (
	"bytes"
	"crypto/sha256"
	"net/http"
	"strings"
	"sync"
	"time"

	"thao/internal/account"
	"thao/internal/id"
)

// patience is how long the same form counts as the same click: as long as the
// browser's own guard waits (assets/ts/once.ts).
const patience = 10 * time.Second

// mostHeld bounds a page that is shown once more, in bytes: one with a secret on
// it, which is told once, is a tenth of it at most.
const mostHeld = 1 << 20

// Guard carries out a form once where it is sent twice in a row, by two clicks
// where no script runs or by a connection that tried again. Who sent it is
// answered as the first time: led on, or shown the very page with the secret that
// was made. In a row is without anything else being carried out for them in
// between: what was undone may be done again at once.
//
// A form that was refused is carried out anew. Answers are kept in memory alone,
// and no longer than patience.
type Guard struct {
	mu   sync.Mutex
	last map[id.ID]map[string]*sending // by account and address
}

// Once guards a handler. A form with files goes through it as it is: whether a
// file is there already is known where it is kept.
func (g *Guard) Once(h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		who := account.ActorFrom(r.Context()).Account
		if _, err := Read(r); err != nil || who == "" || strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
			return h(w, r) // it says so
		}
		for {
			mine, before := g.begin(who, r.URL.Path, sumOf(r))
			if before == nil {
				defer g.end(who, r.URL.Path, mine)
				return mine.carryOut(h, w, r)
			}
			select {
			case <-before.done:
			case <-r.Context().Done():
				return r.Context().Err()
			}
			if before.status != 0 {
				before.repeat(w)
				return nil
			} // it was refused: those who waited go one by one
		}
	}
}

// sumOf tells one form from another, and one for a part of a page from one for
// the whole.
func sumOf(r *http.Request) [sha256.Size]byte {
	part := ""
	if Wanted(r) {
		part = "part"
	}
	return sha256.Sum256([]byte(part + "\n" + r.URL.RawQuery + "\n" + r.PostForm.Encode()))
}

// sending is a form that was sent, and its answer once it is done.
type sending struct {
	sum    [sha256.Size]byte
	done   chan struct{}
	status int // 0: it was refused
	header http.Header
	body   []byte
}

// begin notes a form; before is the same one, where nothing was done since.
func (g *Guard) begin(who id.ID, path string, sum [sha256.Size]byte) (mine, before *sending) {
	g.mu.Lock()
	defer g.mu.Unlock()
	forms := g.last[who]
	if s := forms[path]; s != nil && s.sum == sum {
		return nil, s
	}
	if forms == nil {
		forms = map[string]*sending{}
	}
	for at, s := range forms {
		if s.over() {
			delete(forms, at)
		}
	}
	mine = &sending{sum: sum, done: make(chan struct{})}
	forms[path] = mine
	if g.last == nil {
		g.last = map[id.ID]map[string]*sending{}
	}
	g.last[who] = forms
	return mine, nil
}

func (s *sending) over() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// end lets those who wait go on, and forgets a form: one that was refused at
// once.
func (g *Guard) end(who id.ID, path string, s *sending) {
	forget := func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		forms := g.last[who]
		if forms[path] == s {
			delete(forms, path)
		}
		if len(forms) == 0 {
			delete(g.last, who)
		}
	}
	if s.status == 0 {
		forget()
	} else {
		time.AfterFunc(patience, forget)
	}
	close(s.done)
}

// carryOut answers a form, and remembers the answer unless it is a refusal.
func (s *sending) carryOut(h Handler, w http.ResponseWriter, r *http.Request) error {
	heard := &hearing{ResponseWriter: w}
	err := h(heard, r)
	if err != nil || heard.status == 0 || heard.status >= http.StatusBadRequest || heard.body.Len() > mostHeld {
		return err
	}
	s.status, s.body, s.header = heard.status, heard.body.Bytes(), http.Header{}
	for _, name := range []string{"Location", "Hx-Redirect", "Content-Type", "Cache-Control"} {
		if v := w.Header().Get(name); v != "" {
			s.header.Set(name, v)
		}
	}
	for _, c := range w.Header().Values("Set-Cookie") {
		if strings.HasPrefix(c, saidCookie+"=") { // the sentence that is said there
			s.header.Add("Set-Cookie", c)
		}
	}
	return nil
}

func (s *sending) repeat(w http.ResponseWriter) {
	for name, values := range s.header {
		for _, v := range values {
			w.Header().Add(name, v)
		}
	}
	w.WriteHeader(s.status)
	_, _ = w.Write(s.body) // the reader has gone away: nothing is left to do
}

// hearing hears an answer.
type hearing struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer // its beginning, past mostHeld where it is longer
}

func (h *hearing) WriteHeader(status int) {
	h.status = status
	h.ResponseWriter.WriteHeader(status)
}

func (h *hearing) Write(b []byte) (int, error) {
	if h.status == 0 {
		h.status = http.StatusOK
	}
	if h.body.Len() <= mostHeld {
		h.body.Write(b[:min(len(b), mostHeld+1)])
	}
	return h.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController through.
func (h *hearing) Unwrap() http.ResponseWriter { return h.ResponseWriter }
