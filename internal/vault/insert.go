package vault

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"thao/internal/db"
	"thao/internal/id"
)

// inserter writes rows of one table, many at once: until flush, some of those
// it was given last are not written.
type inserter struct {
	tx     *db.Tx
	table  table
	byName map[string]column
	names  []string // of the rows that wait
	rows   [][]any
	size   int // of them, in bytes
}

// How much waits at most: rows, and bytes.
const (
	together = 500
	heaviest = 4 << 20
)

func newInserter(tx *db.Tx, t table) (*inserter, error) {
	all, err := columns(tx, t.name)
	if err != nil {
		return nil, err
	}
	if t.name == search {
		all = searched
	}
	in := &inserter{tx: tx, table: t, byName: map[string]column{}}
	for _, c := range all {
		in.byName[c.name] = c
	}
	return in, nil
}

func (in *inserter) values(names []string, raw []json.RawMessage) ([]any, error) {
	out := make([]any, len(names))
	for i, name := range names {
		c, ok := in.byName[name]
		if !ok {
			return nil, fmt.Errorf("no column %s", name)
		}
		v, err := value(c, raw[i])
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// insert takes a row, but for what refers to the table itself.
func (in *inserter) insert(names []string, raw []json.RawMessage) error {
	values, err := in.values(names, raw)
	if err != nil {
		return err
	}
	if len(in.rows) == together || in.size > heaviest || !slices.Equal(names, in.names) {
		if err := in.flush(); err != nil {
			return err
		}
		in.names = slices.Clone(names)
	}
	for i, name := range names {
		in.size += len(raw[i])
		if in.table.isLater(name) {
			values[i] = nil
		}
	}
	in.rows = append(in.rows, values)
	return nil
}

// flush writes the rows that wait.
func (in *inserter) flush() error {
	rows := in.rows
	in.rows, in.size = nil, 0
	if in.table.name == search {
		return in.words(rows)
	}
	return db.InsertAll(in.tx, `INSERT INTO `+in.table.name+` (`+strings.Join(in.names, ", ")+`)`, rows, "")
}

// words enters what is searched, so that the engine's own index is made.
func (in *inserter) words(rows [][]any) error {
	var docket, kind string
	var list []db.Word
	enter := func() error { return db.PutAllWords(in.tx, id.ID(docket), kind, list) }
	for _, row := range rows {
		at := map[string]string{}
		for i, name := range in.names {
			at[name], _ = row[i].(string)
		}
		if at["docket_id"] != docket || at["kind"] != kind {
			if err := enter(); err != nil {
				return err
			}
			docket, kind, list = at["docket_id"], at["kind"], nil
		}
		list = append(list, db.Word{Ref: at["ref"], Folded: at["plain"]})
	}
	return enter()
}

// refer fills in the columns that refer to the table itself.
func (in *inserter) refer(names []string, raw []json.RawMessage) error {
	values, err := in.values(names, raw)
	if err != nil {
		return err
	}
	var set, where []string
	var args []any
	some := false
	for i, name := range names {
		term := fmt.Sprintf("%s = $%d", name, len(args)+1)
		switch {
		case in.table.isLater(name):
			set, args = append(set, term), append(args, values[i])
			some = some || values[i] != nil
		case in.byName[name].key:
			where, args = append(where, term), append(args, values[i])
		}
	}
	if !some {
		return nil
	}
	_, err = in.tx.Exec(`UPDATE `+in.table.name+` SET `+strings.Join(set, ", ")+` WHERE `+strings.Join(where, " AND "), args...)
	return err
}
