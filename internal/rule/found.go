package rule

import (
	"strings"

	"thao/internal/viet"
)

// AccountFound is what an account is found by.
func AccountFound(name, email string) string { return viet.Fold(name) + " " + email }

// BodyFound is what a body is found by.
func BodyFound(name, short string) string { return viet.Fold(name + " " + short) }

// NameKey is a name as lists write it: any comma or semicolon between names.
func NameKey(line string) string {
	parts := strings.FieldsFunc(viet.Fold(line), func(r rune) bool { return r == ',' || r == ';' || r == '\t' })
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(strings.Trim(parts[i], `" `)), " ")
	}
	return strings.Join(parts, ",")
}
