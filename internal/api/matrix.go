package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"thao/internal/access"
	"thao/internal/consultation"
	"thao/internal/convert"
	"thao/internal/fault"
	"thao/internal/id"
)

// LoadPath names a filled matrix that was sent.
type LoadPath struct {
	DocketPath
	Load id.ID `path:"load" doc:"Id of the filled matrix"`
}

// Application says how a filled matrix is applied.
type Application struct {
	Submit bool `json:"submit" doc:"Hand its answers on to a second person"`
}

// Sharing is how groups are given out.
type Sharing struct {
	Accounts []id.ID `json:"accounts" doc:"Each gets as many comments to answer as the others; or"`
	From     string  `json:"from" doc:"all groups from this node"`
	To       string  `json:"to" doc:"to the end of this one"`
	Account  id.ID   `json:"account" doc:"go to this account; empty for nobody"`
}

var paperMedia = map[consultation.Paper]string{
	consultation.Excel: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	consultation.Page:  mediaOf[convert.HTML],
}

func (a *API) ofMatrix() {
	put(a, op{id: "matrix.download", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/matrix", tag: "matrix", summary: "The matrix of a round as a file",
		about: "docx and html for printing, xlsx for filling in and reading back, annex for what is too long to be bound with it, comments for the draft with every comment in its margin.", media: "application/octet-stream"},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Format consultation.Paper `query:"format" enum:"docx,xlsx,html,annex,comments" default:"docx" doc:"Of the file"`
		}) (*Download, error) {
			var out bytes.Buffer
			if err := a.Rounds.WriteMatrix(ctx, who, in.Docket, in.Round, in.Format, callFrom(ctx).lang, &out); err != nil {
				return nil, err
			}
			media := paperMedia[in.Format]
			if media == "" {
				media = mediaOf[convert.Word]
			}
			return file(fmt.Sprintf("%s-%s.%s", in.Round, in.Format, in.Format.Ending()), media, out.Bytes()), nil
		})
	put(a, op{id: "matrix.load", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/matrix", tag: "matrix", summary: "Send a filled matrix",
		about: "Nothing is changed yet: the answer says what would be. Apply it then, or drop it.", status: 201, form: []field{{name: "file", about: "The matrix, as Word or Excel", file: true}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Upload
		}) (*One[consultation.Load], error) {
			if err := who.Check(access.MatrixLoad, access.Resource{Kind: access.Round, ID: in.Round, Docket: in.Docket}); err != nil {
				return nil, err
			}
			var load consultation.Load
			err := in.parts(consultation.LargestFile+formOverhead, func(_ url.Values, _, name string, data io.Reader) (err error) {
				if load.ID != "" {
					return fault.New(fault.Invalid, "field", "file", "rule", "api.rule.one-file")
				}
				load, err = a.Rounds.LoadMatrix(ctx, who, in.Docket, in.Round, name, data)
				return err
			})
			return made(load, load.Rev, err, "dockets", string(in.Docket), "loads", string(load.ID))
		})
	put(a, op{id: "matrix.loads", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/loads", tag: "matrix", summary: "Filled matrices that were sent"},
		func(ctx context.Context, who *access.Actor, in *struct{ RoundPath }) (*Listed[consultation.Load], error) {
			return all(a.Rounds.Loads(ctx, who, in.Docket, in.Round))
		})
	put(a, op{id: "matrix.preview", method: http.MethodGet, path: "dockets/{docket}/loads/{load}", tag: "matrix", summary: "What a filled matrix would change now"},
		func(ctx context.Context, who *access.Actor, in *struct{ LoadPath }) (*One[consultation.Load], error) {
			l, err := a.Rounds.ReadLoad(ctx, who, in.Docket, in.Load)
			return at(l, l.Rev, err)
		})
	put(a, op{id: "matrix.apply", method: http.MethodPost, path: "dockets/{docket}/loads/{load}/apply", tag: "matrix", summary: "Write the answers of a filled matrix", about: "As they were shown at the revision named: where the desk changed since, nothing is written.", status: 204, example: Application{}},
		func(ctx context.Context, who *access.Actor, in *struct {
			LoadPath
			IfMatch
			Body Application
		}) (*None, error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			return none(a.Rounds.ApplyLoad(ctx, who, in.Docket, in.Load, rev, in.Body.Submit))
		})
	put(a, op{id: "matrix.drop", method: http.MethodDelete, path: "dockets/{docket}/loads/{load}", tag: "matrix", summary: "Give up a filled matrix", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct{ LoadPath }) (*None, error) {
			return none(a.Rounds.DropLoad(ctx, who, in.Docket, in.Load))
		})
	a.ofDesk()
}

// ofDesk are the loop and the desk as a whole.
func (a *API) ofDesk() {
	put(a, op{id: "loop.check", method: http.MethodGet, path: "dockets/{docket}/rounds/{round}/loop", tag: "matrix", summary: "Whether what was accepted was done in the next version", about: "And what changed though nobody asked, and what was answered unevenly."},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Next id.ID `query:"next" doc:"Id of the version to check; empty for the newest"`
		}) (*One[consultation.Loop], error) {
			l, err := a.Rounds.Loop(ctx, who, in.Docket, in.Round, in.Next)
			if err != nil {
				return nil, err
			}
			return one(*l, nil)
		})
	put(a, op{id: "group.read", method: http.MethodGet, path: "dockets/{docket}/groups/{group}", tag: "desk", summary: "One group, with its comments and answers", about: "Its comments come in stretches: lead and id of more say where the next begins."},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			Lead int64 `query:"lead" doc:"Of the comment to go on behind"`
			ID   id.ID `query:"id" doc:"Of the comment to go on behind"`
		}) (*One[consultation.GroupPage], error) {
			g, err := a.Rounds.GroupPage(ctx, who, in.Docket, in.Group, consultation.LeadCursor{Lead: in.Lead, ID: in.ID})
			if err != nil {
				return nil, err
			}
			return at(*g, g.Rev, nil)
		})
	put(a, op{id: "desk.share", method: http.MethodPost, path: "dockets/{docket}/rounds/{round}/share", tag: "desk", summary: "Give a round's groups out", about: "Evenly among accounts, or a stretch of the draft to one.", example: Sharing{Accounts: []id.ID{"01jdexample00000000account"}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			RoundPath
			Body Sharing
		}) (*One[Count], error) {
			f := in.Body
			var n int64
			var err error
			if len(f.Accounts) > 0 {
				n, err = a.Rounds.AssignEvenly(ctx, who, in.Docket, in.Round, f.Accounts)
			} else {
				n, err = a.Rounds.AssignStretch(ctx, who, in.Docket, in.Round, consultation.Stretch{From: f.From, To: f.To}, f.Account)
			}
			return one(Count{int(n)}, err)
		})
	put(a, op{id: "reply.passages", method: http.MethodGet, path: "dockets/{docket}/replies/{reply}/passages", tag: "replies", summary: "Words of a reply that are no comment, with the reason"},
		func(ctx context.Context, who *access.Actor, in *struct{ ReplyPath }) (*Listed[consultation.Passage], error) {
			return all(a.Rounds.Passages(ctx, who, in.Docket, in.Reply))
		})
}
