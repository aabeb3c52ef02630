package account

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/locale"
	"thao/internal/web"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

const good = "đường về quê ngoại"

// office is a site with the pages about accounts, and its first administrator.
type office struct {
	*account.Service
	t     *testing.T
	base  string
	pages *Handlers
	admin account.Account
	sent  []account.Letter
}

// front stands for the page of what awaits somebody.
type front struct{}

func (front) Register(m page.Map) {
	m.Handle("GET /{$}", func(w http.ResponseWriter, r *http.Request) error {
		return page.Show(w, r, http.StatusOK, page.New(r, "Thảo"), ui.EmptyState{Title: "Thảo"})
	})
}

func open(t *testing.T, d *db.DB, mail bool) *office {
	t.Helper()
	o := &office{t: t}
	hasher := account.NewHasher(account.Argon{Memory: 64, Passes: 1, Threads: 1}, 4)
	o.Service = &account.Service{DB: d, Clock: clock.System, Hasher: hasher}
	if mail {
		o.Send = func(tx *db.Tx, l account.Letter) error {
			tx.After(func() { o.sent = append(o.sent, l) })
			return nil
		}
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	o.pages = &Handlers{Accounts: o.Service, Sessions: account.NewSessions(d, clock.System, false), Clock: clock.System, Log: log}
	s, err := web.New(web.Config{Log: log, Now: time.Now, Org: "Tỉnh ủy A", SignIn: o.pages.SignIn, Failed: o.pages.Failed,
		Wrap: []func(http.Handler) http.Handler{o.pages.Wrap}, Areas: []page.Area{o.pages, front{}}})
	if err != nil {
		t.Fatal(err)
	}
	o.pages.Sessions.Fail = s.Fail
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	o.base, o.URL = server.URL, server.URL
	link, err := o.FirstLink(t.Context())
	o.must(err)
	o.admin, err = o.Accept(t.Context(), path.Base(link), "quantri@coquan.example", "Người quản trị", good, locale.Vietnamese)
	o.must(err)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) who() *access.Actor {
	a, err := access.Load(o.DB.Reader(o.t.Context()), o.admin.ID)
	o.must(err)
	return a
}

func (o *office) person(email, name string) account.Account {
	o.t.Helper()
	in, err := o.Invite(o.t.Context(), o.who(), account.Invitation{Email: email}, "vi")
	o.must(err)
	a, err := o.Accept(o.t.Context(), path.Base(in.Link), "", name, good, "vi")
	o.must(err)
	return a
}

// visitor is a browser without a screen.
type visitor struct {
	o *office
	c *http.Client
}

func (o *office) visitor() visitor {
	jar, _ := cookiejar.New(nil) // it does not fail without options
	return visitor{o, &http.Client{Jar: jar}}
}

func (v visitor) answer(res *http.Response, err error) (int, string, string) {
	v.o.t.Helper()
	v.o.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	v.o.must(err)
	return res.StatusCode, res.Request.URL.RequestURI(), string(body)
}

func (v visitor) get(path string) (int, string, string) {
	v.o.t.Helper()
	return v.answer(v.c.Get(v.o.base + path))
}

func (v visitor) post(path string, pairs ...string) (int, string, string) {
	v.o.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return v.answer(v.c.PostForm(v.o.base+path, form))
}

func (v visitor) signIn(email string) visitor {
	v.o.t.Helper()
	if status, at, body := v.post("/sign-in", "email", email, "password", good); status != 200 || at != "/" {
		v.o.t.Fatalf("signing in: %d %s\n%s", status, at, body)
	}
	return v
}

func each(t *testing.T, fn func(t *testing.T, o *office)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { fn(t, open(t, d, true)) })
}

func TestSigningIn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		v := o.visitor()
		if _, at, _ := v.get("/me"); at != "/sign-in?return=%2Fme" {
			t.Errorf("without signing in: %s", at)
		}
		status, _, body := v.post("/sign-in", "email", "quantri@coquan.example", "password", "sai mật khẩu", "return", "/me")
		if status != 422 || !strings.Contains(body, "Thư điện tử hoặc mật khẩu không đúng.") || !strings.Contains(body, `value="quantri@coquan.example"`) ||
			strings.Contains(body, "sai mật khẩu") || !strings.Contains(body, `value="/me"`) {
			t.Errorf("a wrong password: %d\n%s", status, body)
		}
		if _, at, body := v.post("/sign-in", "email", "quantri@coquan.example", "password", good, "return", "/me"); at != "/me" || !strings.Contains(body, "Tài khoản của tôi") {
			t.Errorf("after signing in: %s", at)
		}
		if _, at, _ := v.post("/sign-in", "email", "quantri@coquan.example", "password", good, "return", "//evil.example"); at != "/" {
			t.Errorf("led away to %s", at)
		}
		if _, at, body := v.post("/sign-out"); at != "/sign-in" || !strings.Contains(body, "Đã đăng xuất.") {
			t.Errorf("signing out: %s", at)
		}
		if _, at, _ := v.get("/me"); !strings.HasPrefix(at, "/sign-in") {
			t.Errorf("after signing out: %s", at)
		}
	})
}

