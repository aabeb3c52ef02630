package prose

import "thao/internal/fault"

// The bounds of a text, in bytes. A page has some 3,500, so this is more than
// 4,500 pages, and 300 in one paragraph; no official text comes near. What
// reads a text, compares it or lays it out takes many times its bytes.
const (
	MaxText  = 16 << 20
	MaxBlock = 1 << 20
)

// Bound refuses a text that is past the bounds: LongText, LongParagraph.
func Bound(blocks []Block) error {
	all := 0
	for i := range blocks {
		if all += len(blocks[i].Text); all > MaxText {
			return LongText()
		}
		if len(blocks[i].Text) > MaxBlock {
			return LongParagraph()
		}
	}
	return nil
}

// LongText is the fault of a text past MaxText.
func LongText() error { return fault.New(fault.LongText, "max", MaxText>>20) }

// LongParagraph is the fault of a paragraph past MaxBlock.
func LongParagraph() error { return fault.New(fault.LongParagraph, "max", MaxBlock>>20) }
