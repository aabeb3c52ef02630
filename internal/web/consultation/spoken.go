package consultation

import (
	"context"
	"net/http"
	"net/url"

	consult "thao/internal/consultation"
	"thao/internal/id"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// mostSpoken is how many comments stand on one page of a list.
const mostSpoken = 100

// spoken is a list of comments of a round, as it is filtered.
type spoken struct {
	Round    consult.Round
	Filter   consult.Filter
	Comments []consult.Comment
	Next     string
}

// comments lists what somebody sees of a round's comments, in the order of the
// draft.
func (h *Handlers) comments(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := place(r)
	if err != nil {
		return err
	}
	v := spoken{Filter: consult.Filter{Node: r.FormValue("node"), Mine: r.FormValue("mine") != "", Place: r.FormValue("place")}}
	v.Filter.Body, _ = id.Parse(r.FormValue("body"))
	if v.Round, err = h.Consultation.RoundFor(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	v.Comments, err = h.Consultation.Comments(ctx, a.who, a.docket, a.round, v.Filter, consult.ParseCursor(r.FormValue("after")), mostSpoken+1)
	if err != nil {
		return err
	}
	if len(v.Comments) > mostSpoken {
		v.Comments = v.Comments[:mostSpoken]
		v.Next = v.href(v.Comments[mostSpoken-1].Cursor().String())
	}
	p, _, err := h.Frame.Page(r, ui.T(ctx, "web.comment.list"), Rounds)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, p, spokenPage(v))
}

// href is the address of the list, or of its page behind a place.
func (v spoken) href(after string) string {
	q := url.Values{}
	mine := ""
	if v.Filter.Mine {
		mine = "1"
	}
	for name, value := range map[string]string{"node": v.Filter.Node, "body": string(v.Filter.Body), "mine": mine, "place": v.Filter.Place, "after": after} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return roundHref(v.Round, "comments") + "?" + q.Encode()
}

// lead says what is listed.
func (v spoken) lead(ctx context.Context) string {
	if v.Filter.Node != "" && len(v.Comments) > 0 {
		return ui.T(ctx, "web.comment.list-of", "round", roundTitle(ctx, v.Round), "place", v.Comments[0].Path)
	}
	return roundTitle(ctx, v.Round)
}
