package draft

import (
	"database/sql"

	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

const versionColumns = `docket_id, id, number, state, base_id, title, note, file_id, rev, created, created_by, confirmed`

func scanVersion(r db.Row, v *Version) error {
	var base sql.NullString
	err := r.Scan(&v.Docket, &v.ID, &v.Number, &v.State, &base, &v.Title, &v.Note, &v.File, &v.Rev, &v.Created, &v.CreatedBy, &v.Confirmed)
	v.Base = id.ID(base.String)
	return err
}

func readVersion(q db.Q, docket, version id.ID) (Version, error) {
	v, found, err := db.One(q, scanVersion, `SELECT `+versionColumns+` FROM version WHERE docket_id = $1 AND id = $2`, docket, version)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return v, err
}

func versions(q db.Q, docket id.ID) ([]Version, error) {
	return db.All(q, scanVersion, `SELECT `+versionColumns+` FROM version WHERE docket_id = $1 ORDER BY id DESC`, docket)
}

// latest is the confirmed version with the highest number; false for none.
func latest(q db.Q, docket id.ID) (Version, bool, error) {
	return db.One(q, scanVersion, `
SELECT `+versionColumns+` FROM version WHERE docket_id = $1 AND number > 0 ORDER BY number DESC LIMIT 1`, docket)
}

// sentBefore is the proposed version that the same person made of the same file,
// with the same words about it; false for none.
func sentBefore(q db.Q, v Version, f File) (Version, bool, error) {
	return db.One(q, scanVersion, `
SELECT `+versionColumns+` FROM version v
WHERE docket_id = $1 AND state = 'proposed' AND created_by = $2 AND note = $3 AND COALESCE(base_id, '') = $4
  AND EXISTS (SELECT 1 FROM file f WHERE f.docket_id = $1 AND f.id = v.file_id AND f.hash = $5 AND f.name = $6)
ORDER BY id LIMIT 1`, v.Docket, v.CreatedBy, v.Note, v.Base, f.Hash, f.Name)
}

func insertVersion(tx *db.Tx, v Version) error {
	_, err := tx.Exec(`
INSERT INTO version (docket_id, id, number, state, base_id, title, note, file_id, rev, created, created_by, confirmed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		v.Docket, v.ID, v.Number, v.State, null(v.Base), v.Title, v.Note, v.File, v.Rev, v.Created, v.CreatedBy, v.Confirmed)
	return err
}

func null(key id.ID) sql.NullString { return sql.NullString{String: string(key), Valid: key != ""} }

// updateVersion writes what may change of a version. Stale where its revision
// is no longer rev.
func updateVersion(tx *db.Tx, v Version, rev int64) error {
	n, err := tx.Exec(`
UPDATE version SET number = $4, state = $5, title = $6, note = $7, rev = $8, confirmed = $9
WHERE docket_id = $1 AND id = $2 AND rev = $3`,
		v.Docket, v.ID, rev, v.Number, v.State, v.Title, v.Note, v.Rev, v.Confirmed)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale)
	}
	return err
}

// File is a use of a file that is kept.
type File struct {
	ID    id.ID  `json:"id"`
	Hash  string `json:"hash"`
	Size  int64  `json:"size"`
	Name  string `json:"name"` // as it was sent
	Media string `json:"media"`
}

func insertFile(tx *db.Tx, v Version, f File) error {
	_, err := tx.Exec(`INSERT INTO file (docket_id, id, hash, size, name, media, created) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		v.Docket, f.ID, f.Hash, f.Size, f.Name, f.Media, v.Created)
	return err
}

func readFile(q db.Q, docket, file id.ID) (File, bool, error) {
	return db.One(q, func(r db.Row, f *File) error { return r.Scan(&f.ID, &f.Hash, &f.Size, &f.Name, &f.Media) },
		`SELECT id, hash, size, name, media FROM file WHERE docket_id = $1 AND id = $2`, docket, file)
}
