package ooxml

import (
	"strings"

	"thao/internal/prose"
)

// maxQuoted bounds the bytes of all quotes over several paragraphs together:
// many ranges may each hold the whole text.
const maxQuoted = 64 << 20

// textBetween is the text from one place to another: "\n" between paragraphs,
// "\t" between cells of a row. Where both ends lie in one story, text boxes and
// notes in between do not count. Ends in the wrong order give "".
func (r *rendering) textBetween(from, to prose.Point) string {
	if from.Block > to.Block || from.Block == to.Block && from.Offset >= to.Offset || to.Block >= len(r.blocks) {
		return ""
	}
	if from.Block == to.Block { // shares the block's memory
		return r.blocks[from.Block].Text[from.Offset:to.Offset]
	}
	only := r.story[from.Block]
	if r.story[to.Block] != only {
		only = nil
	}
	if r.copied > maxQuoted {
		return ""
	}
	var b strings.Builder
	defer func() { r.copied += b.Len() }()
	var before *prose.Block
	for i := from.Block; i <= to.Block; i++ {
		if only != nil && r.story[i] != only {
			continue
		}
		block := &r.blocks[i]
		text := block.Text
		if i == to.Block {
			text = text[:to.Offset]
		}
		if i == from.Block {
			text = text[from.Offset:]
		}
		if before != nil {
			b.WriteString(separator(before, block))
		}
		b.WriteString(text)
		before = block
	}
	return b.String()
}

// joined is the text of whole blocks.
func (r *rendering) joined(from, to int) string {
	if from >= to {
		return ""
	}
	last := to - 1
	return r.textBetween(prose.Point{Block: from}, prose.Point{Block: last, Offset: len(r.blocks[last].Text)})
}

// separator stands between the texts of two blocks.
func separator(a, b *prose.Block) string {
	if a.Cell != nil && b.Cell != nil && a.Cell.Table == b.Cell.Table &&
		a.Cell.Row == b.Cell.Row && a.Cell.Col != b.Cell.Col {
		return "\t"
	}
	return "\n"
}
