package load

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"thao/internal/id"
)

// sentences are what a page says of a trouble, by the language of its reader.
type sentences map[string]string

// fetch sends a request and reads the answer whole; a test that gets none ends.
func fetch(t *testing.T, req *http.Request, err error) (int, string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func status(t *testing.T, address string) int {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, address, nil)
	code, _ := fetch(t, req, err)
	return code
}

// comes waits for what must come within half a minute.
func comes(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("never came: %s", what)
}

// comment posts one as a program; what is acknowledged is remembered.
func (h *harsh) comment(t *testing.T, base string, n int, more string) (int, string) {
	t.Helper()
	key, text := id.New(), fmt.Sprintf("Đề nghị làm rõ nội dung này, lần %d. %s", n, more)
	req, err := h.site.PostComment(base, h.site.Tokens[0], h.site.Staff[0].Body, key, n, strings.TrimSpace(text), "")
	code, body := fetch(t, req, err)
	if code/100 == 2 {
		h.comments[key] = strings.TrimSpace(text)
	}
	return code, body
}

// file sends one as a program; what is acknowledged is remembered.
func (h *harsh) file(t *testing.T, base string, size int) (int, string) {
	t.Helper()
	name := string(id.New()) + ".txt"
	data := []byte("SỞ NỘI VỤ TỈNH SỐ 1\n\n1. Đề nghị sửa khoản 1 Điều 2.\n" + name + "\n" + strings.Repeat("Đề nghị rà soát lại.\n", size/27))
	req, err := h.site.PostFile(base, h.site.Team, name, data)
	code, body := fetch(t, req, err)
	if code/100 == 2 {
		sum := sha256.Sum256(data)
		h.files[name] = hex.EncodeToString(sum[:])
	}
	return code, body
}

// browsers are of one who is signed in, in each language.
func (h *harsh) browsers(t *testing.T, base string) map[string]*Client {
	t.Helper()
	out := map[string]*Client{}
	for _, lang := range []string{"vi", "en"} {
		c, err := SignIn(t.Context(), base, h.site.Staff[0])
		if err != nil {
			t.Fatal(err)
		}
		c.Lang = lang
		out[lang] = c
	}
	return out
}

// told sends a comment from pages and looks at the page that says why it was
// not taken: its status, its sentence, and that what was typed is on it.
func (h *harsh) told(t *testing.T, people map[string]*Client, want int, says sentences) {
	t.Helper()
	for lang, c := range people {
		text := "Câu này viết mất nhiều công: không được để mất. " + lang
		path, form := h.site.CommentForm(h.site.Staff[0].Body, id.New(), 0, text)
		code, page, err := c.Form(t.Context(), path, form)
		if err != nil {
			t.Fatal(err)
		}
		if code != want || !strings.Contains(page, says[lang]) {
			t.Errorf("in %s: %d, want %d and %q: %s", lang, code, want, says[lang], page)
		}
		if !strings.Contains(page, text) {
			t.Errorf("in %s: what was typed is lost: %s", lang, page)
		}
	}
}

// written sends a comment from a page once all is well again.
func (h *harsh) written(t *testing.T, people map[string]*Client) {
	t.Helper()
	for lang, c := range people {
		key, text := id.New(), "Nay lại ghi được: "+lang
		path, form := h.site.CommentForm(h.site.Staff[0].Body, key, 1, text)
		code, page, err := c.Form(t.Context(), path, form)
		if err != nil {
			t.Fatal(err)
		}
		if code != http.StatusSeeOther {
			t.Errorf("in %s, when all is well again: %d %.2000s", lang, code, page)
			continue
		}
		h.comments[key] = text
	}
}
