package db_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
)

// Full-text search is the one thing whose tables differ by engine.
func differs(table string) bool {
	return strings.HasPrefix(table, "search_") || strings.HasPrefix(table, "goose_") || strings.HasPrefix(table, "sqlite_")
}

// column is "table.column type null key".
func columns(t *testing.T, d *db.DB) map[string]string {
	t.Helper()
	query := `
SELECT c.table_name, c.column_name, c.data_type, c.is_nullable = 'NO', COALESCE(k.ordinal_position, 0)
FROM information_schema.columns c
LEFT JOIN information_schema.table_constraints p
  ON p.table_schema = c.table_schema AND p.table_name = c.table_name AND p.constraint_type = 'PRIMARY KEY'
LEFT JOIN information_schema.key_column_usage k
  ON k.constraint_name = p.constraint_name AND k.table_schema = c.table_schema
  AND k.table_name = c.table_name AND k.column_name = c.column_name
WHERE c.table_schema = 'public'`
	if d.Dialect == db.SQLite {
		query = `
SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_schema m, pragma_table_info(m.name) c
WHERE m.type = 'table'`
	}
	type row struct {
		table, name, kind string
		required          bool
		key               int64
	}
	rows, err := db.All(d.Reader(t.Context()), func(r db.Row, c *row) error {
		return r.Scan(&c.table, &c.name, &c.kind, &c.required, &c.key)
	}, query)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{
		"bigint": "INTEGER", "boolean": "INTEGER", "text": "TEXT", "bytea": "BLOB", "double precision": "REAL",
	}
	out := map[string]string{}
	for _, c := range rows {
		if differs(c.table) {
			continue
		}
		if k, ok := kinds[c.kind]; ok {
			c.kind = k
		}
		out[c.table+"."+c.name] = fmt.Sprint(c.kind, " required=", c.required, " key=", c.key)
	}
	return out
}

func indexes(t *testing.T, d *db.DB) []string {
	t.Helper()
	query := `SELECT tablename || ' ' || indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'`
	if d.Dialect == db.SQLite {
		query = `SELECT tbl_name || ' ' || name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`
	}
	names, err := db.Values[string](d.Reader(t.Context()), query)
	if err != nil {
		t.Fatal(err)
	}
	names = slices.DeleteFunc(names, differs)
	slices.Sort(names)
	return names
}

func TestBothEnginesHaveTheSameTables(t *testing.T) {
	lite, pg := dbtest.SQLite(t), dbtest.Postgres(t)
	a, b := columns(t, lite), columns(t, pg)
	if len(a) < 100 {
		t.Fatalf("only %d columns seen", len(a))
	}
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if b[name] != a[name] {
			t.Errorf("%s: SQLite %q, PostgreSQL %q", name, a[name], b[name])
		}
		delete(b, name)
	}
	for name := range b {
		t.Errorf("%s is only in PostgreSQL", name)
	}
	if x, y := indexes(t, lite), indexes(t, pg); !slices.Equal(x, y) {
		t.Errorf("indexes differ:\nSQLite     %v\nPostgreSQL %v", x, y)
	}
}

// What is of a docket has the docket first in its key: see docs/ARCHITECTURE.md.
func TestDocketLeadsEveryKey(t *testing.T) {
	for name, form := range columns(t, dbtest.SQLite(t)) {
		if strings.HasSuffix(name, ".docket_id") && name != "invitation.docket_id" && !strings.HasSuffix(form, "key=1") {
			t.Errorf("%s is %s", name, form)
		}
	}
}
