package account

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/db/dbtest"
	"thao/internal/web/webtest"
)

// looked opens a page in both languages at all widths: axe, nothing sticking
// out, pictures.
func looked(tab *webtest.Tab, name, path string) {
	for _, lang := range []string{"vi", "en"} {
		tab.Open("/lang/" + lang + "?return=" + path)
		for _, width := range []int{320, 390, 1440} {
			tab.Size(width, 900)
			tab.Fits()
			if lang == "vi" || width == 390 {
				tab.Axe()
			}
		}
		tab.Shots(name, lang)
	}
	tab.Open("/lang/vi?return=" + path)
	tab.Size(1440, 900)
}

func TestInABrowser(t *testing.T) {
	browser := webtest.Start(t)
	o := open(t, dbtest.SQLite(t), true)
	o.pages.Demo = []DemoAccount{
		{Email: "quantri@coquan.example", Password: good, Name: "Người quản trị"},
		{Email: "thuky@coquan.example", Password: good, Name: "Thư ký tổng hợp"},
	}
	o.fill()
	tab := browser.Tab(t, o.base)
	tab.Tolerate("status of 422")
	tab.Tolerate("status of 401")
	tab.Tolerate("status of 404")

	looked(tab, "sign-in", "/sign-in")
	tab.Fill("#email", "quantri@coquan.example")
	tab.Fill("#password", "sai mật khẩu")
	tab.Follow("form.stack .btn.primary")
	tab.WaitText("#password-error", "Thư điện tử hoặc mật khẩu không đúng.")
	tab.Axe()
	tab.Shots("sign-in-wrong", "vi")
	tab.Size(1440, 900)
	if tab.Value("#email") != "quantri@coquan.example" {
		t.Error("the e-mail is gone")
	}
	looked(tab, "reset", "/reset")
	tab.Fill("#email", "quantri@coquan.example")
	tab.Follow("form.stack .btn.primary")
	tab.WaitText("main", "Xin kiểm tra hộp thư")
	tab.Shots("reset-sent", "vi")
	tab.Size(1440, 900)

	link := "/join/" + secretOf(o.sent[len(o.sent)-1].Words)
	looked(tab, "reset-link", link)
	tab.Fill("#password", "câu khác hẳn câu kia")
	tab.Follow("form.stack .btn.primary")
	tab.WaitText("#notices", "Đã đặt mật khẩu")
	looked(tab, "link-gone", link)

	looked(tab, "me", "/me")
	tab.Fill("#token-name", "Phần mềm văn thư")
	tab.Click("#scopes-read")
	tab.Follow("#tokens ~ form .btn, section[aria-labelledby=tokens] form.narrow .btn")
	tab.WaitText("code.secret", "thao_")
	tab.Axe()
	tab.Shots("me-token", "vi")
	tab.Size(1440, 900)

	looked(tab, "tokens", "/admin/tokens")
	o.invited("vanthu@coquan.example")
	looked(tab, "accounts", "/admin/accounts")
	tab.Fill("#q", "tong hop")
	tab.Follow(".filter .btn")
	if n := tab.Count("tbody tr"); n != 1 {
		t.Errorf("%d accounts found without diacritics", n)
	}
	tab.Follow("tbody th a")
	at := tab.Path()
	looked(tab, "account", at)

	looked(tab, "bodies", "/admin/bodies")
	tab.Follow("tbody th a")
	looked(tab, "body", tab.Path())
	looked(tab, "bodies-import", "/admin/bodies/import")
	tab.Upload("#list", o.list())
	tab.Follow("form.narrow .btn")
	tab.WaitText("main", "Sẽ được ghi")
	tab.Axe()
	tab.Shots("bodies-import-preview", "vi")
	tab.Size(1440, 900)
	tab.Follow(".btn.primary")
	tab.WaitText("#notices", "Đã ghi 3 cơ quan")
	looked(tab, "log", "/admin/log")
}

// The second link to somebody who has an account, taken up in a browser.
func TestTakingUpInABrowser(t *testing.T) {
	browser := webtest.Start(t)
	o := open(t, dbtest.SQLite(t), false)
	links := o.secondLinks("moi@coquan.example", "d1", "d2", "d3")
	if _, at, _ := o.visitor().post(links[0], "name", "Người mới", "password", good); at != "/" {
		t.Fatal(at)
	}
	tab := browser.Tab(t, o.base)
	tab.Tolerate("status of 404") // the page of a docket is another area's
	looked(tab, "join-known", links[1])
	tab.Fill("#password", good)
	tab.Follow("form.stack .btn.primary")
	if tab.Path() != "/dockets/d2" || o.roles("d2") != 2 {
		t.Errorf("signed in: %s", tab.Path())
	}
	looked(tab, "join-mine", links[2])
	tab.Follow("form.stack .btn.primary")
	if tab.Path() != "/dockets/d3" || o.roles("d3") != 2 {
		t.Errorf("taken up: %s", tab.Path())
	}
}

