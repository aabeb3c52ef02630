package odt

import "thao/internal/prose"

// blocks writes the paragraphs, lists and tables in n.
func (w *writer) blocks(n *node, set setting) {
	for _, k := range n.kids {
		if w.stopped() {
			return
		}
		w.block(k, set)
	}
}

func (w *writer) block(n *node, set setting) {
	switch n.name {
	case "text:p", "text:h":
		look := w.begin(n, set)
		w.inline(n, &look)
		w.end()
	case "text:list":
		w.items(n, nil, func(k *node, it *item) {
			if w.stopped() {
				return
			}
			inner := set
			inner.item = it
			w.block(k, inner)
		})
	case "table:table":
		w.table(n, set)
	case "text:change", "text:change-start", "text:change-end":
		w.changeMark(n, set)
	case "office:annotation", "office:annotation-end":
		w.annotationMark(n)
	case "", "text:tracked-changes", "office:forms", "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:alphabetical-index-auto-mark-file",
		"text:table-of-content-source", "text:illustration-index-source", "text:table-index-source", "text:bibliography-source", "text:alphabetical-index-source",
		"text:user-index-source", "text:object-index-source", "office:event-listeners", "svg:title", "svg:desc":
	case "draw:frame", "draw:g", "draw:a", "draw:rect", "draw:custom-shape", "draw:text-box":
		w.drawn(n, set)
	default:
		w.blocks(n, set) // sections, indexes, numbered paragraphs
	}
}

// drawn writes the words of a drawing that stands between paragraphs.
func (w *writer) drawn(n *node, set setting) {
	w.finish()
	set.kind, set.item = prose.TextBox, nil
	for _, k := range n.kids {
		w.block(k, set)
	}
	w.finish()
}

// inline writes the words of a paragraph or of an element inside one.
func (w *writer) inline(n *node, look *style) {
	for _, k := range n.kids {
		switch k.name {
		case "":
			w.words(k.text, look)
		case "text:s":
			w.spaces(max(1, min(k.number("text:c", 1), 1024)), look)
		case "text:tab":
			w.raw("\t", look)
			w.para.space = false
		case "text:line-break":
			w.raw("\n", look)
			w.para.space = true
		case "text:span":
			w.inline(k, w.span(k, look))
		case "text:note":
			w.postpone(k, noteKind(k))
		case "draw:frame", "draw:g", "draw:rect", "draw:custom-shape", "draw:text-box":
			w.postpone(k, prose.TextBox)
		case "text:change", "text:change-start", "text:change-end":
			w.changeMark(k, w.para.set)
		case "office:annotation", "office:annotation-end":
			w.annotationMark(k)
		case "text:ruby":
			if base := k.find("text:ruby-base"); base != nil {
				w.inline(base, look)
			}
		case "svg:title", "svg:desc", "office:event-listeners", "text:soft-page-break":
		default:
			w.inline(k, look) // links, fields, marks of reference
		}
	}
}

func (w *writer) spaces(n int, look *style) {
	for range n {
		w.raw(" ", look)
	}
	w.para.space = false
}

// span is the look of a text:span inside another.
func (w *writer) span(n *node, outer *style) *style {
	st := w.styles.resolve("text", n.attr("text:style-name"))
	inner := *outer
	if st.bold != open {
		inner.bold = st.bold
	}
	if st.italic != open {
		inner.italic = st.italic
	}
	return &inner
}

func noteKind(n *node) prose.Kind {
	if n.attr("text:note-class") == "endnote" {
		return prose.Endnote
	}
	return prose.Footnote
}

// deferred is a story that is written after the paragraph it hangs on.
type deferred struct {
	n        *node
	kind     prose.Kind
	cell     *prose.CellPos
	inserted []*insertion
	deleted  *edit
}

// postpone keeps a story until the paragraph it hangs on is written.
func (w *writer) postpone(n *node, kind prose.Kind) {
	w.deferred = append(w.deferred, deferred{n: n, kind: kind, cell: w.para.set.cell, inserted: append([]*insertion(nil), w.inserted...), deleted: w.deleted})
}

// runDeferred writes the stories that hung on the paragraph just closed, in
// the state of changes they were met in.
func (w *writer) runDeferred() {
	list := w.deferred
	w.deferred = nil
	for _, d := range list {
		inserted, deleted := w.inserted, w.deleted
		w.inserted, w.deleted = d.inserted, d.deleted
		body := d.n
		if note := d.n.find("text:note-body"); note != nil {
			body = note
		}
		w.blocks(body, setting{kind: d.kind, cell: d.cell})
		w.finish()
		w.inserted, w.deleted = inserted, deleted
	}
}

// table writes a table cell by cell; one in a cell is a table of its own.
func (w *writer) table(n *node, set setting) {
	if set.depth >= maxTables {
		w.fail(tablesTooDeep())
		return
	}
	w.finish()
	w.tables++
	t := &grid{number: w.tables, depth: set.depth + 1}
	if set.cell != nil {
		t.parent = set.cell.Table
	}
	w.rows(n, t)
}

// grid is where in a table the next cell stands.
type grid struct {
	number, parent, depth int
	row, col              int
}

func (w *writer) rows(n *node, t *grid) {
	for _, k := range n.kids {
		if w.stopped() {
			return
		}
		switch k.name {
		case "table:table-row":
			t.col = 0
			w.cells(k, t)
			t.row++
		case "table:table-header-rows", "table:table-rows", "table:table-row-group":
			w.rows(k, t)
		}
	}
}

func (w *writer) cells(row *node, t *grid) {
	for _, k := range row.kids {
		switch k.name {
		case "table:covered-table-cell":
			t.col += repeated(k)
			continue
		case "table:table-cell":
		default:
			continue
		}
		pos := &prose.CellPos{
			Table: t.number, Parent: t.parent, Row: t.row, Col: t.col,
			RowSpan: max(1, k.number("table:number-rows-spanned", 1)), ColSpan: max(1, k.number("table:number-columns-spanned", 1)),
		}
		before := len(w.out.Base)
		w.blocks(k, setting{kind: prose.Cell, cell: pos, depth: t.depth})
		w.finish()
		if len(w.out.Base) == before {
			w.out.Base = append(w.out.Base, prose.Block{Kind: prose.Cell, Cell: pos})
		}
		t.col += repeated(k)
	}
}

// repeated is how many columns a cell element stands for; the bound is that
// of the widest table any office program makes.
func repeated(n *node) int {
	return max(1, min(n.number("table:number-columns-repeated", 1), 16384))
}

// margins writes page headers and footers after the text.
func (w *writer) margins(root *node) {
	for _, page := range root.find("office:master-styles").children() {
		for _, k := range page.children() {
			switch k.name {
			case "style:header", "style:header-first", "style:header-left":
				w.blocks(k, setting{kind: prose.Header})
			case "style:footer", "style:footer-first", "style:footer-left":
				w.blocks(k, setting{kind: prose.Footer})
			default:
				continue
			}
			w.finish()
		}
	}
}

func (n *node) children() []*node {
	if n == nil {
		return nil
	}
	return n.kids
}
