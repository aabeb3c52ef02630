package consultation

import (
	"slices"
	"strconv"
	"strings"

	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
)

const roundColumns = `docket_id, id, number, version_id, title, letter, state, deadline, opened, ended, closed, rev, created, created_by`

func scanRound(r db.Row, v *Round) error {
	return r.Scan(&v.Docket, &v.ID, &v.Number, &v.Version, &v.Title, &v.Letter, &v.State, &v.Deadline, &v.Opened, &v.Ended, &v.Closed,
		&v.Rev, &v.Created, &v.CreatedBy)
}

// roundRow reads a round without its questions and bodies.
func roundRow(q db.Q, docket, round id.ID) (Round, error) {
	return one(db.One(q, scanRound, `SELECT `+roundColumns+` FROM round WHERE docket_id = $1 AND id = $2`, docket, round))
}

// roundAlone reads a round with its questions, without its bodies.
func roundAlone(q db.Q, docket, round id.ID) (Round, error) {
	r, err := roundRow(q, docket, round)
	if err != nil {
		return r, err
	}
	r.Questions, err = db.All(q, func(row db.Row, v *Question) error { return row.Scan(&v.ID, &v.Node, &v.Words) },
		`SELECT id, node_id, words FROM round_question WHERE docket_id = $1 AND round_id = $2 ORDER BY seq`, docket, round)
	return r, err
}

func readRound(q db.Q, docket, round id.ID) (Round, error) {
	r, err := roundAlone(q, docket, round)
	if err != nil {
		return r, err
	}
	r.Asked, err = askedOf(q, docket, round)
	return r, err
}

// lockRound reads a round that is about to be changed: who changes it at the
// same time waits.
func lockRound(tx *db.Tx, docket, round id.ID) (Round, error) {
	if err := tx.Lock("round " + string(round)); err != nil {
		return Round{}, err
	}
	return readRound(tx, docket, round)
}

// roundHeld is the row of a round that something is done in: it stays as it is
// until the transaction ends, or an answer could come into a round that is
// being closed.
func roundHeld(tx *db.Tx, docket, round id.ID) (Round, error) {
	if err := tx.Share("round " + string(round)); err != nil {
		return Round{}, err
	}
	key := roundKey(docket, round)
	if r, ok := tx.Kept(key).(Round); ok {
		return r, nil
	}
	r, err := roundRow(tx, docket, round)
	if err == nil {
		tx.Keep(key, r)
	}
	return r, err
}

// roundKey is where a transaction keeps the row of a round.
func roundKey(docket, round id.ID) string { return "round " + string(docket) + string(round) }

func roundsOf(q db.Q, docket id.ID, all bool) ([]Round, error) {
	return db.All(q, scanRound, `
SELECT `+roundColumns+` FROM round WHERE docket_id = $1 AND ($2 OR state <> 'preparing') ORDER BY number DESC LIMIT 500`, docket, all)
}

func nextRound(tx *db.Tx, docket id.ID) (int64, error) {
	if err := tx.Lock("round " + string(docket)); err != nil {
		return 0, err
	}
	n, err := db.Value[int64](tx, `SELECT MAX(number) FROM round WHERE docket_id = $1`, docket)
	return n + 1, err
}

func insertRound(tx *db.Tx, r Round) error {
	_, err := tx.Exec(`
INSERT INTO round (`+roundColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		r.Docket, r.ID, r.Number, r.Version, r.Title, r.Letter, r.State, r.Deadline, r.Opened, r.Ended, r.Closed, r.Rev, r.Created, r.CreatedBy)
	return err
}

func updateRound(tx *db.Tx, r Round, rev int64) error {
	tx.Keep(roundKey(r.Docket, r.ID), nil)
	return changed(tx.Exec(`
UPDATE round SET version_id = $4, title = $5, letter = $6, state = $7, deadline = $8, opened = $9, ended = $10, closed = $11, rev = $12
WHERE docket_id = $1 AND id = $2 AND rev = $3`,
		r.Docket, r.ID, rev, r.Version, r.Title, r.Letter, r.State, r.Deadline, r.Opened, r.Ended, r.Closed, r.Rev))
}

