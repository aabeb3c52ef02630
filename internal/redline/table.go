package redline

import (
	"slices"
	"strings"

	"github.com/beevik/etree"

	"thao/internal/compare"
	"thao/internal/viet"
)

// row is a w:tr with its cells, through content controls.
type row struct {
	el    *etree.Element
	cells []*etree.Element
	key   string
}

func rowsOf(tbl *etree.Element) []row {
	var rows []row
	eachThrough(tbl, "tr", func(tr *etree.Element) {
		r := row{el: tr}
		var b strings.Builder
		eachThrough(tr, "tc", func(tc *etree.Element) {
			r.cells = append(r.cells, tc)
			eachText(tc, func(s string) { b.WriteString(s) })
			b.WriteByte(' ')
		})
		r.key = strings.TrimSpace(viet.Fold(b.String()))
		rows = append(rows, r)
	})
	return rows
}

// table compares two tables row by row and rewrites the new one.
func (s *scope) table(old, now *etree.Element) error {
	t := &tableWeaver{scope: s, old: rowsOf(old), now: rowsOf(now), before: map[*etree.Element][]etree.Token{}}
	t.pairRows()
	t.pairColumns()
	if err := t.rows(); err != nil {
		return err
	}
	t.settle(now)
	return nil
}

type tableWeaver struct {
	*scope
	old, now []row
	mate     []int // of each old row; -1
	mateNow  []int
	columns  []int // of each cell of an old row, its cell in the new one, -1 for gone; nil where rows differ in this
	before   map[*etree.Element][]etree.Token
}

func (t *tableWeaver) pairRows() {
	keys := func(rows []row) []string {
		out := make([]string, len(rows))
		for i := range rows {
			out[i] = rows[i].key
		}
		return out
	}
	t.mate, t.mateNow = pairedInOrder(keys(t.old), keys(t.now), func(i, j int, even bool) bool {
		return len(t.old[i].cells) == len(t.now[j].cells) && (even || t.old[i].key == "" && t.now[j].key == "")
	})
}

// pairedInOrder aligns by keys; what like says of what is left is paired too,
// in order. even says whether as many are left on both sides between the same
// neighbours. It returns the partner of each on either side, -1 for none.
func pairedInOrder(a, b []string, like func(i, j int, even bool) bool) (mate, back []int) {
	mate, back = none(len(a)), none(len(b))
	for _, p := range compare.Blocks(a, b) {
		if !p.Moved {
			mate[p.A], back[p.B] = p.B, p.A
		}
	}
	gaps(mate, len(b), func(i0, i1, j0, j1 int) {
		even := i1-i0 == j1-j0
		for i, j := i0, j0; i < i1 && j < j1; i++ {
			if like(i, j, even) {
				mate[i], back[j] = j, i
				j++
			} else if even {
				j++
			}
		}
	})
	return mate, back
}

// pairColumns finds which columns were put in or taken out, where all rows
// that stayed have as many cells as one another.
func (t *tableWeaver) pairColumns() {
	oldCells, nowCells := -1, -1
	for i, j := range t.mate {
		if j < 0 {
			continue
		}
		a, b := len(t.old[i].cells), len(t.now[j].cells)
		if oldCells >= 0 && (a != oldCells || b != nowCells) {
			return
		}
		oldCells, nowCells = a, b
	}
	if oldCells == nowCells || oldCells <= 0 || nowCells <= 0 {
		return
	}
	a, b := make([]string, oldCells), make([]string, nowCells)
	for i, j := range t.mate {
		if j < 0 {
			continue
		}
		for k, tc := range t.old[i].cells {
			a[k] += cellKey(tc)
		}
		for k, tc := range t.now[j].cells {
			b[k] += cellKey(tc)
		}
	}
	t.columns, _ = pairedInOrder(a, b, func(int, int, bool) bool { return true })
}

func cellKey(tc *etree.Element) string {
	var b strings.Builder
	eachText(tc, func(s string) { b.WriteString(s) })
	return strings.TrimSpace(viet.Fold(b.String())) + " "
}

func (t *tableWeaver) rows() error {
	var waiting []etree.Token
	i := 0
	gone := func(upTo int) error {
		for ; i < upTo; i++ {
			tr, err := t.deletedRow(t.old[i].el)
			if err != nil {
				return err
			}
			waiting = append(waiting, tr)
		}
		return nil
	}
	for j := range t.now {
		tr := t.now[j].el
		if was := t.mateNow[j]; was >= 0 {
			if err := gone(was); err != nil {
				return err
			}
			i = was + 1
			if err := t.row(&t.old[was], &t.now[j]); err != nil {
				return err
			}
		} else {
			if err := gone(t.endOfGap(i)); err != nil {
				return err
			}
			t.insertRow(tr)
		}
		t.before[tr] = append(waiting, t.before[tr]...)
		waiting = nil
	}
	if err := gone(len(t.old)); err != nil {
		return err
	}
	t.before[nil] = waiting
	return nil
}

// endOfGap is the next old row that stayed.
func (t *tableWeaver) endOfGap(i int) int {
	for i < len(t.old) && t.mate[i] < 0 {
		i++
	}
	return i
}

