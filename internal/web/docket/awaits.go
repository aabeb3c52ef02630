package docket

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// Await is one thing that waits for somebody.
type Await struct {
	Due   clock.Micros // 0: no deadline
	Kind  AwaitKind
	Title string // what is to be done: "Answer 12 groups"
	Text  string // where: the docket, the round
	By    string // who asks for it, or why
	Href  string
}

// AwaitKind is what sort of work it is.
type AwaitKind string

// Kinds of work.
const (
	AwaitDraft   AwaitKind = "draft"   // write, confirm a version
	AwaitComment AwaitKind = "comment" // comment on a draft
	AwaitAnswer  AwaitKind = "answer"
	AwaitSign    AwaitKind = "sign" // sign or confirm
	AwaitDecide  AwaitKind = "decide"
)

// AwaitKinds lists them as the page does.
func AwaitKinds() []AwaitKind {
	return []AwaitKind{AwaitComment, AwaitDraft, AwaitAnswer, AwaitSign, AwaitDecide}
}

// Awaits gives what awaits somebody in one area, in any order.
type Awaits func(ctx context.Context, who *access.Actor) ([]Await, error)

// mostAwaited bounds the list of a page: who has more to do than that begins
// at the top.
const mostAwaited = 200

// awaiting is the page: what waits, by deadline.
type awaiting struct {
	Groups  []dueGroup
	N, Late int
	Kinds   []ui.Link
	May     bool // open a docket
	Now     time.Time
}

// dueGroup is what falls due in one stretch of time.
type dueGroup struct {
	ID    string
	Title string
	Late  bool
	List  []Await
}

func (h *Handlers) awaits(w http.ResponseWriter, r *http.Request) error {
	ctx, who := r.Context(), actor(r)
	if who.Account == nothing {
		return fault.New(fault.SignIn)
	}
	all, err := h.collect(ctx, who)
	if err != nil {
		return err
	}
	v := awaiting{Now: h.Now().Time(), May: who.May(access.DocketCreate, access.Resource{Kind: access.System})}
	kind := AwaitKind(r.FormValue("kind"))
	v.Kinds = kindLinks(ctx, all, kind)
	for _, a := range all {
		if kind != "" && a.Kind != kind {
			continue
		}
		v.N++
		if a.Due != 0 && a.Due.Time().Before(v.Now) {
			v.Late++
		}
		v.add(ctx, a)
	}
	p := page.New(r, ui.T(ctx, "web.awaits.title"))
	p.Keys = []ui.Key{{Keys: []string{"j", "k"}, Label: ui.T(ctx, "web.docket.key-rows")}, {Keys: []string{"Enter"}, Label: ui.T(ctx, "web.docket.key-open")}}
	return page.Show(w, r, http.StatusOK, p, awaitsPage(v))
}

func (h *Handlers) collect(ctx context.Context, who *access.Actor) ([]Await, error) {
	all := []Await{}
	for _, of := range append([]Awaits{h.awaitsDrafts}, h.Awaits...) {
		list, err := of(ctx, who)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortStableFunc(all, byDue)
	return all[:min(len(all), mostAwaited)], nil
}

// byDue orders by deadline, what has none last.
func byDue(a, b Await) int {
	if (a.Due == 0) != (b.Due == 0) {
		if a.Due == 0 {
			return 1
		}
		return -1
	}
	if a.Due != b.Due {
		return int(max(-1, min(1, a.Due-b.Due)))
	}
	return strings.Compare(a.Title, b.Title)
}

func kindLinks(ctx context.Context, all []Await, current AwaitKind) []ui.Link {
	out := []ui.Link{{Label: ui.T(ctx, "web.awaits.all"), Href: "/", Count: ui.N(ctx, len(all)), Current: current == ""}}
	for _, k := range AwaitKinds() {
		n := 0
		for _, a := range all {
			if a.Kind == k {
				n++
			}
		}
		if n > 0 {
			out = append(out, ui.Link{Label: ui.T(ctx, "web.awaits.kind."+string(k)), Href: "/?kind=" + string(k), Count: ui.N(ctx, n), Current: k == current})
		}
	}
	return out
}

// add puts something into the stretch of time it falls due in; things come in
// the order of their deadlines.
func (v *awaiting) add(ctx context.Context, a Await) {
	key := stretch(v.Now, a.Due)
	if n := len(v.Groups); n == 0 || v.Groups[n-1].ID != key {
		g := dueGroup{ID: key, Title: ui.T(ctx, "web.awaits."+key), Late: key == "late"}
		if key == "today" {
			g.Title += ", " + dayName(ctx, v.Now)
		}
		v.Groups = append(v.Groups, g)
	}
	g := &v.Groups[len(v.Groups)-1]
	g.List = append(g.List, a)
}

// stretch is when something falls due: late, today, week, after, never.
func stretch(now time.Time, due clock.Micros) string {
	at, now := due.Time().In(locale.Zone), now.In(locale.Zone)
	switch {
	case due == 0:
		return "never"
	case at.Before(now):
		return "late"
	case at.Format(time.DateOnly) == now.Format(time.DateOnly):
		return "today"
	case at.Before(now.AddDate(0, 0, 7)):
		return "week"
	}
	return "after"
}

// awaitsDrafts are versions that wait to be confirmed, and clashes to be
// settled.
func (h *Handlers) awaitsDrafts(ctx context.Context, who *access.Actor) ([]Await, error) {
	list, err := h.Drafts.Awaiting(ctx, who, mostAwaited)
	if err != nil {
		return nil, err
	}
	out := []Await{}
	for _, a := range list {
		href := Href(a.Docket, "versions", string(a.Version), "structure")
		if a.Clashes > 0 {
			href = Href(a.Docket, "versions", string(a.Version), "edit")
		}
		title := ui.T(ctx, "web.awaits.structure", "title", a.VersionTitle)
		if a.Clashes > 0 {
			title = ui.T(ctx, "web.awaits.clashes", "n", int(a.Clashes))
		}
		out = append(out, Await{Due: a.Due, Kind: AwaitDraft, Title: title, Text: a.Title, By: a.By, Href: href})
	}
	return out, nil
}
