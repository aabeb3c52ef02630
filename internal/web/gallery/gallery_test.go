package gallery

import (
	"io"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"thao/internal/web"
	"thao/internal/web/live"
	"thao/internal/web/page"
	"thao/internal/web/webtest"
)

// site serves the gallery and nothing else, at 09:12 on 10 April 2018.
func site(t *testing.T) string {
	t.Helper()
	base, _ := siteWithHub(t)
	return base
}

func siteWithHub(t *testing.T) (string, *live.Hub) {
	t.Helper()
	hub := live.NewHub()
	s, err := web.New(web.Config{
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return at },
		Org: "Ban Chỉ đạo xây dựng Đề án", Areas: []page.Area{Area{Hub: hub}},
	})
	if err != nil {
		t.Fatal(err)
	}
	base := webtest.Serve(t, s)
	t.Cleanup(hub.Close)
	return base, hub
}

// pages of the gallery, with the name of their pictures.
var pages = map[string]string{"gallery-round": "/_gallery", "gallery-forms": "/_gallery/forms", "gallery-bare": "/_gallery/bare", "gallery-text": "/_gallery/text"}

func TestEverythingLooksRight(t *testing.T) {
	browser := webtest.Start(t)
	base := site(t)
	for name, path := range pages {
		for _, lang := range []string{"vi", "en"} {
			t.Run(name+"-"+lang, func(t *testing.T) {
				tab := browser.Tab(t, base)
				tab.Open("/lang/" + lang + "?return=" + path)
				for _, width := range []int{320, 390, 1024, 1440} {
					tab.Size(width, 900)
					tab.Fits()
					if lang == "vi" || width == 390 { // the language changes words, not colours
						tab.Axe()
					}
				}
				tab.Shots(name, lang)
				tab.Print(name, lang)
				if lang == "vi" {
					tab.Dark(true)
					tab.Axe()
					tab.Shot(name+"-dark", lang, 1440)
				}
			})
		}
	}
}

func TestTheKeyboardDoesIt(t *testing.T) {
	tab := webtest.Start(t).Tab(t, site(t))
	tab.Open("/_gallery")
	tab.Press("j j x")
	if !tab.EvalBool(`document.querySelector("tbody tr:nth-child(2) input").checked === false`) {
		t.Error("x does not tick the row j went to")
	}
	if got := tab.Text("[data-count]"); got != "1" {
		t.Errorf("the bar counts %q rows", got)
	}
	tab.Press("k x")
	if tab.EvalBool(`document.querySelector("[data-bulk]").checkVisibility()`) {
		t.Error("the bar for ticked rows is there with no row ticked")
	}
	tab.Press("/")
	if !tab.EvalBool(`document.activeElement.id === "find"`) {
		t.Error("/ does not go to the search box")
	}
	tab.Press("g b")
	if got := tab.Value("#find"); got != "gb" {
		t.Errorf("while typing, keys are not letters: %q", got)
	}
	tab.Eval("document.activeElement.blur()")
	tab.Press("?")
	tab.Wait("#keys[open]")
	tab.Axe()
	tab.Press("Escape")
	tab.PressInto("g b")
	if got := tab.Path(); got != "/_gallery/forms" {
		t.Errorf("g b leads to %s", got)
	}
	tab.Press("3")
	if !tab.EvalBool(`document.querySelector("input[value=rejected]").checked`) {
		t.Error("3 does not choose the third verdict")
	}
}

func TestAFormComesBackWithWhatWasTyped(t *testing.T) {
	tab := webtest.Start(t).Tab(t, site(t))
	tab.Tolerate("status of 422")
	tab.Open("/_gallery/forms")
	tab.Fill("#note", "Một câu đang viết dở")
	tab.PressInto("Ctrl+Enter")
	if got := tab.Text("#name-error"); !strings.Contains(got, "Xin ghi tên cơ quan.") {
		t.Errorf("beside the field stands %q", got)
	}
	if got := tab.Value("#note"); got != "Một câu đang viết dở" {
		t.Errorf("what was typed became %q", got)
	}
	tab.Axe()
	tab.Open("/_gallery/forms") // another visit, as after an expired session
	if got := tab.Value("#note"); got != "Một câu đang viết dở" {
		t.Errorf("after coming back: %q", got)
	}
	tab.Wait("[data-kept-notice]")
	tab.Click("[popovertarget=account]")
	tab.Eval(`document.querySelector("[data-sign-out]").addEventListener("submit", e => e.preventDefault())`)
	tab.Click("[data-sign-out] button")
	if !tab.EvalBool("localStorage.length === 0") {
		t.Error("after signing out, what was typed lies about for the next person")
	}
}

