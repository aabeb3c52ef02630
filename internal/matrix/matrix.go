// Package matrix makes the official table of comments and answers (bảng tổng
// hợp, tiếp thu, giải trình) from a collation, and writes it as an Excel
// workbook, a Word document and a web page.
//
// New turns the collation into one Matrix: every word that will be read, in
// order. The three writers only lay it out, so that the three files never say
// different things. Each comment of the collation is in exactly one row, each
// passage and problem in an annex: nothing is left out.
//
// Rows carry the id of their group where no reader sees it, and keep it when a
// file is edited and saved by an office program:
//
//	.xlsx  the hidden column after the answers: group id, a space, the ids of
//	       its comments, the mark of its answer if there is one; and the hidden
//	       sheet "_thao" with format, draft hash and profile
//	.docx  a bookmark around the ordinal, named after the group id, and one
//	       named after the mark of its answer; one around the title with
//	       format, profile and draft hash
//	.html  the attribute data-id of the row
package matrix

import (
	"cmp"
	"iter"
	"strings"

	"thao/internal/collation"
	"thao/internal/locale"
)

// Format is the version of the hidden marks in the files this package writes.
const Format = 1

// Matrix is the table with all that stands around it on paper. Texts are free
// of control characters and of marks that turn the direction of writing.
type Matrix struct {
	Profile   Profile
	DraftHash string // DraftHash of the nodes commented on
	Head      Head
	Title     []Line
	Intro     []Line
	Columns   []Column
	Rows      []Row // of as many cells as there are Columns: the last is Next where the next version is known
	Annexes   []Annex
	Foot      Foot

	// Register lists every comment alone, to be sorted and filtered. It repeats
	// what the rows say in fewer words, so only the workbook has it, and its rows
	// are made while they are written: a large round's are many.
	Register   Table // without its rows
	registered iter.Seq[[]Entry]
}

// Line is one paragraph, of one look but for words in bold that may lead it.
type Line struct {
	Lead   string // in bold before Text; only in the column of answers
	Text   string
	Bold   bool
	Italic bool
	Size   float64 // points; 0 is the size of what the line stands in
	Rule   Rule
}

// Rule is the line drawn under a line of the head.
type Rule int

// A rule is as long as the words above it, or a part of that.
const (
	NoRule Rule = iota
	FullRule
	ShortRule
)

// Head is what stands above the title: the issuer at the left, the national
// motto or the party's name at the right.
type Head struct{ Left, Right []Line }

// Foot is what stands below the table: who receives it, and who signs.
type Foot struct{ Recipients, Signature []Line }

// Column is a column of the table.
type Column struct {
	Title string
	Width float64 // millimetres
}

// Cell is the paragraphs of a cell; an empty one is for the drafters to fill.
type Cell []Line

// Words is all a line says.
func (l Line) Words() string { return l.Lead + l.Text }

// Words is all a cell says, a line a paragraph.
func (c Cell) Words() string {
	lines := make([]string, len(c))
	for i, l := range c {
		lines[i] = l.Words()
	}
	return strings.Join(lines, "\n")
}

// RowKind tells the two kinds of row apart.
type RowKind int

// A section row names a part of the draft; a comment row holds one group.
const (
	SectionRow RowKind = iota
	CommentRow
)

// Row is one row of the table.
type Row struct {
	Kind RowKind
	Node string // outline.Node.ID; "" for general comments, those under review, and their section rows

	Depth   int    // of a section row, from 0
	Heading string // of a section row

	Group     string   // of a comment row: collation.Group.ID
	Comments  []string // ids of the comments in it
	Ordinal   int      // from 1 through the whole table
	Place     Cell     // set in the first of the rows that share it
	PlaceSpan int      // rows that share Place, in the first of them; 0 in the others
	Bodies    Cell
	Content   Cell
	Answer    Cell
	Next      Cell // only where the matrix has the column of the next version
}

// Annex is a page of tables after the matrix.
type Annex struct {
	Title  string
	Sheet  string // its title short enough for a tab, at most 31 characters
	Tables []Table
	Apart  bool // too long to be bound with the matrix: a paper of its own in Word
}

// Table is a plain table of an annex; Rows may be empty, Note then says so.
type Table struct {
	Caption string
	Note    string // stands under the caption; "" for none
	Columns []Column
	Rows    [][]Entry
}

