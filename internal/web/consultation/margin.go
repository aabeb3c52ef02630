package consultation

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"thao/internal/access"
	consult "thao/internal/consultation"
	drafts "thao/internal/draft"
	"thao/internal/id"
	"thao/internal/viet"
	draftpages "thao/internal/web/draft"
	"thao/internal/web/ui"
)

// beside is the margin of one page of a text.
type beside struct {
	Round  consult.Round
	Bodies []consult.Asked // for which the reader may write
	Team   bool            // the reader sees what was sent, by groups
	consult.Beside
	Sheet  draftpages.Sheet
	Filter consult.Filter
	Asked  consult.AskedPage // to the team: the first bodies of the round
	Typed  string            // the body whose comments alone are shown, as it was typed
}

// note is one note beside the text.
type note struct {
	ID                       string
	Number, Others           int64
	Who, Text, Before, After string
	Shape, State             string
	Href, Link               string
}

// Beside puts the comments of a round beside the text it asked about: to the
// team what was sent, by groups; to a body its own.
func (h *Handlers) Beside(ctx context.Context, who *access.Actor, r *http.Request, sheet draftpages.Sheet) (draftpages.Side, error) {
	v := beside{Sheet: sheet}
	round, found, err := h.asking(ctx, who, sheet.Text.Version)
	if err != nil || !found {
		return draftpages.Side{}, err
	}
	v.Round, v.Bodies = round, writesFor(round, who)
	v.Team = who.May(access.CommentRead, access.Resource{Kind: access.Comment, Docket: round.Docket, State: string(consult.Sent)})
	v.Filter = consult.Filter{Mine: r.FormValue("mine") != ""}
	if v.Team {
		if err := h.chosenBody(ctx, who, r, &v); err != nil {
			return draftpages.Side{}, err
		}
	}
	from, to := span(sheet.Nodes)
	if v.Beside, err = h.Consultation.NotesBeside(ctx, who, round.Docket, round.ID, v.Filter, from, to); err != nil {
		return draftpages.Side{}, err
	}
	counts, err := h.Consultation.CountByNode(ctx, who, round.Docket, round.ID)
	if err != nil {
		return draftpages.Side{}, err
	}
	total := under(sheet.Text, counts)
	side := draftpages.Side{Count: func(node string) int { return total[node] }, Marks: v.marks, Filter: v.fields(ctx), Sum: v.sum(ctx)}
	return side, h.writing(ctx, who, r, v, &side)
}

// mostOptions is how many bodies a list to choose from may hold; where a round
// has more, the name is typed.
const mostOptions = 200

// chosenBody reads whose comments alone are to be shown: by id, or by a name
// that was typed, of which the first body asked counts.
func (h *Handlers) chosenBody(ctx context.Context, who *access.Actor, r *http.Request, v *beside) (err error) {
	if v.Asked, err = h.Consultation.AskedPage(ctx, who, v.Round.Docket, v.Round.ID, "", 0, mostOptions); err != nil {
		return err
	}
	v.Typed = strings.TrimSpace(r.FormValue("body"))
	v.Filter.Body, _, err = h.bodyTyped(ctx, who, v.Round.Docket, v.Round.ID, v.Typed)
	return err
}

// bodyTyped is the body of a round that a field names: by its id, where it was
// chosen from a list, or by a name, where there are too many for one. Found is
// false where no body has the name, or several do.
func (h *Handlers) bodyTyped(ctx context.Context, who *access.Actor, docket, round id.ID, typed string) (body id.ID, found bool, err error) {
	if key, ok := id.Parse(typed); ok || typed == "" {
		return key, true, nil
	}
	like, err := h.Consultation.AskedPage(ctx, who, docket, round, typed, 0, mostOptions)
	if err != nil {
		return "", false, err
	}
	for _, b := range like.Bodies {
		if viet.Fold(b.Name) == viet.Fold(typed) {
			return b.Body, true, nil
		}
	}
	if len(like.Bodies) == 1 {
		return like.Bodies[0].Body, true, nil
	}
	return "", false, nil
}

