package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
)

// Me is who a token acts for.
type Me struct {
	account.Account
	Roles  map[id.ID][]access.Role `json:"roles" doc:"By docket"`
	Heads  []id.ID                 `json:"heads" doc:"Bodies it is head of"`
	Serves []id.ID                 `json:"serves" doc:"Bodies whose reply it may add to"`
	Scopes []account.Scope         `json:"scopes" doc:"Of the token"`
}

// Lang is a language.
type Lang struct {
	Lang string `json:"lang" enum:"vi,en" required:"true"`
}

// Name is a name.
type Name struct {
	Name string `json:"name" required:"true"`
}

// PasswordChange is an old password and a new one.
type PasswordChange struct {
	Old string `json:"old" required:"true"`
	New string `json:"new" required:"true"`
}

// TokenForm is a token that is asked for.
type TokenForm struct {
	Name   string          `json:"name" required:"true"`
	Scopes []account.Scope `json:"scopes" required:"true"`
	Days   int             `json:"days" default:"90" minimum:"1" maximum:"366"`
}

// NewToken is a token with its secret, which is told this once.
type NewToken struct {
	account.Token
	Secret string `json:"secret"`
}

func (t NewToken) apart() *Made { return &Made{"token", string(t.ID)} }

func (a *API) ofMe() {
	put(a, op{id: "me.read", method: http.MethodGet, path: "me", tag: "me", summary: "Who the token acts for"},
		func(ctx context.Context, who *access.Actor, _ *struct{}) (*One[Me], error) {
			me, err := a.Accounts.Me(ctx, who)
			return at(Me{me, who.Dockets, orNone(who.Heads), orNone(who.Serves), callFrom(ctx).token.Scopes}, me.Rev, err)
		})
	put(a, op{id: "me.rename", method: http.MethodPut, path: "me/name", tag: "me", summary: "Change the name shown to others", scope: account.Manage, status: 204, example: Name{"Thư ký tổng hợp"}},
		func(ctx context.Context, who *access.Actor, in *struct{ Body Name }) (*None, error) {
			return none(a.Accounts.Rename(ctx, who, who.Account, in.Body.Name))
		})
	put(a, op{id: "me.lang", method: http.MethodPut, path: "me/lang", tag: "me", summary: "Choose the language of pages and letters", status: 204, example: Lang{"vi"}},
		func(ctx context.Context, who *access.Actor, in *struct{ Body Lang }) (*None, error) {
			return none(a.Accounts.SetLang(ctx, who, in.Body.Lang))
		})
	put(a, op{id: "me.password", method: http.MethodPut, path: "me/password", tag: "me", summary: "Change the password", about: "All sessions of the account end.", scope: account.Manage, status: 204, example: PasswordChange{"mật khẩu cũ", "một mật khẩu mới, dài"}},
		func(ctx context.Context, who *access.Actor, in *struct{ Body PasswordChange }) (*None, error) {
			_, err := a.Accounts.ChangePassword(ctx, who, in.Body.Old, in.Body.New, account.From(callFrom(ctx).r, false))
			return none(err)
		})
	put(a, op{id: "me.awaits", method: http.MethodGet, path: "me/awaits", tag: "me", summary: "Versions that wait for this account"},
		func(ctx context.Context, who *access.Actor, in *struct{ Paging }) (*Listed[draft.Awaited], error) {
			return all(a.Drafts.Awaiting(ctx, who, in.Limit))
		})
	a.ofTokens()
}

func (a *API) ofTokens() {
	put(a, op{id: "token.list", method: http.MethodGet, path: "me/tokens", tag: "me", summary: "The account's tokens", about: "Without their secrets, which are not kept."},
		func(ctx context.Context, who *access.Actor, _ *struct{}) (*Listed[account.Token], error) {
			return all(a.Accounts.Tokens(ctx, who))
		})
	put(a, op{id: "token.add", method: http.MethodPost, path: "me/tokens", tag: "me", summary: "Make a token", about: "Its scopes are at most those of the token that asks for it. The secret is told this once.", scope: account.Manage, status: 201, secret: true, example: TokenForm{"Đồng bộ hằng đêm", []account.Scope{account.Read}, 90}},
		func(ctx context.Context, who *access.Actor, in *struct{ Body TokenForm }) (*One[NewToken], error) {
			for _, scope := range in.Body.Scopes {
				if slices.Contains(account.Scopes(), scope) && !callFrom(ctx).token.Allows(scope) {
					return nil, fault.New(fault.Scope, "scope", string(scope))
				}
			}
			t, secret, err := a.Accounts.AddToken(ctx, who, in.Body.Name, in.Body.Scopes, time.Duration(in.Body.Days)*24*time.Hour)
			return made(NewToken{t, secret}, 0, err, "me", "tokens", string(t.ID))
		})
	put(a, op{id: "token.drop", method: http.MethodDelete, path: "me/tokens/{token}", tag: "me", summary: "Take a token away", about: "It is refused from then on.", scope: account.Manage, status: 204},
		func(ctx context.Context, who *access.Actor, in *struct {
			Token id.ID `path:"token" doc:"Id of the token"`
		}) (*None, error) {
			return none(a.Accounts.DropToken(ctx, who, in.Token))
		})
}

// orNone is a list that is never null.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
