package consultation

import (
	"context"
	"net/http"
	"strings"

	"thao/internal/access"
	"thao/internal/account"
	consult "thao/internal/consultation"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	draftpages "thao/internal/web/draft"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// filling is the form of a round.
type filling struct {
	Round    consult.Round // zero for a new one
	Form     page.Form
	Action   string
	Back     string
	Versions []ui.Option
	Bodies   []account.BodyRow // those it shows
	Many     bool              // there are more: they are chosen on a page of their own
	Asked    int               // how many the round has
	Chosen   []string
	Words    []string // of the questions
	At       []string // and what each is about, as it is named
	Places   []string // that can be named
}

// mostListed bounds the bodies a form offers; where there are more, or units
// below them, they are chosen on a page of their own.
const mostListed = 40

func (h *Handlers) createForm(w http.ResponseWriter, r *http.Request) error {
	docket, err := docketpages.ID(r, "docket")
	if err != nil {
		return err
	}
	if err := actor(r).Check(access.RoundPrepare, access.Resource{Kind: access.Round, Docket: docket}); err != nil {
		return err
	}
	return h.showForm(w, r, http.StatusOK, filling{Form: empty(), Action: docketpages.Href(docket, "rounds", "new"), Back: docketpages.Href(docket)})
}

func (h *Handlers) showForm(w http.ResponseWriter, r *http.Request, status int, v filling) error {
	ctx := r.Context()
	title := ui.T(ctx, "web.round.new")
	if v.Round.ID != "" {
		title = ui.T(ctx, "web.round.edit")
	}
	p, d, err := h.Frame.Page(r, title, Rounds)
	if err != nil {
		return err
	}
	versions, err := h.Drafts.Versions(ctx, actor(r), d.ID)
	if err != nil {
		return err
	}
	for _, version := range versions {
		if version.State == drafts.Confirmed {
			v.Versions = append(v.Versions, ui.Option{Value: string(version.ID), Label: draftpages.Name(ctx, version)})
		}
	}
	if err := h.offer(ctx, actor(r), d.ID, &v); err != nil {
		return err
	}
	if sent, ok := v.Form.Values["body"]; ok {
		v.Chosen = sent
	}
	if sent, ok := v.Form.Values["question"]; ok {
		v.Words = sent
	}
	if sent, ok := v.Form.Values["question-at"]; ok {
		v.At = sent
	}
	for len(v.Words) < 3 {
		v.Words = append(v.Words, "")
	}
	for len(v.At) < len(v.Words) {
		v.At = append(v.At, "")
	}
	if v.Places, err = h.placesFor(ctx, actor(r), d.ID, v); err != nil {
		return err
	}
	return page.Show(w, r, status, p, roundForm(v))
}

// mostPlaces bounds the places a form offers; others are cited.
const mostPlaces = 500

// placesFor lists the places of the version the form is about: the one chosen,
// or the first that is offered.
func (h *Handlers) placesFor(ctx context.Context, who *access.Actor, docket id.ID, v filling) ([]string, error) {
	version := v.Form.Get("version")
	if version == "" {
		version = string(v.Round.Version)
	}
	for _, o := range v.Versions {
		if version == "" || o.Value == version {
			return h.Consultation.Places(ctx, who, docket, id.ID(o.Value), mostPlaces)
		}
	}
	return nil, nil
}

// questionsOf reads the questions of a form. What one is about is named; a name
// that leads nowhere is noted beside its field.
func (h *Handlers) questionsOf(r *http.Request, docket id.ID, f page.Form) ([]consult.Question, error) {
	var out []consult.Question
	named := f.Values["question-at"]
	for i, words := range f.Values["question"] {
		q := consult.Question{Words: words}
		if i < len(named) && strings.TrimSpace(named[i]) != "" && strings.TrimSpace(words) != "" {
			node, err := h.Consultation.NodeNamed(r.Context(), actor(r), docket, id.ID(f.Get("version")), named[i])
			if fault.CodeOf(err) == fault.Invalid && err != nil {
				f.Wrong(placeField(i), ui.T(r.Context(), "web.rule.place"))
			} else if err != nil {
				return nil, err
			}
			q.Node = node
		}
		out = append(out, q)
	}
	return out, nil
}

func placeField(i int) string { return "question-at-" + text(int64(i)) }

// offer puts the first bodies of the registry into the form, and ticks those of
// them that the round has.
func (h *Handlers) offer(ctx context.Context, who *access.Actor, docket id.ID, v *filling) error {
	found, err := h.Accounts.FindBodies(ctx, who, account.BodySearch{Limit: mostListed})
	v.Bodies, v.Many = found.Bodies, found.Next != nil
	keys := make([]id.ID, len(v.Bodies))
	for i, b := range v.Bodies {
		v.Many, keys[i] = v.Many || b.Units > 0, b.ID
	}
	if err != nil || v.Round.ID == "" {
		return err
	}
	asked, err := h.Consultation.AskedPage(ctx, who, docket, v.Round.ID, "", 0, 1)
	if err != nil {
		return err
	}
	v.Asked = int(asked.Total)
	in, err := h.Consultation.AskedAmong(ctx, who, docket, v.Round.ID, keys)
	for body := range in {
		v.Chosen = append(v.Chosen, string(body))
	}
	return err
}

// roundOf reads the form; what cannot be a moment is noted beside its field.
func (h *Handlers) roundOf(r *http.Request, docket id.ID, f page.Form) (consult.RoundForm, error) {
	deadline, ok := f.Moment("deadline")
	if !ok {
		f.Wrong("deadline", ui.T(r.Context(), "web.rule.date"))
	}
	out := consult.RoundForm{
		Version: id.ID(f.Get("version")), Title: f.Raw("title"), Letter: f.Raw("letter"), Deadline: deadline, Rev: number(f, "rev"),
	}
	var err error
	if out.Questions, err = h.questionsOf(r, docket, f); err != nil {
		return out, err
	}
	out.Change = bodyChange(f)
	return out, nil
}

func (h *Handlers) create(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	docket, err := docketpages.ID(r, "docket")
	if err != nil {
		return err
	}
	v := filling{Form: f, Action: docketpages.Href(docket, "rounds", "new"), Back: docketpages.Href(docket)}
	form, err := h.roundOf(r, docket, f)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showForm(w, r, http.StatusUnprocessableEntity, v)
	}
	made, err := h.Consultation.PrepareRound(r.Context(), actor(r), docket, form)
	if wrong(r, f, err) {
		return h.showForm(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	return page.Done(w, r, afterForm(f, made), ui.Said{Text: ui.T(r.Context(), "web.round.prepared"), Kept: "round"})
}

func (h *Handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	a, err := place(r)
	if err != nil {
		return err
	}
	round, err := h.Consultation.RoundFor(r.Context(), a.who, a.docket, a.round)
	if err != nil {
		return err
	}
	if err := a.who.Check(access.RoundPrepare, round.Resource()); err != nil {
		return err
	}
	return h.showForm(w, r, http.StatusOK, filled(round, empty()))
}

// filled is the form of a round that is there.
func filled(round consult.Round, f page.Form) filling {
	v := filling{Round: round, Form: f, Action: roundHref(round, "edit"), Back: roundHref(round)}
	for _, q := range round.Questions {
		v.Words, v.At = append(v.Words, q.Words), append(v.At, q.Path)
	}
	return v
}

func (h *Handlers) edit(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	round, err := h.Consultation.RoundFor(r.Context(), a.who, a.docket, a.round)
	if err != nil {
		return err
	}
	if err := a.who.Check(access.RoundPrepare, round.Resource()); err != nil {
		return err
	}
	v := filled(round, f)
	form, err := h.roundOf(r, a.docket, f)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showForm(w, r, http.StatusUnprocessableEntity, v)
	}
	_, err = h.Consultation.EditRound(r.Context(), a.who, a.docket, a.round, form)
	if stale(err) {
		f.Values.Set("rev", text(round.Rev)) // what was typed stays; it is sent over the newest from here on
		f.Wrong("", ui.T(r.Context(), "web.round.stale"))
		return h.showForm(w, r, http.StatusConflict, v)
	}
	if wrong(r, f, err) {
		return h.showForm(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	return page.Done(w, r, afterForm(f, round), ui.Said{Text: ui.T(r.Context(), "web.round.edited"), Kept: "round"})
}

// bodyTicks are the bodies to be asked.
func (v filling) bodyTicks(ctx context.Context) ui.Choices {
	out := ui.Choices{Legend: ui.T(ctx, "web.round.bodies"), Name: "body", Many: true, Values: v.Chosen, Error: v.Form.Errors["bodies"], Column: true}
	for _, b := range v.Bodies {
		out.Options = append(out.Options, ui.Option{Value: string(b.ID), Label: b.Name, Hint: b.Above})
	}
	return out
}

func (v filling) rev() string {
	if sent := v.Form.Get("rev"); sent != "" {
		return sent
	}
	return text(v.Round.Rev)
}