// row compares rows cell by cell.
func (t *tableWeaver) row(old, now *row) error {
	if len(old.cells) == len(now.cells) {
		for k := range old.cells {
			if err := t.cell(old.cells[k], now.cells[k]); err != nil {
				return err
			}
		}
		return nil
	}
	mate := t.columns
	if mate == nil {
		mate = cellMates(old, now)
	}
	return t.cells(old, now, mate)
}

func cellMates(old, now *row) []int {
	keys := func(cells []*etree.Element) []string {
		out := make([]string, len(cells))
		for i := range cells {
			out[i] = strings.TrimSpace(cellKey(cells[i]))
		}
		return out
	}
	mate, _ := pairedInOrder(keys(old.cells), keys(now.cells), func(int, int, bool) bool { return true })
	return mate
}

// cells weaves rows of different numbers of cells.
func (t *tableWeaver) cells(old, now *row, mate []int) error {
	i := 0
	gone := func(upTo int, before *etree.Element) error {
		for ; i < upTo; i++ {
			tc, err := t.deletedCell(old.cells[i])
			if err != nil {
				return err
			}
			if before != nil {
				t.before[before] = append(t.before[before], tc)
			} else {
				now.el.AddChild(tc)
			}
		}
		return nil
	}
	for j, tc := range now.cells {
		was := slices.Index(mate, j)
		if was < 0 {
			t.insertCell(tc)
			continue
		}
		if err := gone(was, tc); err != nil {
			return err
		}
		i = was + 1
		if err := t.cell(old.cells[was], tc); err != nil {
			return err
		}
	}
	return gone(len(old.cells), nil)
}

func (s *scope) insertCell(tc *etree.Element) {
	s.markCell(tc, "cellIns")
	for _, leaf := range leavesOf(tc) {
		s.insertBlock(leaf)
	}
}

func (s *scope) deletedCell(old *etree.Element) (*etree.Element, error) {
	tc, err := s.deletedCellContent(old)
	if err == nil {
		s.markCell(tc, "cellDel")
	}
	return tc, err
}

// cell compares what two cells hold, and records how the old one was joined to
// its neighbours.
func (s *scope) cell(old, now *etree.Element) error {
	was, is := child(old, "tcPr"), child(now, "tcPr")
	for _, tag := range []string{"gridSpan", "hMerge", "vMerge"} {
		if s.o.print(orEmpty(child(was, tag))) != s.n.print(orEmpty(child(is, tag))) {
			former := makeW("tcPr")
			if was != nil {
				former = was.Copy()
				stripIdentity(former)
			}
			change := s.revision("tcPrChange")
			change.AddChild(former)
			first(now, "tcPr").AddChild(change)
			break
		}
	}
	return s.container(old, now)
}

// settle puts deleted rows and cells in their places.
func (t *tableWeaver) settle(tbl *etree.Element) {
	t.rebuild(tbl)
	for _, tr := range t.before[nil] {
		tbl.AddChild(tr)
	}
}

func (t *tableWeaver) rebuild(e *etree.Element) {
	var list []etree.Token
	for i, c := range e.Child {
		k, ok := c.(*etree.Element)
		if ok && (transparent(k) || isW(k, "tr")) {
			t.rebuild(k)
		}
		if extra := t.before[k]; ok && len(extra) > 0 {
			if list == nil {
				list = slices.Clone(e.Child[:i])
			}
			list = append(list, extra...)
		}
		if list != nil {
			list = append(list, c)
		}
	}
	if list != nil {
		setChildren(e, list)
	}
}

// deletedTable is a table of the old version, taken out row by row.
func (s *scope) deletedTable(old *etree.Element) (*etree.Element, error) {
	tbl := shell(old)
	tbl.Attr = append(tbl.Attr, s.foreign()...)
	for c := range elements(old) {
		if !isW(c, "tblPr") && !isW(c, "tblGrid") {
			continue
		}
		pr := c.Copy()
		if err := s.carryOver(pr); err != nil {
			return nil, err
		}
		tbl.AddChild(pr)
	}
	var err error
	eachThrough(old, "tr", func(tr *etree.Element) {
		var gone *etree.Element
		if err == nil {
			gone, err = s.deletedRow(tr)
		}
		if err == nil {
			tbl.AddChild(gone)
		}
	})
	return tbl, err
}

func (s *scope) deletedRow(old *etree.Element) (*etree.Element, error) {
	tr := shell(old)
	stripIdentity(tr)
	for c := range elements(old) {
		if isW(c, "tblPrEx") || isW(c, "trPr") {
			tr.AddChild(c.Copy())
		}
	}
	s.markRow(tr, "del")
	var err error
	eachThrough(old, "tc", func(tc *etree.Element) {
		var gone *etree.Element
		if err == nil {
			gone, err = s.deletedCellContent(tc)
		}
		if err == nil {
			tr.AddChild(gone)
		}
	})
	return tr, err
}

// deletedCellContent copies a cell with all in it deleted.
func (s *scope) deletedCellContent(old *etree.Element) (*etree.Element, error) {
	tc := shell(old)
	stripIdentity(tc)
	if tcPr := child(old, "tcPr"); tcPr != nil {
		tc.AddChild(tcPr.Copy())
	}
	for _, leaf := range leavesOf(old) {
		e, err := s.deletedBlock(leaf)
		if err != nil {
			return nil, err
		}
		tc.AddChild(e)
	}
	return tc, nil
}
