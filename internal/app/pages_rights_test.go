package app_test

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thao/internal/demo"
	"thao/internal/id"
)

// right is one row of the table: a route, what stands for its names where it is
// not what usually does, the form that is sent, and the status for each kind of
// person (see office); * is everybody the row has not named. Where there are
// several rows for one route, each sends something else.
type right struct{ route, with, form, want string }

const (
	docketAt  = "/dockets/{docket}"
	versionAt = docketAt + "/versions/{version}"
	roundAt   = docketAt + "/rounds/{round}"
	deskAt    = roundAt + "/desk"
)

// Forms are whole, so that who may is let: 303 leads on to what was done. Whoever
// is not signed in is asked to, with 303 or, of a form, 401.
var pageRights = []right{
	// Everybody's.
	{"GET /favicon.ico", "", "", "302 *"},
	{"GET /lang/{lang}", "lang=en", "return=/me", "303 *"},
	{"GET /theme/{theme}", "theme=dark", "return=/me", "303 *"},
	{"GET /sign-in", "", "", "200 -, 303 *"},
	{"POST /sign-in", "", "email=thuky@thao.example&password={password}", "303 *"},
	{"POST /sign-in/again", "", "email=thuky@thao.example&password={password}&kept-action=/me/name&kept.name=x", "200 *"},
	{"POST /sign-out", "", "", "303 *"},
	{"GET /join/{secret}", "", "", "200 *"},
	{"GET /join/{secret}", "secret=khong-co", "", "404 *"},
	{"POST /join/{secret}", "", "name=Người mới&password={password}", "303 *"},
	{"GET /reset", "", "", "200 *"},
	{"POST /reset", "", "email=thuky@thao.example", "200 *"},

	// One's own account.
	{"GET /me", "", "", "303 -, 200 *"},
	{"POST /me/name", "", "name=Tên mới", "401 -, 303 *"},
	{"POST /me/lang", "", "lang=en", "401 -, 303 *"},
	{"POST /me/password", "", "old={password}&password=mot-cau-khac-du-dai", "401 -, 303 *"},
	{"POST /me/tokens", "", "name=Chương trình&scopes=read&days=30", "401 -, 200 *"},
	{"POST /me/tokens/{token}/drop", "", "", "303 NA, 401 -, 404 *"}, // N's

	// The installation.
	{"GET /admin/accounts", "", "", "200 A, 303 -, 403 *"},
	{"POST /admin/accounts", "", "email=moi@thao.example", "200 A, 401 -, 403 *"},
	{"GET /admin/accounts/{account}", "", "", "200 A, 303 -, 403 *"},
	{"POST /admin/accounts/{account}/{change}", "change=name", "name=Tên khác", "303 A, 401 -, 403 *"},
	{"POST /admin/accounts/{account}/{change}", "change=disable", "", "303 A, 401 -, 403 *"},
	{"POST /admin/accounts/{account}/{change}", "change=enable", "", "303 A, 401 -, 403 *"},
	{"POST /admin/accounts/{account}/{change}", "change=administrator", "is=yes", "303 A, 401 -, 403 *"},
	{"POST /admin/accounts/{account}/{change}", "change=reset", "", "200 A, 401 -, 403 *"},
	{"POST /admin/accounts/{account}/{change}", "change=khong-co", "", "404 *"},
	{"GET /admin/bodies", "", "", "303 -, 200 *"},
	{"POST /admin/bodies", "", "name=Tỉnh ủy Mới&kind=unit", "303 A, 401 -, 403 *"},
	{"POST /admin/bodies", "", "name=Ban Mới&kind=unit&parent={body}", "303 AH, 401 -, 403 *"},
	{"GET /admin/bodies/import", "", "", "200 A, 303 -, 403 *"},
	{"POST /admin/bodies/import", "", "text=Tên\nTỉnh ủy Mới&enter=1", "303 A, 401 -, 403 *"},
	{"GET /admin/bodies/{body}", "", "", "303 -, 200 *"},
	{"POST /admin/bodies/{body}", "", "name=Tên khác&kind=unit&rev={rev body}", "303 AH, 401 -, 403 *"},
	{"POST /admin/bodies/{body}/move", "body={closing}", "parent={bodyB}&rev={rev closing}", "303 A, 401 -, 403 *"},
	{"POST /admin/bodies/{body}/close", "body={closing}", "rev={rev closing}", "303 AH, 401 -, 403 *"},
	{"POST /admin/bodies/{body}/open", "body={closing}", "rev={rev closing}", "303 AH, 401 -, 403 *"},
	{"POST /admin/bodies/{body}/members", "", "email=nguoix@thao.example&role=staff", "303 AH, 401 -, 403 *"},
	{"POST /admin/bodies/{body}/members", "", "email=moi@thao.example&role=staff", "200 AH, 401 -, 403 *"}, // a link to hand over
	{"POST /admin/bodies/{body}/members", "", "account={account}&role=staff", "303 AH, 401 -, 403 *"},
	{"POST /admin/bodies/{body}/members/{account}/drop", "account={staff}", "", "303 AH, 401 -, 403 *"},
	{"POST /admin/invitations/withdraw", "", "email=sapvao@thao.example", "303 A, 401 -, 403 *"},
	{"GET /admin/tokens", "", "", "200 A, 303 -, 403 *"},
	{"POST /admin/tokens/{token}/drop", "", "", "303 NA, 401 -, 404 *"},
	{"GET /admin/log", "", "", "200 A, 303 -, 403 *"},

	// Dockets.
	{"GET /{$}", "", "", "303 -, 200 *"},
	{"GET /dockets", "", "", "303 -, 200 *"},
	{"GET /search", "", "q=cán bộ", "303 -, 200 *"},
	{"GET /dockets/new", "", "", "200 LAN, 303 -, 403 *"},
	{"POST /dockets/new", "", "title=Đề án mới&profile=vn-party", "303 LAN, 401 -, 403 *"},
	{"GET " + docketAt, "", "", "200 LSDROHWUK, 303 -, 403 *"},
	{"GET " + docketAt + "/edit", "", "", "200 LS, 303 -, 403 *"},
	{"POST " + docketAt + "/edit", "", "title=Đề án&profile=vn-party&rev={rev docket}", "303 LS, 401 -, 403 *"},
	{"POST " + docketAt + "/edit", "", "title=&rev={rev docket}", "422 LS, 401 -, 403 *"},
	{"POST " + docketAt + "/move", "", "to=answer&rev={rev docket}", "303 LS, 401 -, 403 *"},
	{"GET " + docketAt + "/team", "", "", "200 L, 303 -, 403 *"},
	{"POST " + docketAt + "/team", "", "email=nguoix@thao.example&role=observer", "303 L, 401 -, 403 *"},
	{"POST " + docketAt + "/team", "", "email=moi@thao.example&role=observer", "200 L, 401 -, 403 *"}, // a link to hand over
	{"POST " + docketAt + "/team/{account}", "", "roles=observer", "303 L, 401 -, 403 *"},
	{"GET " + docketAt + "/log", "", "", "200 LSDRO, 303 -, 403 *"},

	// The text.
	{"GET " + docketAt + "/versions/new", "", "", "200 LSD, 303 -, 403 *"},
	{"POST " + docketAt + "/versions/new", "", "file=du-thao-2.docx", "303 LSD, 401 -, 403 *"},
	{"GET " + versionAt, "", "", "200 LSDROHWUK, 303 -, 403 *"},
	{"GET " + versionAt, "version={working}", "", "200 LSDRO, 303 -, 404 HWUK, 403 *"},
	{"GET " + versionAt, "version={proposed}", "", "200 LSDRO, 303 -, 404 HWUK, 403 *"},
	{"GET " + versionAt + "/download", "", "format=txt", "200 LSDROHWUK, 303 -, 403 *"},
	{"GET " + versionAt + "/download", "version={working}", "format=txt", "200 LSDRO, 303 -, 404 HWUK, 403 *"},
	{"GET " + versionAt + "/file", "", "", "200 LSDROHWUK, 303 -, 403 *"},
	{"GET " + versionAt + "/file", "version={proposed}", "", "200 LSDRO, 303 -, 404 HWUK, 403 *"},
	{"GET " + versionAt + "/structure", "version={proposed}", "", "200 LSD, 303 RO-, 404 HWUK, 403 *"},
	{"POST " + versionAt + "/structure", "version={proposed}", "do=drop&node={node}&rev={rev proposed}", "422 LSD, 401 -, 403 *"},
	{"POST " + versionAt + "/confirm", "version={proposed}", "rev={rev proposed}", "303 LS, 401 -, 403 *"},
	{"POST " + versionAt + "/drop", "version={proposed}", "rev={rev proposed}", "303 LSD, 401 -, 403 *"},
	{"POST " + versionAt + "/work", "", "", "303 LSD, 401 -, 403 *"},
	{"GET " + versionAt + "/edit", "version={working}", "", "200 LSD, 303 -, 403 *"},
	{"GET " + versionAt + "/edit/{node}", "version={working}", "", "200 LSD, 303 -, 404 HWUK, 403 *"},
	{"POST " + versionAt + "/edit/{node}", "version={working}", "label=a)&text=Lời mới.&rev={rev node}", "303 LSD, 401 -, 403 *"},
	{"POST " + versionAt + "/move/{node}", "version={working}", "way=down&parent={parent}&before={before}&after={after}", "303 LSD, 401 -, 403 *"},
	{"POST " + versionAt + "/insert", "version={working}", "after={node}&kind=paragraph&text=Đoạn mới.", "303 LSD, 401 -, 403 *"},
	{"GET " + versionAt + "/renumber", "version={working}", "", "200 LSD, 303 -, 403 *"},
	{"POST " + versionAt + "/renumber", "version={working}", "rev={rev working}", "303 LSD, 401 -, 403 *"},
	{"POST " + versionAt + "/clash/{clash}", "version={working}", "do=keep&node={node}&rev={rev node}", "303 LSD, 401 -, 403 *"},
	{"GET " + docketAt + "/compare", "", "", "200 LSDROHWUK, 303 -, 403 *"},
	{"GET " + docketAt + "/compare", "", "old={version}&new={working}", "200 LSDROHWUK, 303 -, 403 *"},
	{"GET " + docketAt + "/compare.docx", "", "old={earlier}&new={version}", "200 LSDROHWUK, 303 -, 403 *"},
	{"GET " + docketAt + "/compare.docx", "", "old={earlier}&new={proposed}", "200 LSDRO, 303 -, 404 HWUK, 403 *"},

	// Rounds.
	{"GET " + docketAt + "/rounds", "", "", "200 LSDROHWUK, 303 -, 403 *"},
	{"GET " + docketAt + "/rounds/new", "", "", "200 LS, 303 -, 403 *"},
	{"POST " + docketAt + "/rounds/new", "", "title=Đợt mới&version={version}&deadline=2030-01-01T17:00&body={body}", "303 LS, 401 -, 403 *"},
	{"GET " + roundAt, "", "", "200 LSDRO, 303 HWUK-, 403 *"},
	{"GET " + roundAt, "round={preparing}", "", "200 LSDRO, 303 -, 404 HWUK, 403 *"},
	{"GET " + roundAt, "round={closed}", "", "200 LSDRO, 303 HWUK-, 403 *"},
	{"GET " + roundAt + "/events", "", "", "200 LSDRO, 303 -, 403 *"},
	{"GET " + roundAt + "/edit", "round={preparing}", "", "200 LS, 303 -, 404 HWUK, 403 *"},
	{"POST " + roundAt + "/edit", "round={preparing}", "title=Đợt khác&version={version}&deadline=2030-01-01T17:00&rev={rev preparing}", "303 LS, 401 -, 404 HWUK, 403 *"},
	{"POST " + roundAt + "/edit", "round={preparing}", "title=&deadline=abc", "422 LS, 401 -, 404 HWUK, 403 *"},
	{"GET " + roundAt + "/bodies", "round={preparing}", "", "200 LS, 303 -, 404 HWUK, 403 *"},
	{"POST " + roundAt + "/bodies", "round={preparing}", "body={bodyK}", "303 LS, 401 -, 404 HWUK, 403 *"},
	{"POST " + roundAt + "/bodies/list", "round={preparing}", "list=Thành ủy K", "303 LS, 401 -, 404 HWUK, 403 *"},
	{"POST " + roundAt + "/open", "round={preparing}", "rev={rev preparing}", "303 LS, 401 -, 403 *"},
	{"POST " + roundAt + "/extend", "", "deadline=2030-01-01T17:00", "303 LS, 401 -, 403 *"},
	{"POST " + roundAt + "/extend", "", "body=Tỉnh ủy A&deadline=2030-01-01T17:00", "303 LS, 401 -, 403 *"},
	{"POST " + roundAt + "/ask", "", "names=Học viện không được hỏi", "303 LS, 401 -, 403 *"},
	{"POST " + roundAt + "/remind", "", "rev={rev round}", "303 LS, 401 -, 403 *"},
	{"POST " + roundAt + "/end", "", "rev={rev round}", "303 LS, 401 -, 403 *"},
	{"POST " + roundAt + "/close", "", "", "409 LS, 401 -, 403 *"}, // comments wait for their answers
	{"POST " + roundAt + "/receive", "", "file=tra-loi/88-CV-TU.docx", "303 LS, 401 -, 403 *"},

	// Replies.
	{"GET " + roundAt + "/replies/{reply}", "", "", "200 LSDRO, 303 -, 404 HWUK, 403 *"},
	{"GET " + roundAt + "/replies/{reply}", "reply={replyK}", "", "200 LSDROK, 303 -, 404 HWU, 403 *"},
	{"GET " + roundAt + "/replies/{reply}", "reply={own}", "", "303 -, 409 HWU, 404 LSDROK, 403 *"},
	{"GET " + roundAt + "/replies/{reply}/file", "", "", "200 LSDRO, 303 -, 404 *"},
	{"GET " + roundAt + "/replies/{reply}/log", "reply={own}", "", "200 HWU, 303 -, 404 *"},
	{"GET " + roundAt + "/replies/{reply}/log", "", "", "403 LSDRO, 303 -, 404 *"},
	{"POST " + roundAt + "/replies/{reply}/body", "", "body=Thành ủy K", "303 LS, 401 -, 403 *"},
	{"POST " + roundAt + "/replies/{reply}/discard", "", "", "303 LS, 401 -, 403 *"},
	{"POST " + roundAt + "/replies/{reply}/again", "", "", "409 LS, 401 -, 403 *"}, // it was read
	{"GET " + roundAt + "/placing", "", "", "200 LSD, 303 -, 403 *"},
	{"POST " + roundAt + "/placing/{comment}", "comment={queued}", "node=general&rev={rev queued}", "303 LSD, 401 -, 403 RO, 404 *"},
	{"GET " + roundAt + "/reply", "", "", "200 HWUK, 303 -, 404 LSDRO, 403 *"},
	{"GET " + roundAt + "/reply", "round={preparing}", "", "303 -, 404 LSDROHWUK, 403 *"},
	{"POST " + roundAt + "/reply", "", "body={body}&words=Nhất trí.&rev={rev own}", "303 HW, 401 -, 403 *"},
	{"POST " + roundAt + "/reply/offer", "", "body={body}&rev={rev own}", "409 HW, 401 -, 403 *"}, // it was
	{"POST " + roundAt + "/reply/return", "", "body={body}&rev={rev own}", "303 HW, 401 -, 403 *"},
	{"POST " + roundAt + "/reply/seal", "", "body={body}&rev={rev own}&seen={seen}", "303 H, 401 -, 403 *"},
	{"GET " + roundAt + "/comments", "", "", "303 -, 200 LSDROHWUK, 403 *"},
	{"POST " + roundAt + "/comments", "", "id={new}&body={body}&kind=other&text=Đề nghị làm rõ.&state=draft", "303 HWU, 401 -, 403 *"},
	{"POST " + roundAt + "/comments", "", "id={new}&body={bodyK}&kind=other&text=Đề nghị làm rõ.&state=draft", "409 K, 401 -, 403 *"},
	{"POST " + roundAt + "/comments", "", "id={new}&body={body}&kind=other&text=&state=included", "422 HW, 401 -, 403 *"},
	{"GET " + roundAt + "/comments/{comment}", "", "", "200 LSDRO, 303 -, 404 *"},
	{"GET " + roundAt + "/comments/{comment}", "comment={writing}", "", "200 HWU, 303 -, 404 *"},
	{"POST " + roundAt + "/comments/{comment}/move", "comment={writing}", "to=draft&rev={rev writing}", "303 HW, 401 -, 403 U, 404 *"},
	{"POST " + roundAt + "/comments/{comment}/move", "comment={handed}", "to=draft&rev={rev handed}", "303 U, 401 -, 403 HW, 404 *"},
	{"POST " + roundAt + "/comments/{comment}/copy", "comment={handed}", "", "303 HW, 401 -, 403 U, 404 *"},
	{"POST " + roundAt + "/comments/{comment}/discuss", "comment={writing}", "words=Nên nêu căn cứ.", "303 HWU, 401 -, 404 *"},

	// The desk and the matrix.
	{"GET " + deskAt, "", "", "200 LSDRO, 303 -, 403 *"},
	{"GET " + deskAt + "/events", "", "", "200 LSDRO, 303 -, 403 *"},
	{"GET " + deskAt + "/bulk", "", "", "200 LSD, 303 -, 403 *"},
	{"POST " + deskAt + "/bulk", "", "group={group}&verdict=noted&reason=Ghi nhận.", "200 LSD, 401 -, 403 *"},
	{"POST " + deskAt + "/bulk", "", "", "422 LSD, 401 -, 403 *"},
	{"GET " + deskAt + "/shares", "", "", "200 LSDRO, 303 -, 403 *"},
	{"POST " + deskAt + "/shares", "", "do=evenly&account={drafter}", "303 LS, 401 -, 403 *"},
	{"POST " + deskAt + "/shares", "", "do=", "422 LS, 401 -, 403 *"},
	{"GET " + deskAt + "/phrases", "", "", "200 LSDRO, 303 -, 403 *"},
	{"POST " + deskAt + "/phrases", "", "words=Ghi nhận.", "303 LSD, 401 -, 403 *"},
	{"POST " + deskAt + "/phrases", "", "drop={phrase}", "303 LSD, 401 -, 403 *"},
	{"GET " + deskAt + "/{group}", "", "", "200 LSDRO, 303 -, 403 *"},
	{"GET " + deskAt + "/{group}/list", "", "", "200 LSDRO, 303 -, 403 *"},
	{"POST " + deskAt + "/{group}/seat", "", "rev={rev group}", "200 LSDRO, 401 -, 403 *"},
	{"POST " + deskAt + "/{group}/answer", "", "verdict=noted&reason=Ghi nhận ý kiến.&rev={rev group}", "303 LSD, 401 -, 403 *"},
	{"POST " + deskAt + "/{group}/step", "group={handedon}", "do=confirm&rev={rev handedon}", "303 LR, 401 -, 403 *"},
	{"POST " + deskAt + "/{group}/step", "group={handedon}", "do=return", "303 LSDR, 401 -, 403 *"},
	{"POST " + deskAt + "/{group}/step", "group={handedon}", "do=", "422 *"},
	{"POST " + deskAt + "/{group}/apart/{comment}", "comment={ofgroup}", "verdict=noted&reason=Riêng.&rev=0", "303 LSD, 401 -, 403 *"},
	{"POST " + deskAt + "/{group}/regroup", "", "do=rename&title=Tên khác", "303 LSD, 401 -, 403 *"},
	{"POST " + deskAt + "/{group}/assign", "", "account={drafter}", "303 LS, 401 -, 403 *"},
	{"GET " + roundAt + "/matrix", "", "", "200 LSDRO, 303 -, 403 *"},
	{"GET " + roundAt + "/matrix/download", "", "as=docx", "200 LSDRO, 303 -, 403 *"},
	{"POST " + roundAt + "/matrix", "", "file=bang-da-dien-2.docx", "422 LSD, 401 -, 403 *"}, // it is of another round
	{"GET " + roundAt + "/matrix/loads/{load}", "", "", "200 LSD, 303 -, 403 *"},
	{"POST " + roundAt + "/matrix/loads/{load}", "", "do=drop", "303 LSD, 401 -, 403 *"},
	{"GET " + roundAt + "/loop", "", "", "200 LSDRO, 303 -, 403 *"},
}

