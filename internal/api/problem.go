package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/web"
)

// Problem is why a request was not carried out, as RFC 9457 has it. Code is
// for programs and never changes; Title and Detail are for people.
type Problem struct {
	Type     string         `json:"type" doc:"The code as a URI" example:"urn:thao:problem:stale"`
	Title    string         `json:"title" doc:"The kind of problem, in the language asked for"`
	Status   int            `json:"status" doc:"The HTTP status" example:"409"`
	Detail   string         `json:"detail" doc:"What happened and what was kept, in the language asked for"`
	Instance string         `json:"instance,omitempty" doc:"Number of the request, to be found in the server's log"`
	Code     string         `json:"code" doc:"The kind of problem, for programs" example:"stale"`
	Errors   []Wrong        `json:"errors,omitempty" doc:"What is wrong with which field"`
	Values   map[string]any `json:"values,omitempty" doc:"Further facts, by the code: the state it is in, the revision it has now"`
}

// Wrong is what is wrong with one field.
type Wrong struct {
	Field   string `json:"field" doc:"The field; of nested ones, the way to it" example:"title"`
	Message string `json:"message" doc:"What is wrong with it"`
	Rule    string `json:"rule,omitempty" doc:"The rule it breaks, for programs" example:"required"`
}

func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus and ContentType are how huma knows an error.
func (p *Problem) GetStatus() int { return p.Status }

func (p *Problem) ContentType(string) string { return "application/problem+json" }

var errMethod = &Problem{Status: http.StatusMethodNotAllowed, Code: "method"}

// problemOf says an error in the words of a call.
func problemOf(c *call, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		if p.Title == "" {
			known := *p
			p = known.titled(c.lang)
			p.Detail = locale.T(c.lang, "web.fault.method")
		}
		return p
	}
	p := &Problem{Status: web.Status(err), Code: string(fault.CodeOf(err)), Detail: web.Sentence(c.lang, err)}
	if p.Status == http.StatusRequestEntityTooLarge {
		p.Code = string(fault.UploadLarge)
	}
	f, _ := errors.AsType[*fault.Error](err)
	if f == nil {
		return p.titled(c.lang)
	}
	switch f.Code {
	case fault.Stale:
		if c.r.Header.Get("If-Match") != "" {
			p.Status = http.StatusPreconditionFailed
		}
	case fault.Invalid:
		p.Errors = []Wrong{wrongOf(c.lang, f)}
	}
	if p.Status < http.StatusInternalServerError {
		p.Values = valuesOf(f)
	}
	return p.titled(c.lang)
}

func (p *Problem) titled(lang locale.Lang) *Problem {
	p.Type = "urn:thao:problem:" + p.Code
	p.Title = http.StatusText(p.Status)
	if key := "api.status." + strconv.Itoa(p.Status); locale.Has(key) {
		p.Title = locale.T(lang, key)
	}
	return p
}

// wrongOf says what is wrong with the field of an Invalid fault.
func wrongOf(lang locale.Lang, f *fault.Error) Wrong {
	rule := fmt.Sprint(f.Args["rule"])
	w := Wrong{Field: fmt.Sprint(f.Args["field"]), Rule: rule[strings.LastIndex(rule, ".")+1:]}
	if locale.Has(rule) {
		args := make([]any, 0, 2*len(f.Args))
		for name, v := range f.Args {
			args = append(args, name, v)
		}
		w.Message = locale.T(lang, rule, args...)
	}
	return w
}

// valuesOf are the facts of a fault that a program can use.
func valuesOf(f *fault.Error) map[string]any {
	out := map[string]any{}
	for name, v := range f.Args {
		if name == "field" || name == "rule" || name == "reason" {
			continue
		}
		switch v.(type) {
		case string, int, int64, bool, float64:
			out[name] = v
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// fail answers a request outside of any operation.
func (a *API) fail(w http.ResponseWriter, c *call, err error) {
	p := problemOf(c, err)
	p.Instance = w.Header().Get(idHeader)
	a.logged(c.r.Context(), p, err)
	headersOf(w.Header(), c, p)
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // fails only when the reader has gone away
}

// headersOf tells a program how to come back.
func headersOf(h http.Header, c *call, p *Problem) {
	h.Set("Content-Language", string(c.lang))
	switch p.Status {
	case http.StatusUnauthorized:
		challenge := `Bearer realm="thao"`
		if c.r.Header.Get("Authorization") != "" {
			challenge += `, error="invalid_token"`
		}
		h.Set("WWW-Authenticate", challenge)
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "10")
	case http.StatusTooManyRequests:
		if seconds, ok := p.Values["seconds"]; ok {
			h.Set("Retry-After", fmt.Sprint(seconds))
		}
	}
}

// writeProblem answers within an operation.
func writeProblem(api huma.API, ctx huma.Context, p *Problem) {
	c := callFrom(ctx.Context())
	h := http.Header{}
	headersOf(h, c, p)
	for name := range h {
		ctx.SetHeader(name, h.Get(name))
	}
	ctx.SetHeader("Content-Type", p.ContentType(""))
	ctx.SetStatus(p.Status)
	_ = api.Marshal(ctx.BodyWriter(), "application/json", p)
}

func (a *API) logged(ctx context.Context, p *Problem, err error) {
	if p.Status >= http.StatusInternalServerError {
		a.Log.ErrorContext(ctx, "request failed", "id", p.Instance, "error", err.Error())
	}
}

// The library reports what it finds wrong with the form of a request through
// this variable of its own; form.go says it in the language asked for.
func init() {
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		if len(errs) == 0 {
			errs = []error{errors.New(msg)}
		}
		return malformed(callFrom(ctx.Context()), status, errs...)
	}
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return &Problem{Status: status, Detail: msg}
	}
}

// malformed says what is wrong with the form of a request.
func malformed(c *call, status int, errs ...error) *Problem {
	p := &Problem{Status: status, Code: string(fault.Invalid), Detail: locale.T(c.lang, "api.form")}
	switch status {
	case http.StatusRequestEntityTooLarge:
		return problemOf(c, fault.New(fault.UploadLarge, "max", bodyBytes>>20))
	case http.StatusInternalServerError, http.StatusRequestTimeout, http.StatusNotAcceptable, http.StatusUnsupportedMediaType:
		p.Code, p.Detail = "request", locale.T(c.lang, "api.request")
	}
	for _, err := range errs {
		if status < http.StatusInternalServerError {
			p.Errors = append(p.Errors, formFault(c.lang, err))
		}
	}
	return p.titled(c.lang)
}
