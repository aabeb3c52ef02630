package api

import (
	"context"
	"net/http"

	"thao/internal/access"
	"thao/internal/consultation"
	"thao/internal/id"
)

// CommentPath names a comment.
type CommentPath struct {
	DocketPath
	Comment id.ID `path:"comment" doc:"Id of the comment"`
}

// CommentStep is where a comment goes.
type CommentStep struct {
	State consultation.CommentState `json:"state" enum:"draft,offered,included,withdrawn" required:"true"`
}

// Utterance is what somebody says.
type Utterance struct {
	Words string `json:"words" required:"true"`
}

var commentExample = consultation.CommentForm{
	Body: "01jdexample00000000000body", State: consultation.Draft,
	Words: consultation.Words{Node: "chapter_1__article_5", Start: -1, End: -1, Kind: consultation.Other, Text: "Đề nghị kéo dài thời hạn thành 45 ngày.", Reason: "30 ngày không đủ để lấy ý kiến cấp dưới."},
}

func commentAt(c consultation.Comment, err error) (*One[consultation.Comment], error) {
	return at(c, c.Rev, err)
}

func (a *API) ofComments() {
	put(a, op{id: "comment.list", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/comments", tag: "comments", summary: "Comments of a round", about: "Those the account may see, in the order of the draft, general ones first."},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Paging
			Of    id.ID                     `query:"body" doc:"Only of this body"`
			Reply id.ID                     `query:"reply" doc:"Only of this reply"`
			State consultation.CommentState `query:"state" enum:"draft,offered,included,sent,withdrawn" doc:"Only in this state"`
			Node  string                    `query:"node" doc:"Only at this node"`
			Place string                    `query:"place" enum:"placed,review,general" doc:"Only so placed"`
			Kind  consultation.CommentKind  `query:"kind" enum:"replace,add,delete,other" doc:"Only of this kind"`
			Mine  bool                      `query:"mine" doc:"Only those the account wrote"`
			Words string                    `query:"words" doc:"Each of which must be there, with or without diacritics"`
		}) (*Listed[consultation.Comment], error) {
			after, err := in.after("comments")
			if err != nil {
				return nil, err
			}
			f := consultation.Filter{Body: in.Of, Reply: in.Reply, State: in.State, Node: in.Node, Place: in.Place, Kind: in.Kind, Mine: in.Mine, Words: in.Words}
			list, err := a.Rounds.Comments(ctx, who, in.Docket, in.Round, f, consultation.ParseCursor(after), in.Limit+1)
			if err != nil {
				return nil, err
			}
			return page(ctx, in.Paging, "comments", list, func(c consultation.Comment) string { return c.Cursor().String() }), nil
		})
	put(a, op{id: "comment.write", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/comments", tag: "comments", summary: "Write a comment of a body",
		about: "Without an id it gets one. A draft may be unfinished; what is offered or included must be whole. A quote must stand in the node: its offsets are looked up where they are -1.", status: 201, example: commentExample},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			FormBody[consultation.CommentForm]
		}) (*One[consultation.Comment], error) {
			f, err := in.read(ctx, a)
			if err != nil {
				return nil, err
			}
			if f.ID == "" {
				f.ID = id.New()
			}
			c, err := a.Rounds.Write(ctx, who, in.Docket, in.Round, f)
			return made(c, c.Rev, err, "dockets", string(in.Docket), "comments", string(c.ID))
		})
	put(a, op{id: "comment.read", method: http.MethodGet, path: "dockets/{docket}/comments/{comment}", tag: "comments", summary: "One comment, with its thread and candidates"},
		func(ctx context.Context, who *access.Actor, in *struct{ CommentPath }) (*One[consultation.Comment], error) {
			return commentAt(a.Rounds.ReadComment(ctx, who, in.Docket, in.Comment))
		})
	put(a, op{id: "comment.edit", method: http.MethodPut, path: "dockets/{docket}/comments/{comment}", tag: "comments", summary: "Change a comment that was not sent yet", example: commentExample},
		func(ctx context.Context, who *access.Actor, in *struct {
			CommentPath
			IfMatch
			Body consultation.CommentForm
		}) (*One[consultation.Comment], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			before, err := a.Rounds.ReadComment(ctx, who, in.Docket, in.Comment)
			if err != nil {
				return nil, err
			}
			f := in.Body
			f.ID, f.Rev, f.Body = in.Comment, rev, before.Body
			return commentAt(a.Rounds.Write(ctx, who, in.Docket, before.Round, f))
		})
	a.ofCommentSteps()
	a.ofPlacing()
}

func (a *API) ofCommentSteps() {
	put(a, op{id: "comment.move", method: http.MethodPost, path: "dockets/{docket}/comments/{comment}/move", tag: "comments", summary: "Take a comment a step on its way into the reply", about: "offered by a unit, included by the body, draft again, or withdrawn.", example: CommentStep{consultation.Included}},
		func(ctx context.Context, who *access.Actor, in *struct {
			CommentPath
			IfMatch
			Body CommentStep
		}) (*One[consultation.Comment], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			return commentAt(a.Rounds.MoveComment(ctx, who, in.Docket, in.Comment, rev, in.Body.State))
		})
	put(a, op{id: "comment.copy", method: http.MethodPost, path: "dockets/{docket}/comments/{comment}/copy", tag: "comments", summary: "Make the body's own draft of a unit's comment", about: "The unit's stays as it is.", status: 201},
		func(ctx context.Context, who *access.Actor, in *struct{ CommentPath }) (*One[consultation.Comment], error) {
			c, err := a.Rounds.CopyComment(ctx, who, in.Docket, in.Comment)
			return made(c, c.Rev, err, "dockets", string(in.Docket), "comments", string(c.ID))
		})
	put(a, op{id: "comment.discuss", method: http.MethodPost, path: "dockets/{docket}/comments/{comment}/turns", tag: "comments", summary: "Say something under a comment that was not sent yet", status: 201, example: Utterance{"Nên nêu rõ căn cứ."}},
		func(ctx context.Context, who *access.Actor, in *struct {
			CommentPath
			Body Utterance
		}) (*One[consultation.Turn], error) {
			t, err := a.Rounds.Discuss(ctx, who, in.Docket, in.Comment, in.Body.Words)
			return made(t, 0, err, "dockets", string(in.Docket), "comments", string(in.Comment))
		})
}

func (a *API) ofPlacing() {
	put(a, op{id: "comment.queue", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/placing", tag: "comments", summary: "Comments whose place is unsure", about: "With their candidates, in the order they came."},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Paging
		}) (*Listed[consultation.Comment], error) {
			after, err := in.after("placing")
			if err != nil {
				return nil, err
			}
			list, err := a.Rounds.Queue(ctx, who, in.Docket, in.Round, id.ID(after), in.Limit+1)
			if err != nil {
				return nil, err
			}
			return page(ctx, in.Paging, "placing", list, func(c consultation.Comment) string { return string(c.ID) }), nil
		})
	put(a, op{id: "comment.place", method: http.MethodPut, path: "dockets/{docket}/comments/{comment}/place", tag: "comments", summary: "Put a comment read from a file where it belongs", about: "It leaves its group and is grouped anew at its place.", example: consultation.Spot{Node: "chapter_1__article_5"}},
		func(ctx context.Context, who *access.Actor, in *struct {
			CommentPath
			IfMatch
			Body consultation.Spot
		}) (*One[consultation.Comment], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			return commentAt(a.Rounds.Place(ctx, who, in.Docket, in.Comment, rev, in.Body))
		})
}
