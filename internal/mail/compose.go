package mail

import (
	"bytes"
	"fmt"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"unicode"
)

// compose writes a message as RFC 5322 text: one part of plain text in UTF-8,
// quoted-printable, so that no line is too long and no byte is lost.
func (s *Server) compose(m Message) []byte {
	var b bytes.Buffer
	_, domain, _ := strings.Cut(s.From.Address, "@")
	to := netmail.Address{Address: m.To}
	for _, h := range [][2]string{
		{"Date", m.Created.Time().Format("Mon, 02 Jan 2006 15:04:05 -0700")},
		{"From", s.From.String()},
		{"To", to.String()},
		{"Subject", mime.BEncoding.Encode("utf-8", heading(m.Subject))},
		{"Message-ID", fmt.Sprintf("<%s@%s>", m.ID, domain)},
		{"Auto-Submitted", "auto-generated"}, // RFC 3834: out-of-office replies are not wanted
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	} {
		b.WriteString(fold(h[0] + ": " + h[1]))
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	w.Write([]byte(strings.ReplaceAll(body(m.Words), "\n", "\r\n"))) // a buffer does not fail
	w.Close()
	return b.Bytes()
}

// fold breaks a header at spaces, so that its lines are short (RFC 5322,
// 2.2.3), and ends it.
func fold(header string) string {
	const most = 76
	var b strings.Builder
	length := 0
	for i, word := range strings.Split(header, " ") {
		switch {
		case i == 0:
		case i > 1 && length+1+len(word) > most:
			b.WriteString("\r\n ")
			length = 1
		default:
			b.WriteByte(' ')
			length++
		}
		b.WriteString(word)
		length += len(word)
	}
	return b.String() + "\r\n"
}

// longestHeading bounds a subject; more is cut in every mailbox.
const longestHeading = 200

// heading makes one line of a subject: nothing in it can begin another header
// or turn the order of what is shown.
func heading(s string) string {
	s = strings.Join(strings.Fields(strip(strings.ToValidUTF8(s, "\ufffd"))), " ")
	if runes := []rune(s); len(runes) > longestHeading {
		s = string(runes[:longestHeading-1]) + "…"
	}
	return s
}

// body makes clean text: lines end in \n, and no control but line and tab.
func body(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	return strip(strings.ReplaceAll(s, "\r", "\n"))
}

// strip takes away control characters and the marks that turn the direction of
// text, with which words can be made to read as others.
func strip(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
}
