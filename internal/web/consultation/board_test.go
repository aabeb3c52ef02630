package consultation

import (
	"html"
	"regexp"
	"slices"
	"testing"

	consult "thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/id"
)

var (
	rows   = regexp.MustCompile(`<input type="checkbox"[^>]*name="body"[^>]*value="([^"]*)"`)
	onward = regexp.MustCompile(`<a href="([^"]*)" rel="next"`)
	back   = regexp.MustCompile(`<a href="([^"]*)" rel="prev"`)
)

// A round of many bodies is gone through page by page, to its end and back, and
// each body is met once.
func TestTheBoardOfManyIsGoneThrough(t *testing.T) {
	h := build(t)
	h.nation(1, 2*mostOptions+40)
	bodies, err := db.Values[id.ID](h.d.Reader(t.Context()), `SELECT id FROM body WHERE name LIKE 'Đảng ủy xã%' ORDER BY id`)
	h.must(err)
	secretary := h.load("Thư ký tổng hợp")
	r, err := h.consult.PrepareRound(t.Context(), secretary, h.docket, consult.RoundForm{Version: h.version, Title: "Toàn tỉnh", Bodies: bodies, Deadline: h.asked().Deadline})
	h.must(err)
	_, err = h.consult.OpenRound(t.Context(), secretary, h.docket, r.ID, r.Rev)
	h.must(err)
	p := plain{h, "Thư ký tổng hợp"}
	var got []id.ID
	var pages [][]id.ID
	at := roundHref(r)
	for {
		page := p.get(at)
		var some []id.ID
		for _, m := range rows.FindAllStringSubmatch(page, -1) {
			some = append(some, id.ID(m[1]))
		}
		got, pages = append(got, some...), append(pages, some)
		next := onward.FindStringSubmatch(page)
		if next == nil || len(pages) > 3 {
			break
		}
		at = html.UnescapeString(next[1])
	}
	if len(pages) != 3 || !slices.Equal(slices.Sorted(slices.Values(got)), bodies) {
		t.Fatalf("%d pages with %d of %d bodies", len(pages), len(got), len(bodies))
	}
	for n := len(pages) - 2; n >= 0; n-- {
		prev := back.FindStringSubmatch(p.get(at))
		if prev == nil {
			t.Fatalf("no way back from page %d", n+2)
		}
		at = html.UnescapeString(prev[1])
		var some []id.ID
		for _, m := range rows.FindAllStringSubmatch(p.get(at), -1) {
			some = append(some, id.ID(m[1]))
		}
		if !slices.Equal(some, pages[n]) {
			t.Errorf("back on page %d: %d bodies, and not those of before", n+1, len(some))
		}
	}
	if back.MatchString(p.get(at)) {
		t.Error("there is a way back from the first page")
	}
}
