package page

import (
	"encoding/base64"
	"encoding/json"
	"net/http"

	"thao/internal/web/ui"
)

// saidCookie carries one sentence over a redirect. It is text and is shown as
// text; it lives for a minute or until it was shown.
const saidCookie = "said"

// longestSaid keeps the cookie below what browsers hold (RFC 6265, 6.1), in
// bytes as it is carried.
const longestSaid = 3800

func setSaid(w http.ResponseWriter, r *http.Request, said ui.Said) {
	http.SetCookie(w, &http.Cookie{
		Name: saidCookie, Value: carried(said), Path: "/", MaxAge: 60,
		HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode,
	})
}

// carried is what is said as a cookie holds it: of a long sentence the beginning,
// and no name longer than those of our forms.
func carried(said ui.Said) string {
	if len(said.Kept) > longestSaid/12 { // of which JSON makes six times as much at most
		said.Kept = ""
	}
	for text := []rune(said.Text); ; {
		data, err := json.Marshal(said)
		if err != nil {
			return "" // three plain fields: it does not happen
		}
		if base64.RawURLEncoding.EncodedLen(len(data)) <= longestSaid || len(text) == 0 {
			return base64.RawURLEncoding.EncodeToString(data)
		}
		text = text[:len(text)*9/10]
		said.Text = string(text) + "…"
	}
}

// takeSaid reads the sentence left for this page, and takes it away.
func takeSaid(w http.ResponseWriter, r *http.Request) *ui.Said {
	c, err := r.Cookie(saidCookie)
	if err != nil {
		return nil
	}
	http.SetCookie(w, &http.Cookie{Name: saidCookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode})
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return nil
	}
	var said ui.Said
	if json.Unmarshal(data, &said) != nil || said.Text == "" {
		return nil
	}
	return &said
}
