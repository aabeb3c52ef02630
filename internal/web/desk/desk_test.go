package desk

import (
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	consult "thao/internal/consultation"
	"thao/internal/matrix"
	"thao/internal/web/webtest"
)

// client is somebody without script: links and forms alone.
type client struct {
	t    *testing.T
	base string
	http *http.Client
}

func (o *office) client(name string) *client {
	o.t.Helper()
	if o.base == "" {
		s := httptest.NewServer(o.handler)
		o.t.Cleanup(s.Close)
		o.base = s.URL
	}
	jar, err := cookiejar.New(nil)
	o.must(err)
	c := &client{t: o.t, base: o.base, http: &http.Client{Jar: jar}}
	c.get("/as/" + name)
	return c
}

func (c *client) read(r *http.Response, err error) (int, string) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

func (c *client) get(path string) (int, string) {
	c.t.Helper()
	return c.read(c.http.Get(c.base + path))
}

func (c *client) post(path string, values ...string) (int, string) {
	c.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(values); i += 2 {
		form.Add(values[i], values[i+1])
	}
	return c.read(c.http.PostForm(c.base+path, form))
}

func (c *client) upload(path, name string, data []byte) (int, string) {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		c.t.Fatal(err)
	}
	part.Write(data)
	w.Close()
	return c.read(c.http.Post(c.base+path, w.FormDataContentType(), &body))
}

func (c *client) want(status int, words string) func(int, string) {
	c.t.Helper()
	return func(got int, body string) {
		c.t.Helper()
		if got != status || !strings.Contains(body, words) {
			c.t.Errorf("%d, want %d with %q in\n%s", got, status, words, mainOf(body))
		}
	}
}

// mainOf is a page's main part, for a failing test.
func mainOf(body string) string {
	if i := strings.Index(body, "<main"); i >= 0 {
		body = body[i:]
	}
	return body[:min(len(body), 1500)]
}

// The whole way without script: refused without a reason, written, handed on,
// not confirmed by the writer, confirmed by another; a stale page shows both.
func TestAnsweringWithoutScript(t *testing.T) {
	o := newOffice(t)
	g := o.large()
	c, second := o.client(secretary), o.client(reviewer)
	answer, step := o.href("desk", string(g.ID), "answer"), o.href("desk", string(g.ID), "step")
	o.client(stranger).want(403, "")(o.client(stranger).get(o.href("desk")))
	c.want(200, g.Title)(c.get(o.href("desk", string(g.ID))))
	c.want(422, "phải nêu lý do")(c.post(answer, "rev", "0", "verdict", "rejected", "reason", "", "do", "submit"))
	a := o.answerOf(g.ID)
	if a.Verdict != matrix.Refused || a.State != consult.Drafted {
		t.Fatalf("what was typed is not kept: %+v", a)
	}
	drafts := o.client(drafter)
	drafts.want(409, "Chuyện đang gõ")(drafts.post(answer, "rev", "0", "verdict", "noted", "reason", "Chuyện đang gõ", "do", "save"))
	if now := o.answerOf(g.ID); now.Rev != a.Rev {
		t.Errorf("a stale page overwrote: %+v", now)
	}
	c.want(200, "Đã gửi xác nhận")(c.post(answer, "rev", text(a.Rev), "verdict", "rejected", "reason", "Giữ như dự thảo.", "do", "submit"))
	c.want(403, "")(c.post(step, "do", "confirm"))
	if _, said := second.post(o.href("desk", string(g.ID), "seat")); strings.Contains(said, "vừa được người khác sửa") {
		t.Errorf("who only confirms is warned of losing what they write: %s", said)
	}
	second.want(200, "vừa thay đổi nên chưa làm gì")(second.post(step, "do", "confirm", "rev", "1"))
	if now := o.answerOf(g.ID); now.State != consult.Submitted {
		t.Errorf("a page of before confirmed: %+v", now)
	}
	read, err := o.h.Consultation.ReadGroup(t.Context(), o.actor(reviewer), o.docket, g.ID)
	o.must(err)
	second.want(200, "Đã xác nhận")(second.post(step, "do", "confirm", "rev", text(read.Rev)))
	if now := o.answerOf(g.ID); now.State != consult.Confirmed || now.ConfirmedBy != o.people[reviewer] {
		t.Errorf("%+v", now)
	}
	second.want(409, "")(second.post(step, "do", "confirm"))
	c.want(404, "")(c.get(o.href("desk", string(o.docket))))
}

