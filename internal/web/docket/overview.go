package docket

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"thao/internal/access"
	"thao/internal/clock"
	dockets "thao/internal/docket"
	drafts "thao/internal/draft"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// mostNews is how much of what changed the overview tells; it looks through a
// few times as much, for what happened over and over is told once.
const (
	mostNews   = 8
	lookedNews = 20 * mostNews
)

// told is something that happened, and how often: whoever writes forty answers
// in a morning fills one line, not the page.
type told struct {
	ledger.Entry // the newest
	Text         string
	N            int
}

// join puts together what the same person did in the same words on the same
// day, the newest first.
func join(ctx context.Context, entries []ledger.Entry) []told {
	type same struct {
		text, actor, day string
	}
	at := map[same]int{}
	out := []told{}
	for _, e := range entries {
		key := same{Told(ctx, e), e.Actor, dayOf(e.At)}
		i, there := at[key]
		if !there {
			i = len(out)
			at[key] = i
			out = append(out, told{Entry: e, Text: key.text})
		}
		out[i].N++
	}
	return out[:min(len(out), mostNews)]
}

// overviewing is the page of a docket.
type overviewing struct {
	Docket   dockets.Docket
	Line     ui.Line
	Seen     clock.Micros
	News     []told
	Versions []drafts.Version
	Team     []dockets.Member
	Dues     []ui.Due
	Facts    []ui.Fact
	Main     []templ.Component
	Action   *ui.Button
	Now      time.Time

	MayEdit, MayTeam, MayPropose, MayWork bool
}

func (h *Handlers) overview(w http.ResponseWriter, r *http.Request) error {
	ctx, who := r.Context(), actor(r)
	p, d, err := h.Frame.Page(r, ui.T(ctx, "web.docket.tab.overview"), Overview)
	if err != nil {
		return err
	}
	v := overviewing{Docket: d, Now: h.Now().Time(), MayEdit: who.May(access.DocketEdit, d.Resource()), MayTeam: who.May(access.DocketTeam, d.Resource())}
	v.MayPropose = who.May(access.VersionPropose, access.Resource{Kind: access.Version, Docket: d.ID})
	v.MayWork = who.May(access.VersionEdit, access.Resource{Kind: access.Version, Docket: d.ID, State: string(drafts.Working)})
	if err := h.look(ctx, who, &v); err != nil {
		return err
	}
	if v.Versions, err = h.Drafts.Versions(ctx, who, d.ID); err != nil {
		return err
	}
	if v.Team, err = h.Dockets.Team(ctx, who, d.ID); err != nil {
		return err
	}
	if err := h.pieces(ctx, who, &v); err != nil {
		return err
	}
	if d.Deadline != 0 {
		v.Dues = append(v.Dues, ui.Due{At: d.Deadline.Time(), Now: v.Now, What: ui.T(ctx, "web.docket.deadline-of")})
	}
	return page.Show(w, r, http.StatusOK, p, overviewPage(v))
}

// look reads what changed since somebody last looked, and notes that they do.
func (h *Handlers) look(ctx context.Context, who *access.Actor, v *overviewing) error {
	err := h.Dockets.Look(ctx, who, v.Docket.ID)
	if err != nil {
		return err
	}
	if v.Seen, err = h.Dockets.Seen(ctx, who, v.Docket.ID); err != nil {
		return err
	}
	if who.May(access.DocketLog, v.Docket.Resource()) {
		entries, err := h.Dockets.Changes(ctx, who, v.Docket.ID, v.Seen, lookedNews)
		v.News = join(ctx, entries)
		return err
	}
	return nil
}

func (h *Handlers) pieces(ctx context.Context, who *access.Actor, v *overviewing) error {
	facts := map[dockets.State][]string{dockets.Drafting: v.drafted(ctx)}
	for _, part := range h.Parts {
		piece, err := part(ctx, who, v.Docket)
		if err != nil {
			return err
		}
		for state, list := range piece.Steps {
			facts[state] = append(facts[state], list...)
		}
		v.Dues = append(v.Dues, piece.Dues...)
		v.Facts = append(v.Facts, piece.Facts...)
		if piece.Main != nil {
			v.Main = append(v.Main, piece.Main)
		}
		if piece.Action != nil && v.Action == nil {
			v.Action = piece.Action
		}
	}
	v.line(facts)
	if v.Action == nil {
		v.Action = v.next(ctx)
	}
	return nil
}

