package ooxml

import "thao/internal/prose"

// model is the content of a document, all revisions in it.
type model struct {
	text   []byte     // raw characters of all paragraphs, as the file has them
	paras  []*para    // in the order they begin in the file
	looks  []look     // distinct direct formattings of runs; 0 is the empty one
	fields []field    // complex fields; 0 is none
	revs   []revision // tracked changes; 0 is none
	marks  []mark     // places of interest

	body      *story
	footnotes notes
	endnotes  notes
	margins   []*margin // headers and footers
	margined  []string  // their parts, each once, in the order the sections refer to them
	comments  []*commentStory

	styles    stylesheet
	numbering numbering
	threading threading
	roots     []int // of each comment, the first of its thread
}

// revID and markID index model.revs and model.marks; 0 stands for none.
type (
	revID  int32
	markID int32
)

// story is a run of blocks that reads by itself: the body, a note, a text box.
type story struct {
	blocks []block
	first  int // index of its first paragraph in model.paras; with last, of those in boxes too
	last   int // one past its last
}

// block is a paragraph or a table.
type block struct {
	para  *para
	table *table
}

// para is one w:p. Its characters are those of its spans, in order; an offset
// into it counts bytes of them all.
type para struct {
	index int
	story *story
	spans []span
	size  int32 // bytes in spans

	ins, del revID // of the paragraph mark
	mark     int32 // look of the paragraph mark
	format   paraFormat
	old      *paraFormat // before pPrChange; nil where that did not change

	numIns    bool   // the numbering itself is inserted (w:numPr/w:ins)
	oldNumber string // label before numberingChange; "" where not given
	boxes     []box
	refs      []noteRef
}

// span is a stretch of characters alike in everything.
type span struct {
	from, to int32 // in model.text
	ins, del revID // innermost insertion and deletion around it
	look     int32
	oldLook  int32 // before rPrChange; equal to look where that did not change
	field    int32 // the field in whose instructions it stands; 0 for none
}

// box is a text box hanging on a paragraph.
type box struct {
	story    *story
	ins, del revID
	field    int32
}

// noteRef is the reference to a footnote or endnote.
type noteRef struct {
	id       string
	end      bool
	custom   bool // w:customMarkFollows: it has a sign of its own and takes no number
	ins, del revID
	at       markID
}

// notes holds the footnotes or endnotes of a document.
type notes struct {
	byID   map[string]*story
	order  []string
	at     map[string]markID // where each is first referred to
	format string            // number format of their references
	start  int
}

// margin is a header or footer part.
type margin struct {
	part   string
	footer bool
	story  *story
}

// look is the direct formatting of a run, so far as it matters to text.
type look struct {
	style  int32 // character style, index in stylesheet.styles + 1; 0 for none
	bold   toggle
	italic toggle
	font   fontClass
}

// toggle is a property that may be left unsaid.
type toggle int8

const (
	unsaid toggle = iota
	on
	off
)

// paraFormat is the direct formatting of a paragraph.
type paraFormat struct {
	style   int32 // index in stylesheet.styles, -1 for none
	number  numberRef
	outline int8 // 0–9, -1 unsaid; 9 is body text
	align   alignment
}

type alignment uint8

const (
	alignUnsaid alignment = iota
	alignCenter
	alignOther
)

// numberRef is a w:numPr: each half may be unsaid (-1).
type numberRef struct {
	num   int32
	level int8
}

// field is a complex field. The text in its instructions is hidden only if
// the field is properly ended; otherwise a stray w:fldChar would hide the
// rest of the document.
type field struct{ ended bool }

// revision is a tracked change with the place of its text.
type revision struct {
	kind         ChangeKind
	author, date string
	from, to     markID
}

// mark is a place in the text: before the byte at in paragraph para.
type mark struct {
	para int
	at   int32
}

type table struct{ rows []row }

type row struct {
	cells     []cell
	ins, del  revID
	before    int // grid columns skipped
	oldBefore int
}

type cell struct {
	blocks   []block
	ins, del revID
	shape    cellShape
	old      cellShape // before tcPrChange and cellMerge; equal where they did not change it
	first    int       // paragraphs in it, in model.paras
	last     int
}

type cellShape struct {
	span     int // grid columns, at least 1
	vertical merge
	across   merge
}

type merge uint8

const (
	single    merge = iota
	restart         // the first of merged cells
	continued       // hidden behind the first
)

// commentStory is a w:comment before it is made a Comment.
type commentStory struct {
	id, author, initials, date string
	paraIDs                    []string // w14:paraId of its paragraphs
	story                      *story
	from, to, ref              markID // its range and its reference
}

func (p *para) formatIn(v View) *paraFormat {
	if v == Rejected && p.old != nil {
		return p.old
	}
	return &p.format
}

// visible says whether a view shows what lies in an insertion and a deletion
// (either may be none).
func (v View) visible(ins, del revID) bool {
	return !(v == Accepted && del != 0) && !(v == Rejected && ins != 0)
}

func (c *cell) shapeIn(v View) cellShape {
	if v == Rejected {
		return c.old
	}
	return c.shape
}

// newPara begins a paragraph in a story.
func (m *model) newPara(s *story) *para {
	p := &para{index: len(m.paras), story: s, format: unformatted}
	m.paras = append(m.paras, p)
	return p
}

var unformatted = paraFormat{style: -1, number: numberRef{-1, -1}, outline: -1}

// newMark notes a place.
func (m *model) newMark(para int, at int32) markID {
	m.marks = append(m.marks, mark{para, at})
	return markID(len(m.marks) - 1)
}

// margin kinds as blocks show them.
func (m *margin) kind() prose.Kind {
	if m.footer {
		return prose.Footer
	}
	return prose.Header
}
