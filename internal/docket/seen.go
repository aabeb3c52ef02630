package docket

import (
	"context"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/ledger"
)

// Seen is when somebody looked at a docket before they came to look now; 0 for
// never.
func (s *Service) Seen(ctx context.Context, who *access.Actor, docket id.ID) (clock.Micros, error) {
	if err := who.Check(access.DocketRead, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return 0, err
	}
	return db.Value[clock.Micros](s.DB.Reader(ctx), `SELECT since FROM docket_seen WHERE docket_id = $1 AND account_id = $2`, docket, who.Account)
}

// sitting is how long a look lasts: who comes back within it still sees what
// was new to them.
const sitting = 30 * 60 * 1_000_000

// Look notes that somebody looks at a docket. It is not a change: nothing of
// it goes into the log.
func (s *Service) Look(ctx context.Context, who *access.Actor, docket id.ID) error {
	if err := who.Check(access.DocketRead, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`
INSERT INTO docket_seen (docket_id, account_id, at, since) VALUES ($1, $2, $3, 0)
ON CONFLICT (docket_id, account_id) DO UPDATE SET at = excluded.at,
  since = CASE WHEN docket_seen.at < excluded.at - $4 THEN docket_seen.at ELSE docket_seen.since END`,
			docket, who.Account, s.Clock(), int64(sitting))
		return err
	})
}

// Changes lists up to limit entries of a docket's log after a moment, made by
// others than who looks, the newest first.
func (s *Service) Changes(ctx context.Context, who *access.Actor, docket id.ID, since clock.Micros, limit int) ([]ledger.Entry, error) {
	if err := who.Check(access.DocketLog, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return nil, err
	}
	q, out := s.DB.Reader(ctx), []ledger.Entry{}
	for before := int64(0); ; {
		entries, err := ledger.Newest(q, docket, before, stretch)
		if err != nil {
			return nil, err
		}
		recent := false
		for _, e := range entries {
			before = e.Seq
			if e.At <= since {
				continue
			}
			recent = true
			if e.Account != who.Account {
				out = append(out, e)
			}
			if len(out) == limit {
				return out, nil
			}
		}
		// Entries may be a moment out of order, but never by a whole stretch.
		if !recent || len(entries) < stretch {
			return out, nil
		}
	}
}

// stretch is how many entries of a log are read at a time.
const stretch = 200
