package convert

import (
	"strings"
	"unicode"
)

// bare reports whether a line holds no letter.
func bare(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) < 0 }

// capitals reports whether a line has letters and no small one.
func capitals(s string) bool {
	return !bare(s) && strings.IndexFunc(s, unicode.IsLower) < 0
}
