package consultation

import (
	"bytes"
	"net/http"
	"os"
	"strings"
	"testing"

	consult "thao/internal/consultation"
	"thao/internal/id"
	"thao/internal/web/webtest"
)

// asked is a round in which every body of the samples is asked.
func (h *house) asked() consult.Round {
	h.t.Helper()
	secretary := h.load("Thư ký tổng hợp")
	bodies := []id.ID{}
	rows, err := h.d.Reader(h.t.Context()).Query(`SELECT id FROM body ORDER BY id`)
	h.must(err)
	defer rows.Close()
	for rows.Next() {
		var body id.ID
		h.must(rows.Scan(&body))
		bodies = append(bodies, body)
	}
	r, err := h.consult.PrepareRound(h.t.Context(), secretary, h.docket, consult.RoundForm{
		Version: h.version, Title: "Lấy ý kiến dự thảo lần 1", Letter: "Đề nghị góp ý.", Deadline: h.consult.Clock().Add(72e9 * 3600), Bodies: bodies,
	})
	h.must(err)
	r, err = h.consult.OpenRound(h.t.Context(), secretary, h.docket, r.ID, r.Rev)
	h.must(err)
	return r
}

// A round's page shows what others do without being read again, and what was
// ticked on it meanwhile stays ticked; what was ticked is reminded and given
// more time.
func TestARoundPageIsLive(t *testing.T) {
	h := build(t)
	r := h.asked()
	tab := h.as(webtest.Start(t), "Thư ký tổng hợp")
	path := roundHref(r)
	tab.Open(path)
	tab.Eval(`window.here = true`)
	tab.Wait("live-stream")
	tab.Click("tbody tr:nth-child(2) input[name=body]")
	ticked := tab.Attribute("tbody input:checked", "value")

	head := h.load("Bí thư Tỉnh ủy S")
	reply, err := h.consult.WordReply(t.Context(), head, h.docket, r.ID, head.Heads[0], 0, "Nhất trí với dự thảo.", true)
	h.must(err)
	_, err = h.consult.Seal(t.Context(), head, h.docket, r.ID, head.Heads[0], reply.Rev)
	h.must(err)

	tab.WaitText("#tally", "Nhất trí")
	tab.WaitText("#standing tfoot", "1 đã trả lời")
	if !tab.EvalBool(`window.here === true`) {
		t.Error("the whole page was read again")
	}
	if now := tab.Attribute("tbody input:checked", "value"); now != ticked {
		t.Errorf("ticked was %s, now %s", ticked, now)
	}
	if got := tab.Text(".bulk b"); got != "Đã chọn 1" {
		t.Errorf("the bar says %q", got)
	}
	tab.Axe()
	tab.Shots("round-chosen", "vi")

	tab.Follow(".bulk button[formaction$='/remind']")
	if got := tab.Text(".said"); got == "" {
		t.Error("it is not said that somebody was reminded")
	}
	after, err := h.consult.ReadRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, r.ID)
	h.must(err)
	for _, a := range after.Asked {
		if (a.Reminded != 0) != (string(a.Body) == ticked) {
			t.Errorf("%s: reminded at %d", a.Name, a.Reminded)
		}
	}
	tab.Click("input[value='" + ticked + "']")
	tab.Eval(`document.getElementById("chosen-deadline").value = "2026-05-13T17:00"`)
	tab.Follow(".bulk .chosen-until button")
	after, err = h.consult.ReadRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, r.ID)
	h.must(err)
	for _, a := range after.Asked {
		if (a.Deadline != 0) != (string(a.Body) == ticked) {
			t.Errorf("%s: until %d", a.Name, a.Deadline)
		}
	}
}

// The rows' buttons with no row ticked reach nobody: not all.
func TestNoRowTickedReachesNobody(t *testing.T) {
	h := build(t)
	r := h.asked()
	tab := h.as(webtest.Start(t), "Thư ký tổng hợp")
	tab.Tolerate("422")
	tab.Scripts(false)
	tab.Open(roundHref(r))
	tab.Follow(".bulk button[formaction$='/remind']")
	if got := tab.Text(".bulk"); !strings.Contains(got, "Chưa chọn cơ quan nào.") {
		t.Errorf("the bar says %q", got)
	}
	after, err := h.consult.ReadRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, r.ID)
	h.must(err)
	for _, a := range after.Asked {
		if a.Reminded != 0 {
			t.Errorf("%s was reminded", a.Name)
		}
	}
}

// Who may not see how the bodies stand may not listen to it.
func TestOnlyTheTeamListens(t *testing.T) {
	h := build(t)
	r := h.asked()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.base+roundHref(r, "events"), nil)
	h.must(err)
	req.AddCookie(&http.Cookie{Name: "who", Value: string(h.people["Bí thư Tỉnh ủy S"])})
	resp, err := http.DefaultClient.Do(req)
	h.must(err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("a body listens: %s", resp.Status)
	}
}

// Whose file it is stays chosen while the page hears of what others do.
func TestTheLivePageKeepsWhoseFileItIs(t *testing.T) {
	h := build(t)
	head, secretary := h.load("Bí thư Tỉnh ủy S"), h.load("Thư ký tổng hợp")
	r, err := h.consult.PrepareRound(t.Context(), secretary, h.docket, consult.RoundForm{
		Version: h.version, Title: "Lấy ý kiến", Deadline: h.consult.Clock().Add(72e9 * 3600), Bodies: []id.ID{head.Heads[0]},
	})
	h.must(err)
	r, err = h.consult.OpenRound(t.Context(), secretary, h.docket, r.ID, r.Rev)
	h.must(err)
	file, err := os.ReadFile(replyFiles(t)[0])
	h.must(err)
	_, err = h.consult.Receive(t.Context(), secretary, h.docket, r.ID, "Góp ý.docx", bytes.NewReader(file))
	h.must(err)
	tab := h.as(webtest.Start(t), "Thư ký tổng hợp")
	tab.Open(roundHref(r))
	field := "#files [name=body]"
	tab.Wait(field)
	tab.Choose(field, string(head.Heads[0]))

	reply, err := h.consult.WordReply(t.Context(), head, h.docket, r.ID, head.Heads[0], 0, "Nhất trí với dự thảo.", true)
	h.must(err)
	_, err = h.consult.Seal(t.Context(), head, h.docket, r.ID, head.Heads[0], reply.Rev)
	h.must(err)
	tab.WaitText("#tally", "Nhất trí")
	if got := tab.Value(field); got != string(head.Heads[0]) {
		t.Errorf("the field now says %q", got)
	}
}
