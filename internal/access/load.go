package access

import (
	"thao/internal/db"
	"thao/internal/id"
)

// Load reads what an account may be asked for by the rules. The zero Actor
// where there is no such account or it is disabled.
func Load(q db.Q, account id.ID) (*Actor, error) {
	a, found, err := db.One(q, func(r db.Row, a *Actor) error {
		return r.Scan(&a.Account, &a.Name, &a.Rev, &a.Lang, &a.Administrator)
	}, `SELECT id, name, rev, lang, administrator FROM account WHERE id = $1 AND state = 'active'`, account)
	if err != nil || !found {
		return &Actor{}, err
	}
	if err := a.loadDockets(q); err != nil {
		return nil, err
	}
	return &a, a.loadBodies(q)
}

func (a *Actor) loadDockets(q db.Q) error {
	type held struct {
		docket id.ID
		role   Role
	}
	roles, err := db.All(q, func(r db.Row, h *held) error { return r.Scan(&h.docket, &h.role) },
		`SELECT docket_id, role FROM docket_role WHERE account_id = $1 ORDER BY docket_id, role`, a.Account)
	a.Dockets = map[id.ID][]Role{}
	for _, h := range roles {
		a.Dockets[h.docket] = append(a.Dockets[h.docket], h.role)
	}
	return err
}

func (a *Actor) loadBodies(q db.Q) (err error) {
	a.Heads, err = db.Values[id.ID](q, `SELECT body_id FROM body_member WHERE account_id = $1 AND role = 'head' ORDER BY body_id`, a.Account)
	if err != nil {
		return err
	}
	a.Serves, err = db.Values[id.ID](q, `
WITH RECURSIVE up (id) AS (
  SELECT body_id FROM body_member WHERE account_id = $1
  UNION
  SELECT b.parent_id FROM body b JOIN up ON up.id = b.id WHERE b.parent_id IS NOT NULL
)
SELECT id FROM up ORDER BY id`, a.Account)
	if err != nil || len(a.Serves) == 0 {
		return err
	}
	a.Asked, err = db.Values[id.ID](q, `
WITH RECURSIVE up (id) AS (
  SELECT body_id FROM body_member WHERE account_id = $1
  UNION
  SELECT b.parent_id FROM body b JOIN up ON up.id = b.id WHERE b.parent_id IS NOT NULL
)
SELECT DISTINCT a.docket_id FROM round_body a
JOIN up ON up.id = a.body_id
JOIN round r ON r.docket_id = a.docket_id AND r.id = a.round_id
WHERE r.state <> 'preparing' ORDER BY a.docket_id`, a.Account)
	return err
}
