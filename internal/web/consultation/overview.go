package consultation

import (
	"context"
	"net/url"

	"thao/internal/access"
	"thao/internal/clock"
	consult "thao/internal/consultation"
	dockets "thao/internal/docket"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/ui"
)

// figured is a round in numbers, on the overview of its docket.
type figured struct {
	*consult.Figures
	Round    consult.Round
	MayPlace bool
}

// Overview is what the last round that was opened adds to the overview of its
// docket: to the team how far it is, to a body until when it is asked.
func (h *Handlers) Overview(ctx context.Context, who *access.Actor, d dockets.Docket) (docketpages.Piece, error) {
	piece := docketpages.Piece{}
	list, err := h.Consultation.Rounds(ctx, who, d.ID)
	if err != nil {
		return piece, err
	}
	for _, r := range list {
		if r.State == consult.Preparing {
			continue
		}
		if r, err = h.Consultation.RoundFor(ctx, who, d.ID, r.ID); err != nil {
			return piece, err
		}
		if !who.May(access.AnswerRead, access.Resource{Kind: access.Round, ID: r.ID, Docket: d.ID}) {
			return h.overviewOfBody(ctx, who, r), nil
		}
		f, err := h.Consultation.Figures(ctx, who, d.ID, r.ID)
		if err != nil {
			return piece, err
		}
		return h.overviewOfTeam(ctx, who, figured{f, r, who.May(access.CommentPlace, r.Resource())}), nil
	}
	return piece, nil
}

func (h *Handlers) overviewOfBody(ctx context.Context, who *access.Actor, r consult.Round) docketpages.Piece {
	piece := docketpages.Piece{}
	bodies := writesFor(r, who)
	if len(bodies) == 0 || r.State != consult.Open {
		return piece
	}
	piece.Dues = []ui.Due{h.due(bodies[0].Until(r), ui.T(ctx, "web.round.due", "n", int(r.Number)))}
	piece.Action = &ui.Button{Label: ui.T(ctx, "web.overview.comment"), Kind: ui.Primary, Href: roundHref(r, "reply")}
	return piece
}

func (h *Handlers) overviewOfTeam(ctx context.Context, who *access.Actor, v figured) docketpages.Piece {
	answers := v.Answers
	piece := docketpages.Piece{Steps: map[dockets.State][]string{
		dockets.Consulting: {ui.T(ctx, "web.overview.step-asked", "n", int(v.Asked)), ui.T(ctx, "web.overview.step-comments", "n", int(v.Received))},
	}}
	piece.Facts = []ui.Fact{
		{Term: ui.T(ctx, "web.overview.asked"), Value: ui.N(ctx, int(v.Asked)), Href: roundHref(v.Round)},
		{Term: ui.T(ctx, "web.overview.heard"), Value: ui.N(ctx, int(v.Heard))},
		{Term: ui.T(ctx, "web.overview.received"), Value: ui.N(ctx, int(v.Received))},
	}
	if v.Round.State == consult.Open {
		piece.Dues = []ui.Due{h.due(v.Round.Deadline, ui.T(ctx, "web.round.due", "n", int(v.Round.Number)))}
	}
	if answers.Groups == 0 {
		return piece
	}
	open := answers.Groups - answers.Answered()
	piece.Steps[dockets.Answering] = []string{ui.T(ctx, "web.overview.step-answered", "n", int(answers.Answered()), "all", int(answers.Groups))}
	for _, f := range []struct {
		key string
		n   int64
	}{
		{"groups", answers.Groups}, {"confirmed", answers.ByState["confirmed"]}, {"submitted", answers.ByState["submitted"]}, {"open", open},
	} {
		piece.Facts = append(piece.Facts, ui.Fact{Term: ui.T(ctx, "web.overview."+f.key), Value: ui.N(ctx, int(f.n))})
	}
	piece.Main = partFigures(v)
	if open > 0 && v.Round.State != consult.Closed && who.May(access.AnswerWrite, access.Resource{Kind: access.Group, Docket: v.Round.Docket}) {
		piece.Action = &ui.Button{Label: ui.T(ctx, "web.overview.answer", "n", int(open)), Kind: ui.Primary, Href: roundHref(v.Round, "desk") + "?show=todo"}
	}
	return piece
}

func (h *Handlers) due(at clock.Micros, what string) ui.Due {
	return ui.Due{At: at.Time(), Now: h.Now().Time(), What: what}
}

// partName is a part of the draft as the overview calls it.
func partName(ctx context.Context, p consult.PartFigure) string {
	switch {
	case p.Unplaced:
		return ui.T(ctx, "web.comment.no-place")
	case p.Node == "":
		return ui.T(ctx, "web.comment.general")
	}
	return p.Title
}

// partHref is where a part's comments stand beside the text; where they stand
// nowhere, the desk, or the placing queue.
func (v figured) partHref(p consult.PartFigure) string {
	switch {
	case p.Unplaced && v.MayPlace:
		return roundHref(v.Round, "placing")
	case p.Unplaced:
		return roundHref(v.Round)
	case p.Node == "":
		return roundHref(v.Round, "desk")
	}
	return docketpages.Href(v.Round.Docket, "versions", string(v.Round.Version)) + "?at=" + url.QueryEscape(p.Node) + "#" + url.PathEscape(p.Node)
}

// partBar shows how far the answers to a part are.
func partBar(ctx context.Context, p consult.PartFigure) ui.StackBar {
	return ui.StackBar{
		Label: ui.T(ctx, "web.overview.part-bar", "n", int(p.Answered), "all", int(p.Groups)), Total: int(p.Groups),
		Parts: []ui.Share{{State: "done", N: int(p.Answered)}},
	}
}

func partColumns(ctx context.Context) []ui.Column {
	return []ui.Column{
		{Label: ui.T(ctx, "web.overview.part")}, {Label: ui.T(ctx, "web.overview.comments"), Num: true},
		{Label: ui.T(ctx, "web.overview.groups"), Num: true}, {Label: ui.T(ctx, "web.overview.answered"), Num: true}, {Label: ui.T(ctx, "web.overview.progress"), Hidden: true},
	}
}