// replaceAsking writes the questions and bodies of a round anew.
func replaceAsking(tx *db.Tx, r Round) error {
	if err := replaceQuestions(tx, r); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM round_body WHERE docket_id = $1 AND round_id = $2`, r.Docket, r.ID); err != nil {
		return err
	}
	return insertBodies(tx, r, r.Asked, 0)
}

func replaceQuestions(tx *db.Tx, r Round) error {
	if _, err := tx.Exec(`DELETE FROM round_question WHERE docket_id = $1 AND round_id = $2`, r.Docket, r.ID); err != nil {
		return err
	}
	for i, q := range r.Questions {
		_, err := tx.Exec(`INSERT INTO round_question (docket_id, round_id, id, seq, node_id, words) VALUES ($1, $2, $3, $4, $5, $6)`,
			r.Docket, r.ID, q.ID, i+1, q.Node, q.Words)
		if err != nil {
			return err
		}
	}
	return nil
}

// changeAsked takes bodies out of a round and puts others in behind the last;
// those that stay, which may be tens of thousands, are not written again.
func changeAsked(tx *db.Tx, before, after Round) error {
	was, is := before.index(), after.index()
	last, err := lastPlace(tx, before)
	if err != nil {
		return err
	}
	for body := range was {
		if _, stays := is[body]; stays {
			continue
		}
		if _, err := tx.Exec(`DELETE FROM round_body WHERE docket_id = $1 AND round_id = $2 AND body_id = $3`, after.Docket, after.ID, body); err != nil {
			return err
		}
	}
	added := slices.DeleteFunc(slices.Clone(after.Asked), func(a Asked) bool { _, there := was[a.Body]; return there })
	return insertBodies(tx, after, added, last)
}

// lastPlace is that of the last body of a round; 0 for none.
func lastPlace(q db.Q, r Round) (int64, error) {
	return db.Value[int64](q, `SELECT COALESCE(MAX(seq), 0) FROM round_body WHERE docket_id = $1 AND round_id = $2`, r.Docket, r.ID)
}

// insertBodies writes bodies into a round behind the place of the last one.
func insertBodies(tx *db.Tx, r Round, list []Asked, last int64) error {
	for some := range slices.Chunk(list, 100) {
		var values strings.Builder
		args := []any{r.Docket, r.ID}
		for i, a := range some {
			last++
			if i > 0 {
				values.WriteString(", ")
			}
			values.WriteString("($1, $2")
			for _, v := range []any{a.Body, a.Name, last, a.Deadline, a.At, a.Reminded} {
				args = append(args, v)
				values.WriteString(", $" + strconv.Itoa(len(args)))
			}
			values.WriteString(")")
		}
		_, err := tx.Exec(`
INSERT INTO round_body (docket_id, round_id, body_id, name, seq, deadline, asked, reminded) VALUES `+values.String(), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

func updateAsked(tx *db.Tx, r Round, a Asked) error {
	_, err := tx.Exec(`
UPDATE round_body SET deadline = $4, asked = $5, reminded = $6 WHERE docket_id = $1 AND round_id = $2 AND body_id = $3`,
		r.Docket, r.ID, a.Body, a.Deadline, a.At, a.Reminded)
	return err
}

func scanAsked(r db.Row, v *Asked) error {
	return r.Scan(&v.Body, &v.Name, &v.Short, &v.Email, &v.Deadline, &v.At, &v.Reminded)
}

const askedSelect = `
SELECT a.body_id, a.name, COALESCE(b.short, ''), COALESCE(b.email, ''), a.deadline, a.asked, a.reminded
FROM round_body a LEFT JOIN body b ON b.id = a.body_id
WHERE a.docket_id = $1 AND a.round_id = $2`

func askedOf(q db.Q, docket, round id.ID) ([]Asked, error) {
	return db.All(q, scanAsked, askedSelect+` ORDER BY a.seq`, docket, round)
}

// bodiesNamed looks bodies up, in the order given, each once. Invalid where
// one is not there or is closed.
func bodiesNamed(q db.Q, bodies []id.ID) ([]Asked, error) {
	found := make(map[id.ID]Asked, len(bodies))
	for some := range slices.Chunk(bodies, atOnce) {
		w := &db.Where{}
		db.AndIn(w, `id`, some)
		list, err := db.All(q, func(r db.Row, v *Asked) error { return r.Scan(&v.Body, &v.Name, &v.Short, &v.Email) },
			`SELECT id, name, short, email FROM body WHERE `+w.SQL()+` AND state = 'active'`, w.Args...)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			found[a.Body] = a
		}
	}
	out, seen := []Asked{}, make(map[id.ID]bool, len(bodies))
	for _, body := range bodies {
		a, there := found[body]
		if !there {
			return nil, fault.New(fault.Invalid, "field", "bodies", "rule", "web.rule.choice")
		}
		if !seen[body] {
			seen[body] = true
			out = append(out, a)
		}
	}
	return out, nil
}