var named = regexp.MustCompile(`\{([a-zA-Z ]+)\}`)

// filled puts what stands for the names into text.
func (o *office) filled(text string, at map[string]string) string {
	return named.ReplaceAllStringFunc(text, func(name string) string {
		if v, ok := at[name[1:len(name)-1]]; ok {
			return v
		}
		o.t.Fatalf("nothing stands for %s in %s", name, text)
		return ""
	})
}

// wanted is the status for somebody.
func (r right) wanted(sign rune) string {
	rest := ""
	for part := range strings.SplitSeq(r.want, ", ") {
		status, who, _ := strings.Cut(part, " ")
		if strings.ContainsRune(who, sign) {
			return status
		}
		if who == "*" {
			rest = status
		}
	}
	return rest
}

// places are the names of a row with what stands for them.
func (o *office) places(r right) map[string]string {
	at := map[string]string{"password": demo.Password, "new": string(id.New())}
	for name, v := range o.at {
		at[name] = v
	}
	if r.with != "" {
		name, v, _ := strings.Cut(r.with, "=")
		at[name] = o.filled(v, o.at)
	}
	return at
}

// carry sends a row as somebody; at stands for the names of its address.
func (o *office) carry(sign rune, r right, at map[string]string) (status int, body, told string) {
	method, pattern, _ := strings.Cut(r.route, " ")
	path := o.filled(strings.ReplaceAll(pattern, "{$}", ""), at)
	values := url.Values{}
	for pair := range strings.SplitSeq(o.filled(r.form, o.places(r)), "&") {
		if name, v, ok := strings.Cut(pair, "="); ok {
			values.Add(name, v)
		}
	}
	if method == "GET" {
		got := o.ask(sign, method, path+"?"+values.Encode(), nil)
		return got.Code, got.Body.String(), got.Header().Get("Location")
	}
	file := values.Get("file")
	if file == "" {
		got := o.ask(sign, method, path, values)
		return got.Code, got.Body.String(), got.Header().Get("Location")
	}
	values.Del("file")
	data, err := os.ReadFile(filepath.Join(root(), "samples", "de-an", filepath.FromSlash(file)))
	o.must(err)
	media, sent := upload("file", filepath.Base(file), append(data, byte(sign)), values)
	got := o.send(sign, method, path, media, sent)
	return got.Code, got.Body.String(), got.Header().Get("Location")
}

