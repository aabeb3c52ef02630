// Package compose makes a Word document (.docx, ECMA-376 transitional) from
// nothing. A Document takes blocks in reading order and writes their XML at
// once, so a table of thousands of rows costs its bytes and no more:
//
//	d := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
//	d.Add(compose.Para{Style: "Title", Text: "ĐỀ ÁN"})
//	_, err := d.WriteTo(w)
//
// Children of every element are written in the order of the schema, text is
// stripped of what XML 1.0 forbids, and equal calls make equal bytes: dates
// come from the caller and never from a clock.
//
// Lengths are millimetres and type sizes points, as an office thinks of them.
package compose

import (
	"fmt"
	"io"
	"time"
)

// Document is a .docx in the making. It is not safe for use by several
// goroutines.
type Document struct {
	page  Page
	font  Font
	props Properties

	body      writer
	styles    []Style
	lists     []list
	nums      []num
	comments  []Comment
	threads   map[Thread][]int // indexes into comments, the first utterance first
	footnotes writer
	notes     int // footnotes written so far
	stories   []story
	sections  int // sections already closed
	titlePage bool

	ids       int             // last id given to a revision, bookmark or content control
	bookmarks map[string]int  // open bookmarks: id by name
	named     map[string]bool // every bookmark name ever used
	ranges    map[Thread]rangeState
	err       error
}

// Font is a typeface and its size in points.
type Font struct {
	Name string
	Size float64
}

// Properties are what a file manager shows of a document.
type Properties struct {
	Title    string
	Subject  string
	Creator  string
	Language string    // of the text, "vi-VN" if empty
	Created  time.Time // also the date of the last change; none is written if zero
}

// Block is what a document, a cell or a block control holds: Para, Table or
// BlockControl.
type Block interface{ block(w *writer) }

// New starts a document whose first section has the page given and whose
// style Normal has the font.
func New(page Page, font Font) *Document {
	d := &Document{
		page:      page,
		font:      font,
		threads:   map[Thread][]int{},
		bookmarks: map[string]int{},
		named:     map[string]bool{},
		ranges:    map[Thread]rangeState{},
	}
	d.body.doc = d
	d.footnotes.doc = d
	d.styles = builtinStyles(font)
	return d
}

// Properties sets title, author and dates.
func (d *Document) Properties(p Properties) { d.props = p }

// Add appends blocks to the body.
func (d *Document) Add(blocks ...Block) {
	for _, b := range blocks {
		b.block(&d.body)
		d.body.pack()
	}
}

// Para appends one paragraph.
func (d *Document) Para(p Para) { d.Add(p) }

// Err is the first misuse so far: an unknown style, a row that does not fill
// its table, a comment range closed before it was opened. WriteTo returns it.
func (d *Document) Err() error { return d.err }

func (d *Document) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("compose: "+format, args...)
	}
}

// nextID gives the ids that must differ throughout the document: those of
// revisions, bookmarks and content controls.
func (d *Document) nextID() int {
	d.ids++
	return d.ids
}

// WriteTo writes the package. It fails with the first misuse of the builder
// or the first error of w; what was written by then is no document.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	d.checkRanges()
	if d.err != nil {
		return 0, d.err
	}
	count := &counter{w: w}
	if err := d.writePackage(count); err != nil {
		return count.n, err
	}
	return count.n, nil
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
