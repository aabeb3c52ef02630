package account

import (
	"database/sql"
	"strings"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/rule"
	"thao/internal/viet"
)

const bodyColumns = `b.id, COALESCE(b.parent_id, ''), b.name, b.short, b.kind, b.email, b.state, b.rev, b.created`

func (b *Body) dest() []any {
	return []any{&b.ID, &b.Parent, &b.Name, &b.Short, &b.Kind, &b.Email, &b.State, &b.Rev, &b.Created}
}

func scanBody(r db.Row, b *Body) error { return r.Scan(b.dest()...) }

func getBody(q db.Q, key id.ID) (Body, error) {
	b, found, err := db.One(q, scanBody, `SELECT `+bodyColumns+` FROM body b WHERE b.id = $1`, key)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return b, err
}

func orNull(key id.ID) sql.NullString { return sql.NullString{String: string(key), Valid: key != ""} }

func insertBody(tx *db.Tx, b Body) error {
	_, err := tx.Exec(`
INSERT INTO body (id, parent_id, name, short, kind, email, folded, name_key, short_key, state, rev, created)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		b.ID, orNull(b.Parent), b.Name, b.Short, b.Kind, b.Email, b.folded(), rule.NameKey(b.Name), rule.NameKey(b.Short), b.State, b.Rev, b.Created)
	return err
}

func updateBody(tx *db.Tx, b Body) error {
	_, err := tx.Exec(`
UPDATE body SET parent_id = $1, name = $2, short = $3, kind = $4, email = $5, folded = $6, name_key = $7, short_key = $8, state = $9, rev = $10 WHERE id = $11`,
		orNull(b.Parent), b.Name, b.Short, b.Kind, b.Email, b.folded(), rule.NameKey(b.Name), rule.NameKey(b.Short), b.State, b.Rev, b.ID)
	return err
}

// line is a body and those above it, the top first.
func line(q db.Q, body id.ID) ([]Body, error) {
	return db.All(q, scanBody, `
WITH RECURSIVE up (id, height) AS (
  SELECT id, 0 FROM body WHERE id = $1
  UNION
  SELECT b.parent_id, up.height + 1 FROM body b JOIN up ON up.id = b.id WHERE b.parent_id IS NOT NULL AND up.height < 100
)
SELECT `+bodyColumns+` FROM up JOIN body b ON b.id = up.id ORDER BY up.height DESC`, body)
}

// above is the body and those above it.
func above(q db.Q, body id.ID) ([]id.ID, error) {
	all, err := line(q, body)
	out := make([]id.ID, len(all))
	for i, b := range all {
		out[i] = b.ID
	}
	return out, err
}

// below is a body with all under it; all bodies for "".
func below(q db.Q, body id.ID) ([]Body, error) {
	if body == "" {
		return db.All(q, scanBody, `SELECT `+bodyColumns+` FROM body b ORDER BY b.id`)
	}
	return db.All(q, scanBody, `
WITH RECURSIVE down (id) AS (
  SELECT id FROM body WHERE id = $1
  UNION
  SELECT b.id FROM body b JOIN down ON down.id = b.parent_id
)
SELECT `+bodyColumns+` FROM down JOIN body b ON b.id = down.id ORDER BY b.id`, body)
}

// namesake reports whether an open body of the same name stands beside b.
func namesake(q db.Q, b Body) (bool, error) {
	n, err := db.Value[int64](q, `
SELECT COUNT(*) FROM body
WHERE name = $1 AND COALESCE(parent_id, '') = $2 AND id <> $3 AND state = 'active'`, b.Name, b.Parent, b.ID)
	return n > 0, err
}

// bodiesLike is a search without its place.
func bodiesLike(s BodySearch) *db.Where {
	own, above, _ := strings.Cut(s.Words, ",")
	w := &db.Where{}
	if !s.Closed {
		w.And(`b.state = 'active'`)
	}
	if s.Words == "" {
		w.And(`COALESCE(b.parent_id, '') = ?`, s.Parent)
	}
	has := func(column, words string) {
		for _, word := range db.Sought(strings.Fields(viet.Fold(words))) { // at the beginning of a word: 7 is not 17
			w.And(`' ' || `+column+` LIKE ? ESCAPE '!'`, "% "+db.Likeable(word)+"%")
		}
	}
	has("b.folded", own)
	has("COALESCE(p.folded, '')", above)
	return w
}

func findBodies(q db.Q, s BodySearch) ([]BodyRow, error) {
	w := bodiesLike(s)
	w.And(`(b.folded, b.id) > (?, ?)`, s.After, s.AfterID)
	limit := w.Arg(s.Limit)
	return db.All(q, func(r db.Row, b *BodyRow) error {
		return r.Scan(append(b.dest(), &b.Units, &b.People, &b.Above)...)
	}, `
SELECT `+bodyColumns+`,
  (SELECT COUNT(*) FROM body u WHERE u.parent_id = b.id AND u.state = 'active'),
  (SELECT COUNT(*) FROM body_member m WHERE m.body_id = b.id),
  COALESCE(p.name, '')
FROM body b LEFT JOIN body p ON p.id = b.parent_id
WHERE `+w.SQL()+`
ORDER BY b.folded, b.id LIMIT `+limit, w.Args...)
}

func countBodies(q db.Q, s BodySearch) (int64, error) {
	w := bodiesLike(s)
	return db.Value[int64](q, `SELECT COUNT(*) FROM body b LEFT JOIN body p ON p.id = b.parent_id WHERE `+w.SQL(), w.Args...)
}

func members(q db.Q, body id.ID) ([]Member, error) {
	return db.All(q, func(r db.Row, m *Member) error {
		return r.Scan(&m.Account, &m.Name, &m.Email, &m.Role, &m.State)
	}, `
SELECT a.id, a.name, a.email, m.role, a.state FROM body_member m JOIN account a ON a.id = m.account_id
WHERE m.body_id = $1 ORDER BY m.role, a.folded, a.id LIMIT 500`, body)
}

func memberRole(q db.Q, body, account id.ID) (access.BodyRole, error) {
	return db.Value[access.BodyRole](q, `SELECT role FROM body_member WHERE body_id = $1 AND account_id = $2`, body, account)
}

func places(q db.Q, account id.ID) ([]Place, error) {
	return db.All(q, func(r db.Row, p *Place) error { return r.Scan(&p.Body, &p.Name, &p.Role) }, `
SELECT b.id, b.name, m.role FROM body_member m JOIN body b ON b.id = m.body_id
WHERE m.account_id = $1 ORDER BY b.folded, b.id LIMIT 200`, account)
}
