package compareview

import (
	"strings"

	"thao/internal/compare"
	"thao/internal/outline"
)

// segment is a stretch of text kept (Op ""), taken out ("del") or put in
// ("ins"); Bold in a heading.
type segment struct {
	Op   string
	Text string
	Bold bool
}

// cell is one node as one view shows it.
type cell struct {
	Label []segment
	Words []segment
	Table bool
}

// view says which side of a change is drawn.
type view int

const (
	oldSide view = iota
	newSide
	both
)

func (v view) shows(op compare.Op) bool {
	switch op {
	case compare.Delete:
		return v != newSide
	case compare.Insert:
		return v != oldSide
	}
	return true
}

// cellOf draws a pair: up to the first line break in bold where the node has a
// heading. A change of white space alone is drawn as no change.
func cellOf(p compare.Pair, v view, lang string) cell {
	c := cell{Label: labelOf(p, v), Table: tableOf(p)}
	heading := nodeOf(p).Heading != ""
	for _, e := range p.Words {
		if !v.shows(e.Op) {
			continue
		}
		op := markOf(e)
		if op == "" && e.Op == compare.Delete && v == both {
			continue // white space taken out
		}
		text := e.Text
		if i := strings.IndexByte(text, '\n'); heading && i >= 0 {
			c.Words = append(c.Words, segment{op, text[:i], true})
			text, heading = text[i:], false
		}
		c.Words = append(c.Words, segment{op, text, heading})
	}
	if len(c.Words) == 0 && len(c.Label) == 0 {
		c.Words = []segment{{Text: "(" + outline.KindName(nodeOf(p).Kind, lang) + ")"}}
	}
	return c
}

func markOf(e compare.Edit) string {
	switch {
	case e.Op == compare.Same || strings.TrimSpace(e.Text) == "":
		return ""
	case e.Op == compare.Delete:
		return "del"
	}
	return "ins"
}

// nodeOf is the new node of a pair, or the old one where there is no new.
func nodeOf(p compare.Pair) *outline.Node {
	if p.New != nil {
		return p.New
	}
	return p.Old
}

func tableOf(p compare.Pair) bool { return nodeOf(p).Kind == outline.Table }

// labelOf draws the number; marked where it is another than before.
func labelOf(p compare.Pair, v view) []segment {
	var old, new string
	if p.Old != nil {
		old = p.Old.Label
	}
	if p.New != nil {
		new = p.New.Label
	}
	marked := p.Renumbered || p.Old == nil || p.New == nil
	if !marked {
		if v == oldSide {
			return plain(old)
		}
		return plain(new)
	}
	var out []segment
	if old != "" && v != newSide {
		out = append(out, segment{Op: "del", Text: old})
	}
	if new != "" && v != oldSide {
		if len(out) > 0 {
			out = append(out, segment{Text: " "})
		}
		out = append(out, segment{Op: "ins", Text: new})
	}
	return out
}

func plain(label string) []segment {
	if label == "" {
		return nil
	}
	return []segment{{Text: label}}
}
