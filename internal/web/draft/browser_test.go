package draft

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thao/internal/corpus"
	"thao/internal/db/dbtest"
	drafts "thao/internal/draft"
	"thao/internal/web/webtest"
)

// looks takes pictures of a page in both languages and lets axe look at it.
func looks(tab *webtest.Tab, name, path string) {
	for _, lang := range []string{"en", "vi"} {
		tab.Open("/lang/" + lang + "?return=" + url.QueryEscape(path))
		tab.Size(320, 900)
		tab.Fits()
		if lang == "vi" { // the language changes words, not structure
			tab.Axe()
			tab.Size(1440, 900)
			tab.Fits()
			tab.Axe()
		}
		tab.Shots(name, lang)
	}
	tab.Size(1440, 900)
}

// at is where a tab is, without query and fragment.
func at(tab *webtest.Tab) string { return tab.EvalText("location.pathname") }

// The whole way of a draft in the browser: a docket is opened, a file uploaded,
// its structure put right by keyboard, confirmed, read, written on by two
// people, compared.
func TestADraftsWay(t *testing.T) {
	browser := webtest.Start(t)
	o := open(t, dbtest.SQLite(t))
	lead := o.as(browser, "lead")
	lead.Open("/dockets")
	lead.Follow(`a[href="/dockets/new"]`)
	lead.Fill("#title", "Đề án sắp xếp tổ chức bộ máy")
	lead.Fill("#issuer", "Ban Chỉ đạo xây dựng Đề án")
	lead.PressInto("Ctrl+Enter")
	home := at(lead)
	lead.Follow(".page-head .btn.primary")
	lead.Upload("#file", sample(t, "du-thao-1.docx"))
	lead.Fill("#note", "Bản trình lần đầu")
	lead.Follow("form.form .btn.primary")
	tree := at(lead)
	if !strings.HasSuffix(tree, "/structure") {
		t.Fatalf("after the upload: %s", tree)
	}
	looks(lead, "draft-structure", tree)
	o.structure(lead)

	lead.Follow(`form[action$="/confirm"] .btn.primary`)
	reading := at(lead)
	if said := lead.Text("#notices"); !strings.Contains(said, "dự thảo lần 1") {
		t.Errorf("said: %q", said)
	}
	looks(lead, "draft-read", reading)
	o.reads(lead, reading)
	looks(lead, "docket-overview", home)
	looks(lead, "docket-team", home+"/team")
	looks(lead, "docket-log", home+"/log")
	looks(lead, "docket-list", "/dockets")
	looks(lead, "docket-edit", home+"/edit")
	looks(lead, "draft-upload", home+"/versions/new")
	o.writes(browser, lead, reading)
}

// structure corrects the tree by keyboard alone.
func (o *office) structure(tab *webtest.Tab) {
	t := o.t
	t.Helper()
	before := tab.EvalInt(`document.querySelectorAll(".branch").length`)
	tab.Open(tab.Path())
	tab.Press("j j j j")
	chosen := tab.EvalText(`document.querySelector(".branch input:checked").value`)
	if chosen == "" {
		t.Fatal("j chooses no row")
	}
	// A key that is held down past its page presses nothing on the next one.
	tab.Eval(`document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "m", repeat: true, bubbles: true}))`)
	if n := tab.EvalInt(`document.querySelectorAll("form[data-sent]").length`); n != 0 {
		t.Error("a key that is held down corrects once more")
	}
	tab.PressInto("m")
	if now := tab.EvalInt(`document.querySelectorAll(".branch").length`); now != before-1 {
		t.Errorf("joined: %d rows, had %d", now, before)
	}
	// What cannot be done is said, and nothing is changed.
	tab.Tolerate("status of 422")
	tab.Open(strings.Split(tab.Path(), "?")[0])
	tab.Press("j")
	tab.PressInto("o")
	if said := tab.Text("main .notice"); !strings.Contains(said, "ngoài cùng") {
		t.Errorf("raising the outermost: %q", said)
	}
}

// reads finds words without diacritics and follows a deep link.
func (o *office) reads(tab *webtest.Tab, path string) {
	t := o.t
	t.Helper()
	tab.Open(path + "?q=bo+may")
	if n := tab.EvalInt(`document.querySelectorAll(".hits li").length`); n == 0 {
		t.Error("nothing is found without diacritics")
	}
	tab.Shot("draft-find", "vi", 1440)
	tab.Axe()
	tab.Follow(".hits li a")
	if !tab.EvalBool(`document.querySelector("mark.found") !== null && document.querySelector(".node.is-on") !== null`) {
		t.Error("the place found is not set off")
	}
	if !tab.EvalBool(`document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null`) {
		t.Error("the deep link leads nowhere")
	}
}