// Every route of the site stands in the table.
func TestEveryPageIsInTheTable(t *testing.T) {
	o := staffed(t)
	site, err := o.app.Site()
	o.must(err)
	routes := site.Routes()
	for _, route := range routes {
		if !slices.ContainsFunc(pageRights, func(r right) bool { return r.route == route }) {
			t.Errorf("%s is not in the table of rights", route)
		}
	}
	for _, r := range pageRights {
		if !slices.Contains(routes, r.route) {
			t.Errorf("%s is in the table, and no page", r.route)
		}
	}
}

// No page gives or does what the policies deny: each, as each kind of person, on
// records that are there. Who is denied changes nothing.
func TestPagesGiveEachTheirRights(t *testing.T) {
	o := staffed(t)
	for _, r := range pageRights {
		for _, sign := range kinds {
			before := o.standing()
			status, body, told := o.carry(sign, r, o.places(r))
			if fmt.Sprint(status) != r.wanted(sign) {
				t.Errorf("%s %s %q as %c: %d, want %s %s %s", r.route, r.with, r.form, sign, status, r.wanted(sign), told, said(body))
			}
			if o.standing() == before {
				continue
			}
			if status >= 400 {
				t.Errorf("%s as %c: %d, and something was changed", r.route, sign, status)
			}
			o.anew()
		}
	}
}

