package draft

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"thao/internal/access"
	drafts "thao/internal/draft"
	"thao/internal/web/ui"
)

// Margin is what another area puts beside a text that is read: comments at
// their places, the form to write one, a count beside each heading.
type Margin interface {
	// Beside prepares the margin of one page of a text: its nodes are
	// sheet.Nodes. The request carries the filter of the page.
	Beside(ctx context.Context, who *access.Actor, r *http.Request, sheet Sheet) (Side, error)
}

// Sheet is the part of a text that one page shows.
type Sheet struct {
	Text  *drafts.Text
	Nodes []drafts.Node
	At    string // the node the page was asked for; "" for the beginning
}

// Side is the margin of one page. Functions that are nil add nothing.
type Side struct {
	// Count is how many comments there are on a node and on all under it.
	Count func(node string) int
	// Marks are the stretches of a node's Content that comments are set on.
	Marks func(node string) []Mark
	// Act is the button beside a node that begins a comment.
	Act func(n drafts.Node) templ.Component
	// Notes are the comments beside a node, nil for none: one element of class
	// "notes", to which class rows-n is given where n is more than 1.
	Notes func(n drafts.Node, rows int) templ.Component

	Filter  []ui.Field      // beside the field that finds words
	Sum     string          // what the filter left: "83 comments, 31 not answered"
	Above   templ.Component // between the filter and the text, such as who is asked until when
	Compose string          // the id of the form that takes a chosen passage; "" where nobody may write
	Keys    []ui.Key
}

// Mark is a stretch of a node's Content in code points, set off for a comment.
type Mark struct {
	From, To int
	Class    string // "on" commented, "sel" chosen, "found" searched for
	Ref      string // the numeral after it; "" for none
	Href     string // where the numeral leads
	Label    string // what the numeral says to a screen reader
}
