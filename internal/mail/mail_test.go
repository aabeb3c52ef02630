package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
)

// postbox is a real mail server on loopback.
type postbox struct {
	t      *testing.T
	addr   string
	server *smtp.Server
	close  func()

	mu      sync.Mutex
	letters []string              // as they came
	say     func(to string) error // what RCPT is answered; nil takes everything
	asked   int                   // RCPTs

	wrap func(net.Listener) net.Listener // in TLS; nil for none
}

func newPostbox(t *testing.T, addr string, setup ...func(*smtp.Server)) *postbox {
	t.Helper()
	p := &postbox{t: t}
	p.open(addr, setup...)
	return p
}

func (p *postbox) open(addr string, setup ...func(*smtp.Server)) {
	p.t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		p.t.Fatal(err)
	}
	p.addr = l.Addr().String()
	if p.wrap != nil {
		l = p.wrap(l)
	}
	p.server = smtp.NewServer(p)
	p.server.Domain, p.server.ErrorLog = "postbox.example", quiet{}
	for _, fn := range setup {
		fn(p.server)
	}
	server, done := p.server, make(chan struct{})
	go func() { defer close(done); server.Serve(l) }()
	p.close = func() {
		l.Close() // the server closes what it has begun to serve, which may be not yet
		server.Close()
		<-done
	}
	p.t.Cleanup(p.close)
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func (p *postbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{p: p}, nil }

type session struct {
	p    *postbox
	user string
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "thao" || password != "p:@/ss" {
			return &smtp.SMTPError{Code: 535, Message: "no"}
		}
		s.user = user
		return nil
	}), nil
}
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.asked++
	if s.p.say != nil {
		return s.p.say(to)
	}
	return nil
}
func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.letters = append(s.p.letters, string(data))
	return err
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (p *postbox) got() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.letters
}

// office is an outbox with its workers running.
type office struct {
	*Outbox
	t    *testing.T
	hour *clock.Manual
}

func newOffice(t *testing.T, d *db.DB, url string) *office {
	t.Helper()
	hour := clock.At(time.Date(2026, 4, 6, 8, 0, 0, 0, time.UTC))
	q := jobs.New(d, hour.Now, nil)
	q.Poll = 5 * time.Millisecond
	server, err := ParseServer(url, "Thảo <thao@tinh-a.example>")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{New(d, q, hour.Now, server, nil), t, hour}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); q.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	return o
}

func (o *office) queue(m Message) id.ID {
	o.t.Helper()
	var key id.ID
	err := o.DB.Write(o.t.Context(), func(tx *db.Tx) (err error) {
		key, err = o.Queue(tx, m)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return key
}

func (o *office) get(key id.ID) Message {
	o.t.Helper()
	m, err := o.Get(o.DB.Reader(o.t.Context()), "d", key)
	if err != nil {
		o.t.Fatal(err)
	}
	return m
}

// failedOnce waits until the first attempt is over and on record.
func (o *office) failedOnce() {
	o.t.Helper()
	until(o.t, "the failure on record", func() bool {
		all, err := o.Jobs.Of(o.DB.Reader(o.t.Context()), "d", "", 1)
		return err == nil && len(all) == 1 && all[0].Error != ""
	})
}

// until waits for what must come.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 2000 {
		if is() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("never came: %s", what)
}

var letter = Message{
	Docket: "d", To: "van-thu@so-b.example", Purpose: "remind", About: "r1",
	Subject: "Nhắc góp ý dự thảo “Đề án sắp xếp tổ chức bộ máy”",
	Words:   "Kính gửi Sở B,\n\nHạn góp ý là 17 giờ ngày 20/4/2026.\n.\n.. hai chấm đầu dòng\n" + strings.Repeat("Một dòng rất dài không ngắt. ", 80),
}

func TestReceived(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		box := newPostbox(t, "127.0.0.1:0")
		o := newOffice(t, d, "smtp://"+box.addr+"?tls=none")
		key := o.queue(letter)
		until(t, "sent", func() bool { return o.get(key).State == Sent })
		if m := o.get(key); m.Sent != o.hour.Now() || m.Error != "" {
			t.Errorf("%+v", m)
		}
		if len(box.got()) != 1 {
			t.Fatalf("%d letters", len(box.got()))
		}
		m, err := netmail.ReadMessage(strings.NewReader(box.got()[0]))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil || subject != letter.Subject {
			t.Errorf("subject %q %v", subject, err)
		}
		words, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if got := strings.TrimRight(strings.ReplaceAll(string(words), "\r\n", "\n"), "\n"); err != nil || got != letter.Words {
			t.Errorf("words %q %v", got, err)
		}
		from, err := netmail.ParseAddress(m.Header.Get("From"))
		if err != nil || from.Name != "Thảo" || m.Header.Get("Message-ID") != "<"+string(key)+"@tinh-a.example>" {
			t.Errorf("%v %v", m.Header, err)
		}
		for line := range strings.Lines(box.got()[0]) {
			if len(line) > 100 {
				t.Errorf("a line of %d bytes", len(line))
			}
		}
	})
}

