// Package rule is what holds for everything that people and programs fill in:
// it can be kept, is composed (NFC), has no spaces around it, is not too long,
// and is there where it must be. Each area says its fields and their bounds.
package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/fault"
	"thao/internal/viet"
)

// Field is one value that was filled in, with its bounds.
type Field struct {
	name     string
	value    *string
	longest  int // in code points
	line     bool
	required bool
}

// Text is a field of any number of lines.
func Text(name string, value *string, longest int) Field {
	return Field{name: name, value: value, longest: longest}
}

// Line is a field of one line: each stretch of space in it becomes one space.
func Line(name string, value *string, longest int) Field {
	return Field{name: name, value: value, longest: longest, line: true}
}

// Required is the field where it must hold something.
func (f Field) Required() Field {
	f.required = true
	return f
}

// Clean puts the values into normal form and refuses the first that is out of
// bounds: fault.Invalid of its field.
func Clean(fields ...Field) error {
	for _, f := range fields {
		if err := f.clean(); err != nil {
			return err
		}
	}
	return nil
}

func (f Field) clean() error {
	if !Storable(*f.value) {
		return Wrong(f.name, "web.rule.text")
	}
	v := viet.NFC(*f.value)
	if f.line {
		v = strings.Join(strings.Fields(v), " ")
	} else {
		v = strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n"))
	}
	if !strings.ContainsFunc(v, seen) {
		v = ""
	}
	switch *f.value = v; {
	case v == "" && f.required:
		return Wrong(f.name, "web.rule.required")
	case utf8.RuneCountInString(v) > f.longest:
		return Wrong(f.name, "web.rule.long", "max", f.longest)
	}
	return nil
}

// seen reports whether a character can be seen, which spaces, joiners, marks of
// direction and what is no character cannot.
func seen(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }

// Storable reports whether both engines can keep a text: UTF-8 without NUL.
func Storable(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// Wrong is the fault of a field that breaks a rule, which is the key of its
// sentence; args are the sentence's values.
func Wrong(field, rule string, args ...any) error {
	return fault.New(fault.Invalid, append([]any{"field", field, "rule", rule}, args...)...)
}
