package draft

import (
	"bytes"
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"thao/internal/access"
	"thao/internal/compare"
	"thao/internal/compareview"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// Behind is what another area knows of the reasons for a change: the comments
// behind it.
type Behind interface {
	// Changes prepares what stands behind the changes from one version to
	// another. The function returned is asked for each change; it is nil where
	// nothing is known, or not to be known by who asks.
	Changes(ctx context.Context, who *access.Actor, c *drafts.Comparison) (func(p compare.Pair) Reasons, error)
}

// Reasons are what stands behind one change.
type Reasons struct {
	N     int             // comments; 0: nobody asked for it
	Word  string          // beside the change in the list: "14 comments"
	Bar   templ.Component // in the bar above the change: links to the comments, the verdict
	Below templ.Component // below the change: the comments; nil for none
}

// comparing is what the page of a comparison shows.
type comparing struct {
	Versions []drafts.Version
	Old, New drafts.Version
	Page     compareview.Page
	Rows     []compared
	Changes  int
	One      bool   // as one text
	All      bool   // with what did not change
	Kind     string // of the changes listed; "" for all
	Known    bool   // what stands behind the changes
}

// compared is a row with what stands behind it.
type compared struct {
	compareview.Row
	Why *Reasons
}

func (h *Handlers) compare(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	at, err := h.where(r, ui.T(ctx, "web.draft.compare"), dockets.Compare)
	if err != nil {
		return err
	}
	v := comparing{One: r.FormValue("view") == "one", All: r.FormValue("all") != "", Kind: r.FormValue("kind")}
	if v.Versions, err = h.Drafts.Versions(ctx, at.who, at.docket.ID); err != nil {
		return err
	}
	if !v.choose(r) {
		return page.Show(w, r, http.StatusOK, at.page, nothingToCompare(string(at.docket.ID)))
	}
	c, err := h.Drafts.Compare(ctx, at.who, at.docket.ID, v.Old.ID, v.New.ID)
	if err != nil {
		return err
	}
	titles := compareview.Titles{Old: Name(ctx, v.Old), New: Name(ctx, v.New)}
	v.Page = compareview.New(c.Alignment, titles, ui.Lang(ctx))
	if err := h.reasons(ctx, at.who, c, &v); err != nil {
		return err
	}
	p := at.page
	p.Title = locale.T(ui.Lang(ctx), "compare.title", "old", titles.Old, "new", titles.New) + " – " + at.docket.Title
	p.Keys = []ui.Key{{Keys: []string{"n", "p"}, Label: ui.T(ctx, "compare.key-step")}, {Keys: []string{"v"}, Label: ui.T(ctx, "compare.key-view")}}
	if v.Known {
		p.Keys = append(p.Keys, ui.Key{Keys: []string{"y"}, Label: ui.T(ctx, "web.behind.key")})
	}
	p.Scripts = []string{"draft.js"}
	return page.Show(w, r, http.StatusOK, p, comparePage(v))
}

// choose finds the two versions: those asked for, or the last two.
func (v *comparing) choose(r *http.Request) bool {
	if len(v.Versions) < 2 {
		return false
	}
	v.New = v.pick(r.FormValue("new"), v.Versions[0])
	v.Old = v.pick(r.FormValue("old"), v.before(v.New))
	return true
}

func (v *comparing) pick(key string, other drafts.Version) drafts.Version {
	for _, x := range v.Versions {
		if string(x.ID) == key {
			return x
		}
	}
	return other
}

// before is the version another continues, or else the one before it.
func (v *comparing) before(n drafts.Version) drafts.Version {
	for i, x := range v.Versions {
		if x.ID == n.Base {
			return x
		}
		if x.ID == n.ID && i+1 < len(v.Versions) && n.Base == "" {
			return v.Versions[i+1]
		}
	}
	return v.Versions[len(v.Versions)-1]
}

func (h *Handlers) reasons(ctx context.Context, who *access.Actor, c *drafts.Comparison, v *comparing) error {
	var ask func(compare.Pair) Reasons
	if h.Behind != nil {
		var err error
		if ask, err = h.Behind.Changes(ctx, who, c); err != nil {
			return err
		}
	}
	for _, row := range v.Page.Rows {
		x := compared{Row: row}
		if row.Form == "change" && ask != nil {
			why := ask(row.Pair(c.Alignment))
			x.Why, v.Known = &why, true
		}
		if row.N > 0 {
			v.Changes++
		}
		v.Rows = append(v.Rows, x)
	}
	return nil
}

// redline sends the difference of two versions as a Word file.
func (h *Handlers) redline(w http.ResponseWriter, r *http.Request) error {
	docket, err := dockets.ID(r, "docket")
	if err != nil {
		return err
	}
	old, okOld := id.Parse(r.FormValue("old"))
	now, okNew := id.Parse(r.FormValue("new"))
	if !okOld || !okNew {
		return fault.New(fault.NotFound)
	}
	who := actor(r)
	d, err := h.Frame.Dockets.Read(r.Context(), who, docket)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := h.Drafts.Redline(r.Context(), who, docket, old, now, who.Name, &out); err != nil {
		return err
	}
	send(w, d.Symbol+"-"+locale.T(ui.Lang(r.Context()), "web.draft.redline-file")+".docx", wordMedia, out.Bytes())
	return nil
}

const wordMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

func (v comparing) kinds(ctx context.Context) []ui.Link {
	out := []ui.Link{{Label: ui.T(ctx, "compare.all"), Href: v.href("kind", ""), Count: ui.N(ctx, v.Changes), Current: v.Kind == ""}}
	for _, k := range v.Page.Kinds {
		out = append(out, ui.Link{Label: k.Word, Href: v.href("kind", string(k.Change)), Count: ui.N(ctx, k.N), Current: v.Kind == string(k.Change)})
	}
	return out
}

// href is the address of the page with one thing other than it is.
func (v comparing) href(name, value string) string {
	view, all, kind := "", "", v.Kind
	if v.One {
		view = "one"
	}
	if v.All {
		all = "1"
	}
	switch name {
	case "view":
		view = value
	case "all":
		all = value
	case "kind":
		kind = value
	}
	out := compareHref(v.Old, v.New)
	for _, p := range [][2]string{{"view", view}, {"all", all}, {"kind", kind}} {
		if p[1] != "" {
			out += "&" + p[0] + "=" + p[1]
		}
	}
	return out
}

func (v comparing) options(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, x := range v.Versions {
		out = append(out, ui.Option{Value: string(x.ID), Label: Name(ctx, x)})
	}
	return out
}

func (v comparing) listed(row compared) bool {
	return row.N > 0 && (v.Kind == "" || v.Kind == string(row.Change))
}

func changeNumber(row compared) string { return strconv.Itoa(row.N) }
