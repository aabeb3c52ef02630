package draft

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"thao/internal/convert"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	drafts "thao/internal/draft"
	"thao/internal/reader"
)

// client asks the site as somebody, without a browser.
type client struct {
	o   *office
	who string
}

func (c client) do(method, path, media string, body io.Reader) (*http.Response, string) {
	c.o.t.Helper()
	r, err := http.NewRequestWithContext(c.o.t.Context(), method, c.o.base+path, body)
	if err != nil {
		c.o.t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "who", Value: c.who})
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		c.o.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		c.o.t.Fatal(err)
	}
	return res, string(data)
}

func (c client) get(path string) (*http.Response, string) { return c.do("GET", path, "", nil) }

func (c client) post(path string, form url.Values) (*http.Response, string) {
	return c.do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

func (c client) upload(path, name string, data []byte) (*http.Response, string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, _ := w.CreateFormFile("file", name)
	f.Write(data)
	w.WriteField("note", "ghi chú giữ lại")
	w.Close()
	return c.do("POST", path, w.FormDataContentType(), &b)
}

// fields sends a form with as many fields and no file.
func (c client) fields(path string, n int, value string) (*http.Response, string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for range n {
		w.WriteField("note", value)
	}
	w.Close()
	return c.do("POST", path, w.FormDataContentType(), &b)
}

func status(t *testing.T, what string, r *http.Response, want int) {
	t.Helper()
	if r.StatusCode != want {
		t.Errorf("%s: status %d, want %d", what, r.StatusCode, want)
	}
}

var revField = regexp.MustCompile(`name="rev" value="(\d+)"`)

func revIn(t *testing.T, body string) string {
	t.Helper()
	m := revField.FindStringSubmatch(body)
	if m == nil {
		t.Fatal("the page carries no revision")
	}
	return m[1]
}

// contents are the words of each node as the browser counts them.
func contentsOf(t *testing.T, body string) map[string]string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	var walk func(n *html.Node, node string)
	walk = func(n *html.Node, node string) {
		for _, a := range n.Attr {
			if a.Key == "data-node" {
				node = a.Val
			}
			if a.Key == "data-content" {
				if out[node] != "" {
					out[node] += "\n"
				}
				out[node] += textOf(n)
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, node)
		}
	}
	walk(doc, "")
	return out
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	s := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s += textOf(c)
	}
	return s
}

func TestPagesOverHTTP(t *testing.T) {
	data, err := os.ReadFile(sample(t, "du-thao-1.docx"))
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		doc := o.docket("Đề án")
		home := "/dockets/" + string(doc.ID)
		lead, drafter, stranger, nobody := client{o, "lead"}, client{o, "drafter"}, client{o, "stranger"}, client{o, "-"}

		res, body := drafter.upload(home+"/versions/new", "hỏng.docx", []byte("PK\x03\x04 hỏng"))
		status(t, "a broken file", res, 422)
		if !strings.Contains(body, "ghi chú giữ lại") || !strings.Contains(body, `id="file-error"`) {
			t.Error("what was typed is lost, or nothing says what is wrong")
		}
		res, _ = stranger.upload(home+"/versions/new", "a.txt", []byte("Điều 1. A"))
		status(t, "a stranger's upload", res, 403)
		res, _ = drafter.fields(home+"/versions/new", 3000, strings.Repeat("x", 50))
		status(t, "thousands of fields", res, 422)
		res, body = stranger.fields(home+"/versions/new", 3, "ghi chú của người không được giao")
		status(t, "a stranger's fields", res, 403)
		if !strings.Contains(body, "ghi chú của người không được giao") {
			t.Error("what a stranger typed is lost")
		}
		res, _ = drafter.upload(home+"/versions/new", "du-thao-1.docx", data)
		status(t, "upload", res, 303)
		tree := res.Header.Get("Location")
		version := strings.TrimSuffix(tree, "/structure")
		_, body = drafter.get(tree)
		rev := revIn(t, body)
		res, _ = drafter.post(version+"/confirm", url.Values{"rev": {rev}})
		status(t, "a drafter confirms", res, 403)
		res, _ = lead.post(version+"/confirm", url.Values{"rev": {"77"}})
		status(t, "a stale page", res, 409)
		res, _ = lead.post(version+"/confirm", url.Values{"rev": {rev}})
		status(t, "confirm", res, 303)

		_, body = lead.get(version)
		o.sameWords(body, version)
		for _, c := range []client{stranger, nobody} {
			if _, body := c.get(version); strings.Contains(body, "data-node") {
				t.Errorf("%s reads the draft", c.who)
			}
		}
		for _, f := range convert.Formats() {
			res, body := lead.get(version + "/download?format=" + string(f))
			status(t, string(f), res, 200)
			if len(body) < 1000 || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
				t.Errorf("%s: %d bytes, %s", f, len(body), res.Header.Get("Content-Disposition"))
			}
		}
		if _, body := lead.get(version + "/file"); body != string(data) {
			t.Error("the file is not as it was sent")
		}
		o.writesOverHTTP(lead, home, version)
	})
}

