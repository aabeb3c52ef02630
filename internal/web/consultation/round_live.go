package consultation

import (
	"context"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"thao/internal/access"
	consult "thao/internal/consultation"
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// events is the line a round's page listens on: whoever may see how the bodies
// stand may hear that it changed.
func (h *Handlers) events(w http.ResponseWriter, r *http.Request) error {
	a, err := place(r)
	if err != nil {
		return err
	}
	if err := a.who.Check(access.ReplyRead, access.Resource{Kind: access.Reply, Docket: a.docket, State: string(consult.Sealed)}); err != nil {
		return err
	}
	if _, err := h.Consultation.RoundFor(r.Context(), a.who, a.docket, a.round); err != nil {
		return err
	}
	return h.Hub.Serve(w, r, docketpages.RoundTopic(a.docket, a.round))
}

// here is the address of the page as it is filtered.
func (v board) here() string {
	if v.Before != (consult.BoardCursor{}) {
		return v.at("before", v.Before)
	}
	return v.at("after", v.After)
}

// at is the address of the page behind a body, or in front of one.
func (v board) at(side string, place consult.BoardCursor) string {
	q := url.Values{}
	if v.Words != "" {
		q.Set("q", v.Words)
	}
	if v.Status != "" {
		q.Set("status", string(v.Status))
	}
	if place != (consult.BoardCursor{}) {
		q.Set(side, place.String())
	}
	href := roundHref(v.BoardPage.Round)
	if len(q) > 0 {
		href += "?" + q.Encode()
	}
	return href
}

// extends reports whether the reader may give bodies more time, and remind them.
func (v board) extends() bool {
	return v.May[access.RoundRemind] && (v.State == consult.Open || v.State == consult.Ended)
}

// asks reports whether the reader may ask further bodies.
func (v board) asks() bool { return v.May[access.RoundOpen] && v.State == consult.Open }

func (v board) columns(ctx context.Context) []ui.Column {
	columns := []ui.Column{
		{Label: ui.T(ctx, "web.round.body")}, {Label: ui.T(ctx, "web.round.status")}, {Label: ui.T(ctx, "web.round.received")},
		{Label: ui.T(ctx, "web.round.document")}, {Label: ui.T(ctx, "web.round.comments"), Num: true},
	}
	if v.extends() {
		columns = append([]ui.Column{{Tick: true}}, columns...)
	}
	return columns
}

// byRows reports whether a form came from the rows that are ticked, and not
// from a button that is meant for all.
func byRows(f page.Form) bool { return f.Get("chosen") == "1" }

// bodiesIn are the bodies a form names.
func bodiesIn(f page.Form) []id.ID {
	var out []id.ID
	for _, b := range f.Values["body"] {
		if b != "" {
			out = append(out, id.ID(b))
		}
	}
	return out
}

func chosenIn(f page.Form) map[id.ID]bool {
	if !byRows(f) {
		return map[id.ID]bool{}
	}
	return ticked(f)
}

// chosen are the bodies something is to be done with: none for all of them.
// What came from the rows with no row ticked is wrong: it must not reach all.
func chosen(r *http.Request, f page.Form) []id.ID {
	bodies := bodiesIn(f)
	if byRows(f) && len(bodies) == 0 {
		f.Wrong("body", ui.T(r.Context(), "web.round.chosen-none"))
	}
	return bodies
}

func (v board) chosenError(field string) string {
	if !byRows(v.Form) {
		return ""
	}
	return v.Form.Errors[field]
}

func (v board) chosenDeadline() string {
	if !byRows(v.Form) {
		return ""
	}
	return v.Form.Get("deadline")
}

// oob marks a part of the page that takes the place of the one of its id.
func (v board) oob() templ.Attributes {
	if !v.Part {
		return nil
	}
	return templ.Attributes{"hx-swap-oob": "true"}
}
