package api

import (
	"context"
	"fmt"
	"net/http"

	"thao/internal/access"
	"thao/internal/consultation"
	"thao/internal/id"
	"thao/internal/viet"
)

// GroupPath names a group.
type GroupPath struct {
	DocketPath
	Group id.ID `path:"group" doc:"Id of the group"`
}

// Groups are groups by id.
type Groups struct {
	Groups []id.ID `json:"groups" required:"true"`
}

// Comments are comments by id.
type Comments struct {
	Comments []id.ID `json:"comments" required:"true"`
}

// CommentsTo are comments and the group they go into.
type CommentsTo struct {
	Comments
	To id.ID `json:"to" required:"true"`
}

// Title is a title.
type Title struct {
	Title string `json:"title" required:"true"`
}

// Assignment gives groups to an account.
type Assignment struct {
	Groups
	Account id.ID `json:"account" doc:"Of the docket's team; empty for nobody"`
}

func (a *API) ofGroups() {
	put(a, op{id: "group.list", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/groups", tag: "desk", summary: "Groups of a round", about: "General ones first, then as the draft is ordered, then those whose place is unsure."},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Paging
			State    string `query:"state" enum:"open,drafted,submitted,confirmed" doc:"Only so far"`
			Verdict  string `query:"verdict" doc:"Only with this verdict"`
			Assigned id.ID  `query:"assigned" doc:"Only given to this account"`
			Node     string `query:"node" doc:"Only at this node"`
			Words    string `query:"words" doc:"That a comment in it has, with or without diacritics"`
		}) (*Listed[consultation.Group], error) {
			after, err := deskAfter(in.Paging)
			if err != nil {
				return nil, err
			}
			f := consultation.DeskFilter{State: in.State, Verdict: in.Verdict, Assigned: in.Assigned, Node: in.Node, Words: viet.Fold(in.Words)}
			list, err := a.Rounds.Groups(ctx, who, in.Docket, in.Round, f, after, in.Limit+1)
			if err != nil {
				return nil, err
			}
			return page(ctx, in.Paging, "groups", list, func(g consultation.Group) string {
				return fmt.Sprintf("%d.%d", g.After().NodeSeq, g.After().Number)
			}), nil
		})
	put(a, op{id: "group.merge", method: http.MethodPost, path: "dockets/{docket}/groups/{group}/merge", tag: "desk", summary: "Join groups into this one", about: "An answer that differs becomes an exception for its comments: no words are lost.", status: 204, example: Groups{[]id.ID{"01jdexample0000000000group"}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			Body Groups
		}) (*None, error) {
			return none(a.Rounds.MergeGroups(ctx, who, in.Docket, in.Group, in.Body.Groups))
		})
	put(a, op{id: "group.split", method: http.MethodPost, path: "dockets/{docket}/groups/{group}/split", tag: "desk", summary: "Put some comments of a group into a new one", status: 201, example: Comments{[]id.ID{"01jdexample00000000comment"}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			Body Comments
		}) (*One[consultation.Group], error) {
			g, err := a.Rounds.SplitGroup(ctx, who, in.Docket, in.Group, in.Body.Comments)
			return made(g, g.Rev, err, "dockets", string(in.Docket), "groups", string(g.ID))
		})
	put(a, op{id: "group.move", method: http.MethodPost, path: "dockets/{docket}/groups/{group}/move", tag: "desk", summary: "Take comments of a group into another", about: "A group left empty vanishes; its answer stays in the log.", status: 204, example: CommentsTo{Comments{[]id.ID{"01jdexample00000000comment"}}, "01jdexample0000000000group"}},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			Body CommentsTo
		}) (*None, error) {
			return none(a.Rounds.MoveComments(ctx, who, in.Docket, in.Group, in.Body.To, in.Body.Comments.Comments))
		})
	put(a, op{id: "group.rename", method: http.MethodPut, path: "dockets/{docket}/groups/{group}/title", tag: "desk", summary: "Give a group another title", status: 204, example: Title{"Kéo dài thời hạn"}},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			Body Title
		}) (*None, error) {
			return none(a.Rounds.RenameGroup(ctx, who, in.Docket, in.Group, nil, in.Body.Title))
		})
	put(a, op{id: "group.assign", method: http.MethodPost, path: "dockets/{docket}/groups/assign", tag: "desk", summary: "Give groups to somebody to answer", status: 204, example: Assignment{Groups{[]id.ID{"01jdexample0000000000group"}}, ""}},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Body Assignment
		}) (*None, error) {
			return none(a.Rounds.AssignGroups(ctx, who, in.Docket, in.Body.Groups.Groups, nil, in.Body.Account))
		})
	put(a, op{id: "desk.progress", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/progress", tag: "desk", summary: "How far the answering of a round is"},
		func(ctx context.Context, who *access.Actor, in *struct{ RoundPath }) (*One[consultation.Progress], error) {
			return one(a.Rounds.Progress(ctx, who, in.Docket, in.Round))
		})
	put(a, op{id: "desk.shares", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/shares", tag: "desk", summary: "Who has groups to answer", about: "The quietest first."},
		func(ctx context.Context, who *access.Actor, in *struct{ RoundPath }) (*Listed[consultation.Share], error) {
			return all(a.Rounds.Shares(ctx, who, in.Docket, in.Round))
		})
}

func deskAfter(p Paging) (consultation.DeskCursor, error) {
	c := consultation.DeskCursor{NodeSeq: -1}
	at, err := p.after("groups")
	if err != nil || at == "" {
		return c, err
	}
	if _, err := fmt.Sscanf(at, "%d.%d", &c.NodeSeq, &c.Number); err != nil {
		return c, badCursor()
	}
	return c, nil
}
