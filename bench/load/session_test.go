package load

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/web/webtest"
)

// formOf reads the form of a page that is sent to an address: its hidden fields
// and text areas, as a browser would send them.
func formOf(t *testing.T, page, action string) url.Values {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	attr := func(n *html.Node, name string) string {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	var out url.Values
	for n := range doc.Descendants() {
		switch {
		case n.Data == "form" && attr(n, "action") == action:
			out = url.Values{}
			for f := range n.Descendants() {
				if f.Data == "input" && attr(f, "type") == "hidden" {
					out.Add(attr(f, "name"), attr(f, "value"))
				}
				if f.Data == "textarea" {
					text := ""
					for c := range f.Descendants() {
						text += c.Data
					}
					out.Add(attr(f, "name"), text)
				}
			}
		}
	}
	if out == nil {
		t.Fatalf("no form is sent to %s: %.3000s", action, page)
	}
	return out
}

// expire ends all sessions, as time would.
func (h *harsh) expire(t *testing.T) {
	t.Helper()
	h.beside(t, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM session`)
		return err
	})
}

// beside writes beside the running program.
func (h *harsh) beside(t *testing.T, fn func(*db.Tx) error) {
	t.Helper()
	d, err := db.Open(t.Context(), filepath.Join(h.cfg.Data, "thao.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func (h *harsh) count(t *testing.T, query string, args ...any) (n int64) {
	t.Helper()
	h.beside(t, func(tx *db.Tx) (err error) {
		n, err = db.Value[int64](tx, query, args...)
		return err
	})
	return n
}

// writing is a form somebody has been writing in.
type writing struct {
	who   Person
	page  string // where it stands
	field string // that is typed into
	send  string // the button
	path  string // where it is sent
	form  url.Values
	stood func(text string) int64 // how often the text is recorded
}

// writings are the forms that take long to fill in: a comment, an answer, a
// node of the draft.
func (h *harsh) writings(t *testing.T, base string) map[string]writing {
	t.Helper()
	home := "/dockets/" + string(h.site.Docket)
	path, comment := h.site.CommentForm(h.site.Staff[0].Body, id.New(), 0, "")
	drafter, err := SignIn(t.Context(), base, h.site.Secretary)
	if err != nil {
		t.Fatal(err)
	}
	status, said, err := drafter.Form(t.Context(), home+"/versions/"+string(h.site.Version)+"/work", nil)
	if err != nil || status != http.StatusSeeOther {
		t.Fatalf("a working copy: %d %.500s %v", status, said, err)
	}
	var working id.ID
	h.beside(t, func(tx *db.Tx) (err error) {
		working, err = db.Value[id.ID](tx, `SELECT id FROM version WHERE docket_id = $1 AND state = 'working'`, h.site.Docket)
		return err
	})
	group := string(h.site.Groups[4])
	node := h.site.Nodes[len(h.site.Nodes)-1]
	edit := home + "/versions/" + string(working) + "/edit/" + url.PathEscape(node.ID)
	desk := home + "/rounds/" + string(h.site.Round) + "/desk/" + group
	return map[string]writing{
		"comment": {h.site.Staff[0], home + "/versions/" + string(h.site.Version),
			"text", "form.compose button.primary", path, comment,
			func(text string) int64 {
				return h.count(t, `SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND text = $2`, h.site.Docket, text)
			}},
		"answer": {h.site.Secretary, desk, "reason", "button[form=answer][value=save]", desk + "/answer", url.Values{"verdict": {"partly"}, "rev": {"0"}, "do": {"save"}},
			func(text string) int64 {
				return h.count(t, `SELECT COUNT(*) FROM answer WHERE docket_id = $1 AND reason = $2`, h.site.Docket, text)
			}},
		"draft": {h.site.Secretary, edit, "text", "form[data-keep^='node-'] button.primary", edit, url.Values{"rev": {"0"}},
			func(text string) int64 {
				return h.count(t, `SELECT COUNT(*) FROM node WHERE docket_id = $1 AND version_id = $2 AND text = $3`, h.site.Docket, working, text)
			}},
	}
}

// A session ends while somebody writes. Without script: the form is answered by
// the page to sign in on, and after it all that was typed is there to be sent.
func TestSessionEndsWhileWriting(t *testing.T) {
	h := newHarsh(t, "")
	s, err := Start(t.Context(), h.bin, h.dir, h.flags()...)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Kill()
	for name, w := range h.writings(t, s.URL) {
		t.Run(name, func(t *testing.T) {
			c, err := SignIn(t.Context(), s.URL, w.who)
			if err != nil {
				t.Fatal(err)
			}
			text := "Câu thứ nhất của " + name + ".\nCâu thứ hai, có “ngoặc” và <dấu>."
			w.form.Set(w.field, text)
			h.expire(t)
			post := func(path string, form url.Values, want int) string {
				t.Helper()
				status, page, err := c.Form(t.Context(), path, form)
				if err != nil || status != want {
					t.Fatalf("%s: %d, want %d, %v: %.3000s", path, status, want, err, page)
				}
				return page
			}
			again := formOf(t, post(w.path, w.form, http.StatusUnauthorized), "/sign-in/again")
			again.Set("email", w.who.Email)
			again.Set("password", Password)
			if w.stood(text) != 0 {
				t.Error("it was recorded for somebody who was not signed in")
			}
			kept := formOf(t, post("/sign-in/again", again, http.StatusOK), w.path)
			if got := strings.ReplaceAll(kept.Get(w.field), "\r\n", "\n"); got != text {
				t.Errorf("after signing in the form holds %q", got)
			}
			post(w.path, kept, http.StatusSeeOther)
			if n := w.stood(text); n != 1 {
				t.Errorf("it is recorded %d times", n)
			}
		})
	}
}

// The same in a browser with its scripts, which save by themselves and keep what
// is typed.
func TestSessionEndsWhileWritingInTheBrowser(t *testing.T) {
	h := newHarsh(t, "")
	s, err := Start(t.Context(), h.bin, h.dir, h.flags()...)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Kill()
	browser := webtest.Start(t)
	for name, w := range h.writings(t, s.URL) {
		t.Run(name, func(t *testing.T) {
			tab := browser.Tab(t, s.URL)
			tab.Tolerate("401")
			tab.Open("/sign-in?return=" + url.QueryEscape(w.page))
			tab.Fill("#email", w.who.Email)
			tab.Fill("#password", Password)
			tab.PressInto("Enter")
			field := "main textarea[name=" + w.field + "]"
			if name == "comment" {
				tab.Wait(".node .act")
				tab.Follow(".node .act")
			}
			tab.Wait(field)
			h.expire(t)
			text := "Viết trong trình duyệt: " + name + "."
			tab.Fill(field, text)
			tab.Follow(w.send)
			tab.Fill("#email", w.who.Email)
			tab.Fill("#password", Password)
			tab.PressInto("Enter")
			tab.Wait("main textarea[name=" + w.field + "]")
			if got := tab.Value("main textarea[name=" + w.field + "]"); got != text {
				t.Errorf("after signing in the form holds %q", got)
			}
			tab.Follow("main form .btn.primary")
			if n := w.stood(text); n != 1 {
				t.Errorf("it is recorded %d times", n)
			}
		})
	}
}
