package docket

import (
	"context"
	"strconv"
	"strings"
	"time"

	"thao/internal/access"
	dockets "thao/internal/docket"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/web/ui"
)

func awaitsLead(ctx context.Context, v awaiting) string {
	switch {
	case v.N == 0:
		return ""
	case v.Late > 0:
		return ui.T(ctx, "web.awaits.lead-late", "n", v.N, "late", v.Late)
	}
	return ui.T(ctx, "web.awaits.lead", "n", v.N)
}

func clearHref(v listing) string {
	if v.Narrow {
		return "/dockets"
	}
	return ""
}

func columns(ctx context.Context) []ui.Column {
	return labelled(ctx, "title", "symbol", "state", "deadline", "issuer")
}

func versionColumns(ctx context.Context) []ui.Column {
	return labelled(ctx, "version", "day", "version-title", "version-state")
}

func labelled(ctx context.Context, names ...string) []ui.Column {
	out := make([]ui.Column, len(names))
	for i, name := range names {
		out[i] = ui.Column{Label: ui.T(ctx, "web.docket."+name)}
	}
	return out
}

func logColumns(ctx context.Context) []ui.Column {
	out := labelled(ctx, "log-number", "log-when", "log-who", "log-what", "log-hash")
	out[0].Num = true
	return out
}

func deadline(ctx context.Context, d dockets.Docket) string {
	if d.Deadline == 0 {
		return "–"
	}
	return locale.Stamp(ui.Lang(ctx), d.Deadline.Time())
}

func formTitle(ctx context.Context, v filling) string {
	if v.Docket.ID == nothing {
		return ui.T(ctx, "web.docket.new")
	}
	return ui.T(ctx, "web.docket.edit")
}

func formGo(ctx context.Context, v filling) string {
	if v.Docket.ID == nothing {
		return ui.T(ctx, "web.docket.create")
	}
	return ui.T(ctx, "web.draft.save")
}

func revOf(v filling) string {
	if sent := v.Form.Values.Get("rev"); sent != "" {
		return sent
	}
	return strconv.FormatInt(v.Docket.Rev, 10)
}

// standing is what stands in the record, beside what was typed meanwhile.
func standing(ctx context.Context, d dockets.Docket) []ui.Fact {
	var out []ui.Fact
	for _, f := range [][2]string{{"title", d.Title}, {"summary", d.Summary}, {"deadline", deadline(ctx, d)}, {"parent", d.Parent}, {"issuer", d.Issuer}, {"place", d.Place}, {"basis", d.Basis}} {
		if f[1] != "" {
			out = append(out, ui.Fact{Term: ui.T(ctx, "web.docket."+f[0]), Value: f[1]})
		}
	}
	return out
}

func nextOptions(ctx context.Context, d dockets.Docket) []ui.Option {
	var out []ui.Option
	for _, s := range d.State.Next() {
		out = append(out, ui.Option{Value: string(s), Label: ui.T(ctx, "web.docket.state."+string(s))})
	}
	return out
}

func teamLink(ctx context.Context, v overviewing) ui.Link {
	if !v.MayTeam {
		return ui.Link{}
	}
	return ui.Link{Label: ui.T(ctx, "web.docket.edit-team"), Href: Href(v.Docket.ID, "team")}
}

func roleChosen(v teaming) string {
	if role := v.Form.Values.Get("role"); role != "" {
		return role
	}
	return string(access.Drafter)
}

func actorName(ctx context.Context, e ledger.Entry) string {
	if e.Actor == "" {
		return ui.T(ctx, "web.docket.log-program")
	}
	return e.Actor
}

func shortHash(e ledger.Entry) string { return e.Hash[:min(len(e.Hash), 8)] }

// dayName is a day as a heading says it: "thứ Ba 10/04".
func dayName(ctx context.Context, at time.Time) string {
	_, day, _ := strings.Cut(locale.Moment(ui.Lang(ctx), at, at), " ")
	return day
}
