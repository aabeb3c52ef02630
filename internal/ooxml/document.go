// Package ooxml reads Word documents (.docx, ECMA-376 transitional and strict)
// completely: the text in its three views, computed numbering, comments with
// their threads, and every tracked change.
//
// Reading happens in two steps. The parts are scanned once into a model that
// keeps all text with the revisions it lies in; a view is then rendered from
// the model by leaving out what it does not show. Places in the text (ends of
// comments, of changes) are marks in the model, and each rendering says where
// they come to lie.
package ooxml

import (
	"thao/internal/fault"
	"thao/internal/prose"
)

// View is one way of showing a text with tracked changes.
type View int

const (
	All      View = iota // everything: what was inserted and what was deleted
	Accepted             // as if every change had been accepted
	Rejected             // as if every change had been rejected
)

// Document is a Word file that has been read.
type Document struct {
	Comments []Comment // in the order of the comments part
	Changes  []Change  // in the order of the parts, and of their elements in each
	Warnings []Warning // what the file has and was not followed or read

	model
	all *rendering // of view All, with the stories that are never shown
}

// Comment is one balloon in the margin; replies are Comments too.
type Comment struct {
	ID       string // w:id
	Parent   string // ID of the comment replied to; "" for the first of a thread
	Author   string
	Initials string
	Date     string // ISO 8601; in UTC where the file records that
	Resolved bool   // the thread is marked as done
	Text     string // its paragraphs joined by "\n"
	Quote    string // the text in its range in view All: "\n" between paragraphs, "\t" between cells; "" without a range
}

// Change is one revision element of the file.
type Change struct {
	Kind   ChangeKind
	Author string
	Date   string // as the file gives it
	Text   string // the text it is about; "" for paragraph marks and for looks of tables and sections
}

// ChangeKind names what a Change did.
type ChangeKind string

const (
	Insert          ChangeKind = "insert"
	Delete          ChangeKind = "delete"
	MoveFrom        ChangeKind = "move-from"
	MoveTo          ChangeKind = "move-to"
	ParagraphInsert ChangeKind = "paragraph-insert" // the paragraph's mark, that is its end
	ParagraphDelete ChangeKind = "paragraph-delete"
	RowInsert       ChangeKind = "row-insert"
	RowDelete       ChangeKind = "row-delete"
	CellInsert      ChangeKind = "cell-insert"
	CellDelete      ChangeKind = "cell-delete"
	Format          ChangeKind = "format" // a change of look or of properties
)

// Warning names something in the file that was left alone.
type Warning struct {
	Code fault.Code
	Part string // the part, or the target for ExternalTarget
}

// Codes of warnings.
const (
	AltChunk       fault.Code = "alt-chunk"       // another document pulled in when opened
	EmbeddedObject fault.Code = "embedded-object" // OLE object or attached file
	ExternalTarget fault.Code = "external-target" // template, image… outside the file
	UnreadPart     fault.Code = "unread-part"     // a part of minor weight that is damaged
)

// Blocks returns the text in one view: the body in reading order, text boxes
// after the paragraph they hang on; then footnotes and endnotes in the order
// of their references, headers, footers. Empty paragraphs are kept.
func (d *Document) Blocks(v View) []prose.Block {
	r := d.all
	if v != All {
		r = d.render(v, nil)
	}
	return r.blocks[:r.shown:r.shown]
}
