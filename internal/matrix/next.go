package matrix

import (
	"slices"

	"thao/internal/collation"
)

// nextShares are the shares of the measure where the next version has a column
// too.
var nextShares = [...]float64{0.052, 0.118, 0.15, 0.235, 0.222, 0.223}

// next is where a row's comments stand in the next version and how the draft
// reads there now, each place once; where bodies were answered otherwise, they
// may stand at several.
func (b *builder) next(members []*collation.Comment) Cell {
	var cell Cell
	for _, c := range members {
		s, known := b.standings[c.ID]
		if !known {
			continue
		}
		for _, l := range b.standing(s) {
			if !slices.Contains(cell, l) {
				cell = append(cell, l)
			}
		}
	}
	return cell
}

// standing prints one comment's place, in bold, and what is written there.
func (b *builder) standing(s collation.Standing) Cell {
	if s.State == collation.General {
		return nil
	}
	var cell Cell
	lead := ""
	if s.Path != "" {
		lead = oneLine(s.Path) + ":"
	}
	switch paragraphs := lines(s.Wording); {
	case len(paragraphs) > 0:
		for _, p := range paragraphs {
			cell = append(cell, Line{Text: p})
		}
	case s.Changed:
		cell = Cell{{Text: b.say("matrix.next.removed")}}
	case s.Place == collation.PlaceSure:
		cell = Cell{{Text: b.say("matrix.next.same")}}
	}
	if key := "matrix.next." + string(s.Place); s.Place != collation.PlaceSure {
		cell = append(cell, Line{Text: b.say(key)})
	}
	if lead == "" {
		return cell
	}
	cell[0].Lead, cell[0].Text = lead, " "+cell[0].Text
	return cell
}
