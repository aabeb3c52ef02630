package prose

// Document is a text with what people wrote on it: the base text as it stood
// before any tracked change (all changes rejected), the comments in its margin
// and the edits made to it. ooxml, odt and pdf all read into it.
type Document struct {
	Base    []Block // all tracked changes rejected
	Final   []Block // the text with every change accepted; nil where there are no Edits
	Notes   []Note  // in the order of their places
	Edits   []Edit  // in the order of their places
	Formats int     // tracked changes of look only
}

// Point is a place in Base: before the byte Offset of Base[Block].Text.
type Point struct{ Block, Offset int }

// Range is a stretch of Base. From == To marks a point between characters.
type Range struct{ From, To Point }

// Note is a margin comment with the thread under it, or a note or highlight
// of a PDF.
type Note struct {
	ID       string
	Author   string
	Initials string
	Date     string // as the file gives it, ISO 8601 where it can be made so
	Resolved bool
	Text     string // paragraphs joined by "\n"
	Quote    string // the words it is set on, in the text with all changes shown
	At       Range  // in Base; meaningful where Anchored
	Anchored bool   // false: the file gives no place, or (PDF) only a page
	Page     int    // 1-based, where known; else 0
	Replies  []Turn
}

// Turn is one answer under a Note.
type Turn struct{ ID, Author, Date, Text string }

// Edit is one contiguous tracked edit by one author: adjacent deletions and
// insertions are one replacement. Words moved are an Edit with Moved set at
// each end. A paragraph break put in or taken out is "\n" in After or Before.
type Edit struct {
	Author string
	Date   string
	Before string // words taken out; "" for a pure insertion
	After  string // words put in; "" for a pure deletion
	At     Range  // in Base: the stretch Before stood in, or the point of insertion
	Moved  bool   // part of a move: the same words leave here or arrive here
}
