package draft

import (
	"context"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// Awaited is a version that waits for somebody: to be confirmed, or for what
// two people wrote into one node to be settled.
type Awaited struct {
	Docket       id.ID
	Title        string       // of the docket
	Due          clock.Micros // of the docket; 0 for none
	Version      id.ID
	VersionTitle string
	By           string // who sent the version
	Clashes      int64  // of a working version
}

// Awaiting lists up to limit versions that wait for somebody: proposed ones
// for who may confirm them, clashes for who wrote into them.
func (s *Service) Awaiting(ctx context.Context, who *access.Actor, limit int) ([]Awaited, error) {
	may, args := who.Filter(access.VersionConfirm, access.Columns{Docket: "v.docket_id", Author: "v.created_by", State: "v.state"}, 2)
	q := s.DB.Reader(ctx)
	proposed, err := db.All(q, scanAwaited, `
SELECT v.docket_id, d.title, d.deadline, v.id, v.title, COALESCE(a.name, ''), 0
FROM version v JOIN docket d ON d.docket_id = v.docket_id LEFT JOIN account a ON a.id = v.created_by
WHERE v.state = 'proposed' AND `+may+` ORDER BY v.id LIMIT $1`, append([]any{limit}, args...)...)
	if err != nil {
		return nil, err
	}
	clashes, err := db.All(q, scanAwaited, `
SELECT v.docket_id, d.title, d.deadline, v.id, v.title, '', COUNT(*)
FROM node_clash c JOIN version v ON v.docket_id = c.docket_id AND v.id = c.version_id JOIN docket d ON d.docket_id = v.docket_id
WHERE c.state = 'open' AND v.state = 'working' AND c.account_id = $1
GROUP BY v.docket_id, d.title, d.deadline, v.id, v.title ORDER BY v.id LIMIT $2`, who.Account, limit)
	out := proposed
	for _, a := range clashes {
		if who.May(access.VersionEdit, access.Resource{Kind: access.Version, ID: a.Version, Docket: a.Docket, State: string(Working)}) {
			out = append(out, a)
		}
	}
	return out, err
}

func scanAwaited(r db.Row, a *Awaited) error {
	return r.Scan(&a.Docket, &a.Title, &a.Due, &a.Version, &a.VersionTitle, &a.By, &a.Clashes)
}
