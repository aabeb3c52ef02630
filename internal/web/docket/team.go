package docket

import (
	"context"
	"net/http"
	"strings"

	"thao/internal/access"
	"thao/internal/account"
	dockets "thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// teaming is the page of a docket's team.
type teaming struct {
	Docket dockets.Docket
	Team   []dockets.Member
	Form   page.Form
	Link   string // of an invitation just made, to hand over where no mail is sent
}

func (h *Handlers) team(w http.ResponseWriter, r *http.Request) error {
	return h.showTeam(w, r, http.StatusOK, page.Form{Errors: map[string]string{}}, "")
}

func (h *Handlers) showTeam(w http.ResponseWriter, r *http.Request, status int, f page.Form, link string) error {
	ctx := r.Context()
	p, d, err := h.Frame.Page(r, ui.T(ctx, "web.docket.tab.team"), Team)
	if err != nil {
		return err
	}
	if err := actor(r).Check(access.DocketTeam, d.Resource()); err != nil {
		return err
	}
	v := teaming{Docket: d, Form: f, Link: link}
	if link != "" {
		w.Header().Set("Cache-Control", "no-store") // it opens an account
	}
	if v.Team, err = h.Dockets.Team(ctx, actor(r), d.ID); err != nil {
		return err
	}
	return page.Show(w, r, status, p, teamPage(v))
}

// invite brings somebody onto the team: at once where they have an account,
// else by a link.
func (h *Handlers) invite(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	key, err := ID(r, "docket")
	if err != nil {
		return err
	}
	ctx := r.Context()
	got, err := h.Accounts.Invite(ctx, actor(r), account.Invitation{Email: f.Get("email"), Docket: key, Role: f.Get("role")}, ui.Lang(ctx))
	switch {
	case wrong(r, f, err):
		return h.showTeam(w, r, http.StatusUnprocessableEntity, f, "")
	case err != nil:
		return err
	case got.Account != nothing:
		return page.Done(w, r, Href(key, "team"), ui.Said{Text: ui.T(ctx, "web.docket.joined", "email", f.Get("email"))})
	case got.Sent:
		return page.Done(w, r, Href(key, "team"), ui.Said{Text: ui.T(ctx, "web.docket.invited", "email", f.Get("email"))})
	}
	return h.showTeam(w, r, http.StatusOK, page.Form{Errors: map[string]string{}}, got.Link)
}

func (h *Handlers) setRoles(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	key, err := ID(r, "docket")
	if err != nil {
		return err
	}
	member, err := ID(r, "account")
	if err != nil {
		return err
	}
	err = h.Dockets.SetRolesAsSeen(r.Context(), actor(r), key, member, rolesIn(f, "seen"), rolesIn(f, "roles"))
	switch code := fault.CodeOf(err); {
	case err == nil:
		return page.Done(w, r, Href(key, "team"), ui.Said{Text: ui.T(r.Context(), "web.docket.roles-set")})
	case code == fault.Stale:
		return page.Done(w, r, Href(key, "team"), ui.Said{Text: ui.T(r.Context(), "web.docket.roles-stale"), Bad: true})
	case code == fault.Invalid:
		wrong(r, f, err)
		return page.Done(w, r, Href(key, "team"), ui.Said{Text: f.Errors["roles"], Bad: true})
	}
	return err
}

func rolesIn(f page.Form, field string) (out []access.Role) {
	for _, role := range f.Values[field] {
		out = append(out, access.Role(role))
	}
	return out
}

func roleOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, role := range access.Roles() {
		out = append(out, ui.Option{Value: string(role), Label: ui.T(ctx, "web.role."+string(role)), Hint: ui.T(ctx, "web.role-hint."+string(role))})
	}
	return out
}

func rolesSaid(ctx context.Context, roles string) string {
	var out []string
	for role := range strings.FieldsSeq(roles) {
		out = append(out, ui.T(ctx, "web.role."+role))
	}
	if len(out) == 0 {
		return ui.T(ctx, "web.docket.no-role")
	}
	return strings.Join(out, ", ")
}
