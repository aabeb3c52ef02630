package live

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// served starts a server whose page listens to round/1.
func served(t *testing.T, h *Hub) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = h.Serve(w, r, "round/1")
	}))
	t.Cleanup(s.Close)
	t.Cleanup(h.Close) // first: a server waits for its open requests
	return s
}

// open connects; lines gives the stream line by line.
func open(t *testing.T, s *httptest.Server, lastID string) *bufio.Scanner {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastID != "" {
		req.Header.Set("Last-Event-ID", lastID)
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("Content-Type %q", got)
	}
	lines := bufio.NewScanner(resp.Body)
	if got := until(t, lines, "retry:"); got != "retry: 2000" {
		t.Fatalf("first line %q", got)
	}
	return lines
}

// until reads to the line with the prefix.
func until(t *testing.T, lines *bufio.Scanner, prefix string) string {
	t.Helper()
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), prefix) {
			return lines.Text()
		}
	}
	t.Fatalf("the stream ended before %q: %v", prefix, lines.Err())
	return ""
}

func TestEventsReachThoseWhoListen(t *testing.T) {
	h := NewHub()
	lines := open(t, served(t, h), "")
	h.Publish("round/2", "answer", "not for this page")
	h.Publish("round/1", "answer", "g 45\nevent: forged")
	if got := until(t, lines, "data:"); got != "data: g 45 event: forged" {
		t.Errorf("got %q", got)
	}
}

func TestWhoComesBackIsToldWhatItMissed(t *testing.T) {
	h := NewHub()
	s := served(t, h)
	h.Publish("round/1", "answer", "one")
	h.Publish("round/1", "answer", "two")
	if got := until(t, open(t, s, h.epoch+"-1"), "data:"); got != "data: two" {
		t.Errorf("got %q", got)
	}
	restarted := open(t, s, "another-1")
	if got := until(t, restarted, "id:"); got != "id: "+h.epoch+"-2" {
		t.Errorf("after a restart the page goes on from %q", got)
	}
	if got := until(t, restarted, "event:"); got != "event: reset" {
		t.Errorf("after a restart: %q", got)
	}
	for i := range remembered + 1 {
		h.Publish("round/1", "answer", strconv.Itoa(i))
	}
	if got := until(t, open(t, s, h.epoch+"-1"), "event:"); got != "event: reset" {
		t.Errorf("too far behind: %q", got)
	}
}

// What happens between the making of a page and its listening is not lost.
func TestAPageHearsWhatHappenedSinceItWasMade(t *testing.T) {
	h := NewHub()
	s := served(t, h)
	h.Publish("round/1", "answer", "before")
	made := h.Since()
	h.Publish("round/1", "answer", "meanwhile")
	s.URL += made
	if got := until(t, open(t, s, ""), "data:"); got != "data: meanwhile" {
		t.Errorf("got %q", got)
	}
	if got := until(t, open(t, s, h.epoch+"-0"), "data:"); got != "data: before" {
		t.Errorf("who comes back goes by what it saw: %q", got)
	}
}

func TestASlowReaderIsLetGo(t *testing.T) {
	h := NewHub()
	seat, _, _, _ := h.sit([]string{"round/1"}, 0)
	for range waiting + 1 {
		h.Publish("round/1", "answer", "")
	}
	if n := h.Listeners(); n != 0 {
		t.Errorf("%d listeners left", n)
	}
	n := 0
	for range seat.events {
		n++
	}
	if n != waiting {
		t.Errorf("%d events were waiting", n)
	}
}

func TestCloseEndsEveryStream(t *testing.T) {
	h := NewHub()
	lines := open(t, served(t, h), "")
	h.Close()
	for lines.Scan() {
	}
	if err := lines.Err(); err != nil && err != io.EOF {
		t.Errorf("the stream did not end cleanly: %v", err)
	}
	h.Publish("round/1", "answer", "")
	if seat, _, _, _ := h.sit([]string{"round/1"}, 0); seat != nil {
		if _, open := <-seat.events; open {
			t.Error("a closed hub takes listeners")
		}
	}
}

func TestTheLineBeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub()
		ctx, cancel := context.WithCancel(context.Background())
		rec := httptest.NewRecorder()
		done := make(chan struct{})
		go func() {
			defer close(done)
			_ = h.Serve(rec, httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx), "round/1")
		}()
		time.Sleep(heartbeat + time.Second)
		cancel()
		<-done
		if got := strings.Count(rec.Body.String(), ": still here"); got != 1 {
			t.Errorf("%d beats in %s", got, heartbeat+time.Second)
		}
	})
}
