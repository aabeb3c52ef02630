package sheet

import (
	"errors"
	"strings"
	"unicode/utf8"

	"thao/internal/fault"
	"thao/internal/viet"
)

// ReadCSV reads separated text: commas, semicolons, tabs or bars, whichever
// the first lines agree on; quotes as in RFC 4180, and leniently where they are
// not. The encoding is found as viet.DecodeText does. Rows keep the lengths
// they have, empty lines are empty rows. The one sheet has no name.
//
// Errors are *fault.Error: Empty or TableTooLarge.
func ReadCSV(data []byte) (*Book, error) {
	text, _ := viet.DecodeText(data)
	if strings.TrimSpace(text) == "" {
		return nil, fault.New(fault.Empty)
	}
	separator, text := declaredSeparator(text)
	if separator == 0 {
		separator = findSeparator(text)
	}
	spare := MaxCells
	g := grid{spare: &spare}
	if err := readFields(text, separator, g.field); err != nil {
		return nil, err
	}
	g.trim()
	return &Book{Sheets: []Sheet{{Rows: g.rows}}}, nil
}

// field puts one field of separated text; unlike a cell it may be empty and
// still be there.
func (g *grid) field(row, col int, text string) error {
	if text == "" && col == 0 {
		return nil // an empty line is a row without cells, until more of it comes
	}
	return g.put(row, col, tidy(text))
}

// trim leaves out the rows without text at the end.
func (g *grid) trim() {
	last := len(g.rows)
	for last > 0 && blank(g.rows[last-1]) {
		last--
	}
	g.rows = g.rows[:last]
}

func blank(row []Cell) bool {
	for _, c := range row {
		if c.Text != "" {
			return false
		}
	}
	return true
}

const separators = ",;\t|"

// declaredSeparator takes off the line "sep=;" that Excel obeys at the start
// of a file; 0 where there is none.
func declaredSeparator(text string) (separator byte, rest string) {
	line, rest, _ := strings.Cut(text, "\n")
	if mark, ok := strings.CutPrefix(line, "sep="); ok && len(mark) == 1 && mark[0] < utf8.RuneSelf && mark[0] != '"' {
		return mark[0], rest
	}
	return 0, text
}

// sampleRows is how many rows decide on the separator.
const sampleRows = 20

// findSeparator picks the separator that cuts the first rows into the most
// columns while giving the rows the same number of them; a comma where none
// cuts anything.
func findSeparator(text string) byte {
	best, score := byte(','), 0
	for i := range len(separators) {
		if s := evenness(text, separators[i]); s > score {
			best, score = separators[i], s
		}
	}
	return best
}

// evenness weighs how a separator cuts the first rows: cells beyond the first
// column, in the rows that have the commonest number of cells.
func evenness(text string, separator byte) int {
	width := map[int]int{} // rows by number of cells
	last := 0
	cells := 0
	_ = readFields(text, separator, func(row, col int, _ string) error {
		if row != last {
			width[cells]++
			last = row
		}
		if row >= sampleRows {
			return errEnough
		}
		cells = col + 1
		return nil
	})
	if last < sampleRows {
		width[cells]++
	}
	best := 0
	for cells, rows := range width {
		best = max(best, (cells-1)*rows*rows)
	}
	return best
}

var errEnough = errors.New("sample read")

// readFields cuts text into fields and calls fn for each in order, until fn
// fails. A quote opens a quoted field only at its start; inside, two quotes are
// one, and a quote that neither separator nor line end follows is itself. A
// quoted field that never ends is read again as a plain one, or a single stray
// quote would swallow the rest of the file.
func readFields(text string, separator byte, fn func(row, col int, text string) error) error {
	quotes := true // false once a quoted field has not ended: none after it can
	for row, col := 0, 0; ; {
		field, end, ok := "", 0, false
		if quotes && strings.HasPrefix(text, `"`) {
			field, end, ok = readQuoted(text, separator)
			quotes = ok
		}
		if !ok {
			field, end = readPlain(text, separator)
		}
		if err := fn(row, col, field); err != nil {
			return err
		}
		if end == len(text) {
			return nil
		}
		if text[end] == separator {
			col++
		} else {
			row, col = row+1, 0
			if end+1 == len(text) {
				return nil // the last line ended; no other begins
			}
		}
		text = text[end+1:]
	}
}

// readPlain reads the unquoted field s begins with; end is the offset of the
// separator or line end behind it, or of the end of s.
func readPlain(s string, separator byte) (field string, end int) {
	for end < len(s) && s[end] != separator && s[end] != '\n' {
		end++
	}
	return s[:end], end
}

// readQuoted is readPlain for a field in quotes; ok is false if it never ends.
func readQuoted(s string, separator byte) (field string, end int, ok bool) {
	var b strings.Builder
	for i := 1; ; {
		q := strings.IndexByte(s[i:], '"')
		if q < 0 {
			return "", 0, false
		}
		b.WriteString(s[i : i+q])
		i += q + 1
		switch {
		case i == len(s) || s[i] == separator || s[i] == '\n':
			return b.String(), i, true
		case s[i] == '"':
			i++
		}
		b.WriteByte('"')
	}
}
