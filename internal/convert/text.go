package convert

import (
	"bufio"
	"strings"

	"thao/internal/akn"
)

// writeText writes a paragraph a line, labels as typed, with an empty line
// between; cells of a table are set apart by tabs.
func writeText(w *bufio.Writer, doc *akn.Document) {
	lines := linesOf(doc.Tree)
	for i := range lines {
		if i > 0 {
			w.WriteString("\n")
		}
		w.WriteString(strings.Trim(lines[i].text(), "\n"))
		w.WriteString("\n")
	}
}
