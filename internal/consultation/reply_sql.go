package consultation

import (
	"thao/internal/db"
	"thao/internal/id"
)

const replyColumns = `docket_id, id, round_id, body_id, body_name, via, state, agrees, number, dated, words, file_id, problem, rule, joint,
 receipt, hash, sealed, sealed_by, comments, rev, created, created_by`

// replySelect reads replies with what is known of their files.
const replySelect = `SELECT r.docket_id, r.id, r.round_id, r.body_id, r.body_name, r.via, r.state, r.agrees, r.number, r.dated, r.words,
 r.file_id, r.problem, r.rule, r.joint, r.receipt, r.hash, r.sealed, r.sealed_by, r.comments, r.rev, r.created, r.created_by,
 COALESCE(f.name, ''), COALESCE(f.hash, '')
FROM reply r LEFT JOIN file f ON f.docket_id = r.docket_id AND f.id = r.file_id `

func scanReply(r db.Row, v *Reply) error {
	return r.Scan(&v.Docket, &v.ID, &v.Round, &v.Body, &v.BodyName, &v.Via, &v.State, &v.Agrees, &v.Number, &v.Dated, &v.Words, &v.File,
		(*problemList)(&v.Problems), &v.Rule, &v.Joint, &v.Receipt, &v.Hash, &v.Sealed, &v.SealedBy, &v.Comments, &v.Rev, &v.Created, &v.CreatedBy,
		&v.FileName, &v.FileHash)
}

func replyRow(q db.Q, docket, reply id.ID) (Reply, error) {
	return one(db.One(q, scanReply, replySelect+`WHERE r.docket_id = $1 AND r.id = $2`, docket, reply))
}

func webReplyRow(q db.Q, docket, round, body id.ID) (Reply, error) {
	return one(db.One(q, scanReply, replySelect+`WHERE r.docket_id = $1 AND r.round_id = $2 AND r.body_id = $3 AND r.via = 'web'`, docket, round, body))
}

// webReplyHeld is a body's own reply, whose lock the transaction has; it may
// have been read by one before.
func webReplyHeld(tx *db.Tx, docket, round, body id.ID) (Reply, error) {
	key := replyKey(round, body)
	if r, ok := tx.Kept(key).(Reply); ok {
		return r, nil
	}
	r, err := webReplyRow(tx, docket, round, body)
	if err == nil && len(r.Words) < 4096 { // many are kept
		tx.Keep(key, r)
	}
	return r, err
}

// replyKey is the lock of a body's own reply: who writes in it shares it, who
// changes it as a whole holds it, so that nothing comes in under the seal.
func replyKey(round, body id.ID) string { return "reply " + string(round) + " " + string(body) }

const insertReplySQL = `INSERT INTO reply (` + replyColumns + `)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`

func (r Reply) values() ([]any, error) {
	problems, err := problemList(r.Problems).text()
	return []any{r.Docket, r.ID, r.Round, r.Body, r.BodyName, r.Via, r.State, r.Agrees, r.Number, r.Dated, r.Words, r.File, problems, r.Rule, r.Joint,
		r.Receipt, r.Hash, r.Sealed, r.SealedBy, r.Comments, r.Rev, r.Created, r.CreatedBy}, err
}

func insertReply(tx *db.Tx, r Reply) error {
	values, err := r.values()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insertReplySQL, values...); err != nil {
		return err
	}
	return r.find(tx)
}

// beginReply puts down a body's own reply unless there is one.
func beginReply(tx *db.Tx, r Reply) error {
	values, err := r.values()
	if err != nil {
		return err
	}
	_, err = tx.Exec(insertReplySQL+` ON CONFLICT (docket_id, round_id, body_id) WHERE via = 'web' DO NOTHING`, values...)
	return err
}

func updateReply(tx *db.Tx, r Reply, rev int64) error {
	tx.Keep(replyKey(r.Round, r.Body), nil)
	problems, err := problemList(r.Problems).text()
	if err != nil {
		return err
	}
	if err := changed(tx.Exec(`
UPDATE reply SET body_id = $4, body_name = $5, state = $6, agrees = $7, number = $8, dated = $9, words = $10, problem = $11, rule = $12,
 receipt = $13, hash = $14, sealed = $15, sealed_by = $16, comments = $17, rev = $18, joint = $19
WHERE docket_id = $1 AND id = $2 AND rev = $3`,
		r.Docket, r.ID, rev, r.Body, r.BodyName, r.State, r.Agrees, r.Number, r.Dated, r.Words, problems, r.Rule,
		r.Receipt, r.Hash, r.Sealed, r.SealedBy, r.Comments, r.Rev, r.Joint)); err != nil {
		return err
	}
	return r.find(tx)
}

// repliesOf lists the replies of a round that the team sees: what was received.
func repliesOf(q db.Q, docket, round id.ID) ([]Reply, error) {
	return db.All(q, scanReply, replySelect+`
WHERE r.docket_id = $1 AND r.round_id = $2 AND r.state IN ('reading', 'sealed', 'unreadable') ORDER BY r.id LIMIT 200000`, docket, round)
}

// repliesFrom is a page of repliesOf: those that a filter chooses, behind a reply.
func repliesFrom(q db.Q, docket, round id.ID, f ReplyFilter, after id.ID, limit int) ([]Reply, error) {
	return db.All(q, scanReply, replySelect+`
WHERE r.docket_id = $1 AND r.round_id = $2 AND r.state IN ('reading', 'sealed', 'unreadable') AND ($3 = '' OR r.body_id = $3) AND r.id > $4
  AND ($6 = 0 OR r.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM round_body b WHERE b.docket_id = r.docket_id AND b.round_id = r.round_id AND b.body_id = r.body_id))
ORDER BY r.id LIMIT $5`, docket, round, f.Body, after, limit, strange(f))
}

func strange(f ReplyFilter) int {
	if f.Strange {
		return 1
	}
	return 0
}
