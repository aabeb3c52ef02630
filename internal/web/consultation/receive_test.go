package consultation

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

// The page of a reply that came by mail leads to its file, as it came; who may
// not read the reply may not read the file.
func TestTheFileOfAReplyIsHandedOut(t *testing.T) {
	h := build(t)
	r := h.asked()
	path := replyFiles(t)[0]
	sent, err := os.ReadFile(path)
	h.must(err)
	got, err := h.consult.Receive(t.Context(), h.load("Thư ký tổng hợp"), h.docket, r.ID, "Tỉnh ủy góp ý.docx", strings.NewReader(string(sent)))
	h.must(err)
	href := roundHref(r, "replies", string(got.Reply.ID), "file")
	if data := h.get("Thư ký tổng hợp", href); data != string(sent) {
		t.Errorf("%d bytes of %d came back", len(data), len(sent))
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.base+href, nil)
	h.must(err)
	req.AddCookie(&http.Cookie{Name: "who", Value: string(h.people["Bí thư Tỉnh ủy S"])})
	resp, err := http.DefaultClient.Do(req)
	h.must(err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("another body reads it: %s", resp.Status)
	}
}
