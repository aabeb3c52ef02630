package api

import (
	"context"
	"net/http"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/id"
	"thao/internal/ledger"
)

// AccountPath names an account.
type AccountPath struct {
	Account id.ID `path:"account" doc:"Id of the account"`
}

// InvitationForm is who is invited, and into what.
type InvitationForm struct {
	Email  string `json:"email" required:"true"`
	Docket id.ID  `json:"docket" doc:"Whose team is joined; empty for none"`
	Body   id.ID  `json:"body" doc:"Which is joined; empty for none"`
	Role   string `json:"role" doc:"In the team (lead, secretary, drafter, reviewer, observer) or in the body (head, staff)"`
}

// Invited is what became of an invitation.
type Invited struct {
	Link    string `json:"link,omitempty" doc:"To be handed over; absent where the person has an account, or the link was sent by e-mail"`
	Sent    bool   `json:"sent" doc:"The link was sent by e-mail"`
	Account id.ID  `json:"account,omitempty" doc:"Of a person who had one and joined at once"`

	made Made // what a link that is handed over is for
}

func (i Invited) apart() *Made {
	if i.Link == "" {
		return nil
	}
	return &i.made
}

func invited(in account.Invited, err error, what, key string) (*One[Invited], error) {
	return one(Invited{in.HandOver(), in.Sent, in.Account, Made{what, key}}, err)
}

// Whether says yes or no.
type Whether struct {
	Is bool `json:"is" required:"true"`
}

func (a *API) ofAccounts() {
	put(a, op{id: "account.list", method: http.MethodGet, path: "accounts", tag: "accounts", summary: "Find accounts", about: "By name or e-mail, with or without diacritics, in the order of their names."},
		func(ctx context.Context, who *access.Actor, in *struct {
			Paging
			Words string `query:"words" doc:"Of the name or the e-mail"`
			State string `query:"state" enum:"active,disabled" doc:"Only those"`
		}) (*Listed[account.Account], error) {
			search := account.Search{Words: in.Words, State: account.State(in.State), Limit: min(in.Limit, 100)}
			var err error
			if search.After, search.AfterID, err = in.named("accounts"); err != nil {
				return nil, err
			}
			found, err := a.Accounts.Find(ctx, who, search)
			if err != nil {
				return nil, err
			}
			next := ""
			if n := found.Next; n != nil {
				next = nameCursor("accounts", n.After, n.AfterID)
			}
			return pageOf(ctx, found.Accounts, next), nil
		})
	put(a, op{id: "account.read", method: http.MethodGet, path: "accounts/{account}", tag: "accounts", summary: "One account"},
		func(ctx context.Context, who *access.Actor, in *struct{ AccountPath }) (*One[account.Account], error) {
			v, err := a.Accounts.Get(ctx, who, in.Account)
			return at(v, v.Rev, err)
		})
	for name, change := range map[string]func(context.Context, *access.Actor, id.ID) error{"disable": a.Accounts.Disable, "enable": a.Accounts.Enable} {
		summary := map[string]string{"disable": "Let nobody sign in to an account", "enable": "Let a disabled account sign in again"}[name]
		put(a, op{id: "account." + name, method: http.MethodPost, path: "accounts/{account}/" + name, tag: "accounts", summary: summary, scope: account.Manage, status: 204},
			func(ctx context.Context, who *access.Actor, in *struct{ AccountPath }) (*None, error) {
				return none(change(ctx, who, in.Account))
			})
	}
	put(a, op{id: "account.administrator", method: http.MethodPut, path: "accounts/{account}/administrator", tag: "accounts", summary: "Say whether an account looks after the installation", scope: account.Manage, status: 204, example: Whether{true}},
		func(ctx context.Context, who *access.Actor, in *struct {
			AccountPath
			Body Whether
		}) (*None, error) {
			return none(a.Accounts.SetAdministrator(ctx, who, in.Account, in.Body.Is))
		})
	put(a, op{id: "account.rename", method: http.MethodPut, path: "accounts/{account}/name", tag: "accounts", summary: "Change the name an account is shown by", scope: account.Manage, status: 204, example: Name{"Thư ký tổng hợp"}},
		func(ctx context.Context, who *access.Actor, in *struct {
			AccountPath
			Body Name
		}) (*None, error) {
			return none(a.Accounts.Rename(ctx, who, in.Account, in.Body.Name))
		})
	put(a, op{id: "account.reset", method: http.MethodPost, path: "accounts/{account}/reset", tag: "accounts", summary: "Make a link that sets a new password", scope: account.Manage, secret: true},
		func(ctx context.Context, who *access.Actor, in *struct{ AccountPath }) (*One[Invited], error) {
			got, err := a.Accounts.ResetLink(ctx, who, in.Account)
			return invited(got, err, "reset", string(in.Account))
		})
	put(a, op{id: "account.invite", method: http.MethodPost, path: "invitations", tag: "accounts", summary: "Invite somebody", about: "To the installation, to a docket's team, or to a body. Who has an account joins at once.", scope: account.Manage, secret: true, example: InvitationForm{Email: "thu.ky@co-quan.example", Role: ""}},
		func(ctx context.Context, who *access.Actor, in *struct{ Body InvitationForm }) (*One[Invited], error) {
			got, err := a.Accounts.Invite(ctx, who, account.Invitation{Email: in.Body.Email, Docket: in.Body.Docket, Body: in.Body.Body, Role: in.Body.Role}, callFrom(ctx).lang)
			return invited(got, err, "invitation", in.Body.Email)
		})
	put(a, op{id: "system.log", method: http.MethodGet, path: "log", tag: "accounts", summary: "The log outside dockets", about: "Accounts, bodies, settings: the newest first."},
		func(ctx context.Context, who *access.Actor, in *struct{ Paging }) (*Listed[ledger.Entry], error) {
			before, err := in.number("log")
			if err != nil {
				return nil, err
			}
			entries, err := a.Accounts.Log(ctx, who, before, in.Limit+1)
			return entriesOf(ctx, in.Paging, "log", entries, err)
		})
}
