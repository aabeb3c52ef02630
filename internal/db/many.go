package db

import (
	"slices"
	"strconv"
	"strings"
)

// Rows one statement enters: an engine takes so many values of a row as wide as
// any, and what a statement costs by itself is spread over enough of them. Rows
// that are left over go ten by ten and one by one, so that there are three
// statements of a kind to be kept prepared and not a hundred.
var atOnce = []int{100, 10, 1}

// InsertAll enters rows of equally many values: head is "INSERT INTO t (a, b)",
// tail what follows the values, "" for nothing.
func InsertAll(tx *Tx, head string, rows [][]any, tail string) error {
	return inParts(rows, func(rows [][]any) error {
		_, err := tx.Exec(head+" VALUES "+marks(len(rows), len(rows[0]))+tail, slices.Concat(rows...)...)
		return err
	})
}

// inParts calls fn with as many things as are to go at once, until none is left.
func inParts[T any](list []T, fn func([]T) error) error {
	for _, n := range atOnce {
		for ; len(list) >= n; list = list[n:] {
			if err := fn(list[:n]); err != nil {
				return err
			}
		}
	}
	return nil
}

// marks stands for the values of n rows: ($1, $2), ($3, $4).
func marks(n, width int) string {
	var b strings.Builder
	for i := range n * width {
		switch {
		case i == 0:
			b.WriteString("($")
		case i%width == 0:
			b.WriteString("), ($")
		default:
			b.WriteString(", $")
		}
		b.WriteString(strconv.Itoa(i + 1))
	}
	b.WriteString(")")
	return b.String()
}
