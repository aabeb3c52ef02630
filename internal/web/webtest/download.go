package webtest

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// Download clicks on what hands out a file, and returns the file with the name
// the browser keeps it under.
func (t *Tab) Download(selector string) (name string, data []byte) {
	t.t.Helper()
	dir := t.t.TempDir()
	t.do("let files be kept", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir, BrowserContextID: chromedp.FromContext(t.ctx).BrowserContextID,
		})
		return err
	}))
	t.Click(selector)
	for range 600 {
		list, err := filepath.Glob(filepath.Join(dir, "*"))
		if err == nil && len(list) == 1 && filepath.Ext(list[0]) != ".crdownload" {
			data, err := os.ReadFile(list[0])
			if err != nil {
				t.t.Fatal(err)
			}
			return filepath.Base(list[0]), data
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.t.Fatalf("nothing came down from %s", selector)
	return "", nil
}
