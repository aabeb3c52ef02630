package consultation

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"thao/internal/access"
	"thao/internal/account"
	consult "thao/internal/consultation"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/viet"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// choosing is the page on which the bodies of a round are chosen from a registry
// that may hold tens of thousands: found by words or level by level, named by a
// list. Each act adds or takes away, and touches nothing that is not shown.
type choosing struct {
	Round  consult.Round
	Words  string
	Under  id.ID // the level that is walked; "" for the top
	Above  []account.Body
	Found  account.FoundBodies
	In     map[id.ID]bool // of the found: in the round already
	Ticked map[id.ID]bool // of the found: ticked on a form that was not taken
	Next   string
	Asked  consult.AskedPage
	Among  string // words the chosen ones are narrowed by
	More   string
	List   string // lines that were not found, to be put right
	Wrong  string
	Report []string
}

// Bodies on a page of the registry, and of the chosen ones.
const (
	someFound = 50
	someAsked = 100
)

func (h *Handlers) chooseBodies(w http.ResponseWriter, r *http.Request) error {
	return h.showBodies(w, r, http.StatusOK, choosing{})
}

func (h *Handlers) showBodies(w http.ResponseWriter, r *http.Request, status int, v choosing) error {
	ctx := r.Context()
	a, err := place(r)
	if err != nil {
		return err
	}
	if v.Round, err = h.Consultation.RoundFor(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	if err := a.who.Check(access.RoundPrepare, v.Round.Resource()); err != nil {
		return err
	}
	q := r.URL.Query()
	v.Words, v.Among = strings.TrimSpace(q.Get("q")), strings.TrimSpace(q.Get("among"))
	v.Under, _ = id.Parse(q.Get("under"))
	if err := h.findBodies(ctx, a, q, &v); err != nil {
		return err
	}
	behind, _ := strconv.ParseInt(q.Get("behind"), 10, 64) // none: from the beginning
	if v.Asked, err = h.Consultation.AskedPage(ctx, a.who, a.docket, a.round, v.Among, behind, someAsked); err != nil {
		return err
	}
	if v.Asked.Next > 0 {
		v.More = v.href("among", v.Among, "behind", strconv.FormatInt(v.Asked.Next, 10)) + "#chosen"
	}
	p, _, err := h.Frame.Page(r, ui.T(ctx, "web.round.choose"), Rounds)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, p, bodiesPage(v))
}

func (h *Handlers) findBodies(ctx context.Context, a at, q url.Values, v *choosing) (err error) {
	if v.Under != "" {
		body, above, err := h.Accounts.Body(ctx, a.who, v.Under)
		if err != nil {
			return err
		}
		v.Above = append(above, body)
	}
	search := account.BodySearch{Words: v.Words, Parent: v.Under, After: q.Get("after"), AfterID: id.ID(q.Get("after-id")), Limit: someFound}
	if v.Found, err = h.Accounts.FindBodies(ctx, a.who, search); err != nil {
		return err
	}
	if next := v.Found.Next; next != nil {
		v.Next = v.href("q", v.Words, "under", string(v.Under), "after", next.After, "after-id", string(next.AfterID))
	}
	ids := make([]id.ID, len(v.Found.Bodies))
	for i, b := range v.Found.Bodies {
		ids[i] = b.ID
	}
	v.In, err = h.Consultation.AskedAmong(ctx, a.who, a.docket, a.round, ids)
	return err
}

// href is the page with values in its address.
func (v choosing) href(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return roundHref(v.Round, "bodies")
	}
	return roundHref(v.Round, "bodies") + "?" + q.Encode()
}

// here is the address of the page as it is seen now.
func (v choosing) here() string {
	return v.href("q", v.Words, "under", string(v.Under), "among", v.Among)
}

// clear is the page without its search; "" where there is none.
func (v choosing) clear() string {
	if v.Words == "" {
		return ""
	}
	return v.href()
}

// changeBodies adds the bodies that are ticked, or all that were found, or takes one
// out; and comes back to the page as it was.
func (h *Handlers) changeBodies(w http.ResponseWriter, r *http.Request) error {
	a, err := h.preparing(r)
	if err != nil {
		return err
	}
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	var c consult.BodyChange
	switch {
	case f.Get("drop") != "":
		c.Drop = []id.ID{id.ID(f.Get("drop"))}
	case f.Get("do") == "all":
		if c.Add, err = h.allFound(r.Context(), a, f); err != nil {
			return err
		}
	default:
		for _, body := range f.Values["body"] {
			c.Add = append(c.Add, id.ID(body))
		}
	}
	if len(c.Add)+len(c.Drop) == 0 { // nothing is written, and nothing logged
		return h.showBodies(w, r, http.StatusUnprocessableEntity, choosing{Wrong: ui.T(r.Context(), "web.round.chosen-none")})
	}
	in, out, err := h.Consultation.ChangeBodies(r.Context(), a.who, a.docket, a.round, c)
	if wrong(r, f, err) {
		return h.showBodies(w, r, http.StatusUnprocessableEntity, choosing{Wrong: f.Errors["bodies"], Ticked: ticked(f)})
	}
	if err != nil {
		return err
	}
	back := a.href("bodies")
	if r.URL.RawQuery != "" {
		back += "?" + r.URL.RawQuery
	}
	return page.Done(w, r, back, ui.Said{Text: ui.T(r.Context(), "web.round.chosen-change", "in", in, "out", out)})
}

