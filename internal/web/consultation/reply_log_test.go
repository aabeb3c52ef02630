package consultation

import (
	"net/http"
	"strings"
	"testing"

	consult "thao/internal/consultation"
	"thao/internal/id"
)

// status is what a page answers somebody with.
func (h *house) status(name, path string) int {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.base+path, nil)
	h.must(err)
	req.AddCookie(&http.Cookie{Name: "who", Value: string(h.people[name])})
	resp, err := http.DefaultClient.Do(req)
	h.must(err)
	resp.Body.Close()
	return resp.StatusCode
}

// A body's people read how their reply came about, before it is sent and
// afterwards; the team never does.
func TestThePeopleOfABodyReadTheLogOfTheirReply(t *testing.T) {
	h := build(t)
	r := h.asked()
	head, team := h.load("Bí thư Tỉnh ủy S"), "Thư ký tổng hợp"
	for range 60 {
		_, err := h.consult.Write(t.Context(), head, h.docket, r.ID, consult.CommentForm{
			ID: id.New(), Body: head.Heads[0], State: consult.Included,
			Words: consult.Words{Kind: consult.Other, Text: "Đề nghị nêu rõ.", Node: "part_1__heading_1__heading_1"},
		})
		h.must(err)
	}
	reply, begun, err := h.consult.OwnReply(t.Context(), head, h.docket, r.ID, head.Heads[0])
	if err != nil || !begun {
		t.Fatalf("%v %v", begun, err)
	}
	path := logHref(reply)
	if page := h.get("Bí thư Tỉnh ủy S", roundHref(r, "reply")); !strings.Contains(page, path) {
		t.Error("nothing leads to the log")
	}
	page := h.get("Bí thư Tỉnh ủy S", path)
	for _, want := range []string{"Viết ý kiến", "Phần I", "Bí thư Tỉnh ủy S", path + "?before=11"} {
		if !strings.Contains(page, want) {
			t.Errorf("the log does not say %q", want)
		}
	}
	if older := h.get("Bí thư Tỉnh ủy S", path+"?before=11"); strings.Count(older, "<tr data-row") != 10 {
		t.Errorf("%d older entries", strings.Count(older, "<tr data-row"))
	}
	if status := h.status(team, path); status != http.StatusNotFound {
		t.Errorf("the team is told %d of what is being written", status)
	}
	_, err = h.consult.Seal(t.Context(), head, h.docket, r.ID, head.Heads[0], 0)
	h.must(err)
	if page := h.get("Bí thư Tỉnh ủy S", roundHref(r, "replies", string(reply.ID))); !strings.Contains(page, path) {
		t.Error("nothing leads to the log once it is sent")
	}
	h.get("Bí thư Tỉnh ủy S", path)
	if status := h.status(team, path); status != http.StatusForbidden {
		t.Errorf("the team is told %d of how it came about", status)
	}
	if page := h.get(team, roundHref(r, "replies", string(reply.ID))); strings.Contains(page, path) {
		t.Error("the team is led to the log")
	}
}
