package db

import (
	"database/sql"
	"fmt"
	"strings"

	"thao/internal/id"
)

// Full-text search is the one thing the engines do in ways of their own: FTS5
// on SQLite, a tsvector under a GIN index on PostgreSQL. This file is the seam.
// Both are given the same words, already folded by the caller and cut here into
// tokens of a–z and 0–9, so neither's parser has a say and both find the same.
//
// Each entry also holds a token that names its docket and kind: hits of other
// dockets are passed over inside the index.

// MostTokens of an entry are searched; PostgreSQL knows no later positions.
const MostTokens = 16000

// Tokens cuts folded text into what search compares.
func Tokens(folded string) []string {
	tokens := strings.FieldsFunc(folded, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	for i, token := range tokens {
		if len(token) > 100 {
			tokens[i] = token[:100]
		}
	}
	return tokens
}

// PutWords enters what can be found by words: ref, a record of a kind in a
// docket. Words that were there for it are replaced; its place in the order of
// what is found stays. The kind is made of a–z.
func PutWords(tx *Tx, docket id.ID, kind, ref, folded string) error {
	return PutAllWords(tx, docket, kind, []Word{{ref, folded}})
}

// Word is one entry of PutAllWords.
type Word struct{ Ref, Folded string }

// PutAllWords is PutWords for many records, in their order; none comes twice.
func PutAllWords(tx *Tx, docket id.ID, kind string, list []Word) error {
	put := putLite
	if tx.dialect == Postgres {
		put = putPostgres
	}
	return inParts(list, func(list []Word) error { return put(tx, docket, kind, list) })
}

// tokens are those of an entry that are searched.
func (w Word) tokens() []string {
	tokens := Tokens(w.Folded)
	return tokens[:min(len(tokens), MostTokens)]
}

func putPostgres(tx *Tx, docket id.ID, kind string, list []Word) error {
	scope := scope(docket, kind)
	var values []string
	var args []any
	for i, w := range list {
		tokens := w.tokens()
		values = append(values, fmt.Sprintf(`($%d, $%d, $%d, $%d, CAST(CAST($%d AS TEXT) AS TSVECTOR))`, 5*i+1, 5*i+2, 5*i+3, 5*i+4, 5*i+5))
		args = append(args, docket, kind, w.Ref, strings.Join(tokens, " "), vector(scope, tokens))
	}
	_, err := tx.Exec(`
INSERT INTO search_entry (docket_id, kind, ref, plain, words) VALUES `+strings.Join(values, ", ")+`
ON CONFLICT (docket_id, kind, ref) DO UPDATE SET plain = excluded.plain, words = excluded.words`, args...)
	return err
}

func putLite(tx *Tx, docket id.ID, kind string, list []Word) error {
	scope, plain := scope(docket, kind), make(map[string]string, len(list))
	var args []any
	for _, w := range list {
		plain[w.Ref] = strings.Join(w.tokens(), " ")
		args = append(args, docket, kind, w.Ref, plain[w.Ref])
	}
	type entered struct {
		entry int64
		ref   string
	}
	entries, err := All(tx, func(r Row, e *entered) error { return r.Scan(&e.entry, &e.ref) }, `
INSERT INTO search_entry (docket_id, kind, ref, plain) VALUES `+marks(len(list), 4)+`
ON CONFLICT (docket_id, kind, ref) DO UPDATE SET plain = excluded.plain RETURNING entry, ref`, args...)
	if err != nil {
		return err
	}
	args = args[:0]
	for _, e := range entries {
		args = append(args, e.entry, scope+" "+plain[e.ref])
	}
	_, err = tx.Exec(`INSERT OR REPLACE INTO search_words (rowid, words) VALUES `+marks(len(entries), 2), args...)
	return err
}

// DeleteWords takes an entry away; nothing happens where there is none.
func DeleteWords(tx *Tx, docket id.ID, kind, ref string) error {
	if tx.dialect == SQLite {
		_, err := tx.Exec(`
DELETE FROM search_words WHERE rowid IN (SELECT entry FROM search_entry WHERE docket_id = $1 AND kind = $2 AND ref = $3)`, docket, kind, ref)
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(`DELETE FROM search_entry WHERE docket_id = $1 AND kind = $2 AND ref = $3`, docket, kind, ref)
	return err
}

// MatchWords finds up to limit entries of a kind in a docket, the newest first,
// older than the one named before ("" for the newest of all). folded is what
// somebody looks for: every word must be there, in any order; "words in quotes"
// must follow one another; the last word may be the beginning of one, unless a
// space or a quote follows it. A query without words finds nothing.
//
// Newest is by ref on PostgreSQL and by the order of entering on SQLite: nearly
// the same for ids, which come in the order of time.
//
// What is found often is found among the newest: they are walked first. Only
// what is rare is asked of the index, whose work grows with what it finds.
func MatchWords(q Q, docket id.ID, kind, folded, before string, limit int) ([]string, error) {
	phrases := parse(folded)
	if len(phrases) == 0 {
		return []string{}, nil
	}
	found, all, err := walk(q, docket, kind, phrases, before, limit)
	if err != nil || all || len(found) == limit {
		return found, err
	}
	if q.Engine() == Postgres {
		return Values[string](q, `
SELECT ref FROM search_entry
WHERE docket_id = $1 AND kind = $2 AND ($3 = '' OR ref < $3) AND words @@ CAST(CAST($4 AS TEXT) AS TSQUERY)
ORDER BY ref DESC LIMIT $5`, docket, kind, before, tsquery(scope(docket, kind), phrases), limit)
	}
	return Values[string](q, `
SELECT e.ref FROM search_words w CROSS JOIN search_entry e ON e.entry = w.rowid
WHERE w.words MATCH $1 AND e.docket_id = $2 AND e.kind = $3
  AND ($4 = '' OR w.rowid < `+older("$2", "$3", "$4")+`)
ORDER BY w.rowid DESC LIMIT $5`, fts5(scope(docket, kind), phrases), docket, kind, before, limit)
}

// AllWords finds what MatchWords does, up to limit entries in any order. It asks
// the index alone: for words that are not met among the first things one looks
// at.
func AllWords(q Q, docket id.ID, kind, folded string, limit int) ([]string, error) {
	found, args := allWords(q, docket, kind, folded, limit)
	if args == nil {
		return []string{}, nil
	}
	return Values[string](q, `SELECT ref`+found, args...)
}

// CountWords is how many AllWords finds.
func CountWords(q Q, docket id.ID, kind, folded string, limit int) (int64, error) {
	found, args := allWords(q, docket, kind, folded, limit)
	if args == nil {
		return 0, nil
	}
	if q.Engine() == SQLite { // whose index needs no entry read
		found, args = ` FROM search_words w WHERE w.words MATCH $1 LIMIT $2`, []any{args[0], limit}
	}
	return Value[int64](q, `SELECT COUNT(*) FROM (SELECT 1`+found+`) AS found`, args...)
}

// allWords is where AllWords looks, with its values; none for no words.
func allWords(q Q, docket id.ID, kind, folded string, limit int) (from string, args []any) {
	phrases := parse(folded)
	switch {
	case len(phrases) == 0:
		return "", nil
	case q.Engine() == Postgres:
		return ` FROM search_entry WHERE words @@ CAST(CAST($1 AS TEXT) AS TSQUERY) AND docket_id = $2 AND kind = $3 LIMIT $4`,
			[]any{tsquery(scope(docket, kind), phrases), docket, kind, limit}
	}
	return ` FROM search_words w CROSS JOIN search_entry e ON e.entry = w.rowid
WHERE w.words MATCH $1 AND e.docket_id = $2 AND e.kind = $3 LIMIT $4`, []any{fts5(scope(docket, kind), phrases), docket, kind, limit}
}

// older is the place of an entry in the order of entering. Where it has gone
// since it was named, the place behind what is older by its id.
func older(docket, kind, ref string) string {
	of := ` FROM search_entry WHERE docket_id = ` + docket + ` AND kind = ` + kind + ` AND ref `
	return `COALESCE((SELECT entry` + of + `= ` + ref + `), (SELECT MAX(entry) + 1` + of + `< ` + ref + `), 0)`
}

// How far to walk through the newest entries before the index is asked.
const (
	walkEntries = 400
	walkBytes   = 400 << 10
)

// walk looks through the newest entries themselves; all, when there are no more
// than it looked through.
func walk(q Q, docket id.ID, kind string, phrases []phrase, before string, limit int) (found []string, all bool, err error) {
	query := `
SELECT ref, plain FROM search_entry
WHERE docket_id = $1 AND kind = $2 AND ($3 = '' OR ref < $3) ORDER BY docket_id DESC, kind DESC, ref DESC LIMIT $4`
	if q.Engine() == SQLite {
		query = `
SELECT ref, plain FROM search_entry
WHERE docket_id = $1 AND kind = $2
  AND ($3 = '' OR entry < ` + older("$1", "$2", "$3") + `)
ORDER BY entry DESC LIMIT $4`
	}
	rows, err := q.Query(query, docket, kind, before, walkEntries)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	seen, size := 0, 0
	for found = []string{}; len(found) < limit && size < walkBytes; {
		if !rows.Next() {
			return found, seen < walkEntries, rows.Err()
		}
		var ref string
		var plain sql.RawBytes
		if err := rows.Scan(&ref, &plain); err != nil {
			return nil, false, err
		}
		seen, size = seen+1, size+len(plain)
		if hold(" "+string(plain)+" ", phrases) {
			found = append(found, ref)
		}
	}
	return found, false, nil
}

// hold reports whether every phrase is among words, which have a space before
// and after each.
func hold(words string, phrases []phrase) bool {
	for _, p := range phrases {
		if !strings.Contains(words, p.spaced()) {
			return false
		}
	}
	return true
}

// spaced is a phrase as it stands among words with a space before and after
// each.
func (p phrase) spaced() string {
	s := " " + strings.Join(p.tokens, " ")
	if p.prefix {
		return s
	}
	return s + " "
}

// Phrases are what MatchWords demands, each as it stands among words with a
// space before and after each: " thoi han ", or " ba" for what begins so. It
// finds the same by looking through them.
func Phrases(folded string) []string {
	var out []string
	for _, p := range parse(folded) {
		out = append(out, p.spaced())
	}
	return out
}

// scope is the token of a docket and kind.
func scope(docket id.ID, kind string) string {
	return "q" + strings.Join(Tokens(strings.ToLower(string(docket))), "") + "q" + kind
}

// phrase is tokens that follow one another; the last one may be a beginning.
type phrase struct {
	tokens []string
	prefix bool
}

// mostSought are the words of a query that are looked for, the first ones.
const mostSought = 32

func parse(folded string) []phrase {
	var out []phrase
	left := mostSought
	for i, part := range strings.Split(folded, `"`) {
		all := Tokens(part)
		tokens := all[:min(len(all), left)]
		left -= len(tokens)
		switch {
		case len(tokens) == 0:
		case i%2 == 1:
			out = append(out, phrase{tokens: tokens})
		default:
			for _, token := range tokens {
				out = append(out, phrase{tokens: []string{token}})
			}
			last := part[len(part)-1]
			if len(tokens) == len(all) && i == strings.Count(folded, `"`) && (last >= 'a' && last <= 'z' || last >= '0' && last <= '9') {
				out[len(out)-1].prefix = true
			}
		}
	}
	return out
}

// fts5 writes a query for SQLite: "qd1qcomment" AND "thoi han" AND "bao"*.
func fts5(scope string, phrases []phrase) string {
	parts := []string{`"` + scope + `"`}
	for _, p := range phrases {
		s := `"` + strings.Join(p.tokens, " ") + `"`
		if p.prefix {
			s += "*"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " AND ")
}

// tsquery writes the same for PostgreSQL: 'qd1qcomment' & ('thoi' <-> 'han') & 'bao':*.
func tsquery(scope string, phrases []phrase) string {
	parts := []string{"'" + scope + "'"}
	for _, p := range phrases {
		s := "'" + strings.Join(p.tokens, "' <-> '") + "'"
		if p.prefix {
			s += ":*"
		}
		parts = append(parts, "("+s+")")
	}
	return strings.Join(parts, " & ")
}

// vector writes tokens with their positions as PostgreSQL reads them.
func vector(scope string, tokens []string) string {
	var b strings.Builder
	b.WriteString("'" + scope + "'")
	for i, token := range tokens {
		fmt.Fprintf(&b, " '%s':%d", token, i+1)
	}
	return b.String()
}
