package db

import (
	"strconv"
	"strings"
)

// Where is a condition of a statement that is put together part by part, with
// its values numbered as they come.
type Where struct {
	Args  []any
	parts []string
}

// And adds a condition; each ? in it is the next value.
func (w *Where) And(condition string, args ...any) {
	var b strings.Builder
	for _, a := range args {
		before, after, _ := strings.Cut(condition, "?")
		b.WriteString(before + w.Arg(a))
		condition = after
	}
	w.parts = append(w.parts, b.String()+condition)
}

// AndMade adds a condition that was made elsewhere, whose values are numbered
// from Next.
func (w *Where) AndMade(condition string, args []any) {
	w.parts, w.Args = append(w.parts, "("+condition+")"), append(w.Args, args...)
}

// Next is the number the next value gets.
func (w *Where) Next() int { return len(w.Args) + 1 }

// Arg adds a value and returns what stands for it.
func (w *Where) Arg(v any) string {
	w.Args = append(w.Args, v)
	return "$" + strconv.Itoa(len(w.Args))
}

// SQL is what stands behind WHERE: where nothing is demanded, what always holds.
func (w *Where) SQL() string {
	if len(w.parts) == 0 {
		return "1 = 1"
	}
	return strings.Join(w.parts, " AND ")
}

// AndIn demands one of the values, of which there is at least one.
func AndIn[T any](w *Where, column string, values []T) {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	w.And(column+` IN (`+strings.Repeat(`?, `, len(args)-1)+`?)`, args...)
}

// The bounds of what is looked for with LIKE: an engine refuses a statement of
// too many conditions, and a pattern that is too long.
const (
	mostWords    = 32
	longestWords = 1000 // bytes
)

// Likeable escapes what LIKE takes as a sign, for ESCAPE '!'. Of words longer
// than any pattern, the beginning is looked for.
func Likeable(s string) string {
	if len(s) > longestWords {
		s = strings.ToValidUTF8(s[:longestWords], "")
	}
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}

// Sought are the words to demand of a column, one by one: the first ones of
// those that somebody looks for.
func Sought(words []string) []string { return words[:min(len(words), mostWords)] }
