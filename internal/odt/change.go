package odt

import (
	"strings"

	"thao/internal/prose"
)

// change is one text:changed-region.
type change struct {
	kind    string // text:insertion, text:deletion, text:format-change
	author  string
	date    string
	content []*node // of a deletion: what was taken out
}

// edit is a prose.Edit whose words are still coming.
type edit struct {
	prose.Edit
	before, after strings.Builder
}

// insertion is an insertion open now.
type insertion struct {
	id   string
	edit *edit
}

// readChanges reads the text:tracked-changes of a body (ODF 1.3, 5.5).
func readChanges(body *node) map[string]*change {
	list := map[string]*change{}
	for _, region := range body.find("text:tracked-changes").children() {
		for _, k := range region.kids {
			switch k.name {
			case "text:insertion", "text:deletion", "text:format-change":
			default:
				continue
			}
			info := k.find("office:change-info")
			c := &change{kind: k.name, author: content(info.find("dc:creator")), date: content(info.find("dc:date"))}
			for _, b := range k.kids {
				if b.name != "office:change-info" && b.name != "" {
					c.content = append(c.content, b)
				}
			}
			for _, key := range [...]string{"xml:id", "text:id"} {
				if id := region.attr(key); id != "" {
					list[id] = c
				}
			}
		}
	}
	return list
}

// changeMark enters or leaves a change where its mark stands in the text.
func (w *writer) changeMark(n *node, set setting) {
	id := n.attr("text:change-id")
	c := w.changes[id]
	if c == nil {
		return
	}
	switch c.kind {
	case "text:format-change":
		if n.name != "text:change-end" {
			w.out.Formats++
		}
	case "text:insertion":
		switch n.name {
		case "text:change-start":
			w.inserted = append(w.inserted, &insertion{id: id, edit: w.editFor(c)})
		case "text:change-end":
			w.closeInsertion(id)
		}
	case "text:deletion":
		if n.name == "text:change" {
			w.delete(c, set)
		}
	}
}

func (w *writer) closeInsertion(id string) {
	for i := len(w.inserted) - 1; i >= 0; i-- {
		if w.inserted[i].id == id {
			w.inserted = append(w.inserted[:i:i], w.inserted[i+1:]...)
			return
		}
	}
}

// delete writes what a deletion took out back into the base.
func (w *writer) delete(c *change, set setting) {
	if w.deleted != nil || len(w.inserted) > 0 {
		return // put in by one change and taken out by another: in neither text
	}
	e := w.editFor(c)
	w.deleted = e
	w.restore(c.content, set)
	w.deleted = nil
	e.At.To = w.at()
}

// restore writes the content of a deletion: its first paragraph belongs to
// the end of the one that is open, the text after it to its last.
func (w *writer) restore(content []*node, set setting) {
	resumed := w.para
	began := w.para.open
	if began && w.para.text.Len() == 0 {
		w.para = paragraph{}
	}
	for i, l := range w.leaves(content) {
		if w.stopped() {
			return
		}
		inner := setting{kind: set.kind, cell: set.cell, depth: set.depth, item: l.item}
		if l.n.name != "text:p" && l.n.name != "text:h" {
			w.end()
			w.block(l.n, inner)
			continue
		}
		if i > 0 {
			w.end()
		}
		look := w.begin(l.n, inner)
		w.inline(l.n, &look)
	}
	if w.para.text.Len() == 0 && began {
		// The text after the deletion keeps the look of its own paragraph.
		w.para = paragraph{open: true, look: resumed.look, set: resumed.set, level: resumed.level, space: true}
	}
}

// leaf is a paragraph or table of deleted content, with its number in a list.
type leaf struct {
	n    *node
	item *item
}

func (w *writer) leaves(content []*node) []leaf {
	var list []leaf
	for _, k := range content {
		if k.name == "text:list" {
			w.items(k, nil, func(n *node, it *item) { list = append(list, leaf{n, it}) })
			continue
		}
		list = append(list, leaf{n: k})
	}
	return list
}

// editFor is the edit a change adds to: that of the change right before it at
// the same place by the same hand, or a new one.
func (w *writer) editFor(c *change) *edit {
	here := w.at()
	if k := len(w.edits); k > 0 && w.last != nil {
		prev := w.edits[k-1]
		if w.last.author == c.author && prev.At.To == here {
			w.last = c
			return prev
		}
	}
	e := &edit{Edit: prose.Edit{Author: c.author, Date: c.date, At: prose.Range{From: here, To: here}}}
	w.edits = append(w.edits, e)
	w.last = c
	return e
}
