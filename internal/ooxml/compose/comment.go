package compose

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Comment is a margin comment with the answers under it.
type Comment struct {
	Author   string
	Initials string
	Date     time.Time // none is written if zero
	Text     string    // paragraphs are divided by newlines
	Resolved bool      // of the first comment; counts for the whole thread
	Replies  []Comment // answers of answers are written as answers to the first: Word knows no deeper level

	parent int // index of the comment answered, -1 for a first one
}

// Thread is a comment handed in, by which its place in the text is marked.
type Thread int

type rangeState struct{ opened, closed bool }

// Comment registers a comment. It must also be given a place in the text by
// CommentStart and CommentEnd, or by CommentAt: Word drops one without.
func (d *Document) Comment(c Comment) Thread {
	t := Thread(len(d.threads) + 1)
	root := len(d.comments)
	c.parent = -1
	d.comments = append(d.comments, c)
	d.threads[t] = append(d.threads[t], root)
	d.answers(t, root, c.Replies, c.Resolved)
	d.ranges[t] = rangeState{}
	return t
}

func (d *Document) answers(t Thread, root int, replies []Comment, resolved bool) {
	for _, r := range replies {
		r.parent, r.Resolved = root, resolved
		d.threads[t] = append(d.threads[t], len(d.comments))
		d.comments = append(d.comments, r)
		d.answers(t, root, r.Replies, resolved)
	}
}

// CommentStart opens the words a comment is set on.
type CommentStart struct{ Thread Thread }

// CommentEnd closes them, in the same paragraph or a later one.
type CommentEnd struct{ Thread Thread }

// CommentAt sets a comment on a point, without words.
type CommentAt struct{ Thread Thread }

func (c CommentStart) inline(w *writer, _ *Para) {
	if !w.doc.transition(c.Thread, rangeState{}, rangeState{opened: true}) {
		return
	}
	for _, id := range w.doc.threads[c.Thread] {
		w.xml(`<w:commentRangeStart w:id="`, strconv.Itoa(id), `"/>`)
	}
}

func (c CommentEnd) inline(w *writer, _ *Para) {
	if !w.doc.transition(c.Thread, rangeState{opened: true}, rangeState{opened: true, closed: true}) {
		return
	}
	// Every utterance has a range and a reference of its own: Word drops
	// those that have none.
	for _, id := range w.doc.threads[c.Thread] {
		w.xml(`<w:commentRangeEnd w:id="`, strconv.Itoa(id), `"/>`)
		w.commentReference(id)
	}
}

func (c CommentAt) inline(w *writer, _ *Para) {
	if !w.doc.transition(c.Thread, rangeState{}, rangeState{opened: true, closed: true}) {
		return
	}
	for _, id := range w.doc.threads[c.Thread] {
		w.commentReference(id)
	}
}

func (w *writer) commentReference(id int) {
	w.xml(`<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="`,
		strconv.Itoa(id), `"/></w:r>`)
}

// transition moves a thread from one state of marking to the next.
func (d *Document) transition(t Thread, from, to rangeState) bool {
	state, known := d.ranges[t]
	if !known || state != from {
		d.fail("range of comment %d opened or closed twice, or of no comment", t)
		return false
	}
	d.ranges[t] = to
	return true
}

func (d *Document) checkRanges() {
	for t := Thread(1); int(t) <= len(d.threads); t++ {
		if !d.ranges[t].closed {
			d.fail("comment %d has no place in the text", t)
		}
	}
	for name := range d.bookmarks {
		d.fail("bookmark %q is never closed", name)
	}
}

// paraID is the w14:paraId of a comment's last paragraph, the key of its
// thread. It must be above 0 and below 0x80000000 ([MS-DOCX] 2.2.4).
func paraID(comment int) string { return fmt.Sprintf("%08X", 0x10000001+comment) }

func (d *Document) commentsPart() *writer {
	w := d.part("comments")
	for id, c := range d.comments {
		w.xml("<w:comment")
		w.attrInt("w:id", id)
		w.stamped(&Stamp{c.Author, c.Date})
		w.attr("w:initials", c.Initials)
		w.xml(">")
		paragraphs := strings.Split(c.Text, "\n")
		for i, text := range paragraphs {
			w.xml("<w:p")
			if i == len(paragraphs)-1 {
				w.attr("w14:paraId", paraID(id))
			}
			w.xml(`><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>`)
			if i == 0 {
				w.xml(`<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>`)
			}
			w.xml("<w:r>")
			w.text(text, false)
			w.xml("</w:r></w:p>")
		}
		w.xml("</w:comment>")
	}
	w.xml("</w:comments>")
	return w
}

// commentsExtendedPart ties answers to comments and says which are resolved
// ([MS-DOCX] 2.5.4).
func (d *Document) commentsExtendedPart() *writer {
	w := d.foreignPart("w15:commentsEx")
	for id, c := range d.comments {
		w.xml("<w15:commentEx")
		w.attr("w15:paraId", paraID(id))
		if c.parent >= 0 {
			w.attr("w15:paraIdParent", paraID(c.parent))
		}
		done := "0"
		if c.Resolved {
			done = "1"
		}
		w.attr("w15:done", done)
		w.xml("/>")
	}
	w.xml("</w15:commentsEx>")
	return w
}

func (d *Document) commentsIDsPart() *writer {
	w := d.foreignPart("w16cid:commentsIds")
	for id := range d.comments {
		w.xml("<w16cid:commentId")
		w.attr("w16cid:paraId", paraID(id))
		w.attr("w16cid:durableId", fmt.Sprintf("%08X", 0x20000001+id))
		w.xml("/>")
	}
	w.xml("</w16cid:commentsIds>")
	return w
}

// peoplePart lists those who commented, each once, in order of appearance.
func (d *Document) peoplePart() *writer {
	w := d.foreignPart("w15:people")
	seen := map[string]bool{}
	for _, c := range d.comments {
		if seen[c.Author] {
			continue
		}
		seen[c.Author] = true
		w.xml("<w15:person")
		w.attr("w15:author", c.Author)
		w.xml(`><w15:presenceInfo w15:providerId="None"`)
		w.attr("w15:userId", c.Author)
		w.xml("/></w15:person>")
	}
	w.xml("</w15:people>")
	return w
}
