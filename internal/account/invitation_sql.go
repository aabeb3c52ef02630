package account

import (
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
)

const invitationColumns = `hash, purpose, email, account_id, docket_id, body_id, role, invited_by, created, expires, used`

func scanInvitation(r db.Row, i *Invitation) error {
	return r.Scan(&i.Hash, &i.Purpose, &i.Email, &i.Account, &i.Docket, &i.Body, &i.Role, &i.By, &i.Created, &i.Expires, &i.Used)
}

func invite(tx *db.Tx, i Invitation) error {
	_, err := tx.Exec(`
INSERT INTO invitation (hash, purpose, email, account_id, docket_id, body_id, role, invited_by, created, expires, used)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		i.Hash, i.Purpose, i.Email, i.Account, i.Docket, i.Body, i.Role, i.By, i.Created, i.Expires, i.Used)
	return err
}

// look finds a link that is still good.
func look(q db.Q, word string, now clock.Micros) (Invitation, error) {
	i, found, err := db.One(q, scanInvitation,
		`SELECT `+invitationColumns+` FROM invitation WHERE hash = $1 AND used = 0 AND expires > $2`, hashOf(word), now)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return i, err
}

// waitingFor lists the links by which somebody may still join.
func waitingFor(q db.Q, email string, now clock.Micros) ([]Invitation, error) {
	return db.All(q, scanInvitation, `SELECT `+invitationColumns+` FROM invitation
WHERE email = $1 AND purpose = 'join' AND used = 0 AND expires > $2 ORDER BY created`, email, now)
}
