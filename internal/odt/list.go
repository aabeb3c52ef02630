package odt

import (
	"strconv"
	"strings"

	"thao/internal/numeral"
)

// maxLevel is the deepest list level the standard knows.
const maxLevel = 10

// listStyle says how the items of a list are numbered, level by level.
type listStyle struct {
	levels [maxLevel + 1]listLevel
}

// listLevel is one level of a list style (ODF 1.3, 16.31–16.33).
type listLevel struct {
	bullet         string
	format         string // num-format: 1 a A i I; "" for no number
	prefix, suffix string
	pattern        string // "Điều %1%.": takes the place of prefix, numbers, suffix
	shown          int    // levels displayed
	start          int
}

func readListStyle(n *node) *listStyle {
	ls := &listStyle{}
	for _, k := range n.kids {
		level := k.number("text:level", 0)
		if level < 1 || level > maxLevel {
			continue
		}
		l := listLevel{
			prefix: k.attr("style:num-prefix"), suffix: k.attr("style:num-suffix"), format: k.attr("style:num-format"),
			shown: max(1, k.number("text:display-levels", 1)), start: k.number("text:start-value", 1),
		}
		if l.pattern = k.attr("style:num-list-format"); l.pattern == "" {
			l.pattern = k.attr("loext:num-list-format")
		}
		if k.name == "text:list-level-style-bullet" {
			if l.bullet = k.attr("text:bullet-char"); l.bullet == "" {
				l.bullet = "•"
			}
		}
		ls.levels[level] = l
	}
	return ls
}

// counters are where a list has got to, level by level.
type counters struct {
	at      [maxLevel + 1]int
	started [maxLevel + 1]bool
}

// next counts an item at a level; start, where it is not -1, is the number
// the item itself asks for.
func (c *counters) next(ls *listStyle, level, start int) {
	switch {
	case start >= 0:
		c.at[level] = start
	case c.started[level]:
		c.at[level]++
	default:
		c.at[level] = ls.levels[level].start
	}
	c.started[level] = true
	for l := level + 1; l <= maxLevel; l++ {
		c.started[l] = false
	}
}

// label writes the number of an item as the reader sees it.
func (c *counters) label(ls *listStyle, level int) string {
	l := &ls.levels[level]
	if l.bullet != "" {
		return l.bullet // the prefix and suffix some programs write repeat it
	}
	if l.pattern != "" {
		return strings.TrimSpace(c.fill(ls, l.pattern))
	}
	if l.format == "" {
		return strings.TrimSpace(l.prefix + l.suffix)
	}
	var b strings.Builder
	b.WriteString(l.prefix)
	for i := max(1, level-l.shown+1); i <= level; i++ {
		if ls.levels[i].format == "" {
			continue
		}
		if b.Len() > len(l.prefix) {
			b.WriteByte('.')
		}
		b.WriteString(c.value(ls, i))
	}
	b.WriteString(l.suffix)
	return strings.TrimSpace(b.String())
}

// fill puts the numbers of the levels into a pattern like "%1%.%2%.".
func (c *counters) fill(ls *listStyle, pattern string) string {
	for i := 1; i <= maxLevel; i++ {
		mark := "%" + strconv.Itoa(i) + "%"
		if strings.Contains(pattern, mark) {
			pattern = strings.ReplaceAll(pattern, mark, c.value(ls, i))
		}
	}
	return pattern
}

func (c *counters) value(ls *listStyle, level int) string {
	v := c.at[level]
	if !c.started[level] {
		v = ls.levels[level].start
	}
	switch ls.levels[level].format {
	case "a":
		return letters(v, 'a')
	case "A":
		return letters(v, 'A')
	case "i":
		return strings.ToLower(numeral.Roman(v))
	case "I":
		return numeral.Roman(v)
	case "":
		return ""
	}
	return strconv.Itoa(v)
}

// letters counts a … z, aa, bb as word processors do.
func letters(v int, first byte) string {
	if v < 1 || v > 26*20 {
		return strconv.Itoa(v)
	}
	return strings.Repeat(string(first+byte((v-1)%26)), (v-1)/26+1)
}
