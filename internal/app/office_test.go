package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/app"
	"thao/internal/consultation"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/demo"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/web/assets"
)

// office is a server with the demonstration in it and what that lacks, and
// everybody signed in at a browser of their own. Each is a copy: tests may
// change it.
//
//	L lead  S secretary  D drafter  R reviewer  O observer of the docket
//	H head  W staff of a body that is asked, U staff of a unit under it
//	K head of another body that is asked  B head of one that is not
//	A administrator  N nobody of these, lead of another docket  - not signed in
type office struct {
	t       testing.TB
	app     *app.App
	handler http.Handler
	dir     string
	db      string // "" for SQLite in dir
	hour    *demo.Clock
	prepared
}

// kinds are all kinds of people, as the tables of rights write them.
const kinds = "LSDROHWUKBAN-"

// prepared is what every copy holds.
type prepared struct {
	people  map[rune]id.ID
	cookies map[rune]string
	at      map[string]string // what stands for {name} in the address of a page
	theirs  string            // the docket that is none of this team's
}

const domain = "@thao.example"

// first is the folder of the office that is copied; "" while there is none.
var first string

// made makes the office that is copied, once.
var made = sync.OnceValues(func() (*office, error) {
	dir, err := os.MkdirTemp(memory(), "thao-office-")
	if err != nil {
		return nil, err
	}
	first = dir
	o := &office{dir: dir, hour: &demo.Clock{}}
	if err := o.fill(); err != nil {
		return nil, err
	}
	return o, o.app.Close()
})

// fill tells the demonstration to a new server, and adds what it lacks.
func (o *office) fill() (err error) {
	o.people, o.cookies, o.at = map[rune]id.ID{}, map[rune]string{}, map[string]string{}
	if err := o.open(); err != nil {
		return err
	}
	if o.app.Demo, err = demo.Fill(context.Background(), o.app, o.hour); err == nil {
		err = o.furnish()
	}
	if err != nil {
		return errors.Join(err, o.app.Close())
	}
	return nil
}

// onPostgres is an office of the test's own on PostgreSQL. It is no copy, and
// cannot be put back as it was.
func onPostgres(t testing.TB) *office {
	t.Helper()
	if err := assets.Built(); err != nil {
		t.Skipf("the site's assets are not built (make assets): %v", err)
	}
	o := &office{t: t, db: dbtest.PostgresURL(t), dir: t.TempDir(), hour: &demo.Clock{}}
	o.must(o.fill())
	t.Cleanup(func() { o.app.Close() })
	return o
}

// memory is a folder in memory where there is one: "" for the usual.
func memory() string {
	if _, err := os.Stat("/dev/shm"); err != nil {
		return ""
	}
	return "/dev/shm"
}

func TestMain(m *testing.M) {
	code := m.Run()
	if first != "" {
		os.RemoveAll(first)
	}
	os.Exit(code)
}

// staffed is an office of the test's own.
func staffed(t testing.TB) *office {
	t.Helper()
	if err := assets.Built(); err != nil {
		t.Skipf("the site's assets are not built (make assets): %v", err)
	}
	from, err := made()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(memory(), "thao-office-")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, dir: dir, hour: &demo.Clock{}, prepared: from.prepared}
	t.Cleanup(func() {
		o.app.Close()
		os.RemoveAll(dir)
	})
	o.must(os.CopyFS(dir, os.DirFS(from.dir)))
	o.must(o.open())
	return o
}

// anew puts everything back as it was made.
func (o *office) anew() {
	o.t.Helper()
	from, err := made()
	o.must(err)
	o.must(o.app.Close())
	o.must(os.RemoveAll(o.dir))
	o.must(os.CopyFS(o.dir, os.DirFS(from.dir)))
	o.must(o.open())
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) open() (err error) {
	if o.app, err = app.OpenAt(context.Background(), app.Config{Data: o.dir, DB: o.db}, slog.New(slog.DiscardHandler), o.hour.Now); err != nil {
		return err
	}
	o.handler, err = o.app.Handler()
	return err
}

