package compose

import "strconv"

// Inline is what a paragraph holds: Run, PageBreak, Field, NoteRef, the ends
// of comment ranges and bookmarks, and Control.
type Inline interface{ inline(w *writer, p *Para) }

// Run is text of one look. A tab in Text is a tab, a newline a line break.
type Run struct {
	Text string
	Look Look

	// Tracked changes. InsertedBy and DeletedBy together: one person put the
	// words in, and another took them out again.
	InsertedBy *Stamp
	DeletedBy  *Stamp
	MovedFrom  *Move
	MovedTo    *Move
	// Was is the look before a tracked change by WasBy.
	Was   *Look
	WasBy *Stamp
}

// Words is a paragraph's content of one plain run.
func Words(text string) []Inline { return []Inline{Run{Text: text}} }

func (r Run) inline(w *writer, p *Para) {
	closing := r.open(w)
	w.xml("<w:r>")
	r.properties(w, p)
	w.text(r.Text, r.DeletedBy != nil)
	w.xml("</w:r>", closing)
}

// properties appends rPr where there is anything to say.
func (r Run) properties(w *writer, p *Para) {
	w.xml("<w:rPr>")
	start := w.Len()
	r.Look.over(p.Look).write(w)
	if r.Was != nil {
		w.change("rPrChange", r.WasBy)
		w.xml("<w:rPr>")
		r.Was.over(p.Look).write(w)
		w.xml("</w:rPr></w:rPrChange>")
	}
	if w.Len() == start {
		w.Truncate(start - len("<w:rPr>"))
		return
	}
	w.xml("</w:rPr>")
}

// text appends a run's content: w:t, or w:delText in deleted words (17.3.3.7).
func (w *writer) text(s string, deleted bool) {
	element := "w:t"
	if deleted {
		element = "w:delText"
	}
	from := 0
	piece := func(to int) {
		if to > from {
			w.xml("<", element, ` xml:space="preserve">`)
			w.escape(s[from:to])
			w.xml("</", element, ">")
		}
		from = to + 1
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\t':
			piece(i)
			w.xml("<w:tab/>")
		case '\n':
			piece(i)
			w.xml("<w:br/>")
		}
	}
	piece(len(s))
}

// PageBreak ends the page within a paragraph.
type PageBreak struct{}

func (PageBreak) inline(w *writer, _ *Para) { w.xml(`<w:r><w:br w:type="page"/></w:r>`) }

// Field is computed by the word processor, as PAGE or NUMPAGES; Shown stands
// there until it is.
type Field struct {
	Code  string
	Shown string
	Look  Look
}

func (f Field) inline(w *writer, p *Para) {
	part := func(write func()) {
		w.xml("<w:r>")
		Run{Look: f.Look}.properties(w, p)
		write()
		w.xml("</w:r>")
	}
	part(func() { w.xml(`<w:fldChar w:fldCharType="begin"/>`) })
	part(func() {
		w.xml(`<w:instrText xml:space="preserve"> `)
		w.escape(f.Code)
		w.xml(` </w:instrText>`)
	})
	part(func() { w.xml(`<w:fldChar w:fldCharType="separate"/>`) })
	part(func() { w.text(f.Shown, false) })
	part(func() { w.xml(`<w:fldChar w:fldCharType="end"/>`) })
}

// BookmarkStart opens a bookmark; names are unique in a document, begin with
// a letter and have at most 40 letters, digits and "_".
type BookmarkStart struct{ Name string }

// BookmarkEnd closes it, in the same paragraph or a later one.
type BookmarkEnd struct{ Name string }

func (b BookmarkStart) inline(w *writer, _ *Para) {
	d := w.doc
	if d.named[b.Name] {
		d.fail("bookmark %q is there already", b.Name)
		return
	}
	id := d.nextID()
	d.named[b.Name] = true
	d.bookmarks[b.Name] = id
	w.xml("<w:bookmarkStart")
	w.attrInt("w:id", id)
	w.attr("w:name", b.Name)
	w.xml("/>")
}

func (b BookmarkEnd) inline(w *writer, _ *Para) {
	id, open := w.doc.bookmarks[b.Name]
	if !open {
		w.doc.fail("bookmark %q closed without being open", b.Name)
		return
	}
	delete(w.doc.bookmarks, b.Name)
	w.xml(`<w:bookmarkEnd w:id="`, strconv.Itoa(id), `"/>`)
}

// Control is a content control around part of a paragraph. Its Tag stays with
// the words when the file is edited and is not seen by the reader.
type Control struct {
	Tag   string
	Title string
	Runs  []Inline
}

func (c Control) inline(w *writer, p *Para) {
	w.controlStart(c.Tag, c.Title)
	for _, r := range c.Runs {
		r.inline(w, p)
	}
	w.xml("</w:sdtContent></w:sdt>")
}

// BlockControl is a content control around whole paragraphs and tables.
type BlockControl struct {
	Tag    string
	Title  string
	Blocks []Block
}

func (c BlockControl) block(w *writer) {
	w.controlStart(c.Tag, c.Title)
	for _, b := range c.Blocks {
		b.block(w)
	}
	if len(c.Blocks) == 0 { // a control must hold something
		Para{}.block(w)
	}
	w.xml("</w:sdtContent></w:sdt>")
}

// controlStart appends sdtPr in the order of CT_SdtPr (17.5.2.38).
func (w *writer) controlStart(tag, title string) {
	w.xml("<w:sdt><w:sdtPr>")
	if title != "" {
		w.val("alias", title)
	}
	if tag != "" {
		w.val("tag", tag)
	}
	w.val("id", strconv.Itoa(w.doc.nextID()))
	w.xml("</w:sdtPr><w:sdtContent>")
}
