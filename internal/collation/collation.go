// Package collation is the record of one collating: a draft, the replies to
// it, their comments placed and grouped, and all that was not a comment. It is
// what collation.json holds; docs/collation.md documents the format.
package collation

import "thao/internal/outline"

// Format is the version of collation.json this package writes.
const Format = 1

// MatrixSheet is the hidden sheet by which a workbook that this program wrote
// is known.
const MatrixSheet = "_thao"

// Collation is the whole of collation.json. Lists are never null in JSON.
type Collation struct {
	Format   int       `json:"format"`
	Profile  string    `json:"profile"`        // vn-state, vn-party, generic
	Head     *Head     `json:"head,omitempty"` // of the paper, as far as it was given
	Draft    Draft     `json:"draft"`
	Replies  []Reply   `json:"replies"`  // in the order of their files' names
	Comments []Comment `json:"comments"` // general ones first, then in the order of the draft
	Groups   []Group   `json:"groups"`   // in the order of the matrix: general first, then the draft's order
	Silent   []string  `json:"silent"`   // bodies asked that sent nothing
	Passages []Passage `json:"passages"` // what replies say that is no comment
	Problems []Problem `json:"problems"`
	Answers  []Answer  `json:"answers,omitempty"` // in the order of the groups
	Next     *Next     `json:"next,omitempty"`    // the next version of the draft, once it is known
}

// Head is what the head of the matrix says that no reply can tell.
type Head struct {
	Parent string `json:"parent"` // body above the issuer
	Issuer string `json:"issuer"` // body that drafts and answers
	Place  string `json:"place"`  // where the paper is issued
	Basis  string `json:"basis"`  // the letter by which comments were asked for
}

// Draft is the text that was sent out.
type Draft struct {
	File  string          `json:"file"`
	Title string          `json:"title"` // as found in the text's front, one line; "" if none
	Nodes []*outline.Node `json:"nodes"`
}

// Reply is what one body sent: one file.
type Reply struct {
	File     string `json:"file"` // relative to the folder of replies, with slashes
	Body     string `json:"body"`
	Number   string `json:"number"` // symbol of the letter, "1031-CV/TU"; "" if none
	Date     string `json:"date"`   // ISO 8601 date, "2018-04-06"; "" if none
	Status   Status `json:"status"`
	Comments int    `json:"comments"`
	BodyRule Rule   `json:"bodyRule"`      // how Body was found
	Formats  int    `json:"formatChanges"` // tracked changes of look only: counted, not listed
}

// Status of a reply.
type Status string

const (
	HasComments Status = "comments"
	Agrees      Status = "agrees"
	Unreadable  Status = "unreadable"
)

// Rule says how the body a reply comes from was found.
type Rule string

const (
	ByList   Rule = "list"   // bodies.csv
	ByFolder Rule = "folder" // name of the sub-folder
	ByIssuer Rule = "issuer" // the letter's own head
	ByFile   Rule = "file"   // name of the file
)

// Rules lists them.
func Rules() []Rule { return []Rule{ByList, ByFolder, ByIssuer, ByFile} }

// Source is the form in which a comment came.
type Source string

const (
	Margin  Source = "margin"  // margin comment in Word
	Tracked Source = "tracked" // tracked (or plainly visible) change on a copy of the draft
	Letter  Source = "letter"  // sentence of a letter
	Table   Source = "table"   // row of a table
	PDF     Source = "pdf"     // note or highlight in a PDF
	Web     Source = "web"     // written on a page of the server
)

// Sources lists them.
func Sources() []Source { return []Source{Margin, Tracked, Letter, Table, PDF, Web} }

// State says how sure a comment's place is.
type State string

const (
	Placed  State = "placed"
	Review  State = "review"  // not sure enough: Candidates lists where it may belong
	General State = "general" // about the draft as a whole
)

// States lists them.
func States() []State { return []State{Placed, Review, General} }

