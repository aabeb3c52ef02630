package access

import (
	"strings"

	"thao/internal/db"
	"thao/internal/id"
)

// The bodies an account serves: those it is a member of and those above them.
const servesSQL = `
WITH RECURSIVE up (id) AS (
  SELECT body_id FROM body_member WHERE account_id = {account}
  UNION
  SELECT b.parent_id FROM body b JOIN up ON up.id = b.id WHERE b.parent_id IS NOT NULL
)
SELECT id FROM up`

// The dockets in which one of those is asked, once a round was opened.
const askedSQL = `
WITH RECURSIVE up (id) AS (
  SELECT body_id FROM body_member WHERE account_id = {account}
  UNION
  SELECT b.parent_id FROM body b JOIN up ON up.id = b.id WHERE b.parent_id IS NOT NULL
)
SELECT a.docket_id FROM round_body a
JOIN up ON up.id = a.body_id
JOIN round r ON r.docket_id = a.docket_id AND r.id = a.round_id
WHERE r.state <> 'preparing'`

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
	if err := a.loadBodies(q); err != nil {
		return nil, err
	}
	seen := a.entity()
	a.seen, a.decided = &seen, &decisions{}
	return &a, nil
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

func (a *Actor) loadBodies(q db.Q) error {
	type member struct {
		body id.ID
		role BodyRole
	}
	in, err := db.All(q, func(r db.Row, m *member) error { return r.Scan(&m.body, &m.role) },
		`SELECT body_id, role FROM body_member WHERE account_id = $1 ORDER BY body_id`, a.Account)
	if err != nil || len(in) == 0 {
		return err
	}
	for _, m := range in {
		a.Member = append(a.Member, m.body)
		if m.role == Head {
			a.Heads = append(a.Heads, m.body)
		}
	}
	if a.Serves, err = db.Values[id.ID](q, first(servesSQL)+` ORDER BY id`, a.Account); err != nil {
		return err
	}
	a.Asked, err = db.Values[id.ID](q, strings.Replace(first(askedSQL), "SELECT a.docket_id", "SELECT DISTINCT a.docket_id", 1)+` ORDER BY a.docket_id`, a.Account)
	return err
}

// first names the actor as a statement's first value.
func first(query string) string { return strings.ReplaceAll(query, "{account}", "$1") }
