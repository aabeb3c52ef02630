package desk

import (
	"context"
	"net/http"

	"thao/internal/access"
	consult "thao/internal/consultation"
	dockets "thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// bulkListed is how many groups can be answered at once.
const bulkListed = 100

// bulking is the page that answers several groups with the same words.
type bulking struct {
	place
	Filter   filter
	Progress consult.Progress
	Groups   []consult.Group
	More     bool
	Form     answering
	Picked   map[id.ID]bool
	Phrases  []consult.Phrase
	Outcomes []outcome // nil before it was done
	Done     int
}

// outcome is what became of one group.
type outcome struct {
	consult.Outcome
	Said string // why not; "" where it was answered
}

func (h *Handlers) bulkForm(w http.ResponseWriter, r *http.Request) error {
	v, err := h.bulking(r)
	if err != nil {
		return err
	}
	return h.showBulk(w, r, http.StatusOK, v)
}

func (h *Handlers) bulking(r *http.Request) (bulking, error) {
	p, err := at(r)
	if err != nil {
		return bulking{}, err
	}
	if err := p.who.Check(access.AnswerWrite, access.Resource{Kind: access.Group, Docket: p.docket}); err != nil {
		return bulking{}, err
	}
	ctx := r.Context()
	v := bulking{place: p, Filter: filterOf(r), Picked: map[id.ID]bool{}, Form: answering{Errors: map[string]string{}}}
	if v.Filter.Show == "all" {
		v.Filter.Show = "todo"
	}
	if v.Progress, err = h.Consultation.Progress(ctx, p.who, p.docket, p.round); err != nil {
		return v, err
	}
	w, err := h.Consultation.Around(ctx, p.who, p.docket, p.round, v.Filter.desk(p.who.Account), nil, 0, bulkListed)
	v.Groups, v.More = w.Groups, w.Below
	if err != nil {
		return v, err
	}
	v.Phrases, err = h.Consultation.Phrases(ctx, p.who, p.docket)
	return v, err
}

func (h *Handlers) bulk(w http.ResponseWriter, r *http.Request) error {
	v, err := h.bulking(r)
	if err != nil {
		return err
	}
	a, f, err := form(r, "")
	if err != nil {
		return err
	}
	v.Form = a
	groups := ids(f.Values["group"])
	for _, g := range groups {
		v.Picked[g] = true
	}
	ctx := r.Context()
	if len(groups) == 0 {
		v.Form.Errors["group"] = ui.T(ctx, "web.rule.some")
	}
	if len(groups) > bulkListed {
		groups = groups[:bulkListed]
	}
	if a.Verdict == "" {
		v.Form.Errors["verdict"] = ui.T(ctx, "web.rule.verdict")
	}
	if len(v.Form.Errors) > 0 {
		return h.showBulk(w, r, http.StatusUnprocessableEntity, v)
	}
	outcomes, err := h.Consultation.AnswerMany(ctx, v.who, v.docket, groups, a.AnswerForm, f.Get("do") == "submit")
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		v.tell(r, o)
	}
	h.changed(v.place, "")
	return h.showBulk(w, r, http.StatusOK, v)
}

// tell adds the outcome of a group in words.
func (v *bulking) tell(r *http.Request, o consult.Outcome) {
	ctx, said := r.Context(), ""
	switch fault.CodeOf(o.Err) {
	case fault.Invalid:
		_, said = wrong(ctx, o.Err)
	case fault.Stale:
		said = ui.T(ctx, "web.bulk.stale")
	default:
		said = locale.Fault(ui.Lang(ctx), o.Err)
	}
	if o.Err == nil {
		said = ""
		v.Done++
	}
	v.Outcomes = append(v.Outcomes, outcome{o, said})
}

func (h *Handlers) showBulk(w http.ResponseWriter, r *http.Request, status int, v bulking) error {
	p, _, err := h.Frame.Page(r, ui.T(r.Context(), "web.bulk.title"), Answering)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, p, bulkPage(v))
}

// sharing is the page that divides the desk among the team.
type sharing struct {
	place
	Shares   []consult.Share
	Parts    []consult.Part
	Team     []dockets.Member
	Progress consult.Progress
	Now      int64
	May      bool
	Errors   map[string]string
}

func (h *Handlers) shares(w http.ResponseWriter, r *http.Request) error {
	return h.showShares(w, r, http.StatusOK, map[string]string{})
}