func TestTooManyTries(t *testing.T) {
	o := open(t, dbtest.SQLite(t), true)
	v := o.visitor()
	for range 6 {
		v.post("/sign-in", "email", "ai@coquan.example", "password", "sai mật khẩu")
	}
	status, _, body := v.post("/sign-in", "email", "ai@coquan.example", "password", "sai mật khẩu")
	if status != 429 || !strings.Contains(body, "Xin thử lại sau") || !strings.Contains(body, `value="ai@coquan.example"`) {
		t.Errorf("%d\n%s", status, body)
	}
}

// written finds what stands in the text areas of a form that may be sent.
var written = regexp.MustCompile(`(?s)<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>`)

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// fields reads the hidden fields of a page.
func fields(body string) (pairs []string) {
	for _, m := range written.FindAllStringSubmatch(body, -1) {
		pairs = append(pairs, m[1], m[2])
	}
	for _, m := range hidden.FindAllStringSubmatch(body, -1) {
		pairs = append(pairs, m[1], m[2])
	}
	return pairs
}

// A session that ends while somebody writes takes nothing of it along.
func TestAFormOutlivesTheSession(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		v := o.visitor()
		name := "Thư ký tổng hợp, viết dài cho đủ để hiện ra"
		status, _, body := v.post("/me/name?x=1", "name", name, "rev", "7", "password", "bí mật")
		if status != 401 || !strings.Contains(body, "Phiên làm việc đã hết") || !strings.Contains(body, name) || strings.Contains(body, "bí mật") {
			t.Fatalf("%d\n%s", status, body)
		}
		kept := fields(body)
		status, _, body = v.post("/sign-in/again", append(kept, "email", "quantri@coquan.example", "password", "sai")...)
		if status != 422 || !strings.Contains(body, name) || !strings.Contains(body, "không đúng") {
			t.Fatalf("a wrong password: %d\n%s", status, body)
		}
		status, _, body = v.post("/sign-in/again", append(fields(body), "email", "quantri@coquan.example", "password", good)...)
		if status != 200 || !strings.Contains(body, `action="/me/name?x=1"`) {
			t.Fatalf("%d\n%s", status, body)
		}
		if a, _ := o.Me(t.Context(), o.who()); a.Name != "Người quản trị" {
			t.Error("it was sent without being asked for")
		}
		if _, at, body := v.post("/me/name?x=1", fields(body)...); at != "/me" || !strings.Contains(body, name) {
			t.Errorf("sent again: %s\n%s", at, body)
		}
		if _, _, body := v.post("/sign-in/again", "kept-action", "https://evil.example/x", "email", "quantri@coquan.example", "password", good); strings.Contains(body, "evil") {
			t.Error("a kept form is sent to another site")
		}
	})
}

func TestRefusalsAreLogged(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.person("cv@coquan.example", "Chuyên viên")
		v := o.visitor().signIn("cv@coquan.example")
		for _, path := range []string{"/admin/accounts", "/admin/log", "/admin/bodies/import"} {
			if status, _, _ := v.get(path); status != 403 {
				t.Errorf("%s: %d", path, status)
			}
		}
		entries, err := ledger.Newest(o.DB.Reader(t.Context()), ledger.System, 0, 3)
		o.must(err)
		for i, action := range []string{"body.manage", "system.read", "account.manage"} {
			if e := entries[i]; e.Action != "access.refused" || e.Actor != "Chuyên viên" || e.Detail["action"] != action {
				t.Errorf("entry %d: %+v", i, e)
			}
		}
	})
}

