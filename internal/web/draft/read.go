package draft

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"thao/internal/access"
	drafts "thao/internal/draft"
	"thao/internal/locale"
	"thao/internal/outline"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// mostHits is how many places of a search one page lists.
const mostHits = 50

// reading is what the page of a text shows.
type reading struct {
	Text      *drafts.Text
	Sheet     Sheet
	Side      Side
	Page      int // from 0
	Pages     int
	Contents  []*entry
	Above     []drafts.Node // headings above the first node
	Prev      string
	Next      string
	Words     string // searched for
	Hits      []hit
	Rows      []row
	Downloads []ui.Link
	MayWork   bool
	Moment    string // confirmed at
}

func (h *Handlers) read(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	at, err := h.where(r, "", dockets.Draft)
	if err != nil {
		return err
	}
	t, err := h.Drafts.Read(ctx, at.who, at.docket.ID, at.version)
	if err != nil {
		return err
	}
	v := reading{Text: t, Words: strings.TrimSpace(r.FormValue("q"))}
	v.turn(r.FormValue("at"))
	if v.Words != "" {
		found, err := h.Drafts.Find(ctx, at.who, at.docket.ID, at.version, v.Words, mostHits+1)
		if err != nil {
			return err
		}
		v.Hits = placed(ctx, t, found)
	}
	if h.Margin != nil {
		if v.Side, err = h.Margin.Beside(ctx, at.who, r, v.Sheet); err != nil {
			return err
		}
	}
	v.MayWork = t.State == drafts.Confirmed && at.who.May(access.VersionEdit, access.Resource{Kind: access.Version, Docket: t.Docket, State: string(drafts.Working)})
	v.Rows = v.rows()
	v.Downloads = downloads(ctx, t.Version)
	v.Moment = locale.Stamp(ui.Lang(ctx), t.Confirmed.Time())
	p := at.page
	p.Title = Name(ctx, t.Version) + p.Title
	p.Keys = v.keys(r)
	if v.Pages > 1 {
		p.Scripts = append(p.Scripts, "draft.js")
	}
	if v.Side.Compose != "" {
		p.Scripts = append(p.Scripts, "reading.js")
	}
	return page.Show(w, r, http.StatusOK, p, readPage(v))
}

// hit is a place where words were found, with its name.
type hit struct {
	drafts.Hit
	Place string
}

func placed(ctx context.Context, t *drafts.Text, found []drafts.Hit) []hit {
	wanted := map[string]string{}
	for _, f := range found {
		wanted[f.Node] = ""
	}
	t.Tree().Walk(func(n *outline.Node) {
		if _, ok := wanted[n.ID]; ok {
			wanted[n.ID] = outline.PathString(n, string(ui.Lang(ctx)))
		}
	})
	out := make([]hit, len(found))
	for i, f := range found {
		out[i] = hit{f, wanted[f.Node]}
	}
	return out
}

// turn opens the text at the page a node stands on.
func (v *reading) turn(at string) {
	nodes := v.Text.Nodes
	starts := sheets(nodes)
	var from, to int
	v.Page, from, to = sheetOf(starts, nodes, at)
	v.Pages = len(starts)
	v.Sheet = Sheet{Text: v.Text, Nodes: nodes[from:to], At: at}
	v.Contents = contents(nodes, starts, v.Page)
	if from > 0 && from < len(nodes) {
		v.Above = ancestors(v.Text, from)
		v.Prev = v.href(nodes[starts[v.Page-1]].ID)
	}
	if to < len(nodes) {
		v.Next = v.href(nodes[to].ID)
	}
}

// href leads to a node, on whichever page it stands.
func (v *reading) href(node string) string { return NodeHref(v.Text.Version, node) }

// NodeHref is the deep link of a node of a version.
func NodeHref(v drafts.Version, node string) string {
	return href(v) + "?at=" + url.QueryEscape(node) + "#" + url.PathEscape(node)
}

// found leads to a node with the words searched for set off.
func (v *reading) found(node string) string {
	return href(v.Text.Version) + "?q=" + url.QueryEscape(v.Words) + "&at=" + url.QueryEscape(node) + "#" + url.PathEscape(node)
}

func (v *reading) keys(r *http.Request) []ui.Key {
	ctx := r.Context()
	keys := []ui.Key{{Keys: []string{"j", "k"}, Label: ui.T(ctx, "web.draft.key-paragraph")}}
	keys = append(keys, v.Side.Keys...)
	if v.Pages > 1 {
		keys = append(keys, ui.Key{Keys: []string{"[", "]"}, Label: ui.T(ctx, "web.draft.key-page")})
	}
	return keys
}

// marks are what is set off in a node: what the margin says, and words
// searched for.
func (v *reading) marks(n *drafts.Node) []Mark {
	var out []Mark
	if v.Side.Marks != nil {
		out = v.Side.Marks(n.ID)
	}
	if v.Words == "" {
		return out
	}
	content := n.Content()
	if from, to := drafts.Match(content, v.Words); from >= 0 {
		start := utf8.RuneCountInString(content[:from])
		out = append(out, Mark{From: start, To: start + utf8.RuneCountInString(content[from:to]), Class: "found"})
	}
	return out
}
