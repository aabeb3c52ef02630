package vault

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"thao/internal/account"
	"thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/rule"
)

// The parts of an archive that the tables' rows name people by.
const (
	accountsPart = "people/accounts.jsonl"
	bodiesPart   = "people/bodies.jsonl"
)

// partOf is the part with the rows of a table.
func partOf(table string) string { return "records/" + table + ".jsonl" }

// holds is what the tables of a docket may hold, as the areas say that own them.
func holds() rule.Tables {
	all := rule.Tables{}
	for _, of := range []rule.Tables{docket.Columns(), ledger.Columns(), draft.Columns(), consultation.Columns()} {
		maps.Copy(all, of)
	}
	return all
}

// may refuses a value that the table takes and the program has no meaning for.
func (b *bringing) may(table string, line int, name string, v json.RawMessage) error {
	column, there := b.holds[table][name]
	if !there {
		return notArchive("%s: %s", partOf(table), name)
	}
	if !column(v) {
		return unknown(partOf(table), line, name, string(v))
	}
	return nil
}

// unknown says which value it is; of a long one, how it begins.
func unknown(part string, line int, column, word string) error {
	const longest = 80
	if r := []rune(word); len(r) > longest {
		word = string(r[:longest]) + "…"
	}
	return fault.New(fault.ArchiveWord, "part", part, "row", line, "column", column, "word", strings.ToValidUTF8(word, "?"))
}

// peopleHold is what the parts say of accounts and bodies.
var peopleHold = map[string]rule.Columns{
	accountsPart: rule.Free("id", "email", "name").And(rule.Columns{"lang": rule.OneOf(locale.Langs()...)}),
	bodiesPart:   rule.Free("id", "parent", "name", "short", "email").And(rule.Columns{"kind": rule.OneOf(account.BodyKinds()...)}),
}

// peopleAreKnown refuses accounts and bodies of which something is said that
// nobody could have filled in, or nothing.
func (b *bringing) peopleAreKnown() error {
	for _, part := range []string{accountsPart, bodiesPart} {
		var rows []map[string]json.RawMessage
		if err := lines(b, part, &rows); err != nil {
			return err
		}
		for i, row := range rows {
			for _, name := range slices.Sorted(maps.Keys(peopleHold[part])) {
				if v := row[name]; !peopleHold[part][name](v) {
					return unknown(part, i+1, name, string(v))
				}
			}
		}
	}
	return nil
}

// filesAreThere refuses rows that speak of a file the archive does not have, or
// has in another size.
func (b *bringing) filesAreThere(tx *db.Tx) error {
	type row struct {
		hash string
		size int64
	}
	list, err := db.All(tx, func(r db.Row, v *row) error { return r.Scan(&v.hash, &v.size) },
		`SELECT DISTINCT hash, size FROM file WHERE docket_id = $1`, b.manifest.Docket)
	if err != nil {
		return err
	}
	for _, f := range list {
		if size, there := b.sizes[f.hash]; !there {
			return notArchive("files/%s", f.hash)
		} else if size != f.size {
			return notArchive("%s: size", partOf("file"))
		}
	}
	return nil
}

// refersToWhatIsThere refuses rows that name records which neither the archive
// nor this database has.
func (b *bringing) refersToWhatIsThere(tx *db.Tx) error {
	for _, ref := range references {
		broken, err := db.All(tx, func(row db.Row, pair *[2]string) error { return row.Scan(&pair[0], &pair[1]) },
			ref.query+` AND t.docket_id = $1 LIMIT 1`, b.manifest.Docket)
		if err != nil {
			return fmt.Errorf("%s.%s: %w", ref.table, ref.field, err)
		}
		if len(broken) > 0 {
			return notArchive("%s: %s", partOf(ref.table), ref.field)
		}
	}
	return nil
}
