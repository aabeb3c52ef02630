// Package webtest drives a real browser in tests: opens pages, types, clicks,
// takes screenshots, and lets axe look for what shuts people out. Whatever the
// browser complains about, a script that failed or a breach of the content
// security policy, fails the test. Only tests import it.
package webtest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"thao/internal/web/assets"
)

// patience is how long one step in the browser may take.
const patience = 90 * time.Second

// names are the browsers that are tried, Debian's first.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// Browser is one running browser; a Tab of it is one person.
type Browser struct{ ctx context.Context }

// Start starts a browser for the time of a test. Without Chromium, or without
// built assets, there is nothing to test: that fails where CI is set, and else
// skips and says what to do.
func Start(t testing.TB) *Browser {
	t.Helper()
	if err := assets.Built(); err != nil {
		missing(t, err.Error())
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(find(t)),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("force-prefers-reduced-motion", true),
	)
	// Without a locale of UTF-8 Chromium loses the names of files.
	options = append(options, chromedp.Env("LC_ALL=C.UTF-8"))
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stopAlloc)
	ctx, stop := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser has gone, so that its folder can go too
		stop()
	})
	if err := chromedp.Do(ctx); err != nil { // the browser lives as long as the context it was started in
		t.Fatalf("the browser did not start: %v", err)
	}
	return &Browser{ctx: ctx}
}

func find(t testing.TB) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	missing(t, "Chromium is not installed: apt-get install chromium (scripts/setup does it)")
	return ""
}

func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// Serve serves a handler for the time of a test and returns its address.
func Serve(t testing.TB, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}
