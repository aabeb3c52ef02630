package trace

import (
	"strings"

	"thao/internal/anchor"
	"thao/internal/collation"
)

// wording is how changed nodes read now: each with its label, but for the one a
// comment stands at, whose path says it; and of long stretches that stayed only
// the ends beside a change.
func wording(changes []change, at string) string {
	var nodes []string
	for _, c := range changes {
		if c.New == nil {
			continue
		}
		var b strings.Builder
		for _, w := range Shown(c.stepsNow()) {
			b.WriteString(w.Text)
		}
		text := inOneLine(b.String())
		if text == "" {
			continue
		}
		if c.New.Label != "" && c.New.ID != at {
			text = c.New.Label + " " + text
		}
		nodes = append(nodes, text)
	}
	return strings.Join(nodes, "\n")
}

// inOneLine joins the lines of a node: a heading ends as a sentence does.
func inOneLine(s string) string {
	var out string
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.Join(strings.Fields(line), " ")
		switch {
		case line == "":
		case out == "" || strings.ContainsRune(".:;,…!?-", rune(out[len(out)-1])) || strings.HasSuffix(out, "…"):
			out = strings.TrimSpace(out + " " + line)
		default:
			out += ". " + line
		}
	}
	return out
}

// stepsNow are the words as they stand now, with empty steps where words went.
func (c change) stepsNow() []Word {
	if c.left {
		return []Word{{"+", c.New.Content()}}
	}
	var out []Word
	for _, w := range c.stepWords() {
		if w.Op == "-" {
			w.Text = ""
		}
		out = append(out, w)
	}
	return out
}

// Standings is what a collation keeps of a trace, for its matrix.
func (t *Trace) Standings() *collation.Next {
	n := &collation.Next{File: t.Next, Comments: []collation.Standing{}}
	for _, e := range t.Comments {
		s := collation.Standing{Comment: e.ID, State: collation.Placed, Place: collation.PlaceSure, Path: e.NewPath, Changed: e.Changed, Wording: e.Wording}
		switch e.State {
		case General:
			s.State, s.Place = collation.General, collation.PlaceSure
		case anchor.Review:
			s.Place = collation.PlaceReview
		case anchor.Orphan:
			s.Place = collation.PlaceGone
		}
		n.Comments = append(n.Comments, s)
	}
	return n
}
