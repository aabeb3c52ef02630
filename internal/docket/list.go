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
	Only  id.ID       // this docket and no other; "" for any
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
	c := &db.Where{}
	visible(c, who, q.Role)
	for _, w := range db.Sought(strings.Fields(viet.Fold(q.Words))) {
		c.And(`d.folded LIKE ? ESCAPE '!'`, "%"+db.Likeable(w)+"%")
	}
	if q.State != "" {
		c.And(`d.state = ?`, q.State)
	}
	if q.Only != "" {
		c.And(`d.docket_id = ?`, q.Only)
	}
	if q.After != "" {
		c.And(`d.docket_id < ?`, q.After)
	}
	limit := min(max(q.Limit, 1), 200)
	list, err := db.All(s.DB.Reader(ctx), scan, `SELECT `+columns+` FROM docket d WHERE `+c.SQL()+
		` ORDER BY d.docket_id DESC LIMIT `+strconv.Itoa(limit+1), c.Args...)
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

// visible keeps the dockets the rules let somebody read; with a role, those on
// which they have it.
func visible(w *db.Where, who *access.Actor, role access.Role) {
	w.AndMade(who.Filter(access.DocketRead, access.Columns{Docket: "d.docket_id", Author: "d.created_by", State: "d.state"}, w.Next()))
	if role != "" {
		w.And(`EXISTS (SELECT 1 FROM docket_role r WHERE r.docket_id = d.docket_id AND r.account_id = ? AND r.role = ?)`, who.Account, role)
	}
}