// writes lets two people write into one node.
func (o *office) writes(b *webtest.Browser, lead *webtest.Tab, reading string) {
	t := o.t
	t.Helper()
	lead.Open(reading)
	lead.Follow(`[form=work]`)
	work := at(lead)
	if !strings.HasSuffix(work, "/edit") {
		t.Fatalf("the working copy is at %s", work)
	}
	node := lead.EvalText(`[...document.querySelectorAll(".worked a.words")].filter(a => a.textContent.length > 150)[1].getAttribute("href")`)
	second := o.as(b, "lead")
	second.Open(node)
	second.Fill("#text", "Lời của người thứ hai, viết lại cả mục này cho gọn hơn.")
	lead.Open(node)
	lead.Fill("#text", "Lời của người thứ nhất, cũng viết lại cả mục.")
	lead.PressInto("Ctrl+Enter")
	if got := lead.EvalInt(`document.querySelectorAll(".worked ins").length`); got == 0 {
		t.Error("what was written is not shown against the version before")
	}
	second.PressInto("Ctrl+Enter")
	if said := second.Text("main .notice"); !strings.Contains(said, "người khác đã sửa") {
		t.Errorf("the second is told: %q", said)
	}
	body := second.Text("main")
	if !strings.Contains(body, "người thứ nhất") || second.Value("#text") != "Lời của người thứ hai, viết lại cả mục này cho gọn hơn." {
		t.Errorf("both are not shown: %s", body)
	}
	looks(second, "draft-clash", second.EvalText("location.pathname + location.search"))
	lead.Open("/")
	second.Follow(".btn.primary")
	looks(lead, "draft-working", work)
	looks(lead, "draft-edit", node)
	lead.Open(work)
	lead.Click(`[commandfor=confirm][command=show-modal]`)
	lead.Wait("#confirm[open]")
	lead.Axe()
	lead.Follow("#confirm .btn.primary")
	if said := lead.Text("#notices"); !strings.Contains(said, "lần 2") {
		t.Errorf("said: %q", said)
	}
	home, _, _ := strings.Cut(work, "/versions/")
	looks(lead, "draft-compare", home+"/compare")
	lead.Open(home + "/compare?view=one")
	lead.Axe()
	lead.Shot("draft-compare-one", "vi", 1440)
	lead.Open(home + "/compare")
	lead.Press("n")
	lead.Wait(".pair.is-on")
	if hash := lead.EvalText("location.hash"); hash != "#c1" {
		t.Errorf("n goes to %q, not to the first change", hash)
	}
	stranger := o.as(b, "stranger")
	stranger.Tolerate("status of 40")
	stranger.Open(work)
	if said := stranger.Text("main"); strings.Contains(said, "người thứ") {
		t.Errorf("a stranger reads: %s", said)
	}
}

// What awaits somebody stands on their first page, by deadline.
func TestWhatAwaitsMe(t *testing.T) {
	browser := webtest.Start(t)
	o := open(t, dbtest.SQLite(t))
	for _, title := range []string{"Đề án xây dựng đội ngũ cán bộ các cấp", "Quy định về kiểm soát quyền lực"} {
		d := o.docket(title)
		if _, err := o.drafts.Upload(t.Context(), o.actor("lead"), d.ID, drafts.Upload{Name: "du-thao.txt", Body: strings.NewReader("Điều 1. Một\n1. Hai.\n")}); err != nil {
			t.Fatal(err)
		}
	}
	tab := o.as(browser, "lead")
	looks(tab, "awaits", "/")
	if n := tab.EvalInt(`document.querySelectorAll(".due-group li").length`); n != 2 {
		t.Errorf("%d things wait", n)
	}
	tab.Open("/")
	tab.PressInto("j Enter")
	if !strings.HasSuffix(at(tab), "/structure") {
		t.Errorf("Enter leads to %s", tab.Path())
	}
	other := o.as(browser, "stranger")
	looks(other, "awaits-none", "/")
}

// A text of two hundred pages is read part by part.
func TestALongTextComesInParts(t *testing.T) {
	browser := webtest.Start(t)
	o := open(t, dbtest.SQLite(t))
	data, err := os.ReadFile(filepath.Join(corpus.Path(t), "vi", "luat-xu-ly-vi-pham-hanh-chinh-2012.txt"))
	if err != nil {
		t.Fatal(err)
	}
	d := o.docket("Luật dài")
	v := o.version(d, "luat.txt", string(bytes.Repeat(data, 3)))
	tab := o.as(browser, "lead")
	looks(tab, "draft-long", href(v))
	tab.Open(href(v))
	page := tab.EvalInt(`performance.getEntriesByType("navigation")[0].encodedBodySize`)
	rest := tab.EvalInt(`performance.getEntriesByType("resource").filter(e => !e.name.endsWith(".woff2")).reduce((n, e) => n + e.encodedBodySize, 0)`)
	fonts := tab.EvalInt(`performance.getEntriesByType("resource").filter(e => e.name.endsWith(".woff2")).reduce((n, e) => n + e.encodedBodySize, 0)`)
	t.Logf("%d bytes on the wire for the page, %d for style and scripts, %d for fonts", page, rest, fonts)
	if page > 24_000 || page+rest > 60_000 {
		t.Errorf("the first page takes %d bytes, its style and scripts %d", page, rest)
	}
	for parts := 0; tab.EvalBool(`document.querySelector("a[rel=next]") !== null`) && parts < 3; parts++ {
		first := tab.EvalText(`document.querySelector(".node:not(.above)").id`)
		tab.PressInto("]")
		if tab.EvalText(`document.querySelector(".node:not(.above)").id`) == first {
			t.Error("] turns no page")
		}
	}
	// A link that names only the node, as people copy it, leads to its page.
	text, err := o.drafts.Read(t.Context(), o.actor("lead"), d.ID, v.ID)
	if err != nil {
		t.Fatal(err)
	}
	last := text.Nodes[len(text.Nodes)-3].ID
	tab.Open(href(v) + "#" + last)
	tab.Wait(`[data-node="` + last + `"]`)
}
