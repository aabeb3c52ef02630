package consultation

import (
	"database/sql"

	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

const commentColumns = `docket_id, id, round_id, reply_id, body_id, body_name, unit_id, account_id, author, state, minority, origin,
 node_id, quote, prefix, suffix, quote_start, quote_end, kind, text, words_before, words_after, reason,
 demand, moved, resolved, source, said_where, dated, version_id, node_seq, path, confidence, place, group_id, lead, rev, created, updated`

func scanComment(r db.Row, c *Comment) error {
	var group sql.Null[id.ID]
	err := r.Scan(&c.Docket, &c.ID, &c.Round, &c.Reply, &c.Body, &c.BodyName, &c.Unit, &c.Account, &c.Author, &c.State, &c.Minority, &c.Origin,
		&c.Node, &c.Quote, &c.Prefix, &c.Suffix, &c.Start, &c.End, &c.Kind, &c.Text, &c.Before, &c.After, &c.Reason,
		&c.Demand, &c.Moved, &c.Resolved, &c.Source, &c.Where, &c.Dated, &c.Version, &c.NodeSeq, &c.Path, &c.Confidence, &c.Place, &group, &c.Lead,
		&c.Rev, &c.Created, &c.Updated)
	c.Group = group.V
	return err
}

// commentRow reads a comment without its thread and candidates.
func commentRow(q db.Q, docket, comment id.ID) (Comment, error) {
	return one(db.One(q, scanComment, `SELECT `+commentColumns+` FROM comment WHERE docket_id = $1 AND id = $2`, docket, comment))
}

func readComment(q db.Q, docket, comment id.ID) (Comment, error) {
	c, err := commentRow(q, docket, comment)
	if err != nil {
		return c, err
	}
	if c.Thread, err = turnsOf(q, docket, comment); err != nil {
		return c, err
	}
	c.Candidates, err = candidatesOf(q, docket, comment, asCandidate)
	if err != nil {
		return c, err
	}
	c.Also, err = candidatesOf(q, docket, comment, asAlso)
	return c, err
}

// add puts a new comment down, with what finds it.
func (s *Service) add(tx *db.Tx, c Comment) error {
	made, err := insertComment(tx, c)
	if err == nil && !made {
		err = fault.New(fault.Exists)
	}
	if err != nil {
		return err
	}
	return c.find(tx)
}

// searchKind is the kind comments are found as.
const searchKind = "comment"

// find enters a comment for search once it is sent: words that are still being
// written change with every pause, and only its body's people look for them
// (Filter.unsent).
func (c Comment) find(tx *db.Tx) error {
	switch c.State {
	case Sent, BeingRead:
		return db.PutWords(tx, c.Docket, searchKind, string(c.ID), c.folded())
	case Withdrawn:
		return db.DeleteWords(tx, c.Docket, searchKind, string(c.ID))
	}
	return nil
}

// send makes the comments included in a reply the team's, who find them by
// their words.
func send(tx *db.Tx, r Reply) error {
	list, err := db.All(tx, scanComment, `
SELECT `+commentColumns+` FROM comment WHERE docket_id = $1 AND reply_id = $2 AND state = 'included' ORDER BY id`, r.Docket, r.ID)
	if err != nil {
		return err
	}
	for _, c := range list {
		c.State = Sent
		if err := changed(tx.Exec(`UPDATE comment SET state = $3, rev = rev + 1, updated = $4, folded = $5 WHERE docket_id = $1 AND id = $2`,
			c.Docket, c.ID, c.State, r.Sealed, c.folded())); err != nil {
			return err
		}
		if err := c.find(tx); err != nil {
			return err
		}
	}
	return nil
}

// keep writes a comment that changed, with what finds it.
func (s *Service) keep(tx *db.Tx, c Comment, rev int64) error {
	if err := updateComment(tx, c, rev); err != nil {
		return err
	}
	return c.find(tx)
}

// insertComment is false where there is a comment of its id already.
func insertComment(tx *db.Tx, c Comment) (bool, error) {
	n, err := tx.Exec(insertCommentSQL+`
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
 $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)
ON CONFLICT (docket_id, id) DO NOTHING`, c.values()...)
	if err != nil || n == 0 {
		return false, err
	}
	return true, insertBelow(tx, []Comment{c})
}

const insertCommentSQL = `INSERT INTO comment (` + commentColumns + `, folded)`

func (c Comment) values() []any {
	return []any{
		c.Docket, c.ID, c.Round, c.Reply, c.Body, c.BodyName, c.Unit, c.Account, c.Author, c.State, c.Minority, c.Origin,
		c.Node, c.Quote, c.Prefix, c.Suffix, c.Start, c.End, c.Kind, c.Text, c.Before, c.After, c.Reason,
		c.Demand, c.Moved, c.Resolved, c.Source, c.Where, c.Dated, c.Version, c.NodeSeq, c.Path, c.Confidence, c.Place, orNull(c.Group), c.Lead,
		c.Rev, c.Created, c.Updated, c.kept(),
	}
}

// addAll puts new comments of one docket down, with what finds them.
func addAll(tx *db.Tx, docket id.ID, list []Comment) error {
	rows, words := make([][]any, len(list)), make([]db.Word, len(list))
	for i, c := range list {
		rows[i] = c.values()
		words[i] = db.Word{Ref: string(c.ID), Folded: rows[i][len(rows[i])-1].(string)}
	}
	if err := db.InsertAll(tx, insertCommentSQL, rows, ""); err != nil {
		return err
	}
	if err := insertBelow(tx, list); err != nil {
		return err
	}
	return db.PutAllWords(tx, docket, searchKind, words)
}

// insertBelow writes what stands below comments: what was said about each, and
// where else it may belong.
func insertBelow(tx *db.Tx, list []Comment) error {
	var turns, candidates [][]any
	for _, c := range list {
		for _, t := range c.Thread {
			turns = append(turns, turnValues(c, t))
		}
		seq := 0
		for _, kind := range []struct {
			sense string
			list  []Candidate
		}{{asCandidate, c.Candidates}, {asAlso, c.Also}} {
			for _, k := range kind.list {
				seq++
				candidates = append(candidates, []any{c.Docket, c.ID, seq, kind.sense, k.Node, k.Path, k.Score})
			}
		}
	}
	if err := db.InsertAll(tx, insertTurnSQL, turns, ""); err != nil {
		return err
	}
	return db.InsertAll(tx, `INSERT INTO comment_candidate (docket_id, comment_id, seq, sense, node_id, path, score)`, candidates, "")
}

// updateComment writes all of a comment that may change. Its group is the
// desk's to change.
func updateComment(tx *db.Tx, c Comment, rev int64) error {
	return changed(tx.Exec(`
UPDATE comment SET body_id = $4, body_name = $5, state = $6, minority = $7, node_id = $8, quote = $9, prefix = $10, suffix = $11,
 quote_start = $12, quote_end = $13, kind = $14, text = $15, words_before = $16, words_after = $17, reason = $18, demand = $19,
 node_seq = $20, path = $21, confidence = $22, place = $23, group_id = $24, lead = $25, folded = $26, rev = $27, updated = $28
WHERE docket_id = $1 AND id = $2 AND rev = $3`,
		c.Docket, c.ID, rev, c.Body, c.BodyName, c.State, c.Minority, c.Node, c.Quote, c.Prefix, c.Suffix,
		c.Start, c.End, c.Kind, c.Text, c.Before, c.After, c.Reason, c.Demand,
		c.NodeSeq, c.Path, c.Confidence, c.Place, orNull(c.Group), c.Lead, c.kept(), c.Rev, c.Updated))
}

func orNull(v id.ID) any {
	if v == "" {
		return nil
	}
	return v
}

func scanTurn(r db.Row, t *Turn) error {
	return r.Scan(&t.ID, &t.Account, &t.Author, &t.Words, &t.At, &t.Created)
}

func turnsOf(q db.Q, docket, comment id.ID) ([]Turn, error) {
	return db.All(q, scanTurn, `
SELECT id, account_id, author, words, at, created FROM comment_turn WHERE docket_id = $1 AND comment_id = $2 ORDER BY id`, docket, comment)
}

const insertTurnSQL = `INSERT INTO comment_turn (docket_id, comment_id, id, account_id, author, words, at, created)`

func turnValues(c Comment, t Turn) []any {
	return []any{c.Docket, c.ID, t.ID, t.Account, t.Author, t.Words, t.At, t.Created}
}

func insertTurn(tx *db.Tx, c Comment, t Turn) error {
	return db.InsertAll(tx, insertTurnSQL, [][]any{turnValues(c, t)}, "")
}

// In what sense a comment may belong to a place: it is one or the other, or names
// it besides its own.
const (
	asCandidate = "candidate"
	asAlso      = "also"
)

func candidatesOf(q db.Q, docket, comment id.ID, sense string) ([]Candidate, error) {
	return db.All(q, func(r db.Row, k *Candidate) error { return r.Scan(&k.Node, &k.Path, &k.Score) }, `
SELECT node_id, path, score FROM comment_candidate WHERE docket_id = $1 AND comment_id = $2 AND sense = $3 ORDER BY seq`, docket, comment, sense)
}
