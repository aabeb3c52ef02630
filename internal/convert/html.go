package convert

import (
	"bufio"
	_ "embed"
	"html"
	"io"
	"strconv"
	"strings"

	"thao/internal/akn"
	"thao/internal/locale"
	"thao/internal/outline"
)

//go:embed html.css
var stylesheet string

// writeHTML writes one page without script that needs nothing from elsewhere.
// Every node has its id, so that "#chapter_2__article_5" leads to it. The
// contents and the comments carry the attribute hidden, which the style
// overrules: they are no words of the draft, and a program that reads the page
// as a text passes them over.
func writeHTML(w io.Writer, doc *akn.Document, lang locale.Lang) error {
	out := bufio.NewWriterSize(w, 64<<10)
	p := &page{w: out, doc: doc, lang: lang, notes: map[string][]*akn.Note{}}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		p.notes[n.Node] = append(p.notes[n.Node], n)
	}
	p.write()
	return out.Flush()
}

type page struct {
	w     *bufio.Writer
	doc   *akn.Document
	lang  locale.Lang
	notes map[string][]*akn.Note // by node id
}

func (p *page) raw(parts ...string) {
	for _, s := range parts {
		p.w.WriteString(s)
	}
}

func (p *page) write() {
	title := p.doc.Title
	if title == "" {
		title = p.doc.Name
	}
	language := p.doc.Language
	if language == "" {
		language = string(p.lang)
	}
	p.raw("<!doctype html>\n<html lang=\"", html.EscapeString(language), "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", html.EscapeString(title), "</title>\n<style>\n", stylesheet, "</style>\n</head>\n<body>\n<main>\n")
	p.comments("")
	begun, ended := false, false
	for _, n := range p.doc.Tree.Nodes {
		if !begun && n.Kind != outline.Front && n.Kind != outline.Basis {
			begun = true
			p.contents()
		}
		s := body
		if ended && n.Kind == outline.Paragraph {
			s = note
		}
		ended = ended || n.Kind == outline.Signature || n.Kind == outline.Annex
		p.node(n, s, 1)
	}
	p.raw("</main>\n</body>\n</html>\n")
}

// contents lists the headings, as deep as they are found by.
func (p *page) contents() {
	var b strings.Builder
	for _, l := range linesOf(p.doc.Tree) {
		if l.level == 0 || l.level > 4 {
			continue
		}
		b.WriteString(`<li class="d` + strconv.Itoa(l.level) + `"><a href="#` + html.EscapeString(l.node.ID) + `">`)
		b.WriteString(html.EscapeString(strings.Join(strings.Fields(l.text()), " ")) + "</a></li>\n")
	}
	if b.Len() == 0 {
		return
	}
	title := html.EscapeString(locale.T(p.lang, "convert.contents"))
	p.raw(`<nav class="contents" aria-label="`, title, "\" hidden><details><summary>", title, "</summary><ol>\n", b.String(), "</ol></details></nav>\n")
}

// node writes a node with what stands under it.
func (p *page) node(n *outline.Node, s story, level int) {
	var w walk
	titled := w.own(n, s, level)
	if titled {
		level++
	}
	element, class := container(n, titled)
	inner := s
	switch n.Kind {
	case outline.Front:
		inner = head
	case outline.Basis:
		inner = grounds
	case outline.Signature:
		inner = closing
	}
	if element == "" {
		p.leaf(n, w.lines)
		return
	}
	p.raw("<", element, ` class="`, class, `" id="`, html.EscapeString(n.ID), `"`)
	if n.Kind == outline.Front {
		p.raw(` style="text-align:center"`)
	}
	p.raw(">\n")
	for i := range w.lines {
		p.line(&w.lines[i], "")
	}
	p.comments(n.ID)
	for _, c := range n.Children {
		if n.Kind != outline.Table || c.Kind != outline.Table {
			p.node(c, inner, level)
		}
	}
	p.raw("</", element, ">\n")
}

// leaf writes a paragraph or table that has nothing under it.
func (p *page) leaf(n *outline.Node, lines []line) {
	for i := range lines {
		id := ""
		if i == 0 {
			id = n.ID
		}
		p.line(&lines[i], id)
	}
	p.comments(n.ID)
}

// container is the element around a node; none for one that is a paragraph.
func container(n *outline.Node, titled bool) (element, class string) {
	switch {
	case n.Kind == outline.Front:
		return "header", "front"
	case n.Kind == outline.Signature:
		return "footer", "signing"
	case isDivision(n.Kind):
		if n.Kind == outline.Annex {
			return "section", "annex division"
		}
		return "section", string(n.Kind) + " division"
	case titled || n.Kind == outline.Article:
		return "section", string(n.Kind)
	case n.Kind == outline.Paragraph && len(n.Children) == 0, n.Kind == outline.Table && n.Label == "" && n.Heading == "" && onlyTables(n):
		return "", ""
	}
	return "div", string(n.Kind)
}

