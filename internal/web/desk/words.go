package desk

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"thao/internal/access"
	"thao/internal/clock"
	consult "thao/internal/consultation"
	dockets "thao/internal/docket"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/synthesis"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/ui"
)

func (v desking) title(ctx context.Context) string {
	if v.Page == nil {
		return ui.T(ctx, "web.desk.title")
	}
	return ui.T(ctx, "web.desk.title-group", "n", text(v.Page.Number), "title", v.Page.Title)
}

// bar shows how far the answering is: comments by verdict.
func (v desking) bar(ctx context.Context) ui.StackBar {
	b := ui.StackBar{Total: int(v.Progress.Comments)}
	said := []string{}
	for _, verdict := range consult.Verdicts() {
		n := v.Progress.ByVerdict[verdict]
		b.Parts = append(b.Parts, ui.Share{State: ui.VerdictState(verdict), N: int(n)})
		said = append(said, number(ctx, n)+" "+strings.ToLower(verdictWord(ctx, verdict)))
	}
	b.Label = ui.T(ctx, "web.desk.bar", "all", number(ctx, v.Progress.Comments), "parts", strings.Join(said, ", "))
	return b
}

func (v desking) empty(ctx context.Context) ui.EmptyState {
	if v.Filter.any() {
		return ui.EmptyState{Title: ui.T(ctx, "web.desk.none-here"), Text: ui.T(ctx, "web.desk.none-filter"),
			Action: &ui.Button{Label: ui.T(ctx, "web.filter-clear"), Href: v.href("desk")}}
	}
	return ui.EmptyState{Title: ui.T(ctx, "web.desk.none"), Text: ui.T(ctx, "web.desk.none-text"),
		Action: &ui.Button{Label: ui.T(ctx, "web.desk.to-round"), Href: v.href()}}
}

func verdictWord(ctx context.Context, verdict string) string {
	if verdict == "" {
		return ui.T(ctx, "web.desk.no-verdict")
	}
	return ui.T(ctx, "web.state."+ui.VerdictState(verdict))
}

func orOpen(state string) string {
	if state == "" {
		return "open"
	}
	return state
}

func verdictOptions(ctx context.Context) []ui.Option {
	out := []ui.Option{{Label: ui.T(ctx, "web.desk.any-verdict")}}
	for _, v := range consult.Verdicts() {
		out = append(out, ui.Option{Value: v, Label: verdictWord(ctx, v)})
	}
	return out
}

// verdictChoices are the verdicts as a form's list, by the pages' words.
func verdictChoices(ctx context.Context) []ui.Option {
	out := []ui.Option{{Label: ui.T(ctx, "web.desk.no-verdict")}}
	for _, v := range ui.VerdictStates() {
		out = append(out, ui.Option{Value: v, Label: ui.T(ctx, "web.state."+v)})
	}
	return out
}

func teamOptions(ctx context.Context, team []dockets.Member) []ui.Option {
	out := []ui.Option{{Label: ui.T(ctx, "web.desk.nobody")}}
	for _, m := range team {
		if writes(m) {
			out = append(out, ui.Option{Value: string(m.Account), Label: m.Name})
		}
	}
	return out
}

func writes(m dockets.Member) bool {
	return slices.ContainsFunc(m.Roles, func(r access.Role) bool { return r == access.Lead || r == access.Secretary || r == access.Drafter })
}

// confirmers are who may confirm what this person writes.
func (v desking) confirmers() (out []dockets.Member) {
	for _, m := range v.Team {
		if m.Account != v.who.Account && slices.ContainsFunc(m.Roles, func(r access.Role) bool { return r == access.Lead || r == access.Reviewer }) {
			out = append(out, m)
		}
	}
	return out
}

// earlier and later lead to groups the list does not show.
func (v desking) earlier() string { return v.Filter.on(v.group(v.Window.Groups[0].ID)) }
func (v desking) later() string {
	return v.Filter.on(v.group(v.Window.Groups[len(v.Window.Groups)-1].ID))
}

