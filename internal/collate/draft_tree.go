package collate

import (
	"strings"

	"thao/internal/outline"
	"thao/internal/prose"
)

// linesOf cuts the nodes of a tree into units: as the nodes of the same words
// in the tree it began as were cut, else where lines and cells end.
func linesOf(tree, began *outline.Tree) []unit {
	sources := map[string][]outline.Source{}
	if began != nil {
		began.Walk(func(n *outline.Node) { sources[n.Content()] = n.Sources })
	}
	var units []unit
	tree.Walk(func(n *outline.Node) {
		content := n.Content()
		cuts, known := sources[content]
		if !known {
			cuts = linesIn(content, n.Kind)
		}
		for _, s := range cuts {
			if s.Len > 0 {
				units = append(units, unit{n, s, content[s.At : s.At+s.Len]})
			}
		}
	})
	return units
}

func linesIn(content string, kind outline.Kind) []outline.Source {
	ends := "\n"
	if kind == outline.Table {
		ends = "\n\t"
	}
	var cuts []outline.Source
	for at := 0; at < len(content); {
		size := strings.IndexAny(content[at:], ends)
		if size < 0 {
			size = len(content) - at
		}
		cuts = append(cuts, outline.Source{At: at, Len: size})
		at += size + 1
	}
	return cuts
}

// cellBlocks writes the tables of a tree as the blocks they came from: rows are
// lines of a table's text, and a tab leads to the next column.
func cellBlocks(tree *outline.Tree) []prose.Block {
	var blocks []prose.Block
	tables := 0
	tree.Walk(func(n *outline.Node) {
		if n.Kind != outline.Table {
			return
		}
		tables++
		for row, line := range strings.Split(n.Text, "\n") {
			for col, cell := range strings.Split(line, "\t") {
				at := &prose.CellPos{Table: tables, Row: row, Col: col, RowSpan: 1, ColSpan: 1}
				blocks = append(blocks, prose.Block{Kind: prose.Cell, Text: cell, Cell: at})
			}
		}
	})
	return blocks
}
