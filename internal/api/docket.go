package api

import (
	"context"
	"net/http"
	"strconv"

	"thao/internal/access"
	"thao/internal/docket"
	"thao/internal/id"
	"thao/internal/ledger"
)

// DocketPath names a docket.
type DocketPath struct {
	Docket id.ID `path:"docket" doc:"Id of the docket"`
}

// Roles are what an account is on a docket.
type Roles struct {
	Roles []access.Role `json:"roles" required:"true" doc:"lead, secretary, drafter, reviewer, observer; none takes the account out of the team"`
}

// DocketMove is where a docket is put on the line.
type DocketMove struct {
	State docket.State `json:"state" enum:"draft,consult,answer,submit,decide,deliver,closed" required:"true"`
}

var docketExample = docket.Fields{Title: "Đề án tinh gọn tổ chức bộ máy", Issuer: "Ban Chỉ đạo", Profile: "vn-party"}

func (a *API) ofDockets() {
	put(a, op{id: "docket.list", method: http.MethodGet, path: "dockets", tag: "dockets", summary: "Dockets the account may see", about: "The newest first."},
		func(ctx context.Context, who *access.Actor, in *struct {
			Paging
			Words string       `query:"words" doc:"All of which its symbol, title or summary holds, with or without diacritics"`
			State docket.State `query:"state" enum:"draft,consult,answer,submit,decide,deliver,closed" doc:"Only those"`
			Role  access.Role  `query:"role" enum:"lead,secretary,drafter,reviewer,observer" doc:"Only those on which the account has this role"`
		}) (*Listed[docket.Docket], error) {
			after, err := in.after("dockets")
			if err != nil {
				return nil, err
			}
			p, err := a.Dockets.List(ctx, who, docket.Query{Words: in.Words, State: in.State, Role: in.Role, After: id.ID(after), Limit: in.Limit})
			if err != nil {
				return nil, err
			}
			next := ""
			if p.Next != "" {
				next = cursor("dockets", string(p.Next))
			}
			return pageOf(ctx, p.Dockets, next), nil
		})
	put(a, op{id: "docket.create", method: http.MethodPost, path: "dockets", tag: "dockets", summary: "Open a docket", about: "Who opens it leads it.", status: 201, example: docketExample},
		func(ctx context.Context, who *access.Actor, in *struct{ Body docket.Fields }) (*One[docket.Docket], error) {
			d, err := a.Dockets.Create(ctx, who, in.Body)
			return made(d, d.Rev, err, "dockets", string(d.ID))
		})
	put(a, op{id: "docket.read", method: http.MethodGet, path: "dockets/{docket}", tag: "dockets", summary: "One docket"},
		func(ctx context.Context, who *access.Actor, in *struct{ DocketPath }) (*One[docket.Docket], error) {
			d, err := a.Dockets.Read(ctx, who, in.Docket)
			return at(d, d.Rev, err)
		})
	put(a, op{id: "docket.edit", method: http.MethodPut, path: "dockets/{docket}", tag: "dockets", summary: "Change what is filled in about a docket", example: docketExample},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			IfMatch
			Body docket.Fields
		}) (*One[docket.Docket], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			d, err := a.Dockets.Edit(ctx, who, in.Docket, rev, in.Body)
			return at(d, d.Rev, err)
		})
	put(a, op{id: "docket.move", method: http.MethodPost, path: "dockets/{docket}/move", tag: "dockets", summary: "Put a docket elsewhere on the line from draft to delivery", example: DocketMove{docket.Submitting}},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			IfMatch
			Body DocketMove
		}) (*One[docket.Docket], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			d, err := a.Dockets.Move(ctx, who, in.Docket, rev, in.Body.State)
			return at(d, d.Rev, err)
		})
	put(a, op{id: "docket.log", method: http.MethodGet, path: "dockets/{docket}/log", tag: "dockets", summary: "All that happened in a docket", about: "The newest first."},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Paging
		}) (*Listed[ledger.Entry], error) {
			before, err := in.number("log")
			if err != nil {
				return nil, err
			}
			entries, err := a.Dockets.Log(ctx, who, in.Docket, before, in.Limit+1)
			return entriesOf(ctx, in.Paging, "log", entries, err)
		})
	a.ofTeam()
}

func (a *API) ofTeam() {
	put(a, op{id: "docket.team", method: http.MethodGet, path: "dockets/{docket}/team", tag: "dockets", summary: "Who works on a docket"},
		func(ctx context.Context, who *access.Actor, in *struct{ DocketPath }) (*Listed[docket.Member], error) {
			return all(a.Dockets.Team(ctx, who, in.Docket))
		})
	put(a, op{id: "docket.roles", method: http.MethodPut, path: "dockets/{docket}/team/{account}", tag: "dockets", summary: "Say what an account is on a docket", status: 204, example: Roles{[]access.Role{access.Secretary}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			AccountPath
			Body Roles
		}) (*None, error) {
			return none(a.Dockets.SetRoles(ctx, who, in.Docket, in.Account, in.Body.Roles))
		})
}

// entriesOf answers with a page of a log.
func entriesOf(ctx context.Context, p Paging, of string, entries []ledger.Entry, err error) (*Listed[ledger.Entry], error) {
	if err != nil {
		return nil, err
	}
	return page(ctx, p, of, entries, func(e ledger.Entry) string { return strconv.FormatInt(e.Seq, 10) }), nil
}
