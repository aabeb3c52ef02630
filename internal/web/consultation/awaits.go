package consultation

import (
	"context"

	"thao/internal/access"
	consult "thao/internal/consultation"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/ui"
)

// mostDockets bounds how many dockets the first page looks into.
const mostDockets = 100

// Awaits says what waits for somebody in rounds, for the first page.
func (h *Handlers) Awaits(ctx context.Context, who *access.Actor) ([]docketpages.Await, error) {
	list, err := h.Consultation.Awaiting(ctx, who, mostDockets)
	if err != nil {
		return nil, err
	}
	out := make([]docketpages.Await, len(list))
	for i, a := range list {
		where, show := []string{"rounds", string(a.Round)}, ""
		kind := docketpages.AwaitAnswer
		switch a.What {
		case consult.ToComment:
			kind, where = docketpages.AwaitComment, append(where, "reply")
		case consult.ToSeal:
			kind, where = docketpages.AwaitSign, append(where, "reply")
		case consult.ToPlace:
			where = append(where, "placing")
		case consult.ToAnswer:
			where, show = append(where, "desk"), "?show=mine"
		case consult.ToConfirm:
			kind, where, show = docketpages.AwaitSign, append(where, "desk"), "?show=confirm"
		case consult.ToClose:
			kind = docketpages.AwaitDecide
		}
		out[i] = docketpages.Await{
			Due: a.Deadline, Kind: kind, Title: ui.T(ctx, "web.round.awaits."+a.What, "n", a.Count, "body", a.Body, "round", a.Asking),
			Text: a.Title, Href: docketpages.Href(a.Docket, where...) + show,
		}
	}
	return out, nil
}
