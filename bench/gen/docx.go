package gen

import (
	"bytes"

	"thao/internal/ooxml/compose"
)

// Docx is the draft as a Word file with automatic numbering, and with marks
// on it.
func (d *Draft) Docx(seed uint64, m Marks) ([]byte, error) {
	p := newPen(seed, 3)
	doc := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
	list := doc.List(
		compose.ListLevel{Format: "upperRoman", Text: "Chương %1", Suffix: compose.SpaceAfter},
		compose.ListLevel{Format: "decimal", Text: "Mục %2", Suffix: compose.SpaceAfter},
		compose.ListLevel{Format: "decimal", Text: "Điều %3.", Suffix: compose.SpaceAfter, Restart: -1},
		compose.ListLevel{Format: "decimal", Text: "%4.", Suffix: compose.SpaceAfter},
		compose.ListLevel{Format: "lowerLetter", Text: "%5)", Suffix: compose.SpaceAfter},
	)
	plan := m.plan(p, d)
	for i, para := range d.Paras {
		block := compose.Para{Runs: runs(doc, para.Text, plan[i]), Align: compose.Justify, Spacing: spacing}
		if para.Level != Body {
			block.List = &compose.ListItem{Num: list, Level: int(para.Level) - 1}
		}
		d.look(&block, para.Level)
		doc.Para(block)
	}
	return written(doc)
}

var spacing = &compose.Spacing{Before: 6, Line: 1.25}

// look sets headings off.
func (d *Draft) look(block *compose.Para, level Level) {
	switch level {
	case Chapter, Section:
		block.Style = "heading 1"
		if level == Section {
			block.Style = "heading 2"
		}
		block.Align = compose.Center
	case Article:
		block.Style = "heading 3"
	}
}

// Typed is the draft with its labels typed by hand, as one gets it back from
// people who pasted it into a file of their own.
func (d *Draft) Typed(seed uint64, m Marks) ([]byte, error) {
	p := newPen(seed, 4)
	doc := compose.New(compose.A4(), compose.Font{Name: "Times New Roman", Size: 14})
	plan := m.plan(p, d)
	for i, para := range d.Paras {
		block := compose.Para{Align: compose.Justify, Spacing: spacing}
		if para.Label != "" {
			block.Text = para.Label + " "
		}
		block.Runs = runs(doc, para.Text, plan[i])
		doc.Para(block)
	}
	return written(doc)
}

func written(doc *compose.Document) ([]byte, error) {
	var b bytes.Buffer
	if _, err := doc.WriteTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
