package webtest

import (
	"context"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Tab is one person's browser: its cookies are its own. Its methods fail the
// test when a step cannot be done. Elements are named by CSS selectors.
type Tab struct {
	t    testing.TB
	ctx  context.Context
	base string

	mu        sync.Mutex
	complaint []string
	tolerated []string
}

// Tab opens an empty tab; addresses without a host are of the server at base.
func (b *Browser) Tab(t testing.TB, base string) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	tab := &Tab{t: t, ctx: ctx, base: base}
	if err := chromedp.Listen(ctx, tab.hear); err != nil {
		t.Fatal(err)
	}
	tab.Size(1440, 900)
	t.Cleanup(tab.quiet)
	return tab
}

// hear collects what the browser complains about.
func (t *Tab) hear(ev any) {
	said := ""
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		said = "exception: " + ev.ExceptionDetails.Text
		if ev.ExceptionDetails.Exception != nil {
			said += " " + ev.ExceptionDetails.Exception.Description
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			said = string(ev.Entry.Source) + ": " + ev.Entry.Text + " " + ev.Entry.URL
		}
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			said = "console:"
			for _, arg := range ev.Args {
				said += " " + string(arg.Value) + arg.Description
			}
		}
	}
	if said != "" {
		t.mu.Lock()
		t.complaint = append(t.complaint, said)
		t.mu.Unlock()
	}
}

// Tolerate lets complaints with the given words pass: "status of 404" on a page
// that is meant not to be there.
func (t *Tab) Tolerate(words string) { t.tolerated = append(t.tolerated, words) }

// quiet fails the test for each complaint that is not tolerated.
func (t *Tab) quiet() {
	t.mu.Lock()
	defer t.mu.Unlock()
next:
	for _, said := range t.complaint {
		for _, words := range t.tolerated {
			if strings.Contains(said, words) {
				continue next
			}
		}
		t.t.Errorf("the browser complains: %s", said)
	}
}

// do runs steps within patience.
func (t *Tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	t.t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.t.Fatalf("%s: %v", what, err)
	}
}

func ask[T any](t *Tab, what string, a chromedp.Action[T]) T {
	t.t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		t.t.Fatalf("%s: %v", what, err)
	}
	return v
}

// Size sets the window's size in CSS pixels. Below 768 it is a phone's, with a
// thumb for a pointer.
func (t *Tab) Size(width, height int) {
	t.t.Helper()
	options := []chromedp.EmulateViewportOption{}
	if width < 768 {
		options = append(options, chromedp.EmulateTouch, chromedp.EmulateMobile, chromedp.EmulatePortrait)
	}
	t.do("size", chromedp.EmulateViewport(int64(width), int64(height), options...))
}

// Scripts lets the pages' scripts run, or not: the site must work without.
func (t *Tab) Scripts(on bool) {
	t.t.Helper()
	t.do("scripts", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	}))
}

// Dark asks for the dark appearance, or for the light one again.
func (t *Tab) Dark(on bool) {
	t.t.Helper()
	value := "light"
	if on {
		value = "dark"
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}
	t.do("dark", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return err
	}))
}

// Open goes to a page and waits until it has loaded with its fonts.
func (t *Tab) Open(path string) {
	t.t.Helper()
	address := path
	if strings.HasPrefix(path, "/") {
		address = t.base + path
	}
	t.do("open "+path, chromedp.Navigate(address))
	t.settle()
}

func (t *Tab) settle() {
	t.t.Helper()
	ask(t, "fonts", chromedp.Evaluate[bool]("document.fonts.ready.then(() => true)", chromedp.EvalAwaitPromise))
}

// Click clicks what does not lead away from the page.
func (t *Tab) Click(selector string) {
	t.t.Helper()
	t.do("click "+selector, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// Follow clicks a link or a button and waits for the page it leads to.
func (t *Tab) Follow(selector string) {
	t.t.Helper()
	ask(t, "follow "+selector, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible)))
	t.settle()
}

// Fill replaces what stands in a text field.
func (t *Tab) Fill(selector, text string) {
	t.t.Helper()
	t.do("fill "+selector, chromedp.WaitVisible(chromedp.CSS(selector)), chromedp.Focus(chromedp.CSS(selector)))
	t.Eval("document.querySelector(" + quoted(selector) + ").select()")
	if text == "" {
		t.Press("Backspace")
		return
	}
	t.Type(text)
}

// Choose chooses in a list by value.
func (t *Tab) Choose(selector, value string) {
	t.t.Helper()
	t.do("choose "+selector, chromedp.SetValue(chromedp.CSS(selector), value))
	t.Eval("document.querySelector(" + quoted(selector) + `).dispatchEvent(new Event("change", {bubbles: true}))`)
}

// Drag chooses words in an element with the mouse, as a reader does.
func (t *Tab) Drag(selector, words string) {
	t.t.Helper()
	r := ask(t, "find "+words, chromedp.Evaluate[[]float64](`(() => {
		const node = document.querySelector(`+quoted(selector)+`).firstChild;
		const at = node.data.indexOf(`+quoted(words)+`), range = document.createRange();
		range.setStart(node, at);
		range.setEnd(node, at + `+quoted(words)+`.length);
		range.startContainer.parentElement.scrollIntoView({block: "center"});
		const boxes = [...range.getClientRects()], first = boxes[0], last = boxes[boxes.length - 1];
		return [first.left + 1, first.top + first.height / 2, last.right, last.top + last.height / 2];
	})()`))
	t.do("drag over "+words,
		chromedp.MouseEvent(chromedp.MousePressed, r[0], r[1], chromedp.ButtonLeft, once),
		chromedp.MouseEvent(chromedp.MouseMoved, (r[0]+r[2])/2, (r[1]+r[3])/2, chromedp.ButtonLeft),
		chromedp.MouseEvent(chromedp.MouseMoved, r[2], r[3], chromedp.ButtonLeft),
		chromedp.MouseEvent(chromedp.MouseReleased, r[2], r[3], chromedp.ButtonLeft, once))
}

