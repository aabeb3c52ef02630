package desk

import (
	"context"
	"net/http"
	"strings"

	"thao/internal/access"
	consult "thao/internal/consultation"
	dockets "thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/matrix"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// How many groups the list shows before and from the one that is open.
const (
	listedBefore = 1
	listed       = 60
)

// desking is the desk as one page shows it.
type desking struct {
	place
	Since    string // from when on the page is to hear of changes
	Round    consult.Round
	Filter   filter
	Progress consult.Progress
	Window   consult.Window
	Shares   []consult.Share
	Page     *consult.GroupPage // nil: no group is open
	Before   *consult.Group
	After    *consult.Group
	Team     []dockets.Member
	Phrases  []consult.Phrase
	Form     answering
	Apart    answering // of an exception that came back
	Now      int64     // days count from here

	MayWrite, MayConfirm, MayGroup, MayAssign bool
}

// answering is the form of an answer, with what is wrong with it.
type answering struct {
	consult.AnswerForm
	Confirmer id.ID
	Errors    map[string]string
	Theirs    *consult.Answer // what somebody else wrote meanwhile
	By        string
}

func (h *Handlers) desk(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	ctx, f := r.Context(), filterOf(r)
	list, err := h.Consultation.Groups(ctx, p.who, p.docket, p.round, f.desk(p.who.Account), consult.DeskCursor{}, 1)
	if err != nil {
		return err
	}
	var open id.ID
	if len(list) > 0 {
		open = list[0].ID
	}
	v, err := h.desking(r, p, open, f)
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK, v)
}

func (h *Handlers) group(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	group, err := docketpages.ID(r, "group")
	if err != nil {
		return err
	}
	v, err := h.desking(r, p, group, filterOf(r))
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK, v)
}

// list is the left pane anew, after something changed.
func (h *Handlers) list(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	group, err := docketpages.ID(r, "group")
	if err != nil {
		return err
	}
	v := desking{place: p, Filter: filterOf(r)}
	open := &consult.GroupPage{}
	if open.Group, err = h.Consultation.ReadGroup(r.Context(), p.who, p.docket, group); err != nil {
		return err
	}
	v.Page = open
	if err := h.readList(r.Context(), &v); err != nil {
		return err
	}
	return page.Part(w, r, http.StatusOK, groupList(v))
}

func (h *Handlers) show(w http.ResponseWriter, r *http.Request, status int, v desking) error {
	ctx := r.Context()
	title := ui.T(ctx, "web.desk.title")
	if v.Page != nil {
		title = ui.T(ctx, "web.desk.title-group", "n", text(v.Page.Number), "title", v.Page.Title)
	}
	p, _, err := h.Frame.Page(r, title, Answering)
	if err != nil {
		return err
	}
	p.Layout = ui.Desk
	p.Keys = deskKeys(ctx)
	return page.Show(w, r, status, p, deskPage(v))
}

func deskKeys(ctx context.Context) (out []ui.Key) {
	for _, k := range [][]string{{"next", "j", "k"}, {"verdict", "1", "2", "3", "4"}, {"write", "t"}, {"apart", "e"}, {"merge", "m"}, {"tick", "x"}, {"later", "s"}} {
		out = append(out, ui.Key{Keys: k[1:], Label: ui.T(ctx, "web.desk.key."+k[0])})
	}
	return out
}

// desking reads all that the desk shows with one group open.
func (h *Handlers) desking(r *http.Request, p place, group id.ID, f filter) (desking, error) {
	ctx := r.Context()
	v := desking{place: p, Since: h.Hub.Since(), Filter: f}
	var err error
	if v.Round, err = h.Consultation.RoundFor(ctx, p.who, p.docket, p.round); err != nil {
		return v, err
	}
	v.Now = int64(h.Now())
	v.may()
	if group != "" {
		if v.Page, err = h.Consultation.GroupPage(ctx, p.who, p.docket, group, leadOf(r.FormValue("after"))); err != nil {
			return v, err
		}
		if v.Page.Round != p.round {
			return v, fault.New(fault.NotFound)
		}
		if v.Before, v.After, err = h.Consultation.Beside(ctx, p.who, v.Page.Group, f.desk(p.who.Account)); err != nil {
			return v, err
		}
		v.begin()
	}
	if v.Shares, err = h.Consultation.Shares(ctx, p.who, p.docket, p.round); err != nil {
		return v, err
	}
	if v.Team, err = h.Dockets.Team(ctx, p.who, p.docket); err != nil {
		return v, err
	}
	if v.Phrases, err = h.Consultation.Phrases(ctx, p.who, p.docket); err != nil {
		return v, err
	}
	return v, h.readList(ctx, &v)
}

func (h *Handlers) readList(ctx context.Context, v *desking) (err error) {
	if v.Progress, err = h.Consultation.Progress(ctx, v.who, v.docket, v.round); err != nil {
		return err
	}
	var around *consult.Group
	if v.Page != nil {
		around = &v.Page.Group
	}
	v.Window, err = h.Consultation.Around(ctx, v.who, v.docket, v.round, v.Filter.desk(v.who.Account), around, listedBefore, listed)
	return err
}

func (v *desking) may() {
	on := access.Resource{Kind: access.Group, Docket: v.docket}
	open := v.Round.State != consult.Closed
	v.MayWrite = open && v.who.May(access.AnswerWrite, on)
	v.MayGroup = open && v.who.May(access.CommentGroup, on)
	v.MayAssign = open && v.who.May(access.AnswerAssign, on)
	v.MayConfirm = open && v.who.May(access.AnswerConfirm, access.Resource{Kind: access.Answer, Docket: v.docket})
}

// begin fills the form with the answer that stands.
func (v *desking) begin() {
	a := v.Page.Whole()
	v.Form = answering{AnswerForm: consult.AnswerForm{Verdict: a.Verdict, Reason: a.Reason, Wording: a.Wording, Rev: a.Rev}, Confirmer: a.Confirmer, Errors: map[string]string{}}
	if a.State != consult.Submitted || !v.MayConfirm {
		return
	}
	for _, each := range v.Page.Answers { // nobody confirms what they wrote
		if each.State == consult.Submitted && each.WrittenBy == v.who.Account {
			v.MayConfirm = false
		}
	}
}

// leadOf reads where the comments of a group go on.
func leadOf(s string) consult.LeadCursor {
	lead, rest, _ := strings.Cut(s, ".")
	key, ok := id.Parse(rest)
	n, err := parse(lead)
	if !ok || err != nil {
		return consult.LeadCursor{}
	}
	return consult.LeadCursor{Lead: n, ID: key}
}

// verdictOf reads what a form says of a verdict.
func verdictOf(state string) string {
	if state == "rejected" {
		return matrix.Refused
	}
	return state
}

// groupState is how a group stands, as the pages draw it.
func groupState(ctx context.Context, g consult.Group) (state, word string) {
	switch {
	case g.State == consult.GroupOpen:
		return "open", ui.T(ctx, "web.desk.state.open")
	case g.State == consult.GroupDrafted:
		return "review", ui.T(ctx, "web.desk.state.drafted")
	case g.State == consult.GroupSubmitted:
		return "now", ui.T(ctx, "web.desk.state.submitted")
	case g.Verdict == "":
		return "done", ui.T(ctx, "web.desk.state.apart")
	}
	return ui.VerdictState(g.Verdict), ui.T(ctx, "web.state."+ui.VerdictState(g.Verdict))
}
