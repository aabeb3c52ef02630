package account

import (
	"net/http"
	"net/url"
	"time"

	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// accountsView is the list of accounts, with the form that invites.
type accountsView struct {
	Search account.Search
	Found  account.Found
	Next   string
	Invite page.Form
	Link   string // to hand over, where no mail is sent
	For    string
	Open   []account.Invitation // links nobody has used yet
	Now    time.Time
}

func searchOf(f page.Form) account.Search {
	return account.Search{Words: f.Get("q"), State: account.State(f.Get("state")), After: f.Raw("after"), AfterID: id.ID(f.Raw("after-id")), Limit: 50}
}

func (h *Handlers) accounts(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	return h.showAccounts(w, r, http.StatusOK, accountsView{Search: searchOf(f), Invite: none()})
}

func (h *Handlers) showAccounts(w http.ResponseWriter, r *http.Request, status int, view accountsView) (err error) {
	// Who may look people up may not see this page: it takes the right to manage.
	if _, err := h.Accounts.Get(r.Context(), actor(r), actor(r).Account); err != nil {
		return err
	}
	if view.Found, err = h.Accounts.Find(r.Context(), actor(r), view.Search); err != nil {
		return err
	}
	if view.Open, err = h.Accounts.Waiting(r.Context(), actor(r)); err != nil {
		return err
	}
	view.Now = h.now()
	if next := view.Found.Next; next != nil {
		view.Next = "/admin/accounts?" + url.Values{"q": {next.Words}, "state": {string(next.State)}, "after": {next.After}, "after-id": {string(next.AfterID)}}.Encode()
	}
	toldOnce(w, view.Link)
	return page.Show(w, r, status, page.New(r, ui.T(r.Context(), "web.account.list.title")), accountsPage(view))
}

func (h *Handlers) accountInvite(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	in, err := h.Accounts.Invite(r.Context(), actor(r), account.Invitation{Email: f.Get("email")}, ui.Lang(r.Context()))
	view := accountsView{Invite: f}
	if err != nil {
		if err = f.Take(r.Context(), err); err != nil {
			return err
		}
		return h.showAccounts(w, r, http.StatusUnprocessableEntity, view)
	}
	if in.Sent {
		return done(w, r, "/admin/accounts", "web.account.invited", "email", f.Get("email"))
	}
	view.Invite, view.Link, view.For = none(), in.HandOver(), f.Get("email")
	return h.showAccounts(w, r, http.StatusOK, view)
}

// accountView is one account, as an administrator sees it.
type accountView struct {
	Account account.Account
	Places  []account.Place
	Form    page.Form
	Link    string
	Own     bool
}

func (h *Handlers) account(w http.ResponseWriter, r *http.Request) error {
	return h.showAccount(w, r, http.StatusOK, accountView{Form: none()})
}

func (h *Handlers) showAccount(w http.ResponseWriter, r *http.Request, status int, view accountView) error {
	k, err := key(r, "account")
	if err != nil {
		return err
	}
	if view.Account, err = h.Accounts.Get(r.Context(), actor(r), k); err != nil {
		return err
	}
	if view.Places, err = h.Accounts.Places(r.Context(), actor(r), k); err != nil {
		return err
	}
	view.Own = k == actor(r).Account
	toldOnce(w, view.Link)
	return page.Show(w, r, status, page.New(r, view.Account.Name), accountPage(view))
}

// accountChange carries out one change of an account: each is a button.
func (h *Handlers) accountChange(w http.ResponseWriter, r *http.Request) error {
	k, err := key(r, "account")
	if err != nil {
		return err
	}
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	ctx, who := r.Context(), actor(r)
	switch r.PathValue("change") {
	case "name":
		err = h.Accounts.Rename(ctx, who, k, f.Get("name"))
	case "disable":
		err = h.Accounts.Disable(ctx, who, k)
	case "enable":
		err = h.Accounts.Enable(ctx, who, k)
	case "administrator":
		err = h.Accounts.SetAdministrator(ctx, who, k, f.Get("is") == "yes")
	case "reset":
		in, err := h.Accounts.ResetLink(ctx, who, k)
		if err != nil {
			return err
		}
		if in.Sent {
			return done(w, r, "/admin/accounts/"+string(k), "web.account.reset-sent")
		}
		return h.showAccount(w, r, http.StatusOK, accountView{Form: none(), Link: in.HandOver()})
	default:
		err = fault.New(fault.NotFound)
	}
	if err != nil {
		if err = f.Take(ctx, err); err != nil {
			return err
		}
		return h.showAccount(w, r, http.StatusUnprocessableEntity, accountView{Form: f})
	}
	return done(w, r, "/admin/accounts/"+string(k), "web.account.changed")
}

func (h *Handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	if err := h.Accounts.Withdraw(r.Context(), actor(r), f.Get("email")); err != nil {
		return err
	}
	return done(w, r, "/admin/accounts", "web.account.withdrawn", "email", f.Get("email"))
}
