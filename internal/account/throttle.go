package account

import (
	"context"
	"time"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
)

// Tries that cost nothing, and how the wait grows after them: 5 s, 10 s, … up
// to a quarter of an hour. Many people share one address, so it has more.
const (
	freeForEmail   = 5
	freeForAddress = 50
	firstWait      = 5 * time.Second
	longestPause   = 15 * time.Minute
	forgotten      = 24 * time.Hour // after the last try
)

type subject struct {
	key  string // hash: the table does not tell who tried
	free int64
}

func subjects(email, address string) []subject {
	return []subject{
		{hashOf("email " + email), freeForEmail},
		{hashOf("address " + address), freeForAddress},
	}
}

type attempt struct {
	failed int64
	until  clock.Micros
}

// pause is how long to wait after so many failures.
func pause(failed, free int64) time.Duration {
	if failed <= free {
		return 0
	}
	return min(firstWait<<min(failed-free-1, 20), longestPause)
}

// begin counts a try as failed before it is made, so that a thousand made at
// once count as a thousand; succeed takes it back. Throttled where it is too
// early.
func (s *Service) begin(ctx context.Context, email, address string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		now := s.Clock()
		for _, sub := range subjects(email, address) {
			if err := tx.Lock("attempt " + sub.key); err != nil {
				return err
			}
			a, _, err := db.One(tx, func(r db.Row, a *attempt) error { return r.Scan(&a.failed, &a.until) },
				`SELECT failed, until FROM attempt WHERE subject = $1`, sub.key)
			if err != nil {
				return err
			}
			if left := a.until - now; left > 0 {
				return fault.New(fault.Throttled, "seconds", int((time.Duration(left)*time.Microsecond+time.Second-1)/time.Second))
			}
			if a.until.Add(forgotten) < now {
				a.failed = 0
			}
			a.failed++
			if _, err := tx.Exec(`
INSERT INTO attempt (subject, failed, until) VALUES ($1, $2, $3)
ON CONFLICT (subject) DO UPDATE SET failed = excluded.failed, until = excluded.until`,
				sub.key, a.failed, now.Add(pause(a.failed, sub.free))); err != nil {
				return err
			}
		}
		return nil
	})
}

// succeed forgets the failures of an e-mail, and takes one back from the
// address: it may be trying others.
func succeed(tx *db.Tx, email, address string) error {
	both := subjects(email, address)
	if _, err := tx.Exec(`DELETE FROM attempt WHERE subject = $1`, both[0].key); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE attempt SET failed = failed - 1 WHERE subject = $1 AND failed > 0`, both[1].key)
	return err
}

// Sweep takes away what has lost its meaning: sessions that ended, tries that
// are forgotten, links that can no longer be used.
func (s *Service) Sweep(ctx context.Context) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		now := s.Clock()
		if _, err := tx.Exec(`DELETE FROM session WHERE expiry < $1`, now); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM attempt WHERE until < $1`, now.Add(-forgotten)); err != nil {
			return err
		}
		_, err := tx.Exec(`DELETE FROM invitation WHERE expires < $1`, now.Add(-30*24*time.Hour))
		return err
	})
}
