package app

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"thao/internal/fault"
)

// A body may come as slowly as a line is, but it must come: within each stall
// time, so many bytes more, or the rest.
const (
	stallTime  = 30 * time.Second
	stallBytes = 4 << 10
)

// paced ends requests whose body stops coming: each would hold a connection, a
// temporary file and a goroutine for as long as its sender liked.
func paced(stall time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = &pacedBody{ReadCloser: r.Body, conn: http.NewResponseController(w), stall: stall, came: stallBytes}
		}
		next.ServeHTTP(w, r)
	})
}

// pacedBody moves the connection's read deadline on as bytes arrive. Only the
// time inside Read counts: what passes between two reads is the server's own.
type pacedBody struct {
	io.ReadCloser
	conn  *http.ResponseController
	stall time.Duration
	came  int       // bytes since the deadline was begun anew
	until time.Time // the deadline
	last  time.Time // when the last Read returned
}

func (b *pacedBody) Read(p []byte) (int, error) {
	now := time.Now()
	if b.came >= stallBytes {
		b.came, b.until = 0, now.Add(b.stall)
	} else {
		b.until = b.until.Add(now.Sub(b.last))
	}
	if err := b.conn.SetReadDeadline(b.until); err != nil {
		return 0, err
	}
	defer func() { b.last = time.Now() }()
	n, err := b.ReadCloser.Read(p)
	b.came += n
	switch {
	case err == nil:
	case errors.Is(err, os.ErrDeadlineExceeded):
		err = fault.Wrap(err, fault.Stalled, "seconds", int(b.stall.Seconds()))
	default: // the end: the answer may take its time, and the connection is watched meanwhile
		if off := b.conn.SetReadDeadline(time.Time{}); off != nil && err == io.EOF {
			return n, off
		}
	}
	return n, err
}