// sameWords holds that the page shows every node's words to the letter:
// offsets of comments count in them.
func (o *office) sameWords(body, version string) {
	o.t.Helper()
	shown := contentsOf(o.t, body)
	text, err := o.drafts.Read(o.t.Context(), o.actor("lead"), docketOf(version), versionOf(version))
	if err != nil {
		o.t.Fatal(err)
	}
	for _, n := range text.Nodes {
		if got, there := shown[n.ID]; n.Content() != "" && (!there || got != n.Content()) {
			o.t.Errorf("%s shows\n%q, it is\n%q", n.ID, got, n.Content())
		}
	}
}

func (o *office) writesOverHTTP(lead client, home, version string) {
	t := o.t
	t.Helper()
	res, _ := lead.post(version+"/work", nil)
	status(t, "work", res, 303)
	work := res.Header.Get("Location")
	working := strings.TrimSuffix(work, "/edit")
	text, err := o.drafts.Read(t.Context(), o.actor("lead"), docketOf(working), versionOf(working))
	if err != nil {
		t.Fatal(err)
	}
	var node drafts.Node
	for _, n := range text.Nodes {
		if len(n.Text) > 200 && n.Label != "" && n.Heading == "" {
			node = n
			break
		}
	}
	address := working + "/edit/" + url.PathEscape(node.ID)
	long := url.Values{"rev": {"0"}, "label": {node.Label}, "text": {strings.Repeat("dài ", 60_000)}}
	res, body := lead.post(address, long)
	status(t, "too long", res, 422)
	if !strings.Contains(body, "dài dài dài") || !strings.Contains(body, `id="text-error"`) {
		t.Error("the form comes back without what was typed")
	}
	res, _ = lead.post(address, url.Values{"rev": {"0"}, "label": {node.Label}, "text": {node.Text + " Thêm <b>một</b> câu."}})
	status(t, "save", res, 303)
	_, body = lead.get(work)
	if !strings.Contains(body, "&lt;b&gt;") || strings.Contains(body, "<b>một</b>") {
		t.Error("markup that was typed is not shown as text")
	}
	res, _ = lead.post(address, url.Values{"rev": {"0"}, "label": {node.Label}, "text": {"Lời khác"}})
	status(t, "a second person", res, 303)
	if !strings.Contains(res.Header.Get("Location"), "clash=") {
		t.Errorf("the second is led to %s", res.Header.Get("Location"))
	}
	_, body = lead.get(res.Header.Get("Location"))
	if !strings.Contains(body, "Lời khác") {
		t.Error("the second's words are not shown")
	}
	old, now := versionOf(version), versionOf(working)
	res, body = lead.get(home + "/compare.docx?old=" + string(old) + "&new=" + string(now))
	status(t, "redline", res, 200)
	file, err := reader.Open(t.Context(), "r.docx", []byte(body))
	if err != nil || len(file.Document.Edits) != 1 {
		t.Errorf("the redline: %v", err)
	}
	res, body = lead.get(home + "/compare?old=" + string(old) + "&new=" + string(now))
	status(t, "compare", res, 200)
	if !strings.Contains(body, `id="c1"`) || strings.Contains(body, `id="c2"`) {
		t.Error("the comparison shows another number of changes than one")
	}
	for _, page := range []string{home, home + "/team", home + "/log", home + "/edit", "/", "/dockets", work, address} {
		res, _ := lead.get(page)
		status(t, page, res, 200)
	}
	for _, bad := range []string{home + "x", home + "/versions/zzz", home + "/versions/" + string(old) + "/download?format=exe", home + "/compare.docx?old=1", address + "khac"} {
		if res, _ := lead.get(bad); res.StatusCode != 404 && res.StatusCode != 409 {
			t.Errorf("%s: %d", bad, res.StatusCode)
		}
	}
}

