// Package draft is the pages of a draft: reading a version, its upload and the
// confirmation of its structure, writing in a working copy, comparing two
// versions, downloads.
package draft

import (
	"net/http"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/clock"
	"thao/internal/docket"
	drafts "thao/internal/draft"
	"thao/internal/id"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// Handlers are the pages of drafts.
type Handlers struct {
	Frame  *dockets.Frame
	Drafts *drafts.Service
	Margin Margin // nil: nothing stands beside the text
	Behind Behind // nil: nothing stands behind a change
	Now    clock.Clock
}

// Register adds the pages to the site's map.
func (h *Handlers) Register(m page.Map) {
	const version = "/dockets/{docket}/versions/{version}"
	m.Handle("GET /dockets/{docket}/versions/new", h.uploadForm)
	m.Upload("POST /dockets/{docket}/versions/new", drafts.LargestFile+1, h.upload)
	m.Handle("GET "+version, h.read)
	m.Handle("GET "+version+"/download", h.download)
	m.Handle("GET "+version+"/file", h.original)
	m.Handle("GET "+version+"/structure", h.structure)
	m.Once("POST "+version+"/structure", h.correct)
	m.Once("POST "+version+"/confirm", h.confirm)
	m.Once("POST "+version+"/drop", h.drop)
	m.Once("POST "+version+"/work", h.startWorking)
	m.Handle("GET "+version+"/edit", h.working)
	m.Handle("GET "+version+"/edit/{node}", h.editForm)
	m.Once("POST "+version+"/edit/{node}", h.edit)
	m.Once("POST "+version+"/move/{node}", h.move)
	m.Once("POST "+version+"/insert", h.insert)
	m.Handle("GET "+version+"/renumber", h.renumberForm)
	m.Once("POST "+version+"/renumber", h.renumber)
	m.Once("POST "+version+"/clash/{clash}", h.settle)
	m.Handle("GET /dockets/{docket}/compare", h.compare)
	m.Handle("GET /dockets/{docket}/compare.docx", h.redline)
}

// where is what every page of a version begins from.
type where struct {
	who     *access.Actor
	page    ui.Page
	docket  docket.Docket
	version id.ID
}

func (h *Handlers) where(r *http.Request, title string, tab dockets.Tab) (where, error) {
	at := where{who: account.ActorFrom(r.Context())}
	var err error
	if at.page, at.docket, err = h.Frame.Page(r, title, tab); err != nil {
		return at, err
	}
	if r.PathValue("version") != "" {
		at.version, err = dockets.ID(r, "version")
	}
	return at, err
}

// href is the address of a version, with what follows it.
func href(v drafts.Version, rest ...string) string {
	return dockets.Href(v.Docket, append([]string{"versions", string(v.ID)}, rest...)...)
}

// landing is where somebody works on a version in its state.
func landing(v drafts.Version) string {
	switch v.State {
	case drafts.Proposed:
		return href(v, "structure")
	case drafts.Working:
		return href(v, "edit")
	}
	return href(v)
}
