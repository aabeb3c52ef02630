// Package ledger is the log of everything: who did what to which record, when,
// and what the record's hash was before and after. An entry is appended in the
// transaction of the change it tells of, so neither is ever without the other.
//
// The entries of a docket are numbered without gaps, and each holds a hash over
// itself and the hash of the entry before it: whoever removes or alters one
// breaks every later hash, and Verify says where.
package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// System is the docket_id of what happens outside any docket: accounts, bodies,
// settings.
const System id.ID = "system"

// Entry is one line of the log.
type Entry struct {
	Docket  id.ID             `json:"docket"`
	Seq     int64             `json:"seq"` // from 1
	At      clock.Micros      `json:"at"`
	Account id.ID             `json:"account"` // "" for the program itself
	Actor   string            `json:"actor"`   // the account's name at that time
	Action  string            `json:"action"`  // "comment.send"; its sentence is web.log.<action>
	Kind    string            `json:"kind"`    // of the subject: "comment"
	Subject id.ID             `json:"subject"`
	Detail  map[string]string `json:"detail"` // values of the sentence
	Before  string            `json:"before"` // HashOf the record before; "" where it is new
	After   string            `json:"after"`  // and after; "" where it is gone
	Hash    string            `json:"-"`
}

// HashOf is the SHA-256 of a record as JSON, in hexadecimal; "" for nil.
func HashOf(record any) string {
	if record == nil {
		return ""
	}
	data, err := json.Marshal(record)
	if err != nil {
		panic(fmt.Sprintf("ledger: %T cannot be written as JSON: %v", record, err))
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Append writes e into its docket's log. Seq and Hash are set here.
func Append(tx *db.Tx, e Entry) error {
	if e.Docket == "" {
		e.Docket = System
	}
	before, err := end(tx, e.Docket)
	if err != nil {
		return err
	}
	e.Seq = before.seq + 1
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	hash := e.chain(before.hash)
	_, err = tx.Exec(`
INSERT INTO ledger (docket_id, seq, at, account_id, actor, action, kind, subject, detail, before, after, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		e.Docket, e.Seq, e.At, e.Account, e.Actor, e.Action, e.Kind, e.Subject, string(detail), e.Before, e.After, hash)
	if err == nil {
		tx.Keep(endKey(e.Docket), last{e.Seq, hash})
	}
	return err
}

// last is the end of a docket's log, where the next entry goes.
type last struct {
	seq  int64
	hash string
}

func endKey(docket id.ID) string { return "ledger " + string(docket) }

// end locks the end of a docket's log, unless the transaction holds it already.
func end(tx *db.Tx, docket id.ID) (last, error) {
	key := endKey(docket)
	if l, ok := tx.Kept(key).(last); ok {
		return l, nil
	}
	if err := tx.Lock(key); err != nil {
		return last{}, err
	}
	l, _, err := db.One(tx, func(r db.Row, l *last) error { return r.Scan(&l.seq, &l.hash) },
		`SELECT seq, hash FROM ledger WHERE docket_id = $1 ORDER BY seq DESC LIMIT 1`, docket)
	return l, err
}

// chain is the entry's hash after the one before it.
func (e Entry) chain(previous string) string {
	return HashOf(struct {
		Previous string `json:"previous"`
		Entry
	}{previous, e})
}

const columns = `docket_id, seq, at, account_id, actor, action, kind, subject, detail, before, after, hash`

func scan(r db.Row, e *Entry) error {
	var detail string
	err := r.Scan(&e.Docket, &e.Seq, &e.At, &e.Account, &e.Actor, &e.Action, &e.Kind, &e.Subject, &detail, &e.Before, &e.After, &e.Hash)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(detail), &e.Detail)
}

// Newest lists up to limit entries of a docket, the newest first, older than
// the entry numbered before (0 for the newest of all).
func Newest(q db.Q, docket id.ID, before int64, limit int) ([]Entry, error) {
	return db.All(q, scan, `
SELECT `+columns+` FROM ledger
WHERE docket_id = $1 AND ($2 = 0 OR seq < $2) ORDER BY seq DESC LIMIT $3`, docket, before, limit)
}

// Of lists what happened to one record, in order.
func Of(q db.Q, docket, subject id.ID) ([]Entry, error) {
	return db.All(q, scan, `SELECT `+columns+` FROM ledger WHERE docket_id = $1 AND subject = $2 ORDER BY seq`, docket, subject)
}

// Broken tells where a log does not hold.
type Broken struct {
	Docket id.ID
	Seq    int64  // the first entry that does not follow from the one before it
	Reason string // for logs
}

func (b *Broken) Error() string {
	return fmt.Sprintf("the log of %s does not hold at entry %d: %s", b.Docket, b.Seq, b.Reason)
}

// Verify walks a docket's log from its beginning. The error is *Broken where
// an entry was altered, removed or put in.
func Verify(q db.Q, docket id.ID) (entries int64, err error) {
	rows, err := q.Query(`SELECT `+columns+` FROM ledger WHERE docket_id = $1 ORDER BY seq`, docket)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var last Entry
	for rows.Next() {
		var e Entry
		if err := scan(rows, &e); err != nil {
			return last.Seq, err
		}
		switch {
		case e.Seq != last.Seq+1:
			return last.Seq, &Broken{docket, last.Seq + 1, "it is missing"}
		case e.chain(last.Hash) != e.Hash:
			return last.Seq, &Broken{docket, e.Seq, "its hash does not follow"}
		}
		last = e
	}
	return last.Seq, rows.Err()
}

// After lists up to limit entries of a docket that came after the one numbered
// seq, in order.
func After(q db.Q, docket id.ID, seq int64, limit int) ([]Entry, error) {
	return db.All(q, scan, `SELECT `+columns+` FROM ledger WHERE docket_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`, docket, seq, limit)
}