// secrets are the records of an address that not everybody who comes so far may
// know of, each with those who may: to anybody else it is as one that is not
// there. Who may not know of the docket knows of nothing in it.
var secrets = map[string]string{
	"docket": "LSDROHWUK", "version={proposed}": "LSDRO", "version={working}": "LSDRO", "round={preparing}": "LSDRO",
	"reply": "LSDRO", "reply={own}": "HWU", "reply={replyK}": "LSDROK",
	"comment": "LSDRO", "comment={queued}": "LSDRO", "comment={writing}": "HWU", "comment={handed}": "HWU", "comment={ofgroup}": "LSDRO",
	"group": "LSDRO", "group={handedon}": "LSDRO", "load": "LSD", "clash": "LSD", "account": "AL", "token": "AN",
}

// What somebody may not know of looks to them as what is not there: the same
// answer, word for word.
func TestWhatAPageHidesLooksAsIfItWereNotThere(t *testing.T) {
	o := staffed(t)
	compared := 0
	for _, r := range pageRights {
		at := o.places(r)
		_, pattern, _ := strings.Cut(r.route, " ")
		for _, in := range named.FindAllStringSubmatch(pattern, -1) {
			name := in[1]
			key := name
			if strings.HasPrefix(r.with, name+"=") {
				key = r.with
			}
			know, secret := secrets[key]
			if !secret {
				continue
			}
			elsewhere := o.places(r)
			elsewhere[name] = string(id.New())
			for _, sign := range kinds {
				if strings.ContainsRune(know, sign) || sign == '-' {
					continue
				}
				status, body, told := o.carry(sign, r, at)
				status2, body2, told2 := o.carry(sign, r, elsewhere)
				if status != status2 || plain(body) != plain(body2) || plain(told) != plain(told2) {
					t.Errorf("%s %s %q as %c tells that there is a %s: %d %s, else %d %s", r.route, r.with, r.form, sign, name, status, said(body), status2, said(body2))
				}
				compared++
			}
		}
	}
	if compared < 500 {
		t.Errorf("only %d pages were compared", compared)
	}
}

