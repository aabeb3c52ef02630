package docket

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/clock"
	dockets "thao/internal/docket"
	drafts "thao/internal/draft"
	"thao/internal/id"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// Handlers are the pages of dockets.
type Handlers struct {
	Frame    *Frame
	Dockets  *dockets.Service
	Drafts   *drafts.Service
	Accounts *account.Service
	Now      clock.Clock
	Awaits   []Awaits // what awaits somebody, by area
	Parts    []Part   // of the overview, by area
}

// Part is what an area adds to the overview of a docket.
type Part func(ctx context.Context, who *access.Actor, d dockets.Docket) (Piece, error)

// Piece is one area's piece of an overview. What is empty is not drawn.
type Piece struct {
	Steps  map[dockets.State][]string // facts under the steps of the line
	Dues   []ui.Due
	Facts  []ui.Fact       // figures at the side
	Main   templ.Component // a section in the middle
	Action *ui.Button      // the one thing to do next
}

// Register adds the pages to the site's map.
func (h *Handlers) Register(m page.Map) {
	m.Handle("GET /{$}", h.awaits)
	m.Handle("GET /dockets", h.list)
	m.Handle("GET /dockets/new", h.createForm)
	m.Once("POST /dockets/new", h.create)
	m.Handle("GET /dockets/{docket}", h.overview)
	m.Handle("GET /dockets/{docket}/edit", h.editForm)
	m.Once("POST /dockets/{docket}/edit", h.edit)
	m.Once("POST /dockets/{docket}/move", h.move)
	m.Handle("GET /dockets/{docket}/team", h.team)
	m.Once("POST /dockets/{docket}/team", h.invite)
	m.Once("POST /dockets/{docket}/team/{account}", h.setRoles)
	m.Handle("GET /dockets/{docket}/log", h.log)
}

// RoundTopic is what pages of a round listen to. It names the docket, on which
// the right to listen is checked: the round of an address may be another
// docket's.
func RoundTopic(docket, round id.ID) string {
	return "docket/" + string(docket) + "/round/" + string(round)
}

func actor(r *http.Request) *access.Actor { return account.ActorFrom(r.Context()) }

// nothing is where a page of the site leads nowhere.
const nothing id.ID = ""