func TestDialogAndMenuOpen(t *testing.T) {
	tab := webtest.Start(t).Tab(t, site(t))
	tab.Open("/_gallery")
	tab.Click(`[commandfor=extend][command=show-modal]`)
	tab.Wait("#extend[open]")
	tab.Axe()
	tab.Shot("gallery-dialog", "vi", 1440)
	tab.Click("#extend .btn.icon-only")
	tab.Open("/_gallery?extend=1")
	if !tab.EvalBool(`document.querySelector("#extend").matches(":modal")`) {
		t.Error("a dialog that came back open does not hold the focus")
	}
	tab.Open("/_gallery/forms")
	tab.Click("[popovertarget=more]")
	tab.Wait("#more:popover-open")
	tab.Axe()
	tab.Shot("gallery-menu", "vi", 1440)
	tab.Size(390, 800)
	tab.Open("/_gallery")
	tab.Click("[popovertarget=nav]")
	tab.Wait("#nav:popover-open")
	tab.Fits()
	tab.Axe()
}

func TestFaultsHavePages(t *testing.T) {
	tab := webtest.Start(t).Tab(t, site(t))
	tab.Tolerate("the server responded with a status of")
	for code, status := range map[string]int{"not-found": 404, "denied": 403, "upload-large": 413, "internal": 500, "unavailable": 503} {
		for _, lang := range []string{"vi", "en"} {
			tab.Open("/lang/" + lang + "?return=/_gallery/bare")
			tab.Open("/_gallery/fault/" + code)
			if got := tab.Text(".failure"); !strings.Contains(got, strconv.Itoa(status)) {
				t.Errorf("the page of %s says %q", code, got)
			}
			if lang == "vi" {
				tab.Axe()
			}
			tab.Shots("fault-"+strconv.Itoa(status), lang)
		}
	}
}

func TestItWorksWithoutScripts(t *testing.T) {
	tab := webtest.Start(t).Tab(t, site(t))
	tab.Tolerate("status of 422")
	tab.Scripts(false)
	tab.Open("/_gallery/forms")
	tab.Fill("#note", "Một câu")
	tab.Follow("form.stack .btn.primary")
	if got := tab.Text("#name-error"); !strings.Contains(got, "Xin ghi tên cơ quan.") {
		t.Errorf("beside the field stands %q", got)
	}
	if got := tab.Value("#note"); got != "Một câu" {
		t.Errorf("what was typed became %q", got)
	}
	tab.Follow(".top .lang a")
	if got := tab.Title(); got != "Forms and states – Thảo" {
		t.Errorf("in English the page is %q", got)
	}
}

// What the content security policy could silently break: htmx, the event
// stream, the annotation library.
func TestWhatMovesMoves(t *testing.T) {
	base, hub := siteWithHub(t)
	tab := webtest.Start(t).Tab(t, base)
	tab.Tolerate("status of 409")
	tab.Tolerate("Response Status Error Code 409")
	tab.Open("/_gallery/text")
	for hub.Listeners() == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	hub.Publish("gallery", "answer", "")
	tab.WaitText("#counted", "1")

	tab.Click(`form[hx-post] .btn`)
	tab.WaitText("#notices", "Đã có thay đổi khác")
	tab.Axe()

	tab.Drag("[data-node=e] [data-content]", "cơ chế cụ thể")
	tab.WaitText("#compose blockquote", "cơ chế cụ thể")
	before, after, _ := strings.Cut(clauses()[2].text, "cơ chế cụ thể")
	want := map[string]string{
		"node": "e", "exact": "cơ chế cụ thể", "start": strconv.Itoa(utf8.RuneCountInString(before)), "end": strconv.Itoa(utf8.RuneCountInString(before) + 13),
		"prefix": string([]rune(before)[utf8.RuneCountInString(before)-32:]), "suffix": after,
	}
	for name, value := range want {
		if got := tab.Value("#compose [name=" + name + "]"); got != value {
			t.Errorf("%s of the passage is %q, want %q", name, got, value)
		}
	}
	tab.Shots("gallery-passage", "vi")
	if n := tab.Count(".r6o-annotation"); n == 0 {
		t.Error("the chosen passage is not marked")
	}
}
