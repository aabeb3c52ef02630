package api

import (
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2/validation"

	"thao/internal/db/dbtest"
	"thao/internal/locale"
)

// What is wrong with the form of a request is said of its field, in the
// language asked for, and never in the library's own words.
func TestFormsAreRefusedInTheReadersLanguage(t *testing.T) {
	o := wired(t, dbtest.SQLite(t))
	for _, c := range []struct{ method, path, body, field, rule, vi, en string }{
		{"PUT", "/api/me/name", `{}`, "name", "required", "bắt buộc phải có", "is required"},
		{"PUT", "/api/me/name", `{"name": 5}`, "name", "string", "phải là chuỗi ký tự", "must be a string"},
		{"PUT", "/api/me/name", `{"name": "a", "more": 1}`, "more", "unknown", "không phải là trường của mẫu này", "is no field of this form"},
		{"PUT", "/api/me/lang", `{"lang": "fr"}`, "lang", "one-of", "phải là một trong: vi, en", "must be one of: vi, en"},
		{"POST", "/api/me/tokens", `{"name": "a", "scopes": ["read"], "days": 0}`, "days", "least", "không được nhỏ hơn 1", "must be at least 1"},
		{"POST", "/api/me/tokens", `{"name": "a", "scopes": ["read"], "days": 4000}`, "days", "most", "không được lớn hơn 366", "must be at most 366"},
		{"POST", "/api/me/tokens", `{"name": "a", "scopes": "read"}`, "scopes", "array", "phải là danh sách", "must be an array"},
		{"POST", "/api/me/tokens", `{"name": "a", "scopes": ["read"], "days": "x"}`, "days", "integer", "phải là số nguyên", "must be a whole number"},
		{"GET", "/api/accounts?limit=abc", ``, "query.limit", "integer", "phải là số nguyên", "must be a whole number"},
		{"GET", "/api/accounts?state=asleep", ``, "query.state", "one-of", "phải là một trong: active, disabled", "must be one of: active, disabled"},
		{"PUT", "/api/me/name", `{"name": `, "body", "json", "không phải là JSON đọc được", "is not JSON that can be read"},
		{"PUT", "/api/me/name", ``, "", "body", "thiếu nội dung của yêu cầu", "the request has no body"},
	} {
		for lang, words := range map[string]string{"vi": c.vi, "en": c.en} {
			var body any
			if c.body != "" {
				body = []byte(c.body)
			}
			p := o.send(o.admin, c.method, c.path, body, "Accept-Language", lang, "Content-Type", "application/json").problem()
			if p.Status < 400 || p.Status >= 500 || len(p.Errors) != 1 || p.Errors[0] != (Wrong{Field: c.field, Message: words, Rule: c.rule}) {
				t.Errorf("%s %s %s (%s): %d %+v", c.method, c.path, c.body, lang, p.Status, p.Errors)
			}
		}
	}
	if n := o.count(`SELECT COUNT(*) FROM account WHERE name = 'a'`); n != 0 {
		t.Error("something was changed")
	}
}

// Every constraint that our description has is one that there is a sentence for.
func TestEveryConstraintHasItsSentence(t *testing.T) {
	for _, s := range sayings {
		if !locale.Has(s.key) {
			t.Errorf("%s has no sentence", s.key)
		}
	}
	for _, words := range []string{validation.MsgUnexpectedProperty, strings.ReplaceAll(validation.MsgExpectedMaxLength, "%d", "5")} {
		if w := formFault(locale.English, &wrongForm{words}); w.Message == words || w.Rule == "form" {
			t.Errorf("%q: %+v", words, w)
		}
	}
	o := wired(t, dbtest.SQLite(t))
	for name, schema := range o.api.api.OpenAPI().Components.Schemas.Map() {
		for field, s := range schema.Properties {
			if s.Format != "" && s.Format != "int64" && s.Format != "int32" && s.Format != "double" && s.Format != "uri" && s.Format != "date-time" || s.Pattern != "" || s.MultipleOf != nil || s.UniqueItems {
				t.Errorf("%s.%s: format %q, pattern %q", name, field, s.Format, s.Pattern)
			}
		}
	}
}

type wrongForm struct{ words string }

func (w *wrongForm) Error() string { return w.words }
