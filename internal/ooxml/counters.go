package ooxml

import (
	"strings"

	"thao/internal/viet"
)

// counters numbers the paragraphs of one rendering, in order.
type counters struct {
	doc  *Document
	of   map[*abstractNum]*tally
	used map[startKey]bool // startOverrides that have fired
}

// tally is where the counting of one definition stands.
type tally struct {
	value   [maxLevel + 1]int
	started [maxLevel + 1]bool
}

type startKey struct {
	list  *num
	level int
}

func newCounters(d *Document) *counters {
	return &counters{doc: d, of: map[*abstractNum]*tally{}, used: map[startKey]bool{}}
}

// label numbers the next paragraph. depth is its list level from 1, 0 where it
// is in no list.
func (c *counters) label(of *para, v View) (label string, depth int) {
	f := of.formatIn(v)
	if v == Rejected && of.numIns {
		return "", 0
	}
	list, at := c.doc.listOf(f)
	if list == nil || list.abstract == nil {
		return "", 0
	}
	l := list.level(at)
	if l == nil {
		return "", 0
	}
	t := c.of[list.abstract]
	if t == nil {
		t = &tally{}
		c.of[list.abstract] = t
	}
	c.count(t, list, at)
	if v == Rejected && of.oldNumber != "" {
		return of.oldNumber, at + 1
	}
	return c.write(t, list, at, c.labelFont(of, f, l)), at + 1
}

// labelFont is the font the label is set in: the level's own, else that of the
// paragraph mark.
func (c *counters) labelFont(of *para, f *paraFormat, l *level) fontClass {
	if l.font != fontUnsaid {
		return l.font
	}
	ss := &c.doc.styles
	return ss.appears(ss.of(f), of.mark, c.doc.looks[of.mark]).font
}

// count moves the tally on by one paragraph at a level.
func (c *counters) count(t *tally, list *num, at int) {
	for i := range at { // levels jumped over count as begun
		if !t.started[i] {
			t.value[i], t.started[i] = c.startOf(list, i), true
		}
	}
	key := startKey{list, at}
	switch {
	case list.starts[at] >= 0 && !c.used[key]:
		t.value[at] = list.starts[at]
	case t.started[at]:
		t.value[at]++
	default:
		t.value[at] = c.startOf(list, at)
	}
	c.used[key] = true
	t.started[at] = true
	for i := at + 1; i <= maxLevel; i++ {
		if restarts(list.level(i), i, at) {
			t.started[i] = false
		}
	}
}

// startOf is the number a level of a list begins with.
func (c *counters) startOf(list *num, at int) int {
	if list.starts[at] >= 0 {
		return list.starts[at]
	}
	if l := list.level(at); l != nil {
		return l.start
	}
	return 1
}

// restarts says whether a paragraph at level used makes level i begin anew
// (17.9.10): any level above does, unless lvlRestart names the deepest that
// does, or 0 for none.
func restarts(l *level, i, used int) bool {
	if l == nil || l.restart < 0 || l.restart > i {
		return true
	}
	return used < l.restart
}

// write puts the numbers into the level's text.
func (c *counters) write(t *tally, list *num, at int, font fontClass) string {
	l := list.level(at)
	if l.picture {
		return "•"
	}
	if l.format == "bullet" {
		return bulletLabel(l.text, font)
	}
	text := font.encoding().Decode(l.text)
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 == len(text) || text[i+1] < '1' || text[i+1] > '9' {
			b.WriteByte(text[i])
			continue
		}
		i++
		if which := int(text[i] - '1'); which <= at {
			b.WriteString(c.written(t, list, which, l.legal))
		}
	}
	return strings.TrimSpace(viet.NFC(b.String()))
}

func (c *counters) written(t *tally, list *num, at int, legal bool) string {
	l := list.level(at)
	value := t.value[at]
	switch {
	case l == nil:
		return formatNumber(value, "decimal")
	case legal && l.format != "none" && l.format != "bullet":
		return formatNumber(value, "decimal")
	case l.format == "custom":
		return customNumber(value, l.custom)
	}
	return formatNumber(value, l.format)
}

// bulletLabel maps a bullet of a picture font; one in the private range that
// maps to nothing, or none at all, is the common dot.
func bulletLabel(text string, font fontClass) string {
	var b strings.Builder
	for _, r := range font.encoding().Decode(text) {
		mapped := font.symbol(r)
		if font.pictures() == nil && r >= 0xF000 && r <= 0xF0FF {
			mapped = fontSymbol.symbol(r)
		}
		if mapped >= 0xE000 && mapped <= 0xF8FF {
			mapped = '•'
		}
		b.WriteRune(mapped)
	}
	return strings.TrimSpace(b.String())
}
