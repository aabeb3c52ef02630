package consultation

import (
	"context"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// Seat is somebody who has a group open on the desk.
type Seat struct {
	Account id.ID        `json:"account"`
	Name    string       `json:"name"`
	At      clock.Micros `json:"at"` // when they were last seen there
}

// seatKept is how long somebody counts as being there; the page says again that
// it is open well before.
const seatKept = 90 * time.Second

// Sit says that somebody has a group open, and returns who else has.
func (s *Service) Sit(ctx context.Context, who *access.Actor, docket, group id.ID) (others []Seat, err error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return nil, err
	}
	now := s.Clock()
	since := clock.Micros(int64(now) - seatKept.Microseconds())
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		there, err := db.Value[int64](tx, `SELECT COUNT(*) FROM comment_group WHERE docket_id = $1 AND id = $2`, docket, group)
		if err != nil {
			return err
		}
		if there == 0 {
			return fault.New(fault.NotFound)
		}
		if _, err := tx.Exec(`DELETE FROM group_seat WHERE docket_id = $1 AND account_id = $2 AND group_id <> $3`, docket, who.Account, group); err != nil {
			return err
		}
		if _, err := tx.Exec(`
INSERT INTO group_seat (docket_id, group_id, account_id, name, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (docket_id, group_id, account_id) DO UPDATE SET name = excluded.name, at = excluded.at`,
			docket, group, who.Account, who.Name, now); err != nil {
			return err
		}
		others, err = db.All(tx, func(r db.Row, v *Seat) error { return r.Scan(&v.Account, &v.Name, &v.At) }, `
SELECT account_id, name, at FROM group_seat WHERE docket_id = $1 AND group_id = $2 AND account_id <> $3 AND at >= $4 ORDER BY at, account_id`,
			docket, group, who.Account, since)
		return err
	})
	return others, err
}