func TestInvitingWithAndWithoutMail(t *testing.T) {
	with := open(t, dbtest.SQLite(t), true)
	if _, at, body := with.visitor().signIn("quantri@coquan.example").post("/admin/accounts", "email", "moi@coquan.example"); at != "/admin/accounts" || !strings.Contains(body, "đã được gửi tới moi@coquan.example") || strings.Contains(body, "/join/") {
		t.Errorf("with mail: %s\n%s", at, body)
	}
	without := open(t, dbtest.SQLite(t), false)
	v := without.visitor().signIn("quantri@coquan.example")
	_, _, body := v.post("/admin/accounts", "email", "moi@coquan.example")
	link := regexp.MustCompile(`/join/[a-z0-9]+`).FindString(body)
	if link == "" {
		t.Fatalf("without mail: no link\n%s", body)
	}
	guest := without.visitor()
	// Under no-referrer a browser sends its form with "Origin: null", which over
	// plain HTTP is all there is to tell it from another site's: it is refused.
	if res, err := guest.c.Get(without.base + link); err != nil || res.Header.Get("Referrer-Policy") != "same-origin" {
		t.Errorf("the page of a link: %v %v", res.Header, err)
	}
	if status, _, body := guest.post(link, "name", "", "password", "ngắn"); status != 422 || !strings.Contains(body, "Xin điền ô này.") {
		t.Errorf("no name: %d\n%s", status, body)
	}
	if _, at, body := guest.post(link, "name", "<b>Người mới</b>", "password", good); at != "/" || !strings.Contains(body, "&lt;b&gt;Người mới&lt;/b&gt;") {
		t.Errorf("joined: %s\n%s", at, body)
	}
	if status, _, body := guest.get(link); status != 404 || !strings.Contains(body, "không còn dùng được") {
		t.Errorf("used: %d\n%s", status, body)
	}
	if _, _, body := guest.get("/reset"); !strings.Contains(body, "hỏi người quản trị") {
		t.Errorf("reset without mail:\n%s", body)
	}
	status, _, body := v.post("/admin/accounts", "email", "không phải thư")
	if status != 422 || !strings.Contains(body, "chưa đúng") || !strings.Contains(body, "không phải thư") {
		t.Errorf("no address: %d\n%s", status, body)
	}
}

// Without mail two leads hand their links over: the first makes the account,
// the second is taken up by signing in.
func TestASecondLinkIsTakenUp(t *testing.T) {
	o := open(t, dbtest.SQLite(t), false)
	links := o.secondLinks("moi@coquan.example", "d1", "d2", "d3")
	guest := o.visitor()
	if _, at, body := guest.post(links[0], "name", "Người mới", "password", good); at != "/" {
		t.Fatalf("joined: %s\n%s", at, body)
	}
	other := o.visitor()
	if status, _, body := other.get(links[1]); status != 200 || !strings.Contains(body, "Đã có tài khoản moi@coquan.example") || strings.Contains(body, `name="name"`) {
		t.Errorf("the second link: %d\n%s", status, body)
	}
	if status, _, body := other.post(links[1], "password", "sai mật khẩu rồi"); status != 422 || !strings.Contains(body, "Thư điện tử hoặc mật khẩu không đúng.") {
		t.Errorf("a wrong password: %d\n%s", status, body)
	}
	// Somebody else who is signed in takes nothing up.
	admin := o.visitor().signIn("quantri@coquan.example")
	if status, _, _ := admin.post(links[1]); status != 422 || o.roles("d2") != 1 {
		t.Errorf("by another: %d", status)
	}
	if _, at, _ := other.post(links[1], "password", good, "email", "quantri@coquan.example"); at != "/dockets/d2" || o.roles("d2") != 2 {
		t.Errorf("signed in: %s", at)
	}
	if status, _, _ := other.get(links[1]); status != 404 {
		t.Errorf("used: %d", status)
	}
	// Who is signed in already is only asked.
	if _, _, body := guest.get(links[2]); !strings.Contains(body, "dành cho tài khoản đang đăng nhập (moi@coquan.example)") || strings.Contains(body, `type="password"`) {
		t.Errorf("signed in already:\n%s", body)
	}
	if _, at, _ := guest.post(links[2]); at != "/dockets/d3" || o.roles("d3") != 2 {
		t.Errorf("taken up: %s", at)
	}
}

