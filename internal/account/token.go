package account

import (
	"context"
	"slices"
	"strings"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

// Scope is what a token may be used for, at most: never more than its account
// may do.
type Scope string

const (
	Read   Scope = "read"   // everything that changes nothing
	Write  Scope = "write"  // dockets, texts, rounds, replies, comments, answers
	Manage Scope = "manage" // accounts and bodies
)

// Scopes lists the scopes, the narrowest first.
func Scopes() []Scope { return []Scope{Read, Write, Manage} }

// Token lets a program act for an account.
type Token struct {
	ID      id.ID        `json:"id"`
	Account id.ID        `json:"account"`
	Name    string       `json:"name"`
	Scopes  []Scope      `json:"scopes"`
	Created clock.Micros `json:"created"`
	Expires clock.Micros `json:"expires"`
}

// Allows reports whether the token has a scope.
func (t Token) Allows(scope Scope) bool { return slices.Contains(t.Scopes, scope) }

// tokenPrefix lets a secret be recognised, by people and by scanners.
const tokenPrefix = "thao_"

// Tokens an account may have.
const mostTokens = 50

// AddToken makes a token and returns its secret, which is told this once.
func (s *Service) AddToken(ctx context.Context, who *access.Actor, name string, scopes []Scope, good time.Duration) (Token, string, error) {
	if err := own(who); err != nil {
		return Token{}, "", err
	}
	name, err := text("name", name, 100, true)
	if err != nil {
		return Token{}, "", err
	}
	for _, scope := range scopes {
		if !slices.Contains(Scopes(), scope) {
			return Token{}, "", fault.New(fault.Invalid, "field", "scopes", "rule", "web.rule.choice")
		}
	}
	if len(scopes) == 0 {
		return Token{}, "", fault.New(fault.Invalid, "field", "scopes", "rule", "web.rule.required")
	}
	if good < time.Hour || good > 366*24*time.Hour {
		return Token{}, "", fault.New(fault.Invalid, "field", "days", "rule", "web.rule.choice")
	}
	word := tokenPrefix + secret()
	t := Token{ID: id.New(), Account: who.Account, Name: name, Scopes: scopes, Created: s.Clock(), Expires: s.Clock().Add(good)}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := db.Value[int64](tx, `SELECT COUNT(*) FROM api_token WHERE account_id = $1`, who.Account)
		if err == nil && n >= mostTokens {
			err = fault.New(fault.Invalid, "field", "name", "rule", "web.rule.many", "max", mostTokens)
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO api_token (id, account_id, hash, name, scopes, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			t.ID, t.Account, hashOf(word), t.Name, t.scopes(), t.Created, t.Expires); err != nil {
			return err
		}
		e := s.entry(who, "account.token", "token", t.ID)
		e.Detail = map[string]string{"name": name}
		return s.changed(tx, e, nil, t)
	})
	return t, word, err
}

// Tokens lists one's own tokens, the newest first.
func (s *Service) Tokens(ctx context.Context, who *access.Actor) ([]Token, error) {
	if err := own(who); err != nil {
		return nil, err
	}
	return db.All(s.DB.Reader(ctx), scanToken,
		`SELECT `+tokenColumns+` FROM api_token WHERE account_id = $1 ORDER BY created DESC, id LIMIT $2`, who.Account, mostTokens)
}

// TokenOf is a token with whose it is.
type TokenOf struct {
	Token
	Who   string `json:"who"`
	Email string `json:"email"`
}

// AllTokens lists the tokens of all accounts, the newest first, older than the
// one named ("" for the newest of all), for whoever looks after accounts.
func (s *Service) AllTokens(ctx context.Context, who *access.Actor, before id.ID) ([]TokenOf, error) {
	if err := who.Check(access.AccountManage, installation()); err != nil {
		return nil, err
	}
	return db.All(s.DB.Reader(ctx), func(r db.Row, t *TokenOf) error {
		var scopes string
		err := r.Scan(&t.ID, &t.Account, &t.Name, &scopes, &t.Created, &t.Expires, &t.Who, &t.Email)
		t.Scopes = scopesOf(scopes)
		return err
	}, `
SELECT t.id, t.account_id, t.name, t.scopes, t.created, t.expires, a.name, a.email
FROM api_token t JOIN account a ON a.id = t.account_id
WHERE CAST($1 AS TEXT) = '' OR t.id < $1 ORDER BY t.id DESC LIMIT $2`, before, MostRows)
}

// DropToken takes a token away: one of one's own, or, for whoever looks after
// accounts, anybody's.
func (s *Service) DropToken(ctx context.Context, who *access.Actor, token id.ID) error {
	if err := own(who); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		t, found, err := db.One(tx, scanToken, `SELECT `+tokenColumns+` FROM api_token WHERE id = $1`, token)
		if err != nil {
			return err
		}
		if !found || !who.May(access.AccountOwn, ofAccount(t.Account)) && !who.May(access.AccountManage, ofAccount(t.Account)) {
			return fault.New(fault.NotFound)
		}
		if _, err := tx.Exec(`DELETE FROM api_token WHERE id = $1`, token); err != nil {
			return err
		}
		e := s.entry(who, "account.token-drop", "token", t.ID)
		e.Detail = map[string]string{"name": t.Name}
		return s.changed(tx, e, t, nil)
	})
}

// ByToken is who a program acts for. SignIn where the secret is not known, its
// time is over, or the account is disabled.
func (s *Service) ByToken(ctx context.Context, word string) (*access.Actor, Token, error) {
	q, hash := s.DB.Reader(ctx), hashOf(word)
	b, err := s.bearers.Get(q, hash, func() (b bearer, found bool, err error) {
		b.token, found, err = db.One(q, scanToken, `SELECT `+tokenColumns+` FROM api_token WHERE hash = $1`, hash)
		if err == nil && found {
			b.who, err = access.Load(q, b.token.Account)
		}
		return b, found, err
	})
	if err != nil || b.who == nil || b.who.Account == "" || b.token.Expires <= s.Clock() {
		return &access.Actor{}, Token{}, orSignIn(err)
	}
	return b.who, b.token, nil
}

// bearer is a token with who it acts for. Nobody changes either.
type bearer struct {
	token Token
	who   *access.Actor
}

func orSignIn(err error) error {
	if err != nil {
		return db.Fault(err)
	}
	return fault.New(fault.SignIn)
}

const tokenColumns = `id, account_id, name, scopes, created, expires`

func scanToken(r db.Row, t *Token) error {
	var scopes string
	err := r.Scan(&t.ID, &t.Account, &t.Name, &scopes, &t.Created, &t.Expires)
	t.Scopes = scopesOf(scopes)
	return err
}

func scopesOf(words string) (out []Scope) {
	for _, word := range strings.Fields(words) {
		out = append(out, Scope(word))
	}
	return out
}

func (t Token) scopes() string {
	words := make([]string, len(t.Scopes))
	for i, scope := range t.Scopes {
		words[i] = string(scope)
	}
	return strings.Join(words, " ")
}
