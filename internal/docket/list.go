package docket

import (
	"context"
	"maps"
	"slices"
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

// visible keeps the dockets of somebody's teams and those their bodies are
// asked in; with a role, those on which they have it.
func (c *condition) visible(who *access.Actor, role access.Role) {
	var ids []id.ID
	for _, docket := range slices.Sorted(maps.Keys(who.Dockets)) {
		if role == "" || who.Has(docket, role) {
			ids = append(ids, docket)
		}
	}
	if role == "" {
		ids = append(ids, who.Asked...)
	}
	if len(ids) == 0 {
		c.add(`1 = 0`)
		return
	}
	marks := make([]string, len(ids))
	for i, docket := range ids {
		marks[i] = c.arg(docket)
	}
	c.add(`d.docket_id IN (` + strings.Join(marks, ", ") + `)`)
}

// likeable escapes what LIKE takes as a sign.
func likeable(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
