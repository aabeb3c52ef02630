package plain

import (
	"bytes"
	"testing"

	"thao/internal/fault"
	"thao/internal/prose"
)

// Millions of short lines are few bytes and would be gigabytes of paragraphs:
// they are refused before they are read.
func TestLinesAndElementsAreBounded(t *testing.T) {
	for name, c := range map[string]struct {
		read func([]byte) ([]prose.Block, error)
		data []byte
	}{
		"text":     {Text, bytes.Repeat([]byte("Điều 1. A\n"), maxItems+1)},
		"markdown": {Markdown, bytes.Repeat([]byte("Điều 1. A\n\n"), maxItems)},
		"html":     {HTML, bytes.Repeat([]byte("<p>a"), 4*maxItems+1)},
	} {
		if _, err := c.read(c.data); fault.CodeOf(err) != fault.TooLong {
			t.Errorf("%s: %v", name, err)
		}
	}
	if blocks, err := Text(bytes.Repeat([]byte("Điều 1. A\n\n"), 1000)); err != nil || len(blocks) != 1000 {
		t.Errorf("%d blocks, %v", len(blocks), err)
	}
}
