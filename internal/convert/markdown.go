package convert

import (
	"bufio"
	"html"
	"strconv"
	"strings"

	"thao/internal/akn"
)

// writeMarkdown writes CommonMark with tables and footnotes. Labels are typed,
// for Markdown has no list that counts "Điều 5." or "đ)": everything that could
// be taken for markup is escaped. What is centred on paper, and tables a pipe
// table cannot hold, are HTML.
func writeMarkdown(w *bufio.Writer, doc *akn.Document) {
	m := &markdown{w: w}
	for _, l := range linesOf(doc.Tree) {
		m.line(&l)
	}
	for i, words := range m.notes {
		m.block("[^" + strconv.Itoa(i+1) + "]")
		m.block("[^" + strconv.Itoa(i+1) + "]: " + escaped(words))
	}
}

type markdown struct {
	w     *bufio.Writer
	begun bool
	notes []string
}

// block writes a block, with an empty line before it.
func (m *markdown) block(s string) {
	if s == "" {
		return
	}
	if m.begun {
		m.w.WriteByte('\n')
	}
	m.begun = true
	m.w.WriteString(s)
	m.w.WriteByte('\n')
}

func (m *markdown) line(l *line) {
	switch text := l.text(); {
	case l.table:
		m.table(gridOf(l.node))
	case text == "":
	case l.story == note:
		m.notes = append(m.notes, text)
	case l.level > 0:
		m.block(strings.Repeat("#", min(l.level, 6)) + " " + escaped(text))
	case l.centred():
		m.block(`<p align="center">` + htmlLines(text) + "</p>")
	case l.title:
		m.block("**" + escaped(text) + "**")
	default:
		m.block(escaped(text))
	}
}

// centred reports whether a line stands in the middle of the page.
func (l *line) centred() bool {
	return l.story == head || l.story == titling || l.story == grounds && !akn.IsGround(l.node)
}

func htmlLines(s string) string { return strings.ReplaceAll(html.EscapeString(s), "\n", "<br>") }

// table writes a pipe table; one with spans, paragraphs in cells or tables in
// it as HTML.
func (m *markdown) table(g *grid) {
	if !g.simple() {
		var b strings.Builder
		htmlTable(&b, g, "", false)
		m.block(strings.TrimRight(b.String(), "\n"))
		return
	}
	var b strings.Builder
	for i, row := range g.rows {
		for _, c := range row {
			b.WriteString("| " + escaped(c.paragraphs[0]) + " ")
		}
		b.WriteString("|\n")
		if i == 0 {
			b.WriteString(strings.Repeat("| --- ", g.cols) + "|\n")
		}
	}
	m.block(strings.TrimRight(b.String(), "\n"))
}

func (g *grid) simple() bool {
	for _, row := range g.rows {
		for _, c := range row {
			if c.span > 1 || len(c.paragraphs) > 1 || len(c.tables) > 0 {
				return false
			}
		}
	}
	return true
}

// escaped is text with a backslash before what Markdown would take for markup,
// in a line or at its beginning, and <br> for a line break.
func escaped(s string) string {
	var b strings.Builder
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteString("<br>")
		}
		start := len(part) - len(strings.TrimLeft(part, " \t"))
		sign := start + len(part[start:]) - len(strings.TrimLeft(part[start:], "0123456789"))
		for k := 0; k < len(part); k++ {
			c := part[k]
			opens := k == start && strings.IndexByte("#+-=:", c) >= 0 || k == sign && k > start && (c == '.' || c == ')')
			if opens || strings.IndexByte("\\`*_[]<>&~|", c) >= 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}
