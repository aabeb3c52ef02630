package draft

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thao/internal/numeral"
)

// style is how a number is written.
type style string

const (
	figures style = "1"
	roman   style = "I"
	small   style = "i" // Roman, small
	letter  style = "a"
	capital style = "A"
)

// numbered is a label taken apart: "Điều 5." is "Điều ", 5 in figures, ".";
// "2.1-" is "2.", 1 in figures, "-".
type numbered struct {
	before string
	n      int
	as     style
	after  string
}

var alphabet = strings.Split(numeral.Points, "")

var labelShape = regexp.MustCompile(`^(.*?)(\d{1,6}|[IVXLCDM]+|[ivxlcdm]+|[a-zđ]|[A-ZĐ])([^\p{L}\d]*)$`)

// readLabel takes a label apart. Where one letter may be a Roman number too, it
// is the first letter of a run that tells: like is the style of the label before
// it, "" for the first.
func readLabel(s string, like style) (numbered, bool) {
	m := labelShape.FindStringSubmatch(s)
	if m == nil || m[1] != "" && !strings.ContainsAny(m[1][len(m[1])-1:], " .-") {
		return numbered{}, false
	}
	out := numbered{before: m[1], after: m[3]}
	low := strings.ToLower(m[2])
	big := low != m[2]
	at := slices.Index(alphabet, low)
	value, isRoman := numeral.ParseRoman(strings.ToUpper(m[2]))
	asRoman, asLetter := small, letter
	if big {
		asRoman, asLetter = roman, capital
	}
	switch n, err := strconv.Atoi(m[2]); {
	case err == nil:
		out.n, out.as = n, figures
	case at >= 0 && (like == asLetter || like == "" && (low != "i" || !isRoman) && !big || like == "" && !isRoman):
		out.n, out.as = at+1, asLetter
	case isRoman && (like == asRoman || like == ""):
		out.n, out.as = value, asRoman
	case at >= 0:
		out.n, out.as = at+1, asLetter
	default:
		return out, false
	}
	return out, true
}

// String writes the label again; "" where there is no letter for its number.
func (l numbered) String() string {
	number := strconv.Itoa(l.n)
	switch l.as {
	case roman:
		number = numeral.Roman(l.n)
	case small:
		number = strings.ToLower(numeral.Roman(l.n))
	case letter, capital:
		if l.n < 1 || l.n > len(alphabet) {
			return ""
		}
		number = alphabet[l.n-1]
		if l.as == capital {
			number = strings.ToUpper(number)
		}
	}
	return l.before + number + l.after
}
