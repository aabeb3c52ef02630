// Package live tells open pages what has changed, by server-sent events. A page
// listens to topics ("round/018f…"); whoever changes something publishes to
// them after the change is stored. An event says that something changed, not
// what: the page then asks for its part anew, under its own permissions.
package live

import (
	"crypto/rand"
	"slices"
	"sync"
)

const (
	remembered = 256 // events kept for those who reconnect
	waiting    = 64  // events a slow reader may be behind before it is let go
)

// Event is one thing that happened.
type Event struct {
	ID    uint64 // ascending within one hub
	Topic string
	Name  string // what a page listens for: "answer"
	Data  string // an id or two; never anything secret
}

// Hub passes events from those who change things to those who look at them.
type Hub struct {
	epoch string // tells this hub's ids from those of the one before a restart

	mu     sync.Mutex
	last   uint64
	kept   []Event // the newest events, oldest first, at most remembered
	seats  map[*seat]struct{}
	closed bool
}

// seat is one listener. Its channel is closed when it is let go.
type seat struct {
	topics []string
	events chan Event
}

// NewHub makes a hub.
func NewHub() *Hub {
	return &Hub{epoch: rand.Text()[:8], seats: map[*seat]struct{}{}}
}

// Publish tells everyone who listens to the topic. It never waits.
func (h *Hub) Publish(topic, name, data string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	h.last++
	e := Event{ID: h.last, Topic: topic, Name: name, Data: data}
	if len(h.kept) == remembered {
		h.kept = slices.Delete(h.kept, 0, 1)
	}
	h.kept = append(h.kept, e)
	for s := range h.seats {
		if !slices.Contains(s.topics, topic) {
			continue
		}
		select {
		case s.events <- e:
		default: // too slow: it reconnects and is told what it missed
			h.leave(s)
		}
	}
}

// Listeners is how many pages listen now.
func (h *Hub) Listeners() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.seats)
}

// Close lets every listener go; later events and listeners are turned away.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for s := range h.seats {
		h.leave(s)
	}
}

// sit begins to listen. missed are the events since the given one up to last;
// whole is false when they are no longer all known, and the page must be read
// anew.
func (h *Hub) sit(topics []string, since uint64) (s *seat, missed []Event, last uint64, whole bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s = &seat{topics: topics, events: make(chan Event, waiting)}
	if h.closed {
		close(s.events)
		return s, nil, h.last, true
	}
	h.seats[s] = struct{}{}
	whole = since <= h.last && (len(h.kept) == 0 || since+1 >= h.kept[0].ID)
	for _, e := range h.kept {
		if e.ID > since && slices.Contains(topics, e.Topic) {
			missed = append(missed, e)
		}
	}
	return s, missed, h.last, whole
}

// stand ends listening.
func (h *Hub) stand(s *seat) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.leave(s)
}

// leave removes a seat; mu is held.
func (h *Hub) leave(s *seat) {
	if _, there := h.seats[s]; there {
		delete(h.seats, s)
		close(s.events)
	}
}