// quiet is who has open groups and has longest not written.
func (v desking) quiet() *consult.Share {
	for i, s := range v.Shares {
		if s.Open > 0 && s.Account != v.who.Account && s.Quiet(clock.Micros(v.Now)) != 0 {
			return &v.Shares[i]
		}
	}
	return nil
}

func (v desking) quietWords(ctx context.Context, s *consult.Share) string {
	return quietWords(ctx, *s, v.Now)
}

func quietWords(ctx context.Context, s consult.Share, now int64) string {
	days := s.Quiet(clock.Micros(now))
	if days < 0 {
		return ui.T(ctx, "web.desk.never-wrote", "name", s.Name, "n", number(ctx, s.Open))
	}
	return ui.T(ctx, "web.desk.quiet", "days", number(ctx, days), "name", s.Name, "n", number(ctx, s.Open))
}

func (v sitting) changed(ctx context.Context) string {
	if v.By == "" {
		return ui.T(ctx, "web.desk.changed")
	}
	return ui.T(ctx, "web.desk.changed-by", "name", v.By)
}

func (v desking) pathWords(ctx context.Context) string {
	switch {
	case v.Page.Path != "":
		return v.Page.Path
	case v.Page.NodeSeq == 0:
		return ui.T(ctx, "web.desk.general")
	case v.Page.Node == "":
		return ui.T(ctx, "web.desk.review")
	}
	return v.Page.Node
}

func (v desking) assignedWords(ctx context.Context) string {
	if v.Page.Assigned == "" {
		return ui.T(ctx, "web.desk.unassigned")
	}
	return ui.T(ctx, "web.desk.assigned-to", "name", v.Page.NameOf(v.Page.Assigned))
}

func (v desking) nodeHref() string {
	return docketpages.Href(v.docket, "versions", string(v.Page.Version)) + "?at=" + url.QueryEscape(v.Page.Node) + "#" + url.PathEscape(v.Page.Node)
}

// clause is the node's words, those set off those that comments quote.
func (v desking) clause() []piece {
	words := []rune(v.Page.Content)
	on := make([]bool, len(words)+1)
	for _, m := range v.Page.Comments {
		if m.Start < 0 || m.End > len(words) || m.Node != v.Page.Node {
			continue
		}
		for i := m.Start; i < m.End; i++ {
			on[i] = true
		}
	}
	var out []piece
	for from := 0; from < len(words); {
		to := from + 1
		for to < len(words) && on[to] == on[from] {
			to++
		}
		tag := ""
		if on[from] {
			tag = "mark"
		}
		out = append(out, piece{string(words[from:to]), tag})
		from = to
	}
	return out
}

func (v desking) memberWords(ctx context.Context) string {
	return ui.T(ctx, "web.desk.members", "n", number(ctx, v.Page.Size))
}

func memberFrom(ctx context.Context, m consult.Member) string {
	var out []string
	if m.Number != "" {
		out = append(out, m.Number)
	}
	if m.Sent != "" {
		out = append(out, day(ctx, m.Sent))
	}
	if m.Author != "" && m.Author != m.BodyName {
		out = append(out, m.Author)
	}
	if m.Late {
		out = append(out, ui.T(ctx, "web.desk.late"))
	}
	if m.Minority {
		out = append(out, ui.T(ctx, "web.desk.minority"))
	}
	return strings.Join(out, ", ")
}

// day is an ISO date as people write it; what is none stays as it is.
func day(ctx context.Context, iso string) string {
	p := strings.Split(iso, "-")
	if len(p) != 3 || ui.Lang(ctx) != locale.Vietnamese {
		return iso
	}
	return p[2] + "/" + p[1] + "/" + p[0]
}

func (v desking) moreHref() string {
	q := v.Filter.values()
	q.Set("after", text(v.Page.More.Lead)+"."+string(v.Page.More.ID))
	return v.group(v.Page.ID) + "?" + q.Encode()
}

