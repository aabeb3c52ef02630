package compose

import "time"

// Stamp says who made a tracked change, and when.
type Stamp struct {
	Author string
	Date   time.Time // none is written if zero
}

// Move ties the words that left one place to those that arrived at another:
// both ends have the same Name, which no other move has.
type Move struct {
	Stamp
	Name string
}

// revision appends the start tag of a tracked change and ending, ">" or "/>".
func (w *writer) revision(element string, s *Stamp, ending string) {
	w.xml("<w:", element)
	w.attrInt("w:id", w.doc.nextID())
	w.stamped(s)
	w.xml(ending)
}

func (w *writer) stamped(s *Stamp) {
	w.attr("w:author", s.Author)
	if !s.Date.IsZero() {
		w.attr("w:date", stamp(s.Date))
	}
}

// change appends the start tag of a tracked change of properties.
func (w *writer) change(element string, s *Stamp) {
	if s == nil {
		w.doc.fail("%s without an author", element)
		s = &Stamp{}
	}
	w.revision(element, s, ">")
}

// open appends the start tags around a run's tracked changes and returns the
// end tags. A deletion of inserted words stands inside the insertion.
func (r Run) open(w *writer) (closing string) {
	if r.InsertedBy != nil {
		w.revision("ins", r.InsertedBy, ">")
		closing = "</w:ins>" + closing
	}
	if r.MovedTo != nil {
		w.revision("moveTo", &r.MovedTo.Stamp, ">")
		closing = "</w:moveTo>" + closing
	}
	if r.MovedFrom != nil {
		w.revision("moveFrom", &r.MovedFrom.Stamp, ">")
		closing = "</w:moveFrom>" + closing
	}
	if r.DeletedBy != nil {
		w.revision("del", r.DeletedBy, ">")
		closing = "</w:del>" + closing
	}
	return closing
}

// moved is the move run i of the paragraph belongs to.
func (p Para) moved(i int) (m *Move, from bool) {
	if i < 0 || i >= len(p.Runs) {
		return nil, false
	}
	r, ok := p.Runs[i].(Run)
	switch {
	case !ok:
		return nil, false
	case r.MovedFrom != nil:
		return r.MovedFrom, true
	}
	return r.MovedTo, false
}

func moveElement(from bool) string {
	if from {
		return "moveFromRange"
	}
	return "moveToRange"
}

// moveStart opens the range of a move before its first run (17.13.5.24, .28).
func (p Para) moveStart(w *writer, i int) {
	m, from := p.moved(i)
	if m == nil {
		return
	}
	if before, same := p.moved(i - 1); before != nil && before.Name == m.Name && same == from {
		return
	}
	id := w.doc.nextID()
	w.moves = append(w.moves, openMove{m.Name, from, id})
	w.xml("<w:", moveElement(from), "Start")
	w.attrInt("w:id", id)
	w.stamped(&m.Stamp)
	w.attr("w:name", m.Name)
	w.xml("/>")
}

// moveEnd closes the range after its last run, unless the mark moved too.
func (p Para) moveEnd(w *writer, i int) {
	m, from := p.moved(i)
	if m == nil {
		return
	}
	if after, same := p.moved(i + 1); after != nil && after.Name == m.Name && same == from {
		return
	}
	last := i == len(p.Runs)-1
	if last && (p.MovedFrom != nil || p.MovedTo != nil) {
		return
	}
	w.closeMoves()
}

// moveClose ends, after the paragraph, the range of a move that took the mark.
func (p Para) moveClose(w *writer) {
	if p.MovedFrom != nil || p.MovedTo != nil {
		w.closeMoves()
	}
}

type openMove struct {
	name string
	from bool
	id   int
}

func (w *writer) closeMoves() {
	for _, m := range w.moves {
		w.xml("<w:", moveElement(m.from), "End")
		w.attrInt("w:id", m.id)
		w.xml("/>")
	}
	w.moves = w.moves[:0]
}
