package account

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"thao/internal/fault"
	"thao/internal/mail"
)

// clean reports whether a text may be stored: UTF-8 without NUL.
func clean(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// text is a field of one line: composed, its spaces single.
func text(field, value string, longest int, required bool) (string, error) {
	value = strings.Join(strings.Fields(norm.NFC.String(value)), " ")
	switch n := utf8.RuneCountInString(value); {
	case !clean(value):
		return "", fault.New(fault.Invalid, "field", field, "rule", "web.rule.text")
	case n == 0 && required:
		return "", fault.New(fault.Invalid, "field", field, "rule", "web.rule.required")
	case n > longest:
		return "", fault.New(fault.Invalid, "field", field, "rule", "web.rule.long", "max", longest)
	}
	return value, nil
}

// address is an e-mail address, in small letters: one that letters can be sent
// to, or the first letter to a body would keep its round from being opened.
func address(field, value string, required bool) (string, error) {
	value, err := text(field, strings.ToLower(value), 254, required)
	if err != nil || value == "" {
		return "", err
	}
	if !mail.ValidAddress(value) || !strings.Contains(value[strings.LastIndex(value, "@")+1:], ".") && !strings.HasSuffix(value, "@localhost") {
		return "", fault.New(fault.Invalid, "field", field, "rule", "web.rule.email")
	}
	return value, nil
}
