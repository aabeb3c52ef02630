package matrix

import (
	"bufio"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"thao/internal/locale"
)

//go:embed matrix.css
var style string

//go:embed matrix.html.tmpl
var page string

// WriteHTML writes the matrix as one self-contained page, without script, that
// prints as the paper does. It stops with the context's error as soon as the
// context ends; what was written by then is no page.
func (m *Matrix) WriteHTML(ctx context.Context, w io.Writer) error {
	t, err := template.New("matrix").Funcs(m.funcs()).Parse(page)
	if err != nil {
		return fmt.Errorf("matrix: page template: %w", err)
	}
	out := bufio.NewWriterSize(&untilDone{ctx, w}, 64<<10)
	if err := t.Execute(out, m.view()); err != nil {
		return fmt.Errorf("matrix: writing HTML: %w", err)
	}
	return out.Flush()
}

// view is the matrix with what the page alone needs.
type view struct {
	*Matrix
	Lang   locale.Lang
	Format int
	Style  template.CSS
	Last   int // index of the last row, which the signature must not leave
}

func (m *Matrix) view() view {
	return view{Matrix: m, Lang: m.Profile.Lang, Format: Format, Style: template.CSS(style), Last: len(m.Rows) - 1}
}

// captioned is a table with the id of its caption.
type captioned struct {
	Table
	ID string
}

func (m *Matrix) funcs() template.FuncMap {
	return template.FuncMap{
		"say":       func(key string) string { return locale.T(m.Profile.Lang, key) },
		"entry":     func(e Entry) string { return e.In(m.Profile.Lang) },
		"section":   func(r Row) bool { return r.Kind == SectionRow },
		"contents":  func(r Row) bool { return r.Kind == SectionRow && r.Depth <= 1 },
		"ids":       func(r Row) string { return strings.Join(r.Comments, " ") },
		"full":      func(l Line) bool { return l.Rule == FullRule },
		"class":     lineClass,
		"rowClass":  m.rowClass,
		"share":     func(c Column) string { return fmt.Sprintf("%.2f%%", 100*c.Width/m.Profile.Page.Measure()) },
		"captioned": func(t Table, annex, n int) captioned { return captioned{t, fmt.Sprintf("a%d-%d", annex, n)} },
	}
}

func lineClass(l Line) string {
	if l.Rule == ShortRule {
		return "short"
	}
	return ""
}

// rowClass marks rows too tall to be kept on one page, and the last.
func (m *Matrix) rowClass(r Row, last bool) string {
	var classes []string
	if !m.short(r) {
		classes = append(classes, "long")
	}
	if last {
		classes = append(classes, "last")
	}
	return strings.Join(classes, " ")
}

// untilDone refuses to write once its context has ended.
type untilDone struct {
	ctx context.Context
	w   io.Writer
}

func (u *untilDone) Write(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(p)
}