// who is one of the people as they may act now.
func (o *office) who(sign rune) (*access.Actor, error) {
	return o.app.Accounts.Actor(context.Background(), o.people[sign])
}

// furnish adds what the demonstration lacks, and signs everybody in.
func (o *office) furnish() error {
	for _, step := range []func(context.Context) error{o.name, o.invite, o.write, o.revisions, o.sign} {
		if err := step(context.Background()); err != nil {
			return err
		}
	}
	return nil
}

// one is the first id a query finds.
func (o *office) one(name, query string) error {
	key, err := db.Value[string](o.app.DB.Reader(context.Background()), query)
	if err == nil && key == "" {
		err = fmt.Errorf("%s: none", name)
	}
	o.at[name] = key
	return err
}

// name finds what the demonstration holds.
func (o *office) name(context.Context) error {
	for sign, key := range emails {
		if strings.ContainsRune("BN", sign) {
			continue
		}
		if err := o.one("account", `SELECT id FROM account WHERE email = '`+key+domain+`'`); err != nil {
			return err
		}
		o.people[sign] = id.ID(o.at["account"])
	}
	const sent = `FROM comment c JOIN reply r ON r.docket_id = c.docket_id AND r.id = c.reply_id JOIN round o ON o.docket_id = c.docket_id AND o.id = c.round_id WHERE o.state = 'open' AND c.state = 'sent'`
	for name, query := range map[string]string{
		"docket": `SELECT docket_id FROM docket`, "round": `SELECT id FROM round WHERE state = 'open'`, "closed": `SELECT id FROM round WHERE state = 'closed'`,
		"version": `SELECT version_id FROM round WHERE state = 'open'`, "earlier": `SELECT version_id FROM round WHERE state = 'closed'`,
		"body": `SELECT id FROM body WHERE name = 'Tỉnh ủy A'`, "bodyK": `SELECT id FROM body WHERE name = 'Thành ủy K'`,
		"own":      `SELECT r.id FROM reply r JOIN round o ON o.docket_id = r.docket_id AND o.id = r.round_id JOIN body b ON b.id = r.body_id WHERE o.state = 'open' AND b.name = 'Tỉnh ủy A' ORDER BY r.via DESC, r.id DESC`,
		"reply":    `SELECT r.id FROM reply r JOIN round o ON o.docket_id = r.docket_id AND o.id = r.round_id WHERE o.state = 'open' AND r.via = 'mail' AND r.state = 'sealed' ORDER BY r.id`,
		"replyK":   `SELECT r.id FROM reply r JOIN round o ON o.docket_id = r.docket_id AND o.id = r.round_id JOIN body b ON b.id = r.body_id WHERE o.state = 'open' AND r.via = 'web' AND b.name = 'Thành ủy K'`,
		"comment":  `SELECT c.id ` + sent + ` AND r.via = 'mail' ORDER BY c.id`,
		"queued":   `SELECT c.id ` + sent + ` AND c.place = 'review' ORDER BY c.id`,
		"writing":  `SELECT c.id FROM comment c JOIN round o ON o.docket_id = c.docket_id AND o.id = c.round_id WHERE o.state = 'open' AND c.state = 'included' ORDER BY c.id`,
		"handed":   `SELECT c.id FROM comment c JOIN round o ON o.docket_id = c.docket_id AND o.id = c.round_id WHERE o.state = 'open' AND c.state = 'offered' ORDER BY c.id`,
		"group":    `SELECT a.group_id FROM answer a JOIN comment_group g ON g.docket_id = a.docket_id AND g.id = a.group_id JOIN round o ON o.docket_id = g.docket_id AND o.id = g.round_id WHERE o.state = 'open' AND a.state = 'drafted' ORDER BY a.group_id`,
		"handedon": `SELECT a.group_id FROM answer a JOIN comment_group g ON g.docket_id = a.docket_id AND g.id = a.group_id JOIN round o ON o.docket_id = g.docket_id AND o.id = g.round_id WHERE o.state = 'open' AND a.state = 'submitted' ORDER BY a.group_id`,
		"phrase":   `SELECT id FROM phrase ORDER BY id`,
	} {
		if err := o.one(name, query); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// invite brings those in whom the demonstration does not have, and a docket that
// is another's.
func (o *office) invite(ctx context.Context) error {
	admin, err := o.who('A')
	if err != nil {
		return err
	}
	other, err := o.app.Accounts.AddBody(ctx, admin, account.Body{Name: "Học viện không được hỏi", Kind: account.Unit})
	if err != nil {
		return err
	}
	o.at["bodyB"] = string(other.ID)
	unit, err := o.app.Accounts.AddBody(ctx, admin, account.Body{Name: "Phòng sắp giải thể", Kind: account.Unit, Parent: id.ID(o.at["body"])})
	if err != nil {
		return err
	}
	o.at["closing"] = string(unit.ID)
	for sign, in := range map[rune]account.Invitation{'B': {Body: other.ID, Role: string(access.Head)}, 'N': {}, 'x': {}} {
		in.Email = "nguoi" + string(sign) + domain
		invited, err := o.app.Accounts.Invite(ctx, admin, in, locale.Vietnamese)
		if err != nil {
			return err
		}
		made, err := o.app.Accounts.Accept(ctx, path.Base(invited.Link), "", "Người "+string(sign), demo.Password, locale.Vietnamese)
		if err != nil {
			return err
		}
		o.people[sign] = made.ID
	}
	o.at["account"] = string(o.people['x'])
	waiting, err := o.app.Accounts.Invite(ctx, admin, account.Invitation{Email: "sapvao" + domain}, locale.Vietnamese)
	if err != nil {
		return err
	}
	o.at["secret"] = path.Base(waiting.Link)
	d, err := o.app.Dockets.Create(ctx, admin, docket.Fields{Title: "Hồ sơ của người khác", Profile: "vn-party"})
	if err != nil {
		return err
	}
	o.theirs = string(d.ID)
	if admin, err = o.who('A'); err != nil {
		return err
	}
	if err := o.app.Dockets.SetRoles(ctx, admin, d.ID, o.people['N'], []access.Role{access.Lead}); err != nil {
		return err
	}
	lead, err := o.who('N')
	if err != nil {
		return err
	}
	if err := o.app.Dockets.SetRoles(ctx, lead, d.ID, o.people['A'], nil); err != nil {
		return err
	}
	token, _, err := o.app.Accounts.AddToken(ctx, lead, "Chương trình", []account.Scope{account.Scopes()[0]}, 90*24*time.Hour)
	o.at["token"] = string(token.ID)
	return err
}

// write uploads a version that nobody confirmed, begins another, and sends a
// matrix back.
func (o *office) write(ctx context.Context) error {
	who, err := o.who('S')
	if err != nil {
		return err
	}
	key, round := id.ID(o.at["docket"]), id.ID(o.at["round"])
	data, err := os.ReadFile(filepath.Join(root(), "samples", "de-an", "du-thao-1.docx"))
	if err != nil {
		return err
	}
	got, err := o.app.Drafts.Upload(ctx, who, key, draft.Upload{Name: "du-thao-3.docx", Body: bytes.NewReader(data)})
	if err != nil {
		return err
	}
	o.at["proposed"] = string(got.Version.ID)
	v, err := o.app.Drafts.StartWorking(ctx, who, key, id.ID(o.at["version"]))
	if err != nil {
		return err
	}
	o.at["working"] = string(v.ID)
	text, err := o.app.Drafts.Read(ctx, who, key, v.ID)
	if err != nil {
		return err
	}
	for _, n := range text.Nodes {
		if n.Kind == outline.Point || n.Kind == outline.Clause || n.Kind == outline.Article {
			o.at["node"] = n.ID
			stand := text.Stand(n.ID)
			o.at["parent"], o.at["before"], o.at["after"] = stand.Parent, stand.Before, stand.After
			break
		}
	}
	if _, err := o.app.Drafts.EditNode(ctx, who, key, v.ID, o.at["node"], 99, draft.Words{Label: "1.", Text: "Lời của người khác."}); fault.CodeOf(err) != fault.Stale {
		return fmt.Errorf("no clash: %w", err)
	}
	var table bytes.Buffer
	if err := o.app.Rounds.WriteMatrix(ctx, who, key, round, consultation.Word, locale.Vietnamese, &table); err != nil {
		return err
	}
	l, err := o.app.Rounds.LoadMatrix(ctx, who, key, round, "bang.docx", &table)
	if err != nil {
		return err
	}
	o.at["load"] = string(l.ID)
	next, err := o.app.Rounds.PrepareRound(ctx, who, key, consultation.RoundForm{Version: id.ID(o.at["version"]), Title: "Lấy ý kiến lần 3", Bodies: []id.ID{id.ID(o.at["body"])}, Deadline: o.app.Clock().Add(9 * 24 * time.Hour)})
	if err != nil {
		return err
	}
	o.at["preparing"] = string(next.ID)
	return o.one("clash", `SELECT id FROM node_clash`)
}

// revisions finds the revision of each row that a form may be about: "rev" and
// the name of the row.
func (o *office) revisions(context.Context) error {
	q := o.app.DB.Reader(context.Background())
	for name, query := range map[string]string{
		"docket": `SELECT rev FROM docket WHERE docket_id = $1`, "round": `SELECT rev FROM round WHERE id = $1`, "preparing": `SELECT rev FROM round WHERE id = $1`,
		"proposed": `SELECT rev FROM version WHERE id = $1`, "working": `SELECT rev FROM version WHERE id = $1`, "body": `SELECT rev FROM body WHERE id = $1`,
		"queued": `SELECT rev FROM comment WHERE id = $1`, "writing": `SELECT rev FROM comment WHERE id = $1`, "handed": `SELECT rev FROM comment WHERE id = $1`,
		"own": `SELECT rev FROM reply WHERE id = $1`, "load": `SELECT rev FROM matrix_load WHERE id = $1`,
		"group": `SELECT rev FROM answer WHERE group_id = $1 AND comment_id = ''`, "handedon": `SELECT rev FROM answer WHERE group_id = $1 AND comment_id = ''`,
		"closing": `SELECT rev FROM body WHERE id = $1`,
	} {
		n, err := db.Value[int64](q, query, o.at[name])
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		o.at["rev "+name] = fmt.Sprint(n)
	}
	who, err := o.who('H')
	if err != nil {
		return err
	}
	if o.at["seen"], err = o.app.Rounds.Included(context.Background(), who, id.ID(o.at["docket"]), id.ID(o.at["round"]), id.ID(o.at["body"])); err != nil {
		return err
	}
	o.at["drafter"], o.at["staff"] = string(o.people['D']), string(o.people['W'])
	if o.at["ofgroup"], err = db.Value[string](q, `SELECT id FROM comment WHERE group_id = $1`, o.at["group"]); err != nil {
		return err
	}
	n, err := db.Value[int64](q, `SELECT rev FROM node WHERE version_id = $1 AND id = $2`, o.at["working"], o.at["node"])
	o.at["rev node"] = fmt.Sprint(n)
	return err
}

// root is the project's folder.
func root() string { return filepath.Join("..", "..") }

var emails = map[rune]string{'L': "chutri", 'S': "thuky", 'D': "bientap", 'R': "thamdinh", 'O': "theodoi", 'H': "tinhuya", 'W': "chuyenviena", 'U': "bantochuca", 'K': "thanhuyk", 'A': "quantri", 'B': "nguoiB", 'N': "nguoiN"}

// sign signs everybody in, each at a browser of their own.
func (o *office) sign(context.Context) error {
	for sign, key := range emails {
		r := o.ask('-', http.MethodPost, "/sign-in", url.Values{"email": {key + domain}, "password": {demo.Password}})
		for _, c := range r.Result().Cookies() {
			if c.Name == "thao" {
				o.cookies[sign] = c.Name + "=" + c.Value
			}
		}
		if o.cookies[sign] == "" {
			return fmt.Errorf("%c is not signed in: %d", sign, r.Code)
		}
	}
	return nil
}

// ask sends a request as somebody. nil is no form.
func (o *office) ask(sign rune, method, path string, form url.Values) *httptest.ResponseRecorder {
	if form == nil {
		return o.send(sign, method, path, "", nil)
	}
	return o.send(sign, method, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// send is ask with a body of any kind.
func (o *office) send(sign rune, method, path, media string, body io.Reader, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost", body)
	at, err := url.Parse(path)
	if err != nil {
		panic(path + ": " + err.Error())
	}
	r.URL.Path, r.URL.RawPath, r.URL.RawQuery = at.Path, at.RawPath, at.RawQuery
	r.RequestURI = path
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	if o.cookies[sign] != "" {
		r.Header.Set("Cookie", o.cookies[sign])
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	w := &stopping{ResponseRecorder: httptest.NewRecorder(), stop: cancel}
	o.handler.ServeHTTP(w, r.WithContext(ctx))
	return w.ResponseRecorder
}

// raw asks for an address as it is written, whole or broken.
func (o *office) raw(sign rune, path string) *httptest.ResponseRecorder {
	path, query, _ := strings.Cut(path, "?")
	at, err := url.Parse(path)
	o.must(err)
	r := httptest.NewRequest(http.MethodGet, "http://localhost", nil)
	r.URL.Path, r.URL.RawPath, r.URL.RawQuery = at.Path, at.RawPath, query
	r.RequestURI = path + "?" + query
	r.Header.Set("Cookie", o.cookies[sign])
	w := httptest.NewRecorder()
	o.handler.ServeHTTP(&stopping{ResponseRecorder: w, stop: func() {}}, r)
	return w
}

// stopping goes away once it has read the beginning of a stream of events.
type stopping struct {
	*httptest.ResponseRecorder
	stop func()
}

// Deadlines are a connection's, which this is none of.
func (s *stopping) SetReadDeadline(time.Time) error  { return nil }
func (s *stopping) SetWriteDeadline(time.Time) error { return nil }

func (s *stopping) Write(b []byte) (int, error) {
	if s.Header().Get("Content-Type") == "text/event-stream" {
		defer s.stop()
	}
	return s.ResponseRecorder.Write(b)
}

// upload is a form with a file.
func upload(field, name string, data []byte, values url.Values) (media string, body io.Reader) {
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	for key, all := range values {
		for _, v := range all {
			_ = form.WriteField(key, v)
		}
	}
	if part, err := form.CreateFormFile(field, name); err == nil {
		_, _ = part.Write(data)
	}
	_ = form.Close()
	return form.FormDataContentType(), &out
}

// standing tells one state of what is recorded from another: the lines of the
// logs without those of refusals, who is signed in, and who tried to.
func (o *office) standing() string {
	o.t.Helper()
	var out []string
	for _, query := range []string{`SELECT COUNT(*) FROM ledger WHERE action <> 'access.refused'`, `SELECT COUNT(*) FROM session`, `SELECT COUNT(*) FROM attempt`} {
		n, err := db.Value[int64](o.app.DB.Reader(context.Background()), query)
		o.must(err)
		out = append(out, fmt.Sprint(n))
	}
	return strings.Join(out, " ")
}
