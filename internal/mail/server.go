package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/smtp"
	"net/textproto"
	"net/url"
	"strings"
	"time"

	"thao/internal/fault"
)

// Security is how the way to the mail server is protected.
type Security string

const (
	StartTLS Security = "starttls" // required: a server without it is not used
	Implicit Security = "tls"
	Plain    Security = "none"
)

// Server is a mail server that takes messages for delivery.
type Server struct {
	Addr           string // host:port
	Security       Security
	User, Password string          // "" for none
	From           netmail.Address // sender of every message
	TLS            *tls.Config     // nil for the system's authorities
}

// ParseServer reads a URL: smtp://host (port 587, STARTTLS), smtps://host (port
// 465), each with user:password@ where the server asks for them, and
// ?tls=none for a server within the house that has no TLS. from is the sender,
// as "Name <address>" or the address alone. "" is no server: nil. Errors are
// *fault.Error: Invalid.
func ParseServer(rawURL, from string) (*Server, error) {
	if rawURL == "" {
		return nil, nil
	}
	invalid := func(field, rule string) (*Server, error) {
		return nil, fault.New(fault.Invalid, "field", field, "rule", rule)
	}
	u, err := url.Parse(rawURL)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return invalid("smtp", "mail.rule.url")
	}
	s := &Server{Security: StartTLS, User: u.User.Username()}
	s.Password, _ = u.User.Password()
	port := "587"
	if u.Scheme == "smtps" {
		s.Security, port = Implicit, "465"
	}
	switch v := u.Query().Get("tls"); {
	case v == "":
	case v == string(Plain) && u.Scheme == "smtp":
		s.Security, port = Plain, "25"
	default:
		return invalid("smtp", "mail.rule.url")
	}
	if p := u.Port(); p != "" {
		port = p
	}
	s.Addr = net.JoinHostPort(u.Hostname(), port)
	sender, err := netmail.ParseAddress(from)
	if err != nil || !ValidAddress(sender.Address) {
		return invalid("mail-from", "mail.rule.from")
	}
	s.From = *sender
	return s, nil
}

// ValidAddress reports whether an address can be written to: one address, bare,
// in ASCII, which every mail server understands.
func ValidAddress(address string) bool {
	if len(address) > 254 || strings.ContainsAny(address, "<>\"\\ ,;:()[]\r\n\t") {
		return false
	}
	for _, c := range []byte(address) {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	parsed, err := netmail.ParseAddress(address)
	return err == nil && parsed.Address == address && strings.Contains(address, "@")
}

// patience is how long a server may take for one message.
const patience = 2 * time.Minute

// Send hands a message over; nil once the server has taken it.
func (s *Server) Send(ctx context.Context, m Message) (err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	client, stop, err := s.connect(ctx)
	if err != nil {
		return err
	}
	defer stop()
	defer client.Close()
	if err := client.Mail(s.From.Address); err != nil {
		return err
	}
	if err := client.Rcpt(m.To); err != nil {
		return final(err)
	}
	w, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(s.compose(m)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return final(err)
	}
	_ = client.Quit() // it has been taken, whatever is said to that
	return nil
}

// connect greets the server, protects the way and signs in. stop ends the
// watch on ctx, whose end breaks the connection.
func (s *Server) connect(ctx context.Context) (*smtp.Client, func() bool, error) {
	host, _, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return nil, nil, err
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", s.Addr)
	if err != nil {
		return nil, nil, err
	}
	if until, ok := ctx.Deadline(); ok {
		conn.SetDeadline(until)
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	if s.Security == Implicit {
		conn = tls.Client(conn, s.config(host))
	}
	client, err := smtp.NewClient(conn, host)
	if err == nil {
		err = s.begin(client, host)
	}
	if err != nil {
		stop()
		conn.Close()
		return nil, nil, err
	}
	return client, stop, nil
}

func (s *Server) begin(client *smtp.Client, host string) error {
	if _, name, ok := strings.Cut(s.From.Address, "@"); ok {
		if err := client.Hello(name); err != nil {
			return err
		}
	}
	if s.Security == StartTLS {
		if err := client.StartTLS(s.config(host)); err != nil {
			return fmt.Errorf("STARTTLS: %w", err)
		}
	}
	if s.User == "" {
		return nil
	}
	_, methods := client.Extension("AUTH")
	var auth smtp.Auth = smtp.PlainAuth("", s.User, s.Password, host)
	if !strings.Contains(methods, "PLAIN") && strings.Contains(methods, "LOGIN") {
		auth = &login{s.User, s.Password}
	}
	return client.Auth(auth)
}

func (s *Server) config(host string) *tls.Config {
	c := &tls.Config{}
	if s.TLS != nil {
		c = s.TLS.Clone()
	}
	if c.ServerName == "" {
		c.ServerName = host
	}
	c.MinVersion = max(c.MinVersion, tls.VersionTLS12)
	return c
}

// login is the AUTH LOGIN of servers that know no other.
type login struct{ user, password string }

func (l *login) Start(server *smtp.ServerInfo) (string, []byte, error) {
	if !server.TLS {
		return "", nil, errors.New("the password is not sent over an open connection")
	}
	return "LOGIN", nil, nil
}

func (l *login) Next(asked []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case strings.HasPrefix(strings.ToLower(string(asked)), "user"):
		return []byte(l.user), nil
	}
	return []byte(l.password), nil
}

// refusal is a server's last word on a message: sending it again is no use.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

// final marks an answer of the 500s to an address or to a text. To the sender
// or the password it speaks of our settings, which somebody may mend.
func final(err error) error {
	if e, ok := errors.AsType[*textproto.Error](err); ok && e.Code >= 500 {
		return refusal{err}
	}
	return err
}

func refused(err error) bool {
	_, ok := errors.AsType[refusal](err)
	return ok
}
