package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"thao/internal/access"
	"thao/internal/account"
)

// op is an operation before it is put down.
type op struct {
	id      string // "round.open"
	method  string
	path    string // below Prefix
	tag     string
	summary string
	about   string
	scope   account.Scope // "" for Read or Write, by the method
	status  int           // 0 for 200
	example any           // of the body
	form    []field       // of an upload
	media   string        // of what is downloaded
	secret  bool          // the answer may hold a secret: its body is secretive
}

// field is a part of a form that is uploaded.
type field struct {
	name, about string
	file, many  bool
}

// bodyBytes bounds the JSON of a request.
const bodyBytes int64 = 4 << 20

// Problems an operation may answer with, besides those of the request itself.
var (
	readProblems  = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound}
	writeProblems = append([]int{http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusServiceUnavailable}, readProblems...)
)

// put puts an operation down.
func put[I, O any](a *API, o op, do func(ctx context.Context, who *access.Actor, in *I) (*O, error)) {
	changes := o.method != http.MethodGet
	if o.about == "" {
		o.about = o.summary + "."
	}
	if o.secret {
		o.about += " " + toldOnce
	}
	if o.scope == "" {
		o.scope = account.Read
		if changes {
			o.scope = account.Write
		}
	}
	a.scopes[o.id] = o.scope
	h := huma.Operation{
		OperationID: o.id, Method: o.method, Path: Prefix + o.path, Tags: []string{o.tag}, Summary: o.summary, Description: o.about,
		DefaultStatus: o.status, Errors: readProblems, MaxBodyBytes: bodyBytes, BodyReadTimeout: time.Minute,
		Security:    []map[string][]string{{"token": {string(o.scope)}}},
		Middlewares: huma.Middlewares{a.scoped},
	}
	if changes {
		h.Errors = writeProblems
	}
	if o.method == http.MethodPost {
		h.Parameters = []*huma.Param{{
			Name: keyHeader, In: "header", Schema: &huma.Schema{Type: "string", MaxLength: new(longestKey)}, Example: "7f0c1f0e-6d5e-4b52",
			Description: "A word of the program's own choice. A request sent again with the same key is not carried out again: the first answer is given once more.",
		}}
	}
	if o.media != "" {
		h.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{
			o.media: {Schema: &huma.Schema{Type: "string", Format: "binary"}},
		}}}
	}
	body, apart := any(new(I)).(ownBody)
	h.SkipValidateBody = apart
	huma.Register(a.api, h, func(ctx context.Context, in *I) (*O, error) {
		c := callFrom(ctx)
		out, err := do(ctx, c.who, in)
		if err == nil {
			if s, ok := any(out).(secretive); ok {
				c.made = s.apart()
			}
			return out, nil
		}
		c.refused = err
		p := problemOf(c, err)
		a.logged(ctx, p, err)
		headers := http.Header{}
		headersOf(headers, c, p)
		return nil, huma.ErrorWithHeaders(p, headers)
	})
	if apart {
		media := a.put(o).RequestBody.Content["application/json"]
		media.Schema = body.schema(a.api.OpenAPI().Components.Schemas)
	}
	a.exemplify(o)
}

// put finds an operation that was put down and has a body.
func (a *API) put(o op) *huma.Operation {
	item := a.api.OpenAPI().Paths[Prefix+o.path]
	for _, done := range []*huma.Operation{item.Post, item.Put, item.Patch} {
		if done != nil && done.OperationID == o.id {
			return done
		}
	}
	return nil
}

// exemplify shows a body in the description. A form is told of only here, since
// the library would read it into memory.
func (a *API) exemplify(o op) {
	switch {
	case o.form != nil:
		a.put(o).RequestBody = formBody(o.form)
	case o.example != nil:
		a.put(o).RequestBody.Content["application/json"].Example = o.example
	}
}