// Whatever a form is refused for, the answer holds what was typed, where no
// script runs.
func TestNothingTypedIsLost(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	doc := o.docket("Đề án")
	base := o.version(doc, "du-thao.txt", "Điều 1. Phạm vi\n1. Khoản một.\n2. Khoản hai.\nĐiều 2. Đối tượng\n1. Khoản khác.")
	lead := client{o, "lead"}
	kept := func(what string, want int, path string, form url.Values) string {
		t.Helper()
		res, body := lead.post(path, form)
		status(t, what, res, want)
		for _, name := range []string{"text", "label"} {
			if typed := strings.TrimSpace(form.Get(name)); typed != "" && !strings.Contains(body, typed[:min(len(typed), 200)]) {
				t.Errorf("%s: the %s that was typed is lost", what, name)
			}
		}
		return body
	}
	res, _ := lead.post(href(base, "work"), nil)
	status(t, "work", res, 303)
	working := strings.TrimSuffix(res.Header.Get("Location"), "/edit")
	text, err := o.drafts.Read(t.Context(), o.actor("lead"), doc.ID, versionOf(working))
	if err != nil || len(text.Nodes) < 4 {
		t.Fatalf("%v %v", text, err)
	}
	node, last := text.Nodes[1], text.Nodes[len(text.Nodes)-1]
	address := working + "/edit/" + url.PathEscape(node.ID)

	tooLong := "Nội dung mới bổ sung. " + strings.Repeat("dài ", 60_000)
	body := kept("a new node, too long", 422, working+"/insert", url.Values{"after": {node.ID}, "place": {"after"}, "kind": {"point"}, "label": {"x)"}, "text": {tooLong}})
	if !strings.Contains(body, `id="new-text-error"`) || !strings.Contains(body, `<option value="point" selected>`) {
		t.Error("the form of the new node does not say what is wrong, or forgets the choice")
	}
	kept("a new node of no kind", 422, working+"/insert", url.Values{"after": {node.ID}, "kind": {"?"}, "label": {"y)"}, "text": {"Nội dung mới."}})
	kept("a new node beside one that is gone", 409, working+"/insert", url.Values{"after": {"nowhere"}, "kind": {"point"}, "text": {"Nội dung mới."}})

	first, second := url.Values{"rev": {"0"}, "text": {"Lời của người thứ nhất."}}, url.Values{"rev": {"0"}, "text": {"Lời của người thứ hai."}}
	res, _ = lead.post(address, first)
	status(t, "save", res, 303)
	res, _ = lead.post(address, second)
	status(t, "a second person", res, 303)
	_, body = lead.get(res.Header.Get("Location"))
	clash := regexp.MustCompile(`action="([^"]*/clash/[^"]*)"`).FindStringSubmatch(body)
	if clash == nil {
		t.Fatal("no clash is shown")
	}
	agreed := url.Values{"rev": {"0"}, "node": {node.ID}, "do": {"take"}, "label": {"1."}, "text": {"Lời hai người cùng thống nhất."}}
	if body := kept("a clash over words that were changed once more", 409, clash[1], agreed); !strings.Contains(body, `class="notice bad"`) {
		t.Error("nothing says why the words were not taken")
	}

	if err := o.drafts.DeleteNode(t.Context(), o.actor("lead"), doc.ID, versionOf(working), last.ID, last.Rev); err != nil {
		t.Fatal(err)
	}
	res, _ = lead.post(working+"/edit/"+url.PathEscape(last.ID), url.Values{"rev": {"0"}, "text": {"Viết vào mục đã bỏ."}})
	status(t, "a node that is gone", res, 303)
	if _, body := lead.get(res.Header.Get("Location")); !strings.Contains(body, "Viết vào mục đã bỏ.") {
		t.Error("what was written into a node that is gone is lost")
	}
	kept("a version that is confirmed", 409, href(base, "edit", url.PathEscape(node.ID)), url.Values{"rev": {"0"}, "text": {"Viết vào bản đã chốt."}})
}
