package archive

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// fold makes the key a part is found by: part names are compared without
// regard to the case of ASCII letters.
func fold(name string) string {
	return strings.ToLower(strings.TrimPrefix(name, "/"))
}

// safeName refuses every name that could mean a place outside the package, on
// any system: absolute ones, drive letters, backslashes, "." and "..", empty
// segments and control characters.
func safeName(name string) bool {
	if name == "" || !utf8.ValidString(name) || strings.ContainsAny(name, "\\\x00") {
		return false
	}
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7F }) {
		return false
	}
	if len(name) >= 2 && name[1] == ':' {
		return false
	}
	for segment := range strings.SplitSeq(strings.TrimSuffix(name, "/"), "/") {
		if segment == "" || segment == "." || segment == ".." {
			return false
		}
	}
	return true
}

// printable makes a name fit to be shown: it comes from a stranger.
func printable(name string) string {
	const longest = 120
	if !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7F }) {
		name = strings.Trim(strconv.QuoteToASCII(name), `"`)
	}
	if len(name) <= longest {
		return name
	}
	cut := longest
	for cut > 0 && !utf8.RuneStart(name[cut]) {
		cut--
	}
	return name[:cut] + "…"
}
