package consultation

import (
	"net/http"
	"strconv"

	"thao/internal/access"
	consult "thao/internal/consultation"
	"thao/internal/ledger"
	docketpages "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// rowsOfLog are the entries of one page of a reply's log.
const rowsOfLog = 50

// replyLogging is the page of what a body's people did on its reply.
type replyLogging struct {
	Round   consult.Round
	Reply   consult.Reply
	Entries []ledger.Entry
	Older   string
}

// replyLog shows a body's people the log of its reply. The team, which has what
// was sent, does not see how it came about.
func (h *Handlers) replyLog(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := place(r)
	if err != nil {
		return err
	}
	key, err := docketpages.ID(r, "reply")
	if err != nil {
		return err
	}
	before, err := strconv.ParseInt(r.FormValue("before"), 10, 64)
	if err != nil {
		before = 0 // the newest: it is no number, or none that a log has
	}
	v := replyLogging{}
	if v.Entries, err = h.Consultation.ReplyLog(ctx, a.who, a.docket, key, max(before, 0), rowsOfLog+1); err != nil {
		return err
	}
	if v.Round, err = h.Consultation.RoundFor(ctx, a.who, a.docket, a.round); err != nil {
		return err
	}
	if v.Reply, err = h.Consultation.ReadReply(ctx, a.who, a.docket, key); err != nil {
		return err
	}
	if len(v.Entries) > rowsOfLog {
		v.Entries = v.Entries[:rowsOfLog]
		v.Older = logHref(v.Reply) + "?before=" + strconv.FormatInt(v.Entries[rowsOfLog-1].Seq, 10)
	}
	p, _, err := h.Frame.Page(r, ui.T(ctx, "web.reply.log-of", "body", v.Reply.BodyName), Rounds)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, p, replyLogPage(v))
}

// logHref is the address of a reply's log.
func logHref(r consult.Reply) string {
	return docketpages.Href(r.Docket, "rounds", string(r.Round), "replies", string(r.ID), "log")
}

// hasLog reports whether somebody may read how a reply came about here.
func hasLog(who *access.Actor, r consult.Reply) bool {
	return r.Via == consult.ByWeb && who.May(access.ReplyLog, r.Resource())
}