func TestRefusedOnceThenTaken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		box := newPostbox(t, "127.0.0.1:0")
		box.say = func(string) error {
			if box.asked == 1 {
				return &smtp.SMTPError{Code: 451, Message: "greylisted"}
			}
			return nil
		}
		o := newOffice(t, d, "smtp://"+box.addr+"?tls=none")
		key := o.queue(letter)
		o.failedOnce()
		if m := o.get(key); m.State != Waiting || !strings.Contains(m.Error, "greylisted") || len(box.got()) != 0 {
			t.Errorf("%+v", m)
		}
		o.hour.Advance(10 * time.Second)
		until(t, "sent", func() bool { return o.get(key).State == Sent })
		if n := len(box.got()); n != 1 || o.get(key).Error != "" {
			t.Errorf("%d letters, %q", n, o.get(key).Error)
		}
	})
}

func TestRefusedForGood(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		box := newPostbox(t, "127.0.0.1:0")
		box.say = func(string) error { return &smtp.SMTPError{Code: 550, Message: "no such mailbox"} }
		o := newOffice(t, d, "smtp://"+box.addr+"?tls=none")
		key := o.queue(letter)
		until(t, "failed", func() bool { return o.get(key).State == Failed })
		if m := o.get(key); !strings.Contains(m.Error, "no such mailbox") || m.Sent != 0 {
			t.Errorf("%+v", m)
		}
		open, dead, err := o.Jobs.Counts(d.Reader(t.Context()))
		if open+dead != 0 || err != nil {
			t.Errorf("%d %d jobs left, %v", open, dead, err)
		}
		// The address was mended; somebody asks for it again.
		box.mu.Lock()
		box.say = nil
		box.mu.Unlock()
		again := func() error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return o.Again(tx, "d", key) })
		}
		if err := again(); err != nil {
			t.Fatal(err)
		}
		until(t, "sent", func() bool { return o.get(key).State == Sent })
		if err := again(); fault.CodeOf(err) != fault.WrongState {
			t.Errorf("again, though sent: %v", err)
		}
	})
}

func TestServerGoneAndBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		box := newPostbox(t, "127.0.0.1:0")
		o := newOffice(t, d, "smtp://"+box.addr+"?tls=none")
		box.close()
		key := o.queue(letter)
		o.failedOnce()
		if m := o.get(key); m.State != Waiting || m.Error == "" {
			t.Errorf("%+v", m)
		}
		box.open(box.addr)
		o.hour.Advance(10 * time.Second)
		until(t, "sent", func() bool { return o.get(key).State == Sent })
		if n := len(box.got()); n != 1 {
			t.Errorf("%d letters", n)
		}
	})
}

func TestWithoutServerItWaitsUntilThereIsOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		none := newOffice(t, d, "")
		key := none.queue(letter)
		list, err := none.Newest(d.Reader(t.Context()), "d", "", 10)
		if err != nil || len(list) != 1 || list[0].State != Waiting || none.Configured() {
			t.Fatal(list, err)
		}
		if open, _, _ := none.Jobs.Counts(d.Reader(t.Context())); open != 0 {
			t.Errorf("%d jobs that nobody can do", open)
		}
		box := newPostbox(t, "127.0.0.1:0")
		o := newOffice(t, d, "smtp://"+box.addr+"?tls=none")
		if n, err := o.Resume(t.Context()); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		until(t, "sent", func() bool { return o.get(key).State == Sent })
		// What is old by now stays.
		old := none.queue(letter)
		o.hour.Advance(fresh + time.Hour)
		if n, err := o.Resume(t.Context()); n != 0 || err != nil {
			t.Error(n, err)
		}
		if about, err := o.About(d.Reader(t.Context()), "d", "r1"); err != nil || len(about) != 2 || about[1].ID != old {
			t.Error(about, err)
		}
	})
}

