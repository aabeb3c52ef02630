package consultation

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"thao/internal/access"
	consult "thao/internal/consultation"
	drafts "thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	draftpages "thao/internal/web/draft"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// composing is the form of a comment, beside the text or on a page of its own.
type composing struct {
	Round   consult.Round
	Bodies  []consult.Asked // for which the reader may write
	Comment consult.Comment // as it is; a new one has an ID and no revision
	Form    page.Form
	Own     bool // the reader is of the body itself
	Hidden  bool // shown once a passage is chosen
	Back    string
}

// id of the form a chosen passage goes into.
const composeID = "compose"

func (v composing) action() string { return roundHref(v.Round, "comments") }

// value is what a field holds: as typed, else as it is.
func (v composing) value(name, is string) string {
	if _, sent := v.Form.Values[name]; sent {
		return v.Form.Raw(name)
	}
	return is
}

func (v composing) kind() string {
	is := string(v.Comment.Kind)
	if is == "" {
		is = string(consult.Other)
		if v.Comment.Quote != "" {
			is = string(consult.Replace)
		}
	}
	return v.value("kind", is)
}

func (v composing) kinds(ctx context.Context) ui.Choices {
	out := ui.Choices{Legend: ui.T(ctx, "web.comment.kind"), Name: "kind", Value: v.kind()}
	for _, k := range consult.CommentKinds() {
		out.Options = append(out.Options, ui.Option{Value: string(k), Label: ui.T(ctx, "web.comment.kind."+string(k))})
	}
	return out
}

func (v composing) bodies() []ui.Option {
	var out []ui.Option
	for _, b := range v.Bodies {
		out = append(out, ui.Option{Value: string(b.Body), Label: b.Name})
	}
	return out
}

// next is where a finished comment goes.
func (v composing) next() consult.CommentState {
	if v.Own {
		return consult.Included
	}
	return consult.Handed
}

// formOf reads a comment's form.
func formOf(f page.Form) consult.CommentForm {
	offset := func(name string) int {
		n, err := strconv.Atoi(f.Get(name))
		if err != nil {
			return -1
		}
		return n
	}
	return consult.CommentForm{
		ID: id.ID(f.Get("id")), Body: id.ID(f.Get("body")), Rev: number(f, "rev"), State: consult.CommentState(f.Get("state")), Minority: f.Get("minority") != "",
		Words: consult.Words{
			Node: f.Get("node"), Quote: f.Raw("exact"), Prefix: f.Raw("prefix"), Suffix: f.Raw("suffix"), Start: offset("start"), End: offset("end"),
			Kind: consult.CommentKind(f.Get("kind")), Text: f.Raw("text"), Before: f.Raw("before"), After: f.Raw("after"), Reason: f.Raw("reason"),
		},
	}
}

// write saves a comment: by itself while it is written, or when it is sent.
func (h *Handlers) write(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	form := formOf(f)
	if form.Kind == consult.Replace || form.Kind == consult.Delete {
		if err := h.before(r, a, &form); err != nil {
			return err
		}
	}
	c, err := h.Consultation.Write(r.Context(), a.who, a.docket, a.round, form)
	if f.Get("auto") != "" && page.Wanted(r) {
		return h.autosaved(w, r, c, err)
	}
	if err != nil {
		return h.refuse(w, r, a, f, form, err)
	}
	round, err := h.Consultation.RoundFor(r.Context(), a.who, a.docket, a.round)
	if err != nil {
		return err
	}
	href := docketpages.Href(a.docket, "versions", string(round.Version))
	if c.Node != "" {
		href = draftpages.NodeHref(drafts.Version{Docket: a.docket, ID: round.Version}, c.Node)
	}
	if f.Get("back") == "reply" {
		href = a.href("reply") + "?body=" + string(c.Body)
	}
	return page.Done(w, r, href, ui.Said{Text: ui.T(r.Context(), "web.comment.is."+string(c.State)), Kept: "comment"})
}

// before fills in which words are to go, where the writer did not say: those
// that were chosen, else the node's own.
func (h *Handlers) before(r *http.Request, a at, form *consult.CommentForm) error {
	if form.Before != "" || form.Node == "" {
		return nil
	}
	if form.Before = form.Quote; form.Before != "" {
		return nil
	}
	round, err := h.Consultation.RoundFor(r.Context(), a.who, a.docket, a.round)
	if err != nil {
		return err
	}
	t, err := h.Drafts.Read(r.Context(), a.who, a.docket, round.Version)
	if err != nil {
		return err
	}
	if n, ok := t.Find(form.Node); ok {
		form.Before = n.Content()
	}
	return nil
}

// autosaved answers the saving of an unfinished comment: with its revision, or
// with what keeps it from being saved.
func (h *Handlers) autosaved(w http.ResponseWriter, r *http.Request, c consult.Comment, err error) error {
	said, rev := ui.T(r.Context(), "web.comment.autosaved"), text(c.Rev)
	switch code := fault.CodeOf(err); {
	case err == nil:
	case code == fault.Invalid:
		said, rev = ui.T(r.Context(), "web.comment.not-saved"), ""
	default:
		return err
	}
	return page.Part(w, r, http.StatusOK, autosavedPart(rev, said))
}

