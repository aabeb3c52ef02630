package draft

import (
	"net/http"
	"net/url"

	drafts "thao/internal/draft"
	"thao/internal/fault"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// renumbering is the page of the numbers that do not follow one another any more.
type renumbering struct {
	Version drafts.Version
	*drafts.Renumbering
}

func (h *Handlers) renumberForm(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	at, err := h.where(r, ui.T(ctx, "web.draft.renumber"), dockets.Draft)
	if err != nil {
		return err
	}
	v := renumbering{Version: drafts.Version{ID: at.version, Docket: at.docket.ID}}
	if v.Renumbering, err = h.Drafts.Renumbering(ctx, at.who, at.docket.ID, at.version); err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, at.page, renumberPage(v))
}

// renumber numbers anew; where somebody wrote meanwhile, the page shows what is
// to be done now.
func (h *Handlers) renumber(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, version, err := ids(r)
	if err != nil {
		return err
	}
	v := drafts.Version{ID: version, Docket: docket}
	n, err := h.Drafts.Renumber(r.Context(), actor(r), docket, version, number(f, "rev"))
	if fault.CodeOf(err) == fault.Stale && err != nil {
		return page.Done(w, r, href(v, "renumber"), ui.Said{Text: ui.T(r.Context(), "web.draft.renumber-stale"), Bad: true})
	}
	if err != nil {
		return err
	}
	return page.Done(w, r, href(v, "edit"), ui.Said{Text: ui.T(r.Context(), "web.draft.renumbered", "n", n)})
}

// nodeHref is where a node of the working copy stands.
func (v renumbering) nodeHref(node string) string {
	return href(v.Version, "edit") + "?at=" + url.QueryEscape(node) + "#" + url.PathEscape(node)
}

func (v renumbering) editHref(node string) string {
	return href(v.Version, "edit", url.PathEscape(node))
}
