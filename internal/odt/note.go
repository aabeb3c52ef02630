package odt

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"thao/internal/prose"
)

// openNote is a comment whose range has begun.
type openNote struct {
	index int // in out.Notes
	from  int // where its words begin in writer.shown
}

// annotationMark begins a comment or ends its range (ODF 1.3, 14.1–14.3).
func (w *writer) annotationMark(n *node) {
	name := n.attr("office:name")
	if n.name == "office:annotation-end" {
		if open := w.notes[name]; open != nil {
			note := &w.out.Notes[open.index]
			note.Quote = strings.Trim(w.shown.String()[open.from:], "\n")
			note.At.To = w.at()
			delete(w.notes, name)
		}
		return
	}
	here := w.at()
	note := prose.Note{
		ID: name, Author: content(n.find("dc:creator")), Date: content(n.find("dc:date")), Text: noteText(n),
		Initials: content(n.find("meta:creator-initials")), Resolved: n.attr("loext:resolved") == "true",
		At: prose.Range{From: here, To: here}, Anchored: true,
	}
	if note.Initials == "" {
		note.Initials = content(n.find("loext:sender-initials"))
	}
	if note.ID == "" {
		note.ID = strconv.Itoa(len(w.out.Notes) + 1)
	}
	if name != "" {
		w.notes[name] = &openNote{index: len(w.out.Notes), from: w.shown.Len()}
		w.byName[name] = len(w.out.Notes)
	}
	w.out.Notes = append(w.out.Notes, note)
	w.parents = append(w.parents, n.attr("loext:parent-name"))
}

// noteText joins the paragraphs of a comment.
func noteText(n *node) string {
	var paragraphs []string
	var walk func(*node)
	walk = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "text:p", "text:h":
				paragraphs = append(paragraphs, strings.TrimSpace(content(k)))
			case "text:list", "text:list-item":
				walk(k)
			}
		}
	}
	walk(n)
	return strings.Trim(strings.Join(paragraphs, "\n"), "\n")
}

// content is the text under n, with blanks and breaks written out.
func content(n *node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "":
				b.WriteString(k.text)
			case "text:s":
				b.WriteString(strings.Repeat(" ", max(1, min(k.number("text:c", 1), 1024))))
			case "text:tab":
				b.WriteByte('\t')
			case "text:line-break":
				b.WriteByte('\n')
			default:
				walk(k)
			}
		}
	}
	walk(n)
	return norm.NFC.String(strings.TrimSpace(b.String()))
}

// thread puts replies under the comments they answer. Replies to replies are
// turns of the same thread, in the order they stand in.
func (w *writer) thread() {
	kept := w.out.Notes[:0:0]
	place := map[int]int{}
	for i := range w.out.Notes {
		note := w.out.Notes[i]
		root := w.root(i)
		if at, ok := place[root]; ok && root != i {
			kept[at].Replies = append(kept[at].Replies, prose.Turn{ID: note.ID, Author: note.Author, Date: note.Date, Text: note.Text})
			continue
		}
		place[i] = len(kept)
		kept = append(kept, note)
	}
	w.out.Notes = kept
}

// root follows a comment's parents up to the one that began the thread.
func (w *writer) root(i int) int {
	for range len(w.parents) {
		parent, ok := w.byName[w.parents[i]]
		if !ok || w.parents[i] == "" {
			return i
		}
		i = parent
	}
	return i
}
