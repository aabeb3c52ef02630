package desk

import (
	"context"
	"net/http"

	consult "thao/internal/consultation"
	"thao/internal/fault"
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// regroup splits, moves, merges or renames.
func (h *Handlers) regroup(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	group, err := docketpages.ID(r, "group")
	if err != nil {
		return err
	}
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	to, said, err := h.regrouped(r.Context(), p, group, f)
	if fault.CodeOf(err) == fault.Stale && f.Get("do") == "rename" { // another name was typed meanwhile: this one is said again
		return page.Done(w, r, filterOf(r).on(p.group(group)), ui.Said{Text: ui.T(r.Context(), "web.desk.rename-stale", "title", f.Get("title")), Bad: true})
	}
	if err != nil {
		return err
	}
	h.changed(p, group)
	return page.Done(w, r, filterOf(r).on(p.group(to)), ui.Said{Text: said})
}

// seenIn is what a form says its page showed; nil where it does not.
func seenIn[T ~string](f page.Form) *T {
	if _, sent := f.Values["seen"]; !sent {
		return nil
	}
	return new(T(f.Raw("seen")))
}

// regrouped does it, and says which group to look at then.
func (h *Handlers) regrouped(ctx context.Context, p place, group id.ID, f page.Form) (id.ID, string, error) {
	comments := ids(f.Values["comment"])
	switch f.Get("do") {
	case "rename":
		return group, ui.T(ctx, "web.desk.renamed"), h.Consultation.RenameGroup(ctx, p.who, p.docket, group, seenIn[string](f), f.Get("title"))
	case "split":
		made, err := h.Consultation.SplitGroup(ctx, p.who, p.docket, group, comments)
		return made.ID, ui.T(ctx, "web.desk.split-done", "n", text(made.Number)), err
	case "move":
		other, err := h.numbered(ctx, p, f.Get("to"))
		if err == nil {
			err = h.Consultation.MoveComments(ctx, p.who, p.docket, group, other.ID, comments)
		}
		return other.ID, ui.T(ctx, "web.desk.moved", "n", text(other.Number)), err
	case "merge":
		other, err := h.numbered(ctx, p, f.Get("to"))
		if err == nil && other.ID == group {
			err = fault.New(fault.Invalid, "field", "to", "rule", "web.rule.other-group")
		}
		if err == nil {
			err = h.Consultation.MergeGroups(ctx, p.who, p.docket, group, []id.ID{other.ID})
		}
		return group, ui.T(ctx, "web.desk.merged", "n", text(other.Number)), err
	}
	return group, "", fault.New(fault.Invalid, "field", "do", "rule", "web.rule.choice")
}

// numbered finds the group somebody named by its number.
func (h *Handlers) numbered(ctx context.Context, p place, said string) (consult.Group, error) {
	n, err := parse(said)
	if err != nil {
		return consult.Group{}, fault.New(fault.Invalid, "field", "to", "rule", "web.rule.group-number")
	}
	g, err := h.Consultation.GroupNumbered(ctx, p.who, p.docket, p.round, n)
	if fault.CodeOf(err) == fault.NotFound {
		err = fault.New(fault.Invalid, "field", "to", "rule", "web.rule.group-number")
	}
	return g, err
}

func ids(values []string) (out []id.ID) {
	for _, v := range values {
		if key, ok := id.Parse(v); ok {
			out = append(out, key)
		}
	}
	return out
}

// assign gives one group to a member of the team.
func (h *Handlers) assign(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	group, err := docketpages.ID(r, "group")
	if err != nil {
		return err
	}
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	account, err := chosen(f, "account")
	if err != nil {
		return err
	}
	err = h.Consultation.AssignGroups(r.Context(), p.who, p.docket, []id.ID{group}, seenIn[id.ID](f), account)
	if fault.CodeOf(err) == fault.Stale {
		return page.Done(w, r, filterOf(r).on(p.group(group)), ui.Said{Text: ui.T(r.Context(), "web.desk.assign-stale"), Bad: true})
	}
	if err != nil {
		return err
	}
	h.changed(p, group)
	return page.Done(w, r, filterOf(r).on(p.group(group)), ui.Said{Text: ui.T(r.Context(), "web.desk.assigned")})
}

// chosen is the account a form names; "" is nobody. What names none is no
// choice: it would take the work away from whoever has it.
func chosen(f page.Form, field string) (id.ID, error) {
	account, ok := id.Parse(f.Get(field))
	if _, sent := f.Values[field]; !sent || !ok && f.Get(field) != "" {
		return "", fault.New(fault.Invalid, "field", field, "rule", "web.rule.choice")
	}
	return account, nil
}

// sitting is who else has a group open, and whether its answer has changed since
// the page was made.
type sitting struct {
	Others  []consult.Seat
	Changed bool
	By      string
	Href    string
}

// seat says that somebody has a group open, and hears who else has.
func (h *Handlers) seat(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	group, err := docketpages.ID(r, "group")
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := sitting{Href: filterOf(r).on(p.group(group))}
	if v.Others, err = h.Consultation.Sit(ctx, p.who, p.docket, group); err != nil {
		return err
	}
	a, err := h.Consultation.ReadAnswer(ctx, p.who, p.docket, group, "")
	if err != nil {
		return err
	}
	rev, none := parse(r.FormValue("rev")) // who only reads or confirms has no form that could be stale
	if none == nil && a.Rev > rev && a.WrittenBy != p.who.Account {
		v.Changed = true
		for _, o := range v.Others {
			if o.Account == a.WrittenBy {
				v.By = o.Name
			}
		}
	}
	return page.Part(w, r, http.StatusOK, seats(v))
}
