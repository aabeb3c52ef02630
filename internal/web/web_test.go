package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"thao/internal/fault"
	"thao/internal/web/assets"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// area is a small part of a site, for tests.
type area map[string]page.Handler

func (a area) Register(m page.Map) {
	for pattern, h := range a {
		m.Handle(pattern, h)
	}
}

// tried puts a site around an area, with a log that can be read.
func tried(t *testing.T, a area) (*Site, *bytes.Buffer) {
	t.Helper()
	if err := assets.Built(); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	s, err := New(Config{
		Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time { return time.Unix(0, 0) }, Areas: []page.Area{a},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, &log
}

func send(s http.Handler, method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func fails(err error) page.Handler {
	return func(http.ResponseWriter, *http.Request) error { return err }
}

func TestFaultsBecomeAnswers(t *testing.T) {
	tests := []struct {
		err    error
		status int
		says   string
	}{
		{fault.New(fault.NotFound), 404, "Không tìm thấy trang"},
		{fault.New(fault.Denied), 403, "Không được phép"},
		{fault.New(fault.Stale), 409, "Đã có thay đổi khác"},
		{fault.New(fault.Throttled, "seconds", 30), 429, "Thử quá nhiều lần"},
		{fault.New(fault.UploadLarge, "max", 50), 413, "50"},
		{fmt.Errorf("upload: %w", fault.New(fault.Damaged, "part", "word/document.xml")), 422, "word/document.xml"},
		{fault.Wrap(errors.New("dial tcp: refused"), fault.Unavailable), 503, "tạm thời"},
		{fault.New(fault.Full), 507, "hết chỗ"},
		{fmt.Errorf("query: %w", context.DeadlineExceeded), 503, "tạm thời"},
		{errors.New("secret of the house"), 500, "nhật ký máy chủ"},
	}
	for _, tt := range tests {
		s, log := tried(t, area{"GET /x": fails(tt.err), "POST /x": fails(tt.err)})
		w := send(s, "GET", "/x", "")
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) || !strings.Contains(w.Body.String(), "<!doctype html>") {
			t.Errorf("%v: %d\n%s", tt.err, w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), "dial tcp") {
			t.Errorf("%v: the page tells what is for the log", tt.err)
		}
		if id := w.Header().Get("X-Request-Id"); id == "" || !strings.Contains(w.Body.String(), id) || !strings.Contains(log.String(), id) {
			t.Errorf("%v: the request's number %q is not on the page and in the log", tt.err, id)
		}
		w = send(s, "POST", "/x", "a=b", "HX-Request", "true")
		if w.Code != tt.status || w.Header().Get("HX-Retarget") != "#notices" || strings.Contains(w.Body.String(), "<html") {
			t.Errorf("%v for htmx: %d %v", tt.err, w.Code, w.Header())
		}
		w = send(s, "GET", "/x", "", "Accept", "application/json")
		var problem struct {
			Status int
			Title  string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil || problem.Status != tt.status || problem.Title == "" {
			t.Errorf("%v for a program: %s", tt.err, w.Body)
		}
	}
}

func TestEveryStatusHasATitle(t *testing.T) {
	for code, status := range statuses {
		key := fmt.Sprintf("web.fault.%d", status)
		if got := ui.T(context.Background(), key); got == key {
			t.Errorf("%s answers %d, which has no title", code, status)
		}
	}
}

func TestWhoIsNotSignedInIsLedThere(t *testing.T) {
	s, _ := tried(t, area{"GET /x": fails(fault.New(fault.SignIn)), "POST /x": fails(fault.New(fault.SignIn))})
	if w := send(s, "GET", "/x?a=1", ""); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in?return=%2Fx%3Fa%3D1" {
		t.Errorf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	if w := send(s, "POST", "/x", "text=long"); w.Code != http.StatusUnauthorized {
		t.Errorf("a form is led away and lost: %d", w.Code)
	}
}

func TestWhatTheMapDoesNotKnow(t *testing.T) {
	s, _ := tried(t, area{"POST /x": fails(nil)})
	if w := send(s, "GET", "/nothing", ""); w.Code != 404 || !strings.Contains(w.Body.String(), "Không tìm thấy trang") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := send(s, "GET", "/x", ""); w.Code != 405 || w.Header().Get("Allow") != "POST" {
		t.Errorf("%d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

func TestPanicsAreContained(t *testing.T) {
	s, log := tried(t, area{
		"GET /x": func(http.ResponseWriter, *http.Request) error { panic("defect") },
		"GET /half": func(w http.ResponseWriter, _ *http.Request) error {
			_, _ = io.WriteString(w, "half")
			panic("defect")
		},
	})
	if w := send(s, "GET", "/x", "", "Cookie", "lang=en"); w.Code != 500 || !strings.Contains(w.Body.String(), "The program has failed") || strings.Contains(w.Body.String(), "defect") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "defect") || !strings.Contains(log.String(), "web_test.go") {
		t.Errorf("the log has no stack: %s", log)
	}
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("half an answer is not broken off")
		}
	}()
	send(s, "GET", "/half", "")
}

func TestOtherSitesAreRefused(t *testing.T) {
	done := false
	s, _ := tried(t, area{"POST /x": func(http.ResponseWriter, *http.Request) error { done = true; return nil }})
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
		if w := send(s, "POST", "/x", "a=b", header...); w.Code != 403 || done {
			t.Errorf("%v: %d", header, w.Code)
		}
	}
	if w := send(s, "POST", "/x", "a=b", "Sec-Fetch-Site", "same-origin"); w.Code != 200 || !done {
		t.Errorf("our own form: %d", w.Code)
	}
}

func TestBodiesAreBounded(t *testing.T) {
	s, _ := tried(t, area{"POST /x": func(_ http.ResponseWriter, r *http.Request) error {
		_, err := page.Read(r)
		return err
	}})
	if w := send(s, "POST", "/x", "a="+strings.Repeat("b", formBytes)); w.Code != 413 || !strings.Contains(w.Body.String(), "2") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestLanguageAndThemeAreKept(t *testing.T) {
	s, _ := tried(t, area{"GET /x": func(w http.ResponseWriter, r *http.Request) error {
		return page.Show(w, r, 200, page.New(r, ui.T(r.Context(), "web.keys")), templ.NopComponent)
	}})
	w := send(s, "GET", "/lang/en?return=/x", "")
	if w.Code != 303 || w.Header().Get("Location") != "/x" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	cookie := w.Result().Cookies()[0]
	body := send(s, "GET", "/x", "", "Cookie", cookie.Name+"="+cookie.Value+"; theme=dark").Body.String()
	for _, want := range []string{`<html lang="en" data-theme="dark">`, "Keys – Thảo", "/lang/vi?return=%2Fx"} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in\n%s", want, body)
		}
	}
	if body := send(s, "GET", "/x", "").Body.String(); !strings.Contains(body, `<html lang="vi">`) {
		t.Error("without a cookie the page is not Vietnamese")
	}
	for _, to := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "", "/a\nb"} {
		if got := Local(to); got != "/" {
			t.Errorf("Local(%q) = %q", to, got)
		}
	}
	if w := send(s, "GET", "/lang/fr", ""); w.Code != 404 {
		t.Errorf("a language we do not have: %d", w.Code)
	}
}