// secondLinks are links to the same e-mail by leads of several dockets.
func (o *office) secondLinks(email string, dockets ...id.ID) []string {
	o.t.Helper()
	var links []string
	for _, docket := range dockets {
		lead := o.person(string(docket)+"@coquan.example", "Chủ trì")
		o.must(o.DB.Write(o.t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO docket (docket_id, symbol, title, summary, profile, issuer, parent, place, basis, state, deadline, folded, rev, created, created_by)
VALUES ($1, $1, 'Đề án', '', 'vn-party', '', '', '', '', 'draft', 0, '', 1, 1, '')`, docket); err != nil {
				return err
			}
			_, err := tx.Exec(`INSERT INTO docket_role (docket_id, account_id, role) VALUES ($1, $2, 'lead')`, docket, lead.ID)
			return err
		}))
		who, err := access.Load(o.DB.Reader(o.t.Context()), lead.ID)
		o.must(err)
		in, err := o.Invite(o.t.Context(), who, account.Invitation{Email: email, Docket: docket, Role: "secretary"}, "vi")
		o.must(err)
		links = append(links, "/join/"+path.Base(in.Link))
	}
	return links
}

func (o *office) roles(docket id.ID) int64 {
	o.t.Helper()
	n, err := db.Value[int64](o.DB.Reader(o.t.Context()), `SELECT COUNT(*) FROM docket_role WHERE docket_id = $1`, docket)
	o.must(err)
	return n
}

func TestBodiesByHand(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		v := o.visitor().signIn("quantri@coquan.example")
		if _, _, body := v.post("/admin/bodies", "name", "Tỉnh ủy A", "short", "TU", "kind", "unit"); !strings.Contains(body, "Đã thêm Tỉnh ủy A.") {
			t.Fatalf("%s", body)
		}
		status, _, body := v.post("/admin/bodies", "name", "Tỉnh ủy A", "short", "T2", "kind", "outside")
		if status != 422 || !strings.Contains(body, "cùng tên") || !strings.Contains(body, `value="T2"`) {
			t.Errorf("twice: %d\n%s", status, body)
		}
		found, err := o.FindBodies(t.Context(), o.who(), account.BodySearch{})
		o.must(err)
		tu := found.Bodies[0]
		at := "/admin/bodies/" + string(tu.ID)
		if _, _, body := v.post(at, "rev", "1", "name", "Tỉnh ủy Á", "short", "TU", "kind", "unit"); !strings.Contains(body, "Tỉnh ủy Á") {
			t.Errorf("renamed:\n%s", body)
		}
		status, _, body = v.post(at, "rev", "1", "name", "Tên cũ hơn", "short", "TU", "kind", "unit")
		if status != 422 || !strings.Contains(body, "vừa được người khác sửa") || !strings.Contains(body, "Tên cũ hơn") {
			t.Errorf("an old page: %d\n%s", status, body)
		}
		o.person("cv@coquan.example", "Chuyên viên")
		if _, _, body := v.post(at+"/members", "email", "cv@coquan.example", "role", "head"); !strings.Contains(body, "Chuyên viên") {
			t.Errorf("a member:\n%s", body)
		}
		head := o.visitor().signIn("cv@coquan.example")
		if status, _, body := head.get(at); status != 200 || !strings.Contains(body, "Thêm đơn vị trực thuộc") {
			t.Errorf("its head: %d", status)
		}
		if _, _, body := head.get("/admin/bodies"); strings.Contains(body, "Thêm cơ quan") {
			t.Error("a head is offered what is refused")
		}
		if _, _, body := v.post(at+"/close", "rev", "2"); !strings.Contains(body, "Đã ngừng hoạt động.") {
			t.Errorf("closed:\n%s", body)
		}
	})
}

// While the database does not answer, a page says so; once it does, the session
// is what it was, without a restart.
func TestTheDatabaseIsGone(t *testing.T) {
	url := dbtest.PostgresURL(t)
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	o := open(t, d, true)
	v := o.visitor().signIn("quantri@coquan.example")

	at := strings.LastIndex(url, "dbname=") + len("dbname=")
	other, err := db.Open(t.Context(), url[:at]+"postgres")
	o.must(err)
	defer other.Close()
	serving := func(query string) {
		o.must(other.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(query)
			return err
		}))
	}
	serving(`ALTER DATABASE ` + url[at:] + ` ALLOW_CONNECTIONS false`)
	serving(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '` + url[at:] + `'`)
	for range 3 {
		status, _, body := v.get("/me")
		if status != 503 || !strings.Contains(body, "Hệ thống tạm thời chưa phục vụ được") {
			t.Errorf("gone: %d\n%s", status, body)
		}
	}
	if status, _, _ := v.post("/sign-in", "email", "quantri@coquan.example", "password", good); status != 503 {
		t.Errorf("signing in: %d", status)
	}
	serving(`ALTER DATABASE ` + url[at:] + ` ALLOW_CONNECTIONS true`)
	if status, at, _ := v.get("/me"); status != 200 || at != "/me" {
		t.Errorf("back again: %d %s", status, at)
	}
}
