package api

import (
	"context"
	"encoding/base64"
	"strconv"
	"strings"

	"thao/internal/fault"
	"thao/internal/id"
)

// Paging is which part of a list is asked for.
type Paging struct {
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"200" doc:"Most items of a page"`
	After string `query:"after" doc:"The \"next\" of the page before: the list goes on behind it"`
}

// List is a page of a list.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"The \"after\" of the next page; absent on the last"`
}

// Listed is the answer with a page of a list.
type Listed[T any] struct {
	Link string `header:"Link" doc:"The next page, as RFC 8288 has it"`
	Body List[T]
}

// cursor makes what a list goes on from opaque; of names the list.
func cursor(of, at string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(of + " " + at))
}

// after reads a cursor of a list; "" from the beginning.
func (p Paging) after(of string) (string, error) {
	if p.After == "" {
		return "", nil
	}
	data, err := base64.RawURLEncoding.DecodeString(p.After)
	name, at, _ := strings.Cut(string(data), " ")
	if err != nil || name != of || at == "" {
		return "", badCursor()
	}
	return at, nil
}

func badCursor() error { return fault.New(fault.Invalid, "field", "after", "rule", "api.rule.after") }

// number reads a cursor that is a number.
func (p Paging) number(of string) (int64, error) {
	at, err := p.after(of)
	if err != nil || at == "" {
		return 0, err
	}
	n, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		err = badCursor()
	}
	return n, err
}

// nameCursor goes on behind a name and its id.
func nameCursor(of, name string, key id.ID) string { return cursor(of, string(key)+" "+name) }

// named reads a cursor that is a name and its id.
func (p Paging) named(of string) (name string, key id.ID, err error) {
	at, err := p.after(of)
	first, name, _ := strings.Cut(at, " ")
	return name, id.ID(first), err
}

// page answers with up to limit of the items read, which are one more where
// there is a next page.
func page[T any](ctx context.Context, p Paging, of string, items []T, at func(T) string) *Listed[T] {
	next := ""
	if len(items) > p.Limit {
		items = items[:p.Limit]
		next = cursor(of, at(items[p.Limit-1]))
	}
	return pageOf(ctx, items, next)
}

// pageOf answers with a page whose next is known.
func pageOf[T any](ctx context.Context, items []T, next string) *Listed[T] {
	if items == nil {
		items = []T{}
	}
	out := &Listed[T]{Body: List[T]{Items: items, Next: next}}
	if next != "" {
		u := *callFrom(ctx).r.URL
		q := u.Query()
		q.Set("after", next)
		u.RawQuery = q.Encode()
		out.Link = "<" + u.RequestURI() + `>; rel="next"`
	}
	return out
}

// all answers with a list that is whole.
func all[T any](items []T, err error) (*Listed[T], error) {
	if err != nil {
		return nil, err
	}
	if items == nil {
		items = []T{}
	}
	return &Listed[T]{Body: List[T]{Items: items}}, nil
}
