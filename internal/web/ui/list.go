package ui

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// Table is the frame of a table; its <tbody> (and <tfoot>) are the children.
// Rows are <tr data-row>, their first cell a <th scope="row">; a cell of a table
// that Folds carries data-label for phones.
type Table struct {
	Caption string // what it holds and how it is ordered; read by screen readers
	Columns []Column
	Folds   bool   // rows become blocks where there is no room for columns
	Class   string // of the page's own
	ID      string
}

// Column is a column's head.
type Column struct {
	Label  string
	Num    bool   // figures: to the right
	Href   string // the address of the page sorted by this column
	Sorted string // "ascending", "descending" or ""
	Hidden bool   // the label is for screen readers
	Tick   bool   // holds ticks: the head's own ticks all (inside <row-picker>)
}

// Render writes the table.
func (t Table) Render(ctx context.Context, w io.Writer) error { return table(t).Render(ctx, w) }

func (t Table) class() string {
	class := "table"
	if t.Folds {
		class += " folds"
	}
	if t.Class != "" {
		class += " " + t.Class
	}
	return class
}

// Pager says how much of a list is shown, and leads on.
type Pager struct {
	From, To int // the first and last row shown, from 1
	Total    int
	Prev     string // addresses; "" where there is none
	Next     string
}

// Render writes the pager.
func (p Pager) Render(ctx context.Context, w io.Writer) error { return pager(p).Render(ctx, w) }

// Facts are terms with their values.
type Facts struct {
	Rows []Fact
	Sum  bool // figures to the right, ruled
}

// Fact is one term.
type Fact struct {
	Term  string
	Value string
	Href  string          // makes the value a link
	View  templ.Component // instead of Value
}

// Render writes the facts.
func (f Facts) Render(ctx context.Context, w io.Writer) error { return facts(f).Render(ctx, w) }

// SectionHead is the strong rule above a part of a page, with its heading.
type SectionHead struct {
	Title string
	ID    string // for aria-labelledby
	Level int    // 2 unless given
	Aside string // a word at the right
	Link  Link   // a link at the right
}

// Render writes the head.
func (s SectionHead) Render(ctx context.Context, w io.Writer) error {
	return sectionHead(s).Render(ctx, w)
}

// Files lists files with what became of each.
type Files struct {
	Label string
	Rows  []FileRow
}

// FileRow is one file.
type FileRow struct {
	Name  string
	Href  string // opens or downloads it
	State string
	Word  string          // the state in its own words; "" is the state's word
	Text  string          // what was found in it, or why it could not be read
	View  templ.Component // instead of Text
}

// Render writes the list.
func (f Files) Render(ctx context.Context, w io.Writer) error { return files(f).Render(ctx, w) }

// Progress is a long task, which may be left.
type Progress struct {
	ID        string
	Label     string // "5 of 7 files read"
	Done, All int
	Aside     string // "you may leave this page"
}

// Render writes the bar.
func (p Progress) Render(ctx context.Context, w io.Writer) error { return progress(p).Render(ctx, w) }

func (p Progress) share() string { return strconv.Itoa(p.Done) + "/" + strconv.Itoa(p.All) }

// Dialog asks something before going on; its form is the children. A Button
// with Opens: ID opens it.
type Dialog struct {
	ID    string
	Title string
	Open  bool // shown at once: the page came back with a fault in its form
}

// Render writes the dialog.
func (d Dialog) Render(ctx context.Context, w io.Writer) error { return dialog(d).Render(ctx, w) }

// Menu is a list that drops from a Button with Menu: ID. Buttons of forms may
// be added as children.
type Menu struct {
	ID    string
	Links []Link
}

// Render writes the menu.
func (m Menu) Render(ctx context.Context, w io.Writer) error { return menu(m).Render(ctx, w) }

// Chips are the few ways to look at one list, each with its address.
type Chips struct {
	Label string
	Links []Link
}

// Render writes them.
func (c Chips) Render(ctx context.Context, w io.Writer) error { return chips(c).Render(ctx, w) }

// PageHead is the heading of a page, with a sentence and what can be done; the
// children are the buttons.
type PageHead struct {
	Title string
	Text  string
	View  templ.Component // instead of Text
}

// Render writes the head.
func (p PageHead) Render(ctx context.Context, w io.Writer) error { return pageHead(p).Render(ctx, w) }

// With opens the table for its body: @Table{…}.With() { <tbody>…</tbody> }.
func (t Table) With() templ.Component { return table(t) }

// With opens the dialog for its form: @Dialog{…}.With() { <form>…</form> }.
func (d Dialog) With() templ.Component { return dialog(d) }

// With opens the menu for buttons: @Menu{…}.With() { … }.
func (m Menu) With() templ.Component { return menu(m) }

// With opens the head for its buttons: @PageHead{…}.With() { … }.
func (p PageHead) With() templ.Component { return pageHead(p) }
