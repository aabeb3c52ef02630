package consultation

import (
	"context"
	"net/http"
	"strings"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	consult "thao/internal/consultation"
	"thao/internal/id"
	"thao/internal/locale"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// listing is the page of a docket's rounds.
type listing struct {
	Docket id.ID
	Rounds []consult.Round
	May    bool // prepare one
	Now    time.Time
}

func (h *Handlers) list(w http.ResponseWriter, r *http.Request) error {
	p, d, err := h.Frame.Page(r, ui.T(r.Context(), "web.round.tab"), Rounds)
	if err != nil {
		return err
	}
	list, err := h.Consultation.Rounds(r.Context(), actor(r), d.ID)
	if err != nil {
		return err
	}
	v := listing{d.ID, list, actor(r).May(access.RoundPrepare, access.Resource{Kind: access.Round, Docket: d.ID}), h.Now().Time()}
	return page.Show(w, r, http.StatusOK, p, listPage(v))
}

// board is the page of a round as the team follows it.
type board struct {
	*consult.BoardPage
	Form     page.Form
	Words    string
	Status   consult.Status
	After    consult.BoardCursor // where the page begins behind; or
	Before   consult.BoardCursor // ends in front of
	Missing  consult.Missing
	Waiting  int64 // in the placing queue
	May      map[access.Action]bool
	Now      time.Time
	Dialogue string         // the dialog that is open
	Chosen   map[id.ID]bool // bodies that are ticked
	Part     bool           // only what changes is asked for
	Since    string         // from when on the page is to hear of changes
}

func (h *Handlers) round(w http.ResponseWriter, r *http.Request) error {
	return h.showBoard(w, r, http.StatusOK, empty())
}

// showBoard shows a round: to the team how it stands, to a body what it is
// asked.
func (h *Handlers) showBoard(w http.ResponseWriter, r *http.Request, status int, f page.Form) error {
	ctx := r.Context()
	a, err := place(r)
	if err != nil {
		return err
	}
	since := h.Hub.Since()
	round, err := h.Consultation.RoundFor(ctx, a.who, a.docket, a.round)
	if err != nil {
		return err
	}
	if !a.who.May(access.ReplyRead, access.Resource{Kind: access.Reply, Docket: a.docket, State: string(consult.Sealed)}) {
		return h.showAsking(w, r, round)
	}
	v := board{Form: f, Words: strings.TrimSpace(r.FormValue("q")), Status: consult.Status(r.FormValue("status")), Now: h.Now().Time(), May: map[access.Action]bool{}}
	v.Part, v.Chosen, v.Since = page.Wanted(r), chosenIn(f), since
	v.After, v.Before = consult.ParseBoardCursor(r.FormValue("after")), consult.ParseBoardCursor(r.FormValue("before"))
	only := consult.BoardFilter{Words: v.Words, Status: v.Status, At: v.After, Limit: mostOptions}
	if only.Back = v.Before != (consult.BoardCursor{}); only.Back {
		only.At = v.Before
	}
	v.BoardPage, err = h.Consultation.BoardPage(ctx, a.who, a.docket, a.round, only)
	if err != nil {
		return err
	}
	if v.Missing, err = h.Consultation.Missing(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	v.Waiting = v.Missing.Unplaced
	for _, action := range []access.Action{access.RoundPrepare, access.RoundOpen, access.RoundRemind, access.RoundEnd, access.RoundClose, access.ReplyReceive, access.CommentPlace} {
		v.May[action] = a.who.May(action, round.Resource())
	}
	switch {
	case f.Errors["names"] != "":
		v.Dialogue = "ask"
	case !f.OK() && !byRows(f):
		v.Dialogue = "extend"
	}
	p, _, err := h.Frame.Page(r, v.title(ctx), Rounds)
	if err != nil {
		return err
	}
	p.Keys = []ui.Key{{Keys: []string{"j", "k"}, Label: ui.T(ctx, "web.docket.key-rows")}, {Keys: []string{"x"}, Label: ui.T(ctx, "web.round.key-tick")}, {Keys: []string{"u"}, Label: ui.T(ctx, "web.round.key-upload")}}
	if v.Part {
		return page.Part(w, r, status, boardNow(v))
	}
	return page.Show(w, r, status, p, boardPage(v))
}

// pager leads on through a table of many bodies.
func (v board) pager() ui.Pager {
	p := ui.Pager{From: v.From + 1, To: v.From + len(v.Bodies), Total: v.Found}
	if p.To < p.Total {
		p.Next = v.at("after", v.Last)
	}
	if p.From > 1 {
		p.Prev = v.at("before", v.First)
	}
	return p
}

func (v board) title(ctx context.Context) string { return roundTitle(ctx, v.BoardPage.Round) }

func roundTitle(ctx context.Context, r consult.Round) string {
	return ui.T(ctx, "web.round.title", "n", int(r.Number), "title", r.Title)
}

func (v board) heard() int {
	return v.Count[consult.Replied] + v.Count[consult.Agreed] + v.Count[consult.Late]
}

func (v board) silent() int { return v.Count[consult.Silent] + v.Count[consult.Overdue] }

// bar is how the bodies divide.
func (v board) bar(ctx context.Context) ui.StackBar {
	n := v.All
	return ui.StackBar{Label: ui.T(ctx, "web.round.bar", "heard", v.heard(), "all", n), Total: n, Parts: []ui.Share{
		{State: "replied", N: v.Count[consult.Replied]}, {State: "agreed", N: v.Count[consult.Agreed]}, {State: "late", N: v.Count[consult.Late]},
	}}
}

// files are the files that came by mail, those that need somebody first.
func (v board) files(ctx context.Context) ui.Files {
	out := ui.Files{Label: ui.T(ctx, "web.round.files")}
	for _, r := range v.Broken {
		out.Rows = append(out.Rows, ui.FileRow{Name: r.FileName, Href: roundHref(v.BoardPage.Round, "replies", string(r.ID), "file"), State: "failed", Word: ui.T(ctx, "web.round.unreadable"), View: brokenFile(v, r)})
	}
	for _, r := range v.BoardPage.Waiting {
		out.Rows = append(out.Rows, ui.FileRow{Name: r.FileName, State: "now", Word: ui.T(ctx, "web.round.reading")})
	}
	for _, r := range v.Recent {
		row := ui.FileRow{Name: r.FileName, Href: roundHref(v.BoardPage.Round, "replies", string(r.ID)), State: "done",
			Word: ui.T(ctx, "web.round.n-comments", "n", int(r.Comments)), Text: r.BodyName}
		if r.Agrees {
			row.State, row.Word = "agreed", ""
		}
		if !v.Known[r.Body] {
			row.State, row.Word, row.View = "review", ui.T(ctx, "web.round.whose"), strangeFile(v, r)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// bodyOptions lists the bodies of the round; none where they are too many for a
// list, and the name is typed.
func (v board) bodyOptions(ctx context.Context) []ui.Option { return bodyOptions(ctx, v.Asked, v.All) }

func bodyOptions(ctx context.Context, asked []consult.Asked, all int) []ui.Option {
	if all > mostOptions {
		return nil
	}
	out := []ui.Option{{Value: "", Label: ui.T(ctx, "web.round.choose-body")}}
	for _, b := range asked {
		out = append(out, ui.Option{Value: string(b.Body), Label: b.Name})
	}
	return out
}

func (v board) statusOptions(ctx context.Context) []ui.Option {
	out := []ui.Option{{Value: "", Label: ui.T(ctx, "web.round.any-status")}}
	for _, s := range consult.Statuses() {
		out = append(out, ui.Option{Value: string(s), Label: ui.T(ctx, "web.state."+string(s))})
	}
	return out
}

func (v board) extendOptions(ctx context.Context) []ui.Option {
	out := v.bodyOptions(ctx)
	if len(out) == 0 {
		return nil
	}
	out[0].Label = ui.T(ctx, "web.round.all-bodies")
	return out
}

// problems are the sentences of what could not be read.
func problems(ctx context.Context, r consult.Reply) string {
	var out []string
	for _, p := range r.Problems {
		out = append(out, p.Say(ui.Lang(ctx)))
	}
	return strings.Join(out, " ")
}

// missing is one thing that keeps a round open.
type missing struct {
	Text, Href string
}

func (v board) missing(ctx context.Context) []missing {
	m := v.Missing
	var out []missing
	for _, x := range []struct {
		key  string
		n    int64
		href string
	}{
		{"open", m.Open, roundHref(v.BoardPage.Round, "desk") + "?show=open"},
		{"drafted", m.Drafted, roundHref(v.BoardPage.Round, "desk") + "?show=drafted"},
		{"submitted", m.Submitted, roundHref(v.BoardPage.Round, "desk") + "?show=confirm"},
		{"ungrouped", m.Ungrouped, roundHref(v.BoardPage.Round, "desk")},
		{"unplaced", m.Unplaced, roundHref(v.BoardPage.Round, "placing")},
		{"unread", m.Unread, roundHref(v.BoardPage.Round) + "#receive"},
	} {
		if x.n > 0 {
			out = append(out, missing{ui.T(ctx, "web.round.missing."+x.key, "n", int(x.n)), x.href})
		}
	}
	return out
}

// stateShape is how a round's state is drawn.
func stateShape(s consult.RoundState) string {
	return map[consult.RoundState]string{consult.Preparing: "silent", consult.Open: "now", consult.Ended: "review", consult.Closed: "done"}[s]
}

// stamp is a moment in figures.
func stamp(ctx context.Context, m clock.Micros) string {
	if m == 0 {
		return ""
	}
	return locale.Stamp(ui.Lang(ctx), m.Time())
}

func (v listing) newHref() string { return docketpages.Href(v.Docket, "rounds", "new") }
