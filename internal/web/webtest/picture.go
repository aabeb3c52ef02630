package webtest

import (
	"context"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Picture is what the window shows at the given size, as JPEG, for a page of
// instructions.
func (t *Tab) Picture(width, height int) []byte {
	t.t.Helper()
	t.Size(width, height)
	t.settle()
	quality := int64(33)
	return ask(t, "picture", chromedp.Action[[]byte](func(ctx context.Context, _ *chromedp.Target) ([]byte, error) {
		shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatJpeg, Quality: &quality,
		})
		if err != nil {
			return nil, err
		}
		return shot.Data, nil
	}))
}
