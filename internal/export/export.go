// Package export writes a collation in other people's forms: as the draft in
// Word with every comment in its margin, so that a chair can read text and
// comments together.
package export

import (
	"io"
	"strings"
	"time"

	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/ooxml/compose"
	"thao/internal/outline"
)

// WordComments writes the draft as a .docx with each comment as a margin
// comment by its body, on the words it is about. The thread under a comment
// and, as the last reply, its group's answer follow it. General comments stand
// on the first line, comments under review at their best guess and say so.
func WordComments(w io.Writer, c *collation.Collation, lang locale.Lang) error {
	x := exporter{
		c: c, lang: lang, marks: map[string][]mark{},
		doc: compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14}),
	}
	x.doc.NumberPages()
	x.doc.Properties(compose.Properties{Title: c.Draft.Title})
	x.collect()
	for _, n := range c.Draft.Nodes {
		x.node(n)
	}
	if !x.begun { // a draft without a word
		x.doc.Add(compose.Para{Runs: x.opening()})
	}
	_, err := x.doc.WriteTo(w)
	return err
}

type exporter struct {
	c     *collation.Collation
	lang  locale.Lang
	doc   *compose.Document
	marks map[string][]mark // node id → comments on it
	first []compose.Thread  // comments on the whole draft
	begun bool
}

// mark is a comment on bytes [start, end) of its node's Content.
type mark struct {
	start, end int
	thread     compose.Thread
}

// collect registers every comment and where it goes.
func (x *exporter) collect() {
	contents := map[string]string{}
	x.c.Tree().Walk(func(n *outline.Node) { contents[n.ID] = n.Content() })
	for i := range x.c.Comments {
		m := &x.c.Comments[i]
		thread := x.doc.Comment(x.comment(m))
		content, known := contents[m.Node]
		if m.Node == "" || !known {
			x.first = append(x.first, thread)
			continue
		}
		at := mark{start: 0, end: len(content), thread: thread}
		if m.Start >= 0 {
			at.start, at.end = byteOffset(content, m.Start), byteOffset(content, m.End)
		}
		x.marks[m.Node] = append(x.marks[m.Node], at)
	}
}

// byteOffset turns a count of code points into bytes.
func byteOffset(s string, points int) int {
	for i := range s {
		if points == 0 {
			return i
		}
		points--
	}
	return len(s)
}

func (x *exporter) comment(m *collation.Comment) compose.Comment {
	out := compose.Comment{Author: m.Body, Initials: initials(m.Body), Date: moment(m.Date), Text: x.words(m), Resolved: m.Resolved}
	for _, t := range m.Thread {
		out.Replies = append(out.Replies, compose.Comment{Author: t.Author, Initials: initials(t.Author), Date: moment(t.Date), Text: t.Text})
	}
	return out
}

// words is what the margin says: the comment's own words, or its change of
// words in a form that reads back as one.
func (x *exporter) words(m *collation.Comment) string {
	var parts []string
	if m.State == collation.Review {
		parts = append(parts, locale.T(x.lang, "export.review"))
	}
	switch {
	case m.Text != "":
		parts = append(parts, m.Text)
	case m.Before != "" && m.After != "":
		parts = append(parts, locale.T(x.lang, "export.replace", "before", m.Before, "after", m.After))
	case m.Before != "":
		parts = append(parts, locale.T(x.lang, "export.delete", "before", m.Before))
	case m.After != "":
		parts = append(parts, locale.T(x.lang, "export.insert", "after", m.After))
	default:
		parts = append(parts, locale.T(x.lang, "export.mark"))
	}
	return strings.Join(parts, "\n")
}

func initials(name string) string {
	var out []rune
	for _, word := range strings.Fields(name) {
		out = append(out, []rune(word)[0])
	}
	return string(out)
}

// moment reads the date of a comment; the zero time where it has none.
func moment(s string) time.Time {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(form, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
