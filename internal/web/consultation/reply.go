package consultation

import (
	"context"
	"net/http"
	"slices"
	"time"

	"thao/internal/access"
	consult "thao/internal/consultation"
	"thao/internal/fault"
	"thao/internal/id"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// showAsking leads somebody of a body that is asked to their reply.
func (h *Handlers) showAsking(w http.ResponseWriter, r *http.Request, round consult.Round) error {
	return page.Redirect(w, r, roundHref(round, "reply"))
}

// replying is the page of a body's own reply.
type replying struct {
	Round    consult.Round
	Body     consult.Asked
	Others   []consult.Asked // further bodies the reader writes for
	Reply    consult.Reply
	Begun    bool
	Comments []consult.Comment
	Answers  map[id.ID]consult.Answered // by comment, once the round is closed
	Form     page.Form
	Now      time.Time
	Own      bool // the reader is of the body itself, not of a unit under it
	Head     bool
	Read     string // address of the draft
	Seen     string // mark of what a seal is set on
}

// mostOwn bounds the comments of one reply on its page.
const mostOwn = 1000

func (h *Handlers) own(w http.ResponseWriter, r *http.Request) error {
	return h.showOwn(w, r, http.StatusOK, empty())
}

func (h *Handlers) showOwn(w http.ResponseWriter, r *http.Request, status int, f page.Form) error {
	ctx := r.Context()
	a, err := place(r)
	if err != nil {
		return err
	}
	v := replying{Form: f, Now: h.Now().Time()}
	if v.Round, err = h.Consultation.RoundFor(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	if v.Body, v.Others, err = askedOf(v.Round, a.who, id.ID(r.FormValue("body"))); err != nil {
		return err
	}
	if v.Reply, v.Begun, err = h.Consultation.OwnReply(ctx, a.who, a.docket, a.round, v.Body.Body); err != nil {
		return err
	}
	if v.Seen, err = h.Consultation.Included(ctx, a.who, a.docket, a.round, v.Body.Body); err != nil { // before they are read
		return err
	}
	if v.Begun {
		v.Comments, err = h.Consultation.Comments(ctx, a.who, a.docket, a.round, consult.Filter{Reply: v.Reply.ID}, consult.Cursor{}, mostOwn)
		if err != nil {
			return err
		}
		answers, err := h.Consultation.Answered(ctx, a.who, a.docket, v.Reply.ID)
		if err != nil {
			return err
		}
		v.Answers = make(map[id.ID]consult.Answered, len(answers))
		for _, a := range answers {
			v.Answers[a.Comment] = a
		}
	}
	v.Own = slices.Contains(a.who.Member, v.Body.Body)
	v.Head = slices.Contains(a.who.Heads, v.Body.Body)
	v.Read = docketpages.Href(a.docket, "versions", string(v.Round.Version))
	p, _, err := h.Frame.Page(r, ui.T(ctx, "web.reply.title", "body", v.Body.Name), Rounds)
	if err != nil {
		return err
	}
	return page.Show(w, r, status, p, ownPage(v))
}

// askedOf is the body somebody writes for in a round: the one chosen, else the
// first. NotFound where there is none.
func askedOf(round consult.Round, who *access.Actor, chosen id.ID) (consult.Asked, []consult.Asked, error) {
	var mine []consult.Asked
	for _, b := range round.Asked {
		if slices.Contains(who.Serves, b.Body) {
			mine = append(mine, b)
		}
	}
	if len(mine) == 0 {
		return consult.Asked{}, nil, fault.New(fault.NotFound)
	}
	at := max(0, slices.IndexFunc(mine, func(b consult.Asked) bool { return b.Body == chosen }))
	return mine[at], slices.Delete(slices.Clone(mine), at, at+1), nil
}

// with lists the comments in one of the states.
func (v replying) with(states ...consult.CommentState) []consult.Comment {
	var out []consult.Comment
	for _, c := range v.Comments {
		if slices.Contains(states, c.State) {
			out = append(out, c)
		}
	}
	return out
}

// writable reports whether something may still be changed.
func (v replying) writable() bool {
	return v.Round.State.Takes() == nil && (!v.Begun || v.Reply.State.Writable() == nil)
}

func (v replying) href(rest ...string) string {
	return roundHref(v.Round, append([]string{"reply"}, rest...)...)
}

func (h *Handlers) wordReply(w http.ResponseWriter, r *http.Request) error {
	return h.changeOwn(w, r, "web.reply.saved", func(a at, f page.Form) error {
		_, err := h.Consultation.WordReply(r.Context(), a.who, a.docket, a.round, id.ID(f.Get("body")), number(f, "rev"), f.Raw("words"), f.Get("agrees") != "")
		return err
	})
}

func (h *Handlers) offerReply(w http.ResponseWriter, r *http.Request) error {
	return h.changeOwn(w, r, "web.reply.offered", func(a at, f page.Form) error {
		_, err := h.Consultation.OfferReply(r.Context(), a.who, a.docket, a.round, id.ID(f.Get("body")), number(f, "rev"))
		return err
	})
}

func (h *Handlers) returnReply(w http.ResponseWriter, r *http.Request) error {
	return h.changeOwn(w, r, "web.reply.returned", func(a at, f page.Form) error {
		_, err := h.Consultation.ReturnReply(r.Context(), a.who, a.docket, a.round, id.ID(f.Get("body")), number(f, "rev"))
		return err
	})
}

func (h *Handlers) seal(w http.ResponseWriter, r *http.Request) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	sealed, err := h.Consultation.SealAsSeen(r.Context(), a.who, a.docket, a.round, id.ID(f.Get("body")), number(f, "rev"), f.Get("seen"))
	if stop, err := h.refuseOwn(w, r, f, err); stop {
		return err
	}
	return done(w, r, a.href("replies", string(sealed.ID)), "web.reply.sealed", "receipt", sealed.Receipt)
}

func (h *Handlers) changeOwn(w http.ResponseWriter, r *http.Request, said string, do func(at, page.Form) error) error {
	f, err := page.Read(r)
	if err != nil {
		return err
	}
	a, err := place(r)
	if err != nil {
		return err
	}
	if stop, err := h.refuseOwn(w, r, f, do(a, f)); stop {
		return err
	}
	return page.Done(w, r, a.href("reply")+"?body="+f.Get("body"), ui.Said{Text: ui.T(r.Context(), said), Kept: "reply"})
}

// refuseOwn shows the reply again with what was wrong and all that was typed.
func (h *Handlers) refuseOwn(w http.ResponseWriter, r *http.Request, f page.Form, err error) (stop bool, answer error) {
	switch {
	case err == nil:
		return false, nil
	case stale(err):
		f.Values.Del("rev") // the form carries the newest from here on
		f.Wrong("", ui.T(r.Context(), "web.round.stale"))
		return true, h.showOwn(w, r, http.StatusConflict, f)
	case wrong(r, f, err):
		return true, h.showOwn(w, r, http.StatusUnprocessableEntity, f)
	}
	return true, err
}

// proving is the page of a reply that was received: its receipt and what is in
// it.
type proving struct {
	*consult.Proof
	Round    consult.Round
	Comments []consult.Comment
	Passages []consult.Passage
	More     string // address of the rest
	Options  []ui.Option
	May      bool // say whose it is
	Log      bool // read how it came about
}

func (h *Handlers) reply(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := place(r)
	if err != nil {
		return err
	}
	reply, err := docketpages.ID(r, "reply")
	if err != nil {
		return err
	}
	v := proving{}
	if v.Round, err = h.Consultation.RoundFor(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	if v.Proof, err = h.Consultation.Prove(ctx, a.who, a.docket, reply); err != nil {
		return err
	}
	const some = 100
	v.Comments, err = h.Consultation.Comments(ctx, a.who, a.docket, a.round, consult.Filter{Reply: reply, State: consult.Sent}, consult.ParseCursor(r.FormValue("after")), some)
	if err != nil {
		return err
	}
	if len(v.Comments) == some {
		v.More = a.href("replies", string(reply)) + "?after=" + v.Comments[some-1].Cursor().String()
	}
	if v.Passages, err = h.Consultation.Passages(ctx, a.who, a.docket, reply); err != nil {
		return err
	}
	v.May = v.Via == consult.ByMail && v.Round.State != consult.Closed && a.who.May(access.ReplyReceive, v.Resource())
	v.Log = hasLog(a.who, v.Reply)
	if v.May {
		asked, err := h.Consultation.AskedPage(ctx, a.who, a.docket, a.round, "", 0, mostOptions)
		if err != nil {
			return err
		}
		v.Options = bodyOptions(ctx, asked.Bodies, int(asked.Total))
	}
	p, _, err := h.Frame.Page(r, ui.T(ctx, "web.reply.of", "body", v.BodyName), Rounds)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, p, provingPage(v))
}

func (v proving) facts(ctx context.Context) []ui.Fact {
	out := []ui.Fact{
		{Term: ui.T(ctx, "web.reply.receipt"), View: code(v.Receipt)},
		{Term: ui.T(ctx, "web.reply.at"), Value: stamp(ctx, v.Reply.Sealed)},
	}
	if v.SealedBy != "" {
		out = append(out, ui.Fact{Term: ui.T(ctx, "web.reply.by"), Value: v.SealedBy})
	}
	if v.Number != "" {
		out = append(out, ui.Fact{Term: ui.T(ctx, "web.reply.number"), Value: v.Number})
	}
	if v.FileName != "" {
		out = append(out, ui.Fact{Term: ui.T(ctx, "web.reply.file"), Value: v.FileName, Href: roundHref(v.Round, "replies", string(v.Reply.ID), "file")})
	}
	return append(out,
		ui.Fact{Term: ui.T(ctx, "web.round.comments"), Value: ui.N(ctx, int(v.Reply.Comments))},
		ui.Fact{Term: ui.T(ctx, "web.reply.hash"), View: code(v.Reply.Hash)},
		ui.Fact{Term: ui.T(ctx, "web.reply.computed"), View: code(v.Proof.Hash)},
	)
}
