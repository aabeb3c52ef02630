package ooxml

import (
	"slices"

	"thao/internal/prose"
)

// rendering is a document in one view, with the places of marks in it.
type rendering struct {
	blocks  []prose.Block
	shown   int           // blocks[shown:] belong to stories no page shows
	points  []prose.Point // of each mark
	story   []*story      // each block's
	copied  int           // bytes quoted from it so far
	stories map[*story]blockRange
}

// blockRange is a stretch of blocks, to exclusive.
type blockRange struct{ from, to int }

// renderer builds a rendering.
type renderer struct {
	*rendering
	doc      *Document
	view     View
	counters *counters
	byPara   paraMarks

	kind    prose.Kind
	current *story
	cell    *prose.CellPos // nil outside tables
	tables  int            // begun so far
	parent  int            // the table around the one being rendered
	pending []*para        // paragraphs whose marks are hidden: they run on into the next
	label   string         // of the next block, in the place of a list number
	custom  bool           // label is set
	refs    []noteRef      // references shown so far
	buffer  lineBuffer
}

// render builds a view and says where marks lie in it. A mark in text that the
// view does not show lies where that text would have been.
func (d *Document) render(v View, marks []mark) *rendering {
	r := &renderer{
		rendering: &rendering{
			points:  make([]prose.Point, len(marks)),
			stories: map[*story]blockRange{},
			blocks:  make([]prose.Block, 0, len(d.paras)),
			story:   make([]*story, 0, len(d.paras)),
		},
		doc: d, view: v, byPara: sortMarks(marks, len(d.paras)),
	}
	r.tell(prose.Paragraph, d.body)
	r.notes(&d.footnotes, prose.Footnote, false)
	r.notes(&d.endnotes, prose.Endnote, true)
	r.margins()
	r.shown = len(r.blocks)
	r.hidden()
	return r.rendering
}

// paraMarks lists the marks of each paragraph in the order of their places.
type paraMarks struct {
	marks []mark
	order []markID
	first []int32 // order[first[i]:first[i+1]] are those of paragraph i
}

func sortMarks(marks []mark, paras int) paraMarks {
	pm := paraMarks{marks: marks, order: make([]markID, len(marks)), first: make([]int32, paras+2)}
	for i := range pm.order {
		pm.order[i] = markID(i)
	}
	slices.SortStableFunc(pm.order, func(a, b markID) int {
		if marks[a].para != marks[b].para {
			return marks[a].para - marks[b].para
		}
		return int(marks[a].at - marks[b].at)
	})
	at := 0
	for i := range paras + 1 {
		for at < len(pm.order) && marks[pm.order[at]].para < i {
			at++
		}
		pm.first[i] = int32(at)
	}
	pm.first[paras+1] = int32(len(marks))
	return pm
}

func (pm *paraMarks) of(p *para) []markID {
	return pm.order[pm.first[p.index]:pm.first[p.index+1]]
}

// tell renders a story from its beginning, with numbering of its own.
func (r *renderer) tell(kind prose.Kind, s *story) {
	if s == nil {
		return
	}
	r.counters = newCounters(r.doc)
	r.tellOn(kind, s)
}

// tellOn renders a story whose lists go on from the one before.
func (r *renderer) tellOn(kind prose.Kind, s *story) {
	outerKind, outerStory := r.kind, r.current
	outerPending := r.pending
	r.kind, r.current, r.pending = kind, s, nil
	from := len(r.blocks)
	r.container(s.blocks)
	r.stories[s] = blockRange{from, len(r.blocks)}
	r.kind, r.current, r.pending = outerKind, outerStory, outerPending
}

// container renders blocks that end together: a story or a cell. Whatever is
// hidden, one block stays, as in Word, which cannot have an empty cell.
func (r *renderer) container(blocks []block) {
	from := len(r.blocks)
	for _, b := range blocks {
		if b.table != nil {
			r.boundary(false)
			r.table(b.table)
			continue
		}
		r.pending = append(r.pending, b.para)
		if r.view.visible(b.para.ins, b.para.del) {
			r.flush()
		}
	}
	r.boundary(len(r.blocks) == from)
}

// boundary ends a run of paragraphs at a table or at the end of a container.
// Paragraphs whose marks are hidden have nothing to run on into there: what
// text they have stands by itself, without any they are gone.
func (r *renderer) boundary(keep bool) {
	if len(r.pending) == 0 {
		return
	}
	if keep || r.anyShown() {
		r.flush()
		return
	}
	for _, p := range r.pending {
		r.lose(p.index, p.index+1)
	}
	r.pending = r.pending[:0]
}

// anyShown says whether the pending paragraphs have anything to show.
func (r *renderer) anyShown() bool {
	for _, p := range r.pending {
		for i := range p.spans {
			if r.shows(&p.spans[i]) {
				return true
			}
		}
		for _, b := range p.boxes {
			if r.view.visible(b.ins, b.del) {
				return true
			}
		}
	}
	return false
}

// shows says whether a span is seen.
func (r *renderer) shows(s *span) bool {
	return r.view.visible(s.ins, s.del) && (s.field == 0 || !r.doc.fields[s.field].ended)
}

