// Package consultation is the pages of the consultation: rounds and how each
// body stands, the placing queue, a body's own reply and its receipt, and what
// stands beside the text of a draft that is read; and what is found by words.
package consultation

import (
	"context"
	"net/http"
	"strconv"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/clock"
	consult "thao/internal/consultation"
	dockets "thao/internal/docket"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/live"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// Handlers are the pages of rounds, replies and comments.
type Handlers struct {
	Frame        *docketpages.Frame
	Consultation *consult.Service
	Drafts       *drafts.Service
	Accounts     *account.Service
	Hub          *live.Hub
	Now          clock.Clock
}

// Rounds is the room of a docket these pages stand in.
const Rounds docketpages.Tab = "rounds"

// mostUpload bounds what is sent at once, in MiB; each file has its own bound.
const mostUpload = 1024

// Register adds the pages to the site's map.
func (h *Handlers) Register(m page.Map) {
	const round = "/dockets/{docket}/rounds/{round}"
	m.Handle("GET /search", h.search)
	m.Handle("GET /dockets/{docket}/rounds", h.list)
	m.Handle("GET /dockets/{docket}/rounds/new", h.createForm)
	m.Once("POST /dockets/{docket}/rounds/new", h.create)
	m.Handle("GET "+round, h.round)
	m.Handle("GET "+round+"/events", h.events)
	m.Handle("GET "+round+"/edit", h.editForm)
	m.Once("POST "+round+"/edit", h.edit)
	m.Handle("GET "+round+"/bodies", h.chooseBodies)
	m.Once("POST "+round+"/bodies", h.changeBodies)
	m.Upload("POST "+round+"/bodies/list", 4, h.nameBodies)
	m.Once("POST "+round+"/open", h.open)
	m.Once("POST "+round+"/extend", h.extend)
	m.Once("POST "+round+"/ask", h.ask)
	m.Once("POST "+round+"/remind", h.remind)
	m.Once("POST "+round+"/end", h.end)
	m.Once("POST "+round+"/close", h.close)
	m.Upload("POST "+round+"/receive", mostUpload, h.receive)
	m.Handle("GET "+round+"/replies/{reply}", h.reply)
	m.Handle("GET "+round+"/replies/{reply}/file", h.replyFile)
	m.Handle("GET "+round+"/replies/{reply}/log", h.replyLog)
	m.Once("POST "+round+"/replies/{reply}/body", h.correctBody)
	m.Once("POST "+round+"/replies/{reply}/discard", h.discard)
	m.Once("POST "+round+"/replies/{reply}/again", h.again)
	m.Handle("GET "+round+"/placing", h.placing)
	m.Once("POST "+round+"/placing/{comment}", h.place)
	m.Handle("GET "+round+"/reply", h.own)
	m.Once("POST "+round+"/reply", h.wordReply)
	m.Once("POST "+round+"/reply/offer", h.offerReply)
	m.Once("POST "+round+"/reply/return", h.returnReply)
	m.Once("POST "+round+"/reply/seal", h.seal)
	m.Handle("GET "+round+"/comments", h.comments)
	m.Once("POST "+round+"/comments", h.write)
	m.Handle("GET "+round+"/comments/{comment}", h.comment)
	m.Once("POST "+round+"/comments/{comment}/move", h.move)
	m.Once("POST "+round+"/comments/{comment}/copy", h.copy)
	m.Once("POST "+round+"/comments/{comment}/discuss", h.discuss)
}

// Tab is the room of rounds, for Frame.More.
func (h *Handlers) Tab(ctx context.Context, who *access.Actor, d dockets.Docket, current docketpages.Tab) ([]ui.Link, error) {
	list, err := h.Consultation.Rounds(ctx, who, d.ID)
	if err != nil || len(list) == 0 && !who.May(access.RoundPrepare, access.Resource{Kind: access.Round, Docket: d.ID}) {
		return nil, err
	}
	href := docketpages.Href(d.ID, "rounds")
	if len(list) == 1 {
		href = roundHref(list[0])
	}
	return []ui.Link{{Label: ui.T(ctx, "web.round.tab"), Href: href, Key: "g r", Current: current == Rounds}}, nil
}

func actor(r *http.Request) *access.Actor { return account.ActorFrom(r.Context()) }

// roundHref is a round's address, with what follows it.
func roundHref(r consult.Round, rest ...string) string {
	return docketpages.Href(r.Docket, append([]string{"rounds", string(r.ID)}, rest...)...)
}

// at is where a request is: the docket, the round, and who asks.
type at struct {
	docket, round id.ID
	who           *access.Actor
}

func place(r *http.Request) (at, error) {
	docket, err := docketpages.ID(r, "docket")
	if err != nil {
		return at{}, err
	}
	round, err := docketpages.ID(r, "round")
	return at{docket, round, actor(r)}, err
}

// href is the address of the round a request is at.
func (a at) href(rest ...string) string {
	return roundHref(consult.Round{Docket: a.docket, ID: a.round}, rest...)
}

// wrong notes an Invalid fault beside its field.
func wrong(r *http.Request, f page.Form, err error) bool {
	return err != nil && f.Take(r.Context(), err) == nil
}

// stale reports whether somebody else changed what a form was about.
func stale(err error) bool { return err != nil && fault.CodeOf(err) == fault.Stale }

// number reads a number a form carries; 0 where it is none.
func number(f page.Form, name string) int64 {
	n, err := strconv.ParseInt(f.Get(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func text(n int64) string { return strconv.FormatInt(n, 10) }

// empty is a form nobody has sent.
func empty() page.Form { return page.Form{Values: map[string][]string{}, Errors: map[string]string{}} }

// done leads back and says what was done.
func done(w http.ResponseWriter, r *http.Request, href, key string, args ...any) error {
	return page.Done(w, r, href, ui.Said{Text: ui.T(r.Context(), key, args...)})
}