// A page that answers a form may stand at an address that only takes forms. Its
// links to the other language lead to the nearest page above, not into a refusal.
func TestTheLanguageCanBeChangedOnTheAnswerToAForm(t *testing.T) {
	shown := func(w http.ResponseWriter, r *http.Request) error {
		return page.Show(w, r, 200, page.New(r, "x"), templ.NopComponent)
	}
	s, _ := tried(t, area{"GET /{$}": shown, "GET /x/{y}": shown, "POST /x/{y}/add": shown, "POST /x/{y}": shown, "POST /z": shown})
	for path, back := range map[string]string{
		"/x/1/add?a=b": "%2Fx%2F1", "/x/1?a=b": "%2Fx%2F1%3Fa%3Db", "/z": "%2F", "/x/a%2Fb/add": "%2Fx%2Fa%252Fb",
	} {
		if body := send(s, "POST", path, "a=b").Body.String(); !strings.Contains(body, `"/lang/en?return=`+back+`"`) {
			t.Errorf("from %s there is no way to English by %s", path, back)
		}
	}
}

func TestWhatWasDoneIsToldOnce(t *testing.T) {
	s, _ := tried(t, area{
		"POST /x": func(w http.ResponseWriter, r *http.Request) error {
			return page.Done(w, r, "/x", ui.Said{Text: `Đã lưu <b>"9"</b>`, Kept: "form"})
		},
		"GET /x": func(w http.ResponseWriter, r *http.Request) error {
			return page.Show(w, r, 200, page.New(r, "x"), templ.NopComponent)
		},
	})
	w := send(s, "POST", "/x", "a=b")
	c := w.Result().Cookies()[0]
	w = send(s, "GET", "/x", "", "Cookie", c.Name+"="+c.Value)
	if body := w.Body.String(); !strings.Contains(body, "Đã lưu &lt;b&gt;") || !strings.Contains(body, `<meta name="kept" content="form">`) {
		t.Error(body)
	}
	if gone := w.Result().Cookies()[0]; gone.Name != c.Name || gone.MaxAge >= 0 {
		t.Errorf("it would be told again: %v", gone)
	}
}

