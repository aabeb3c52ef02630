package ooxml

import "strings"

// table walks a table. A row or cell put in or taken out is one edit as a
// whole; rows one after another by one author are one edit together.
func (e *editor) table(t *table) {
	for i := range t.rows {
		r := &t.rows[i]
		if len(r.cells) == 0 {
			continue
		}
		if r.ins != 0 || r.del != 0 {
			if i > 0 {
				e.whole(r.ins, r.del, r.cells, &t.rows[i-1])
			} else {
				e.whole(r.ins, r.del, r.cells, nil)
			}
			if e.open != nil {
				e.open.last = r
			}
			continue
		}
		e.close()
		for j := range r.cells {
			c := &r.cells[j]
			if c.ins != 0 || c.del != 0 {
				e.whole(c.ins, c.del, r.cells[j:j+1], nil)
				e.close()
				continue
			}
			e.blocks(c.blocks)
		}
	}
	e.close()
}

// whole records cells put in or taken out together. above is the row before,
// where they are a row: the edit it ended goes on.
func (e *editor) whole(ins, del revID, cells []cell, above *row) {
	first, last := cells[0].first, cells[len(cells)-1].last
	if first >= last {
		return
	}
	switch {
	case ins == 0:
		e.takeCells(del, first, last, above)
		e.within(cells, del, true)
	case del == 0:
		e.putCells(ins, cells, above)
		e.within(cells, ins, false)
	case e.author(ins) != e.author(del):
		e.putCells(ins, cells, above)
		e.aside(del, e.mark(e.doc.paras[first], 0)).before = e.cellsText(cells)
	}
}

func (e *editor) takeCells(rev revID, first, last int, above *row) {
	end := e.doc.paras[last-1]
	e.openRows(rev, e.mark(e.doc.paras[first], 0), above, true)
	e.open.taken = true
	if e.at == 0 {
		e.open.to = e.mark(end, end.size)
	}
}

func (e *editor) putCells(rev revID, cells []cell, above *row) {
	e.openRows(rev, e.mark(e.doc.paras[cells[0].first], 0), above, false)
	if e.open.after != "" {
		e.open.after += "\n"
	}
	e.open.after += e.cellsText(cells)
}

func (e *editor) openRows(rev revID, at markID, above *row, taken bool) {
	o := e.open
	if o != nil && o.rows && o.taken == taken && above != nil && o.last == above && o.author == e.author(rev) {
		return
	}
	e.continued(rev, at)
	if e.open == o && o != nil { // an edit of text, not of rows
		e.close()
		e.continued(rev, at)
	}
	e.open.rows = true
}

// within records what others than the author of the whole did to words in it.
func (e *editor) within(cells []cell, whole revID, taken bool) {
	for i := range cells {
		for _, p := range e.doc.paras[cells[i].first:cells[i].last] {
			var at int32
			for j := range p.spans {
				s := &p.spans[j]
				switch {
				case taken && s.ins != 0 && e.author(s.ins) != e.author(whole):
					e.aside(s.ins, e.mark(p, at)).after = e.text(p, s)
				case !taken && s.del != 0 && e.author(s.del) != e.author(whole):
					e.aside(s.del, e.mark(p, at)).before = e.text(p, s)
				}
				at += s.to - s.from
			}
		}
	}
}

// cellsText is what cells say together: tabs between cells, a new line for
// each paragraph.
func (e *editor) cellsText(cells []cell) string {
	texts := make([]string, len(cells))
	for i := range cells {
		lines := make([]string, 0, 1)
		for _, p := range e.doc.paras[cells[i].first:cells[i].last] {
			var b lineBuffer
			for j := range p.spans {
				s := &p.spans[j]
				if s.field == 0 || !e.doc.fields[s.field].ended {
					e.gather(&b, p, s)
				}
			}
			lines = append(lines, strings.TrimRight(b.unicode(), "\n"))
		}
		texts[i] = strings.Join(lines, "\n")
	}
	return strings.Join(texts, "\t")
}
