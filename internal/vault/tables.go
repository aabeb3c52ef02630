package vault

import (
	"slices"

	"thao/internal/db"
)

// table is one of the database's, as a backup holds it.
type table struct {
	name  string
	later []string // columns that refer to the table itself: filled in once all rows are there
}

// tables lists what is backed up, each after those it refers to. A test holds
// it against the schema.
var tables = []table{
	{name: "account"},
	{name: "invitation"},
	{name: "api_token"},
	{name: "body", later: []string{"parent_id"}},
	{name: "body_member"},
	{name: "docket"},
	{name: "docket_role"},
	{name: "docket_seen"},
	{name: "ledger"},
	{name: "file"},
	{name: "version", later: []string{"base_id"}},
	{name: "node"},
	{name: "node_clash"},
	{name: "round"},
	{name: "round_question"},
	{name: "round_body"},
	{name: "reply"},
	{name: "comment_group"},
	{name: "comment"},
	{name: "comment_turn"},
	{name: "comment_candidate"},
	{name: "passage"},
	{name: "answer"},
	{name: "matrix_load"},
	{name: "phrase"},
	{name: "job"},
	{name: "message"},
	{name: "webhook"},
	{name: "idempotency"},
	{name: "search_entry"},
}

// Sessions, failed sign-ins and seats at the desk are of the moment: whoever
// restores signs in anew. The index of words is made anew from search_entry,
// and access_revision counts the changes of the database it is in.
var left = []string{"session", "attempt", "group_seat", "search_words", "access_revision"}

// search is written and read through the seam of package db.
const search = "search_entry"

// searched are the columns of it that both engines have.
var searched = []column{{name: "docket_id", kind: text}, {name: "kind", kind: text}, {name: "ref", kind: text}, {name: "plain", kind: text}}

// column is one of a table's; kind is what its values are in a backup.
type column struct {
	name string
	kind kind
	key  bool
}

type kind string

const (
	text    kind = "text"
	whole   kind = "whole" // also for booleans: 0, 1
	truth   kind = "truth"
	decimal kind = "decimal"
	blobs   kind = "bytes"
)

var kinds = map[string]kind{
	"TEXT": text, "INTEGER": whole, "REAL": decimal, "BLOB": blobs,
	"text": text, "bigint": whole, "boolean": truth, "double precision": decimal, "bytea": blobs,
}

func scanColumn(r db.Row, c *column) error {
	var typed string
	err := r.Scan(&c.name, &typed, &c.key)
	c.kind = kinds[typed]
	return err
}

// columns lists a table's columns in order.
func columns(q db.Q, name string) ([]column, error) {
	if q.Engine() == db.SQLite {
		return db.All(q, scanColumn, `SELECT name, type, pk > 0 FROM pragma_table_info($1) ORDER BY cid`, name)
	}
	return db.All(q, scanColumn, `
SELECT c.column_name, c.data_type, EXISTS (
  SELECT 1 FROM information_schema.key_column_usage k
  JOIN information_schema.table_constraints t ON t.constraint_name = k.constraint_name AND t.table_schema = k.table_schema
  WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_name = c.column_name)
FROM information_schema.columns c
WHERE c.table_schema = current_schema() AND c.table_name = $1 ORDER BY c.ordinal_position`, name)
}

// names lists the tables of the database that are the program's own.
func names(q db.Q) ([]string, error) {
	query := `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name NOT LIKE 'goose%'`
	if q.Engine() == db.SQLite {
		query = `
SELECT name FROM sqlite_master WHERE type = 'table'
AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_words%'`
	}
	return db.Values[string](q, query)
}

func columnNames(all []column) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.name
	}
	return out
}

func (t table) isLater(name string) bool { return slices.Contains(t.later, name) }
