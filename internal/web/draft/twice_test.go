package draft

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"thao/internal/db/dbtest"
	drafts "thao/internal/draft"
	"thao/internal/web/ui"
)

// saidBy is the sentence an answer leaves for the page it leads to.
func saidBy(t *testing.T, res *http.Response) (said ui.Said) {
	t.Helper()
	for _, c := range res.Cookies() {
		if c.Name != "said" {
			continue
		}
		data, err := base64.RawURLEncoding.DecodeString(c.Value)
		if err == nil {
			err = json.Unmarshal(data, &said)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return said
}

// A file that is uploaded twice leads to the one version, and says so.
func TestAFileUploadedTwiceIsOneVersion(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	doc := o.docket("Đề án")
	lead := client{o, "lead"}
	path := "/dockets/" + string(doc.ID) + "/versions/new"
	text := []byte("Điều 1. Phạm vi\nMột đoạn.\n")
	first, _ := lead.upload(path, "du-thao.txt", text)
	again, _ := lead.upload(path, "du-thao.txt", text)
	status(t, "first", first, 303)
	status(t, "again", again, 303)
	if to := again.Header.Get("Location"); to != first.Header.Get("Location") {
		t.Errorf("led to %s, then %s", first.Header.Get("Location"), to)
	}
	if said := saidBy(t, again); said.Bad || !strings.Contains(said.Text, "không có bản thứ hai") || said.Kept == "" {
		t.Errorf("%+v", said)
	}
	if all, err := o.drafts.Versions(t.Context(), o.actor("lead"), doc.ID); err != nil || len(all) != 1 {
		t.Errorf("%d versions, %v", len(all), err)
	}
}

var standField = regexp.MustCompile(`name="(parent|before|after)" value="([^"]*)"`)

// A node is moved by its form from where the page showed it, however often the
// form is sent; an old page moves nothing and leads to the new one.
func TestAMoveSentByAnOldPage(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	doc := o.docket("Đề án")
	base := o.version(doc, "du-thao.txt", "Điều 1. Phạm vi\na) A\nb) B\nc) C\nd) D\n")
	work, err := o.drafts.StartWorking(t.Context(), o.actor("lead"), doc.ID, base.ID)
	if err != nil {
		t.Fatal(err)
	}
	const node = "article_1__point_a"
	order := func() string {
		text, err := o.drafts.Read(t.Context(), o.actor("lead"), doc.ID, work.ID)
		if err != nil {
			t.Fatal(err)
		}
		var out string
		for _, n := range text.Nodes {
			out += n.Text
		}
		return out
	}
	lead := client{o, "lead"}
	seen := func() url.Values {
		_, body := lead.get(href(work, "edit", node))
		_, body, _ = strings.Cut(body, href(work, "move", node))
		body, _, _ = strings.Cut(body, "</form>")
		form := url.Values{"way": {string(drafts.Down)}}
		for _, m := range standField.FindAllStringSubmatch(body, -1) {
			form.Set(m[1], m[2])
		}
		if len(form) != 4 {
			t.Fatalf("the page says of where it stands: %v", form)
		}
		return form
	}
	old := seen()
	// The last comes as if it were much later: nothing but where it stands tells that it is the same click.
	for _, path := range []string{href(work, "move", node), href(work, "move", node), href(work, "move", node) + "?later"} {
		res, _ := lead.post(path, old)
		status(t, "a click", res, 303)
		if order() != "BACD" || saidBy(t, res).Text != "" {
			t.Fatalf("%s: %s, %+v", path, order(), saidBy(t, res))
		}
	}
	res, _ := lead.post(href(work, "move", node), seen())
	status(t, "after looking again", res, 303)
	if order() != "BCAD" {
		t.Fatal(order())
	}
	res, _ = lead.post(href(work, "move", node), old)
	status(t, "an old page", res, 303)
	if said := saidBy(t, res); order() != "BCAD" || !said.Bad || !strings.Contains(said.Text, "đã đứng ở chỗ khác") || !strings.Contains(res.Header.Get("Location"), "at="+node) {
		t.Errorf("%s, %+v, led to %s", order(), said, res.Header.Get("Location"))
	}
}

// A correction sent twice is made once; one from a page that was open before
// another was made changes nothing, and shows the structure as it is.
func TestACorrectionSentByAnOldPage(t *testing.T) {
	o := open(t, dbtest.SQLite(t))
	doc := o.docket("Đề án")
	got, err := o.drafts.Upload(t.Context(), o.actor("lead"), doc.ID, drafts.Upload{Name: "du-thao.txt", Body: strings.NewReader("Điều 1. Phạm vi\n1. Một.\n2. Hai.\n3. Ba.\n")})
	if err != nil {
		t.Fatal(err)
	}
	lead, path := client{o, "lead"}, href(got.Version, "structure")
	_, page := lead.get(path)
	merge := url.Values{"rev": {revIn(t, page)}, "do": {"merge"}, "node": {"article_1__clause_3"}}
	count := func() int {
		text, err := o.drafts.Read(t.Context(), o.actor("lead"), doc.ID, got.Version.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(text.Nodes)
	}
	before := count()
	for range 2 {
		res, _ := lead.post(path, merge)
		status(t, "a click", res, 303)
	}
	if count() != before-1 {
		t.Errorf("%d nodes, had %d", count(), before)
	}
	merge.Set("node", "article_1__clause_2")
	res, body := lead.post(path, merge)
	status(t, "an old page", res, 409)
	if count() != before-1 || !strings.Contains(body, "chưa sửa") || revIn(t, body) == merge.Get("rev") {
		t.Errorf("%d nodes; the page:\n%s", count(), body)
	}
}
