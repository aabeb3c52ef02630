package desk

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	consult "thao/internal/consultation"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

func parse(s string) (int64, error) { return strconv.ParseInt(strings.TrimSpace(s), 10, 64) }

// form reads an answer from a request.
func form(r *http.Request, comment id.ID) (answering, page.Form, error) {
	f, err := page.Read(r)
	if err != nil {
		return answering{}, f, err
	}
	a := answering{AnswerForm: consult.AnswerForm{
		Comment: comment, Verdict: verdictOf(f.Get("verdict")), Reason: f.Raw("reason"), Wording: f.Raw("wording")}, Errors: map[string]string{}}
	a.Rev, _ = parse(f.Get("rev"))
	a.Confirmer, _ = id.Parse(f.Get("confirmer"))
	return a, f, nil
}

// answer drafts the answer to a group and, where asked, hands it on.
func (h *Handlers) answer(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	group, err := docketpages.ID(r, "group")
	if err != nil {
		return err
	}
	a, f, err := form(r, "")
	if err != nil {
		return err
	}
	if f.Get("autosave") != "" {
		return h.autosave(w, r, p, group, a)
	}
	if phrase, ok := id.Parse(f.Get("phrase")); ok {
		return h.insert(w, r, p, group, a, phrase)
	}
	ctx := r.Context()
	written, err := h.write(ctx, p, group, a)
	if err == nil && f.Get("do") == "submit" {
		a.Rev = written.Rev
		err = h.Consultation.SubmitAnswers(ctx, p.who, p.docket, group, a.Confirmer)
	}
	if written.Rev > 0 {
		h.changed(p, group)
	}
	if err != nil {
		return h.returned(w, r, p, group, a, err)
	}
	to, said := p.group(group), ui.T(ctx, "web.desk.saved")
	if f.Get("do") == "submit" {
		said = ui.T(ctx, "web.desk.submitted")
		if to, err = h.next(ctx, p, group, filterOf(r)); err != nil {
			return err
		}
	}
	return page.Done(w, r, filterOf(r).on(to), ui.Said{Text: said, Kept: keptName(group, "")})
}

// keptName is what an answer that is being typed is kept under in the browser.
func keptName(group, comment id.ID) string { return "answer-" + string(group) + string(comment) }

// write writes an answer unless the same stands already: a second click, or one
// after the answer was saved by itself, changes nothing.
func (h *Handlers) write(ctx context.Context, p place, group id.ID, a answering) (consult.Answer, error) {
	stands, err := h.Consultation.ReadAnswer(ctx, p.who, p.docket, group, a.Comment)
	if err != nil {
		return stands, err
	}
	if stands.Rev > 0 && stands.WrittenBy == p.who.Account && stands.Verdict == a.Verdict && stands.Reason == lines(a.Reason) && stands.Wording == lines(a.Wording) {
		return stands, nil
	}
	return h.Consultation.WriteAnswer(ctx, p.who, p.docket, group, a.AnswerForm)
}

