// Package ledger is the log of everything: who did what to which record, when,
// and what the record's hash was before and after. An entry is appended in the
// transaction of the change it tells of, so neither is ever without the other.
//
// The entries of a log are numbered without gaps, and each holds a hash over
// itself and the hash of the entry before it: whoever removes or alters one
// breaks every later hash, and Verify says where.
//
// A docket has one log that its team reads. What a body does on its reply
// before it is sent is in a log of that reply (Entry.Reply), which is the
// body's own: it is numbered and chained by itself, so that the docket's log
// shows not even a gap. Seal, with which a reply is sent, names the last hash
// of the reply's log in the docket's. See docs/adr/0008-a-reply-has-its-own-log.md.
package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"

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
	Reply   id.ID             `json:"reply,omitempty"` // whose own log it is in; "" for the docket's
	Seq     int64             `json:"seq"`             // from 1
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

// Append writes e into its log. Seq and Hash are set here.
func Append(tx *db.Tx, e Entry) error {
	if e.Docket == "" {
		e.Docket = System
	}
	before, err := held(tx, e.Docket, e.Reply)
	if err != nil {
		return err
	}
	e.Seq = before.Seq + 1
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	hash := e.chain(before.Hash)
	_, err = tx.Exec(`
INSERT INTO ledger (docket_id, reply_id, seq, at, account_id, actor, action, kind, subject, detail, before, after, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		e.Docket, e.Reply, e.Seq, e.At, e.Account, e.Actor, e.Action, e.Kind, e.Subject, string(detail), e.Before, e.After, hash)
	if err == nil {
		tx.Keep(lockOf(e.Docket, e.Reply), Entry{Seq: e.Seq, Hash: hash})
	}
	return err
}

// lockOf names the end of a log.
func lockOf(docket, reply id.ID) string { return "ledger " + string(docket) + string(reply) }

// held is the end of a log, which is this transaction's until it ends. An
// entry before may have been appended in the same transaction.
func held(tx *db.Tx, docket, reply id.ID) (Entry, error) {
	key := lockOf(docket, reply)
	if e, ok := tx.Kept(key).(Entry); ok {
		return e, nil
	}
	if err := tx.Lock(key); err != nil {
		return Entry{}, err
	}
	return end(tx, docket, reply)
}

// head is the value of a sealing entry that names the last hash of the log of
// its subject.
const head = "log"

// Seal appends e, which sends the reply that is its subject, to the docket's
// log. The caller sees to it that nothing is appended to the reply's own log
// meanwhile or afterwards.
func Seal(tx *db.Tx, e Entry) error {
	last, err := end(tx, e.Docket, e.Subject)
	if err != nil {
		return err
	}
	if last.Hash != "" {
		detail := map[string]string{head: last.Hash}
		maps.Copy(detail, e.Detail)
		e.Detail = detail
	}
	e.Reply = ""
	return Append(tx, e)
}

// chain is the entry's hash after the one before it.
func (e Entry) chain(previous string) string {
	return HashOf(struct {
		Previous string `json:"previous"`
		Entry
	}{previous, e})
}

// end is the last entry of a log, its number and hash.
func end(q db.Q, docket, reply id.ID) (Entry, error) {
	e, _, err := db.One(q, func(r db.Row, e *Entry) error { return r.Scan(&e.Seq, &e.Hash) },
		`SELECT seq, hash FROM ledger WHERE docket_id = $1 AND reply_id = $2 ORDER BY seq DESC LIMIT 1`, docket, reply)
	return e, err
}

// Last is the number of the last entry of a docket's log; 0 for none.
func Last(q db.Q, docket id.ID) (int64, error) {
	e, err := end(q, docket, "")
	return e.Seq, err
}

// Head is the hash of the last entry of a docket's log; "" for none.
func Head(q db.Q, docket id.ID) (string, error) {
	e, err := end(q, docket, "")
	return e.Hash, err
}

const columns = `docket_id, reply_id, seq, at, account_id, actor, action, kind, subject, detail, before, after, hash`

func scan(r db.Row, e *Entry) error {
	var detail string
	err := r.Scan(&e.Docket, &e.Reply, &e.Seq, &e.At, &e.Account, &e.Actor, &e.Action, &e.Kind, &e.Subject, &detail, &e.Before, &e.After, &e.Hash)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(detail), &e.Detail)
}

// Newest lists up to limit entries of a docket's log, the newest first, older
// than the entry numbered before (0 for the newest of all).
func Newest(q db.Q, docket id.ID, before int64, limit int) ([]Entry, error) {
	return OfReply(q, docket, "", before, limit)
}

// OfReply lists a reply's own log as Newest lists the docket's.
func OfReply(q db.Q, docket, reply id.ID, before int64, limit int) ([]Entry, error) {
	return db.All(q, scan, `
SELECT `+columns+` FROM ledger
WHERE docket_id = $1 AND reply_id = $2 AND ($3 = 0 OR seq < $3) ORDER BY seq DESC LIMIT $4`, docket, reply, before, limit)
}

// After lists up to limit entries of a docket's log that came after the one
// numbered seq, in order.
func After(q db.Q, docket id.ID, seq int64, limit int) ([]Entry, error) {
	return db.All(q, scan, `SELECT `+columns+` FROM ledger WHERE docket_id = $1 AND reply_id = '' AND seq > $2 ORDER BY seq LIMIT $3`, docket, seq, limit)
}

// Of lists what the docket's log tells of one record, in order.
func Of(q db.Q, docket, subject id.ID) ([]Entry, error) {
	return db.All(q, scan, `SELECT `+columns+` FROM ledger WHERE docket_id = $1 AND subject = $2 AND reply_id = '' ORDER BY seq`, docket, subject)
}
