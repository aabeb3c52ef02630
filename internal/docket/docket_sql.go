package docket

import (
	"strconv"
	"strings"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
)

const columns = `d.docket_id, d.symbol, d.title, d.summary, d.profile, d.issuer, d.parent, d.place, d.basis, d.state, d.deadline, d.rev, d.created, d.created_by`

func scan(r db.Row, d *Docket) error {
	return r.Scan(&d.ID, &d.Symbol, &d.Title, &d.Summary, &d.Profile, &d.Issuer, &d.Parent, &d.Place, &d.Basis, &d.State, &d.Deadline, &d.Rev, &d.Created, &d.CreatedBy)
}

func read(q db.Q, docket id.ID) (Docket, error) {
	d, found, err := db.One(q, scan, `SELECT `+columns+` FROM docket d WHERE d.docket_id = $1`, docket)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return d, err
}

func insert(tx *db.Tx, d Docket) error {
	_, err := tx.Exec(`
INSERT INTO docket (docket_id, symbol, title, summary, profile, issuer, parent, place, basis, state, deadline, folded, rev, created, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		d.ID, d.Symbol, d.Title, d.Summary, d.Profile, d.Issuer, d.Parent, d.Place, d.Basis, d.State, d.Deadline, d.folded(), d.Rev, d.Created, d.CreatedBy)
	return err
}

func update(tx *db.Tx, d Docket, rev int64) error {
	n, err := tx.Exec(`
UPDATE docket SET title = $3, summary = $4, profile = $5, issuer = $6, parent = $7, place = $8, basis = $9, state = $10, deadline = $11, folded = $12, rev = $13
WHERE docket_id = $1 AND rev = $2`,
		d.ID, rev, d.Title, d.Summary, d.Profile, d.Issuer, d.Parent, d.Place, d.Basis, d.State, d.Deadline, d.folded(), d.Rev)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale)
	}
	return err
}

// nextSymbol is the number after the last one of the year.
func nextSymbol(tx *db.Tx, at clock.Micros) (string, error) {
	if err := tx.Lock("docket symbol"); err != nil {
		return "", err
	}
	year := strconv.Itoa(at.Time().In(locale.Zone).Year()) + "-"
	last, err := db.Value[string](tx, `SELECT symbol FROM docket WHERE symbol LIKE $1 ORDER BY LENGTH(symbol) DESC, symbol DESC LIMIT 1`, year+"%")
	if err != nil {
		return "", err
	}
	n, _ := strconv.Atoi(strings.TrimPrefix(last, year)) // 0 for none yet
	digits := strconv.Itoa(n + 1)
	return year + strings.Repeat("0", max(0, 3-len(digits))) + digits, nil
}
