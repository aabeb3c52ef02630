package consultation

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"thao/internal/access"
	"thao/internal/clock"
	consult "thao/internal/consultation"
	"thao/internal/locale"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

func formTitle(ctx context.Context, v filling) string {
	if v.Round.ID == "" {
		return ui.T(ctx, "web.round.new")
	}
	return ui.T(ctx, "web.round.edit")
}

func versionHint(ctx context.Context, v filling) string {
	if len(v.Versions) == 0 {
		return ui.T(ctx, "web.round.no-version")
	}
	return ""
}

func pickedOf(m clock.Micros) string { return page.Picked(m) }

// leadOfBoard is until when a round asks, and how long that is.
func leadOfBoard(ctx context.Context, v board) string {
	if v.Deadline == 0 {
		return ""
	}
	said := " – " + until(ctx, v.Deadline, v.Now)
	if v.State == consult.Open {
		said += ", " + locale.Left(ui.Lang(ctx), v.Now, v.Deadline.Time())
	}
	return said + "."
}

// leadOfReply is what a body is asked, until when.
func leadOfReply(ctx context.Context, v replying) string {
	deadline := v.Body.Until(v.Round)
	said := roundTitle(ctx, v.Round) + ". " + until(ctx, deadline, v.Now)
	if v.Begun {
		said = " – " + said
	}
	if v.Round.State == consult.Open {
		said += ", " + locale.Left(ui.Lang(ctx), v.Now, deadline.Time())
	}
	return said + "."
}

func until(ctx context.Context, at clock.Micros, now time.Time) string {
	return ui.T(ctx, "web.round.until", "at", locale.Moment(ui.Lang(ctx), at.Time(), now))
}

// noteOf is what stands under a body's name.
func noteOf(ctx context.Context, b consult.Standing) string {
	var notes []string
	if b.Deadline > 0 {
		notes = append(notes, ui.T(ctx, "web.round.until", "at", stamp(ctx, b.Deadline)))
	}
	if b.Reminded > 0 && len(b.Replies) == 0 {
		notes = append(notes, ui.T(ctx, "web.round.reminded-at", "at", stamp(ctx, b.Reminded)))
	}
	return strings.Join(notes, "; ")
}

// documentOf is what a reply is called by: the number of its letter, its file,
// or that it was written here.
func documentOf(ctx context.Context, r consult.Reply) string {
	switch {
	case r.Number != "":
		return r.Number
	case r.FileName != "":
		return r.FileName
	}
	return ui.T(ctx, "web.reply.here")
}

// replyShape is how a reply's state is drawn.
func replyShape(s consult.ReplyState) string {
	switch s {
	case consult.Drafting, consult.Reading:
		return "now"
	case consult.Offered:
		return "review"
	case consult.Sealed:
		return "done"
	}
	return "failed"
}

// pathOf is where a comment belongs, in words.
func pathOf(ctx context.Context, c consult.Comment) string {
	switch {
	case c.Place == consult.General:
		return ui.T(ctx, "web.comment.general")
	case c.Path == "":
		return ui.T(ctx, "web.comment.no-place")
	}
	return c.Path
}

// stepsOf are the steps somebody may take a comment on its way.
func stepsOf(v replying, c consult.Comment) []consult.CommentState {
	switch {
	case v.Own && c.State == consult.Draft:
		return []consult.CommentState{consult.Included, consult.Withdrawn}
	case c.State == consult.Draft:
		return []consult.CommentState{consult.Handed, consult.Withdrawn}
	case v.Own && c.State == consult.Handed:
		return []consult.CommentState{consult.Included}
	case c.State == consult.Handed:
		return []consult.CommentState{consult.Draft}
	case v.Own && c.State == consult.Included && c.Unit != "":
		return []consult.CommentState{consult.Handed}
	case v.Own && c.State == consult.Included:
		return []consult.CommentState{consult.Draft}
	}
	return nil
}

// stepSaid is what the button of a step says. The body takes a unit's comment out
// of its reply with the step by which the unit once handed it over.
func stepSaid(ctx context.Context, c consult.Comment, step consult.CommentState) string {
	if c.State == consult.Included && step == consult.Handed {
		return ui.T(ctx, "web.comment.take-out")
	}
	return ui.T(ctx, "web.comment.to."+string(step))
}

// becameSaid is what somebody is told they did to a comment.
func becameSaid(who *access.Actor, c consult.Comment) string {
	if c.State == consult.Handed && slices.Contains(who.Member, c.Body) {
		return "web.comment.taken-out"
	}
	return "web.comment.is." + string(c.State)
}

func leadOf(ctx context.Context, v queue) string {
	if v.Left == 0 {
		return ""
	}
	return ui.T(ctx, "web.placing.lead", "n", int(v.Left))
}

// placeLabel is a choice in words: its path, or what it begins with.
func placeLabel(ctx context.Context, v queue, c choice) string {
	if c.Path != "" {
		return c.Path
	}
	if n, ok := v.Draft.Find(c.Node); ok {
		if label := strings.TrimSpace(n.Label + " " + n.Heading); label != "" {
			return label
		}
	}
	return ui.T(ctx, "web.placing.here")
}

// questionHref is where what a question is about stands in the draft.
func questionHref(r consult.Round, q consult.Question) string {
	return docketpages.Href(r.Docket, "versions", string(r.Version)) + "?at=" + url.QueryEscape(q.Node) + "#" + url.PathEscape(q.Node)
}

func questionPlace(ctx context.Context, q consult.Question) string {
	if q.Path == "" {
		return ui.T(ctx, "web.placing.here")
	}
	return q.Path
}
