package draft

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	dockets "thao/internal/web/docket"

	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/web/ui"
)

func asFault(err error) (*fault.Error, bool) { return errors.AsType[*fault.Error](err) }

func ways() []string {
	return []string{string(drafts.Up), string(drafts.Down), string(drafts.Outer), string(drafts.Inner)}
}

func placeOptions(ctx context.Context) []ui.Option {
	return []ui.Option{{Value: "after", Label: ui.T(ctx, "web.draft.where.after")}, {Value: "under", Label: ui.T(ctx, "web.draft.where.under")}}
}

func (c clashed) name(ctx context.Context) string {
	if c.Gone {
		return ui.T(ctx, "web.draft.clash-gone")
	}
	return c.Place
}

func (v editing) title(ctx context.Context) string {
	if v.Place == "" {
		return ui.T(ctx, "web.draft.is-gone")
	}
	return v.Place
}

func (v editing) clashTitle(ctx context.Context) string {
	if v.Gone {
		return ui.T(ctx, "web.draft.clash-removed")
	}
	return ui.T(ctx, "web.draft.clash")
}

func (v editing) back() string {
	return href(v.Text.Version, "edit") + "?at=" + url.QueryEscape(v.Node.ID) + "#" + url.PathEscape(v.Node.ID)
}

// rowsFor is how high a text area stands: all of a text of middling length.
func rowsFor(text string) int {
	const width = 64
	rows := 2
	for line := range strings.SplitSeq(text, "\n") {
		rows += 1 + utf8.RuneCountInString(line)/width
	}
	return min(max(rows, 4), 24)
}

func compareHref(old, new drafts.Version) string {
	return dockets.Href(new.Docket, "compare") + "?old=" + string(old.ID) + "&new=" + string(new.ID)
}
