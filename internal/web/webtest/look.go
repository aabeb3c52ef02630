package webtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"thao/internal/corpus"
)

// Widths are those every page is looked at.
var Widths = []int{1440, 390}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""` // strings always marshal
	}
	return string(b)
}

// Shot keeps a picture of the whole page at the given width as
// out/shots/NAME-LANG-WIDTH.png, to be looked at.
func (t *Tab) Shot(name, lang string, width int) {
	t.t.Helper()
	t.Size(width, 900)
	t.settle()
	picture := ask(t, "screenshot", chromedp.FullScreenshot(100))
	t.keep(name+"-"+lang+"-"+strconv.Itoa(width)+".png", picture)
}

// keep writes a file to out/shots.
func (t *Tab) keep(name string, data []byte) {
	t.t.Helper()
	dir := filepath.Join(corpus.Root(t.t), "out", "shots")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		t.t.Fatal(err)
	}
}

// Shots keeps pictures at every width.
func (t *Tab) Shots(name, lang string) {
	t.t.Helper()
	for _, width := range Widths {
		t.Shot(name, lang, width)
	}
}

// Print keeps the page as it leaves the printer, as out/shots/NAME-LANG.pdf.
func (t *Tab) Print(name, lang string) {
	t.t.Helper()
	paper := ask(t, "print", chromedp.PrintToPDF(func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = new(true) }))
	t.keep(name+"-"+lang+".pdf", paper)
}

// overflowing lists what sticks out of the window at the right.
const overflowing = `[...document.querySelectorAll("body *")].filter(e => {
	const r = e.getBoundingClientRect();
	if (r.right <= document.documentElement.clientWidth + 1 || r.width === 0 || e.closest(".vh")) return false;
	for (let p = e.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== "visible") return false;
	return true;
}).map(e => e.tagName.toLowerCase() + (e.className && typeof e.className === "string" ? "." + e.className.split(" ").join(".") : "") + " " + (e.textContent ?? "").trim().slice(0, 40))`

// overlapping lists deadlines that are wider than their place in a row.
const overlapping = `[...document.querySelectorAll(".due")].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.trim())`

// Fits fails the test when anything sticks out of the window, or a deadline
// runs into what stands beside it.
func (t *Tab) Fits() {
	t.t.Helper()
	for _, e := range ask(t, "overflow", chromedp.Evaluate[[]string](overflowing)) {
		t.t.Errorf("sticks out of the window: %s", e)
	}
	for _, e := range ask(t, "overlap", chromedp.Evaluate[[]string](overlapping)) {
		t.t.Errorf("runs into what stands beside it: %s", e)
	}
}

// violation is what axe reports.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string   `json:"html"`
		Summary string   `json:"failureSummary"`
		Target  []string `json:"target"`
	} `json:"nodes"`
}

const axeRun = `axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	resultTypes: ["violations"],
}).then(r => r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => ({
	html: n.html.slice(0, 200), failureSummary: n.failureSummary, target: n.target.map(String)}))})))`

// Axe fails the test with everything axe finds against WCAG 2.2 A and AA and
// against good practice.
func (t *Tab) Axe() {
	t.t.Helper()
	path := filepath.Join(corpus.Root(t.t), "internal", "web", "assets", "node_modules", "axe-core", "axe.min.js")
	script, err := os.ReadFile(path)
	if err != nil {
		t.t.Fatalf("axe is not there, run `make assets`: %v", err)
	}
	t.Eval(string(script) + ";0")
	for _, v := range ask(t, "axe", chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise)) {
		for _, n := range v.Nodes {
			t.t.Errorf("axe: %s (%s)\n  %s\n  %s\n  %s", v.Help, v.ID, strings.Join(n.Target, " "), n.HTML, n.Summary)
		}
	}
}
