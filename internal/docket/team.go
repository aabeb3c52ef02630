package docket

import (
	"context"
	"slices"
	"strings"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// Member is somebody who works on a docket.
type Member struct {
	Account id.ID         `json:"account"`
	Name    string        `json:"name"`
	Email   string        `json:"email,omitempty"` // told to the team alone
	Roles   []access.Role `json:"roles"`           // the widest first
}

// Team lists who works on a docket, those with the widest role first. Bodies
// that are asked see names and roles, no addresses.
func (s *Service) Team(ctx context.Context, who *access.Actor, docket id.ID) ([]Member, error) {
	if err := who.Check(access.DocketRead, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return nil, err
	}
	list, err := team(s.DB.Reader(ctx), docket)
	// The log is the team's, as the addresses are.
	if !who.May(access.DocketLog, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}) {
		for i := range list {
			list[i].Email = ""
		}
	}
	return list, err
}

// SetRoles makes somebody's roles on a docket those given; none takes them off
// the team. A docket keeps at least one lead (Invalid).
func (s *Service) SetRoles(ctx context.Context, who *access.Actor, docket, account id.ID, roles []access.Role) error {
	return s.setRolesOf(ctx, who, docket, account, nil, roles)
}

// SetRolesAsSeen is SetRoles by somebody who saw what the roles were. Stale where
// they are others by now: who was taken off the team is not brought back by a page
// that was open before.
func (s *Service) SetRolesAsSeen(ctx context.Context, who *access.Actor, docket, account id.ID, seen, roles []access.Role) error {
	return s.setRolesOf(ctx, who, docket, account, &seen, roles)
}

// setRolesOf is SetRoles in place of the roles that were seen; nil of any.
func (s *Service) setRolesOf(ctx context.Context, who *access.Actor, docket, account id.ID, seen *[]access.Role, roles []access.Role) error {
	if err := who.Check(access.DocketTeam, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return err
	}
	for _, r := range roles {
		if !slices.Contains(access.Roles(), r) {
			return fault.New(fault.Invalid, "field", "roles", "rule", "web.rule.choice")
		}
	}
	roles = inOrder(roles)
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		// Two leads who leave at once would each see the other stay.
		if err := tx.Lock("team of " + string(docket)); err != nil {
			return err
		}
		if _, err := read(tx, docket); err != nil {
			return err
		}
		name, err := memberName(tx, account, len(roles) > 0)
		if err != nil {
			return err
		}
		before, err := rolesOf(tx, docket, account)
		switch {
		case err != nil || slices.Equal(before, roles):
			return err
		case seen != nil && !slices.Equal(before, inOrder(*seen)):
			return fault.New(fault.Stale)
		}
		if err := setRoles(tx, docket, account, roles); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, "docket.team", docket, before, roles, "name", name, "roles", words(roles)))
	})
}

func setRoles(tx *db.Tx, docket, account id.ID, roles []access.Role) error {
	if _, err := tx.Exec(`DELETE FROM docket_role WHERE docket_id = $1 AND account_id = $2`, docket, account); err != nil {
		return err
	}
	for _, r := range roles {
		if err := insertRole(tx, docket, account, r); err != nil {
			return err
		}
	}
	leads, err := db.Value[int64](tx, `
SELECT COUNT(*) FROM docket_role r JOIN account a ON a.id = r.account_id
WHERE r.docket_id = $1 AND r.role = 'lead' AND a.state = 'active'`, docket)
	if err == nil && leads == 0 {
		err = fault.New(fault.Invalid, "field", "roles", "rule", "web.rule.one-lead")
	}
	return err
}

func insertRole(tx *db.Tx, docket, account id.ID, role access.Role) error {
	_, err := tx.Exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, $3)`, docket, account, role)
	return err
}

// inOrder sorts roles, the widest first, each once.
func inOrder(roles []access.Role) []access.Role {
	out := []access.Role{}
	for _, r := range access.Roles() {
		if slices.Contains(roles, r) {
			out = append(out, r)
		}
	}
	return out
}

func words(roles []access.Role) string {
	out := make([]string, len(roles))
	for i, r := range roles {
		out[i] = string(r)
	}
	return strings.Join(out, " ")
}

// memberName is the name of an account; active: of one that may be given work.
// Gone where there is none.
func memberName(q db.Q, account id.ID, active bool) (string, error) {
	name, err := db.Value[string](q, `SELECT name FROM account WHERE id = $1 AND ($2 = FALSE OR state = 'active')`, account, active)
	if err == nil && name == "" {
		err = fault.New(fault.Gone)
	}
	return name, err
}

func rolesOf(q db.Q, docket, account id.ID) ([]access.Role, error) {
	roles, err := db.Values[access.Role](q, `SELECT role FROM docket_role WHERE docket_id = $1 AND account_id = $2`, docket, account)
	return inOrder(roles), err
}

func team(q db.Q, docket id.ID) ([]Member, error) {
	type row struct {
		Member
		role access.Role
	}
	rows, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.Account, &v.Name, &v.Email, &v.role) }, `
SELECT r.account_id, a.name, a.email, r.role FROM docket_role r JOIN account a ON a.id = r.account_id
WHERE r.docket_id = $1 ORDER BY a.name, a.id`, docket)
	if err != nil {
		return nil, err
	}
	out := []Member{}
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Account != r.Account {
			out = append(out, r.Member)
		}
		m := &out[len(out)-1]
		m.Roles = append(m.Roles, r.role)
	}
	for i := range out {
		out[i].Roles = inOrder(out[i].Roles)
	}
	slices.SortStableFunc(out, func(a, b Member) int { return rank(a) - rank(b) })
	return out, nil
}

func rank(m Member) int { return slices.Index(access.Roles(), m.Roles[0]) }
