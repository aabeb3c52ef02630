package account

import (
	"context"
	"strings"

	"golang.org/x/text/unicode/norm"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/rule"
)

// SignIn is the account of an e-mail and its password. address is where the
// request came from, for throttling. Whatever is wrong, the answer is the same
// and takes as long: Invalid of the field "password", rule web.rule.sign-in.
// The caller begins a session.
func (s *Service) SignIn(ctx context.Context, email, password, address string) (Account, error) {
	email = strings.ToLower(strings.TrimSpace(norm.NFC.String(email)))
	wrong := fault.New(fault.Invalid, "field", "password", "rule", "web.rule.sign-in")
	if !rule.Storable(email) || !rule.Storable(password) || len(email) > 254 || len(password) > 4*longestPassword {
		return Account{}, wrong
	}
	if err := s.begin(ctx, email, address); err != nil {
		return Account{}, err
	}
	a, _, err := byEmail(s.DB.Reader(ctx), email)
	if err != nil {
		return Account{}, err
	}
	hash := a.Password
	if a.State != Active {
		hash = ""
	}
	ok, stale, err := s.Hasher.Verify(ctx, hash, password)
	if err != nil {
		return Account{}, err
	}
	if !ok {
		return Account{}, wrong
	}
	return a, s.signedIn(ctx, a, password, address, stale)
}

// signedIn forgets the failures, logs the sign-in, and hashes the password anew
// where the cost has changed since.
func (s *Service) signedIn(ctx context.Context, a Account, password, address string, stale bool) error {
	again := ""
	if stale {
		var err error
		if again, err = s.Hasher.Hash(ctx, password); err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := succeed(tx, a.Email, address); err != nil {
			return err
		}
		if again != "" {
			if _, err := tx.Exec(`UPDATE account SET password = $1 WHERE id = $2 AND password = $3`, again, a.ID, a.Password); err != nil {
				return err
			}
		}
		e := s.entry(&access.Actor{Account: a.ID, Name: a.Name}, "account.sign-in", "account", a.ID)
		return s.changed(tx, e, nil, nil)
	})
}

// ChangePassword changes one's own password. All sessions of the account end;
// the caller begins a new one for the account returned.
func (s *Service) ChangePassword(ctx context.Context, who *access.Actor, old, new, address string) (Account, error) {
	a, err := s.Me(ctx, who)
	if err != nil {
		return Account{}, err
	}
	if err := s.begin(ctx, a.Email, address); err != nil {
		return Account{}, err
	}
	ok, _, err := s.Hasher.Verify(ctx, a.Password, old)
	if err != nil {
		return Account{}, err
	}
	if !ok {
		return Account{}, fault.New(fault.Invalid, "field", "old", "rule", "web.rule.password-old")
	}
	if err := checkPassword(new, a.Email); err != nil {
		return Account{}, err
	}
	hash, err := s.Hasher.Hash(ctx, new)
	if err != nil {
		return Account{}, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := succeed(tx, a.Email, address); err != nil {
			return err
		}
		after, err := s.setPassword(tx, who, a, hash)
		a = after
		return err
	})
	return a, err
}

// setPassword stores a password, ends the sessions that began with the one
// before, and makes other links that would reset it worthless.
func (s *Service) setPassword(tx *db.Tx, who *access.Actor, a Account, hash string) (Account, error) {
	now, err := get(tx, a.ID)
	if err != nil {
		return a, err
	}
	if now.Rev != a.Rev {
		return a, fault.New(fault.Stale)
	}
	before := now
	now.Password, now.Rev = hash, now.Rev+1
	if err := update(tx, now); err != nil {
		return a, err
	}
	if _, err := tx.Exec(`UPDATE invitation SET used = $1 WHERE account_id = $2 AND purpose = 'reset' AND used = 0`, s.Clock(), a.ID); err != nil {
		return a, err
	}
	e := s.entry(who, "account.password", "account", a.ID)
	e.Detail = map[string]string{"name": now.Name}
	return now, s.changed(tx, e, before, now)
}

// SetLang chooses the language the site and letters are in.
func (s *Service) SetLang(ctx context.Context, who *access.Actor, lang string) error {
	if err := own(who); err != nil {
		return err
	}
	return s.change(ctx, who, who.Account, "account.lang", func(a *Account) error {
		parsed, ok := parseLang(lang)
		if !ok {
			return fault.New(fault.Invalid, "field", "lang", "rule", "web.rule.choice")
		}
		a.Lang = parsed
		return nil
	})
}
