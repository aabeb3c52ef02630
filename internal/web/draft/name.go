package draft

import (
	"context"
	"strconv"

	drafts "thao/internal/draft"
	"thao/internal/outline"
	"thao/internal/web/ui"
)

// Name is what people call a version: "Dự thảo lần 2", or what it is while it
// has no number.
func Name(ctx context.Context, v drafts.Version) string {
	if v.Number > 0 {
		return ui.T(ctx, "web.draft.number", "n", strconv.FormatInt(v.Number, 10))
	}
	return ui.T(ctx, "web.draft.name."+string(v.State))
}

// Drawn is the state of a version as the look draws states.
func Drawn(v drafts.Version) string {
	switch v.State {
	case drafts.Confirmed:
		return "done"
	case drafts.Working:
		return "now"
	case drafts.Proposed:
		return "review"
	}
	return "failed"
}

// place is a node's path in the language of the page.
func place(ctx context.Context, t *drafts.Text, node string) string {
	return outline.PathString(t.Tree().Find(node), string(ui.Lang(ctx)))
}