// A page that was open before another gave a group its name, or gave it to
// somebody, changes neither back; what was typed is told.
func TestAnOldPageUndoesNothing(t *testing.T) {
	o := newOffice(t)
	g := o.large()
	c, second := o.client(secretary), o.client(drafter)
	regroup, assign := o.href("desk", string(g.ID), "regroup"), o.href("desk", string(g.ID), "assign")
	_, body := second.get(o.href("desk", string(g.ID)))
	if !strings.Contains(body, `name="seen" value="`+html.EscapeString(g.Title)+`"`) {
		t.Fatal("the page does not carry the title it shows")
	}
	c.want(200, "Tên một")(c.post(regroup, "do", "rename", "title", "Tên một", "seen", g.Title))
	c.want(200, "")(c.post(assign, "account", string(o.people[drafter]), "seen", ""))
	second.want(200, "Tên đồng chí vừa nhập: Tên hai")(second.post(regroup, "do", "rename", "title", "Tên hai", "seen", g.Title))
	c.want(200, "vừa được giao lại")(c.post(assign, "account", string(o.people[secretary]), "seen", ""))
	now, err := o.h.Consultation.ReadGroup(t.Context(), o.actor(secretary), o.docket, g.ID)
	o.must(err)
	if now.Title != "Tên một" || now.Assigned != o.people[drafter] || now.Rev != g.Rev+2 {
		t.Errorf("%+v", now)
	}
}

// A form that is not whole, or larger than any, takes no work away from those
// who have it.
func TestBrokenFormsTakeNoWorkAway(t *testing.T) {
	o := newOffice(t)
	g, c := o.large(), o.client(secretary)
	assign, shares := o.href("desk", string(g.ID), "assign"), o.href("desk", "shares")
	c.want(200, "")(c.post(assign, "account", string(o.people[drafter])))
	for name, send := range map[string]func() (int, string){
		"no account":  func() (int, string) { return c.post(assign) },
		"no id":       func() (int, string) { return c.post(assign, "account", "01jd") },
		"large":       func() (int, string) { return c.post(assign, "account", strings.Repeat("x", 3<<20)) },
		"no division": func() (int, string) { return c.post(shares) },
		"no part":     func() (int, string) { return c.post(shares, "do", "part") },
		"no member":   func() (int, string) { return c.post(shares, "do", "part", "account", "ai đó") },
	} {
		if status, _ := send(); status != 422 && status != 413 {
			t.Errorf("%s: %d", name, status)
		}
		now, err := o.h.Consultation.ReadGroup(t.Context(), o.actor(secretary), o.docket, g.ID)
		o.must(err)
		if now.Assigned != o.people[drafter] {
			t.Errorf("%s took the group away", name)
		}
	}
	c.want(200, "")(c.post(assign, "account", ""))
}

// Groups are answered at once; one that has another answer keeps it and is named.
func TestBulkNamesWhatItDidNotAnswer(t *testing.T) {
	o := newOffice(t)
	c, gs := o.client(secretary), o.groups()[:3]
	_, err := o.h.Consultation.WriteAnswer(t.Context(), o.actor(drafter), o.docket, gs[1].ID, consult.AnswerForm{Verdict: matrix.Noted, Reason: "Của Vụ 2."})
	o.must(err)
	form := []string{"verdict", "accepted", "reason", "Đã chỉnh lý.", "do", "submit"}
	c.want(422, "ít nhất một nhóm")(c.post(o.href("desk", "bulk"), form...))
	for _, g := range gs {
		form = append(form, "group", string(g.ID))
	}
	c.want(200, "Nhóm "+text(gs[1].Number)+"</a>: đã có trả lời khác")(c.post(o.href("desk", "bulk"), form...))
	if a := o.answerOf(gs[1].ID); a.Reason != "Của Vụ 2." {
		t.Errorf("%+v", a)
	}
	for _, g := range []consult.Group{gs[0], gs[2]} {
		if a := o.answerOf(g.ID); a.State != consult.Submitted {
			t.Errorf("%+v", a)
		}
	}
}

