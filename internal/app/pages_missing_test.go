package app_test

import (
	"context"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"thao/internal/db"
)

var (
	lacking = regexp.MustCompile(`<li><a href="([^"]*/desk\?show=[^"]*)">(\d+) `)
	grouped = regexp.MustCompile(`<li><a href="([^"?]*/desk/[^"?]*)[^"]*"[^>]*>\s*<span class="gno">`)
	further = regexp.MustCompile(`<p class="more small"><a href="([^"]*)">`)
)

// What a round's page says is missing on the desk, the page behind it lists: no
// more and no less.
func TestWhatIsMissingIsListedBehindItsNumber(t *testing.T) {
	o := staffed(t)
	o.must(o.app.DB.Write(context.Background(), func(tx *db.Tx) error { // it can be closed then
		_, err := tx.Exec(`UPDATE round SET state = 'ended' WHERE id = $1`, o.at["round"])
		return err
	}))
	body := o.ask('L', http.MethodGet, o.filled(docketAt+"/rounds/{round}", o.at), nil).Body.String()
	_, missing, there := strings.Cut(body, `<div id="missing"`)
	missing, _, _ = strings.Cut(missing, "</section>")
	list := lacking.FindAllStringSubmatch(missing, -1)
	if !there || len(list) != 3 {
		t.Fatalf("open, drafted and submitted groups: %q in %.2000s", list, missing)
	}
	for _, m := range list {
		want, err := strconv.Atoi(m[2])
		o.must(err)
		if got := o.listed(html.UnescapeString(m[1])); got != want || want == 0 {
			t.Errorf("%s lists %d groups, %d are missing", m[1], got, want)
		}
	}
}

// listed counts the groups of the desk from a page on.
func (o *office) listed(at string) int {
	o.t.Helper()
	groups, pages := map[string]bool{}, map[string]bool{}
	for at != "" && !pages[at] {
		pages[at] = true
		body := o.ask('L', http.MethodGet, at, nil).Body.String()
		for _, m := range grouped.FindAllStringSubmatch(body, -1) {
			groups[m[1]] = true
		}
		at = ""
		for _, m := range further.FindAllStringSubmatch(body, -1) { // the last leads on, where there is more
			if next := html.UnescapeString(m[1]); !pages[next] {
				at = next
			}
		}
	}
	return len(groups)
}
