// Package ui is the look of the site: the shell around every page and the
// components pages are made of, as templ components with typed parameters. A
// component is a struct that renders itself,
//
//	@ui.Button{Label: ui.T(ctx, "web.save"), Kind: ui.Primary}
//
// and .With() where it has children, @ui.Table{…}.With() { <tbody>…</tbody> };
// or, where one word is all it takes, a function: @ui.Icon("bell"),
// @ui.Status("accepted"). Rules of the look are in docs/LOOK.md; the gallery
// (package gallery) shows everything in all its states.
//
// What all pages of one request share, the language above all, travels in the
// context (Setting); so a view never passes it on by hand.
package ui

import (
	"cmp"
	"context"

	"thao/internal/locale"
	"thao/internal/matrix"
)

// Setting is what every page of one request shares.
type Setting struct {
	Lang    locale.Lang
	Theme   string   // "light", "dark", or "" for what the system says
	Path    string   // path and query of the page, for links that come back to it
	Account *Account // nil: nobody is signed in
	Org     string   // the name of the office, beside the brand
	Nav     []Link   // the main menu
	Now     string   // date and time of the page, for the foot
	Said    *Said    // what the last action did; package page fills it
}

// Account is who is signed in, as pages show it.
type Account struct {
	ID    string // tells accounts of one name apart
	Name  string
	Links []Link // the account's own menu, above theme, language and signing out
}

// key tells one account's kept drafts from another's in a shared browser.
func (a *Account) key() string { return cmp.Or(a.ID, a.Name) }

// Said is a sentence told once, on the page after the one that earned it.
type Said struct {
	Text string
	Bad  bool
	Kept string // the name of a form whose kept draft may now be forgotten
}

// Link is a place to go, in menus and tabs.
type Link struct {
	Label   string
	Href    string
	Icon    string
	Key     string // the keys that go there: "g d"
	Count   string // a number beside the label, written out
	Current bool   // this page, or the part of the site it belongs to
}

type contextKey struct{}

// With puts the setting of a request into its context.
func With(ctx context.Context, s Setting) context.Context {
	return context.WithValue(ctx, contextKey{}, s)
}

// From is the setting of a request; without one, Vietnamese and nobody.
func From(ctx context.Context) Setting {
	s, ok := ctx.Value(contextKey{}).(Setting)
	if !ok || s.Lang == "" {
		s.Lang = locale.Vietnamese
	}
	return s
}

// Lang is the language of the request.
func Lang(ctx context.Context) locale.Lang { return From(ctx).Lang }

// T is a sentence of the catalogue in the language of the request.
func T(ctx context.Context, key string, args ...any) string {
	return locale.T(Lang(ctx), key, args...)
}

// N writes a whole number as the language of the request does.
func N(ctx context.Context, n int) string { return locale.Int(Lang(ctx), int64(n)) }

// Brief is the beginning of a text, of at most so many code points.
func Brief(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// VerdictState is the verdict of an answer as Status draws it.
func VerdictState(verdict string) string {
	if verdict == matrix.Refused {
		return "rejected"
	}
	return verdict
}
