// Package compareview draws an alignment of two versions as one self-contained
// page: side by side or as one text, with a list of the changes. It reads and
// prints without script; the script only adds stepping by keyboard.
package compareview

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"thao/internal/compare"
	"thao/internal/locale"
)

//go:embed page.html.tmpl
var pageText string

//go:embed page.css
var style string

//go:embed page.js
var script string

var pageTemplate = template.Must(template.New("compare").Funcs(template.FuncMap{
	"say":   func(string) string { return "" }, // set for each page
	"count": func(int) string { return "" },
}).Parse(pageText))

// Titles are what the two versions are called: a file's name, or "Lần 2".
type Titles struct{ Old, New string }

// Mode is the view a page opens with; the reader may change it.
type Mode string

const (
	SideBySide Mode = "pair" // two columns
	OneText    Mode = "one"  // one text, words taken out and put in standing in it
)

// HardlyAlike is the likeness below which two texts are probably not versions
// of one draft, and the reader is told so.
const HardlyAlike = 0.4

// Write writes the page.
func Write(w io.Writer, a *compare.Alignment, titles Titles, lang locale.Lang, mode Mode) error {
	t, err := pageTemplate.Clone()
	if err != nil {
		return fmt.Errorf("compareview: %w", err)
	}
	t.Funcs(template.FuncMap{
		"say":   func(key string, args ...any) string { return locale.T(lang, key, args...) },
		"count": func(n int) string { return locale.Int(lang, int64(n)) },
	})
	out := bufio.NewWriterSize(w, 64<<10)
	if err := t.Execute(out, newPage(a, titles, lang, mode)); err != nil {
		return fmt.Errorf("compareview: writing the page: %w", err)
	}
	return out.Flush()
}

// page is what the template draws.
type page struct {
	Lang    locale.Lang
	Titles  Titles
	Mode    Mode
	Style   template.CSS
	Script  template.JS
	Unlike  string // a sentence where the texts are hardly alike, else ""
	Kept    string // share of words kept, as a percentage
	Kinds   []kind // those that occur
	Items   []item
	Entries []entry
}

// kind is one kind of change with its number of nodes.
type kind struct {
	Change compare.Change
	Word   string
	N      int
}

// entry is a line of the list of changes.
type entry struct {
	ID, Word, Place string
	Change          compare.Change
}

func newPage(a *compare.Alignment, titles Titles, lang locale.Lang, mode Mode) page {
	b := newBuilder(a, titles, lang)
	b.run()
	alike := a.Likeness()
	p := page{
		Lang: lang, Titles: titles, Mode: mode, Style: template.CSS(style), Script: template.JS(script),
		Kept: Percent(lang, alike), Items: b.items, Entries: b.entries(),
	}
	if alike < HardlyAlike {
		p.Unlike = locale.T(lang, "compare.unlike", "share", Percent(lang, 1-alike))
	}
	counts := a.Count()
	for _, c := range compare.Changes() {
		if c != compare.NodeSame && counts[c] > 0 {
			p.Kinds = append(p.Kinds, kind{c, Word(lang, c), counts[c]})
		}
	}
	return p
}

// Percent writes a share of 0–1 in whole per cent. Only a whole share is
// written as 100, only none as 0.
func Percent(lang locale.Lang, share float64) string {
	n := 100 * share
	switch {
	case share > 0 && n < 1:
		n = 1
	case share < 1 && n > 99:
		n = 99
	}
	return locale.Decimal(lang, n, 0) + "%"
}

// Word is what a kind of change is called in a list.
func Word(lang locale.Lang, c compare.Change) string {
	return locale.T(lang, "compare.kind."+string(c))
}