func (v desking) apartOf(comment id.ID) *consult.Answer {
	for i := range v.Page.Answers {
		if v.Page.Answers[i].Comment == comment {
			return &v.Page.Answers[i]
		}
	}
	return nil
}

// apartForm is the form of an exception: what was typed, where it came back.
func (v desking) apartForm(a consult.Answer) answering {
	if v.Apart.Comment == a.Comment {
		return v.Apart
	}
	return answering{AnswerForm: consult.AnswerForm{Comment: a.Comment, Verdict: a.Verdict, Reason: a.Reason, Rev: a.Rev}}
}

func (v desking) bodyOf(ctx context.Context, comment id.ID) string {
	for _, m := range v.Page.Comments {
		if m.ID == comment {
			return m.BodyName
		}
	}
	return ui.T(ctx, "web.desk.apart-elsewhere")
}

func (v desking) apartTitle(ctx context.Context) string {
	if n := len(v.Page.Apart()); n > 0 {
		return ui.T(ctx, "web.desk.apart", "n", n)
	}
	return ui.T(ctx, "web.desk.apart-none")
}

// writing reports whether the answer is to be written on this page.
func (v desking) writing() bool {
	a := v.Page.Whole()
	return v.MayWrite && (a.ID == "" || a.State == consult.Drafted)
}

func (v desking) savedWords(ctx context.Context) string {
	whole := v.Page.Whole()
	if whole.ID == "" {
		return ui.T(ctx, "web.desk.comments", "n", number(ctx, v.Page.Size))
	}
	return ui.T(ctx, "web.desk.written", "name", v.Page.NameOf(whole.WrittenBy), "time", locale.Moment(ui.Lang(ctx), whole.Written.Time(), clock.Micros(v.Now).Time()))
}

// signed says who wrote and who confirmed.
func (v desking) signed(ctx context.Context, a consult.Answer) string {
	now, lang := clock.Micros(v.Now).Time(), ui.Lang(ctx)
	out := ui.T(ctx, "web.desk.written", "name", v.Page.NameOf(a.WrittenBy), "time", locale.Moment(lang, a.Written.Time(), now))
	switch a.State {
	case consult.Confirmed:
		out += " " + ui.T(ctx, "web.desk.confirmed-by", "name", v.Page.NameOf(a.ConfirmedBy), "time", locale.Moment(lang, a.Confirmed.Time(), now))
	case consult.Submitted:
		if a.Confirmer != "" {
			out += " " + ui.T(ctx, "web.desk.waits-for", "name", v.Page.NameOf(a.Confirmer))
		} else {
			out += " " + ui.T(ctx, "web.desk.waits")
		}
	}
	return out
}

func (v desking) wordingHint(ctx context.Context) string {
	if v.Form.Wording != "" {
		return ""
	}
	return ui.T(ctx, "web.desk.wording-hint")
}

func staleTitle(ctx context.Context, a answering) string {
	if a.By == "" {
		return ui.T(ctx, "web.desk.stale-nobody")
	}
	return ui.T(ctx, "web.desk.stale", "name", a.By)
}

func percent(ctx context.Context, share float64) string {
	return ui.T(ctx, "web.desk.alike", "n", int(share*100+0.5))
}

// explain says by which words two comments are alike, and by which not.
func explain(ctx context.Context, l synthesis.Likeness) string {
	var out []string
	add := func(key string, words []string) {
		if len(words) > 0 {
			out = append(out, ui.T(ctx, key, "words", "“"+strings.Join(words, "”, “")+"”"))
		}
	}
	add("web.desk.in-common", l.Common)
	add("web.desk.only-here", l.First)
	add("web.desk.only-there", l.Second)
	if l.Strict {
		out = append(out, ui.T(ctx, "web.desk.strict"))
	}
	return strings.Join(out, " ")
}

// excerpt is the beginning of what a comment says.
func excerpt(c consult.Comment) string {
	words := c.Text
	if words == "" {
		words = c.After + c.Before
	}
	const most = 80
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	return string([]rune(words)[:most]) + "…"
}
