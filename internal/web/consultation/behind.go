package consultation

import (
	"context"
	"maps"
	"slices"

	"thao/internal/access"
	"thao/internal/compare"
	consult "thao/internal/consultation"
	drafts "thao/internal/draft"
	"thao/internal/id"
	"thao/internal/outline"
	"thao/internal/trace"
	draftpages "thao/internal/web/draft"
	"thao/internal/web/ui"
)

// Changes says which comments stand behind each change from one version to
// another: those at the node, or else at the nearest above it; for what was put
// in or came from elsewhere, also those at what stands right before it. The
// check of the loop goes by the same. nil where no round asked about the older
// version, or the reader is not of the team.
func (h *Handlers) Changes(ctx context.Context, who *access.Actor, c *drafts.Comparison) (func(compare.Pair) draftpages.Reasons, error) {
	docket := c.Old.Version.Docket
	if !who.May(access.AnswerRead, access.Resource{Kind: access.Round, Docket: docket}) {
		return nil, nil
	}
	before := standsBefore(c.Alignment)
	of := func(behind map[string]*consult.Behind, p compare.Pair) *consult.Behind {
		b := nearest(behind, p.Old)
		if b == nil && (p.Old == nil || p.Moved) {
			b = nearest(behind, before[p.New])
		}
		return b
	}
	behind, asked, err := h.Consultation.Behind(ctx, who, docket, c.Old.Version.ID, func(behind map[string]*consult.Behind) []string {
		wanted := map[string]bool{}
		for _, p := range c.Pairs {
			if b := of(behind, p); b != nil && (p.Old == nil || p.New == nil || p.Moved || p.Renumbered || p.Reworded()) {
				wanted[b.Node] = true
			}
		}
		return slices.Sorted(maps.Keys(wanted))
	})
	if err != nil || !asked {
		return nil, err
	}
	return func(p compare.Pair) draftpages.Reasons {
		if trace.InHead(p) {
			return draftpages.Reasons{} // every version has its own number and date
		}
		b := of(behind, p)
		if b == nil {
			return draftpages.Reasons{Word: ui.T(ctx, "web.behind.none"), Bar: nobodyBehind()}
		}
		v := standing{b, docket}
		return draftpages.Reasons{N: int(b.Comments), Word: ui.T(ctx, "web.behind.n", "n", int(b.Comments)), Bar: behindBar(v), Below: behindBelow(v)}
	}, nil
}

// nearest is what was said at a node or at the nearest above it.
func nearest(behind map[string]*consult.Behind, n *outline.Node) *consult.Behind {
	for ; n != nil; n = n.Parent {
		if b := behind[n.ID]; b != nil {
			return b
		}
	}
	return nil
}

// standsBefore is, for each node of the newer version, the older node that
// stands before it: what was put in, moved or taken out there is passed over.
func standsBefore(a *compare.Alignment) map[*outline.Node]*outline.Node {
	out := map[*outline.Node]*outline.Node{}
	var last *outline.Node
	for _, p := range a.Pairs {
		if p.New != nil {
			out[p.New] = last
		}
		if p.Old != nil && p.New != nil && !p.Moved {
			last = p.Old
		}
	}
	return out
}

// standing is what stands behind one change.
type standing struct {
	*consult.Behind
	docket id.ID
}

func (v standing) href(g consult.BehindGroup) string {
	return roundHref(consult.Round{Docket: v.docket, ID: g.Round}, "desk", string(g.Group))
}

// label of a link to a group; the first says how many comments there are in all.
func (v standing) label(ctx context.Context, i int) string {
	g := v.Leading[i]
	if i == 0 {
		return ui.T(ctx, "web.behind.first", "n", int(v.Comments), "group", int(g.Number))
	}
	return ui.T(ctx, "web.behind.group", "group", int(g.Number))
}

func (v standing) more(ctx context.Context) string {
	if rest := v.Groups - int64(len(v.Leading)); rest > 0 {
		return ui.T(ctx, "web.behind.more", "n", int(rest))
	}
	return ""
}

// longestBrief is how much of what a comment says stands there, in code points.
const longestBrief = 240
