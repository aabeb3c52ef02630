package story

import (
	"context"
	"io"
	"log/slog"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"thao/internal/app"
	"thao/internal/corpus"
	"thao/internal/web/webtest"
)

// stage is a server that runs as in an office, with those who use it.
type stage struct {
	t       *testing.T
	box     *postbox
	url     string
	first   string // the link of the first administrator
	browser *webtest.Browser
	look    bool // looks at each page on the way
	docket  string
	round   string
}

const password = "mot-cau-du-dai-de-nho"

// raise starts a server on a database, and its mail server.
func raise(t *testing.T, url string) *stage {
	t.Helper()
	s := &stage{t: t, browser: webtest.Start(t), box: open(t)}
	a, err := app.Open(t.Context(), app.Config{
		Data: t.TempDir(), DB: url, Listen: "127.0.0.1:0", Org: "Ban Chỉ đạo xây dựng Đề án",
		SMTP: "smtp://" + s.box.addr + "?tls=none", MailFrom: "Thảo <thao@coquan.example>",
	}, slog.New(slog.NewTextHandler(logged{t}, &slog.HandlerOptions{Level: slog.LevelError})))
	s.must(err)
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- a.Serve(ctx, func(url, link string) { s.url, s.first = url, link; close(ready) })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	select {
	case <-ready:
	case err := <-ended:
		ended <- err
		t.Fatal(err)
	}
	return s
}

// logged passes what the server logs on to the test.
type logged struct{ t *testing.T }

func (l logged) Write(p []byte) (int, error) { l.t.Log(string(p)); return len(p), nil }

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) sample(name string) string {
	return filepath.Join(corpus.Root(s.t), "samples", "de-an", filepath.FromSlash(name))
}

// person is somebody at their browser, who has just come by a link that made
// their account.
func (s *stage) person(link, email, name string) *webtest.Tab {
	s.t.Helper()
	tab := s.browser.Tab(s.t, s.url)
	tab.Open("/lang/vi?return=/sign-in")
	tab.Open(link)
	if email != "" {
		tab.Fill("#email", email)
	}
	tab.Fill("#name", name)
	tab.Fill("#password", password)
	tab.Follow("main form .btn.primary")
	return tab
}

// seen looks at a page in both languages and at every width: nothing sticks
// out, nobody is shut out, and a picture is kept.
func (s *stage) seen(tab *webtest.Tab, name string) {
	s.t.Helper()
	if !s.look {
		return
	}
	path := tab.Path()
	for _, lang := range []string{"en", "vi"} {
		tab.Open("/lang/" + lang + "?return=" + path)
		for _, width := range []int{390, 1440} {
			tab.Size(width, 900)
			tab.Fits()
			tab.Axe()
			tab.Shot("story-"+name, lang, width)
		}
	}
	tab.Size(1440, 900)
	tab.Open(path)
}

// until waits for what happens in the background.
func (s *stage) until(what string, is func() bool) {
	s.t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if is() {
			return
		}
	}
	s.t.Fatalf("never: %s", what)
}

// postbox is a real mail server on loopback, which keeps what it is given.
type postbox struct {
	addr string
	mu   sync.Mutex
	got  []letter
}

type letter struct{ to, subject, words string }

func open(t *testing.T) *postbox {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &postbox{addr: l.Addr().String()}
	server := smtp.NewServer(p)
	server.Domain = "postbox.example"
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	t.Cleanup(func() {
		l.Close()
		server.Close()
		<-done
	})
	return p
}

// NewSession is smtp.Backend's.
func (p *postbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{p: p}, nil }

type session struct {
	p  *postbox
	to string
}

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return nil
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
func (s *session) Data(r io.Reader) error {
	m, err := netmail.ReadMessage(r)
	if err != nil {
		return err
	}
	words, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.got = append(s.p.got, letter{s.to, subject, string(words)})
	return err
}

// newest is the newest letter to somebody whose words hold some.
func (p *postbox) newest(to, words string) (letter, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := len(p.got) - 1; i >= 0; i-- {
		if p.got[i].to == to && strings.Contains(p.got[i].words, words) {
			return p.got[i], true
		}
	}
	return letter{}, false
}

var joining = regexp.MustCompile(`https?://\S+(/join/\S+)`)

// invited is the link in the letter that invites somebody.
func (s *stage) invited(email string) string {
	s.t.Helper()
	var link []string
	s.until("a letter to "+email, func() bool {
		l, come := s.box.newest(email, "/join/")
		link = joining.FindStringSubmatch(l.words)
		return come && link != nil
	})
	return link[1]
}

// write puts a file into a folder of the test's own.
func (s *stage) write(name, text string) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name)
	s.must(os.WriteFile(path, []byte(text), 0o600))
	return path
}