// drafted are the facts under the first step.
func (v *overviewing) drafted(ctx context.Context) []string {
	for _, x := range v.Versions {
		if x.Number > 0 {
			return []string{ui.T(ctx, "web.docket.version-at", "n", strconv.FormatInt(x.Number, 10), "at", locale.Date(ui.Lang(ctx), dayOf(x.Confirmed)))}
		}
	}
	return nil
}

func (v *overviewing) line(facts map[dockets.State][]string) {
	for i, s := range dockets.States() {
		if s == v.Docket.State {
			v.Line.Current = i
		}
		if s != dockets.Closed {
			v.Line.Steps = append(v.Line.Steps, ui.Step{Name: string(s), Facts: facts[s]})
		}
	}
}

// next is the one thing to do where no area knows better.
func (v *overviewing) next(ctx context.Context) *ui.Button {
	for _, x := range v.Versions {
		if x.State == drafts.Proposed && v.MayPropose {
			return &ui.Button{Label: ui.T(ctx, "web.docket.to-structure"), Kind: ui.Primary, Href: Href(v.Docket.ID, "versions", string(x.ID), "structure")}
		}
	}
	if v.MayPropose && len(v.Versions) == 0 {
		return &ui.Button{Label: ui.T(ctx, "web.draft.upload"), Kind: ui.Primary, Href: Href(v.Docket.ID, "versions", "new")}
	}
	return nil
}

// dayOf is a moment's day as an ISO date, in the time of the site.
func dayOf(m clock.Micros) string { return m.Time().In(locale.Zone).Format(time.DateOnly) }

// versionHref is where somebody reads a version or, where they may, works on it.
func (v overviewing) versionHref(x drafts.Version) string {
	switch {
	case x.State == drafts.Proposed && v.MayPropose:
		return Href(x.Docket, "versions", string(x.ID), "structure")
	case x.State == drafts.Working && v.MayWork:
		return Href(x.Docket, "versions", string(x.ID), "edit")
	}
	return Href(x.Docket, "versions", string(x.ID))
}

func versionName(ctx context.Context, v drafts.Version) string {
	if v.Number > 0 {
		return ui.T(ctx, "web.draft.number", "n", strconv.FormatInt(v.Number, 10))
	}
	return ui.T(ctx, "web.draft.name."+string(v.State))
}

func versionState(v drafts.Version) string {
	switch v.State {
	case drafts.Confirmed:
		return "done"
	case drafts.Working:
		return "now"
	}
	return "review"
}

func versionDay(ctx context.Context, v drafts.Version) string {
	at := v.Confirmed
	if at == 0 {
		at = v.Created
	}
	return locale.Date(ui.Lang(ctx), dayOf(at))
}

// byRole lists who has each role, as facts.
func (v overviewing) byRole(ctx context.Context) []ui.Fact {
	var out []ui.Fact
	for _, role := range access.Roles() {
		var names []string
		for _, m := range v.Team {
			for _, r := range m.Roles {
				if r == role {
					names = append(names, m.Name)
				}
			}
		}
		if len(names) > 0 {
			out = append(out, ui.Fact{Term: ui.T(ctx, "web.role."+string(role)), Value: strings.Join(names, ", ")})
		}
	}
	return out
}

// lead says what the docket is, under its title.
func (v overviewing) lead(ctx context.Context) string {
	var parts []string
	if v.Docket.Issuer != "" {
		parts = append(parts, ui.T(ctx, "web.docket.issued-by", "issuer", v.Docket.Issuer))
	}
	if v.Docket.Summary != "" {
		parts = append(parts, v.Docket.Summary)
	}
	return strings.Join(parts, " ")
}

func (v overviewing) seenAside(ctx context.Context) string {
	if v.Seen == 0 {
		return ui.T(ctx, "web.docket.first-look")
	}
	return ui.T(ctx, "web.docket.last-look", "at", locale.Moment(ui.Lang(ctx), v.Seen.Time(), v.Now))
}
