package page

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"thao/internal/web/ui"
)

// Whatever is said, and of whatever form, fits into what browsers hold, and
// begins as it does.
func TestWhatIsSaidFitsIntoACookie(t *testing.T) {
	for _, said := range []ui.Said{
		{Text: "Đã lưu.", Kept: "node-article_1"},
		{Text: strings.Repeat("Đã nhận 3 tệp. ", 1000), Bad: true, Kept: "node-article_1"},
		{Text: "Đã lưu.", Kept: "node-" + strings.Repeat("\x01", 4000)},
		{Text: strings.Repeat("\x01", 9000), Kept: strings.Repeat("<", 300)},
		{Kept: strings.Repeat("ỳ", 100_000)},
	} {
		w := httptest.NewRecorder()
		setSaid(w, httptest.NewRequest(http.MethodGet, "/", nil), said)
		cookies := w.Result().Cookies()
		if len(cookies) != 1 || len(cookies[0].Value) > longestSaid {
			t.Fatalf("%.30q: %d cookies", said.Text, len(cookies))
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.AddCookie(cookies[0])
		got := takeSaid(httptest.NewRecorder(), r)
		if said.Text == "" {
			continue
		}
		if got == nil || got.Bad != said.Bad || !strings.HasPrefix(said.Text, strings.TrimSuffix(got.Text, "…")) || got.Kept != said.Kept && len(said.Kept) < 300 {
			t.Errorf("%.30q, %.30q: %+v", said.Text, said.Kept, got)
		}
	}
}