func formBody(fields []field) *huma.RequestBody {
	schema := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}}
	for _, f := range fields {
		s := &huma.Schema{Type: "string", Description: f.about}
		if f.file {
			s.Format = "binary"
			schema.Required = append(schema.Required, f.name)
		}
		if f.many {
			s = &huma.Schema{Type: "array", Items: s, Description: f.about}
		}
		schema.Properties[f.name] = s
	}
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: schema}}}
}

// described is what the description says of the interface as a whole.
func (a *API) described() huma.Config {
	registry := huma.NewMapRegistry("#/components/schemas/", names{}.of)
	cfg := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "Thảo", Version: "1", Description: strings.TrimSpace(about),
				License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
			Components: &huma.Components{
				Schemas: registry,
				SecuritySchemes: map[string]*huma.SecurityScheme{"token": {
					Type: "http", Scheme: "bearer",
					Description: "A token of an account, made on the page \"My account\". What it may be used for is its scopes, and never more than its account may do: read (changes nothing), write (dockets and all that is in them), manage (accounts, bodies, tokens).",
				}},
			},
			Tags: tags,
		},
		OpenAPIPath:   strings.TrimSuffix(Description, ".json"),
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	}
	cfg.FieldsOptionalByDefault = true
	if a.URL != "" {
		cfg.Servers = []*huma.Server{{URL: a.URL}}
	}
	return cfg
}

// names gives schemas the names of their types; where two packages have the
// same word, the second one's has its package before it.
type names map[string]string // word → package

func (n names) of(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	outer, inner, generic := strings.Cut(t.Name(), "[")
	if !generic {
		return n.word(t.PkgPath(), huma.DefaultSchemaNamer(t, hint))
	}
	inner = strings.TrimSuffix(inner, "]")
	dot := strings.LastIndex(inner, ".")
	return outer + n.word(inner[:max(dot, 0)], inner[dot+1:])
}

func (n names) word(pkg, name string) string {
	if taken, found := n[name]; !found || taken == pkg {
		n[name] = pkg
		return name
	}
	area := pkg[strings.LastIndex(pkg, "/")+1:]
	return strings.ToUpper(area[:1]) + area[1:] + name
}

var tags = []*huma.Tag{
	{Name: "me", Description: "Who the token acts for."},
	{Name: "accounts", Description: "Who signs in."},
	{Name: "bodies", Description: "Who is consulted and replies."},
	{Name: "dockets", Description: "One policy: everything about it."},
	{Name: "versions", Description: "States of the text under consultation."},
	{Name: "rounds", Description: "One asking on one version."},
	{Name: "replies", Description: "What one body sent in one round."},
	{Name: "comments", Description: "Single opinions, each at its place in the draft."},
	{Name: "search", Description: "By words, with or without diacritics, in all the account may see."},
	{Name: "desk", Description: "Groups of comments and their answers."},
	{Name: "matrix", Description: "The official table of comments and answers."},
	{Name: "jobs", Description: "Work in the background."},
	{Name: "archives", Description: "A docket taken out whole, and brought in elsewhere."},
	{Name: "webhooks", Description: "Being told what happens."},
}

const about = `
Everything the pages of Thảo do, for programs.

Times are whole microseconds since 1970-01-01 00:00 UTC; 0 is no moment. Ids are 26 letters and digits and come in the order of time. Text is UTF-8 without NUL.

Lists come in pages: "next" of a page, and the header Link, lead to the one after it.

A record that people change has a revision, its ETag. A change names the one it begins from in If-Match; where somebody else changed the record meanwhile, the answer is 412 and nothing was changed.

A POST may carry an Idempotency-Key. Sent again with the same key, a request is not carried out again: its first answer is given once more, with the header Idempotency-Replayed. Keys are remembered for a day. An answer that held a secret is not kept: sent again, such a request is answered with 409 (told-once) and the id of what it made.

What is refused is answered with a problem (RFC 9457): "code" is for programs, "title" and "detail" are in the language of Accept-Language (vi, en).
`
