package odt

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"thao/internal/fault"
	"thao/internal/prose"
)

// writer puts the base text together block by block, with tracked changes and
// comments noted as they are met. Words inserted by a tracked change go to
// their edit, words deleted to the base and their edit; every word shown with
// all changes on goes to the comments that are open.
type writer struct {
	ctx     context.Context
	err     error
	styles  styles
	lists   lists
	changes map[string]*change
	out     prose.Document
	edits   []*edit
	last    *change // the change the newest edit belongs to
	tables  int

	para     paragraph
	inserted []*insertion    // insertions open now, the innermost last
	deleted  *edit           // the deletion being written
	shown    strings.Builder // all words so far, with all changes shown
	notes    map[string]*openNote
	byName   map[string]int // place in out.Notes of each named comment
	parents  []string       // of each note in out.Notes, the name of the one it answers
	deferred []deferred     // notes and text boxes met in the open paragraph
}

// setting is what a container hands down to the paragraphs in it.
type setting struct {
	kind  prose.Kind
	cell  *prose.CellPos
	item  *item
	depth int // of tables
}

// paragraph is the block being written.
type paragraph struct {
	open     bool
	text     strings.Builder
	look     style
	set      setting
	level    int
	space    bool // the text ends in a blank, or has not begun
	visible  bool
	plainB   bool // has a visible character that is not bold
	plainI   bool
	inserted bool // begun inside an insertion
}

func newWriter(ctx context.Context) *writer {
	return &writer{ctx: ctx, notes: map[string]*openNote{}, byName: map[string]int{}}
}

// begin opens a paragraph. Where the break before it was inserted, it goes on
// with the paragraph that is open, in its own look if that is still empty.
func (w *writer) begin(n *node, set setting) style {
	look := w.styles.resolve("paragraph", n.attr("text:style-name"))
	level := 0
	if n.name == "text:h" {
		level = min(9, max(1, n.number("text:outline-level", 1)))
	} else if look.level > 0 {
		level = min(9, look.level)
	}
	p := &w.para
	if p.open && p.text.Len() > 0 {
		p.space = true
		return look
	}
	if set.item == nil {
		set.item = w.outlineItem(n, level)
	}
	*p = paragraph{open: true, look: look, set: set, level: level, space: true, inserted: len(w.inserted) > 0}
	return look
}

// end closes the paragraph and adds it to the base. A break inside inserted
// words is no break of the base.
func (w *writer) end() {
	if !w.para.open {
		return
	}
	w.show("\n")
	if len(w.inserted) == 0 {
		w.emit()
	}
}

// finish closes the paragraph at the end of a cell, a note or a text box,
// where nothing can be joined to it. A paragraph that was inserted whole is
// not part of the base.
func (w *writer) finish() {
	if !w.para.open {
		return
	}
	if len(w.inserted) > 0 && w.para.inserted && w.para.text.Len() == 0 && w.para.set.cell == nil {
		w.para = paragraph{}
		w.runDeferred()
		return
	}
	w.emit()
}

func (w *writer) emit() {
	p := &w.para
	text := strings.TrimRightFunc(p.text.String(), unicode.IsSpace)
	b := prose.Block{
		Kind: p.set.kind, Style: p.look.display, Text: text, Level: p.level, Cell: p.set.cell,
		Bold: p.visible && !p.plainB, Italic: p.visible && !p.plainI, Center: p.look.center == set,
	}
	if b.Kind == "" {
		b.Kind = prose.Paragraph
	}
	if it := p.set.item; it != nil {
		b.Label = it.label()
		if it.listed && b.Label != "" {
			b.List = it.level
		}
	}
	*p = paragraph{}
	w.out.Base = append(w.out.Base, b)
	w.runDeferred()
}

// at is the place in the base that is written next.
func (w *writer) at() prose.Point {
	return prose.Point{Block: len(w.out.Base), Offset: w.para.text.Len()}
}

// words writes text as it stands in the XML: runs of white space are one blank.
func (w *writer) words(s string, look *style) {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	start := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			w.raw(s[start:i], look)
			if !w.para.space {
				w.raw(" ", look)
				w.para.space = true
			}
			start = i + n
		} else {
			w.para.space = false
		}
		i += n
	}
	w.raw(s[start:], look)
}

// raw writes s to where words go now.
func (w *writer) raw(s string, look *style) {
	if s == "" {
		return
	}
	w.show(s)
	if len(w.inserted) > 0 {
		return
	}
	p := &w.para
	p.text.WriteString(s)
	if strings.TrimFunc(s, unicode.IsSpace) != "" {
		p.visible = true
		p.plainB = p.plainB || look.bold != set
		p.plainI = p.plainI || look.italic != set
	}
}

// show gives s to the open change and to the comments.
func (w *writer) show(s string) {
	if k := len(w.inserted); k > 0 {
		w.inserted[k-1].edit.after.WriteString(s)
	} else if w.deleted != nil {
		w.deleted.before.WriteString(s)
	}
	w.shown.WriteString(s)
}

// document hands over what was read, with places brought inside their blocks:
// blanks at the end of a block were taken off after places were noted.
func (w *writer) document() *prose.Document {
	for _, e := range w.edits {
		e.Before, e.After = e.before.String(), e.after.String()
		if e.Before == "" && e.After == "" {
			continue
		}
		e.At = w.inside(e.At)
		w.out.Edits = append(w.out.Edits, e.Edit)
	}
	for i := range w.out.Notes {
		w.out.Notes[i].At = w.inside(w.out.Notes[i].At)
	}
	w.thread()
	return &w.out
}

func (w *writer) inside(r prose.Range) prose.Range {
	clamp := func(p prose.Point) prose.Point {
		if p.Block >= len(w.out.Base) {
			if len(w.out.Base) == 0 {
				return prose.Point{}
			}
			last := len(w.out.Base) - 1
			return prose.Point{Block: last, Offset: len(w.out.Base[last].Text)}
		}
		p.Offset = min(p.Offset, len(w.out.Base[p.Block].Text))
		return p
	}
	return prose.Range{From: clamp(r.From), To: clamp(r.To)}
}

// fail keeps the first error; reading stops soon after.
func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// stopped reports whether reading is to stop.
func (w *writer) stopped() bool {
	if w.err == nil && w.ctx.Err() != nil {
		w.err = w.ctx.Err()
	}
	return w.err != nil
}

func tablesTooDeep() error { return fault.New(fault.TablesTooDeep, "max", maxTables) }
