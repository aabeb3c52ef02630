// Package letter reads what a body wrote back in sentences: an official letter
// in the form of the State (Decree 30/2020) or of the Party (Instruction
// 36-HD/VPTW), a letter in English, the body of a mail, the text of one table
// cell. It finds who writes, and cuts the words into atomic comments, each with
// the places of the draft it refers to.
//
// Nothing is lost: every character that is not white space lies in exactly one
// Piece. What is no comment is a Piece too, and says why.
package letter

import (
	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/outline"
	"thao/internal/prose"
)

// PieceKind is Comment, or the collation.PassageKind of words that are none:
// Courtesy, Agreement or HeadLine.
type PieceKind string

const (
	Comment   PieceKind = "comment"
	Courtesy            = PieceKind(collation.Courtesy)  // address, opening, closing
	Agreement           = PieceKind(collation.Agreement) // agrees, asks for nothing
	HeadLine            = PieceKind(collation.HeadLine)  // letterhead, signature, page number, lead-in, heading
)

// Letter is one letter, read.
type Letter struct {
	Issuer  string // the body that writes: "Sở Nội vụ tỉnh B"; "" if not found
	Number  string // its symbol: "1031-CV/TU"; "" if none or left blank
	Date    string // ISO 8601, "2018-04-06"; "" if none or incomplete
	Place   string // where it is dated
	Subject string // after "V/v", "Subject:"
	Author  string // the signer's name, or office where no name stands
	Agrees  bool   // agrees and asks for nothing
	Lang    string // "vi" or "en"
	Pieces  []Piece
}

// Piece is a stretch of the letter: an atomic comment, or a passage that is
// none.
type Piece struct {
	Kind  PieceKind
	Text  string // the words, paragraphs joined by "\n"
	Spans []Span // where they stand, in order
	// Targets are what the references lead to; empty for a general comment and
	// for one whose reference leads nowhere (then Where is not empty).
	Targets    []anchor.Match
	Where      string // the reference as written: "khoản 2 Điều 5"; "" if none
	Quote      string // words of the draft it is about, without marks
	Before     string // see anchor.Proposal
	After      string
	Page, Line int
	FromBottom bool // Line counts from the foot of the page
	Inherited  bool // the reference was carried on from a heading or a comment before
}

// Span is a stretch of a block's text, in bytes; a block's computed label goes
// with the span that begins it.
type Span struct{ Block, From, To int }

// Read reads a whole letter. Blocks that belong to a comment table are to be
// left out by the caller.
func Read(blocks []prose.Block, ix *anchor.Index) *Letter {
	lines := cut(blocks)
	l := &Letter{Lang: language(lines)}
	markZones(lines)
	l.readHead(lines)
	l.readTail(lines)
	l.Pieces = assemble(blocks, lines, ix, nil)
	l.Agrees = agrees(l.Pieces)
	return l
}

// Split reads free text without letterhead: a table cell, a mail. context is
// the place the text is known to be about, or nil; pieces that name no other
// place go there, as Inherited. Spans are of Block 0.
func Split(text string, ix *anchor.Index, context *outline.Node) []Piece {
	blocks := []prose.Block{{Kind: prose.Paragraph, Text: text}}
	return assemble(blocks, cut(blocks), ix, context)
}

func agrees(pieces []Piece) bool {
	agreed := false
	for _, p := range pieces {
		switch p.Kind {
		case Comment:
			return false
		case Agreement:
			agreed = true
		}
	}
	return agreed
}
