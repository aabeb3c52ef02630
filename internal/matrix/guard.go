package matrix

import (
	"strings"
	"unicode/utf8"
)

// guardMark stands before text a spreadsheet could take for a formula. It is
// the zero width space: text that begins with it is text in Excel, in
// LibreOffice, and in a CSV file saved from either, and yet looks as the body
// wrote it. An apostrophe would do the same, but in a cell that already holds
// text it is seen, and half of all comments begin with a dash.
const guardMark = "\u200b"

// guard makes text safe to stand in a cell of a spreadsheet (OWASP, CSV
// injection: = + - @ and the tab and carriage return that may hide them).
func guard(s string) string {
	if dangerous(s) {
		return guardMark + s
	}
	return s
}

// Unguard gives back what guard was given.
func Unguard(s string) string {
	if rest, marked := strings.CutPrefix(s, guardMark); marked && dangerous(rest) {
		return rest
	}
	return s
}

// dangerous reports whether the first character that is no mark could start a
// formula; counting marked text in makes Unguard∘guard the identity. Some
// programs also take the wide forms for their ASCII counterparts.
func dangerous(s string) bool {
	s = strings.TrimLeft(s, guardMark)
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("=+-@\t\r＝＋－＠", r)
}