// plain is a page without what differs each time it is made, and without names
// of records, which some pages say again.
func plain(body string) string { return changing.ReplaceAllString(body, "") }

var changing = regexp.MustCompile(`[A-Z0-9]{12}</p>|\d\d:\d\d|[?&]since=[^"&]*|01[0-9a-hjkmnp-tv-z]{24}`)

// Records of one docket are not reached by way of another: here the lead of
// another docket names theirs, and records of this one.
func TestADocketsPagesAreNoWayIntoAnother(t *testing.T) {
	o := staffed(t)
	for _, r := range pageRights {
		if !strings.HasPrefix(r.route[strings.Index(r.route, "/"):], docketAt+"/") {
			continue
		}
		at := o.places(r)
		at["docket"] = o.theirs
		before := o.standing()
		status, body, told := o.carry('N', r, at)
		if strings.Count(r.route, "{") > 1 && status < 400 && !strings.HasSuffix(r.route, "/team/{account}") {
			t.Errorf("%s %s %q: %d %s %s", r.route, r.with, r.form, status, told, said(body))
		}
		if status >= 500 {
			t.Errorf("%s %s %q: %d", r.route, r.with, r.form, status)
		}
		if o.standing() != before {
			if status >= 400 {
				t.Errorf("%s %s %q changed something", r.route, r.with, r.form)
			}
			o.anew()
		}
	}
}

var (
	sentence = regexp.MustCompile(`(?s)<div class="failure[^>]*>.*?</div>|class="error"[^>]*>[^<]*|<h1[^>]*>.*?</h1>`)
	tag      = regexp.MustCompile(`<[^>]*>`)
)

// said is what a page says of a failure, for whoever reads what a test found.
func said(body string) string {
	return tag.ReplaceAllString(strings.Join(sentence.FindAllString(body, 3), " "), " ")
}