// ticked are the bodies whose boxes a form has ticked.
func ticked(f page.Form) map[id.ID]bool {
	out := map[id.ID]bool{}
	for _, b := range bodiesIn(f) {
		out[b] = true
	}
	return out
}

// preparing is where a request is, of one who may prepare the round: asked before
// a form is read or the registry is looked through.
func (h *Handlers) preparing(r *http.Request) (at, error) {
	a, err := place(r)
	if err != nil {
		return a, err
	}
	round, err := h.Consultation.RoundFor(r.Context(), a.who, a.docket, a.round)
	if err != nil {
		return a, err
	}
	return a, a.who.Check(access.RoundPrepare, round.Resource())
}

// allFound are all bodies that a search finds, page by page, up to one more than
// a round may ask.
func (h *Handlers) allFound(ctx context.Context, a at, f page.Form) ([]id.ID, error) {
	var out []id.ID
	under, _ := id.Parse(f.Get("under"))
	search := &account.BodySearch{Words: f.Get("q"), Parent: under}
	for search != nil && len(out) <= consult.MostBodies {
		found, err := h.Accounts.FindBodies(ctx, a.who, *search)
		if err != nil {
			return nil, err
		}
		for _, b := range found.Bodies {
			out = append(out, b.ID)
		}
		search = found.Next
	}
	return out, nil
}

// nameBodies adds the bodies of a list; its lines that name none stay on the
// page.
func (h *Handlers) nameBodies(w http.ResponseWriter, r *http.Request) error {
	a, err := h.preparing(r)
	if err != nil {
		return err
	}
	list, err := readNames(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	found, err := h.Accounts.NamedBodies(ctx, a.who, list)
	if err == nil && len(found.Bodies) > 0 {
		_, _, err = h.Consultation.ChangeBodies(ctx, a.who, a.docket, a.round, consult.BodyChange{Add: found.Bodies})
	}
	f := empty()
	if wrong(r, f, err) {
		return h.showBodies(w, r, http.StatusUnprocessableEntity, choosing{List: list, Wrong: f.Errors["bodies"] + f.Errors["list"]})
	}
	if err != nil {
		return err
	}
	said := ui.T(ctx, "web.round.named", "n", len(found.Bodies))
	if len(found.Unknown)+len(found.Several) == 0 {
		return page.Done(w, r, a.href("bodies"), ui.Said{Text: said})
	}
	v := choosing{List: strings.Join(append(found.Unknown, found.Several...), "\n"), Report: []string{said}}
	if n := len(found.Unknown); n > 0 {
		v.Report = append(v.Report, ui.T(ctx, "web.round.named-unknown", "n", n))
	}
	if n := len(found.Several); n > 0 {
		v.Report = append(v.Report, ui.T(ctx, "web.round.named-several", "n", n))
	}
	return h.showBodies(w, r, http.StatusUnprocessableEntity, v)
}

// readNames reads a list from the file that was chosen and from the page.
func readNames(r *http.Request) (string, error) {
	if err := page.ReadFiles(r, 1<<20); err != nil {
		return "", err
	}
	list := r.FormValue("list")
	file, _, err := r.FormFile("file")
	if err != nil {
		return list, nil // no file was chosen
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return list, fault.Wrap(err, fault.Unreadable, "reason", err.Error())
	}
	text, _ := viet.DecodeText(data)
	return strings.TrimSpace(list + "\n" + text), nil
}

// bodyChange is what a form with a few bodies on it changes: those ticked come
// in, those shown and not ticked go out, all others stay.
func bodyChange(f page.Form) *consult.BodyChange {
	c := &consult.BodyChange{}
	ticked := map[string]bool{}
	for _, body := range f.Values["body"] {
		ticked[body] = true
		c.Add = append(c.Add, id.ID(body))
	}
	for _, body := range f.Values["shown"] {
		if !ticked[body] {
			c.Drop = append(c.Drop, id.ID(body))
		}
	}
	return c
}

// afterForm is where the form of a round leads: on to choosing bodies where it
// could not show them all.
func afterForm(f page.Form, r consult.Round) string {
	if f.Get("choose") != "" {
		return docketpages.Href(r.Docket, "rounds", string(r.ID), "bodies")
	}
	return roundHref(r)
}