// Entry is a cell of an annex's table: words, or a count.
type Entry struct {
	Text    string
	Count   int
	Counted bool // the entry is Count
	Number  bool // it stands at the right, as numbers do
}

func words(s string) Entry  { return Entry{Text: clean(s)} }
func count(n int) Entry     { return Entry{Count: n, Counted: true, Number: true} }
func figure(s string) Entry { return Entry{Text: s, Number: true} }

// Short reports whether a table is kept on one page.
func (t Table) Short() bool { return len(t.Rows) <= shortTable }

// In returns what the entry reads.
func (e Entry) In(lang locale.Lang) string {
	if e.Counted {
		return locale.Int(lang, int64(e.Count))
	}
	return e.Text
}

// Options fills what a collation does not know. An empty field leaves a
// dotted place to be filled by hand.
type Options struct {
	Parent    string // body above the issuer
	Issuer    string // body that drafts and answers
	Number    string // of this document
	Place     string // where it is issued
	Date      string // ISO 8601 date of issue
	Basis     string // the letter by which comments were asked for: "Công văn số 96-CV/BCĐ, ngày 07/3/2018"
	Version   string // which version of the draft: "dự thảo lần 2"
	Receivers []string
	Signer    []string // capacity and post, line by line
}

// over fills what is not given from the head that was given before.
func (o Options) over(h *collation.Head) Options {
	if h == nil {
		return o
	}
	o.Parent, o.Issuer = cmp.Or(o.Parent, h.Parent), cmp.Or(o.Issuer, h.Issuer)
	o.Place, o.Basis = cmp.Or(o.Place, h.Place), cmp.Or(o.Basis, h.Basis)
	return o
}

// Head is what of the options a collation keeps, over what it has; nil for
// nothing.
func (o Options) Head(before *collation.Head) *collation.Head {
	o = o.over(before)
	h := collation.Head{Parent: o.Parent, Issuer: o.Issuer, Place: o.Place, Basis: o.Basis}
	if h == (collation.Head{}) {
		return nil
	}
	return &h
}

// New lays out a collation by the rules of a profile.
func New(c *collation.Collation, p Profile, opt Options) *Matrix {
	b := newBuilder(c, p, opt.over(c.Head))
	m := &Matrix{
		Profile:   p,
		DraftHash: DraftHash(c.Draft.Nodes),
		Head:      b.head(),
		Title:     b.title(),
		Columns:   b.columns(),
		Rows:      b.rows(0),
		Foot:      b.foot(),
	}
	t := b.tally()
	m.Intro = b.intro(t, len(c.Comments), len(b.groups))
	m.Register, m.registered = b.register(), b.registered()
	m.Annexes = []Annex{b.statistics(t), b.account()}
	return m
}

// builder holds the collation with what is looked up in it again and again.
type builder struct {
	c        *collation.Collation
	profile  Profile
	opt      Options
	comments map[string]*collation.Comment
	replies  map[string]*collation.Reply
	places   map[string]place
	groups   []collation.Group             // every comment in exactly one
	answers  map[string][]collation.Answer // by group

	standings map[string]collation.Standing // in the next version, by comment
}

func newBuilder(c *collation.Collation, p Profile, opt Options) *builder {
	b := &builder{
		c: c, profile: p, opt: opt,
		comments: make(map[string]*collation.Comment, len(c.Comments)),
		replies:  make(map[string]*collation.Reply, len(c.Replies)),
		places:   placesOf(c.Draft.Nodes),
	}
	for i := range c.Comments {
		b.comments[c.Comments[i].ID] = &c.Comments[i]
	}
	for i := range c.Replies {
		b.replies[c.Replies[i].File] = &c.Replies[i]
	}
	b.groups = b.wholeGroups()
	b.answers = map[string][]collation.Answer{}
	for _, a := range c.Answers {
		b.answers[a.Group] = append(b.answers[a.Group], a)
	}
	b.standings = map[string]collation.Standing{}
	if c.Next != nil {
		for _, s := range c.Next.Comments {
			b.standings[s.Comment] = s
		}
	}
	return b
}

// say is a sentence of the catalogue in the language of the profile.
func (b *builder) say(key string, args ...any) string {
	return locale.T(b.profile.Lang, key, args...)
}
