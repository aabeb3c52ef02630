package outline

import (
	"strings"

	"thao/internal/prose"
)

// widestSkip bounds the tabs written for columns a row leaves out.
const widestSkip = 64

// tableNode makes one node of the blocks [from, to) of a table. Cells are set
// apart by tabs, as many as grid columns lie between them, rows by newlines,
// paragraphs of one cell by blanks; a table in a cell is a child.
func tableNode(blocks []prose.Block, from, to int) *Node {
	n := &Node{Kind: Table, Children: []*Node{}}
	table := blocks[from].Cell.Table
	var text strings.Builder
	var at *prose.CellPos
	for i := from; i < to; i++ {
		cell := blocks[i].Cell
		if cell.Table != table {
			end := nestedEnd(blocks, i, to, table)
			if child := tableNode(blocks, i, end); child.Text != "" || len(child.Children) > 0 {
				adopt(n, child)
			}
			i = end - 1
			continue
		}
		separate(&text, at, cell)
		at = cell
		writeCell(n, &text, blocks, i)
	}
	n.Text = text.String()
	return n
}

// nestedEnd is where the table nested at blocks[i] gives way to the outer one.
func nestedEnd(blocks []prose.Block, i, to, outer int) int {
	for ; i < to && blocks[i].Cell.Table != outer; i++ {
	}
	return i
}

func separate(text *strings.Builder, prev, cell *prose.CellPos) {
	switch {
	case prev == nil:
	case prev.Row != cell.Row:
		text.WriteByte('\n')
		tabs(text, cell.Col)
	case prev.Col != cell.Col:
		tabs(text, max(1, cell.Col-prev.Col))
	default:
		if s := text.String(); s != "" && s[len(s)-1] > ' ' {
			text.WriteByte(' ')
		}
	}
}

func tabs(text *strings.Builder, n int) {
	for range min(n, widestSkip) {
		text.WriteByte('\t')
	}
}

func writeCell(n *Node, text *strings.Builder, blocks []prose.Block, i int) {
	b := &blocks[i]
	if strings.TrimSpace(b.Text) == "" {
		return
	}
	if b.Label != "" {
		text.WriteString(b.Label)
		text.WriteByte(' ')
	}
	n.Sources = append(n.Sources, Source{Block: i, At: text.Len(), Len: len(b.Text)})
	text.WriteString(b.Text)
}
