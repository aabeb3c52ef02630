package ui

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"thao/internal/locale"
)

// States lists every state that can be drawn. The word for each is the
// catalogue's "web.state." + state.
func States() []string {
	return []string{"open", "now", "review", "accepted", "partly", "rejected", "noted",
		"replied", "agreed", "late", "silent", "done", "failed", "overdue"}
}

// Due is a deadline: the hour, the day, the time left.
type Due struct {
	At   time.Time
	Now  time.Time
	What string // what must be done by then; may be empty
}

// Render writes the deadline.
func (d Due) Render(ctx context.Context, w io.Writer) error { return due(d).Render(ctx, w) }

func (d Due) left(ctx context.Context) string {
	left := locale.Left(Lang(ctx), d.Now, d.At)
	if d.What == "" {
		return left
	}
	return d.What + ", " + left
}

func (d Due) late() bool { return d.Now.After(d.At) }

// Tone is how bad a notice is.
type Tone string

// Tones of a notice.
const (
	Tell Tone = ""
	Warn Tone = "warn"
	Bad  Tone = "bad"
)

// Notice says what happened, what was kept, and what to do; the page adds
// links and buttons as its children.
type Notice struct {
	Tone  Tone
	Title string
	Text  string
}

// Render writes the notice.
func (n Notice) Render(ctx context.Context, w io.Writer) error { return notice(n).Render(ctx, w) }

func (n Notice) class() string {
	if n.Tone == Tell {
		return "notice"
	}
	return "notice " + string(n.Tone)
}

// EmptyState stands where a list has nothing in it, and says what to do.
type EmptyState struct {
	Title  string
	Text   string
	Action *Button
}

// Render writes it.
func (e EmptyState) Render(ctx context.Context, w io.Writer) error { return empty(e).Render(ctx, w) }

// StackBar shows how a whole divides. Label says the same in words; a list or a
// table beside it carries the figures.
type StackBar struct {
	Label string
	Total int
	Parts []Share
}

// Share is a part of a StackBar, drawn as its state is.
type Share struct {
	State string
	N     int
}

// Render writes the bar.
func (b StackBar) Render(ctx context.Context, w io.Writer) error { return stackBar(b).Render(ctx, w) }

// barWidth is the bar's width in its own units; a part that is there at all is
// at least a hair wide.
const barWidth = 1000

type rect struct{ class, x, width string }

func (b StackBar) rects() []rect {
	if b.Total <= 0 {
		return nil
	}
	var out []rect
	before := 0
	for _, p := range b.Parts {
		if p.N <= 0 {
			continue
		}
		from, to := before*barWidth/b.Total, (before+p.N)*barWidth/b.Total
		if len(out) > 0 {
			from += 2 // a gap of paper between parts, so that no colour is needed to see them
		}
		out = append(out, rect{class: "s-" + p.State, x: strconv.Itoa(from), width: strconv.Itoa(max(to-from, 2))})
		before += p.N
	}
	return out
}

// Line is the docket's way: draft, consult, answer, submit, decide, deliver.
type Line struct {
	Steps   []Step // six, or fewer where the rest is not known
	Current int    // the index of the step it is at; len(Steps) when all is done
	Upright bool
}

// Step is one step, with one or two facts about it.
type Step struct {
	Name  string // "draft", "consult", "answer", "submit", "decide", "deliver"
	Facts []string
}

// Render writes the line.
func (l Line) Render(ctx context.Context, w io.Writer) error { return line(l).Render(ctx, w) }

// With opens the notice for children: @Notice{…}.With() { … }.
func (n Notice) With() templ.Component { return notice(n) }
