package rule

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
)

// Tables says what the tables of an area may hold, by their names. An area says
// it of its own, with the sets it checks what is filled in by: whoever brings
// rows in from elsewhere asks it, and keeps no list of its own.
type Tables map[string]Columns

// Columns says it of one table's columns. What is not named may not be there.
type Columns map[string]Column

// Column reports whether a value, as JSON has it, may stand in a column.
type Column func(v json.RawMessage) bool

// And are the columns with more of the same table.
func (c Columns) And(more ...Columns) Columns {
	all := maps.Clone(c)
	for _, m := range more {
		maps.Copy(all, m)
	}
	return all
}

// Free are columns of any text: words, names, ids, hashes.
func Free(names ...string) Columns { return each(names, Such(Storable)) }

// Counts are columns of numbers from 0 on: how many, which revision, a moment.
func Counts(names ...string) Columns { return each(names, From(0)) }

// Truths are columns of yes and no, which an archive has as 1 and 0.
func Truths(names ...string) Columns {
	return each(names, func(v json.RawMessage) bool { return string(v) == "0" || string(v) == "1" })
}

func each(names []string, c Column) Columns {
	out := Columns{}
	for _, name := range names {
		out[name] = c
	}
	return out
}

// OneOf is one of some words.
func OneOf[S ~string](words ...S) Column {
	return Such(func(s string) bool { return slices.Contains(words, S(s)) })
}

// OrNone is one of some words, or the empty one.
func OrNone[S ~string](words ...S) Column { return OneOf(append(slices.Clone(words), "")...) }

// Such is a text that ok says may stand there.
func Such(ok func(string) bool) Column {
	return func(v json.RawMessage) bool {
		var s string
		return len(v) > 0 && v[0] == '"' && json.Unmarshal(v, &s) == nil && Storable(s) && ok(s)
	}
}

// OrNull is what c says, or nothing.
func OrNull(c Column) Column {
	return func(v json.RawMessage) bool { return string(v) == "null" || c(v) }
}

// From is a whole number, at least least.
func From(least int64) Column {
	return func(v json.RawMessage) bool {
		n, err := strconv.ParseInt(string(v), 10, 64)
		return err == nil && n >= least
	}
}

// Share is a fraction from 0 to 1, as sums of fractions come to it.
func Share(v json.RawMessage) bool {
	const astray = 1e-9
	f, err := strconv.ParseFloat(string(v), 64)
	return err == nil && !math.IsNaN(f) && f >= -astray && f <= 1+astray
}
