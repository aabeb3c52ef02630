package docket

import (
	"context"
	"strconv"
	"strings"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/viet"
)

// Query says which dockets to list.
type Query struct {
	Words string      // all of which the docket's symbol, title or summary holds, with or without diacritics
	State State       // "" for any
	Role  access.Role // this person's role on it; "" for any
	After id.ID       // continue after this docket; "" from the first
	Limit int
}

// Page is part of a list.
type Page struct {
	Dockets []Docket `json:"dockets"`
	Next    id.ID    `json:"next"` // the After of the next page; "" where this is the last
}

// List lists the dockets somebody may see, the newest first.
func (s *Service) List(ctx context.Context, who *access.Actor, q Query) (Page, error) {
	if err := signedIn(who); err != nil {
		return Page{}, err
	}
	c := &condition{}
	c.visible(who, q.Role)
	for _, w := range strings.Fields(viet.Fold(q.Words)) {
		c.add(`d.folded LIKE ` + c.arg("%"+likeable(w)+"%") + ` ESCAPE '!'`)
	}
	if q.State != "" {
		c.add(`d.state = ` + c.arg(q.State))
	}
	if q.After != "" {
		c.add(`d.docket_id < ` + c.arg(q.After))
	}
	limit := min(max(q.Limit, 1), 200)
	list, err := db.All(s.DB.Reader(ctx), scan, `SELECT `+columns+` FROM docket d WHERE `+c.text()+
		` ORDER BY d.docket_id DESC LIMIT `+strconv.Itoa(limit+1), c.args...)
	p := Page{Dockets: list}
	if len(list) > limit {
		p.Dockets = list[:limit]
		p.Next = list[limit-1].ID
	}
	return p, err
}

func signedIn(who *access.Actor) error {
	if who == nil || who.Account == "" {
		return who.Check(access.DocketRead, access.Resource{Kind: access.Docket})
	}
	return nil
}

// condition collects the parts of a WHERE clause.
type condition struct {
	parts []string
	args  []any
}

func (c *condition) arg(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

func (c *condition) add(part string) { c.parts = append(c.parts, part) }

func (c *condition) text() string { return strings.Join(c.parts, " AND ") }

// visible keeps the dockets the rules let somebody read; with a role, those on
// which they have it.
func (c *condition) visible(who *access.Actor, role access.Role) {
	may, args := who.Filter(access.DocketRead, access.Columns{Docket: "d.docket_id", Author: "d.created_by", State: "d.state"}, len(c.args)+1)
	c.add(may)
	c.args = append(c.args, args...)
	if role != "" {
		c.add(`EXISTS (SELECT 1 FROM docket_role r WHERE r.docket_id = d.docket_id AND r.account_id = ` + c.arg(who.Account) + ` AND r.role = ` + c.arg(role) + `)`)
	}
}

// likeable escapes what LIKE takes as a sign.
func likeable(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
