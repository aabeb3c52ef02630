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
	data, err := json.Marshal(said)
	for text := []rune(said.Text); err == nil && base64.RawURLEncoding.EncodedLen(len(data)) > longestSaid; {
		text = text[:len(text)*9/10]
		said.Text = string(text) + "…"
		data, err = json.Marshal(said)
	}
	if err != nil {
		return // three plain fields: it does not happen
	}
	http.SetCookie(w, &http.Cookie{
		Name: saidCookie, Value: base64.RawURLEncoding.EncodeToString(data), Path: "/", MaxAge: 60,
		HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode,
	})
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
