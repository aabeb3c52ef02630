package consultation

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	consult "thao/internal/consultation"
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// How much of what is found stands on a page: of each kind at first, and of one.
const (
	foundOfEach = 5
	foundOfOne  = 30
)

// seeking is the page of what was found.
type seeking struct {
	Words  string
	Kind   string // "" for a few of each
	Docket id.ID
	Parts  []seekingPart
}

// seekingPart is what was found of one kind.
type seekingPart struct {
	Kind  string
	Items []consult.Found
	More  string // leads to more of it
}

func (h *Handlers) search(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v := seeking{Words: strings.TrimSpace(r.FormValue("q")), Kind: r.FormValue("kind")}
	v.Docket, _ = id.Parse(r.FormValue("docket"))
	kinds := []string{v.Kind}
	if !slices.Contains(consult.FoundKinds(), v.Kind) {
		v.Kind, kinds = "", consult.FoundKinds()
	}
	for _, kind := range kinds {
		part, err := h.seek(r, v, kind)
		if err != nil {
			return err
		}
		v.Parts = append(v.Parts, part)
	}
	p := page.New(r, v.title(ctx))
	p.Search = v.Words
	p.Keys = []ui.Key{{Keys: []string{"j", "k"}, Label: ui.T(ctx, "web.docket.key-rows")}, {Keys: []string{"Enter"}, Label: ui.T(ctx, "web.docket.key-open")}}
	return page.Show(w, r, http.StatusOK, p, searchPage(v))
}

func (h *Handlers) seek(r *http.Request, v seeking, kind string) (seekingPart, error) {
	q := consult.Search{Words: v.Words, Kind: kind, Docket: v.Docket, Limit: foundOfEach}
	if v.Kind != "" {
		q.Limit, q.After = foundOfOne, r.FormValue("after")
	}
	found, err := h.Consultation.Search(r.Context(), actor(r), q)
	part := seekingPart{Kind: kind, Items: found.Items}
	switch {
	case found.Next != "" && v.Kind != "":
		part.More = v.href(kind, found.Next)
	case found.Next != "":
		part.More = v.href(kind, "")
	}
	return part, err
}

// href is the address of what is found of a kind; "" for a few of each.
func (v seeking) href(kind, after string) string {
	q := url.Values{"q": {v.Words}}
	for name, value := range map[string]string{"kind": kind, "after": after, "docket": string(v.Docket)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/search?" + q.Encode()
}

func (v seeking) title(ctx context.Context) string {
	if v.Words == "" {
		return ui.T(ctx, "web.search.title")
	}
	return ui.T(ctx, "web.search.for", "words", v.Words)
}

func (v seeking) kinds(ctx context.Context) []ui.Link {
	out := []ui.Link{{Label: ui.T(ctx, "web.search.all"), Href: v.href("", ""), Current: v.Kind == ""}}
	for _, k := range consult.FoundKinds() {
		out = append(out, ui.Link{Label: ui.T(ctx, "web.search.kind."+k), Href: v.href(k, ""), Current: v.Kind == k})
	}
	return out
}

func (v seeking) none() bool {
	return !slices.ContainsFunc(v.Parts, func(p seekingPart) bool { return len(p.Items) > 0 || p.More != "" })
}

// foundHref is the place of what was found.
func foundHref(f consult.Found) string {
	switch {
	case f.Kind == consult.FoundDocket:
		return docketpages.Href(f.Docket)
	case f.Kind == consult.FoundNode:
		return docketpages.Href(f.Docket, "versions", string(f.Version)) + "?at=" + url.QueryEscape(f.Node) + "#" + url.PathEscape(f.Node)
	case f.Kind == consult.FoundReply:
		return docketpages.Href(f.Docket, "rounds", string(f.Round), "replies", string(f.ID))
	case f.Group != "":
		return docketpages.Href(f.Docket, "rounds", string(f.Round), "desk", string(f.Group))
	}
	return docketpages.Href(f.Docket, "rounds", string(f.Round), "comments", string(f.ID))
}

func foundTitle(ctx context.Context, f consult.Found) string {
	if f.Kind == consult.FoundNode && f.Title == "" && f.Path != "" {
		return f.Path
	}
	if f.Title == "" {
		return ui.T(ctx, "web.search.untitled."+f.Kind)
	}
	return f.Title
}

// foundWords are what was looked for with what stands around it. They are
// written without a space between, which a view would put there.
func foundWords(f consult.Found) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		marked := ""
		if f.Words != "" {
			marked = `<mark class="on">` + html.EscapeString(f.Words) + `</mark>`
		}
		_, err := io.WriteString(w, html.EscapeString(f.Before)+marked+html.EscapeString(f.Text))
		return err
	})
}

// foundWhere is where it stands, in words.
func foundWhere(f consult.Found) string {
	parts := []string{f.Path}
	if f.Kind == consult.FoundNode && f.Title == "" {
		parts = nil // it is the title
	}
	if f.Kind != consult.FoundDocket {
		parts = append(parts, f.DocketTitle)
	}
	parts = append(parts, f.Symbol)
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}
