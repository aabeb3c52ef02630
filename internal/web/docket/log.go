package docket

import (
	"context"
	"net/http"
	"strconv"

	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// rowsOfLog are the entries of one page of the log.
const rowsOfLog = 50

// logging is the page of a docket's log.
type logging struct {
	Docket  id.ID
	Entries []ledger.Entry
	Older   string
}

func (h *Handlers) log(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, d, err := h.Frame.Page(r, ui.T(ctx, "web.docket.tab.log"), Log)
	if err != nil {
		return err
	}
	before, err := strconv.ParseInt(r.FormValue("before"), 10, 64)
	if err != nil {
		before = 0 // the newest: it is no number, or none that a log has
	}
	v := logging{Docket: d.ID}
	if v.Entries, err = h.Dockets.Log(ctx, actor(r), d.ID, max(before, 0), rowsOfLog+1); err != nil {
		return err
	}
	if len(v.Entries) > rowsOfLog {
		v.Entries = v.Entries[:rowsOfLog]
		v.Older = Href(d.ID, "log") + "?before=" + strconv.FormatInt(v.Entries[rowsOfLog-1].Seq, 10)
	}
	return page.Show(w, r, http.StatusOK, p, logPage(v))
}

// Told is what an entry of the log says, in the language of the page.
func Told(ctx context.Context, e ledger.Entry) string {
	key := "web.log." + e.Action
	if !locale.Has(key) {
		return ui.T(ctx, "web.log.other", "action", e.Action)
	}
	args := []any{}
	for name, value := range e.Detail {
		args = append(args, name, said(ctx, name, value))
	}
	return ui.T(ctx, key, args...)
}

// said is a value of an entry in the language of the page, where it is a word
// of the program.
func said(ctx context.Context, name, value string) string {
	prefix := map[string]string{"state": "web.docket.state.", "correction": "web.draft.do.", "verdict": "web.state."}[name]
	if prefix != "" && locale.Has(prefix+value) {
		return ui.T(ctx, prefix+value)
	}
	if name == "roles" {
		return rolesSaid(ctx, value)
	}
	return value
}

// subject is where what an entry tells of can be looked at; "" for nowhere.
func subject(e ledger.Entry) string {
	version, ok := e.Detail["version"]
	if !ok {
		return ""
	}
	if node := e.Detail["node"]; node != "" {
		return Href(e.Docket, "versions", version) + "?at=" + node
	}
	return Href(e.Docket, "versions", version)
}
