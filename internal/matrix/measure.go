package matrix

import (
	"strings"
	"unicode"

	"thao/internal/viet"
)

// A sheet of a workbook says how high each of its rows is, and a row too tall
// for a page must be allowed to divide: both need to know how many lines words
// take before any program lays them out.

// advances are the widths of the characters U+0020 to U+007E of Times New
// Roman, in thousandths of the size (Adobe's metrics of Times Roman, of which
// that face has the widths).
var advances = [...]int{
	250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
	500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
	921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
	556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
	333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
	500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
}

// advance is the width of a character in thousandths of the size. Vietnamese
// letters are as wide as those without marks, ơ and ư a little wider.
func advance(r rune) int {
	switch {
	case r >= 0x20 && r < 0x7f:
		return advances[r-0x20]
	case r == 'ơ' || r == 'ư' || r == 'Ơ' || r == 'Ư':
		return 560
	case r == '…':
		return 1000
	case r > 0x2e7f:
		return 1000 // wide scripts
	}
	base := viet.FoldRune(r)
	if unicode.IsUpper(r) {
		base = unicode.ToUpper(base)
	}
	if base >= 0x20 && base < 0x7f {
		return advances[base-0x20]
	}
	return 500
}

const pointsPerMillimetre = 72 / 25.4

// boldWider is how much wider bold letters are.
const boldWider = 1.06

// inset is the room a cell keeps at both sides together, millimetres.
const inset = 4

// wrap sets text in a column of the width, in millimetres, and the type size,
// in points. It returns how many lines are filled, at most limit, and how much
// of the text, in bytes, stands on them.
func wrap(text string, width, size float64, limit int) (filled, end int) {
	measure := int((width-inset)*pointsPerMillimetre/size*1000 + 0.5)
	filled, line := 1, 0
	space := -1  // where the line can be broken: after this byte
	atSpace := 0 // width of the line up to there
	last := len(text)
	for i, r := range text {
		a := advance(r)
		if r == '\n' || line+a > measure && r != ' ' && line > 0 {
			if filled == limit {
				if r != '\n' && space >= 0 {
					return filled, space + 1
				}
				return filled, i
			}
			filled++
			switch {
			case r == '\n':
				line, a = 0, 0
			case space >= 0:
				line -= atSpace
			default:
				line = 0
			}
			space = -1
		}
		line += a
		if r == ' ' {
			space, atSpace = i, line
		}
	}
	return filled, last
}

// anyNumber is a limit no text reaches.
const anyNumber = 1 << 30

// linesIn is how many printed lines a cell takes in a column.
func linesIn(c Cell, width, size float64) int {
	n := 0
	for _, l := range c {
		own := size
		if l.Bold {
			own *= boldWider
		}
		filled, _ := wrap(l.Text, width, own, anyNumber)
		n += filled
	}
	return n
}

// tallestRow is the greatest height of a row in a workbook, in points.
const tallestRow = 409

// lineHeight is the height, in points, of so many lines of the table's size.
func (m *Matrix) lineHeight(lines int) float64 {
	return min(tallestRow, float64(lines)*m.Profile.Table*1.25+5)
}

// RowHeight is the height, in points, of a workbook's row of texts in columns
// of these widths, in the characters a workbook counts; size is of the type.
// Without it LibreOffice shows one line of each.
func RowHeight(texts []string, widths []float64, size float64) float64 {
	lines := 1
	for i, text := range texts {
		if i < len(widths) {
			lines = max(lines, linesIn(Cell{{Text: text}}, (widths[i]*7+5)/96*25.4, size))
		}
	}
	return min(tallestRow, float64(lines)*size*1.25+5)
}

const (
	shortRow   = 14 // most lines of a row kept on one page: half of a lying sheet
	shortTable = 10 // most rows of an annex's table kept on one page
)

// short reports whether a row is kept on one page; were a taller one too, much
// of a page would stay empty.
func (m *Matrix) short(r Row) bool {
	for i, c := range m.cells(r) {
		if linesIn(c, m.Columns[i+2].Width, m.Profile.Table) > shortRow {
			return false
		}
	}
	return true
}

// hasNext reports whether the last column is that of the next version.
func (m *Matrix) hasNext() bool { return len(m.Columns) == len(nextShares) }

// cells are those of a row from its third column on.
func (m *Matrix) cells(r Row) []Cell {
	cells := []Cell{r.Bodies, r.Content, r.Answer}
	if m.hasNext() {
		cells = append(cells, r.Next)
	}
	return cells
}

// parts divides a cell into texts of at most tallestCell lines each, between
// paragraphs where it can and between words where it must. An empty cell has
// no parts.
func parts(c Cell, width, size float64) []string {
	if len(c) == 0 {
		return nil
	}
	var out []string
	var part strings.Builder
	used := 0
	flush := func() {
		out = append(out, part.String())
		part.Reset()
		used = 0
	}
	for _, l := range c {
		words := l.Words()
		whole, _ := wrap(words, width, size, tallestCell+1)
		if used > 0 && (used+whole > tallestCell) && (whole <= tallestCell || used == tallestCell) {
			flush()
		}
		for text := words; ; {
			filled, end := wrap(text, width, size, tallestCell-used)
			if part.Len() > 0 {
				part.WriteByte('\n')
			}
			part.WriteString(strings.TrimRight(text[:end], " "))
			used += filled
			if text = strings.TrimLeft(text[end:], " \n"); text == "" {
				break
			}
			flush()
		}
	}
	return append(out, part.String())
}

// breadth is how long a text is on one line, in millimetres.
func breadth(text string, size float64, bold bool) float64 {
	sum := 0
	for _, r := range text {
		sum += advance(r)
	}
	if bold {
		size *= boldWider
	}
	return float64(sum) / 1000 * size / pointsPerMillimetre
}
