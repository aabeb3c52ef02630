package account

import (
	"strings"

	"thao/internal/mail"
	"thao/internal/rule"
)

// text is a field of one line.
func text(field, value string, longest int, required bool) (string, error) {
	f := rule.Line(field, &value, longest)
	if required {
		f = f.Required()
	}
	if err := rule.Clean(f); err != nil {
		return "", err
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
		return "", rule.Wrong(field, "web.rule.email")
	}
	return value, nil
}
