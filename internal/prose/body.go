package prose

import "slices"

// Body is the blocks of a text proper: those of page headers and footers are
// emptied, and keep their places so that Points stay true.
func Body(blocks []Block) []Block {
	var out []Block
	for i, b := range blocks {
		if b.Kind != Header && b.Kind != Footer {
			continue
		}
		if out == nil {
			out = slices.Clone(blocks)
		}
		out[i].Text, out[i].Label = "", ""
	}
	if out == nil {
		return blocks
	}
	return out
}