// asking is the newest round about a version that somebody may see.
func (h *Handlers) asking(ctx context.Context, who *access.Actor, v drafts.Version) (consult.Round, bool, error) {
	if !who.May(access.RoundRead, access.Resource{Kind: access.Round, Docket: v.Docket}) {
		return consult.Round{}, false, nil
	}
	list, err := h.Consultation.Rounds(ctx, who, v.Docket)
	for _, round := range list {
		if round.Version == v.ID && round.State != consult.Preparing {
			round, err = h.Consultation.RoundFor(ctx, who, v.Docket, round.ID)
			return round, err == nil, err
		}
	}
	return consult.Round{}, false, err
}

// span is the first and the last place in the draft of a page's nodes.
func span(nodes []drafts.Node) (from, to int64) {
	if len(nodes) == 0 {
		return 0, -1
	}
	return nodes[0].Seq, nodes[len(nodes)-1].Seq
}

// under adds to each node the comments of all nodes under it.
func under(t *drafts.Text, counts map[string]int64) map[string]int {
	out := make(map[string]int, len(t.Nodes))
	for i := len(t.Nodes) - 1; i >= 0; i-- { // children come after their parents
		n := t.Nodes[i]
		out[n.ID] += int(counts[n.ID])
		if n.Parent != "" {
			out[n.Parent] += out[n.ID]
		}
	}
	return out
}

// unsealed are those of the bodies somebody writes for that may still say
// something: the round takes it, and their reply is not sealed.
func (h *Handlers) unsealed(ctx context.Context, who *access.Actor, round consult.Round, bodies []consult.Asked) ([]consult.Asked, error) {
	if round.State.Takes() != nil {
		return nil, nil
	}
	var out []consult.Asked
	for _, b := range bodies {
		reply, begun, err := h.Consultation.OwnReply(ctx, who, round.Docket, round.ID, b.Body)
		if err != nil {
			return nil, err
		}
		if !begun || reply.State.Writable() == nil {
			out = append(out, b)
		}
	}
	return out, nil
}

// writing adds what somebody needs to write: a button beside each node, the
// form at the node that was chosen, a hidden one for a passage.
func (h *Handlers) writing(ctx context.Context, who *access.Actor, r *http.Request, v beside, side *draftpages.Side) error {
	chosen := r.FormValue("compose")
	bodies, err := h.unsealed(ctx, who, v.Round, v.Bodies)
	if err != nil {
		return err
	}
	var form *composing
	if len(bodies) > 0 {
		own := slices.Contains(who.Member, bodies[0].Body)
		form = &composing{Round: v.Round, Bodies: bodies, Form: empty(), Own: own, Comment: consult.Comment{ID: id.New(), Words: consult.Words{Node: chosen, Start: -1, End: -1}}}
		form.Hidden = v.Sheet.Text.Index(chosen) < 0
		side.Compose = composeID
		side.Keys = []ui.Key{{Keys: []string{"c"}, Label: ui.T(ctx, "web.comment.key")}}
		side.Act = func(n drafts.Node) templ.Component {
			href := draftpages.NodeHref(v.Sheet.Text.Version, n.ID)
			path, at, _ := cutHash(href)
			return noteButton(path+"&compose="+url.QueryEscape(n.ID)+"#"+at, ui.T(ctx, "web.comment.act-on", "place", nodeName(n)))
		}
	}
	top := form
	if form != nil && !form.Hidden {
		top = nil
	}
	side.Above = besideTop(v, top)
	side.Notes = func(n drafts.Node, rows int) templ.Component {
		var here *composing
		if form != nil && !form.Hidden && n.ID == chosen {
			here = form
		}
		list := v.notes(ctx, n.ID)
		if len(list) == 0 && here == nil && v.More[n.ID] == 0 {
			return nil
		}
		return notes(v, n.ID, list, here, rowsClass(rows))
	}
	return nil
}
