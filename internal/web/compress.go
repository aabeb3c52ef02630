package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
)

// compressed sends pages in gzip to browsers that take it. Built files come
// compressed already; event streams and downloads go as they are.
func compressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		z := &zipped{ResponseWriter: w}
		defer z.finish()
		next.ServeHTTP(z, r)
	})
}

// level makes a page of the draft a quarter smaller than gzip.BestSpeed does, for
// half a millisecond; what is above it takes longer than it saves.
const level = 4

var zippers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(io.Discard, level) // which is known to be good
	return z
}}

// zipped decides at the first byte, by the kind of content, whether to compress.
type zipped struct {
	http.ResponseWriter
	gzip    *gzip.Writer
	decided bool
}

func (z *zipped) decide(status int) {
	if z.decided {
		return
	}
	z.decided = true
	h := z.Header()
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	text := kind == "text/html" || kind == "application/json" || kind == "application/problem+json"
	if !text || h.Get("Content-Encoding") != "" || status == http.StatusNoContent || status == http.StatusNotModified {
		return
	}
	h.Set("Content-Encoding", "gzip")
	h.Add("Vary", "Accept-Encoding")
	h.Del("Content-Length")
	z.gzip = zippers.Get().(*gzip.Writer)
	z.gzip.Reset(z.ResponseWriter)
}

func (z *zipped) WriteHeader(status int) {
	if status >= http.StatusOK { // 1xx come before the answer
		z.decide(status)
	}
	z.ResponseWriter.WriteHeader(status)
}

func (z *zipped) Write(b []byte) (int, error) {
	z.decide(http.StatusOK)
	if z.gzip == nil {
		return z.ResponseWriter.Write(b)
	}
	return z.gzip.Write(b)
}

// FlushError sends on what is there, for pages that are written bit by bit.
func (z *zipped) FlushError() error {
	z.decide(http.StatusOK)
	if z.gzip != nil {
		if err := z.gzip.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(z.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController through.
func (z *zipped) Unwrap() http.ResponseWriter { return z.ResponseWriter }

func (z *zipped) finish() {
	if z.gzip == nil {
		return
	}
	_ = z.gzip.Close() // the reader has gone away
	z.gzip.Reset(io.Discard)
	zippers.Put(z.gzip)
}
