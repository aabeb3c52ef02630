package answers

// Kind is what a Change tells of.
type Kind string

const (
	Given     Kind = "given"     // an answer where there was none
	Revised   Kind = "revised"   // other words than the answer the row was printed with
	Withdrawn Kind = "withdrawn" // the answer the row was printed with is gone
	Conflict  Kind = "conflict"  // answers that contradict each other: none is taken, the earlier stays

	NoVerdict   Kind = "no-verdict"   // the words do not say whether the comment is accepted; they are taken as they are
	UnknownBody Kind = "unknown-body" // an exception for a body that is not in the row; its words stay in the answer

	Unknown  Kind = "unknown"  // a row that is none of the matrix: added by hand, or changed past knowing; not taken
	ByWords  Kind = "by-words" // a row without its id, known by its words
	Misplace Kind = "misplace" // a row whose id and words speak for two rows: taken by its words
	Edited   Kind = "edited"   // the comment's words were changed; the collation keeps the body's own
	Split    Kind = "split"    // a row made several
	Merged   Kind = "merged"   // several rows made one
	Missing  Kind = "missing"  // rows of the matrix that are not in the file; their answers stay
	Moved    Kind = "moved"    // rows that stand in another order
	Unmarked Kind = "unmarked" // a file whose hidden ids are gone: all its rows are known by their words
)

// Kinds lists them.
func Kinds() []Kind {
	return []Kind{Given, Revised, Withdrawn, Conflict, NoVerdict, UnknownBody, Unknown, ByWords, Misplace, Edited, Split, Merged, Missing, Moved, Unmarked}
}

// Change is one thing that is not as the matrix was written.
type Change struct {
	Kind   Kind
	File   string   // "" for a Conflict, whose Sides name theirs
	Sheet  string   // of a workbook
	Row    int      // of the sheet or table, from 1; 0 where the whole file is meant
	Rows   []int    // ordinals of the matrix's rows it is about
	Bodies []string // of an exception: whom the answer is to
	Before string   // words that were there: an answer, or a comment
	After  string   // words that are now
	Sides  []Side   // of a Conflict
}

// Side is one of the answers of a Conflict. File is "" for the one that stands.
type Side struct {
	File  string
	Sheet string
	Row   int
	By    string
	Words string
}

// Applied reports whether the change makes another answer.
func (c Change) Applied() bool {
	return c.Kind == Given || c.Kind == Revised || c.Kind == Withdrawn
}

// Lost reports whether an answer somebody wrote is not taken.
func (c Change) Lost() bool {
	return c.Kind == Conflict || c.Kind == Unknown && c.After != ""
}
