package api

import (
	"encoding/json"
	"maps"
	"strconv"
	"strings"
	"testing"

	"thao/internal/consultation"
	"thao/internal/db/dbtest"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/ledger"
	"thao/internal/rule"
)

// A value that no form would have taken is refused with the whole archive, and
// named with the file and the line it stands in.
func TestAnArchiveWithAValueUnknownHere(t *testing.T) {
	from := worked(t, dbtest.SQLite(t))
	good := from.get(from.admin, from.at("archive")).is(200).Body.Bytes()
	to := moved(t, from, dbtest.SQLite(t))
	rows, parts := to.everyRow(), partsOf(t, good)
	n := 0
	refused := func(part, column, value string) {
		t.Helper()
		list := strings.SplitAfter(parts[part], "\n")
		line := min(len(list)-1, 2)
		if line == 0 {
			return // the archive has none
		}
		n++
		bad := resealed(t, good, func(parts map[string]string) {
			list := strings.SplitAfter(parts[part], "\n")
			list[line-1] = altering(t, list[line-1], column, value)
			parts[part] = strings.Join(list, "")
		})
		p := to.upload(to.admin, "/api/archives", "a.zip", bad).is(422).problem()
		for name, want := range map[string]string{"part": part, "row": strconv.Itoa(line), "column": column, "word": value} {
			if got := p.Values[name]; got != want && got != float64(line) || !strings.Contains(p.Detail, want) {
				t.Errorf("%s, %s = %s: %s is told as %v: %s", part, column, value, name, got, p.Detail)
			}
		}
		if p.Code != string(fault.ArchiveWord) {
			t.Errorf("%s, %s = %s: %s", part, column, value, p.Code)
		}
	}
	for _, area := range []rule.Tables{docket.Columns(), ledger.Columns(), draft.Columns(), consultation.Columns()} {
		for table, columns := range area {
			for name, holds := range columns {
				for _, value := range []string{`"la-lung"`, `-7`} {
					if text := value[0] == '"'; holds(json.RawMessage(value)) || text == holdsNumbers(holds) {
						continue
					}
					refused("records/"+table+".jsonl", name, value)
				}
			}
		}
	}
	refused("people/accounts.jsonl", "lang", `"fr"`)
	refused("people/bodies.jsonl", "kind", `"nhóm"`)
	if n < 60 {
		t.Errorf("only %d values were tried", n)
	}
	if now := to.everyRow(); !maps.Equal(now, rows) {
		t.Errorf("something stayed: %v, before %v", now, rows)
	}
	to.upload(to.admin, "/api/archives", "a.zip", good).is(201)
}

func holdsNumbers(c rule.Column) bool {
	return c(json.RawMessage(`0`)) || c(json.RawMessage(`1`))
}

// everyRow counts the rows of each table that an archive is entered in.
func (o *office) everyRow() map[string]int64 {
	out := map[string]int64{}
	for _, table := range []string{"account", "body", "docket", "docket_role", "ledger", "file", "version", "node", "round", "reply", "comment", "comment_group", "answer"} {
		out[table] = o.count(`SELECT COUNT(*) FROM ` + table)
	}
	return out
}

// altering puts a value into a record's line.
func altering(t *testing.T, line, column, value string) string {
	t.Helper()
	row := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(line), &row); err != nil {
		t.Fatal(err)
	}
	row[column] = json.RawMessage(value)
	out, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	return string(out) + "\n"
}
