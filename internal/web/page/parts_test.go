package page

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"thao/internal/fault"
)

// dying is a body whose connection ends it with an error of its own.
type dying struct {
	io.Reader
	with error
}

func (d dying) Read(p []byte) (int, error) {
	n, err := d.Reader.Read(p)
	if err == io.EOF {
		err = d.with
	}
	return n, err
}

// A connection that broke is told apart from a form that is none.
func TestWhyAFormHasNoEnd(t *testing.T) {
	const whole = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nNhất trí.\r\n--b--\r\n"
	for name, c := range map[string]struct {
		body  string
		media string // "" for one with the boundary
		with  error  // of the connection; nil for none
		want  fault.Code
	}{
		"whole":                       {body: whole},
		"cut within the file":         {body: whole[:len(whole)-12], want: fault.BrokenOff},
		"cut, and the line says so":   {body: whole[:len(whole)-12], with: io.ErrUnexpectedEOF, want: fault.BrokenOff},
		"cut between parts":           {body: whole[:len(whole)-4] + "\r\n", with: io.ErrUnexpectedEOF, want: fault.BrokenOff},
		"cut within a header":         {body: whole[:30], with: io.ErrUnexpectedEOF, want: fault.BrokenOff},
		"closed from here":            {body: whole[:60], with: net.ErrClosed, want: fault.BrokenOff},
		"it stopped coming":           {body: whole[:60], with: fault.New(fault.Stalled, "seconds", 30), want: fault.Stalled},
		"past its bound":              {body: whole[:60], with: &http.MaxBytesError{Limit: 5 << 20}, want: fault.UploadLarge},
		"no end though all came":      {body: "--b\r\n\r\nx\r\n--c--\r\n", want: fault.BrokenOff},
		"a header that is none":       {body: "--b\r\nno header at all\r\n\r\nx\r\n--b--\r\n", want: fault.BadForm},
		"a line without end":          {body: strings.Repeat("x", 1<<16), want: fault.BadForm},
		"words between parts":         {body: strings.Replace(whole, "--b--", "--b\r\n\r\nx\r\n--b y\r\n", 1), want: fault.BadForm},
		"nothing said to lie between": {body: whole, media: "multipart/form-data", want: fault.BadForm},
		"a boundary of no characters": {body: whole, media: `multipart/form-data; boundary=""`, want: fault.BadForm},
	} {
		t.Run(name, func(t *testing.T) {
			for way, read := range map[string]func(*http.Request) error{"streamed": passAll, "at once": func(r *http.Request) error { return ReadFiles(r, 1<<20) }} {
				var body io.Reader = strings.NewReader(c.body)
				if c.with != nil {
					body = dying{body, c.with}
				}
				r := httptest.NewRequest(http.MethodPost, "/", body)
				r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
				if c.media != "" {
					r.Header.Set("Content-Type", c.media)
				}
				err := read(r)
				if c.want == "" && err != nil || c.want != "" && (err == nil || fault.CodeOf(err) != c.want) {
					t.Errorf("%s: %v, want %q", way, err, c.want)
				}
			}
		})
	}
}

// passAll reads every part of a form to its end.
func passAll(r *http.Request) error {
	parts, err := PartsOf(r)
	for err == nil {
		var part io.Reader
		if part, err = parts.Next(); err == nil {
			_, err = io.Copy(io.Discard, parts.File(part))
		}
	}
	if err == io.EOF {
		err = nil
	}
	return err
}

// Fields count as files do.
func TestAFormHasSoManyParts(t *testing.T) {
	var b strings.Builder
	for n := range MostParts + 1 {
		fmt.Fprintf(&b, "--b\r\nContent-Disposition: form-data; name=\"f%d\"\r\n\r\n\r\n", n)
	}
	b.WriteString("--b--\r\n")
	for _, c := range []struct {
		body string
		want error
	}{
		{b.String(), fault.New(fault.TooManyFiles)},
		{strings.Replace(b.String(), "--b\r\nContent-Disposition: form-data; name=\"f0\"\r\n\r\n\r\n", "", 1), nil},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(c.body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		if err := passAll(r); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	if err := ReadFiles(httptest.NewRequest(http.MethodPost, "/", strings.NewReader("a=b")), 1<<20); err != nil {
		t.Errorf("a form without files: %v", err)
	}
}