func TestPagesAreCompressedAndGuarded(t *testing.T) {
	s, _ := tried(t, area{"GET /x": func(w http.ResponseWriter, r *http.Request) error {
		return page.Show(w, r, 200, page.New(r, "x"), templ.NopComponent)
	}})
	w := send(s, "GET", "/x", "", "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil || !strings.HasSuffix(strings.TrimSpace(string(text)), "</html>") {
		t.Errorf("%v: %s", err, text)
	}
	csp := w.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache", "Content-Language": "vi"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if strings.Contains(string(text), " style=") || strings.Contains(string(text), " onclick=") {
		t.Error("something is inline, which the policy forbids")
	}
}

func TestFilesNeedNoSession(t *testing.T) {
	asked := false
	s, err := New(Config{
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Unix(0, 0) },
		Wrap: []func(http.Handler) http.Handler{func(http.Handler) http.Handler {
			return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true })
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w := send(s, "GET", assets.URL("thao.css"), "")
	if w.Code != 200 || asked || w.Header().Get("X-Content-Type-Options") != "nosniff" || len(w.Result().Cookies()) > 0 {
		t.Errorf("%d, session asked: %t, headers %v", w.Code, asked, w.Header())
	}
}

// Neither line of the log holds the secret of a link that lets somebody in.
func TestTheSecretOfALinkIsNotInTheLog(t *testing.T) {
	s, log := tried(t, area{"GET /join/{secret}": func(http.ResponseWriter, *http.Request) error { return errors.New("broken") }})
	if w := send(s, "GET", "/join/hushhush", ""); w.Code != http.StatusInternalServerError {
		t.Errorf("status %d", w.Code)
	}
	if said := log.String(); strings.Contains(said, "hushhush") || !strings.Contains(said, "request failed") {
		t.Errorf("the log: %s", said)
	}
}

// What no database keeps does not reach one.
func TestAddressesHoldText(t *testing.T) {
	s, _ := tried(t, area{"GET /list/{name}": func(w http.ResponseWriter, _ *http.Request) error {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}})
	for path, status := range map[string]int{
		"/list/a?q=gi%E1%BA%A5y": 204, "/list/a?q=a%00": 422, "/list/a?%FF=1": 422, "/list/a%00": 422, "/list/%C3%28": 422,
	} {
		if w := send(s, "GET", path, ""); w.Code != status {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// Whatever a form is refused for, what was typed stands on the page that says
// so, and can be sent again where that may help and it was surely not taken.
func TestRefusedFormsAreKept(t *testing.T) {
	typed := url.Values{"text": {"Câu thứ nhất.\nCâu \"thứ\" hai <b>."}, "rev": {"7"}, "id": {"abc"}, "exact": {"lời của dự thảo"}, "password": {"bí mật"}}
	plain := url.Values{"text": typed["text"], "rev": typed["rev"]}
	for _, code := range []fault.Code{fault.WrongState, fault.Gone, fault.Stale, fault.Unavailable, fault.Full, fault.Internal, fault.Denied, fault.NotFound, fault.Throttled} {
		s, _ := tried(t, area{"POST /x": func(_ http.ResponseWriter, r *http.Request) error {
			_, err := page.Read(r)
			return errors.Join(err, fault.New(code))
		}, "POST /early": fails(fault.New(code))})
		for _, path := range []string{"/x", "/early"} {
			body := send(s, "POST", path, plain.Encode(), "Referer", "http://example.com/page?at=1").Body.String()
			if !strings.Contains(body, "Câu thứ nhất.\nCâu &#34;thứ&#34; hai &lt;b&gt;.</textarea>") || !strings.Contains(body, `href="/page?at=1"`) {
				t.Errorf("%s %s: %s", code, path, body)
			}
			again := strings.Contains(body, `action="`+path+`"`) && strings.Contains(body, `<input type="hidden" name="rev" value="7">`)
			if may := code != fault.Denied && code != fault.NotFound && code != fault.Internal; again != may {
				t.Errorf("%s %s: may be sent again: %t, want %t", code, path, again, may)
			}
		}
		body := send(s, "POST", "/x", typed.Encode()).Body.String()
		if strings.Contains(body, "bí mật") || strings.Contains(body, `action="/x"`) || strings.Contains(body, "lời của dự thảo") || !strings.Contains(body, "Câu thứ nhất.") {
			t.Errorf("%s, with a password: %s", code, body)
		}
		if w := send(s, "POST", "/x", plain.Encode(), "HX-Request", "true"); strings.Contains(w.Body.String(), "Câu thứ nhất") {
			t.Errorf("%s: the form is still on the page, and comes twice: %s", code, w.Body)
		}
		if w := send(s, "POST", "/x", plain.Encode(), "Sec-Fetch-Site", "cross-site"); strings.Contains(w.Body.String(), "Câu thứ nhất") {
			t.Errorf("what another site sent is offered to be sent from here: %s", w.Body)
		}
	}
}

// Of a form with files, what was typed is kept and the files are named; one that
// holds more than may be shown again is not kept, and never in part.
func TestRefusedFormsWithFilesAreKept(t *testing.T) {
	s, _ := tried(t, area{"POST /x": fails(fault.New(fault.Unavailable))})
	post := func(fields int, value string) string {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		file, _ := w.CreateFormFile("file", "góp ý.docx")
		_, _ = file.Write(make([]byte, 100<<10))
		for range fields {
			_ = w.WriteField("note", value)
		}
		_ = w.Close()
		return send(s, "POST", "/x", b.String(), "Content-Type", w.FormDataContentType()).Body.String()
	}
	if body := post(1, "Câu thứ nhất."); !strings.Contains(body, "Câu thứ nhất.") || !strings.Contains(body, "góp ý.docx") {
		t.Errorf("lost: %s", body)
	}
	if body := post(25_000, "Rỗng"); strings.Contains(body, "Rỗng") || strings.Contains(body, `action="/x"`) {
		t.Errorf("%d bytes of a form that is too large", len(body))
	}
}

// What was typed is kept too where the answer comes from around the pages, which
// see another copy of the request: after a panic, or an unwritable session.
func TestFormsAreKeptFromAroundThePages(t *testing.T) {
	var s *Site
	inner := area{
		"POST /defect": func(_ http.ResponseWriter, r *http.Request) error {
			_, err := page.Read(r)
			panic(fmt.Sprint("defect", err))
		},
		"POST /session": func(_ http.ResponseWriter, r *http.Request) error {
			_, err := page.Read(r)
			return err
		},
	}
	var err error
	s, err = New(Config{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Unix(0, 0) }, Areas: []page.Area{inner}, Wrap: []func(http.Handler) http.Handler{func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), t, "somebody")))
			s.Fail(w, r, fault.New(fault.Unavailable))
		})
	}}})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{"/defect": 500, "/session": 503} {
		w := send(s, "POST", path, url.Values{"text": {"Câu thứ nhất."}}.Encode())
		if w.Code != want || !strings.Contains(w.Body.String(), "Câu thứ nhất.</textarea>") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// No file of a form stays on the disk, however its handler ends.
func TestFilesOfFormsAreDropped(t *testing.T) {
	held := t.TempDir()
	t.Setenv("TMPDIR", held)
	left := func() int {
		files, err := os.ReadDir(held)
		if err != nil {
			t.Fatal(err)
		}
		return len(files)
	}
	reads := func(end func() error) page.Handler {
		return func(_ http.ResponseWriter, r *http.Request) error {
			if err := r.ParseMultipartForm(1); err != nil || left() != 1 {
				t.Errorf("the file is not on the disk: %v, %d files", err, left())
			}
			return end()
		}
	}
	large := upload{"POST /well": reads(func() error { return nil }), "POST /refused": reads(func() error { return fault.New(fault.Full) }), "POST /defect": reads(func() error { panic("defect") })}
	s, _ := tried(t, nil)
	large.Register(s)
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	file, _ := w.CreateFormFile("file", "a.csv")
	_, _ = file.Write(make([]byte, 11<<20))
	_ = w.Close()
	for pattern := range large {
		send(s, "POST", strings.TrimPrefix(pattern, "POST "), b.String(), "Content-Type", w.FormDataContentType())
		if n := left(); n != 0 {
			t.Errorf("%s leaves %d files", pattern, n)
		}
	}
}

// upload is an area whose forms hold files.
type upload map[string]page.Handler

func (u upload) Register(m page.Map) {
	for pattern, h := range u {
		m.Upload(pattern, 20, h)
	}
}

// The sentence of what was done before is not told by the page of a failure: the
// browser would forget what it keeps of the very form that was refused.
func TestAFailureDoesNotTellOfWhatWasDoneBefore(t *testing.T) {
	s, _ := tried(t, area{
		"POST /x": func(w http.ResponseWriter, r *http.Request) error {
			return page.Done(w, r, "/x", ui.Said{Text: "Đã lưu", Kept: "form"})
		},
		"POST /full": fails(fault.New(fault.Full)),
		"GET /x": func(w http.ResponseWriter, r *http.Request) error {
			return page.Show(w, r, 200, page.New(r, "x"), templ.NopComponent)
		},
	})
	c := send(s, "POST", "/x", "a=b").Result().Cookies()[0]
	if w := send(s, "POST", "/full", "text=long", "Cookie", c.Name+"="+c.Value); strings.Contains(w.Body.String(), "Đã lưu") || strings.Contains(w.Body.String(), `name="kept"`) {
		t.Errorf("told: %s", w.Body)
	}
	if w := send(s, "GET", "/x", "", "Cookie", c.Name+"="+c.Value); !strings.Contains(w.Body.String(), "Đã lưu") {
		t.Error("it is never told")
	}
}