// A form written while the session ended is signed in for and sent, all with
// the keyboard.
func TestKeptInABrowser(t *testing.T) {
	browser := webtest.Start(t)
	o := open(t, dbtest.SQLite(t), true)
	tab := browser.Tab(t, o.base)
	tab.Tolerate("status of 401")
	tab.Open("/sign-in?return=/me")
	tab.Fill("#email", "quantri@coquan.example")
	tab.Fill("#password", good)
	tab.PressInto("Enter")
	tab.Fill("#name", "Chánh Văn phòng kiêm người quản trị hệ thống")
	_, err := o.ChangePassword(t.Context(), o.who(), good, "câu khác hẳn câu kia", "x") // ends the session
	o.must(err)
	tab.PressInto("Enter")
	tab.Wait("#kept-0")
	if got := tab.Value("#kept-0"); got != "Chánh Văn phòng kiêm người quản trị hệ thống" {
		t.Errorf("kept %q", got)
	}
	tab.Axe()
	tab.Shots("kept", "vi")
	tab.Size(1440, 900)
	tab.Fill("#email", "quantri@coquan.example")
	tab.Fill("#password", "câu khác hẳn câu kia")
	tab.PressInto("Enter")
	tab.Axe()
	tab.Shots("kept-send", "vi")
	tab.Size(1440, 900)
	tab.Follow("main .btn.primary")
	tab.WaitText("#notices", "Tên đã được đổi")
	if got := tab.Value("#name"); got != "Chánh Văn phòng kiêm người quản trị hệ thống" {
		t.Errorf("sent %q", got)
	}
}

func secretOf(words string) string {
	for line := range strings.Lines(words) {
		if strings.Contains(line, "/join/") {
			return path.Base(strings.TrimSpace(line))
		}
	}
	return ""
}

// fill makes people and bodies to look at.
func (o *office) fill() {
	o.t.Helper()
	o.person("thuky@coquan.example", "Thư ký tổng hợp")
	o.person("chuyenvien@coquan.example", "Chuyên viên Ban Tổ chức")
	locked := o.person("danghi@coquan.example", "Cán bộ đã nghỉ công tác")
	o.must(o.Disable(o.t.Context(), o.who(), locked.ID))
	add := func(parent account.Body, name, short string, kind account.BodyKind) account.Body {
		b, err := o.AddBody(o.t.Context(), o.who(), account.Body{Parent: parent.ID, Name: name, Short: short, Kind: kind})
		o.must(err)
		return b
	}
	top := add(account.Body{}, "Tỉnh ủy A", "TU", account.Unit)
	add(account.Body{}, "Thành ủy B", "ThU", account.Unit)
	add(account.Body{}, "Hội Luật gia tỉnh", "", account.Outside)
	add(top, "Ban Tổ chức Tỉnh ủy", "BTC", account.Unit)
	add(top, "Ủy ban Kiểm tra Tỉnh ủy", "UBKT", account.Unit)
	found, err := o.Find(o.t.Context(), o.who(), account.Search{Words: "thu ky"})
	o.must(err)
	for _, f := range found.Accounts {
		o.must(o.SetMember(o.t.Context(), o.who(), top.ID, f.ID, "", access.Head))
	}
}

func (o *office) invited(email string) {
	o.t.Helper()
	_, err := o.Invite(o.t.Context(), o.who(), account.Invitation{Email: email}, "vi")
	o.must(err)
}

func (o *office) list() string {
	o.t.Helper()
	file := filepath.Join(o.t.TempDir(), "co-quan.csv")
	text := "Tên;Ký hiệu;Trực thuộc\nVăn phòng Tỉnh ủy;VPTU;Tỉnh ủy A\nPhòng Tổng hợp;;VPTU\nBan Tổ chức Tỉnh ủy;BTC;TU\nSở Nội vụ;SNV;\n"
	o.must(os.WriteFile(file, []byte(text), 0o600))
	return file
}
