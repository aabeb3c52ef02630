package consultation

import (
	"net/http"
	"strings"

	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

func (h *Handlers) open(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	round, err := h.Consultation.OpenRound(r.Context(), a.who, a.docket, a.round, number(f, "rev"))
	if wrong(r, f, err) {
		round, rerr := h.Consultation.RoundFor(r.Context(), a.who, a.docket, a.round)
		if rerr != nil {
			return rerr
		}
		return h.showForm(w, r, http.StatusUnprocessableEntity, filled(round, f))
	}
	if err != nil {
		return err
	}
	return done(w, r, a.href(), "web.round.opened", "n", len(round.Asked))
}

func (h *Handlers) extend(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	deadline, ok := f.Moment("deadline")
	if !ok {
		f.Wrong("deadline", ui.T(r.Context(), "web.rule.date"))
	}
	bodies := chosen(r, f)
	if typed := f.Get("body"); !byRows(f) && typed != "" {
		body, found, err := h.bodyTyped(r.Context(), a.who, a.docket, a.round, typed)
		if err != nil {
			return err
		}
		if !found { // what was typed stays
			f.Wrong("body", ui.T(r.Context(), "web.rule.choice"))
			return h.showBoard(w, r, http.StatusUnprocessableEntity, f)
		}
		bodies = []id.ID{body}
	}
	if !f.OK() {
		return h.showBoard(w, r, http.StatusUnprocessableEntity, f)
	}
	_, err = h.Consultation.ExtendRound(r.Context(), a.who, a.docket, a.round, bodies, deadline)
	if wrong(r, f, err) {
		return h.showBoard(w, r, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return done(w, r, a.href(), "web.round.extended")
}

// ask asks further bodies in a round that is open, by their names. All of them
// are known, or none is asked.
func (h *Handlers) ask(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	found, err := h.Accounts.NamedBodies(ctx, a.who, f.Raw("names"))
	if wrong(r, f, err) || err != nil {
		return h.unasked(w, r, f, err)
	}
	if unknown := append(found.Unknown, found.Several...); len(unknown) > 0 {
		f.Wrong("names", ui.T(ctx, "web.round.ask-unknown", "names", strings.Join(unknown[:min(len(unknown), 10)], "; ")))
		return h.unasked(w, r, f, nil)
	}
	_, added, err := h.Consultation.AskBodies(ctx, a.who, a.docket, a.round, found.Bodies)
	if wrong(r, f, err) || err != nil {
		return h.unasked(w, r, f, err)
	}
	return done(w, r, a.href(), "web.round.asked-more", "n", added)
}

// unasked shows the names again with what is wrong about them.
func (h *Handlers) unasked(w http.ResponseWriter, r *http.Request, f page.Form, err error) error {
	if f.OK() {
		return err
	}
	if f.Errors["names"] == "" { // the rule is of the list, or of the bodies it names
		f.Wrong("names", ui.T(r.Context(), "web.round.ask-none"))
	}
	return h.showBoard(w, r, http.StatusUnprocessableEntity, f)
}

func (h *Handlers) remind(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	bodies := chosen(r, f)
	if !f.OK() {
		return h.showBoard(w, r, http.StatusUnprocessableEntity, f)
	}
	n, err := h.Consultation.Remind(r.Context(), a.who, a.docket, a.round, number(f, "rev"), bodies...)
	if stale(err) {
		return changedSince(w, r, a.href())
	}
	if err != nil {
		return err
	}
	return done(w, r, a.href(), "web.round.reminded", "n", n)
}

// changedSince leads back to a page that shows what was changed before a button
// of it was pressed.
func changedSince(w http.ResponseWriter, r *http.Request, href string) error {
	return page.Done(w, r, href, ui.Said{Text: ui.T(r.Context(), "web.round.changed-since"), Bad: true})
}

func (h *Handlers) end(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	_, err = h.Consultation.EndRound(r.Context(), a.who, a.docket, a.round, number(f, "rev"))
	if stale(err) {
		return changedSince(w, r, a.href())
	}
	if err != nil {
		return err
	}
	return done(w, r, a.href(), "web.round.was-ended")
}

func (h *Handlers) close(w http.ResponseWriter, r *http.Request) error {
	a, err := place(r)
	if err != nil {
		return err
	}
	_, err = h.Consultation.CloseRound(r.Context(), a.who, a.docket, a.round)
	if err != nil && fault.CodeOf(err) == "round-not-answered" {
		return page.Redirect(w, r, a.href()+"#missing") // the page says what is missing
	}
	if err != nil {
		return err
	}
	return done(w, r, a.href(), "web.round.was-closed")
}
