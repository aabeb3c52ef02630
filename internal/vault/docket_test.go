package vault

import (
	"slices"
	"strings"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
)

// Every table of dockets is carried in a docket's archive or left with a
// reason, and every column that names an account or a body is known.
func TestEveryTableOfADocketIsCarried(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := d.Reader(t.Context())
		all, err := names(q)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, name := range all {
			cols, err := columns(q, name)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(cols, func(c column) bool { return c.name == "docket_id" }) || name == "invitation" {
				continue
			}
			n++
			at := slices.IndexFunc(docketTables, func(c carried) bool { return c.name == name })
			if at < 0 {
				if !slices.Contains(docketLeft, name) {
					t.Errorf("%s is neither carried nor left", name)
				}
				continue
			}
			area := holds()[name]
			for _, c := range cols {
				if name == search && c.name == "words" || c.name == "entry" {
					continue // the engine's own
				}
				if area[c.name] == nil {
					t.Errorf("nobody says what %s.%s may hold", name, c.name)
				}
			}
			for held := range area {
				if !slices.ContainsFunc(cols, func(c column) bool { return c.name == held }) {
					t.Errorf("%s has no column %s", name, held)
				}
			}
			known := slices.Concat(docketTables[at].accounts, docketTables[at].bodies)
			for _, c := range cols {
				names := strings.HasSuffix(c.name, "account_id") || strings.HasSuffix(c.name, "_by") || c.name == "body_id" || c.name == "unit_id" || c.name == "assigned" || c.name == "confirmer"
				if names && name != "ledger" && c.name != "sealed_by" && !slices.Contains(known, c.name) {
					t.Errorf("%s.%s names somebody", name, c.name)
				}
			}
		}
		if n < 20 {
			t.Errorf("only %d tables of dockets", n)
		}
	})
}
