package webtest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
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
		if file := cameDown(dir); file != "" {
			data, err := os.ReadFile(file)
			if err != nil {
				t.t.Fatal(err)
			}
			return filepath.Base(file), data
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.t.Fatalf("nothing came down from %s", selector)
	return "", nil
}

// cameDown is the file that lies whole in a folder; "" for none. While a file
// comes in, the browser keeps it under a hidden name or as .crdownload; there
// may be an empty one of the last name beside it.
func cameDown(dir string) string {
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 1 {
		return ""
	}
	name := list[0].Name()
	if strings.HasPrefix(name, ".") || filepath.Ext(name) == ".crdownload" {
		return ""
	}
	return filepath.Join(dir, name)
}
