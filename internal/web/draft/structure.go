package draft

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"thao/internal/access"
	"thao/internal/account"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/outline"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

func actor(r *http.Request) *access.Actor { return account.ActorFrom(r.Context()) }

// structuring is what the page of a proposed version's tree shows.
type structuring struct {
	Text       *drafts.Text
	Nodes      []drafts.Node
	At         string
	Split      bool // the node At is being divided
	Wrong      string
	Page       int
	Pages      int
	Prev, Next string
	Counts     []ui.Fact
	MayConfirm bool
	Base       string // the name of the version it continues
}

func (h *Handlers) structure(w http.ResponseWriter, r *http.Request) error {
	return h.showStructure(w, r, http.StatusOK, nil)
}

func (h *Handlers) showStructure(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	ctx := r.Context()
	at, err := h.where(r, ui.T(ctx, "web.draft.structure"), dockets.Draft)
	if err != nil {
		return err
	}
	t, err := h.Drafts.Read(ctx, at.who, at.docket.ID, at.version)
	if err != nil {
		return err
	}
	if t.State != drafts.Proposed {
		return page.Redirect(w, r, landing(t.Version))
	}
	if !at.who.May(access.VersionPropose, access.Resource{Kind: access.Version, ID: t.ID, Docket: t.Docket, State: string(t.State)}) {
		return page.Redirect(w, r, href(t.Version)) // who only reads it
	}
	v := structuring{
		Text: t, At: r.FormValue("at"), Split: r.FormValue("split") != "", Wrong: told(r, wrong),
		MayConfirm: at.who.May(access.VersionConfirm, access.Resource{Kind: access.Version, Docket: t.Docket, State: string(t.State)}),
	}
	if wrong != nil {
		v.At = r.FormValue("node")
	}
	if fault.CodeOf(wrong) == fault.Stale { // nothing was typed that could be lost
		v.Wrong = ui.T(ctx, "web.draft.structure-stale")
	}
	v.turn()
	v.Counts = kindCounts(r, t.Nodes)
	if t.Base != "" {
		base, err := h.Drafts.Version(ctx, at.who, t.Docket, t.Base)
		if err != nil {
			return err
		}
		v.Base = Name(ctx, base)
	}
	p := at.page
	p.Keys = []ui.Key{
		{Keys: []string{"j", "k"}, Label: ui.T(ctx, "web.draft.key-row")}, {Keys: []string{"h"}, Label: ui.T(ctx, "web.draft.do.plain")},
		{Keys: []string{"o"}, Label: ui.T(ctx, "web.draft.do.raise")}, {Keys: []string{"i"}, Label: ui.T(ctx, "web.draft.do.lower")},
		{Keys: []string{"m"}, Label: ui.T(ctx, "web.draft.do.merge")}, {Keys: []string{"s"}, Label: ui.T(ctx, "web.draft.do.split")},
	}
	p.Scripts = []string{"draft.js"}
	return page.Show(w, r, status, p, structurePage(v))
}

func (v *structuring) turn() {
	nodes := v.Text.Nodes
	starts := sheets(nodes)
	n, from, to := sheetOf(starts, nodes, v.At)
	v.Page, v.Pages, v.Nodes = n, len(starts), nodes[from:to]
	link := func(node string) string {
		return href(v.Text.Version, "structure") + "?at=" + url.QueryEscape(node)
	}
	if n > 0 {
		v.Prev = link(nodes[starts[n-1]].ID)
	}
	if n+1 < len(starts) {
		v.Next = link(nodes[to].ID)
	}
}

// kindCounts tells how many of each kind were found, for the eye to check.
func kindCounts(r *http.Request, nodes []drafts.Node) []ui.Fact {
	n := map[outline.Kind]int{}
	for i := range nodes {
		n[nodes[i].Kind]++
	}
	var out []ui.Fact
	for _, k := range outline.Kinds() {
		if n[k] > 0 {
			out = append(out, ui.Fact{Term: kindName(r.Context(), k), Value: ui.N(r.Context(), n[k])})
		}
	}
	return out
}

// correct makes one correction and comes back to the words it was made in.
func (h *Handlers) correct(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	c := outline.Change{Correction: outline.Correction(f.Get("do")), Node: f.Get("node"), Kind: outline.Kind(f.Get("kind"))}
	here := dockets.Href(docket, "versions", string(version), "structure")
	if c.Correction == outline.Split {
		if c.At, err = strconv.Atoi(f.Get("cut")); err != nil {
			return page.Redirect(w, r, here+"?split=1&at="+url.QueryEscape(c.Node)+"#"+url.PathEscape(c.Node))
		}
	}
	_, node, err := h.Drafts.Correct(r.Context(), actor(r), docket, version, number(f, "rev"), c)
	switch code := fault.CodeOf(err); {
	case err == nil:
		return page.Redirect(w, r, here+"?at="+url.QueryEscape(node)+"#"+url.PathEscape(node))
	case code == fault.Invalid, code == fault.Stale, code == fault.Gone:
		status := http.StatusUnprocessableEntity
		if code != fault.Invalid {
			status = http.StatusConflict
		}
		return h.showStructure(w, r, status, err)
	}
	return err
}

// told says an error beside the form it came from: an Invalid fault by the
// sentence of its rule.
func told(r *http.Request, err error) string {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Code != fault.Invalid {
		return locale.Fault(ui.Lang(r.Context()), err)
	}
	args := []any{}
	for name, v := range f.Args {
		args = append(args, name, v)
	}
	key, _ := f.Args["rule"].(string)
	return ui.T(r.Context(), key, args...)
}

func (h *Handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	v, err := h.Drafts.Confirm(r.Context(), actor(r), docket, version, number(f, "rev"))
	if err != nil {
		return err
	}
	return page.Done(w, r, href(v), ui.Said{Text: ui.T(r.Context(), "web.draft.confirmed", "n", strconv.FormatInt(v.Number, 10))})
}

func (h *Handlers) drop(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	if _, err := h.Drafts.Drop(r.Context(), actor(r), docket, version, number(f, "rev")); err != nil {
		return err
	}
	return page.Done(w, r, dockets.Href(docket), ui.Said{Text: ui.T(r.Context(), "web.draft.dropped")})
}
