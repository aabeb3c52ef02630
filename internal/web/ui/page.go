package ui

import (
	"net/url"

	"thao/internal/locale"
)

// Page is what the shell needs to know of one page.
type Page struct {
	Setting
	Title   string
	Docket  *DocketBar // nil: the page belongs to no docket
	Keys    []Key      // the keys of this page, hinted at in the foot
	Scripts []string   // bundles beside app.js: "reading.js"
	Layout  Layout
	Search  string // what was looked for, in the box at the top
}

// Layout says how the page fills the window.
type Layout string

// Layouts of a page.
const (
	Plain  Layout = ""       // one column under the bars, as wide as the text needs
	Desk   Layout = "app"    // the window is the page; panes scroll inside it
	Public Layout = "public" // for people without an account: narrow, big
)

// DocketBar says which docket a page belongs to, and its rooms.
type DocketBar struct {
	Name   string
	Number string // the docket's number as people cite it
	Href   string
	Tabs   []Link
}

// Key is a hint at a key, or at keys pressed one after the other.
type Key struct {
	Keys  []string
	Label string
}

// langHref is the address that turns to a language and comes back here.
func (p Page) langHref(l locale.Lang) string {
	return "/lang/" + string(l) + "?return=" + url.QueryEscape(p.Path)
}

// themeHref is the address that turns to a theme and comes back here.
func (p Page) themeHref(theme string) string {
	return "/theme/" + theme + "?return=" + url.QueryEscape(p.Path)
}

// other is the language this page is not in.
func (p Page) other() locale.Lang {
	if p.Lang == locale.English {
		return locale.Vietnamese
	}
	return locale.English
}

// themeAttr is the theme as an attribute's value; "" leaves it to the system.
func (p Page) themeAttr() string {
	if p.Theme == "light" || p.Theme == "dark" {
		return p.Theme
	}
	return ""
}

func (p Page) mainClass() string {
	switch p.Layout {
	case Desk:
		return "desk"
	case Public:
		return ""
	}
	return "wrap page"
}