// The matrix through the server: the samples' filled one up, what it would do,
// done; the paper then comes down with the answers in it and changes nothing.
func TestMatrixThroughTheServer(t *testing.T) {
	o := newOffice(t)
	c := o.client(secretary)
	data, err := os.ReadFile(filepath.Join(samples(t), "bang-da-dien.xlsx"))
	o.must(err)
	c.want(422, "Xin chọn tệp")(c.upload(o.href("matrix"), "", nil))
	c.want(422, "")(c.upload(o.href("matrix"), "x.xlsx", []byte("không phải bảng")))
	status, preview := c.upload(o.href("matrix"), "bang-da-dien.xlsx", data)
	c.want(200, "Sẽ thành")(status, preview)
	action := regexp.MustCompile(`action="([^"]*/matrix/loads/[^"]*)"`).FindStringSubmatch(preview)
	if action == nil {
		t.Fatalf("nothing to agree to in %s", mainOf(preview))
	}
	c.want(200, "Đã thay")(c.post(action[1], "rev", "1", "do", "submit"))
	c.want(200, "Đã thay")(c.post(action[1], "rev", "1", "do", "submit")) // a second click
	c.want(409, "")(c.post(action[1], "rev", "1", "do", "apply"))
	progress, err := o.h.Consultation.Progress(t.Context(), o.actor(secretary), o.docket, o.round.ID)
	o.must(err)
	if progress.ByState["submitted"] < 40 || progress.ByState["confirmed"] != 0 {
		t.Errorf("%+v", progress)
	}
	_, paper := c.get(o.href("matrix", "download") + "?as=xlsx")
	status, again := c.upload(o.href("matrix"), "lai.xlsx", []byte(paper))
	c.want(200, "Tệp này không thay gì")(status, again)
	c.want(200, "Bảng tổng hợp")(c.get(o.href("matrix")))
}

// A day's work by keyboard alone: from group to group, a verdict, words that are
// saved by themselves, on to the next; and a second person is told.
func TestTheDeskByKeyboard(t *testing.T) {
	browser := webtest.Start(t)
	o := newOffice(t)
	gs := o.groups()
	tab := o.tab(browser, secretary)
	tab.Open(o.href("desk"))
	tab.PressInto("j")
	if want := o.href("desk", string(gs[1].ID)); tab.Path() != want {
		t.Fatalf("j leads to %s, want %s", tab.Path(), want)
	}
	tab.Press("1 t")
	tab.Type("Tiếp thu, đã chỉnh lý tại bản sau")
	o.until("saved by itself", func() bool { return strings.HasPrefix(o.answerOf(gs[1].ID).Reason, "Tiếp thu, đã") })
	tab.Type(" và phụ lục.")
	tab.PressInto("Ctrl+Enter")
	a := o.answerOf(gs[1].ID)
	if a.Reason != "Tiếp thu, đã chỉnh lý tại bản sau và phụ lục." || a.Verdict != matrix.Accepted || a.State != consult.Submitted {
		t.Errorf("%+v", a)
	}
	if want := o.href("desk", string(gs[2].ID)); tab.Path() != want {
		t.Errorf("then %s, want %s", tab.Path(), want)
	}
	other := o.tab(browser, drafter)
	other.Open(o.href("desk", string(gs[2].ID)))
	other.Wait(".seats .notice")
	if got := other.Text(".seats"); !strings.Contains(got, "Thư ký tổng hợp") {
		t.Errorf("the second person is told %q", got)
	}
	other.Press("4 t")
	other.Type("Đang gõ")
	o.until("the other's words", func() bool { return o.answerOf(gs[2].ID).Reason == "Đang gõ" })
	tab.Wait(".seats .warn")
	tab.Press("Escape k")
}

func (o *office) until(what string, is func() bool) {
	o.t.Helper()
	for range 600 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	o.t.Fatalf("never: %s", what)
}
