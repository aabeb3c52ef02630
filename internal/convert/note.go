package convert

import (
	"slices"
	"strings"
	"unicode/utf8"

	"thao/internal/akn"
)

// who is the body a note came from, the person who wrote it and its date.
func who(n *akn.Note) string { return joined(" · ", n.Body, n.Author, n.Date) }

// noteWords are what a note says; of a proposal, that it asks for words to be
// replaced.
func noteWords(n *akn.Note) string {
	proposal := ""
	if n.Before != "" || n.After != "" {
		proposal = "“" + n.Before + "” → “" + n.After + "”"
	}
	return joined("\n", n.Text, proposal)
}

// joined puts what is not empty together.
func joined(by string, parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(by)
		}
		b.WriteString(p)
	}
	return b.String()
}

// mark is a stretch of a line's words that a note is set on; bytes.
type mark struct {
	note     *akn.Note
	from, to int
}

// marksOf places the notes: by the index of the line in which each begins. A
// note on a whole node, or on the whole draft, takes the whole first line; one
// that runs over the end of its line ends there.
func marksOf(lines []line, notes []akn.Note) map[int][]mark {
	byNode := map[string][]int{}
	for i := range lines {
		byNode[lines[i].node.ID] = append(byNode[lines[i].node.ID], i)
	}
	marks := map[int][]mark{}
	for k := range notes {
		n := &notes[k]
		at := byNode[n.Node]
		if len(at) == 0 && len(lines) > 0 {
			at = []int{firstOf(lines, n.Node)}
		}
		if len(at) == 0 {
			continue
		}
		i, from, to := place(lines, at, n)
		marks[i] = append(marks[i], mark{n, from, to})
	}
	return marks
}

// firstOf is the first line under a node that has none of its own; for one
// that is not there, or "", the first of all.
func firstOf(lines []line, id string) int {
	for i := range lines {
		for p := lines[i].node; p != nil; p = p.Parent {
			if p.ID == id {
				return i
			}
		}
	}
	return 0
}

func place(lines []line, at []int, n *akn.Note) (i, from, to int) {
	i = at[0]
	if n.Start < 0 {
		return i, 0, len(lines[i].words)
	}
	content := lines[i].node.Content()
	start, end := byteAt(content, n.Start), byteAt(content, n.End)
	for _, k := range at {
		if lines[k].at <= start {
			i = k
		}
	}
	l := &lines[i]
	from = min(max(0, start-l.at), len(l.words))
	return i, from, min(max(from, end-l.at), len(l.words))
}

// byteAt is where the code point of an index begins in s.
func byteAt(s string, index int) int {
	at := 0
	for ; index > 0 && at < len(s); index-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

// bounds are the bytes of a line's words at which notes open or close, in
// order; -1, before the label, is not among them.
func bounds[T any](starts, ends map[int]T) []int {
	var list []int
	for _, marks := range [...]map[int]T{starts, ends} {
		for at := range marks {
			if at >= 0 {
				list = append(list, at)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