func once(p *input.DispatchMouseEventParams) { p.ClickCount = 1 }

// Upload chooses files.
func (t *Tab) Upload(selector string, files ...string) {
	t.t.Helper()
	t.do("upload "+selector, chromedp.SetUploadFiles(chromedp.CSS(selector), files))
}

var named = map[string]string{
	"Enter": kb.Enter, "Tab": kb.Tab, "Escape": kb.Escape, "Space": " ", "Backspace": kb.Backspace,
	"ArrowDown": kb.ArrowDown, "ArrowUp": kb.ArrowUp, "ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
}

// Press presses keys one after the other: "g d", "Tab Enter", "Ctrl+Enter",
// "Shift+Tab". They go to where the focus is.
func (t *Tab) Press(keys string) {
	t.t.Helper()
	for key := range strings.FieldsSeq(keys) {
		t.do("press "+key, pressed(key))
	}
}

// PressInto presses the last of keys that leads to another page, and waits for it.
func (t *Tab) PressInto(keys string) {
	t.t.Helper()
	fields := strings.Fields(keys)
	last := len(fields) - 1
	t.Press(strings.Join(fields[:last], " "))
	ask(t, "press "+keys, chromedp.WaitEvent(page.LoadEventFired, nil, pressed(fields[last])))
	t.settle()
}

func pressed(key string) chromedp.Action[chromedp.Void] {
	var held int64
	if rest, ok := strings.CutPrefix(key, "Ctrl+"); ok {
		key, held = rest, held|kb.ModifierCtrl.Int64()
	}
	if rest, ok := strings.CutPrefix(key, "Shift+"); ok {
		key, held = rest, held|kb.ModifierShift.Int64()
	}
	if code, ok := named[key]; ok {
		key = code
	}
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		for _, r := range key {
			if err := stroke(ctx, r, held); err != nil {
				return err
			}
		}
		return nil
	})
}

// stroke presses one key. Down and character are one event, as a keyboard sends
// them: a page that answers the key keeps the letter from being typed.
func stroke(ctx context.Context, r rune, held int64) error {
	for _, ev := range kb.Encode(r) {
		ev.Modifiers |= held
		switch {
		case ev.Type == kb.KeyChar:
			continue
		case ev.Type == kb.KeyDown && held&kb.ModifierCtrl.Int64() == 0 && unicode.IsPrint(r):
			ev.Text, ev.UnmodifiedText = string(r), string(r)
		case ev.Type == kb.KeyDown && r == '\r':
			ev.Text, ev.UnmodifiedText = "\r", "\r"
		}
		if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, *ev); err != nil {
			return err
		}
	}
	return nil
}

// Type types text where the focus is.
func (t *Tab) Type(text string) {
	t.t.Helper()
	t.do("type", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// Wait waits until the selector is seen.
func (t *Tab) Wait(selector string) {
	t.t.Helper()
	t.do("wait for "+selector, chromedp.WaitVisible(chromedp.CSS(selector)))
}

// WaitText waits until the selector's text holds the words.
func (t *Tab) WaitText(selector, words string) {
	t.t.Helper()
	ask(t, "wait for "+words+" in "+selector, chromedp.Poll[bool](
		"(document.querySelector("+quoted(selector)+")?.innerText ?? '').includes("+quoted(words)+")"))
}

// Text is the visible text of the first element.
func (t *Tab) Text(selector string) string {
	t.t.Helper()
	return ask(t, "text of "+selector, chromedp.Text(chromedp.CSS(selector)))
}

// Value is what stands in a field.
func (t *Tab) Value(selector string) string {
	t.t.Helper()
	return ask(t, "value of "+selector, chromedp.Value(chromedp.CSS(selector)))
}

// Attribute is an attribute of the first element; "" for none.
func (t *Tab) Attribute(selector, name string) string {
	t.t.Helper()
	return ask(t, name+" of "+selector, chromedp.Evaluate[string]("document.querySelector("+quoted(selector)+")?.getAttribute("+quoted(name)+") ?? ''"))
}

// Count is how many elements there are.
func (t *Tab) Count(selector string) int {
	t.t.Helper()
	return ask(t, "count "+selector, chromedp.Evaluate[int]("document.querySelectorAll("+quoted(selector)+").length"))
}

// Path is the address of the page, without the host.
func (t *Tab) Path() string {
	t.t.Helper()
	return strings.TrimPrefix(ask(t, "location", chromedp.Location()), t.base)
}

// Title is the page's title.
func (t *Tab) Title() string {
	t.t.Helper()
	return ask(t, "title", chromedp.Title())
}

// Eval runs a script in the page for its effect.
func (t *Tab) Eval(script string) {
	t.t.Helper()
	t.do("eval", chromedp.Evaluate[chromedp.Void](script))
}

// EvalBool asks the page a question.
func (t *Tab) EvalBool(script string) bool {
	t.t.Helper()
	return ask(t, "eval", chromedp.Evaluate[bool](script))
}

// EvalText asks the page for words.
func (t *Tab) EvalText(script string) string {
	t.t.Helper()
	return ask(t, "eval", chromedp.Evaluate[string](script))
}

// EvalInt asks the page for a number.
func (t *Tab) EvalInt(script string) int {
	t.t.Helper()
	return ask(t, "eval", chromedp.Evaluate[int](script))
}