// Comment is one atomic opinion of one body.
type Comment struct {
	ID         string      `json:"id"`    // "c-" and a hash of reply, source and words: the same in every run
	Reply      string      `json:"reply"` // Reply.File
	Body       string      `json:"body"`
	Author     string      `json:"author"` // the person's name as the file gives it
	Date       string      `json:"date"`   // ISO 8601 date or date-time; "" if none
	Source     Source      `json:"source"`
	Thread     []Turn      `json:"thread"` // replies under a margin comment
	Resolved   bool        `json:"resolved,omitempty"`
	Text       string      `json:"text"`            // what is asked, in the body's own words
	Before     string      `json:"before"`          // of a Proposal: words of the draft to be replaced; "" else
	After      string      `json:"after"`           // of a Proposal: the words to stand there
	Moved      bool        `json:"moved,omitempty"` // of a Proposal: words carried to or from another place
	Node       string      `json:"node"`            // outline.Node.ID; "" where General, or Review without a best guess
	Path       string      `json:"path"`            // labels from the top: "Phần III › mục 2 › điểm b"
	Quote      string      `json:"quote"`           // words of the draft it is about
	Start      int         `json:"start"`           // of Quote in the node's Content, in code points; -1 where the whole node is meant
	End        int         `json:"end"`             // -1 with Start
	Confidence float64     `json:"confidence"`      // 0–1
	State      State       `json:"state"`
	Group      string      `json:"group"`
	Candidates []Candidate `json:"candidates,omitempty"`
	Also       []Candidate `json:"also,omitempty"` // further places that the comment names besides Node
	Demand     string      `json:"-"`              // what is asked without the citation of its place: what grouping compares
	Where      string      `json:"where"`          // the place as the reply gave it: "khoản 2 Điều 5", "trang 3", "dòng 14"; "" if none
}

// Turn is one later utterance in a margin comment's thread.
type Turn struct {
	Author string `json:"author"`
	Date   string `json:"date"`
	Text   string `json:"text"`
}

// Candidate is a place a comment under review may belong to.
type Candidate struct {
	Node  string  `json:"node"`
	Path  string  `json:"path"`
	Score float64 `json:"score"`
}

// Group is comments at one node that say the same: one row of the matrix.
type Group struct {
	ID       string   `json:"id"`       // "g-" and a hash of its first comment's id: stable
	Node     string   `json:"node"`     // "" for general comments and those under review
	Comments []string `json:"comments"` // Comment.ID, the clearest first
}

// PassageKind says why words of a reply are in no comment.
type PassageKind string

const (
	Courtesy  PassageKind = "courtesy"  // opening, closing, "Kính gửi", "Xin trân trọng cảm ơn"
	Agreement PassageKind = "agreement" // "Cơ bản nhất trí với dự thảo"
	HeadLine  PassageKind = "heading"   // letterhead, title, heading that only introduces comments
	Untracked PassageKind = "untracked" // differs from the draft without a tracked change, beside comments or changes
	Absent    PassageKind = "absent"    // paragraphs of the draft that a copy of it does not have
	Spacing   PassageKind = "spacing"   // a tracked change of white space only
	Struck    PassageKind = "struck"    // words the body itself struck out of its letter
	Label     PassageKind = "label"     // number, page line or column of a table that places other words
)

// PassageKinds lists them.
func PassageKinds() []PassageKind {
	return []PassageKind{Courtesy, Agreement, HeadLine, Untracked, Absent, Spacing, Struck, Label}
}

// Passage is a stretch of a reply that is no comment, with the reason.
type Passage struct {
	Reply string      `json:"reply"`
	Kind  PassageKind `json:"kind"`
	Text  string      `json:"text"`
}

// Problem is something that could not be read, in whole or in part.
type Problem struct {
	File    string `json:"file"`
	Code    string `json:"code"`    // a fault.Code or a warning's code
	Message string `json:"message"` // one sentence in the user's language

	Key  string         `json:"-"` // of that sentence in the catalogue, to say it in another language
	Args map[string]any `json:"-"` // its values
}

// Answer is what the drafting body says to a group, or to some of its comments.
type Answer struct {
	Group    string   `json:"group"`    // Group.ID
	Comments []string `json:"comments"` // only these of the group; empty for all that no other answer names
	Verdict  string   `json:"verdict"`  // accepted, partly, not, noted; "" where the words do not say
	Reason   string   `json:"reason"`   // in the drafting body's own words; paragraphs end in "\n"
	By       string   `json:"by"`       // who saved the file last, as it gives the name; "" if none
	File     string   `json:"file"`     // the file it was read from
}

// Next is what the next version of the draft made of the comments.
type Next struct {
	File     string     `json:"file"`
	Comments []Standing `json:"comments"` // in the order of Collation.Comments
}

// Standing is where one comment stands in the next version, and how that reads.
type Standing struct {
	Comment string `json:"comment"` // Comment.ID
	State   State  `json:"state"`   // general: it stands nowhere in particular
	Place   Place  `json:"place"`   // how sure its place is
	Path    string `json:"path"`    // labels from the top; "" where it has no place
	Changed bool   `json:"changed"` // the words there are not those that were commented on
	Wording string `json:"wording"` // how what changed reads now, a node a line; "" where nothing did or it was taken out
}

// Place says how sure a place in the next version is.
type Place string

const (
	PlaceSure   Place = "sure"
	PlaceReview Place = "review" // a person must look
	PlaceGone   Place = "gone"   // the passage is not there any more
)
