// Package locale holds every sentence the program says to a person, in
// Vietnamese and in English, and writes numbers and dates as each language
// writes them.
//
// The catalogue is made of several files, catalogue_<group>.go, one a group of
// keys ("fault.not-zip" belongs to the group fault). Each adds its group when
// the program starts; a key added twice stops the program at once, and a test
// finds keys that lack a language, that nothing uses, or that do not exist.
package locale

import (
	"fmt"
	"strings"
)

// Lang is the language sentences are written in, as an IETF tag.
type Lang string

const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

// Langs lists the languages of the catalogue; the first is the default.
func Langs() []Lang { return []Lang{Vietnamese, English} }

// ParseLang returns the language a tag such as "en", "en-GB" or "vi_VN.UTF-8"
// names, and whether the catalogue has it.
func ParseLang(tag string) (Lang, bool) {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	for _, l := range Langs() {
		if base == string(l) {
			return l, true
		}
	}
	return Vietnamese, false
}

// sentence is one thing said, in each language. Values stand in braces:
// "{part} quá lớn (tối đa {max} MiB)".
type sentence struct{ vi, en string }

func (s sentence) in(lang Lang) string {
	if lang == English {
		return s.en
	}
	return s.vi
}

// sentences is one group of the catalogue: key to sentence.
type sentences map[string]sentence

var catalogue = sentences{}

// add puts a group into the catalogue. Two files that claim one key are a
// defect of the program, found the first time it starts.
func add(group sentences) {
	for key, s := range group {
		if _, taken := catalogue[key]; taken {
			panic("locale: key " + key + " is in the catalogue twice")
		}
		catalogue[key] = s
	}
}

// T returns the sentence of a key with its values filled in; args are name,
// value, name, value. Whole numbers and fractions are written as the language
// writes them; a value that is itself an error is said by Fault. A key that is
// not in the catalogue is returned as it is, so that nothing is ever silent.
func T(lang Lang, key string, args ...any) string {
	s, ok := catalogue[key]
	if !ok {
		return key
	}
	return fill(lang, s.in(lang), args)
}

// Has reports whether the catalogue has the key.
func Has(key string) bool {
	_, ok := catalogue[key]
	return ok
}

func fill(lang Lang, text string, args []any) string {
	if len(args) == 0 || !strings.Contains(text, "{") {
		return text
	}
	var out strings.Builder
	for {
		end := strings.IndexByte(text, '}')
		if end < 0 {
			break
		}
		open := strings.LastIndexByte(text[:end], '{')
		v, ok := any(nil), false
		if open >= 0 {
			v, ok = named(args, text[open+1:end])
		}
		if ok {
			out.WriteString(text[:open])
			out.WriteString(value(lang, v))
		} else {
			out.WriteString(text[:end+1])
		}
		text = text[end+1:]
	}
	out.WriteString(text)
	return out.String()
}

func named(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

func value(lang Lang, v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return Int(lang, int64(v))
	case int64:
		return Int(lang, v)
	case float64:
		return Decimal(lang, v, 2)
	case error:
		return Fault(lang, v)
	}
	return fmt.Sprint(v)
}
