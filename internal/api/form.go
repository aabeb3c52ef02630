package api

import (
	"errors"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"thao/internal/locale"
)

// saying is what the library says of a field, and the key of the sentence that
// says it in the reader's language. Its value, where it has one, is {value}.
type saying struct {
	words *regexp.Regexp
	key   string
}

// sayings are those that a description of ours can bring about. The library's
// templates are read from it, so that a new version of it fails a test and not
// a reader.
var sayings = func() (out []saying) {
	for _, s := range [][2]string{
		{validation.MsgExpectedRequiredProperty, "required"},
		{"required %s parameter is missing", "required"},
		{"request body is required", "body"},
		{validation.MsgUnexpectedProperty, "unknown"},
		{validation.MsgExpectedOneOf, "one-of"},
		{validation.MsgExpectedString, "string"},
		{validation.MsgExpectedInteger, "integer"},
		{"invalid integer", "integer"},
		{validation.MsgExpectedNumber, "number"},
		{"invalid floating value", "number"},
		{"invalid float", "number"},
		{validation.MsgExpectedBoolean, "boolean"},
		{"invalid boolean", "boolean"},
		{validation.MsgExpectedArray, "array"},
		{validation.MsgExpectedObject, "object"},
		{validation.MsgExpectedMinimumNumber, "least"},
		{validation.MsgExpectedMaximumNumber, "most"},
		{validation.MsgExpectedMinLength, "short"},
		{validation.MsgExpectedMaxLength, "long"},
		{validation.MsgExpectedMinItems, "few"},
		{validation.MsgExpectedMaxItems, "many"},
	} {
		out = append(out, saying{template(s[0]), "api.rule." + s[1]})
	}
	return out
}()

var verb = regexp.MustCompile(`%[a-z]`)

// template makes what a format of the library prints recognisable.
func template(format string) *regexp.Regexp {
	parts := verb.Split(format, -1)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("^" + strings.Join(parts, "(.*)") + "$")
}

// formFault says what the library found wrong with the form of a request.
func formFault(lang locale.Lang, err error) Wrong {
	w := Wrong{Message: err.Error()}
	var d huma.ErrorDetailer
	if errors.As(err, &d) {
		at := d.ErrorDetail()
		w = Wrong{Field: strings.TrimPrefix(at.Location, "body."), Message: at.Message}
	}
	for _, s := range sayings {
		found := s.words.FindStringSubmatch(w.Message)
		if found == nil {
			continue
		}
		value := ""
		if len(found) > 1 {
			value = found[1]
		}
		if s.words == sayings[0].words { // the library names the record, not what it lacks
			w.Field = strings.TrimPrefix(strings.TrimPrefix(w.Field+"."+value, "body."), ".")
		}
		return ruled(lang, w, s.key, value)
	}
	if w.Field == "body" || w.Field == "" {
		return ruled(lang, w, "api.rule.json", "")
	}
	return ruled(lang, w, "api.rule.form", "")
}

func ruled(lang locale.Lang, w Wrong, key, value string) Wrong {
	w.Message, w.Rule = locale.T(lang, key, "value", strings.Trim(value, `"`)), key[strings.LastIndex(key, ".")+1:]
	return w
}
