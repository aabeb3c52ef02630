package cli

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"thao/internal/locale"
)

// progress is the line that counts files on a terminal; elsewhere it is silent.
type progress struct {
	w     io.Writer // nil where it is silent
	lang  locale.Lang
	shown bool
}

func newProgress(w io.Writer, lang locale.Lang) *progress {
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &progress{w: w, lang: lang}
	}
	return &progress{lang: lang}
}

// eraseLine returns to the start of the line and clears it (ECMA-48 EL).
const eraseLine = "\r\x1b[2K"

func (p *progress) step(done, total int, file string) {
	if p.w == nil {
		return
	}
	p.shown = true
	fmt.Fprint(p.w, eraseLine+locale.T(p.lang, "cli.progress", "done", done, "total", total, "file", shorten(file, 48)))
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, eraseLine)
		p.shown = false
	}
}

// shorten keeps the end of a long name, which tells files apart.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return "…" + string(r[len(r)-n+1:])
}
