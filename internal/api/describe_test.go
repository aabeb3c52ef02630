package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"thao/internal/db"
	"thao/internal/db/dbtest"
)

// described reads the description as a program does.
func described(t *testing.T, o *office) map[string]any {
	t.Helper()
	var doc map[string]any
	o.get(person{}, Description).is(200).into(&doc)
	return doc
}

func TestTheDescriptionIsWhole(t *testing.T) {
	o := wired(t, dbtest.SQLite(t))
	doc := described(t, o)
	if doc["openapi"] != "3.1.0" {
		t.Errorf("openapi: %v", doc["openapi"])
	}
	walk(doc, func(key string, v any) {
		if ref, ok := v.(string); ok && key == "$ref" && !resolves(doc, ref) {
			t.Errorf("%s leads nowhere", ref)
		}
	})
	seen := map[string]bool{}
	known := map[string]bool{}
	for _, tag := range tags {
		known[tag.Name] = true
	}
	for path, item := range o.api.api.OpenAPI().Paths {
		for method, op := range each(item) {
			at := method + " " + path
			if op.Summary == "" || op.Description == "" || op.OperationID == "" || seen[op.OperationID] || len(op.Tags) != 1 || !known[op.Tags[0]] {
				t.Errorf("%s: summary %q, description %q, id %q, tags %v", at, op.Summary, op.Description, op.OperationID, op.Tags)
			}
			seen[op.OperationID] = true
			if len(op.Security) != 1 || len(op.Security[0]["token"]) != 1 {
				t.Errorf("%s: security %v", at, op.Security)
			}
			answers(t, at, op)
			parameters(t, at, path, op)
			body(t, o, at, op)
		}
	}
	if len(seen) < 90 {
		t.Errorf("only %d operations", len(seen))
	}
}

func answers(t *testing.T, at string, op *huma.Operation) {
	t.Helper()
	good := 0
	for status, r := range op.Responses {
		if r.Description == "" {
			t.Errorf("%s: response %s says nothing", at, status)
		}
		if status[0] == '2' {
			good++
		}
	}
	for _, status := range []string{"401", "403", "404"} {
		if op.Responses[status] == nil || op.Responses[status].Content["application/problem+json"] == nil {
			t.Errorf("%s: no problem for %s", at, status)
		}
	}
	if good == 0 {
		t.Errorf("%s: no response of success", at)
	}
}

var inPath = regexp.MustCompile(`\{(\w+)\}`)

func parameters(t *testing.T, at, path string, op *huma.Operation) {
	t.Helper()
	var want, got []string
	for _, m := range inPath.FindAllStringSubmatch(path, -1) {
		want = append(want, m[1])
	}
	for _, p := range op.Parameters {
		if p.In == "path" {
			got = append(got, p.Name)
		}
		if p.Description == "" && (p.Schema == nil || p.Schema.Description == "") {
			t.Errorf("%s: parameter %s says nothing", at, p.Name)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("%s: path has %v, described are %v", at, want, got)
	}
}

// body checks that the example of a body is taken by its own schema.
func body(t *testing.T, o *office, at string, op *huma.Operation) {
	t.Helper()
	if op.RequestBody == nil || op.RequestBody.Content["application/json"] == nil {
		return
	}
	media := op.RequestBody.Content["application/json"]
	if media.Example == nil {
		t.Errorf("%s: its body has no example", at)
		return
	}
	data, err := json.Marshal(media.Example)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	res := &huma.ValidateResult{}
	huma.Validate(o.api.api.OpenAPI().Components.Schemas, media.Schema, huma.NewPathBuffer([]byte{}, 0), huma.ModeWriteToServer, v, res)
	for _, err := range res.Errors {
		t.Errorf("%s: its example %s: %v", at, data, err)
	}
}

func each(item *huma.PathItem) map[string]*huma.Operation {
	out := map[string]*huma.Operation{}
	for method, op := range map[string]*huma.Operation{
		http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodDelete: item.Delete, http.MethodPatch: item.Patch,
	} {
		if op != nil {
			out[method] = op
		}
	}
	return out
}

func walk(v any, fn func(key string, v any)) {
	switch v := v.(type) {
	case map[string]any:
		for key, sub := range v {
			fn(key, sub)
			walk(sub, fn)
		}
	case []any:
		for _, sub := range v {
			walk(sub, fn)
		}
	}
}

func resolves(doc map[string]any, ref string) bool {
	var at any = doc
	for _, part := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		m, ok := at.(map[string]any)
		if !ok {
			return false
		}
		at = m[part]
	}
	return at != nil && !reflect.ValueOf(at).IsZero()
}

// Every operation asks for a token, and does nothing for a stranger.
func TestEveryOperationIsGuarded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := opened(t, d)
		// Of one's own account, and what anybody who is signed in may do.
		open := map[string]bool{"body.list": true, "body.read": true, "docket.list": true, "search": true}
		n := 0
		for path, item := range o.api.api.OpenAPI().Paths {
			for method, op := range each(item) {
				n++
				at, body, media := o.filled(path, op)
				if r := o.send(person{}, method, at, body, "Content-Type", media); r.is(401).problem().Code != "no-token" || r.Header().Get("WWW-Authenticate") == "" {
					t.Errorf("%s %s without a token: %s", method, at, r.Body)
				}
				read := person{token: o.token(o.stranger.account, "read")}
				if scope := op.Security[0]["token"][0]; scope != "read" {
					if p := o.send(read, method, at, body, "Content-Type", media, "If-Match", `"1"`).is(403).problem(); p.Code != "scope" {
						t.Errorf("%s %s with a token that only reads: %s", method, at, p.Code)
					}
				}
				o.drop(read)
				if op.Tags[0] == "me" || open[op.OperationID] {
					continue
				}
				r := o.send(o.stranger, method, at, body, "Content-Type", media, "If-Match", `"1"`)
				if r.Code != 403 && r.Code != 404 {
					t.Errorf("%s %s as a stranger: %d %s", method, at, r.Code, r.Body)
				}
			}
		}
		if n < 90 {
			t.Errorf("only %d operations", n)
		}
	})
}

// filled is an operation's path with records that are there, and a body that
// would be taken.
func (o *office) filled(path string, op *huma.Operation) (at string, body any, media string) {
	for name, v := range map[string]string{
		"docket": string(o.docket), "version": string(o.version.ID), "round": string(o.round.ID), "body": string(o.body), "account": string(o.admin.account),
	} {
		path = strings.ReplaceAll(path, "{"+name+"}", v)
	}
	path = inPath.ReplaceAllString(path, "01jdexample000000000000000")
	path += "?old=" + string(o.version.ID) + "&new=" + string(o.version.ID) + "&words=x"
	if op.RequestBody == nil {
		return path, nil, ""
	}
	if json := op.RequestBody.Content["application/json"]; json != nil {
		return path, json.Example, "application/json"
	}
	form, media := formOf(o.t, nil, map[string][]byte{"a.txt": []byte("Điều 1. Phạm vi")})
	return path, form, media
}
