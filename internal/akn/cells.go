package akn

import (
	"strings"

	"thao/internal/outline"
)

// Rows are the cells of a table node, each with its paragraphs. A node built
// from a file knows by its sources where the paragraphs of a cell were; else a
// cell is one paragraph. Cells joined by tabs, their paragraphs by blanks and
// rows by newlines are the node's text again.
func Rows(n *outline.Node) [][][]string {
	breaks := cellBreaks(n)
	var rows [][][]string
	at := 0
	for line := range strings.SplitSeq(n.Text, "\n") {
		var row [][]string
		for cell := range strings.SplitSeq(line, "\t") {
			row = append(row, paragraphsOf(cell, at, breaks))
			at += len(cell) + 1
		}
		rows = append(rows, row)
	}
	return rows
}

// cellBreaks are the blanks in a table's text that stand for the end of a
// paragraph: right after what one source gave, where another follows.
func cellBreaks(n *outline.Node) map[int]bool {
	shift := 0 // sources count in Content, which begins with a heading
	if n.Heading != "" {
		shift = len(n.Heading) + 1
	}
	breaks := map[int]bool{}
	for i := 1; i < len(n.Sources); i++ {
		s := n.Sources[i-1]
		end := s.At + s.Len - shift
		if s.Len > 0 && end > 0 && end < len(n.Text) && n.Text[end] == ' ' && n.Sources[i].At-shift > end {
			breaks[end] = true
		}
	}
	return breaks
}

// paragraphsOf divides a cell that begins at a place in the text.
func paragraphsOf(cell string, at int, breaks map[int]bool) []string {
	if len(breaks) == 0 {
		return []string{cell}
	}
	var out []string
	from := 0
	for i := range len(cell) {
		if breaks[at+i] {
			out = append(out, cell[from:i])
			from = i + 1
		}
	}
	return append(out, cell[from:])
}
