package consultation

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	consult "thao/internal/consultation"
)

// cut is a form with files, of which the last bytes do not come.
func (h *house) cut(field string, lost int, files ...string) (media string, body *bytes.Buffer) {
	h.t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for i, words := range files {
		part, err := w.CreateFormFile(field, fmt.Sprintf("góp ý %d.txt", i))
		h.must(err)
		_, err = part.Write([]byte(words))
		h.must(err)
	}
	h.must(w.Close())
	body.Truncate(body.Len() - lost)
	return w.FormDataContentType(), body
}

// An upload that breaks off is no failure of the program. What had come whole
// stays and is told; of the rest nothing is kept.
func TestUploadsThatBreakOff(t *testing.T) {
	h := build(t)
	r := h.asked()
	p := plain{h, "Thư ký tổng hợp"}
	long := strings.Repeat("Đề nghị sửa Điều 3 cho rõ. ", 2000)
	for name, lost := range map[string]int{"receive": 40_000, "bodies/list": 40_000, "receive?end": 60} {
		path, _, _ := strings.Cut(name, "?")
		media, body := h.cut("file", lost, long)
		status, _, said := p.do("POST", roundHref(r, strings.Split(path, "/")...), media, body)
		if status != http.StatusBadRequest || !strings.Contains(said, "đứt giữa chừng") {
			t.Errorf("%s: %d %.3000s", name, status, said)
		}
	}
	media, body := h.cut("file", 40_000, "Tỉnh ủy S đề nghị bỏ Điều 2.", "Nhất trí với dự thảo.", long)
	status, to, page := p.do("POST", roundHref(r, "receive"), media, body)
	if status != http.StatusSeeOther || !strings.HasSuffix(to, "#receive") {
		t.Errorf("two files and a half: %d %s %.3000s", status, to, page)
	}
	replies, err := h.consult.Replies(t.Context(), h.load(p.who), h.docket, r.ID, consult.ReplyFilter{}, "", 10)
	h.must(err)
	if len(replies) != 2 {
		t.Errorf("%d files are there, want the 2 that came whole", len(replies))
	}
	left, err := filepath.Glob(filepath.Join(h.consult.Blobs.Root(), "tmp", "*"))
	if h.must(err); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
}

// What is told of an upload says first what was taken and how many were not, and
// fits into what a browser carries over a redirect.
func TestWhatIsToldOfManyFiles(t *testing.T) {
	h := build(t)
	r := h.asked()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for n := range 200 {
		part, err := w.CreateFormFile("file", fmt.Sprintf("%d<%s", n, strings.Repeat("ỳ", 1000)))
		h.must(err)
		_, err = part.Write([]byte("Nhất trí với dự thảo."))
		h.must(err)
	}
	h.must(w.Close())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.base+roundHref(r, "receive"), &b)
	h.must(err)
	req.AddCookie(&http.Cookie{Name: "who", Value: string(h.people["Thư ký tổng hợp"])})
	req.Header.Set("Content-Type", w.FormDataContentType())
	resp, err := http.DefaultTransport.RoundTrip(req)
	h.must(err)
	defer resp.Body.Close()
	for _, c := range resp.Cookies() {
		if c.Name != "said" {
			continue
		}
		told, err := base64.RawURLEncoding.DecodeString(c.Value)
		h.must(err)
		if len(c.Value) > 3900 || !strings.Contains(string(told), "200 tệp không nhận được") {
			t.Errorf("%d bytes: %s", len(c.Value), told)
		}
		return
	}
	t.Errorf("nothing is told: %s", resp.Status)
}
