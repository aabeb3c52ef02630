// Package akn writes and reads drafts as Akoma Ntoso 3.0 (OASIS LegalDocML,
// schema of 30 March 2017), the exchange format of parliaments.
//
// A draft is a bill. Its tree is carried as follows:
//
//	front        preface
//	basis        preamble; its grounds are citations
//	part … point part, chapter, section, subsection, article, clause, point
//	item         indent
//	paragraph    alinea
//	heading      hcontainer name="heading"; its depth is in class
//	table        hcontainer name="table" around a table of rows and cells
//	signature    conclusions
//	annex        attachment with a doc
//
// Khoản is clause and not paragraph: official translations say "clause 2,
// article 5", and Vietnamese drafting cites the unnumbered paragraphs within
// one as đoạn, which AKN calls alinea. Where the standard leaves no room for a
// node, such as a signature in the middle of a text, it is an hcontainer with
// the name of its kind; so every tree can be written, and is read back equal.
//
// An element's eId follows the naming convention (akn-nc 1.0), wId is the eId
// it had in the first version, and GUID is the node's id. Comments are notes
// in the metadata that point at eIds: they leave the text, in which offsets
// count, untouched. A remark would stand in the text as if the editors had
// said it, and otherReferences hold addresses but no words.
//
// Text is kept to the letter. A line break is eol; a character that XML 1.0
// cannot hold is an empty inline element named after it, "u-0001", and a byte
// that is no UTF-8 is "byte-ff".
package akn

import "thao/internal/outline"

// Document is a draft with what is known about it.
type Document struct {
	Tree     *outline.Tree
	Title    string // one line; "" for none
	Name     string // what the draft is called in addresses, such as the name of its file; "" for none
	Country  string // ISO 3166-1, two small letters: "vn"; "" where unknown
	Language string // IETF tag: "vi"; "" where unknown
	Version  int    // number of the draft's version, from 1; 0 where unknown
	Date     string // of the version, ISO 8601: "2018-03-07"; "" where unknown
	Author   string // the body that drafts; "" where unknown

	// WorkIDs are the identifiers that nodes had in the first version, by node
	// id, where they differ from those of this version. Nil for none.
	WorkIDs map[string]string
	Notes   []Note // in the order they are to be listed
}

// Note is a comment on the draft: what a collation knows of one that means
// something outside it.
type Note struct {
	ID       string // unique in the document, without white space
	Node     string // outline.Node.ID; "" for a comment on the draft as a whole
	Start    int    // of Quote in the node's Content, in code points; -1 where the whole node is meant
	End      int    // -1 with Start
	Quote    string
	Text     string
	Before   string // of a proposal: the words to be replaced
	After    string // of a proposal: the words to stand there
	Body     string // who sent it; "" where unknown
	Author   string // the person who wrote it
	Date     string // as the file gave it
	Source   string // in which form it came: "margin", "letter" …
	Resolved bool
	Thread   []Turn
}

// Turn is one later utterance under a Note.
type Turn struct{ Author, Date, Text string }

// Namespace of Akoma Ntoso 3.0.
const Namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

// Elements of the kinds that AKN knows by name; the others are hcontainers.
var elements = map[outline.Kind]string{
	outline.Part: "part", outline.Chapter: "chapter", outline.Section: "section", outline.Subsection: "subsection",
	outline.Article: "article", outline.Clause: "clause", outline.Point: "point", outline.Item: "indent", outline.Paragraph: "alinea",
}

// levelClass begins the class that holds a heading's depth.
const levelClass = "level-"