func onlyTables(n *outline.Node) bool {
	for _, c := range n.Children {
		if c.Kind != outline.Table {
			return false
		}
	}
	return true
}

func (p *page) line(l *line, id string) {
	if l.table {
		p.raw(`<div class="table" role="region" tabindex="0" aria-label="`, html.EscapeString(locale.T(p.lang, "convert.table")), "\">")
		htmlTable(p.w, gridOf(l.node), id, !ruled(l.story))
		p.raw("</div>\n")
		return
	}
	element, attrs := p.element(l)
	p.raw("<", element, attrs)
	if id != "" {
		p.raw(` id="`, html.EscapeString(id), `"`)
	}
	p.raw(">")
	bold := l.title && l.level == 0 && l.story == body
	if bold {
		p.raw("<b>")
	}
	if l.label != "" {
		p.raw(`<span class="label">`, htmlLines(l.label), "</span>")
		if l.words != "" && l.apart {
			p.raw("<br>")
		} else if l.words != "" {
			p.raw(" ")
		}
	}
	p.raw(htmlLines(l.words))
	if bold {
		p.raw("</b>")
	}
	p.raw("</", element, ">\n")
}

// element is that of a line, with its attributes. The first line that names an
// instrument is the page's title, but as the words of a letterhead around it
// no heading element: those divide the text.
func (p *page) element(l *line) (name, attrs string) {
	switch {
	case l.level > 0:
		return "h" + strconv.Itoa(min(l.level+1, 6)), ""
	case l.story == head && outline.OpensTitle(l.words):
		return "p", ` class="title" role="heading" aria-level="1"`
	case l.story == head && l.subject && !bare(l.words), l.story == head && capitals(l.words), l.story == closing && capitals(l.words):
		return "p", ` class="caps"`
	case l.story == grounds && akn.IsGround(l.node):
		return "p", ` class="ground"`
	case l.story == grounds:
		return "p", ` class="enacting" style="text-align:center"`
	case l.story == titling:
		return "p", ` class="centred" style="text-align:center"`
	}
	return "p", ""
}

// stringWriter is what both a page and a Markdown block are written to.
type stringWriter interface{ WriteString(string) (int, error) }

// htmlTable writes a table, one paragraph an element. In a letterhead or
// signature names in capitals are marked.
func htmlTable(w stringWriter, g *grid, id string, names bool) {
	w.WriteString("<table")
	if id != "" {
		w.WriteString(` id="` + html.EscapeString(id) + `"`)
	}
	w.WriteString(">\n")
	for _, row := range g.rows {
		w.WriteString("<tr>")
		for _, c := range row {
			w.WriteString("<td")
			if c.span > 1 {
				w.WriteString(` colspan="` + strconv.Itoa(c.span) + `"`)
			}
			w.WriteString(">")
			htmlCell(w, c, names)
			w.WriteString("</td>")
		}
		w.WriteString("</tr>\n")
	}
	w.WriteString("</table>\n")
}

func htmlCell(w stringWriter, c cell, names bool) {
	nested := func() {
		for _, t := range c.tables {
			htmlTable(w, t, t.node.ID, false)
		}
	}
	if !c.below {
		nested()
	}
	for _, words := range c.paragraphs {
		switch {
		case words == "":
		case names && capitals(words):
			w.WriteString(`<p class="caps">` + htmlLines(words) + "</p>")
		default:
			w.WriteString("<p>" + htmlLines(words) + "</p>")
		}
	}
	if c.below {
		nested()
	}
}

// comments writes the notes on a node, or with "" those on the whole draft.
func (p *page) comments(node string) {
	for _, n := range p.notes[node] {
		p.raw(`<aside class="comment" id="`, html.EscapeString(n.ID), `" aria-label="`, html.EscapeString(locale.T(p.lang, "convert.comment")), "\" hidden>")
		p.raw(`<p class="who">`, html.EscapeString(who(n)), "</p>")
		if n.Quote != "" {
			p.raw(`<p class="quote">“`, html.EscapeString(n.Quote), "”</p>")
		}
		p.raw("<p>", html.EscapeString(noteWords(n)), "</p>")
		for _, t := range n.Thread {
			p.raw(`<div class="turn"><p class="who">`, html.EscapeString(joined(" · ", t.Author, t.Date)), "</p><p>", html.EscapeString(t.Text), "</p></div>")
		}
		p.raw("</aside>\n")
	}
}
