package docket

import (
	"context"
	"net/http"
	"net/url"

	"thao/internal/access"
	dockets "thao/internal/docket"
	"thao/internal/id"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// rowsOfList are the dockets of one page of the list.
const rowsOfList = 30

// listing is the page of the list.
type listing struct {
	Query   dockets.Query
	Dockets []dockets.Docket
	Next    string
	May     bool // open a docket
	Narrow  bool // a filter is set
}

func (h *Handlers) list(w http.ResponseWriter, r *http.Request) error {
	ctx, who := r.Context(), actor(r)
	v := listing{
		Query: dockets.Query{Words: r.FormValue("q"), State: dockets.State(r.FormValue("state")), Role: access.Role(r.FormValue("role")), Limit: rowsOfList},
		May:   who.May(access.DocketCreate, access.Resource{Kind: access.System}),
	}
	v.Narrow = v.Query.Words != "" || v.Query.State != "" || v.Query.Role != ""
	if after, ok := id.Parse(r.FormValue("after")); ok {
		v.Query.After = after
	}
	found, err := h.Dockets.List(ctx, who, v.Query)
	if err != nil {
		return err
	}
	v.Dockets = found.Dockets
	if found.Next != "" {
		v.Next = "/dockets?" + url.Values{"q": {v.Query.Words}, "state": {string(v.Query.State)}, "role": {string(v.Query.Role)}, "after": {string(found.Next)}}.Encode()
	}
	p := page.New(r, ui.T(ctx, "web.docket.list"))
	p.Keys = []ui.Key{{Keys: []string{"j", "k"}, Label: ui.T(ctx, "web.docket.key-rows")}, {Keys: []string{"Enter"}, Label: ui.T(ctx, "web.docket.key-open")}}
	return page.Show(w, r, http.StatusOK, p, listPage(v))
}

func (v listing) fields(ctx context.Context) []ui.Field {
	states := []ui.Option{{Label: ui.T(ctx, "web.docket.any-state")}}
	for _, s := range dockets.States() {
		states = append(states, ui.Option{Value: string(s), Label: ui.T(ctx, "web.docket.state."+string(s))})
	}
	roles := []ui.Option{{Label: ui.T(ctx, "web.docket.any-role")}}
	for _, role := range access.Roles() {
		roles = append(roles, ui.Option{Value: string(role), Label: ui.T(ctx, "web.role."+string(role))})
	}
	return []ui.Field{
		{Name: "q", Label: ui.T(ctx, "web.docket.find"), Type: "search", Value: v.Query.Words, Placeholder: ui.T(ctx, "web.docket.find-hint"), Grow: true},
		{Name: "state", Label: ui.T(ctx, "web.docket.state"), Options: states, Value: string(v.Query.State)},
		{Name: "role", Label: ui.T(ctx, "web.docket.my-role"), Options: roles, Value: string(v.Query.Role)},
	}
}

// drawn is a docket's state as the look draws states.
func drawn(s dockets.State) string {
	if s == dockets.Closed {
		return "done"
	}
	return "now"
}
