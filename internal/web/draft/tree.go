package draft

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	drafts "thao/internal/draft"
	"thao/internal/outline"
	"thao/internal/web/ui"
)

// lead is what the page of a tree asks for.
func (v structuring) lead(ctx context.Context) string {
	if v.Base != "" {
		return ui.T(ctx, "web.draft.structure-next", "base", v.Base)
	}
	return ui.T(ctx, "web.draft.structure-text")
}

// tool is a button that makes one correction of the chosen row.
func tool(ctx context.Context, do, key string) templ.Component {
	return ui.Button{
		Label: ui.T(ctx, "web.draft.do."+do), Name: "do", Value: do, Key: key, Hint: key, Kind: ui.Quiet,
	}
}

// depthClass sets a row in by its depth.
func depthClass(depth int64) string { return "d" + strconv.FormatInt(min(depth, 8), 10) }

// longestBrief is how much of a node a row shows, in code points.
const longestBrief = 160

// part is a stretch of a node's words between the places it may be divided at.
type part struct {
	At   int
	Text string
}

func parts(n *drafts.Node) []part {
	o := &outline.Node{Kind: n.Kind, Heading: n.Heading, Text: n.Text}
	content := []rune(o.Content())
	var out []part
	from := 0
	for _, at := range append(o.Cuts(), len(content)) {
		out = append(out, part{At: from, Text: string(content[from:at])})
		from = at
	}
	return out
}
