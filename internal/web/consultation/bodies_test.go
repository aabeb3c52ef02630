package consultation

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	consult "thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/rule"
	"thao/internal/viet"
	"thao/internal/web/webtest"
)

// nation fills the registry: provinces, each with communes, of which many have
// the same names.
func (h *house) nation(provinces, communes int) {
	h.t.Helper()
	h.must(h.d.Write(h.t.Context(), func(tx *db.Tx) error {
		put := func(parent, name string) (string, error) {
			key := string(id.New())
			_, err := tx.Exec(`INSERT INTO body (id, parent_id, name, short, kind, email, folded, name_key, state, rev, created) VALUES ($1, $2, $3, '', 'unit', '', $4, $5, 'active', 1, 1)`,
				key, parent, name, viet.Fold(name+" "), rule.NameKey(name))
			return key, err
		}
		for p := range provinces {
			key := string(id.New())
			name := fmt.Sprintf("Tỉnh ủy số %d", p)
			if _, err := tx.Exec(`INSERT INTO body (id, parent_id, name, short, kind, email, folded, name_key, state, rev, created) VALUES ($1, NULL, $2, '', 'unit', '', $3, $4, 'active', 1, 1)`,
				key, name, viet.Fold(name+" "), rule.NameKey(name)); err != nil {
				return err
			}
			for c := range communes {
				if _, err := put(key, fmt.Sprintf("Đảng ủy xã %d", c)); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// plain asks the site as somebody, without a browser and without script.
type plain struct {
	h   *house
	who string
}

func (p plain) do(method, path, media string, body io.Reader) (int, string, string) {
	p.h.t.Helper()
	r, err := http.NewRequestWithContext(p.h.t.Context(), method, p.h.base+path, body)
	p.h.must(err)
	r.AddCookie(&http.Cookie{Name: "who", Value: string(p.h.people[p.who])})
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	p.h.must(err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	p.h.must(err)
	return res.StatusCode, res.Header.Get("Location"), string(data)
}

func (p plain) get(path string) string {
	p.h.t.Helper()
	status, _, body := p.do("GET", path, "", nil)
	if status != http.StatusOK {
		p.h.t.Fatalf("%s: %d %.1000s", path, status, body)
	}
	return body
}

func (p plain) post(path string, form url.Values) (int, string, string) {
	p.h.t.Helper()
	return p.do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

func (p plain) list(path, typed, file string) (int, string, string) {
	p.h.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	p.h.must(w.WriteField("list", typed))
	if file != "" {
		part, err := w.CreateFormFile("file", "ds.csv")
		p.h.must(err)
		_, err = io.WriteString(part, file)
		p.h.must(err)
	}
	p.h.must(w.Close())
	return p.do("POST", path, w.FormDataContentType(), &b)
}

func (h *house) askedNow(round id.ID) map[string]bool {
	h.t.Helper()
	r, err := h.consult.ReadRound(h.t.Context(), h.load("Thư ký tổng hợp"), h.docket, round)
	h.must(err)
	out := map[string]bool{}
	for _, a := range r.Asked {
		out[a.Name] = true
	}
	return out
}

var ticks = regexp.MustCompile(`<input type="checkbox"[^>]*name="body" value="([^"]*)"`)

// Bodies are chosen from a registry of tens of thousands: by a search, level by
// level, by a list; and no form takes out what it does not show.
func TestBodiesOfANationAreChosen(t *testing.T) {
	h := build(t)
	h.nation(30, 1000)
	p := plain{h, "Thư ký tổng hợp"}
	base := "/dockets/" + string(h.docket)

	page := p.get(base + "/rounds/new")
	if n := len(ticks.FindAllString(page, -1)); n > 40 || len(page) > 200_000 {
		t.Errorf("the form of a new round offers %d bodies in %d bytes", n, len(page))
	}
	status, at, body := p.post(base+"/rounds/new", url.Values{"title": {"Lấy ý kiến toàn quốc"}, "version": {string(h.version)}, "deadline": {"2026-05-13T17:00"}, "choose": {"1"}})
	if status != http.StatusSeeOther || !strings.HasSuffix(at, "/bodies") {
		t.Fatalf("%d %s %.1000s", status, at, body)
	}
	round := id.ID(strings.Split(at, "/")[4])

	page = p.get(at + "?q=dang+uy+xa+77")
	found := ticks.FindAllStringSubmatch(page, -1)
	if len(found) != 50 || !strings.Contains(page, "Đảng ủy xã 77") || !strings.Contains(page, `rel="next"`) {
		t.Errorf("a search shows %d", len(found))
	}
	if status, back, _ := p.post(at+"?q=dang+uy+xa+77", url.Values{"q": {"dang uy xa 77"}, "body": {found[0][1], found[1][1]}}); status != http.StatusSeeOther || !strings.Contains(back, "q=dang") {
		t.Errorf("adding two: %d %s", status, back)
	}
	if got := h.askedNow(round); len(got) == 0 {
		t.Error("nobody was added")
	}
	_, _, body = p.post(at, url.Values{"do": {"all"}, "q": {"tinh uy so"}})
	r, err := h.consult.ReadRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, round)
	h.must(err)
	if len(r.Asked) != 32 {
		t.Errorf("with all provinces: %d %s", len(r.Asked), body)
	}
	province := ""
	for _, a := range r.Asked {
		if a.Name == "Tỉnh ủy số 3" {
			province = string(a.Body)
		}
	}
	p.post(at, url.Values{"do": {"all"}, "under": {province}})
	r, err = h.consult.ReadRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, round)
	h.must(err)
	if n := len(r.Asked); n != 1032 && n != 1031 && n != 1030 { // the two of the search may be of this province
		t.Errorf("with all communes of a province: %d", n)
	}
	before := len(r.Asked)

	status, _, page = p.list(at+"/list", "tinh uy so 4\nĐảng ủy xã 5, Tỉnh ủy số 9\nĐảng ủy xã 6\nKhông có thật", "\"Đảng ủy xã 7; Tỉnh ủy số 9\"\n")
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "Không có thật\nĐảng ủy xã 6</textarea>") {
		t.Errorf("a list with lines that are not found: %d", status)
	}
	r, err = h.consult.ReadRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, round)
	h.must(err)
	if len(r.Asked) != before+2 {
		t.Errorf("by the list came %d", len(r.Asked)-before)
	}

	page = p.get(at)
	if len(page) > 200_000 || !strings.Contains(page, "behind=") {
		t.Errorf("the page of the chosen has %d bytes", len(page))
	}
	if status, _, _ := p.post(at, url.Values{"drop": {province}}); status != http.StatusSeeOther || h.askedNow(round)["Tỉnh ủy số 3"] {
		t.Error("a body is not taken out")
	}

	form := p.get(base + "/rounds/" + string(round) + "/edit")
	shown := regexp.MustCompile(`name="shown" value="([^"]*)"`).FindAllStringSubmatch(form, -1)
	sent := url.Values{"title": {"Tên khác"}, "deadline": {"2026-05-13T17:00"}, "version": {string(h.version)}, "rev": regexp.MustCompile(`name="rev" value="(\d+)"`).FindStringSubmatch(form)[1:]}
	for _, s := range shown {
		sent.Add("shown", s[1])
	}
	if status, _, body := p.post(base+"/rounds/"+string(round)+"/edit", sent); status != http.StatusSeeOther {
		t.Fatalf("editing: %d %.2000s", status, body)
	}
	after, err := h.consult.ReadRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, round)
	h.must(err)
	if after.Title != "Tên khác" || len(after.Asked) < before-len(shown) || len(after.Asked) < 900 {
		t.Errorf("the edit of %q left %d of %d bodies", after.Title, len(after.Asked), before+1)
	}

	if _, err := h.consult.OpenRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, round, after.Rev); err != nil {
		t.Fatal(err)
	}
	if status, _, page := p.post(at, url.Values{"drop": {string(after.Asked[0].Body)}}); status != http.StatusConflict {
		t.Errorf("a round that is open: %d %.500s", status, page)
	}
	for _, path := range []string{roundHref(consult.Round{Docket: h.docket, ID: round}), base + "/versions/" + string(h.version)} {
		if page := p.get(path); len(page) > 600_000 {
			t.Errorf("%s has %d bytes", path, len(page))
		}
	}
}

// The page on which bodies are chosen, in the browser.
func TestChoosingBodiesInTheBrowser(t *testing.T) {
	h := build(t)
	h.nation(3, 80)
	r, err := h.consult.PrepareRound(t.Context(), h.load("Thư ký tổng hợp"), h.docket, consult.RoundForm{Version: h.version, Title: "Lấy ý kiến"})
	h.must(err)
	tab := h.as(webtest.Start(t), "Thư ký tổng hợp")
	path := roundHref(r, "bodies")
	look(tab, "round-bodies", path)
	tab.Fill("input[name=q]", "xa 7")
	tab.PressInto("Enter")
	tab.Wait("input[name=body]")
	tab.Click("input[name=body]")
	tab.Follow("form[action*='bodies'] button.primary")
	tab.WaitText("#notices", "Đã thêm 1")
	look(tab, "round-bodies-chosen", path)
}

// What cannot be taken comes back as it was typed and ticked; nothing ticked
// changes nothing.
func TestBodiesThatAreNotTakenStayOnTheForm(t *testing.T) {
	h := build(t)
	h.nation(1, 250)
	p := plain{h, "Thư ký tổng hợp"}
	open := h.asked()
	status, _, page := p.post(roundHref(open, "extend"), url.Values{"body": {"tỉnh ủy số 0"}, "deadline": {"mai"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, `value="tỉnh ủy số 0"`) {
		t.Errorf("%d, and the name that was typed is gone", status)
	}

	secretary := h.load("Thư ký tổng hợp")
	r, err := h.consult.PrepareRound(t.Context(), secretary, h.docket, consult.RoundForm{Version: h.version, Title: "Lấy ý kiến"})
	h.must(err)
	at := roundHref(r, "bodies")
	if status, _, page := p.post(at, url.Values{"q": {""}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Chưa chọn cơ quan nào.") {
		t.Errorf("nothing ticked: %d", status)
	}
	now, err := h.consult.ReadRound(t.Context(), secretary, h.docket, r.ID)
	h.must(err)
	if now.Rev != r.Rev {
		t.Errorf("nothing ticked made revision %d of %d", now.Rev, r.Rev)
	}
	box := ticks.FindStringSubmatch(p.get(at))[1]
	status, _, page = p.post(at, url.Values{"body": {box, string(id.New())}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, `value="`+box+`" checked`) {
		t.Errorf("a body that is not there: %d, and the ticks are gone", status)
	}
}

// In a round that is open further bodies are asked by their names: all that are
// named, or none.
func TestAskingMoreBodies(t *testing.T) {
	h := build(t)
	open := h.asked()
	h.nation(1, 20)
	p, secretary := plain{h, "Thư ký tổng hợp"}, h.load("Thư ký tổng hợp")
	asked := func() int {
		t.Helper()
		round, err := h.consult.ReadRound(t.Context(), secretary, h.docket, open.ID)
		h.must(err)
		return len(round.Asked)
	}
	before := asked()
	for _, c := range []struct{ names, says string }{
		{"Đảng ủy xã 7\nXã ở đâu", "Chưa rõ là cơ quan nào: Xã ở đâu"}, {" \n", "Cần ít nhất một cơ quan"}, {"Bí thư không có", "Chưa hỏi thêm ai"},
	} {
		status, _, page := p.post(roundHref(open, "ask"), url.Values{"names": {c.names}})
		if status != http.StatusUnprocessableEntity || !strings.Contains(page, c.says) || !strings.Contains(page, c.names) || asked() != before {
			t.Errorf("%q: %d, %d are asked", c.names, status, asked())
		}
	}
	status, _, page := p.post(roundHref(open, "ask"), url.Values{"names": {"dang uy xa 7\nĐảng ủy xã 8\n"}})
	if status != http.StatusSeeOther || asked() != before+2 {
		t.Errorf("%d, %d are asked of %d: %.300s", status, asked(), before+2, page)
	}
	if page := p.get(roundHref(open)); !strings.Contains(page, "Đảng ủy xã 8") {
		t.Error("the board does not show who was asked")
	}
	if status, _, _ := (plain{h, "Bí thư Tỉnh ủy S"}).post(roundHref(open, "ask"), url.Values{"names": {"Đảng ủy xã 9"}}); status == http.StatusSeeOther || asked() != before+2 {
		t.Error("a body asks others")
	}
}
