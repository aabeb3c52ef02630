package matrix

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"thao/internal/collation"
	"thao/internal/outline"
)

// TestFormatIsDocumented reads docs/collation.md: each key of collation.json
// has a row in the table of its object, and each row is of a key.
func TestFormatIsDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "collation.md"))
	if err != nil {
		t.Fatal(err)
	}
	documented := keysBySection(string(page))
	for section, value := range map[string]any{
		"The whole": collation.Collation{}, "draft": collation.Draft{}, "node": outline.Node{}, "reply": collation.Reply{},
		"comment": collation.Comment{}, "turn": collation.Turn{}, "candidate": collation.Candidate{},
		"group": collation.Group{}, "passage": collation.Passage{}, "problem": collation.Problem{},
		"answer": collation.Answer{}, "head": collation.Head{}, "next": collation.Next{}, "standing": collation.Standing{},
	} {
		written := map[string]bool{}
		for field := range fields(value) {
			written[field] = true
			if !documented[section][field] {
				t.Errorf("%s: key %q is not documented", section, field)
			}
		}
		for key := range documented[section] {
			if !written[key] {
				t.Errorf("%s: documented key %q is never written", section, key)
			}
		}
	}
}

// fields of a struct by their names in JSON.
func fields(value any) map[string]bool {
	names := map[string]bool{}
	for field := range reflect.TypeOf(value).Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			names[name] = true
		}
	}
	return names
}

// keysBySection finds the rows "| `key` | …" under each heading.
func keysBySection(page string) map[string]map[string]bool {
	sections := map[string]map[string]bool{}
	var keys map[string]bool
	for line := range strings.SplitSeq(page, "\n") {
		if title, isHeading := strings.CutPrefix(line, "#"); isHeading {
			keys = map[string]bool{}
			sections[strings.Trim(title, "# ")] = keys
		}
		if rest, isRow := strings.CutPrefix(line, "| `"); isRow {
			key, _, _ := strings.Cut(rest, "`")
			keys[key] = true
		}
	}
	return sections
}
