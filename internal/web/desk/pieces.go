package desk

import (
	"context"
	"html"
	"io"
	"strings"

	"github.com/a-h/templ"

	"thao/internal/compare"
	"thao/internal/matrix"
	"thao/internal/trace"
)

// piece is a stretch of words with its mark: "mark", "ins", "del", "b", "i" or
// "" for none. Words that are marked off in the middle of a sentence must stand
// without a space before them, which a view would put there.
type piece struct{ Text, Tag string }

var openings = map[string]string{"mark": `<mark class="on">`, "ins": "<ins>", "del": "<del>", "b": "<b>", "i": "<i>"}

func pieces(list []piece) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var out strings.Builder
		for _, p := range list {
			out.WriteString(openings[p.Tag] + html.EscapeString(p.Text))
			if p.Tag != "" {
				out.WriteString("</" + p.Tag + ">")
			}
		}
		_, err := io.WriteString(w, out.String())
		return err
	})
}

// edits are two texts as one, with what was put in and taken out.
func edits(old, new string) templ.Component {
	var out []piece
	for _, e := range compare.Words(old, new) {
		tag := ""
		switch e.Op {
		case compare.Insert:
			tag = "ins"
		case compare.Delete:
			tag = "del"
		}
		out = append(out, piece{e.Text, tag})
	}
	return pieces(out)
}

func traced(words []trace.Word) templ.Component {
	var out []piece
	for _, w := range trace.Shown(words) {
		out = append(out, piece{w.Text, map[string]string{"+": "ins", "-": "del"}[w.Op]})
	}
	return pieces(out)
}

// paperLine is one paragraph of the matrix.
func paperLine(l matrix.Line) templ.Component {
	tag := ""
	switch {
	case l.Bold:
		tag = "b"
	case l.Italic:
		tag = "i"
	}
	if l.Lead != "" {
		return pieces([]piece{{l.Lead, "b"}, {l.Text, tag}})
	}
	return pieces([]piece{{l.Text, tag}})
}
