package vault

import (
	"context"
	"errors"
	"io"
	"slices"

	"thao/internal/blob"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// Finding is one thing that does not hold. Key is its sentence in package
// locale, Args the values: name, value, name, value.
type Finding struct {
	Key  string
	Args []any
}

// Report is what a check looked at.
type Report struct {
	Files    int
	Entries  int64 // of all logs
	Dockets  int   // that have a log
	Findings []Finding
}

func (r *Report) find(key string, args ...any) {
	r.Findings = append(r.Findings, Finding{key, args})
}

// Check reads everything and reports what does not hold. It changes nothing.
// An error means that it could not be done, not that something was found.
func Check(ctx context.Context, d *db.DB, files *blob.Store) (Report, error) {
	var r Report
	err := d.View(ctx, func(q db.Reader) error {
		for _, step := range []func() error{
			func() error { return r.engine(q) },
			func() error { return r.references(q) },
			func() error { return r.uses(q, files) },
			func() error { return r.logs(q) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	r.Files, err = files.Verify(ctx, func(hash string, _ error) { r.find("check.damaged", "hash", hash) })
	return r, err
}

// engine lets SQLite look over its own file. PostgreSQL checks its pages as it
// reads them, and has tools of its own.
func (r *Report) engine(q db.Q) error {
	if q.Engine() != db.SQLite {
		return nil
	}
	lines, err := db.Values[string](q, `PRAGMA integrity_check`)
	for _, line := range lines {
		if line != "ok" {
			r.find("check.database", "reason", line)
		}
	}
	return err
}

// reference is a column that names a record of another table.
type reference struct {
	table, field string
	query        string // docket and id of those that name what is not there
}

// inDocket is a reference to the record of an id in the same docket; ” names
// none.
func inDocket(table, field, to string) reference {
	return reference{table, field, `
SELECT t.docket_id, t.` + idOf(table) + ` FROM ` + table + ` t
WHERE t.` + field + ` <> '' AND NOT EXISTS (SELECT 1 FROM ` + to + ` o WHERE o.docket_id = t.docket_id AND o.id = t.` + field + `)`}
}

// shared is a reference of a docket's table to one of all dockets.
func shared(table, field, to string) reference {
	return reference{table, field, `
SELECT t.docket_id, t.` + idOf(table) + ` FROM ` + table + ` t
WHERE t.` + field + ` <> '' AND NOT EXISTS (SELECT 1 FROM ` + to + ` o WHERE o.id = t.` + field + `)`}
}

// idOf is what a finding calls a row of a table by.
func idOf(table string) string {
	switch table {
	case "docket_role", "docket_seen":
		return "account_id"
	case "node":
		return "version_id"
	case "round_body":
		return "body_id"
	case "comment_turn", "comment_candidate":
		return "comment_id"
	case "passage", "ledger":
		return "reply_id"
	}
	return "id"
}

// atNode is a reference to a node of a version.
func atNode(table, version, field string) reference {
	return reference{table, field, `
SELECT t.docket_id, t.id FROM ` + table + ` t
WHERE t.` + field + ` <> '' AND t.` + version + ` <> '' AND NOT EXISTS (
  SELECT 1 FROM node n WHERE n.docket_id = t.docket_id AND n.version_id = t.` + version + ` AND n.id = t.` + field + `)`}
}

// The engine holds the foreign keys; check asks for them all the same, and for
// the references that are none.
var references = []reference{
	shared("docket_role", "account_id", "account"),
	shared("round_body", "body_id", "body"),
	shared("reply", "body_id", "body"),
	shared("comment", "account_id", "account"),
	inDocket("version", "base_id", "version"),
	inDocket("version", "file_id", "file"),
	inDocket("node", "version_id", "version"),
	inDocket("node_clash", "version_id", "version"),
	atNode("node_clash", "version_id", "node_id"),
	inDocket("round", "version_id", "version"),
	inDocket("round_question", "round_id", "round"),
	inDocket("round_body", "round_id", "round"),
	inDocket("reply", "round_id", "round"),
	inDocket("reply", "file_id", "file"),
	inDocket("comment_group", "round_id", "round"),
	inDocket("comment", "round_id", "round"),
	inDocket("comment", "reply_id", "reply"),
	inDocket("comment", "group_id", "comment_group"),
	inDocket("comment", "version_id", "version"),
	atNode("comment", "version_id", "node_id"),
	inDocket("comment_turn", "comment_id", "comment"),
	inDocket("comment_candidate", "comment_id", "comment"),
	inDocket("passage", "reply_id", "reply"),
	inDocket("ledger", "reply_id", "reply"),
	inDocket("answer", "group_id", "comment_group"),
	inDocket("answer", "comment_id", "comment"),
}

// most findings of one kind: what is wholly broken need not be listed whole.
const most = 100

func (r *Report) references(q db.Q) error {
	for _, ref := range references {
		broken, err := db.All(q, func(row db.Row, pair *[2]string) error { return row.Scan(&pair[0], &pair[1]) }, ref.query+` LIMIT $1`, most)
		if err != nil {
			return err
		}
		for _, pair := range broken {
			r.find("check.reference", "docket", pair[0], "table", ref.table, "id", pair[1], "field", ref.field)
		}
	}
	return nil
}

// use is a row that refers to a file.
type use struct {
	docket, name, hash string
	size               int64
}

// uses looks for the file of every row. Whether its bytes are right, Verify
// says.
func (r *Report) uses(q db.Q, files *blob.Store) error {
	rows, err := q.Query(`SELECT docket_id, name, hash, size FROM file ORDER BY docket_id, id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var u use
		if err := rows.Scan(&u.docket, &u.name, &u.hash, &u.size); err != nil {
			return err
		}
		f, err := files.Open(u.hash)
		if errors.Is(err, fault.New(fault.NotFound)) {
			r.find("check.missing", "docket", u.docket, "name", u.name, "hash", u.hash)
			continue
		}
		if err != nil {
			return err
		}
		size, err := f.Seek(0, io.SeekEnd)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		if size != u.size {
			r.find("check.size", "docket", u.docket, "name", u.name, "hash", u.hash)
		}
	}
	return rows.Err()
}

// logs walks the log of every docket, and finds dockets whose log is gone.
func (r *Report) logs(q db.Q) error {
	dockets, err := db.Values[id.ID](q, `SELECT docket_id FROM docket UNION SELECT docket_id FROM ledger`)
	if err != nil {
		return err
	}
	slices.Sort(dockets)
	for _, docket := range dockets {
		n, err := ledger.Verify(q, docket)
		broken, is := errors.AsType[*ledger.Broken](err)
		switch {
		case is:
			r.find("check.ledger", "docket", string(docket), "seq", broken.Seq)
		case err != nil:
			return err
		case n == 0:
			r.find("check.ledger", "docket", string(docket), "seq", int64(1))
		}
		r.Entries += n
		if docket != ledger.System {
			r.Dockets++
		}
	}
	return nil
}
