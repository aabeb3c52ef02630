package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thao/internal/locale"
)

// KeptForm is a form that was sent and could not be taken, with all that was
// typed into it: pages show it again, so that nothing is lost where no script
// runs.
type KeptForm struct {
	Action string
	Multi  bool // it was sent as multipart/form-data
	Fields []KeptField
	Files  []string // names of files, which must be chosen again
	Secret bool     // it held a password, which is not among Fields: it cannot be sent again as it is
}

// KeptField is one value of a kept form.
type KeptField struct{ Name, Value string }

// unseen are fields that hold words nobody typed: what surrounds a chosen
// passage, where a form leads.
var unseen = []string{"exact", "prefix", "suffix", "return", "back"}

// Typed are the fields worth showing: what somebody wrote, not what a form
// carries by itself (ids, revisions, states).
func (k KeptForm) Typed() []KeptField {
	var out []KeptField
	for _, f := range k.Fields {
		if f.typed() {
			out = append(out, f)
		}
	}
	return out
}

// typed goes by the field's name where the catalogue has a word for it, and
// else by the value: ids, numbers and choices hold no space.
func (f KeptField) typed() bool {
	value := strings.TrimSpace(f.Value)
	if value == "" || slices.Contains(unseen, f.Name) {
		return false
	}
	return locale.Has(f.key()) || strings.ContainsAny(value, " \n") || utf8.RuneCountInString(value) > 40
}

func (f KeptField) key() string { return "web.kept.field." + strings.TrimPrefix(f.Name, "kept.") }

// Label says what the field is.
func (f KeptField) Label(ctx context.Context) string {
	if key := f.key(); locale.Has(key) {
		return T(ctx, key)
	}
	return T(ctx, "web.kept.field")
}

// field shows it, the i-th of its form.
func (f KeptField) field(ctx context.Context, i int, still bool) Field {
	return Field{Name: f.Name, ID: "kept-" + strconv.Itoa(i), Label: f.Label(ctx), Value: f.Value, Rows: f.rows(), ReadOnly: still}
}

// rows is how high its text area stands.
func (f KeptField) rows() int {
	return min(max(utf8.RuneCountInString(f.Value)/70+strings.Count(f.Value, "\n")+1, 2), 14)
}
