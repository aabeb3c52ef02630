package account

import (
	"net/http"
	"net/url"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// bodiesView is one level of the registry: a body with its units, or the top.
type bodiesView struct {
	Body    account.Body // zero at the top
	Above   []account.Body
	Search  account.BodySearch
	Found   account.FoundBodies
	Next    string
	Members []account.Member
	Manages bool // who looks may change it
	Moves   bool // and where it stands: they look after what it is a unit of, too
	Add     page.Form
	Edit    page.Form
	Move    page.Form
	Member  page.Form
	General string // a fault of no field
	Link    string // of an invitation, to hand over
	For     string
	Targets []account.BodyRow // where it could be moved, when looked for
}

func (h *Handlers) bodies(w http.ResponseWriter, r *http.Request) error {
	return h.showBodies(w, r, http.StatusOK, "", blank())
}

func (h *Handlers) body(w http.ResponseWriter, r *http.Request) error {
	k, err := key(r, "body")
	if err != nil {
		return err
	}
	return h.showBodies(w, r, http.StatusOK, k, blank())
}

func blank() bodiesView {
	return bodiesView{Add: none(), Edit: none(), Move: none(), Member: none()}
}

func (h *Handlers) showBodies(w http.ResponseWriter, r *http.Request, status int, body id.ID, view bodiesView) error {
	ctx, who := r.Context(), actor(r)
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	title := ui.T(ctx, "web.account.bodies.title")
	if body != "" {
		if view.Body, view.Above, err = h.Accounts.Body(ctx, who, body); err != nil {
			return err
		}
		title = view.Body.Name
	}
	if view.Manages, err = h.Accounts.Manages(ctx, who, body); err != nil {
		return err
	}
	view.Search = account.BodySearch{Words: query(r, "q"), Parent: body, Closed: query(r, "closed") != "",
		After: query(r, "after"), AfterID: id.ID(query(r, "after-id"))}
	if view.Found, err = h.Accounts.FindBodies(ctx, who, view.Search); err != nil {
		return err
	}
	if next := view.Found.Next; next != nil {
		view.Next = r.URL.Path + "?" + url.Values{"q": {next.Words}, "closed": {query(r, "closed")}, "after": {next.After}, "after-id": {string(next.AfterID)}}.Encode()
	}
	if body != "" && view.Manages {
		if view.Moves, err = h.Accounts.Manages(ctx, who, view.Body.Parent); err != nil {
			return err
		}
		if view.Members, err = h.Accounts.Members(ctx, who, body); err != nil {
			return err
		}
		if err := h.findTargets(r, f, &view); err != nil {
			return err
		}
	}
	view.fill()
	toldOnce(w, view.Link)
	return page.Show(w, r, status, page.New(r, title), bodiesPage(view))
}

// firstBodies is the first page of what is looked for.
func firstBodies(v bodiesView) string {
	q := url.Values{}
	if v.Search.Words != "" {
		q.Set("q", v.Search.Words)
	}
	if v.Search.Closed {
		q.Set("closed", "yes")
	}
	return bodyHref(v.Body.ID) + "?" + q.Encode()
}

// query is a value of the address alone: forms of the page have fields too.
func query(r *http.Request, name string) string { return r.URL.Query().Get(name) }

// findTargets looks for bodies a body could be moved under.
func (h *Handlers) findTargets(r *http.Request, f page.Form, view *bodiesView) error {
	words := query(r, "under")
	if words == "" {
		return nil
	}
	found, err := h.Accounts.FindBodies(r.Context(), actor(r), account.BodySearch{Words: words, Limit: 20})
	for _, b := range found.Bodies {
		if b.ID != view.Body.ID && b.ID != view.Body.Parent {
			view.Targets = append(view.Targets, b)
		}
	}
	view.Move.Values.Set("under", words)
	return err
}

// fill puts what is known into forms nobody has typed into.
func (v *bodiesView) fill() {
	if len(v.Edit.Values) == 0 {
		v.Edit.Values = url.Values{"name": {v.Body.Name}, "short": {v.Body.Short}, "kind": {string(v.Body.Kind)}, "email": {v.Body.Email}}
	}
}

func bodyOf(f page.Form) account.Body {
	return account.Body{Parent: id.ID(f.Get("parent")), Name: f.Get("name"), Short: f.Get("short"),
		Kind: account.BodyKind(f.Get("kind")), Email: f.Get("email")}
}

func (h *Handlers) bodyAdd(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	in := bodyOf(f)
	b, err := h.Accounts.AddBody(r.Context(), actor(r), in)
	if err != nil {
		if err = f.Take(r.Context(), err); err != nil {
			return err
		}
		view := blank()
		view.Add, view.General = f, f.Errors["parent"]
		return h.showBodies(w, r, http.StatusUnprocessableEntity, in.Parent, view)
	}
	return done(w, r, bodyHref(in.Parent), "web.account.body-added", "name", b.Name)
}

func bodyHref(body id.ID) string {
	if body == "" {
		return "/admin/bodies"
	}
	return "/admin/bodies/" + string(body)
}

// bodyForm reads the form of a change of a body: which one, and the revision
// the person has seen.
func bodyForm(r *http.Request) (id.ID, int64, page.Form, error) {
	k, err := key(r, "body")
	if err != nil {
		return "", 0, page.Form{}, err
	}
	f, err := page.Read(r)
	return k, number(f.Get("rev")), f, err
}

// answered ends a change of a body: done, or shown again with its faults.
func (h *Handlers) answered(w http.ResponseWriter, r *http.Request, k id.ID, f page.Form, err error, show func(*bodiesView), sentence string) error {
	if isFault(err, fault.Stale) {
		f.Wrong("", faultSentence(r, err))
		err = nil
	} else if err == nil {
		return done(w, r, bodyHref(k), sentence)
	}
	if err = f.Take(r.Context(), err); err != nil {
		return err
	}
	view := blank()
	view.General = f.Errors[""]
	show(&view)
	return h.showBodies(w, r, http.StatusUnprocessableEntity, k, view)
}

func (h *Handlers) bodyRename(w http.ResponseWriter, r *http.Request) error {
	k, rev, f, err := bodyForm(r)
	if err != nil {
		return err
	}
	in := bodyOf(f)
	in.ID, in.Rev = k, rev
	err = h.Accounts.RenameBody(r.Context(), actor(r), in)
	return h.answered(w, r, k, f, err, func(v *bodiesView) { v.Edit = f }, "web.account.changed")
}

func (h *Handlers) bodyMove(w http.ResponseWriter, r *http.Request) error {
	k, rev, f, err := bodyForm(r)
	if err != nil {
		return err
	}
	err = h.Accounts.MoveBody(r.Context(), actor(r), k, id.ID(f.Get("parent")), rev)
	return h.answered(w, r, k, f, err, func(v *bodiesView) {
		v.Move = f
		v.General = firstOf(v.General, f.Errors["parent"], f.Errors["name"])
	}, "web.account.changed")
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

func (h *Handlers) bodyClose(w http.ResponseWriter, r *http.Request) error {
	k, rev, f, err := bodyForm(r)
	if err != nil {
		return err
	}
	err = h.Accounts.CloseBody(r.Context(), actor(r), k, rev)
	return h.answered(w, r, k, f, err, func(*bodiesView) {}, "web.account.body-closed")
}

func (h *Handlers) bodyOpen(w http.ResponseWriter, r *http.Request) error {
	k, rev, f, err := bodyForm(r)
	if err != nil {
		return err
	}
	err = h.Accounts.OpenBody(r.Context(), actor(r), k, rev)
	return h.answered(w, r, k, f, err, func(v *bodiesView) {
		v.General = firstOf(v.General, f.Errors["parent"], f.Errors["name"])
	}, "web.account.body-opened")
}

// memberSet brings somebody in by e-mail: at once where they have an account,
// else by an invitation.
func (h *Handlers) memberSet(w http.ResponseWriter, r *http.Request) error {
	k, _, f, err := bodyForm(r)
	if err != nil {
		return err
	}
	if a, ok := id.Parse(f.Get("account")); ok {
		err = h.Accounts.SetMember(r.Context(), actor(r), k, a, access.BodyRole(f.Get("seen")), access.BodyRole(f.Get("role")))
		return h.answered(w, r, k, f, err, func(*bodiesView) {}, "web.account.changed")
	}
	in, err := h.Accounts.Invite(r.Context(), actor(r), account.Invitation{Email: f.Get("email"), Body: k, Role: f.Get("role")}, ui.Lang(r.Context()))
	if err == nil && in.HandOver() != "" {
		view := blank()
		view.Link, view.For = in.Link, f.Get("email")
		return h.showBodies(w, r, http.StatusOK, k, view)
	}
	said := "web.account.changed"
	if in.Sent {
		said = "web.account.member-invited"
	}
	return h.answered(w, r, k, f, err, func(v *bodiesView) { v.Member = f }, said)
}

func (h *Handlers) memberDrop(w http.ResponseWriter, r *http.Request) error {
	k, _, f, err := bodyForm(r)
	if err != nil {
		return err
	}
	a, err := key(r, "account")
	if err != nil {
		return err
	}
	err = h.Accounts.DropMember(r.Context(), actor(r), k, a)
	return h.answered(w, r, k, f, err, func(*bodiesView) {}, "web.account.changed")
}
