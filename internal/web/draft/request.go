package draft

import (
	"context"
	"net/http"
	"strconv"
	"unicode"

	"thao/internal/id"
	"thao/internal/outline"
	dockets "thao/internal/web/docket"
	"thao/internal/web/page"
	"thao/internal/web/ui"
)

// ids reads the docket and the version of a request's path.
func ids(r *http.Request) (docket, version id.ID, err error) {
	if docket, err = dockets.ID(r, "docket"); err != nil {
		return "", "", err
	}
	version, err = dockets.ID(r, "version")
	return docket, version, err
}

// number reads a number a form carries; -1, which no revision is, where it is none.
func number(f page.Form, name string) int64 {
	n, err := strconv.ParseInt(f.Get(name), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// kindName is the word for a kind as a list begins with it.
func kindName(ctx context.Context, k outline.Kind) string {
	name := []rune(outline.KindName(k, string(ui.Lang(ctx))))
	return string(unicode.ToUpper(name[0])) + string(name[1:])
}

// kindOptions lists the kinds a node may be made.
func kindOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, k := range outline.Kinds() {
		if k != outline.Table {
			out = append(out, ui.Option{Value: string(k), Label: kindName(ctx, k)})
		}
	}
	return out
}
