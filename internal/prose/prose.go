// Package prose is what every text format is read into: a flat list of
// blocks in reading order, each with the little that the structure of a text
// can be seen from. It knows nothing of drafts or comments.
//
// All text is Unicode in normalisation form C. Within a block a tab is "\t"
// and a line or page break is "\n"; a block itself never ends in one.
package prose

// Kind says which story of a document a block belongs to.
type Kind string

const (
	Paragraph Kind = "paragraph"
	Cell      Kind = "cell" // a paragraph in a table cell; Block.Cell is set
	Footnote  Kind = "footnote"
	Endnote   Kind = "endnote"
	TextBox   Kind = "textbox"
	Header    Kind = "header"
	Footer    Kind = "footer"
)

// Block is one paragraph of a text.
type Block struct {
	Kind  Kind
	Label string // the number the word processor computed ("Điều 5.", "a)", "•"); "" where none or typed by hand
	Style string // the style's name as its author sees it ("heading 1", "List Paragraph")
	Text  string // without Label

	Level  int  // outline level 1–9 from a heading style, an outline level or <h1>…; 0 for body text
	List   int  // list depth from 1 where Label comes from a list; 0 where not in a list
	Bold   bool // every visible character is bold
	Italic bool
	Center bool
	Page   int // 1-based page where the format knows it (PDF); else 0

	Cell *CellPos // set for every block inside a table, whatever its Kind
}

// CellPos is the place of a block in a table. Blocks of one cell share one
// CellPos value (not pointer identity); a table's blocks are contiguous but
// for those of tables nested in its cells.
type CellPos struct {
	Table   int // number of the table in the document, from 1, in order of its start
	Row     int // from 0
	Col     int // grid column from 0, after the spans to its left
	RowSpan int // at least 1
	ColSpan int // at least 1
	Parent  int // the table this one is nested in; 0 for none
}
