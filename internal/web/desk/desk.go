// Package desk is the pages on which a round is answered: the desk with its
// groups, the bulk answer, the division among the team, phrases; the matrix,
// its way down and up again; and the check of the loop against the next version.
package desk

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
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/live"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// Handlers are the pages of the desk.
type Handlers struct {
	Frame        *docketpages.Frame
	Consultation *consult.Service
	Dockets      *dockets.Service
	Drafts       *drafts.Service
	Hub          *live.Hub
	Now          clock.Clock
}

// The rooms of a docket these pages stand in.
const (
	Answering docketpages.Tab = "answering"
	Table     docketpages.Tab = "matrix"
)

// Register adds the pages to the site's map.
func (h *Handlers) Register(m page.Map) {
	const round = "/dockets/{docket}/rounds/{round}"
	const desk = round + "/desk"
	m.Handle("GET "+desk, h.desk)
	m.Handle("GET "+desk+"/events", h.events)
	m.Handle("GET "+desk+"/bulk", h.bulkForm)
	m.Once("POST "+desk+"/bulk", h.bulk)
	m.Handle("GET "+desk+"/shares", h.shares)
	m.Once("POST "+desk+"/shares", h.share)
	m.Handle("GET "+desk+"/phrases", h.phrases)
	m.Once("POST "+desk+"/phrases", h.changePhrases)
	m.Handle("GET "+desk+"/{group}", h.group)
	m.Handle("GET "+desk+"/{group}/list", h.list)
	m.Handle("POST "+desk+"/{group}/seat", h.seat)
	m.Once("POST "+desk+"/{group}/answer", h.answer)
	m.Once("POST "+desk+"/{group}/step", h.step)
	m.Once("POST "+desk+"/{group}/apart/{comment}", h.apart)
	m.Once("POST "+desk+"/{group}/regroup", h.regroup)
	m.Once("POST "+desk+"/{group}/assign", h.assign)
	m.Handle("GET "+round+"/matrix", h.matrix)
	m.Handle("GET "+round+"/matrix/download", h.download)
	m.Upload("POST "+round+"/matrix", consult.LargestMatrix+1, h.load)
	m.Handle("GET "+round+"/matrix/loads/{load}", h.preview)
	m.Once("POST "+round+"/matrix/loads/{load}", h.settle)
	m.Handle("GET "+round+"/loop", h.loop)
}

// place is what every page of a round begins from.
type place struct {
	who    *access.Actor
	docket id.ID
	round  id.ID
}

func at(r *http.Request) (place, error) {
	p := place{who: account.ActorFrom(r.Context())}
	var err error
	if p.docket, err = docketpages.ID(r, "docket"); err != nil {
		return p, err
	}
	p.round, err = docketpages.ID(r, "round")
	return p, err
}

// href is an address below the round's.
func (p place) href(rest ...string) string {
	return docketpages.Href(p.docket, append([]string{"rounds", string(p.round)}, rest...)...)
}

func (p place) group(g id.ID, rest ...string) string {
	return p.href(append([]string{"desk", string(g)}, rest...)...)
}

// topic is what pages of the round listen to.
func (p place) topic() string { return docketpages.RoundTopic(p.docket, p.round) }

// changed tells every open page of the round's desk that a group is not as it was.
func (h *Handlers) changed(p place, group id.ID) { h.Hub.Publish(p.topic(), "desk", string(group)) }

func (h *Handlers) events(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	if err := p.who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: p.round, Docket: p.docket}); err != nil {
		return err
	}
	if err := h.there(r.Context(), p); err != nil {
		return err
	}
	return h.Hub.Serve(w, r, p.topic())
}

// there is NotFound where the docket has no such round.
func (h *Handlers) there(ctx context.Context, p place) error {
	_, err := h.Consultation.RoundFor(ctx, p.who, p.docket, p.round)
	return err
}

// Tabs are the rooms of the last round that was opened, for Frame.More.
func (h *Handlers) Tabs(ctx context.Context, who *access.Actor, d dockets.Docket, current docketpages.Tab) ([]ui.Link, error) {
	if !who.May(access.AnswerRead, access.Resource{Kind: access.Round, Docket: d.ID}) {
		return nil, nil
	}
	rounds, err := h.Consultation.Rounds(ctx, who, d.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		if r.State == consult.Preparing {
			continue
		}
		progress, err := h.Consultation.Progress(ctx, who, d.ID, r.ID)
		if err != nil || progress.Groups == 0 {
			return nil, err
		}
		p := place{who, d.ID, r.ID}
		count := number(ctx, progress.Answered()) + "/" + number(ctx, progress.Groups)
		return []ui.Link{
			{Label: ui.T(ctx, "web.desk.tab"), Href: p.href("desk"), Key: "g t", Count: count, Current: current == Answering},
			{Label: ui.T(ctx, "web.matrix.tab"), Href: p.href("matrix"), Key: "g b", Current: current == Table},
		}, nil
	}
	return nil, nil
}

func number(ctx context.Context, n int64) string { return ui.N(ctx, int(n)) }

func text(n int64) string { return strconv.FormatInt(n, 10) }