func TestProtectedWays(t *testing.T) {
	certificate, trust := authority(t)
	secure := func(s *smtp.Server) { s.TLSConfig = certificate }
	send := func(t *testing.T, url string) error {
		s, err := ParseServer(url, "thao@tinh-a.example")
		if err != nil {
			t.Fatal(err)
		}
		s.TLS = trust
		return s.Send(t.Context(), letter)
	}
	t.Run("starttls", func(t *testing.T) {
		box := newPostbox(t, "127.0.0.1:0", secure)
		if err := send(t, "smtp://thao:p%3A%40%2Fss@"+box.addr); err != nil || len(box.got()) != 1 {
			t.Error(err, len(box.got()))
		}
		err := send(t, "smtp://thao:wrong@"+box.addr)
		if err == nil || refused(err) {
			t.Errorf("a wrong password is no fault of the message: %v", err)
		}
	})
	t.Run("implicit", func(t *testing.T) {
		box := &postbox{t: t, wrap: func(l net.Listener) net.Listener { return tls.NewListener(l, certificate) }}
		box.open("127.0.0.1:0", secure)
		if err := send(t, "smtps://thao:p%3A%40%2Fss@"+box.addr); err != nil || len(box.got()) != 1 {
			t.Error(err, len(box.got()))
		}
	})
	t.Run("never in the open", func(t *testing.T) {
		box := newPostbox(t, "127.0.0.1:0")
		if err := send(t, "smtp://"+box.addr); err == nil || len(box.got()) != 0 {
			t.Errorf("a server without STARTTLS was used: %v", err)
		}
	})
}

// authority gives a server's certificate for 127.0.0.1 and the configuration
// of a client that trusts it.
func authority(t *testing.T) (server, client *tls.Config) {
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return &tls.Config{Certificates: s.TLS.Certificates}, &tls.Config{RootCAs: pool}
}

func TestNothingIsInjected(t *testing.T) {
	s, err := ParseServer("smtps://mail.example", "thao@tinh-a.example")
	if err != nil {
		t.Fatal(err)
	}
	text := string(s.compose(Message{
		To: "a@b.example", Subject: "Xin chào\r\nBcc: x@y.example\u202e", Words: "a\u202eb\u2066c\x00d\r\n.\r\nBcc: x",
	}))
	head, words, _ := strings.Cut(text, "\r\n\r\n")
	if strings.Contains(head, "\nBcc") {
		t.Error(head)
	}
	if words != "abcd\r\n.\r\nBcc: x" {
		t.Errorf("%q", words)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, d, "")
		for _, bad := range []string{"", "a", "a@b.example\r\nBcc: c@d.example", "A <a@b.example>", "a@b.example, c@d.example", "ý@b.example", "a@", strings.Repeat("a", 300) + "@b.example"} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := o.Queue(tx, Message{To: bad}); return err })
			if fault.CodeOf(err) != fault.Invalid {
				t.Errorf("%q: %v", bad, err)
			}
		}
	})
}

func TestParseServer(t *testing.T) {
	s, err := ParseServer("smtps://a:b@mail.example", "Thảo <t@x.example>")
	if err != nil || s.Addr != "mail.example:465" || s.Security != Implicit || s.User != "a" || s.Password != "b" {
		t.Errorf("%+v %v", s, err)
	}
	if s, err = ParseServer("smtp://mail.example?tls=none", "t@x.example"); err != nil || s.Addr != "mail.example:25" || s.Security != Plain {
		t.Errorf("%+v %v", s, err)
	}
	if s, err = ParseServer("", ""); s != nil || err != nil {
		t.Errorf("%+v %v", s, err)
	}
	for _, bad := range [][2]string{{"mail.example:25", "t@x.example"}, {"http://x", "t@x.example"}, {"smtp://x?tls=maybe", "t@x.example"}, {"smtps://x?tls=none", "t@x.example"}, {"smtp://x", ""}, {"smtp://x", "no"}} {
		if s, err := ParseServer(bad[0], bad[1]); s != nil || !errors.Is(err, fault.New(fault.Invalid)) {
			t.Errorf("%v: %+v %v", bad, s, err)
		}
	}
}

func TestALetterThatLetsInIsForgottenOnceSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		box := newPostbox(t, "127.0.0.1:0")
		o := newOffice(t, d, "smtp://"+box.addr+"?tls=none")
		link := letter
		link.Purpose, link.Words = "join", "Xin mở https://thao.example/join/bimat"
		secret, plain := o.queue(link), o.queue(letter)
		until(t, "sent", func() bool { return o.get(secret).State == Sent && o.get(plain).State == Sent })
		if m := o.get(secret); m.Words != "" {
			t.Errorf("kept %q", m.Words)
		}
		if m := o.get(plain); m.Words != letter.Words {
			t.Errorf("forgot %q", m.Words)
		}
		if len(box.got()) != 2 {
			t.Errorf("%d letters came", len(box.got()))
		}
	})
}
