package assets

import (
	"bytes"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// Handler serves the files under Prefix.
func Handler() http.Handler {
	s, _ := built()
	return s
}

// forever is a year, the longest RFC 9111 means; a changed file has another name.
const forever = "public, max-age=31536000, immutable"

var kinds = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// ServeHTTP answers with the file, in the smallest form the browser takes.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, inside := strings.CutPrefix(r.URL.Path, Prefix)
	f, known := s.byName[name]
	if !inside || !known {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	coding, suffix := f.coding(r.Header.Get("Accept-Encoding"))
	data, err := fs.ReadFile(s.dist, f.Name+suffix)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind(f.Name))
	h.Set("Cache-Control", forever)
	h.Set("ETag", `"`+f.ETag+strings.ReplaceAll(suffix, ".", "-")+`"`)
	if f.Brotli || f.Gzip {
		h.Add("Vary", "Accept-Encoding")
	}
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

func kind(name string) string {
	ext := path.Ext(name)
	if k, ok := kinds[ext]; ok {
		return k
	}
	return mime.TypeByExtension(ext)
}

// coding picks the form of a file: its Content-Encoding and its name's suffix.
func (f File) coding(accept string) (coding, suffix string) {
	switch {
	case f.Brotli && accepts(accept, "br"):
		return "br", ".br"
	case f.Gzip && accepts(accept, "gzip"):
		return "gzip", ".gz"
	}
	return "", ""
}

// accepts reads an Accept-Encoding header (RFC 9110, 12.5.3): a coding named
// with a weight above nought is taken; "*" is not relied upon.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		q, weighted := strings.CutPrefix(strings.TrimSpace(params), "q=")
		if !weighted {
			return true
		}
		weight, err := strconv.ParseFloat(q, 64)
		return err == nil && weight > 0
	}
	return false
}