func (h *Handlers) showShares(w http.ResponseWriter, r *http.Request, status int, errors map[string]string) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := sharing{place: p, Now: int64(h.Now()), Errors: errors}
	if v.Shares, err = h.Consultation.Shares(ctx, p.who, p.docket, p.round); err != nil {
		return err
	}
	if v.Parts, err = h.Consultation.Parts(ctx, p.who, p.docket, p.round); err != nil {
		return err
	}
	if v.Progress, err = h.Consultation.Progress(ctx, p.who, p.docket, p.round); err != nil {
		return err
	}
	if v.Team, err = h.Dockets.Team(ctx, p.who, p.docket); err != nil {
		return err
	}
	v.May = mayAssign(p)
	shown, _, err := h.Frame.Page(r, ui.T(ctx, "web.shares.title"), Answering)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, shown, sharesPage(v))
}

func (h *Handlers) share(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	if err := p.who.Check(access.AnswerAssign, access.Resource{Kind: access.Docket, ID: p.docket, Docket: p.docket}); err != nil {
		return err
	}
	ctx := r.Context()
	n, err := h.given(ctx, p, f)
	if fault.CodeOf(err) == fault.Invalid {
		field, sentence := wrong(ctx, err)
		return h.showShares(w, r, http.StatusUnprocessableEntity, map[string]string{field: sentence})
	}
	if err != nil {
		return err
	}
	h.changed(p, "")
	return page.Done(w, r, p.href("desk", "shares"), ui.Said{Text: ui.T(ctx, "web.shares.done", "n", number(ctx, n))})
}

// given gives the groups out as a form asks for it.
func (h *Handlers) given(ctx context.Context, p place, f page.Form) (int64, error) {
	switch f.Get("do") {
	case "evenly":
		return h.Consultation.AssignEvenly(ctx, p.who, p.docket, p.round, ids(f.Values["account"]))
	case "part":
		account, err := chosen(f, "account")
		if err != nil {
			return 0, err
		}
		return h.Consultation.AssignStretch(ctx, p.who, p.docket, p.round, consult.Stretch{From: f.Get("from"), To: f.Get("to")}, account)
	}
	return 0, fault.New(fault.Invalid, "field", "do", "rule", "web.rule.choice")
}

// phrasing is the page of the sentences kept for answers.
type phrasing struct {
	place
	Phrases []consult.Phrase
	Words   string
	Error   string
	May     bool
}

func (h *Handlers) phrases(w http.ResponseWriter, r *http.Request) error {
	return h.showPhrases(w, r, http.StatusOK, phrasing{})
}

func (h *Handlers) showPhrases(w http.ResponseWriter, r *http.Request, status int, v phrasing) error {
	var err error
	if v.place, err = at(r); err != nil {
		return err
	}
	if err := h.there(r.Context(), v.place); err != nil {
		return err
	}
	if v.Phrases, err = h.Consultation.Phrases(r.Context(), v.who, v.docket); err != nil {
		return err
	}
	v.May = mayWrite(v.place)
	p, _, err := h.Frame.Page(r, ui.T(r.Context(), "web.phrases.title"), Answering)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, p, phrasesPage(v))
}

// changePhrases keeps a sentence, or forgets the one named by "drop".
func (h *Handlers) changePhrases(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	if err := h.there(ctx, p); err != nil {
		return err
	}
	if phrase, ok := id.Parse(f.Get("drop")); ok {
		return h.dropPhrase(w, r, p, phrase)
	}
	_, err = h.Consultation.AddPhrase(ctx, p.who, p.docket, f.Raw("words"))
	if fault.CodeOf(err) == fault.Invalid {
		_, sentence := wrong(ctx, err)
		return h.showPhrases(w, r, http.StatusUnprocessableEntity, phrasing{Words: f.Raw("words"), Error: sentence})
	}
	if err != nil {
		return err
	}
	return page.Done(w, r, p.href("desk", "phrases"), ui.Said{Text: ui.T(ctx, "web.phrases.added")})
}

func (h *Handlers) dropPhrase(w http.ResponseWriter, r *http.Request, p place, phrase id.ID) error {
	err := h.Consultation.DropPhrase(r.Context(), p.who, p.docket, phrase)
	if err != nil && fault.CodeOf(err) != fault.NotFound { // not there: a second click, or another's, has dropped it
		return err
	}
	return page.Done(w, r, p.href("desk", "phrases"), ui.Said{Text: ui.T(r.Context(), "web.phrases.dropped")})
}
