package main

import (
	"fmt"
	"strings"
	"unicode"

	"thao/internal/ooxml/compose"
	"thao/internal/viet"
)

// legacyDress turns a block of Unicode text into what was typed before
// Unicode: TCVN3 bytes, in .VnTime, and in .VnTimeH where all is capitals.
func legacyDress(b compose.Block) (compose.Block, error) {
	switch b := b.(type) {
	case compose.Para:
		return legacyPara(b)
	case compose.Table:
		var rows []compose.Row
		for row := range b.Rows {
			for i := range row.Cells {
				for j, inner := range row.Cells[i].Blocks {
					dressed, err := legacyDress(inner)
					if err != nil {
						return nil, err
					}
					row.Cells[i].Blocks[j] = dressed
				}
			}
			rows = append(rows, row)
		}
		b.Rows = compose.Rows(rows...)
		return b, nil
	}
	return nil, fmt.Errorf("no legacy dress for a %T", b)
}

func legacyPara(p compose.Para) (compose.Para, error) {
	var runs []compose.Inline
	for _, stretch := range splitCapitals(p.Text) {
		encoding, font := viet.TCVN3, ".VnTime"
		if stretch.capitals {
			encoding, font = viet.TCVN3Caps, ".VnTimeH"
		}
		text, err := encoding.Encode(stretch.text)
		if err != nil {
			return p, fmt.Errorf("%q: %w", stretch.text, err)
		}
		runs = append(runs, compose.Run{Text: text, Look: compose.Look{Font: font}})
	}
	p.Text, p.Runs = "", runs
	return p, nil
}

type stretch struct {
	text     string
	capitals bool
}

// splitCapitals cuts a text between words of capitals and others; spaces go
// with the word before.
func splitCapitals(text string) []stretch {
	var out []stretch
	for _, word := range strings.SplitAfter(text, " ") {
		capitals := inCapitals(word)
		if n := len(out); n > 0 && out[n-1].capitals == capitals {
			out[n-1].text += word
			continue
		}
		out = append(out, stretch{word, capitals})
	}
	return out
}

// inCapitals tells a word of at least two capitals, one of them accented.
func inCapitals(word string) bool {
	letters, accented := 0, false
	for _, r := range word {
		if unicode.IsLower(r) || unicode.IsDigit(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
			accented = accented || r > unicode.MaxASCII
		}
	}
	return letters > 1 && accented
}
