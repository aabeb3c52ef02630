package api

import (
	"context"
	"net/http"

	"thao/internal/access"
	"thao/internal/draft"
	"thao/internal/id"
	"thao/internal/outline"
)

// NodePath names a node of a version.
type NodePath struct {
	VersionPath
	Node string `path:"node" doc:"Id of the node in this version"`
}

// NewNode is a node that is put into a working version.
type NewNode struct {
	After string       `json:"after" doc:"The node it comes after, with all that is under that; or"`
	Under string       `json:"under" doc:"the node it comes under as the first; both empty: at the very beginning"`
	Kind  outline.Kind `json:"kind" required:"true" doc:"part, chapter, section, subsection, article, clause, point, heading, paragraph"`
	draft.Words
}

// NodeMove is where a node goes.
type NodeMove struct {
	Way  draft.Way    `json:"way" enum:"up,down,outer,inner" required:"true"`
	From *draft.Stand `json:"from,omitempty" doc:"Where it was read to stand; where it stands elsewhere by now, 412 and nothing is moved. Without it, it is moved from wherever it stands"`
}

// Settlement ends a clash.
type Settlement struct {
	Rev   int64        `json:"rev" doc:"Of the node the words are put into"`
	Words *draft.Words `json:"words,omitempty" doc:"Put into the node; without them it stays as it is"`
}

func (a *API) ofNodes() {
	put(a, op{id: "node.edit", method: http.MethodPut, path: "dockets/{docket}/versions/{version}/nodes/{node}", tag: "versions", summary: "Write words into a node of a working version",
		about: "Where somebody else changed or took out the node since, nothing is overwritten: the words are kept as a clash, and the problem names it in values.clash.", example: draft.Words{Label: "Điều 5.", Heading: "Thời hạn", Text: "Thời hạn là 30 ngày."}},
		func(ctx context.Context, who *access.Actor, in *struct {
			NodePath
			IfMatch
			Body draft.Words
		}) (*One[draft.Node], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			n, err := a.Drafts.EditNode(ctx, who, in.Docket, in.Version, in.Node, rev, in.Body)
			return at(n, n.Rev, err)
		})
	put(a, op{id: "node.insert", method: http.MethodPost, path: "dockets/{docket}/versions/{version}/nodes", tag: "versions", summary: "Put a node into a working version", status: 201, example: NewNode{After: "chapter_1__article_2", Kind: outline.Article, Words: draft.Words{Label: "Điều 3.", Text: "Quy định mới."}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			VersionPath
			Body NewNode
		}) (*One[draft.Node], error) {
			f := in.Body
			n, err := a.Drafts.InsertNode(ctx, who, in.Docket, in.Version, draft.Insert{After: f.After, Under: f.Under, Kind: f.Kind, Words: f.Words})
			return made(n, n.Rev, err, "dockets", string(in.Docket), "versions", string(in.Version), "nodes")
		})
	put(a, op{id: "node.delete", method: http.MethodDelete, path: "dockets/{docket}/versions/{version}/nodes/{node}", tag: "versions", summary: "Take a node and all under it out of a working version", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct {
			NodePath
			IfMatch
		}) (*None, error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			return none(a.Drafts.DeleteNode(ctx, who, in.Docket, in.Version, in.Node, rev))
		})
	put(a, op{id: "node.move", method: http.MethodPost, path: "dockets/{docket}/versions/{version}/nodes/{node}/move", tag: "versions", summary: "Move a node with all under it", about: "Where it stands already as the move would lead it from where it was read to stand, it stays.", status: 204, example: NodeMove{Way: draft.Down, From: &draft.Stand{Parent: "chapter_1", After: "chapter_1__article_2"}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			NodePath
			Body NodeMove
		}) (*None, error) {
			return none(a.Drafts.MoveNode(ctx, who, in.Docket, in.Version, in.Node, in.Body.From, in.Body.Way))
		})
	put(a, op{id: "version.renumbering", method: http.MethodGet, path: "dockets/{docket}/versions/{version}/renumbering", tag: "versions", summary: "Which nodes of a working version should have another number",
		about: "Since others were put in, taken out or moved; with the references in the text to what gets another number, which are not changed."},
		func(ctx context.Context, who *access.Actor, in *struct{ VersionPath }) (*One[draft.Renumbering], error) {
			r, err := a.Drafts.Renumbering(ctx, who, in.Docket, in.Version)
			if err != nil {
				return nil, err
			}
			return at(*r, r.Rev, nil)
		})
	put(a, op{id: "version.renumber", method: http.MethodPost, path: "dockets/{docket}/versions/{version}/renumbering", tag: "versions", summary: "Give the nodes of a working version the numbers they should have"},
		func(ctx context.Context, who *access.Actor, in *struct {
			VersionPath
			IfMatch
		}) (*One[Count], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			n, err := a.Drafts.Renumber(ctx, who, in.Docket, in.Version, rev)
			return one(Count{n}, err)
		})
	put(a, op{id: "clash.list", method: http.MethodGet, path: "dockets/{docket}/versions/{version}/clashes", tag: "versions", summary: "What two people wrote into one node, still open"},
		func(ctx context.Context, who *access.Actor, in *struct{ VersionPath }) (*Listed[draft.Clash], error) {
			return all(a.Drafts.Clashes(ctx, who, in.Docket, in.Version))
		})
	put(a, op{id: "clash.settle", method: http.MethodPost, path: "dockets/{docket}/versions/{version}/clashes/{clash}", tag: "versions", summary: "End a clash", status: 204, example: Settlement{Rev: 2, Words: &draft.Words{Text: "Thời hạn là 45 ngày."}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			VersionPath
			Clash id.ID `path:"clash" doc:"Id of the clash"`
			Body  Settlement
		}) (*None, error) {
			return none(a.Drafts.SettleClash(ctx, who, in.Docket, in.Version, in.Clash, in.Body.Rev, in.Body.Words))
		})
}
