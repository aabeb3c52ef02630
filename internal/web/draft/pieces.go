package draft

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/a-h/templ"

	drafts "thao/internal/draft"
	"thao/internal/web/ui"
)

type nodeAlias = drafts.Node

// pieces writes words to the letter, with what is set off in them: offsets of
// comments count in what the browser finds here, so no space may be added.
type pieces []piece

// Render writes them.
func (p pieces) Render(_ context.Context, w io.Writer) error {
	for _, s := range p {
		text := templ.EscapeString(s.Text)
		if s.Mark == nil {
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
			continue
		}
		ref := ""
		if s.End && s.Mark.Ref != "" {
			ref = fmt.Sprintf(`<a class="ref" href="%s" aria-label="%s" data-ref="%s"></a>`,
				templ.EscapeString(s.Mark.Href), templ.EscapeString(s.Mark.Label), templ.EscapeString(s.Mark.Ref))
		}
		if _, err := fmt.Fprintf(w, `<mark class="%s">%s</mark>%s`, templ.EscapeString(s.Mark.Class), text, ref); err != nil {
			return err
		}
	}
	return nil
}

// grid writes the words of a table as one: tabs stand between cells, newlines
// between rows, in the page as in the words, so that offsets count the same.
type grid []piece

// Render writes it.
func (g grid) Render(ctx context.Context, w io.Writer) error {
	var b strings.Builder
	b.WriteString(`<table class="grid" data-content><tbody><tr><td>`)
	for _, s := range g {
		for i, run := range strings.Split(s.Text, "\n") {
			if i > 0 {
				b.WriteString("</td></tr>\n<tr><td>")
			}
			for k, cell := range strings.Split(run, "\t") {
				if k > 0 {
					b.WriteString("</td>\t<td>")
				}
				if err := (pieces{{Text: cell, Mark: s.Mark}}).Render(ctx, &b); err != nil {
					return err
				}
			}
		}
	}
	b.WriteString(`</td></tr></tbody></table>`)
	_, err := io.WriteString(w, b.String())
	return err
}

// sum is the line under the filter.
func (v reading) sum(ctx context.Context) string {
	if v.Side.Sum != "" {
		return v.Side.Sum
	}
	switch v.Text.State {
	case drafts.Confirmed:
		return ui.T(ctx, "web.draft.confirmed-at", "at", v.Moment)
	case drafts.Proposed:
		return ui.T(ctx, "web.draft.is.proposed")
	}
	return ui.T(ctx, "web.draft.is."+string(v.Text.State))
}

func (v reading) countOf(ctx context.Context, node string) string {
	if n := v.Side.Count(node); n > 0 {
		return ui.N(ctx, n)
	}
	return ""
}

// current reports whether an entry of the outline is the place the page was
// asked for, or the first of the page.
func (v reading) current(e *entry) bool {
	if v.Sheet.At != "" {
		return e.Node.ID == v.Sheet.At
	}
	return v.Pages > 1 && len(v.Sheet.Nodes) > 0 && e.Node.ID == v.Sheet.Nodes[0].ID
}

func (v reading) shown() []hit { return v.Hits[:min(len(v.Hits), mostHits)] }

func (v reading) hitsTitle(ctx context.Context) string {
	if len(v.Hits) > mostHits {
		return ui.T(ctx, "web.draft.find-many", "words", v.Words, "n", mostHits)
	}
	return ui.T(ctx, "web.draft.find-some", "words", v.Words, "n", len(v.Hits))
}

func (v reading) plainHref() string {
	if v.Sheet.At != "" {
		return v.href(v.Sheet.At)
	}
	return href(v.Text.Version)
}

func tagOf(list []drafts.Node, n drafts.Node) int {
	level := 0
	for _, a := range list {
		level = tag(level)
		if a.ID == n.ID {
			break
		}
	}
	return level
}
