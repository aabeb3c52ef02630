package compose

import (
	"iter"
	"slices"
	"strconv"
)

// Borders is the weight of the lines of a table or cell in points; 0 is no
// line. Inside means between the cells.
type Borders struct{ Top, Left, Bottom, Right, Inside float64 }

// Grid has thin lines everywhere.
var Grid = Borders{0.5, 0.5, 0.5, 0.5, 0.5}

// Table is a table of fixed column widths.
type Table struct {
	Widths  []float64     // of the grid's columns, millimetres
	Rows    iter.Seq[Row] // see Rows
	Style   string        // a table style's name, such as GridTable; may be empty
	Borders Borders       // lines set on the table itself, over its style
	Align   Align         // of the table between the margins
	Padding float64       // millimetres left and right within cells, 1.9 if zero
}

// Rows makes the rows of a Table of a few that are at hand.
func Rows(rows ...Row) iter.Seq[Row] { return slices.Values(rows) }

// Row is a table's row. Its cells' spans must fill the grid.
type Row struct {
	Cells      []Cell
	Header     bool    // repeated on every page; only rows at the top of a table
	CantSplit  bool    // never divided between two pages
	Height     float64 // least height, millimetres
	InsertedBy *Stamp  // the row was put in as a tracked change
	DeletedBy  *Stamp
}

// Merge joins cells downward.
type Merge int8

// A cell stands alone, begins a merged cell, or continues the one above.
const (
	Alone Merge = iota
	MergeStart
	MergeDown
)

// VAlign is where a cell's text stands between top and bottom.
type VAlign int8

// The vertical alignments.
const (
	Top VAlign = iota
	Middle
	Bottom
)

// Cell is a table's cell.
type Cell struct {
	Text    string // short for Blocks of one paragraph, which has the next three
	Style   string
	Align   Align
	Look    Look
	Blocks  []Block // written after Text
	Span    int     // grid columns it fills, 1 if zero
	Merge   Merge
	VAlign  VAlign
	Shade   string   // RRGGBB behind the text; "" for none
	Borders *Borders // over those of the table
}

func (t Table) block(w *writer) {
	w.separateTables()
	w.xml("<w:tbl>")
	t.properties(w)
	w.xml("<w:tblGrid>")
	for _, mm := range t.Widths {
		w.xml("<w:gridCol")
		w.attrInt("w:w", twips(mm))
		w.xml("/>")
	}
	w.xml("</w:tblGrid>")
	rows := 0
	if t.Rows != nil {
		for row := range t.Rows {
			row.write(w, t.Widths)
			w.pack()
			rows++
		}
	}
	if rows == 0 {
		w.doc.fail("table without rows")
	}
	w.xml("</w:tbl>")
	w.afterTable = true
}

// separateTables puts a paragraph, as low as can be, where a table has just
// ended: two tables would be taken for one, and neither a cell nor a document
// may end in a table.
func (w *writer) separateTables() {
	if w.afterTable {
		w.xml(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>`)
		w.afterTable = false
	}
}

// properties appends tblPr in the order of CT_TblPr (17.4.59).
func (t Table) properties(w *writer) {
	w.xml("<w:tblPr>")
	if id := w.styleID(t.Style, tableStyle); id != "" {
		w.val("tblStyle", id)
	}
	total := 0
	for _, mm := range t.Widths {
		total += twips(mm)
	}
	w.width("tblW", total)
	if name := alignNames[t.Align]; name != "" && t.Align != Justify {
		w.val("jc", name)
	}
	if t.Borders != (Borders{}) {
		t.Borders.write(w, "tblBorders", true)
	}
	w.xml(`<w:tblLayout w:type="fixed"/>`)
	if t.Padding != 0 {
		w.xml("<w:tblCellMar>")
		w.width("left", twips(t.Padding))
		w.width("right", twips(t.Padding))
		w.xml("</w:tblCellMar>")
	}
	w.xml("</w:tblPr>")
}

func (w *writer) width(element string, twips int) {
	w.xml("<w:", element)
	w.attrInt("w:w", twips)
	w.xml(` w:type="dxa"/>`)
}

func (b Borders) write(w *writer, element string, inside bool) {
	line := func(edge string, pt float64) {
		w.xml("<w:", edge)
		if pt == 0 {
			w.xml(` w:val="nil"/>`)
			return
		}
		w.xml(` w:val="single" w:sz="`, strconv.Itoa(int(pt*8+0.5)), `" w:space="0" w:color="auto"/>`)
	}
	w.xml("<w:", element, ">")
	line("top", b.Top)
	line("left", b.Left)
	line("bottom", b.Bottom)
	line("right", b.Right)
	if inside {
		line("insideH", b.Inside)
		line("insideV", b.Inside)
	}
	w.xml("</w:", element, ">")
}

func (r Row) write(w *writer, widths []float64) {
	w.xml("<w:tr>")
	r.properties(w)
	at := 0
	for _, c := range r.Cells {
		span := max(c.Span, 1)
		if at+span > len(widths) {
			break
		}
		c.write(w, widths[at:at+span])
		at += span
	}
	if filled := r.columns(); filled != len(widths) {
		w.doc.fail("row of %d columns in a table of %d", filled, len(widths))
	}
	w.xml("</w:tr>")
}

// columns is the number of grid columns the row's cells fill.
func (r Row) columns() int {
	n := 0
	for _, c := range r.Cells {
		n += max(c.Span, 1)
	}
	return n
}

// properties appends trPr; revisions come last (CT_TrPr, 17.4.81).
func (r Row) properties(w *writer) {
	if !r.Header && !r.CantSplit && r.Height == 0 && r.InsertedBy == nil && r.DeletedBy == nil {
		return
	}
	w.xml("<w:trPr>")
	w.flag("cantSplit", r.CantSplit)
	if r.Height > 0 {
		w.xml("<w:trHeight")
		w.attrInt("w:val", twips(r.Height))
		w.xml("/>")
	}
	w.flag("tblHeader", r.Header)
	if r.InsertedBy != nil {
		w.revision("ins", r.InsertedBy, "/>")
	}
	if r.DeletedBy != nil {
		w.revision("del", r.DeletedBy, "/>")
	}
	w.xml("</w:trPr>")
}

func (c Cell) write(w *writer, widths []float64) {
	w.xml("<w:tc>")
	c.properties(w, widths)
	w.afterTable = false
	if c.Text != "" || len(c.Blocks) == 0 {
		Para{Style: c.Style, Text: c.Text, Align: c.Align, Look: c.Look}.block(w)
	}
	for _, b := range c.Blocks {
		b.block(w)
	}
	w.separateTables()
	w.xml("</w:tc>")
}

// properties appends tcPr in the order of CT_TcPr (17.4.69).
func (c Cell) properties(w *writer, widths []float64) {
	total := 0
	for _, mm := range widths {
		total += twips(mm)
	}
	w.xml("<w:tcPr>")
	w.width("tcW", total)
	if len(widths) > 1 {
		w.val("gridSpan", strconv.Itoa(len(widths)))
	}
	switch c.Merge {
	case MergeStart:
		w.val("vMerge", "restart")
	case MergeDown:
		w.xml("<w:vMerge/>")
	}
	if c.Borders != nil {
		c.Borders.write(w, "tcBorders", false)
	}
	if c.Shade != "" {
		w.xml(`<w:shd w:val="clear" w:color="auto"`)
		w.attr("w:fill", c.Shade)
		w.xml("/>")
	}
	switch c.VAlign {
	case Middle:
		w.val("vAlign", "center")
	case Bottom:
		w.val("vAlign", "bottom")
	}
	w.xml("</w:tcPr>")
}
