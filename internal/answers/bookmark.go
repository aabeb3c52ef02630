package answers

import (
	"thao/internal/archive"
	"thao/internal/ooxml/xmlscan"
)

// The names of WordprocessingML that are looked at here.
const (
	_ xmlscan.Name = iota
	wTbl
	wTr
	wTc
	wTrPr
	wTcPr
	wDel
	wMoveFrom
	wCellDel
	wTrPrChange
	wTcPrChange
	wBookmarkStart
	wName
	mcFallback
)

const (
	spaceW = xmlscan.FirstOf + iota
	spaceMC
)

var vocabulary = xmlscan.NewVocabulary(map[string]xmlscan.Space{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": spaceW,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             spaceW,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":  spaceMC,
}, []xmlscan.Entry{
	{Name: wTbl, Space: spaceW, Local: "tbl"}, {Name: wTr, Space: spaceW, Local: "tr"}, {Name: wTc, Space: spaceW, Local: "tc"},
	{Name: wTrPr, Space: spaceW, Local: "trPr"}, {Name: wTcPr, Space: spaceW, Local: "tcPr"},
	{Name: wDel, Space: spaceW, Local: "del"}, {Name: wMoveFrom, Space: spaceW, Local: "moveFrom"},
	{Name: wCellDel, Space: spaceW, Local: "cellDel"},
	{Name: wTrPrChange, Space: spaceW, Local: "trPrChange"}, {Name: wTcPrChange, Space: spaceW, Local: "tcPrChange"},
	{Name: wBookmarkStart, Space: spaceW, Local: "bookmarkStart"}, {Name: wName, Space: spaceW, Local: "name"},
	{Name: mcFallback, Space: spaceMC, Local: "Fallback"},
})

// bookmarks are the names of a document's bookmarks, and those in each row of
// each table, both counted as package ooxml counts them with all tracked
// changes accepted: tables in the order they begin, rows that are left.
type bookmarks struct {
	all    []string
	tables [][][]string // by table, by row
}

func readBookmarks(a *archive.Archive, part string) (*bookmarks, error) {
	text, err := a.Read(part)
	if err != nil {
		return nil, err
	}
	return scanBookmarks(part, text)
}

func scanBookmarks(part string, text []byte) (*bookmarks, error) {
	s, err := xmlscan.New(part, text, vocabulary)
	if err != nil {
		return nil, err
	}
	r := &bookmarkReader{scan: s}
	if err := r.read(); err != nil {
		return nil, err
	}
	return r.result(), nil
}

// bookmarkReader goes through a document once.
type bookmarkReader struct {
	scan    *xmlscan.Scanner
	all     []string
	tables  []*tableMarks // in the order they begin
	open    []*tableMarks // innermost last
	removed int           // tracked deletions around this place
}

type tableMarks struct {
	rows    []rowMarks // that are left
	row     *rowMarks  // being read; nil between rows
	pending []string   // met between rows: they belong to the next
	inRow   bool       // in the row's own properties
	inCell  bool       // in a cell's own properties
}

type rowMarks struct {
	names   []string
	cells   int // that are left
	removed bool
}

func (r *bookmarkReader) read() error {
	for {
		kind, err := r.scan.Next()
		switch {
		case err != nil || kind == xmlscan.EOF:
			return err
		case kind == xmlscan.Start:
			err = r.start(r.scan.Name())
		case kind == xmlscan.End:
			r.end(r.scan.Name())
		}
		if err != nil {
			return err
		}
	}
}

func (r *bookmarkReader) start(name xmlscan.Name) error {
	t := r.innermost()
	switch name {
	case wTbl:
		t = &tableMarks{}
		r.tables, r.open = append(r.tables, t), append(r.open, t)
	case mcFallback, wTrPrChange, wTcPrChange: // the other branch says the same; what was so before
		return r.scan.Skip()
	case wBookmarkStart:
		r.bookmark(t)
	case wDel, wMoveFrom:
		r.deletion(t)
	case wTr, wTc, wTrPr, wTcPr, wCellDel:
		if t != nil {
			t.start(name, r.removed > 0)
		}
	}
	return nil
}

func (t *tableMarks) start(name xmlscan.Name, removed bool) {
	switch name {
	case wTr:
		t.row = &rowMarks{names: t.pending, removed: removed}
		t.pending = nil
	case wTc:
		if t.row != nil {
			t.row.cells++
		}
	case wTrPr:
		t.inRow = true
	case wTcPr:
		t.inCell = true
	case wCellDel:
		if t.row != nil && t.inCell {
			t.row.cells--
		}
	}
}

// deletion is w:del as a property of a row, or around what it takes out.
func (r *bookmarkReader) deletion(t *tableMarks) {
	if t != nil && t.inRow && t.row != nil {
		t.row.removed = true
	}
	r.removed++
}

func (r *bookmarkReader) bookmark(t *tableMarks) {
	value, _ := r.scan.Attr(wName)
	name := string(value)
	r.all = append(r.all, name)
	switch {
	case t == nil:
	case t.row == nil:
		t.pending = append(t.pending, name)
	default:
		t.row.names = append(t.row.names, name)
	}
}

func (r *bookmarkReader) end(name xmlscan.Name) {
	t := r.innermost()
	switch {
	case name == wDel || name == wMoveFrom:
		r.removed--
	case t == nil:
	case name == wTbl:
		r.open = r.open[:len(r.open)-1]
	case name == wTrPr:
		t.inRow = false
	case name == wTcPr:
		t.inCell = false
	case name == wTr && t.row != nil:
		if !t.row.removed && t.row.cells > 0 {
			t.rows = append(t.rows, *t.row)
		}
		t.row = nil
	}
}

func (r *bookmarkReader) innermost() *tableMarks {
	if len(r.open) == 0 {
		return nil
	}
	return r.open[len(r.open)-1]
}

// result leaves out tables of which no row is left: they are not counted.
func (r *bookmarkReader) result() *bookmarks {
	out := &bookmarks{all: r.all}
	for _, t := range r.tables {
		if len(t.rows) == 0 {
			continue
		}
		rows := make([][]string, len(t.rows))
		for i := range t.rows {
			rows[i] = t.rows[i].names
		}
		out.tables = append(out.tables, rows)
	}
	return out
}
