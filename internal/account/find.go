package account

import (
	"context"

	"thao/internal/access"
	"thao/internal/id"
)

// Search is what accounts are looked for by, and from where in the list.
type Search struct {
	Words   string // of name or e-mail, diacritics do not matter
	State   State  // "" for all
	After   string // Next of the page before
	AfterID id.ID
	Limit   int
}

// Found is a page of accounts, in the order of their names.
type Found struct {
	Accounts []Account
	Total    int64
	Next     *Search // the page that follows; nil on the last
}

// MostRows of a list on one page.
const MostRows = 100

// Find lists accounts. Whoever may bring people into a docket or a body may
// look them up.
func (s *Service) Find(ctx context.Context, who *access.Actor, search Search) (Found, error) {
	if err := who.Check(access.AccountFind, installation()); err != nil {
		return Found{}, err
	}
	if search.Limit <= 0 || search.Limit > MostRows {
		search.Limit = MostRows
	}
	q := s.DB.Reader(ctx)
	total, err := count(q, search)
	if err != nil {
		return Found{}, err
	}
	one := search
	one.Limit++
	rows, err := find(q, one)
	out := Found{Accounts: rows, Total: total}
	if len(rows) > search.Limit {
		out.Accounts = rows[:search.Limit]
		last := out.Accounts[search.Limit-1]
		search.After, search.AfterID = last.folded(), last.ID
		out.Next = &search
	}
	return out, err
}

// Get reads one account, for whoever looks after them.
func (s *Service) Get(ctx context.Context, who *access.Actor, account id.ID) (Account, error) {
	if err := who.Check(access.AccountManage, ofAccount(account)); err != nil {
		return Account{}, err
	}
	return get(s.DB.Reader(ctx), account)
}

// Place is a body an account belongs to.
type Place struct {
	Body id.ID           `json:"body"`
	Name string          `json:"name"`
	Role access.BodyRole `json:"role"`
}

// Places lists the bodies an account belongs to.
func (s *Service) Places(ctx context.Context, who *access.Actor, account id.ID) ([]Place, error) {
	if err := who.Check(access.AccountManage, ofAccount(account)); err != nil {
		return nil, err
	}
	return places(s.DB.Reader(ctx), account)
}