// flush makes one block of the pending paragraphs; the last lends its
// properties.
func (r *renderer) flush() {
	joined := r.pending
	last := joined[len(joined)-1]
	f := last.formatIn(r.view)
	ss := &r.doc.styles
	style := ss.of(f)

	r.buffer.reset()
	for _, p := range joined {
		r.line(p, style)
	}
	at := len(r.blocks)
	text := r.buffer.settle(func(id markID, offset int) { r.points[id] = prose.Point{Block: at, Offset: offset} })
	b := prose.Block{
		Kind: r.kind, Style: ss.displayName(style), Text: text,
		Level: ss.outlineLevel(f), Bold: r.buffer.bold(), Italic: r.buffer.italic(),
		Center: ss.centered(f), Cell: r.cell,
	}
	if r.cell != nil && r.kind == prose.Paragraph {
		b.Kind = prose.Cell
	}
	b.Label, b.List = r.counters.label(last, r.view)
	if r.custom {
		b.Label, b.List, r.custom = r.label, 0, false
	}
	r.blocks = append(r.blocks, b)
	r.story = append(r.story, r.current)
	// Boxes come after the block; rendering them uses pending itself.
	joined = slices.Clone(joined)
	r.pending = r.pending[:0]
	for _, p := range joined {
		r.attached(p)
	}
}

// line adds a paragraph's characters to the buffer.
func (r *renderer) line(p *para, style int32) {
	ids := r.byPara.of(p)
	var at int32
	for i := range p.spans {
		s := &p.spans[i]
		shown := r.shows(s)
		for len(ids) > 0 && r.byPara.marks[ids[0]].at < at+s.to-s.from {
			inside := int32(0)
			if shown {
				inside = r.byPara.marks[ids[0]].at - at
			}
			r.buffer.mark(ids[0], int(inside))
			ids = ids[1:]
		}
		at += s.to - s.from
		if shown {
			index := s.look
			if r.view == Rejected {
				index = s.oldLook
			}
			r.buffer.add(r.doc.text[s.from:s.to],
				r.doc.styles.appears(style, index, r.doc.looks[index]))
		}
	}
	for _, id := range ids {
		r.buffer.mark(id, 0)
	}
}

// attached renders the text boxes that hang on a paragraph and notes its
// references.
func (r *renderer) attached(p *para) {
	for _, ref := range p.refs {
		if r.view.visible(ref.ins, ref.del) {
			r.refs = append(r.refs, ref)
		}
	}
	for _, b := range p.boxes {
		if r.view.visible(b.ins, b.del) && (b.field == 0 || !r.doc.fields[b.field].ended) {
			r.tellOn(prose.TextBox, b.story)
			continue
		}
		r.lose(b.story.first, b.story.last)
	}
}

// lose places the marks of paragraphs that are not shown where they would be:
// after the last block so far.
func (r *renderer) lose(first, last int) {
	here := prose.Point{}
	if n := len(r.blocks); n > 0 {
		here = prose.Point{Block: n - 1, Offset: len(r.blocks[n-1].Text)}
	}
	r.loseAt(first, last, here)
}

func (r *renderer) loseAt(first, last int, at prose.Point) {
	for _, id := range r.byPara.order[r.byPara.first[first]:r.byPara.first[last]] {
		r.points[id] = at
	}
}

// notes renders the footnotes or endnotes that are referred to, numbered in
// the order of their references. References in notes themselves do not occur.
func (r *renderer) notes(n *notes, kind prose.Kind, end bool) {
	r.counters = newCounters(r.doc)
	next := max(n.start, 1)
	format := n.format
	if format == "" {
		format = "decimal"
		if end {
			format = "lowerRoman" // 17.11.18
		}
	}
	for _, ref := range slices.Clone(r.refs) {
		s := n.byID[ref.id]
		if ref.end != end || s == nil {
			continue
		}
		label := ""
		if !ref.custom {
			label = formatNumber(next, format)
			next++
		}
		if _, told := r.stories[s]; told {
			continue
		}
		r.label, r.custom = label, true
		r.tellOn(kind, s)
	}
}

// margins renders headers, then footers, each part once.
func (r *renderer) margins() {
	for _, footer := range []bool{false, true} {
		for _, part := range r.doc.margined {
			for _, m := range r.doc.margins {
				if _, told := r.stories[m.story]; m.part == part && m.footer == footer && !told {
					r.tell(m.kind(), m.story)
				}
			}
		}
	}
}

// hidden renders, in view All, the stories no page shows, so that changes and
// comments in them have their text: comments, notes without a reference,
// headers no section uses. In other views their marks lie where the note is
// referred to, or nowhere.
func (r *renderer) hidden() {
	for _, n := range []*notes{&r.doc.footnotes, &r.doc.endnotes} {
		for _, id := range n.order {
			r.hide(prose.Footnote, n.byID[id], n.at[id])
		}
	}
	for _, m := range r.doc.margins {
		r.hide(m.kind(), m.story, 0)
	}
	for _, c := range r.doc.comments {
		r.hide(prose.Paragraph, c.story, 0)
	}
	r.lose(len(r.doc.paras), len(r.doc.paras)+1)
}

// nowhere is the place of marks in stories that have none in a view.
var nowhere = prose.Point{Block: -1, Offset: -1}

func (r *renderer) hide(kind prose.Kind, s *story, ref markID) {
	if s == nil {
		return
	}
	if _, told := r.stories[s]; told {
		return
	}
	if r.view == All {
		r.tell(kind, s)
		return
	}
	at := nowhere
	if ref != 0 && len(r.points) > 0 {
		at = r.points[ref]
	}
	r.loseAt(s.first, s.last, at)
}
