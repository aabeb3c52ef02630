package account

import (
	"net/http"

	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// logRows is how many entries a page of the log has.
const logRows = 100

// logView is a page of the log outside dockets.
type logView struct {
	Entries []ledger.Entry
	Older   int64 // before which the page after begins; 0 on the last
	View    Sayer
}

// Sayer says an entry in the language of the page.
type Sayer struct{ Lang locale.Lang }

// Say is the sentence of an entry; its action, where there is none.
func (s Sayer) Say(e ledger.Entry) string {
	key := "web.log." + e.Action
	if !locale.Has(key) {
		return e.Action
	}
	var args []any
	for name, value := range e.Detail {
		args = append(args, name, s.value(name, value))
	}
	return locale.T(s.Lang, key, args...)
}

// value is a detail as people say it: roles have words.
func (s Sayer) value(name, value string) string {
	if key := "web.account.role." + value; name == "role" && locale.Has(key) {
		return locale.T(s.Lang, key)
	}
	return value
}

func (h *Handlers) log(w http.ResponseWriter, r *http.Request) error {
	entries, err := h.Accounts.Log(r.Context(), actor(r), max(number(query(r, "before")), 0), logRows+1)
	if err != nil {
		return err
	}
	view := logView{Entries: entries, View: Sayer{ui.Lang(r.Context())}}
	if len(entries) > logRows {
		view.Entries = entries[:logRows]
		view.Older = view.Entries[logRows-1].Seq
	}
	return page.Show(w, r, http.StatusOK, page.New(r, ui.T(r.Context(), "web.account.log.title")), logPage(view))
}
