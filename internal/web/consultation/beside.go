package consultation

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	consult "thao/internal/consultation"
	drafts "thao/internal/draft"
	draftpages "thao/internal/web/draft"
	"thao/internal/web/ui"
)

func composeTitle(ctx context.Context, v composing) string {
	if v.Comment.Path != "" {
		return ui.T(ctx, "web.comment.on", "place", v.Comment.Path)
	}
	return ui.T(ctx, "web.comment.write")
}

func composeGo(ctx context.Context, v composing) string {
	return ui.T(ctx, "web.comment.to."+string(v.next()))
}

// commentShape is how a comment's state is drawn.
func commentShape(s consult.CommentState) string {
	switch s {
	case consult.Included:
		return "partly"
	case consult.Sent:
		return "done"
	case consult.Handed:
		return "review"
	case consult.Withdrawn:
		return "rejected"
	}
	return "open"
}

func askedUntil(ctx context.Context, v beside) string {
	return ui.T(ctx, "web.comment.asked-until", "round", roundTitle(ctx, v.Round), "at", stamp(ctx, v.Bodies[0].Until(v.Round)))
}

// notesID is where a link to the form leads, or to the notes of a node.
func notesID(node string, list []note, form *composing) string {
	switch {
	case form != nil:
		return "write"
	case len(list) == 0:
		return "notes-at-" + node
	}
	return "notes-" + list[0].ID
}

// moreHref leads to all notes of a node of which some do not stand beside it:
// on the desk, where they are groups, else in a list, filtered as the text is.
func (v beside) moreHref(node string) string {
	if v.Team && v.Filter == (consult.Filter{}) {
		return roundHref(v.Round, "desk") + "?node=" + url.QueryEscape(node)
	}
	return spoken{Round: v.Round, Filter: consult.Filter{Node: node, Body: v.Filter.Body, Mine: v.Filter.Mine, Place: consult.Placed}}.href("")
}

func rowsClass(rows int) string {
	if rows < 2 {
		return ""
	}
	return "rows-" + strconv.Itoa(min(rows, 8))
}

func cutHash(href string) (path, hash string, found bool) { return strings.Cut(href, "#") }

// nodeName is what a node is called on a button.
func nodeName(n drafts.Node) string {
	name := strings.TrimSpace(n.Label + " " + n.Heading)
	if name == "" {
		name = n.Text
	}
	if words := []rune(name); len(words) > 60 {
		name = string(words[:60]) + "…"
	}
	return name
}

// notes are the comments of a node, as they stand beside it.
func (v beside) notes(ctx context.Context, node string) []note {
	var out []note
	for _, n := range v.Notes {
		if n.Node != node {
			continue
		}
		it := note{ID: string(n.ID), Number: n.Number, Who: n.BodyName, Text: n.Text, Before: n.Before, After: n.After}
		if n.Group != "" && v.Team {
			it.Others = n.Size - 1
			it.Shape, it.State = answerShape(n), ui.T(ctx, "web.comment.answer."+answerWord(n))
			it.Href, it.Link = roundHref(v.Round, "desk", string(n.Group)), ui.T(ctx, "web.comment.see-answer")
		} else {
			it.Shape, it.State = commentShape(n.State), ui.T(ctx, "web.comment.state."+string(n.State))
			it.Href, it.Link = roundHref(v.Round, "comments", string(n.ID)), ui.T(ctx, "web.comment.open")
			if n.Author != "" {
				it.Who = n.Author
			}
		}
		out = append(out, it)
	}
	return out
}

// answerWord is how far the answer of a group is: its verdict once confirmed.
func answerWord(n consult.Note) string {
	if n.GroupState == "confirmed" && n.Verdict != "" {
		return n.Verdict
	}
	if n.GroupState == "" {
		return "open"
	}
	return n.GroupState
}

func answerShape(n consult.Note) string {
	switch answerWord(n) {
	case "accepted", "partly", "noted":
		return n.Verdict
	case "not":
		return "rejected"
	case "drafted":
		return "now"
	case "submitted", "confirmed":
		return "review"
	}
	return "open"
}

// marks are the stretches of a node that comments are set on.
func (v beside) marks(node string) []draftpages.Mark {
	var out []draftpages.Mark
	for _, n := range v.Notes {
		if n.Node != node || n.Start < 0 || n.End <= n.Start {
			continue
		}
		m := draftpages.Mark{From: n.Start, To: n.End, Class: "on", Href: "#note-" + string(n.ID)}
		if n.Number > 0 {
			m.Ref, m.Label = strconv.FormatInt(n.Number, 10), strconv.FormatInt(n.Number, 10)
		}
		out = append(out, m)
	}
	return out
}

func (v beside) fields(ctx context.Context) []ui.Field {
	var out []ui.Field
	if v.Team && v.Asked.Next > 0 {
		out = append(out, ui.Field{Name: "body", Label: ui.T(ctx, "web.round.body"), Value: v.Typed, ID: "filter-body", Placeholder: ui.T(ctx, "web.comment.any-body")})
	} else if v.Team {
		options := []ui.Option{{Value: "", Label: ui.T(ctx, "web.comment.any-body")}}
		for _, b := range v.Asked.Bodies {
			options = append(options, ui.Option{Value: string(b.Body), Label: b.Name})
		}
		out = append(out, ui.Field{Name: "body", Label: ui.T(ctx, "web.round.body"), Options: options, Value: string(v.Filter.Body), ID: "filter-body"})
	}
	if len(v.Bodies) > 0 {
		mine := ""
		if v.Filter.Mine {
			mine = "1"
		}
		out = append(out, ui.Field{Name: "mine", Label: ui.T(ctx, "web.comment.whose"), Value: mine,
			Options: []ui.Option{{Value: "", Label: ui.T(ctx, "web.comment.everybody")}, {Value: "1", Label: ui.T(ctx, "web.comment.mine")}}})
	}
	return out
}

// sum says how much stands beside the text, and of how much.
func (v beside) sum(ctx context.Context) string {
	shown, more := len(v.Notes), int64(0)
	for _, n := range v.More {
		more += n
	}
	key, of := "web.comment.sum", "web.comment.sum-of"
	if v.Team && v.Filter == (consult.Filter{}) {
		key, of = "web.comment.sum-groups", "web.comment.sum-groups-of"
	}
	if more > 0 {
		return ui.T(ctx, of, "shown", shown, "n", shown+int(more))
	}
	return ui.T(ctx, key, "n", shown)
}
