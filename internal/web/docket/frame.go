// Package docket is the pages of dockets: what awaits me, the list, one
// docket's overview, its team and its log; and the frame (bar and tabs) of
// every page that belongs to a docket.
package docket

import (
	"context"
	"net/http"
	"strconv"

	"thao/internal/access"
	"thao/internal/account"
	dockets "thao/internal/docket"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// Tab is a room of a docket.
type Tab string

// The rooms every docket has. Areas add theirs with Frame.More.
const (
	Overview Tab = "overview"
	Draft    Tab = "draft"
	Compare  Tab = "compare"
	Team     Tab = "team"
	Log      Tab = "log"
)

// Frame makes the pages of a docket: it reads the docket for who asks, and
// draws the bar with its tabs.
type Frame struct {
	Dockets *dockets.Service
	Drafts  *drafts.Service
	// More gives the tabs of other areas, which stand after the draft. Current
	// is the tab the page belongs to.
	More []func(ctx context.Context, who *access.Actor, d dockets.Docket, current Tab) ([]ui.Link, error)
}

// ID reads an id from the path of a request. NotFound where it is none.
func ID(r *http.Request, name string) (id.ID, error) {
	key, ok := id.Parse(r.PathValue(name))
	if !ok {
		return "", fault.New(fault.NotFound)
	}
	return key, nil
}

// Page begins a page of the docket {docket} in the request's path.
func (f *Frame) Page(r *http.Request, title string, tab Tab) (ui.Page, dockets.Docket, error) {
	ctx, who := r.Context(), account.ActorFrom(r.Context())
	key, err := ID(r, "docket")
	if err != nil {
		return ui.Page{}, dockets.Docket{}, err
	}
	d, err := f.Dockets.Read(ctx, who, key)
	if err != nil {
		return ui.Page{}, d, err
	}
	tabs, err := f.tabs(ctx, who, d, tab)
	p := page.New(r, title+" – "+d.Title)
	p.Docket = &ui.DocketBar{Name: d.Title, Number: d.Symbol, Href: Href(d.ID), Tabs: tabs}
	return p, d, err
}

// Href is a docket's address, with what follows it.
func Href(docket id.ID, rest ...string) string {
	href := "/dockets/" + string(docket)
	for _, part := range rest {
		href += "/" + part
	}
	return href
}

func (f *Frame) tabs(ctx context.Context, who *access.Actor, d dockets.Docket, current Tab) ([]ui.Link, error) {
	link := func(tab Tab, href, key string) ui.Link {
		return ui.Link{Label: ui.T(ctx, "web.docket.tab."+string(tab)), Href: href, Key: key, Current: tab == current}
	}
	out := []ui.Link{link(Overview, Href(d.ID), "g o")}
	versions, err := f.Drafts.Versions(ctx, who, d.ID)
	if err != nil {
		return nil, err
	}
	confirmed := 0
	for _, v := range versions {
		if v.State != drafts.Confirmed {
			continue
		}
		if confirmed++; confirmed == 1 {
			l := link(Draft, Href(d.ID, "versions", string(v.ID)), "g d")
			l.Label = ui.T(ctx, "web.draft.number", "n", strconv.FormatInt(v.Number, 10))
			out = append(out, l)
		}
	}
	for _, more := range f.More {
		links, err := more(ctx, who, d, current)
		if err != nil {
			return nil, err
		}
		out = append(out, links...)
	}
	if len(versions) > 1 {
		out = append(out, link(Compare, Href(d.ID, "compare"), "g s"))
	}
	if who.May(access.DocketTeam, d.Resource()) {
		out = append(out, link(Team, Href(d.ID, "team"), ""))
	}
	if who.May(access.DocketLog, d.Resource()) {
		out = append(out, link(Log, Href(d.ID, "log"), "g n"))
	}
	return out, nil
}
