package vault

import (
	"encoding/json"
	"fmt"
	"slices"

	"thao/internal/db"
)

// states are what columns may say: the program has no rule for anything else.
// The areas that own them draw them in docs/states.md.
var states = map[string][]string{
	"docket.state":        {"draft", "consult", "answer", "submit", "decide", "deliver", "closed"},
	"docket_role.role":    {"lead", "secretary", "drafter", "reviewer", "observer"},
	"version.state":       {"proposed", "working", "confirmed", "dropped"},
	"node.kind":           {"front", "basis", "part", "chapter", "section", "subsection", "article", "clause", "point", "item", "heading", "paragraph", "table", "signature", "annex"},
	"node_clash.state":    {"open", "taken", "dropped"},
	"round.state":         {"preparing", "open", "ended", "closed"},
	"reply.state":         {"drafting", "offered", "reading", "sealed", "unreadable", "withdrawn"},
	"comment_group.state": {"open", "drafted", "submitted", "confirmed"},
	"comment.state":       {"draft", "offered", "included", "sent", "withdrawn", "reading"},
	"answer.state":        {"drafted", "submitted", "confirmed"},
	"matrix_load.state":   {"open", "applied", "dropped"},
}

// truths are the columns that hold yes or no, which one of the engines keeps as
// numbers and would take any.
var truths = []string{"agrees", "joint", "minority", "moved", "resolved"}

// sane refuses a value that the table takes and the program could not read.
func sane(table, name string, v json.RawMessage) error {
	if allowed, ok := states[table+"."+name]; ok {
		var s string
		if json.Unmarshal(v, &s) != nil || !slices.Contains(allowed, s) {
			return notArchive("records/%s.jsonl: %s", table, name)
		}
	}
	if slices.Contains(truths, name) && string(v) != "0" && string(v) != "1" {
		return notArchive("records/%s.jsonl: %s", table, name)
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
			return notArchive("records/%s.jsonl: %s", ref.table, ref.field)
		}
	}
	return nil
}
