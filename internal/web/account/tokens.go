package account

import (
	"net/http"
	"time"

	"thao/internal/account"
	"thao/internal/id"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// tokensView is the tokens of all accounts.
type tokensView struct {
	Tokens []account.TokenOf
	Next   string
	Now    time.Time
}

func (h *Handlers) tokens(w http.ResponseWriter, r *http.Request) error {
	all, err := h.Accounts.AllTokens(r.Context(), actor(r), id.ID(query(r, "before")))
	if err != nil {
		return err
	}
	view := tokensView{Tokens: all, Now: h.now()}
	if len(all) == account.MostRows {
		view.Next = "/admin/tokens?before=" + string(all[len(all)-1].ID)
	}
	return page.Show(w, r, http.StatusOK, page.New(r, ui.T(r.Context(), "web.account.tokens")), tokensPage(view))
}

func (h *Handlers) tokenDropOf(w http.ResponseWriter, r *http.Request) error {
	token, err := key(r, "token")
	if err != nil {
		return err
	}
	if err := h.Accounts.DropToken(r.Context(), actor(r), token); err != nil {
		return err
	}
	return done(w, r, "/admin/tokens", "web.account.token-dropped")
}
