package outline

import (
	"strings"
	"unicode"

	"thao/internal/prose"
)

// unit is what may become one node: a block, one of the labelled lines a
// block is broken into by hand, or a table.
type unit struct {
	block    int // index into blocks
	from, to int // bytes of the block's Text, blanks at the ends left out
	text     string
	b        *prose.Block
	marks    [2]mark
	nmarks   int
	computed bool // the label is the word processor's: marks[i].rest is 0
	inner    bool // not the first line of its block
	tableEnd int  // of a table: the index after its last block; else 0
	note     bool // foot- or endnote
	quoted   bool // inside quoted text of another instrument
	margin   bool // page header or footer
	caps     bool
}

// split cuts blocks into units. Blocks without a visible character are left
// out, unless their number names a legal unit; those of tables are gathered.
func split(blocks []prose.Block) []unit {
	units := make([]unit, 0, len(blocks))
	for i := 0; i < len(blocks); i++ {
		b := &blocks[i]
		if b.Cell != nil {
			end := tableEnd(blocks, i)
			units = append(units, unit{block: i, b: b, tableEnd: end, text: tablePreview(blocks[i:end])})
			i = end - 1
			continue
		}
		units = splitBlock(units, blocks, i)
	}
	return units
}

// tableEnd is the index after the last block of the table that begins at
// blocks[i], tables nested in it included.
func tableEnd(blocks []prose.Block, i int) int {
	outer := blocks[i].Cell.Table
	inside := map[int]bool{outer: true}
	j := i
	for ; j < len(blocks) && blocks[j].Cell != nil; j++ {
		c := blocks[j].Cell
		if !inside[c.Table] {
			if c.Parent == 0 || !inside[c.Parent] {
				break
			}
			inside[c.Table] = true
		}
	}
	return j
}

// tablePreview is enough of a table's words to know a letterhead or a
// signature block by.
func tablePreview(blocks []prose.Block) string {
	var b strings.Builder
	for i := range blocks {
		if b.Len() > 600 {
			break
		}
		b.WriteString(blocks[i].Text)
		b.WriteByte('\n')
	}
	return b.String()
}

func splitBlock(units []unit, blocks []prose.Block, i int) []unit {
	b := &blocks[i]
	text := b.Text
	whole := b.Kind != prose.Paragraph && b.Kind != "" || inContents(b)
	if strings.TrimFunc(text, unicode.IsSpace) == "" {
		u := unit{block: i, b: b}
		if readLabel(&u); !whole && u.computed && u.marks[0].kind != "" && u.marks[0].kind != Item {
			units = append(units, u) // "Chương II", its title in the next block
		}
		return units
	}
	start := 0
	for start < len(text) {
		end := len(text)
		if !whole {
			end = nextLabelledLine(text, start)
		}
		u := unit{block: i, b: b, inner: start > 0}
		u.from, u.to = trimmed(text, start, end)
		start = end
		if u.from == u.to {
			continue
		}
		u.text = text[u.from:u.to]
		switch b.Kind {
		case prose.Footnote, prose.Endnote:
			u.note = true
		case prose.Header, prose.Footer:
			u.margin = true
		}
		if !whole {
			readLabel(&u)
		}
		u.caps = allCaps(u.text)
		units = append(units, u)
	}
	return units
}

// readLabel fills in the marks of a unit: the computed label, a label typed by
// hand, or a typed one behind a computed bullet.
func readLabel(u *unit) {
	u.marks, u.nmarks = readMarks(u.text)
	if u.inner {
		return
	}
	label := strings.TrimFunc(u.b.Label, unicode.IsSpace)
	if label == "" {
		readBehindBullet(u)
		return
	}
	marks, n := readMarks(label + "\n")
	for i := range marks[:n] {
		if marks[i].rest < len(label) {
			n = 0 // words the list's format carries that are no label we know
			break
		}
		marks[i].rest = 0
		marks[i].strong = marks[i].kind != ""
	}
	if n == 0 {
		if u.nmarks > 0 {
			return
		}
		marks[0], n = mark{kind: Item, class: bullet, delim: 'o', label: label}, 1
		if r := []rune(label); len(r) == 1 {
			marks[0].delim = bulletKey(r[0])
		}
	}
	if marks[0].kind == Item && u.nmarks > 0 && u.marks[0].kind != Item {
		return
	}
	u.marks, u.nmarks, u.computed = marks, n, true
}

// readBehindBullet lets a label typed after a typed bullet count: "- a) …",
// as converters write a list of lettered points.
func readBehindBullet(u *unit) {
	if u.nmarks != 1 || u.marks[0].kind != Item {
		return
	}
	skip := u.marks[0].rest
	marks, n := readMarks(u.text[skip:])
	if n == 0 || marks[0].kind == Item || marks[0].class != lowerAlpha {
		return
	}
	for i := range marks[:n] {
		marks[i].rest += skip
	}
	u.marks, u.nmarks = marks, n
}

// nextLabelledLine is where the part of text that begins at start ends: before
// the next line that opens with a label, or at the end.
func nextLabelledLine(text string, start int) int {
	for at := start; ; {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return len(text)
		}
		at += i + 1
		line := text[at:]
		line = line[leadingSpace(line):]
		if line == "" {
			return len(text)
		}
		if strings.TrimFunc(text[start:at], unicode.IsSpace) == "" {
			continue
		}
		if _, n := readMarks(line); n > 0 {
			return at
		}
	}
}

func trimmed(s string, from, to int) (int, int) {
	part := s[from:to]
	left := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	right := len(strings.TrimRightFunc(part, unicode.IsSpace))
	if right < left {
		return from, from
	}
	return from + left, from + right
}

// inContents reports whether a block is a line of a table of contents: by its
// style, or by a page number after leaders or a tab.
func inContents(b *prose.Block) bool {
	if len(b.Style) >= 3 && strings.EqualFold(b.Style[:3], "toc") || strings.HasPrefix(b.Style, "Contents ") {
		return true
	}
	t := strings.TrimRight(b.Text, " ")
	body := strings.TrimRight(t, "0123456789")
	if body == t || body == "" {
		return false
	}
	return strings.HasSuffix(body, "\t") || strings.HasSuffix(strings.TrimRight(body, " "), "....") || strings.HasSuffix(strings.TrimRight(body, " "), "……")
}

// styled reports whether the look of a unit marks it as a heading.
func (u *unit) styled() bool { return u.b.Level > 0 || u.b.Bold }

// rest is what stands after the label m.
func (u *unit) rest(m *mark) string {
	if u.computed {
		return u.text
	}
	return u.text[m.rest:]
}
