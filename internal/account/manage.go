package account

import (
	"context"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// change alters an account in one transaction and logs it. It asks no rule;
// its callers do.
func (s *Service) change(ctx context.Context, who *access.Actor, account id.ID, action string, alter func(*Account) error) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := get(tx, account)
		if err != nil {
			return err
		}
		after := before
		if err := alter(&after); err != nil || after == before {
			return err
		}
		if err := s.keepAdministrator(tx, before, after); err != nil {
			return err
		}
		if err := update(tx, after); err != nil {
			return err
		}
		e := s.entry(who, action, "account", account)
		e.Detail = map[string]string{"name": after.Name}
		return s.changed(tx, e, before, after)
	})
}

// keepAdministrator: somebody must be left to look after the installation.
func (s *Service) keepAdministrator(tx *db.Tx, before, after Account) error {
	was := before.Administrator && before.State == Active
	if is := after.Administrator && after.State == Active; !was || is {
		return nil
	}
	if err := tx.Lock("account administrator"); err != nil {
		return err
	}
	n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM account WHERE administrator AND state = 'active' AND id <> $1`, before.ID)
	if err == nil && n == 0 {
		err = fault.New(fault.Invalid, "field", "", "rule", "web.rule.last-administrator")
	}
	return err
}

// Disable ends an account's sessions and lets nobody sign in to it. What it did
// stays in the records under its name.
func (s *Service) Disable(ctx context.Context, who *access.Actor, account id.ID) error {
	if err := who.Check(access.AccountManage, ofAccount(account)); err != nil {
		return err
	}
	return s.change(ctx, who, account, "account.disable", func(a *Account) error {
		if a.State != Disabled {
			a.State, a.Rev = Disabled, a.Rev+1
		}
		return nil
	})
}

// Enable lets a disabled account sign in again.
func (s *Service) Enable(ctx context.Context, who *access.Actor, account id.ID) error {
	if err := who.Check(access.AccountManage, ofAccount(account)); err != nil {
		return err
	}
	return s.change(ctx, who, account, "account.enable", func(a *Account) error {
		a.State = Active
		return nil
	})
}

// SetAdministrator says whether an account looks after the installation.
func (s *Service) SetAdministrator(ctx context.Context, who *access.Actor, account id.ID, is bool) error {
	if err := who.Check(access.AccountManage, ofAccount(account)); err != nil {
		return err
	}
	return s.change(ctx, who, account, "account.administrator", func(a *Account) error {
		a.Administrator = is
		return nil
	})
}

// Rename changes the name an account is shown by: its own, or by an
// administrator.
func (s *Service) Rename(ctx context.Context, who *access.Actor, account id.ID, name string) error {
	if !who.May(access.AccountOwn, ofAccount(account)) {
		if err := who.Check(access.AccountManage, ofAccount(account)); err != nil {
			return err
		}
	}
	name, err := text("name", name, 200, true)
	if err != nil {
		return err
	}
	return s.change(ctx, who, account, "account.rename", func(a *Account) error {
		a.Name = name
		return nil
	})
}
