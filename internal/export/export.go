// Package export writes a collation in other people's forms: as the draft in
// Word with every comment in its margin, so that a chair can read text and
// comments together.
package export

import (
	"context"
	"io"
	"strings"

	"thao/internal/akn"
	"thao/internal/collation"
	"thao/internal/convert"
	"thao/internal/locale"
	"thao/internal/matrix"
)

// WordComments writes the draft as a .docx in the style of the collation's
// profile, with each comment as a margin comment by its body, on the words it is
// about. The thread under a comment and, as the last reply, its answer follow
// it. General comments stand on the first line, comments under review at their
// best guess and say so.
func WordComments(ctx context.Context, w io.Writer, c *collation.Collation, lang locale.Lang) error {
	x := exporter{c: c, lang: lang, answers: c.AnswersByComment()}
	doc := &akn.Document{Tree: c.Tree(), Title: c.Draft.Title}
	for i := range c.Comments {
		doc.Notes = append(doc.Notes, x.note(&c.Comments[i]))
	}
	return convert.Write(ctx, w, doc, convert.Word, convert.Options{Profile: c.Profile, Lang: lang})
}

type exporter struct {
	c       *collation.Collation
	lang    locale.Lang
	answers map[string]collation.Answer
}

func (x *exporter) note(m *collation.Comment) akn.Note {
	n := akn.Note{
		Node: m.Node, Start: m.Start, End: m.End, Body: m.Body, Author: m.Author, Date: m.Date, Text: x.words(m), Resolved: m.Resolved,
	}
	for _, t := range m.Thread {
		n.Thread = append(n.Thread, akn.Turn{Author: t.Author, Date: t.Date, Text: t.Text})
	}
	if words := x.answer(m); words != "" {
		n.Thread = append(n.Thread, akn.Turn{Author: locale.T(x.lang, "export.answerer"), Text: words})
	}
	return n
}

// answer is what is said to a comment, as the matrix prints it.
func (x *exporter) answer(m *collation.Comment) string {
	a, answered := x.answers[m.ID]
	if !answered {
		return ""
	}
	return matrix.Answered(x.lang, "", a).Words()
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
