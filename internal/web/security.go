package web

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"thao/internal/fault"
)

// policy is the content security policy: everything from here, nothing inline.
// Pages have neither style attributes nor scripts of their own.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

// idHeader carries the number of a request, for whoever must find it in a log.
const idHeader = "X-Request-Id"

// numbered gives each request a number, sets the security headers and writes
// the log's line when it is answered.
func (s *Site) numbered(level slog.Level, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		h.Set(idHeader, rand.Text()[:12])
		seen := &watched{ResponseWriter: w}
		begin := s.cfg.Now()
		next.ServeHTTP(seen, r)
		s.cfg.Log.Log(r.Context(), level, "request", "id", h.Get(idHeader), "method", r.Method, "path", logged(r.URL.Path),
			"status", seen.status, "bytes", seen.bytes, "ms", s.cfg.Now().Sub(begin).Milliseconds())
	})
}

// logged is a path as the log may hold it: without the secret of a link that
// lets somebody in.
func logged(path string) string {
	if strings.HasPrefix(path, "/join/") {
		return "/join/…"
	}
	return path
}

// sameOrigin refuses what another site sent in a person's name.
func (s *Site) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, errOrigin)
	}))
	return protection.Handler(next)
}

// contained answers a panic with a page, and the log with its stack.
func (s *Site) contained(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			stack := strings.TrimSpace(string(debug.Stack()))
			s.cfg.Log.ErrorContext(r.Context(), "panic", "id", w.Header().Get(idHeader), "panic", fmt.Sprint(v), "stack", stack)
			if seen, ok := w.(*watched); ok && seen.status != 0 {
				panic(http.ErrAbortHandler) // half an answer is out: the browser must see that it broke
			}
			s.fail(w, r, fault.New(fault.Internal, "reason", "panic"))
		}()
		next.ServeHTTP(w, r)
	})
}

// watched counts what is answered.
type watched struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController through.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
