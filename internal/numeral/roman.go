// Package numeral is how drafts count besides in figures: Roman numerals, by
// which parts are numbered, letters cite them and word processors count, and the
// order of letters in which points stand.
package numeral

import (
	"strconv"
	"strings"
)

var signs = [...]struct {
	value int
	text  string
}{
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
	{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}

const (
	// greatest is the last number written in well-formed numerals.
	greatest = 3999
	// longest is the length of the longest of them, MMMDCCCLXXXVIII.
	longest = 15
)

// Points are the letters of points in their order: no f, j, w, z, and đ after d
// (Decree 30/2020, annex I).
const Points = "abcdđeghiklmnopqrstuvxy"

// Roman writes n in capitals; in Arabic digits where it is not from 1 to 3999,
// for which there are no Roman ones.
func Roman(n int) string {
	if n < 1 || n > greatest {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, s := range signs {
		for ; n >= s.value; n -= s.value {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// ParseRoman reads a numeral in capitals, 1 to 3999, that is written as Roman
// writes it: neither "IIX" nor "IIII".
func ParseRoman(s string) (n int, ok bool) {
	if s == "" || len(s) > longest {
		return 0, false
	}
	rest := s
	for _, d := range signs {
		for strings.HasPrefix(rest, d.text) {
			n += d.value
			rest = rest[len(d.text):]
		}
	}
	if rest != "" || n > greatest || Roman(n) != s {
		return 0, false
	}
	return n, true
}
