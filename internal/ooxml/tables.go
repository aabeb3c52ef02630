package ooxml

import "thao/internal/ooxml/xmlscan"

// maxTables is how deep tables may nest.
const maxTables = 32

func (p *parser) table(into *[]block) error {
	if p.tables >= maxTables {
		return tooDeep(p.part)
	}
	p.tables++
	t := &table{}
	*into = append(*into, block{table: t})
	err := p.rows(t)
	p.tables--
	return err
}

func (p *parser) rows(t *table) error {
	return p.within(func(name xmlscan.Name) error { return p.tableChild(name, t) })
}

func (p *parser) tableChild(name xmlscan.Name, t *table) error {
	switch name {
	case wTr:
		return p.row(t)
	case wTblPr, wTblGrid:
		return p.formatChanges()
	case wSdt, wSdtContent, wCustomXml:
		return p.rows(t)
	case wIns, wDel, wMoveFrom, wMoveTo:
		return p.tracked(name, func() error { return p.rows(t) })
	case mcAlternateContent:
		return p.alternate(func() error { return p.rows(t) })
	case wCommentRangeStart, wCommentRangeEnd, wCommentReference:
		return p.commentPlace(name)
	}
	return p.scan.Skip()
}

// formatChanges records what changes of look are in properties of a table.
func (p *parser) formatChanges() error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wTblPrChange, wTblGridChange, wTblPrExChange:
			p.revision(Format)
		}
		return p.scan.Skip()
	})
}

func (p *parser) row(t *table) error {
	if err := p.tick(); err != nil {
		return err
	}
	r := row{ins: p.ins, del: p.del}
	from := p.doc.newMark(len(p.doc.paras), 0)
	var own []revID
	err := p.within(func(name xmlscan.Name) error {
		if name == wTrPr {
			first := len(p.doc.revs)
			err := p.rowProperties(&r)
			own = p.since(first, RowInsert, RowDelete)
			return err
		}
		return p.rowChild(name, &r)
	})
	p.place(own, from)
	t.rows = append(t.rows, r)
	return err
}

// since lists the revisions of two kinds recorded from first on.
func (p *parser) since(first int, kinds ...ChangeKind) (found []revID) {
	for i := first; i < len(p.doc.revs); i++ {
		for _, kind := range kinds {
			if p.doc.revs[i].kind == kind {
				found = append(found, revID(i))
			}
		}
	}
	return found
}

// place gives revisions of a row or cell just read their place: all of it.
func (p *parser) place(revs []revID, from markID) {
	if p.last == nil || p.last.index < p.doc.marks[from].para {
		return // no paragraph in it
	}
	for _, rev := range revs {
		p.doc.revs[rev].from, p.doc.revs[rev].to = from, p.here()
	}
}

func (p *parser) rowChild(name xmlscan.Name, r *row) error {
	children := func() error {
		return p.within(func(name xmlscan.Name) error { return p.rowChild(name, r) })
	}
	switch name {
	case wTc:
		return p.cell(r)
	case wTblPrEx:
		return p.formatChanges()
	case wSdt, wSdtContent, wCustomXml:
		return children()
	case wIns, wDel, wMoveFrom, wMoveTo:
		return p.tracked(name, children)
	case mcAlternateContent:
		return p.alternate(children)
	case wCommentRangeStart, wCommentRangeEnd, wCommentReference:
		return p.commentPlace(name)
	}
	return p.scan.Skip()
}

func (p *parser) rowProperties(r *row) error {
	changed := false
	err := p.within(func(name xmlscan.Name) error {
		switch name {
		case wGridBefore:
			r.before = span0(p.attr(wVal))
		case wIns:
			r.ins = p.revision(RowInsert)
		case wDel:
			r.del = p.revision(RowDelete)
		case wTrPrChange:
			changed = true
			p.revision(Format)
			return p.within(func(name xmlscan.Name) error {
				if name != wTrPr {
					return p.scan.Skip()
				}
				return p.within(func(name xmlscan.Name) error {
					if name == wGridBefore {
						r.oldBefore = span0(p.attr(wVal))
					}
					return p.scan.Skip()
				})
			})
		}
		return p.scan.Skip()
	})
	if !changed {
		r.oldBefore = r.before
	}
	return err
}

// maxSpan bounds what a file may say of its grid; Word has 63 columns.
const maxSpan = 1024

func span0(value string) int { return min(max(number(value, 0), 0), maxSpan) }
func span1(value string) int { return min(max(number(value, 1), 1), maxSpan) }

func (p *parser) cell(r *row) error {
	if err := p.tick(); err != nil {
		return err
	}
	c := cell{ins: p.ins, del: p.del, first: len(p.doc.paras)}
	c.shape.span, c.old.span = 1, 1
	from := p.doc.newMark(len(p.doc.paras), 0)
	var own []revID
	err := p.within(func(name xmlscan.Name) error {
		if name == wTcPr {
			first := len(p.doc.revs)
			err := p.cellProperties(&c)
			own = p.since(first, CellInsert, CellDelete)
			return err
		}
		return p.block(name, &c.blocks)
	})
	p.place(own, from)
	c.last = len(p.doc.paras)
	r.cells = append(r.cells, c)
	return err
}

func (p *parser) cellProperties(c *cell) error {
	var merged func() // cellMerge is applied last: it says how both shapes merge
	changed := false
	err := p.within(func(name xmlscan.Name) error {
		switch name {
		case wCellIns:
			c.ins = p.revision(CellInsert)
		case wCellDel:
			c.del = p.revision(CellDelete)
		case wCellMerge:
			p.revision(Format)
			now, before := p.attr(wVMerge), p.attr(wVMergeOrig)
			merged = func() {
				c.shape.vertical = mergeChange(now, c.shape.vertical)
				c.old.vertical = mergeChange(before, single)
			}
		case wTcPrChange:
			p.revision(Format)
			changed = true
			c.old = cellShape{span: 1}
			return p.within(func(name xmlscan.Name) error {
				if name != wTcPr {
					return p.scan.Skip()
				}
				return p.formerCell(c)
			})
		default:
			p.shapeProperty(name, &c.shape)
		}
		return p.scan.Skip()
	})
	if !changed {
		c.old = c.shape
	}
	if merged != nil {
		merged()
	}
	return err
}

// formerCell reads the w:tcPr of a w:tcPrChange. Word repeats the cell's own
// revision in it, an element like any other in the list of changes.
func (p *parser) formerCell(c *cell) error {
	return p.within(func(name xmlscan.Name) error {
		switch name {
		case wCellIns:
			p.revision(CellInsert)
		case wCellDel:
			p.revision(CellDelete)
		case wCellMerge:
			p.revision(Format)
		default:
			p.shapeProperty(name, &c.old)
		}
		return p.scan.Skip()
	})
}

func (p *parser) shapeProperty(name xmlscan.Name, s *cellShape) {
	switch name {
	case wGridSpan:
		s.span = span1(p.attr(wVal))
	case wVMerge:
		s.vertical = mergeOf(p.attr(wVal))
	case wHMerge:
		s.across = mergeOf(p.attr(wVal))
	}
}

// mergeOf reads the value of w:vMerge or w:hMerge, absent for "continue".
func mergeOf(value string) merge {
	if value == "restart" {
		return restart
	}
	return continued
}

// mergeChange reads w:cellMerge's attributes, whose values are others (17.18.1).
func mergeChange(value string, otherwise merge) merge {
	switch value {
	case "cont":
		return continued
	case "rest":
		return restart
	}
	return otherwise
}
