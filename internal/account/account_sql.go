package account

import (
	"strings"

	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/rule"
	"thao/internal/viet"
)

const columns = `id, email, name, password, administrator, lang, state, rev, created`

func scan(r db.Row, a *Account) error {
	return r.Scan(&a.ID, &a.Email, &a.Name, &a.Password, &a.Administrator, &a.Lang, &a.State, &a.Rev, &a.Created)
}

// get reads an account; NotFound where there is none.
func get(q db.Q, key id.ID) (Account, error) {
	a, found, err := db.One(q, scan, `SELECT `+columns+` FROM account WHERE id = $1`, key)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return a, err
}

func byEmail(q db.Q, email string) (Account, bool, error) {
	return db.One(q, scan, `SELECT `+columns+` FROM account WHERE email = $1`, email)
}

func insert(tx *db.Tx, a Account) error {
	_, err := tx.Exec(`
INSERT INTO account (id, email, name, folded, password, administrator, lang, state, rev, created)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, a.Email, a.Name, a.folded(), a.Password, a.Administrator, a.Lang, a.State, a.Rev, a.Created)
	return err
}

// update writes everything of an account that may change.
func update(tx *db.Tx, a Account) error {
	_, err := tx.Exec(`
UPDATE account SET name = $1, folded = $2, password = $3, administrator = $4, lang = $5, state = $6, rev = $7 WHERE id = $8`,
		a.Name, a.folded(), a.Password, a.Administrator, a.Lang, a.State, a.Rev, a.ID)
	return err
}

// folded is what an account is found by.
func (a Account) folded() string { return rule.AccountFound(a.Name, a.Email) }

// like makes what LIKE looks for: the words anywhere, whatever they contain.
func like(words string) string {
	return "%" + db.Likeable(viet.Fold(strings.TrimSpace(words))) + "%"
}

func find(q db.Q, s Search) ([]Account, error) {
	return db.All(q, scan, `
SELECT `+columns+` FROM account
WHERE folded LIKE $1 ESCAPE '!'
  AND ($2 = '' OR state = $2)
  AND (folded, id) > ($3, $4)
ORDER BY folded, id LIMIT $5`, like(s.Words), s.State, s.After, s.AfterID, s.Limit)
}

func count(q db.Q, s Search) (int64, error) {
	return db.Value[int64](q, `
SELECT COUNT(*) FROM account WHERE folded LIKE $1 ESCAPE '!' AND ($2 = '' OR state = $2)`, like(s.Words), s.State)
}
