package live

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	heartbeat = 20 * time.Second // below the minute after which proxies cut a silent line
	comeBack  = 2 * time.Second  // how long a browser waits before it reconnects
	writing   = 10 * time.Second // how long one event may take to be written
)

// Since is what a page that is being made adds to the address it will listen at:
// what happens from now until it listens is told to it then. It is asked for
// before what the page shows is read.
func (h *Hub) Since() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return fmt.Sprintf("?since=%s-%d", h.epoch, h.last)
}

// Serve keeps the request open and writes the topics' events to it until the
// page goes away or the hub closes. Who may listen to a topic is the caller's
// to decide.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, topics ...string) error {
	since, known := h.since(cmp.Or(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("since")))
	s, missed, last, whole := h.sit(topics, since)
	defer h.stand(s)

	header := w.Header()
	header.Set("Content-Type", "text/event-stream")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no") // nginx would hold the events back
	w.WriteHeader(http.StatusOK)
	out := &stream{w: w, control: http.NewResponseController(w), epoch: h.epoch}
	out.write(fmt.Sprintf("retry: %d\n\n", comeBack.Milliseconds()))
	if !known || !whole {
		out.event(Event{ID: last, Name: "reset"})
	} else {
		for _, e := range missed {
			out.event(e)
		}
	}
	h.listen(r, s, out)
	return nil
}

func (h *Hub) listen(r *http.Request, s *seat, out *stream) {
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for out.err == nil {
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			out.write(": still here\n\n")
		case e, open := <-s.events:
			if !open {
				return
			}
			out.event(e)
		}
	}
}

// since reads the last event a page saw, or could have seen when it was made. A
// page that names none has missed nothing; one that knew the hub before a
// restart may have.
func (h *Hub) since(lastID string) (id uint64, known bool) {
	if lastID == "" {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.last, true
	}
	epoch, number, _ := strings.Cut(lastID, "-")
	id, err := strconv.ParseUint(number, 10, 64)
	return id, err == nil && epoch == h.epoch
}

// stream writes the text/event-stream format (HTML, 9.2.5).
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	epoch   string
	err     error // the first failure; the page has gone away
}

var oneLine = strings.NewReplacer("\r", " ", "\n", " ")

func (s *stream) event(e Event) {
	s.write(fmt.Sprintf("id: %s-%d\nevent: %s\ndata: %s\n\n", s.epoch, e.ID, oneLine.Replace(e.Name), oneLine.Replace(e.Data)))
}

func (s *stream) write(text string) {
	if s.err != nil {
		return
	}
	_ = s.control.SetWriteDeadline(time.Now().Add(writing)) // test recorders have none
	if _, s.err = s.w.Write([]byte(text)); s.err == nil {
		s.err = s.control.Flush()
	}
}