// refuse shows a comment again with what was wrong and all that was typed.
func (h *Handlers) refuse(w http.ResponseWriter, r *http.Request, a at, f page.Form, form consult.CommentForm, err error) error {
	status := http.StatusUnprocessableEntity
	switch {
	case stale(err):
		status = http.StatusConflict
		f.Wrong("", ui.T(r.Context(), "web.comment.stale"))
	case !wrong(r, f, err):
		return err
	}
	c := consult.Comment{Docket: a.docket, ID: form.ID, Round: a.round, Body: form.Body, Words: form.Words}
	if is, rerr := h.Consultation.ReadComment(r.Context(), a.who, a.docket, form.ID); rerr == nil {
		c = is // the form carries the newest revision from here on
		f.Values.Del("rev")
	}
	return h.showComment(w, r, status, c, f)
}

// speaking is the page of one comment.
type speaking struct {
	composing
	May   bool // change its words
	Talks bool // write under it
}

func (h *Handlers) comment(w http.ResponseWriter, r *http.Request) error {
	a, err := place(r)
	if err != nil {
		return err
	}
	key, err := docketpages.ID(r, "comment")
	if err != nil {
		return err
	}
	c, err := h.Consultation.ReadComment(r.Context(), a.who, a.docket, key)
	if err != nil {
		return err
	}
	return h.showComment(w, r, http.StatusOK, c, empty())
}

func (h *Handlers) showComment(w http.ResponseWriter, r *http.Request, status int, c consult.Comment, f page.Form) error {
	ctx := r.Context()
	a, err := place(r)
	if err != nil {
		return err
	}
	v := speaking{composing: composing{Comment: c, Form: f}}
	if v.Round, err = h.Consultation.RoundFor(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	v.Bodies = writesFor(v.Round, a.who)
	v.Talks = v.Round.State.Takes() == nil && c.State != "" && a.who.May(access.CommentWrite, c.Resource()) && c.State.Writable() == nil
	v.May = v.Round.State.Takes() == nil && (c.State == "" || consult.MayWord(a.who, c) == nil)
	v.Own = slices.Contains(a.who.Member, c.Body)
	v.Back = "reply"
	p, _, err := h.Frame.Page(r, ui.T(ctx, "web.comment.title"), Rounds)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, p, commentPage(v))
}

// writesFor lists the bodies of a round somebody writes for.
func writesFor(round consult.Round, who *access.Actor) []consult.Asked {
	var out []consult.Asked
	for _, b := range round.Asked {
		if slices.Contains(who.Serves, b.Body) {
			out = append(out, b)
		}
	}
	return out
}

func (h *Handlers) move(w http.ResponseWriter, r *http.Request) error {
	return h.withComment(w, r, func(a at, c id.ID, f page.Form) (consult.Comment, error) {
		return h.Consultation.MoveComment(r.Context(), a.who, a.docket, c, number(f, "rev"), consult.CommentState(f.Get("to")))
	})
}

func (h *Handlers) copy(w http.ResponseWriter, r *http.Request) error {
	return h.withComment(w, r, func(a at, c id.ID, _ page.Form) (consult.Comment, error) {
		return h.Consultation.CopyComment(r.Context(), a.who, a.docket, c)
	})
}

// withComment does something with the comment of a request's path, and leads
// to its body's reply.
func (h *Handlers) withComment(w http.ResponseWriter, r *http.Request, do func(at, id.ID, page.Form) (consult.Comment, error)) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	key, err := docketpages.ID(r, "comment")
	if err != nil {
		return err
	}
	c, err := do(a, key, f)
	if err != nil && fault.CodeOf(err) == fault.Invalid { // it is not whole: its page says what is missing
		is, rerr := h.Consultation.ReadComment(r.Context(), a.who, a.docket, key)
		if rerr != nil {
			return rerr
		}
		wrong(r, f, err)
		return h.showComment(w, r, http.StatusUnprocessableEntity, is, page.Form{Values: map[string][]string{}, Errors: f.Errors})
	}
	if err != nil {
		return err
	}
	return done(w, r, a.href("reply")+"?body="+string(c.Body), becameSaid(a.who, c))
}

func (h *Handlers) discuss(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	key, err := docketpages.ID(r, "comment")
	if err != nil {
		return err
	}
	_, err = h.Consultation.Discuss(r.Context(), a.who, a.docket, key, f.Raw("words"))
	if wrong(r, f, err) {
		c, rerr := h.Consultation.ReadComment(r.Context(), a.who, a.docket, key)
		if rerr != nil {
			return rerr
		}
		return h.showComment(w, r, http.StatusUnprocessableEntity, c, f)
	}
	if err != nil {
		return err
	}
	return done(w, r, a.href("comments", string(key)), "web.comment.discussed")
}
