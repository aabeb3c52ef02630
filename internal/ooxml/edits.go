package ooxml

import "slices"

// draftEdit is an edit while it is put together. Its place is in the model
// and becomes one in the base text when that is rendered.
type draftEdit struct {
	author, date string
	moved        bool
	from, to     markID
	taken        bool // takes words of the base text out: those between from and to
	before       string
	after        string
	rows         bool // made of whole rows or cells
	last         *row // the row it ends with
}

// editor walks the model in reading order and joins what one author changed
// without a break: a run of revisions by one author with nothing unchanged
// between them is one edit.
type editor struct {
	doc   *Document
	marks []mark // the document's own, then those of the edits
	edits []*draftEdit

	open     *draftEdit
	after    lineBuffer // of open
	ins, del revID      // of the note being walked, by its reference
	at       markID     // place of all edits in it, where it is not in the base; 0 elsewhere
	boxes    []*story
}

func (d *Document) draftEdits() *editor {
	e := &editor{doc: d, marks: slices.Clone(d.marks)}
	if d.body != nil {
		e.story(d.body)
	}
	for _, end := range []bool{false, true} {
		e.notes(end)
	}
	for _, m := range d.margins {
		if slices.Contains(d.margined, m.part) {
			e.story(m.story)
		}
	}
	return e
}

// notes walks the footnotes or endnotes in the order of their references. A
// note goes with its reference: put in or taken out with it.
func (e *editor) notes(end bool) {
	n := &e.doc.footnotes
	if end {
		n = &e.doc.endnotes
	}
	told := map[*story]bool{}
	for _, p := range e.doc.paras {
		for _, ref := range p.refs {
			s := n.byID[ref.id]
			if ref.end != end || s == nil || told[s] {
				continue
			}
			told[s] = true
			e.ins, e.del, e.at = ref.ins, ref.del, 0
			if ref.ins != 0 {
				e.at = ref.at
			}
			e.story(s)
			e.ins, e.del, e.at = 0, 0, 0
		}
	}
}

// story walks a story, then the text boxes in it.
func (e *editor) story(s *story) {
	waiting := e.boxes
	e.boxes = nil
	e.blocks(s.blocks)
	boxes := e.boxes
	e.boxes = waiting
	for _, b := range boxes {
		e.story(b)
	}
}

func (e *editor) blocks(blocks []block) {
	for i, b := range blocks {
		if b.table != nil {
			e.close()
			e.table(b.table)
			continue
		}
		var next *para
		if i+1 < len(blocks) {
			next = blocks[i+1].para
		}
		e.paragraph(b.para, next)
	}
	e.close()
}

func (e *editor) paragraph(p, next *para) {
	var at int32
	for i := range p.spans {
		s := &p.spans[i]
		size := s.to - s.from
		if s.field == 0 || !e.doc.fields[s.field].ended {
			e.stretch(p, at, s)
		}
		at += size
	}
	e.paragraphMark(p, next)
	for _, b := range p.boxes {
		e.boxes = append(e.boxes, b.story)
	}
}

// revisions of a piece of text: its own, else those of the note around it.
func (e *editor) revisions(ins, del revID) (revID, revID) {
	if ins == 0 {
		ins = e.ins
	}
	if del == 0 {
		del = e.del
	}
	return ins, del
}

func (e *editor) stretch(p *para, at int32, s *span) {
	ins, del := e.revisions(s.ins, s.del)
	end := at + s.to - s.from
	switch {
	case ins == 0 && del == 0:
		e.close()
	case ins == 0:
		e.take(del, e.mark(p, at), e.mark(p, end))
	case del == 0:
		e.put(ins, e.mark(p, at))
		e.add(p, s)
	case e.author(ins) != e.author(del):
		e.put(ins, e.mark(p, at))
		e.add(p, s)
		e.aside(del, e.mark(p, at)).before = e.text(p, s)
	}
}

// paragraphMark treats the end of a paragraph as one character, "\n".
func (e *editor) paragraphMark(p, next *para) {
	ins, del := e.revisions(p.ins, p.del)
	end := e.mark(p, p.size)
	switch {
	case ins == 0 && del == 0:
		e.close()
	case ins == 0:
		to := end
		if next != nil {
			to = e.mark(next, 0)
		}
		e.take(del, end, to)
	case del == 0 && e.ins != 0 && next == nil:
		// the last mark of a note that is put in with its reference
	case del == 0 || e.author(ins) != e.author(del):
		e.put(ins, end)
		e.after.add([]byte("\n"), appearance{})
	}
}

// take continues the open edit, or begins one, with words taken out.
func (e *editor) take(rev revID, from, to markID) {
	e.continued(rev, from)
	e.open.taken = true
	if e.at == 0 {
		e.open.to = to
	}
}

// put continues the open edit, or begins one, with words put in.
func (e *editor) put(rev revID, at markID) { e.continued(rev, at) }

func (e *editor) continued(rev revID, at markID) {
	r := &e.doc.revs[rev]
	moved := r.kind == MoveFrom || r.kind == MoveTo
	if o := e.open; o != nil && o.author == r.author && o.moved == moved && !o.rows {
		return
	}
	e.close()
	if e.at != 0 {
		at = e.at
	}
	e.open = &draftEdit{author: r.author, date: r.date, moved: moved, from: at, to: at}
}

// close ends the open edit.
func (e *editor) close() {
	if e.open == nil {
		return
	}
	if !e.open.rows {
		e.open.after = e.after.unicode()
	}
	e.after.reset()
	e.edits = append(e.edits, e.open)
	e.open = nil
}

// aside records an edit that does not touch the base text: what one author
// did to words another had put in. Pieces that follow one another are not
// joined, for the open edit stays open.
func (e *editor) aside(rev revID, at markID) *draftEdit {
	r := &e.doc.revs[rev]
	if e.at != 0 {
		at = e.at
	}
	edit := &draftEdit{
		author: r.author, date: r.date, from: at, to: at,
		moved: r.kind == MoveFrom || r.kind == MoveTo,
	}
	e.edits = append(e.edits, edit)
	return edit
}

func (e *editor) author(rev revID) string { return e.doc.revs[rev].author }

func (e *editor) mark(p *para, at int32) markID {
	e.marks = append(e.marks, mark{p.index, at})
	return markID(len(e.marks) - 1)
}

// add gathers a span for the words put in.
func (e *editor) add(p *para, s *span) { e.gather(&e.after, p, s) }

func (e *editor) gather(into *lineBuffer, p *para, s *span) {
	ss := &e.doc.styles
	into.add(e.doc.text[s.from:s.to], ss.appears(ss.of(&p.format), s.look, e.doc.looks[s.look]))
}

func (e *editor) text(p *para, s *span) string {
	var b lineBuffer
	e.gather(&b, p, s)
	return b.unicode()
}
