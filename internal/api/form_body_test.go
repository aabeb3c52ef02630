package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"thao/internal/consultation"
	"thao/internal/db/dbtest"
	"thao/internal/locale"
)

// A body that is read quickly is refused where its description refuses it, and
// for the same reasons.
func TestABodyReadQuicklyIsWhatItsDescriptionSays(t *testing.T) {
	o := wired(t, dbtest.SQLite(t))
	schemas := o.api.api.OpenAPI().Components.Schemas
	refused := 0
	for _, body := range formBodies(t) {
		form := &FormBody[consultation.CommentForm]{RawBody: []byte(body)}
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		got, err := form.read(withCall(t.Context(), &call{r: r, lang: locale.English}), o.api)

		var parsed any
		if json.Unmarshal([]byte(body), &parsed) != nil {
			if p, is := err.(*Problem); !is || p.Status != http.StatusBadRequest || p.Errors[0].Rule != "json" {
				t.Errorf("%s: %+v", body, err)
			}
			continue
		}
		found := &huma.ValidateResult{}
		at := huma.NewPathBuffer(nil, 0)
		at.Push("body")
		huma.Validate(schemas, form.schema(schemas), at, huma.ModeWriteToServer, parsed, found)
		var wanted []Wrong
		for _, e := range found.Errors {
			wanted = append(wanted, formFault(locale.English, e))
		}
		if p, is := err.(*Problem); is {
			refused++
			if p.Status != http.StatusUnprocessableEntity || len(wanted) > 0 && !reflect.DeepEqual(p.Errors, wanted) {
				t.Errorf("%s: refused for %+v, described as %+v", body, p, wanted)
			}
			continue
		}
		var whole consultation.CommentForm
		if err := json.Unmarshal([]byte(body), &whole); err != nil || len(wanted) > 0 || got != whole {
			t.Errorf("%s: taken as %+v, though %v %+v", body, got, err, wanted)
		}
	}
	if refused < 40 {
		t.Errorf("only %d were refused", refused)
	}
}

// formBodies gives every field of a comment every kind of value.
func formBodies(t *testing.T) []string {
	out := []string{`{`, `{"text": "a"} {}`, `[]`, `"a"`, `7`, `null`, `{}`, `{"text": "a", "more": 1}`, `{"TEXT": "a"}`, `{"text": "a", "text": "b"}`, ` {"text":"null"} `}
	whole, err := json.Marshal(consultation.CommentForm{})
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(whole, &fields); err != nil {
		t.Fatal(err)
	}
	for name := range fields {
		for _, v := range []string{`"a"`, `""`, `1`, `-1`, `1.5`, `1.0`, `1e3`, `99999999999999999999`, `true`, `null`, `[]`, `{}`, `["a"]`} {
			out = append(out, fmt.Sprintf(`{%q: %s}`, name, v))
		}
	}
	return out
}

func TestABodyReadQuicklySaysWhatItIs(t *testing.T) {
	o := wired(t, dbtest.SQLite(t))
	path := "/api/dockets/d/rounds/r/comments"
	for media, status := range map[string]int{"text/plain": http.StatusUnsupportedMediaType, "application/json; charset=utf-8": http.StatusUnprocessableEntity, "application/merge-patch+json": http.StatusUnprocessableEntity} {
		if p := o.send(o.admin, "POST", path, []byte(`{"more": 1}`), "Content-Type", media).problem(); p.Status != status {
			t.Errorf("%s: %+v", media, p)
		}
	}
	if p := o.send(o.admin, "POST", path, []byte(strings.Repeat(" ", int(bodyBytes)+1)), "Content-Type", "application/json").problem(); p.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("%+v", p)
	}
}
