package desk

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	consult "thao/internal/consultation"
	"thao/internal/id"
	"thao/internal/web/ui"
)

// The views of the desk a person chooses from, in the order they are offered.
var views = []string{"all", "mine", "todo", "open", "drafted", "confirm", "differ", "free", "done"}

// filter is how the desk is looked at; it stays in the address.
type filter struct {
	Show    string // one of views
	Words   string
	Verdict string
	Node    string
	Whose   id.ID // groups of one member of the team
}

func filterOf(r *http.Request) filter {
	f := filter{Show: r.FormValue("show"), Words: r.FormValue("q"), Verdict: r.FormValue("verdict-of"), Node: r.FormValue("node")}
	f.Whose, _ = id.Parse(r.FormValue("whose"))
	if !slices.Contains(views, f.Show) {
		f.Show = "all"
	}
	if !slices.Contains(consult.Verdicts(), f.Verdict) {
		f.Verdict = ""
	}
	return f
}

// desk is the filter as the service knows it.
func (f filter) desk(me id.ID) consult.DeskFilter {
	d := consult.DeskFilter{Verdict: f.Verdict, Words: f.Words, Node: f.Node, Assigned: f.Whose}
	switch f.Show {
	case "mine":
		d.State, d.Assigned = consult.Unanswered, me
	case "todo":
		d.State = consult.Unanswered
	case "open":
		d.State = consult.GroupOpen.String()
	case "confirm":
		d.State = consult.GroupSubmitted.String()
	case "drafted":
		d.State = consult.GroupDrafted.String()
	case "differ":
		d.Differ = true
	case "free":
		d.Assigned = consult.Nobody
	case "done":
		d.State = consult.GroupConfirmed.String()
	}
	return d
}

// values are the filter as it stands in an address.
func (f filter) values() url.Values {
	v := url.Values{}
	for name, value := range map[string]string{"show": f.Show, "q": f.Words, "verdict-of": f.Verdict, "node": f.Node, "whose": string(f.Whose)} {
		if value != "" && (name != "show" || value != "all") {
			v.Set(name, value)
		}
	}
	return v
}

// on adds the filter to an address.
func (f filter) on(href string) string {
	if q := f.values().Encode(); q != "" {
		return href + "?" + q
	}
	return href
}

func (f filter) any() bool { return len(f.values()) > 0 }

// viewOptions are the views with how many groups each has, where that is known.
func viewOptions(ctx context.Context, p consult.Progress) []ui.Option {
	counts := map[string]int64{"all": p.Groups, "todo": p.ByState["open"] + p.ByState["drafted"], "open": p.ByState["open"], "confirm": p.ByState["submitted"],
		"drafted": p.ByState["drafted"], "done": p.ByState["confirmed"]}
	out := []ui.Option{}
	for _, v := range views {
		label := ui.T(ctx, "web.desk.view."+v)
		if n, known := counts[v]; known {
			label += " (" + number(ctx, n) + ")"
		}
		out = append(out, ui.Option{Value: v, Label: label})
	}
	return out
}
