// Package clock tells the time to everything that records it. Nothing above it
// asks the machine's clock, so a test can set the hour.
package clock

import (
	"sync"
	"time"
)

// Micros is a moment: microseconds since 1970-01-01 00:00 UTC. It is how every
// time stands in the database. 0 is no moment.
type Micros int64

// Of is the moment of a time.Time, cut to the microsecond.
func Of(t time.Time) Micros {
	if t.IsZero() {
		return 0
	}
	return Micros(t.UnixMicro())
}

// Time is the moment in UTC; the zero Time for no moment.
func (m Micros) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(m)).UTC()
}

// Add is the moment d later.
func (m Micros) Add(d time.Duration) Micros { return m + Micros(d.Microseconds()) }

// Clock tells the present moment.
type Clock func() Micros

// System is the machine's clock.
func System() Micros { return Of(time.Now()) }

// Manual is a clock that stands until it is moved. It is safe for use by
// several goroutines.
type Manual struct {
	mu  sync.Mutex
	now Micros
}

// At makes a clock that stands at a moment.
func At(t time.Time) *Manual { return &Manual{now: Of(t)} }

// Now is the Clock.
func (m *Manual) Now() Micros {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Advance moves the clock.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}