// lines are words as they are kept: browsers send line ends of their own.
func lines(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// saved is the answer to a page that saves by itself.
type saved struct {
	Rev  int64  `json:"rev"`
	Said string `json:"said"`
	Bad  bool   `json:"bad,omitempty"`
}

// autosave keeps what is being written. It answers in JSON: the page must not be
// touched while somebody types in it.
func (h *Handlers) autosave(w http.ResponseWriter, r *http.Request, p place, group id.ID, a answering) error {
	ctx, status := r.Context(), http.StatusOK
	out := saved{Rev: a.Rev}
	written, err := h.write(ctx, p, group, a)
	switch {
	case err == nil:
		out.Rev, out.Said = written.Rev, ui.T(ctx, "web.desk.autosaved", "time", locale.Clock(written.Written.Time()))
		if written.Rev != a.Rev {
			h.changed(p, group)
		}
	case fault.CodeOf(err) == fault.Stale:
		status, out.Bad, out.Said = http.StatusConflict, true, ui.T(ctx, "web.desk.autosave-stale")
	default:
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(out)
}

// insert puts a phrase behind what was written, where no script does it at the
// cursor.
func (h *Handlers) insert(w http.ResponseWriter, r *http.Request, p place, group id.ID, a answering, phrase id.ID) error {
	v, err := h.desking(r, p, group, filterOf(r))
	if err != nil {
		return err
	}
	for _, ph := range v.Phrases {
		if ph.ID == phrase {
			a.Reason = strings.TrimLeft(a.Reason+" "+ph.Words, " ")
		}
	}
	v.Form = a
	return h.show(w, r, http.StatusOK, v)
}

// returned shows the form again with all that was typed: beside what is wrong,
// or beside what somebody else has written meanwhile.
func (h *Handlers) returned(w http.ResponseWriter, r *http.Request, p place, group id.ID, a answering, err error) error {
	code := fault.CodeOf(err)
	if code != fault.Invalid && code != fault.Stale {
		return err
	}
	v, readErr := h.desking(r, p, group, filterOf(r))
	if readErr != nil {
		return readErr
	}
	status := http.StatusUnprocessableEntity
	if a.Comment == "" {
		v.Form = a
	}
	ctx := r.Context()
	if code == fault.Stale {
		status = http.StatusConflict
		for i, theirs := range v.Page.Answers {
			if theirs.Comment == a.Comment {
				a.Theirs, a.Rev, a.By = &v.Page.Answers[i], theirs.Rev, v.Page.NameOf(theirs.WrittenBy)
			}
		}
		if a.Theirs == nil {
			a.Rev = 0
		}
	} else {
		field, sentence := wrong(ctx, err)
		a.Errors[field] = sentence
	}
	if a.Comment == "" {
		v.Form = a
	} else {
		v.Apart = a
	}
	return h.show(w, r, status, v)
}

// wrong is the field a fault is about, and its sentence.
func wrong(ctx context.Context, err error) (field, sentence string) {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return "", ""
	}
	field, _ = f.Args["field"].(string)
	rule, _ := f.Args["rule"].(string)
	args := make([]any, 0, 2*len(f.Args))
	for name, v := range f.Args {
		args = append(args, name, v)
	}
	return field, ui.T(ctx, rule, args...)
}

// next is the group to go on with.
func (h *Handlers) next(ctx context.Context, p place, group id.ID, f filter) (string, error) {
	g, err := h.Consultation.ReadGroup(ctx, p.who, p.docket, group)
	if err != nil {
		return "", err
	}
	_, after, err := h.Consultation.Beside(ctx, p.who, g, f.desk(p.who.Account))
	if err != nil {
		return "", err
	}
	if after == nil {
		return p.group(group), nil
	}
	return p.group(after.ID), nil
}

// step confirms a group's answers, or sends them back to be rewritten.
func (h *Handlers) step(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	group, err := docketpages.ID(r, "group")
	if err != nil {
		return err
	}
	sent, err := page.Read(r)
	if err != nil {
		return err
	}
	ctx, f := r.Context(), filterOf(r)
	to, said := p.group(group), "web.desk.returned"
	seen, _ := parse(sent.Get("rev")) // none: as it is
	switch sent.Get("do") {
	case "confirm":
		said = "web.desk.confirmed"
		if to, err = h.next(ctx, p, group, f); err != nil {
			return err
		}
		err = h.Consultation.ConfirmAsSeen(ctx, p.who, p.docket, group, seen)
	case "return":
		err = h.Consultation.ReturnAnswers(ctx, p.who, p.docket, group, seen)
	case "rewrite":
		said = "web.desk.rewritten"
		err = h.rewrite(ctx, p, group, seen)
	default:
		return fault.New(fault.Invalid, "field", "do", "rule", "web.rule.choice")
	}
	if fault.CodeOf(err) == fault.Stale {
		return page.Done(w, r, f.on(p.group(group)), ui.Said{Text: ui.T(ctx, "web.desk.step-stale"), Bad: true})
	}
	if err != nil {
		return err
	}
	h.changed(p, group)
	return page.Done(w, r, f.on(to), ui.Said{Text: ui.T(ctx, said)})
}

// rewrite takes a group's answer up again, as it stands at the revision seen.
func (h *Handlers) rewrite(ctx context.Context, p place, group id.ID, seen int64) error {
	a, err := h.Consultation.ReadAnswer(ctx, p.who, p.docket, group, "")
	if err != nil {
		return err
	}
	// After the answer: what is written later than that is Stale by its own revision.
	g, err := h.Consultation.ReadGroup(ctx, p.who, p.docket, group)
	if err == nil && seen != 0 && g.Rev != seen {
		err = fault.New(fault.Stale)
	}
	if err != nil {
		return err
	}
	_, err = h.Consultation.WriteAnswer(ctx, p.who, p.docket, group, consult.AnswerForm{Verdict: a.Verdict, Reason: a.Reason, Wording: a.Wording, Rev: a.Rev})
	return err
}

// apart writes the answer to one comment of a group, or takes it back.
func (h *Handlers) apart(w http.ResponseWriter, r *http.Request) error {
	p, err := at(r)
	if err != nil {
		return err
	}
	group, err := docketpages.ID(r, "group")
	if err != nil {
		return err
	}
	comment, err := docketpages.ID(r, "comment")
	if err != nil {
		return err
	}
	a, f, err := form(r, comment)
	if err != nil {
		return err
	}
	ctx, said := r.Context(), "web.desk.apart-saved"
	if f.Get("do") == "drop" {
		said = "web.desk.apart-dropped"
		err = h.Consultation.DropException(ctx, p.who, p.docket, group, comment, a.Rev)
	} else {
		_, err = h.write(ctx, p, group, a)
	}
	if err != nil {
		return h.returned(w, r, p, group, a, err)
	}
	h.changed(p, group)
	return page.Done(w, r, filterOf(r).on(p.group(group)), ui.Said{Text: ui.T(ctx, said), Kept: keptName(group, comment)})
}
