package compare

import (
	"slices"
	"strings"
)

// speller makes the words of pairs; those of one split or merger are made
// together and handed out one by one.
type speller struct {
	m      *matching
	splits map[int][][]Edit // by old node, one list a piece
	merges map[int][][]Edit // by new node, one list a source
}

func (m *matching) newSpeller() *speller {
	return &speller{m: m, splits: map[int][][]Edit{}, merges: map[int][][]Edit{}}
}

func (s *speller) of(i, j int) []Edit {
	if parts := s.m.pieces[i]; parts != nil {
		if s.splits[i] == nil {
			s.splits[i] = divide(s.m.old.text[i], pick(s.m.new.text, parts))
		}
		return s.splits[i][slices.Index(parts, j)]
	}
	if parts := s.m.sources[j]; parts != nil {
		if s.merges[j] == nil {
			s.merges[j] = unite(pick(s.m.old.text, parts), s.m.new.text[j])
		}
		return s.merges[j][slices.Index(parts, i)]
	}
	return between(s.m.old.text[i], s.m.new.text[j])
}

func pick(texts []string, at []int) []string {
	out := make([]string, len(at))
	for k, i := range at {
		out[k] = texts[i]
	}
	return out
}

func wholly(op Op, text string) []Edit {
	if text == "" {
		return nil
	}
	return []Edit{{op, text}}
}

func between(old, new string) []Edit {
	if old == new {
		return wholly(Same, old)
	}
	return readable(Words(old, new))
}

// seam joins texts that are compared as one; words never cross it.
const seam = " "

// divide compares old with the parts it became. The seams are taken out again:
// the space of the old text that fell on one is deleted.
func divide(old string, parts []string) [][]Edit {
	out := make([][]Edit, len(parts))
	cut := newCutter(parts)
	for _, e := range readable(Words(old, strings.Join(parts, seam))) {
		if e.Op == Delete {
			out[cut.part] = append(out[cut.part], e)
			continue
		}
		cut.through(e.Text, func(part int, text string, isSeam bool) {
			switch {
			case !isSeam:
				out[part] = append(out[part], Edit{e.Op, text})
			case e.Op == Same:
				out[part] = append(out[part], Edit{Delete, text})
			}
		})
	}
	return joined(out)
}

// unite is divide the other way: several old texts became new.
func unite(parts []string, new string) [][]Edit {
	out := make([][]Edit, len(parts))
	cut := newCutter(parts)
	for _, e := range readable(Words(strings.Join(parts, seam), new)) {
		if e.Op == Insert {
			out[cut.part] = append(out[cut.part], e)
			continue
		}
		cut.through(e.Text, func(part int, text string, isSeam bool) {
			switch {
			case !isSeam:
				out[part] = append(out[part], Edit{e.Op, text})
			case e.Op == Same:
				out[part] = append(out[part], Edit{Insert, text})
			}
		})
	}
	return joined(out)
}

// cutter follows a walk through joined parts.
type cutter struct {
	left []int // bytes still to come of each part
	part int
}

func newCutter(parts []string) *cutter {
	c := &cutter{left: make([]int, len(parts))}
	for k, p := range parts {
		c.left[k] = len(p)
	}
	return c
}

// through hands on the next stretch of the joined text, cut at the seams.
func (c *cutter) through(text string, emit func(part int, text string, isSeam bool)) {
	for text != "" {
		if c.left[c.part] == 0 { // only a seam is left between two parts
			emit(c.part, text[:len(seam)], true)
			text = text[len(seam):]
			c.part++
			continue
		}
		n := min(c.left[c.part], len(text))
		emit(c.part, text[:n], false)
		c.left[c.part] -= n
		text = text[n:]
	}
}

// joined puts neighbouring edits of one kind together.
func joined(parts [][]Edit) [][]Edit {
	for k, edits := range parts {
		var out []Edit
		for _, e := range edits {
			if n := len(out); n > 0 && out[n-1].Op == e.Op {
				out[n-1].Text += e.Text
			} else {
				out = append(out, e)
			}
		}
		parts[k] = out
	}
	return parts
}
