package desk

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"thao/internal/answers"
	"thao/internal/clock"
	consult "thao/internal/consultation"
	dockets "thao/internal/docket"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/ui"

	"github.com/a-h/templ"
)

func columns(ctx context.Context, keys ...string) (out []ui.Column) {
	for _, k := range keys {
		out = append(out, ui.Column{Label: ui.T(ctx, k)})
	}
	return out
}

func bulkColumns(ctx context.Context) []ui.Column {
	out := columns(ctx, "web.bulk.tick", "web.desk.groups", "web.bulk.size", "web.bulk.state")
	out[0].Tick, out[0].Hidden, out[2].Num = true, true, true
	return out
}

func shareColumns(ctx context.Context) []ui.Column {
	out := columns(ctx, "web.shares.who", "web.shares.groups", "web.shares.open", "web.shares.wrote")
	out[1].Num, out[2].Num = true, true
	return out
}

func changeColumns(ctx context.Context) []ui.Column {
	return columns(ctx, "web.desk.groups", "web.load.before", "web.load.after")
}

func outcomeTone(v bulking) ui.Tone {
	if v.Done < len(v.Outcomes) {
		return ui.Warn
	}
	return ui.Tell
}

func (v sharing) lead(ctx context.Context) string {
	given := int64(0)
	for _, s := range v.Shares {
		given += s.Groups
	}
	return ui.T(ctx, "web.shares.lead", "given", number(ctx, given), "all", number(ctx, v.Progress.Groups))
}

func wroteWords(ctx context.Context, s consult.Share, now int64) string {
	switch days := s.Quiet(clock.Micros(now)); {
	case days < 0:
		return ui.T(ctx, "web.shares.never")
	case days == 0:
		return ui.T(ctx, "web.shares.today")
	default:
		return ui.T(ctx, "web.shares.days", "n", number(ctx, days))
	}
}

func memberOptions(ctx context.Context, team []dockets.Member) []ui.Option {
	return teamOptions(ctx, team)[1:]
}

func partOptions(ctx context.Context, parts []consult.Part, end string) []ui.Option {
	out := []ui.Option{{Label: ui.T(ctx, end)}}
	for _, p := range parts {
		out = append(out, ui.Option{Value: p.Node, Label: ui.T(ctx, "web.shares.part-of", "path", p.Path, "n", number(ctx, p.Groups))})
	}
	return out
}

// standing says how far the answers are.
func (v printing) standing(ctx context.Context) templ.Component {
	open := v.Progress.Groups - v.Progress.ByState["confirmed"]
	if open == 0 {
		return ui.StatusAs("done", ui.T(ctx, "web.matrix.all-confirmed"))
	}
	return ui.StatusAs("review", ui.T(ctx, "web.matrix.unconfirmed", "n", number(ctx, open)))
}

func (v printing) paper(form string) string { return v.href("matrix", "download") + "?as=" + form }

func (v printing) papers(ctx context.Context) (out []ui.Link) {
	for _, p := range consult.Papers() {
		if p != consult.Word && p != consult.Excel {
			out = append(out, ui.Link{Label: ui.T(ctx, "web.matrix.paper."+string(p)), Href: v.paper(string(p)), Icon: "download"})
		}
	}
	return out
}

func (v previewing) lead(ctx context.Context) string {
	plan := v.Load.Plan
	out := ui.T(ctx, "web.load.sum", "n", ui.N(ctx, len(plan.Changes)), "rows", ui.N(ctx, plan.Rows), "known", ui.N(ctx, plan.Known))
	if plan.By != "" {
		out += " " + ui.T(ctx, "web.load.by", "name", plan.By)
	}
	if v.Load.State == consult.LoadOpen {
		out += " " + ui.T(ctx, "web.load.nothing-yet")
	}
	return out
}

func noteState(n consult.LoadNote) string {
	switch {
	case n.Change.Lost():
		return "failed"
	case slices.Contains([]answers.Kind{answers.NoVerdict, answers.UnknownBody, answers.Misplace}, n.Kind):
		return "review"
	}
	return "noted"
}

func noteWhere(ctx context.Context, n consult.LoadNote) string {
	var out []string
	if n.Sheet != "" {
		out = append(out, ui.T(ctx, "web.load.sheet", "name", n.Sheet))
	}
	if n.Row > 0 {
		out = append(out, ui.T(ctx, "web.load.row", "n", n.Row))
	}
	if len(n.Bodies) > 0 {
		out = append(out, strings.Join(n.Bodies, ", "))
	}
	return strings.Join(out, ", ")
}

func sideWords(ctx context.Context, s answers.Side) string {
	from, words := ui.T(ctx, "web.load.stands"), s.Words
	if s.File != "" {
		from = s.File
	}
	if s.By != "" {
		from += " (" + s.By + ")"
	}
	if words == "" {
		words = ui.T(ctx, "web.load.no-answer")
	}
	return from + ": “" + words + "”"
}

func (v looping) lead(ctx context.Context) string {
	if len(v.Versions) == 0 {
		return ui.T(ctx, "web.loop.lead-none", "n", text(v.Number))
	}
	return ui.T(ctx, "web.loop.lead", "n", ui.N(ctx, v.Checked), "old", text(v.Number), "new", text(v.Next.Number), "open", ui.N(ctx, v.Open()))
}

func (v looping) versions(ctx context.Context) (out []ui.Link) {
	for _, n := range v.Versions {
		out = append(out, ui.Link{Label: ui.T(ctx, "web.draft.number", "n", text(n.Number)), Href: v.href("loop") + "?next=" + string(n.ID), Current: n.ID == v.Next.ID})
	}
	return out
}

func (v looping) compareHref() string {
	return docketpages.Href(v.docket, "compare") + "?old=" + string(v.Loop.Round.Version) + "&new=" + string(v.Next.ID)
}

func (v looping) node(version, node string) string {
	return docketpages.Href(v.docket, "versions", version) + "?at=" + url.QueryEscape(node) + "#" + url.PathEscape(node)
}

// textHref leads to where a comment stands in the next version, else to where it
// stood.
func (v looping) textHref(i consult.LoopItem) string {
	if i.NewNode != "" {
		return v.node(string(v.Next.ID), i.NewNode)
	}
	return v.node(string(v.Loop.Round.Version), i.Node)
}

func (v looping) unaskedHref(u consult.Unasked) string {
	if u.InOld {
		return v.node(string(v.Loop.Round.Version), u.Node)
	}
	return v.node(string(v.Next.ID), u.Node)
}

func loopText(i consult.LoopItem) string {
	switch {
	case i.Text != "":
		return i.Text
	case i.After != "":
		return i.After
	}
	return i.Before
}
