package anchor

import (
	"unicode"
	"unicode/utf8"

	"thao/internal/compare"
	"thao/internal/outline"
)

// route is how the words of one old node came into one new node.
type route struct {
	to    *outline.Node
	pair  compare.Pair
	kept  []stretch // ascending in both texts
	moved bool      // the node, or one above it, stands elsewhere, or it was split or merged
}

// stretch is words kept: old[from:to] is new[at:at+to-from].
type stretch struct{ from, to, at int }

// newRoute reads the kept stretches off the pair's edits. before is how much
// of the new node's words other parts of a merger have spelt already.
func newRoute(p compare.Pair, from, at int) route {
	r := route{to: p.New, pair: p}
	for _, e := range p.Words {
		n := len(e.Text)
		switch e.Op {
		case compare.Delete:
			from += n
		case compare.Insert:
			at += n
		default:
			r.kept = append(r.kept, stretch{from, from + n, at})
			from, at = from+n, at+n
		}
	}
	return r
}

// spelt counts the bytes of old and new text that edits spell.
func spelt(edits []compare.Edit) (old, new int) {
	for _, e := range edits {
		if e.Op != compare.Insert {
			old += len(e.Text)
		}
		if e.Op != compare.Delete {
			new += len(e.Text)
		}
	}
	return old, new
}

// follow takes old[start:end] along: how many letters of it were kept, where
// they now stand, and whether nothing in between changed. Words put in at
// either end do not belong to it.
func (r route) follow(old string, start, end int) (first, last, letters int, whole bool) {
	first, last, whole = -1, -1, true
	content := r.to.Content()
	for _, s := range r.kept {
		from, to := max(s.from, start), min(s.to, end)
		if from >= to {
			continue
		}
		n := solid(old[from:to])
		if n == 0 {
			continue
		}
		at := s.at + from - s.from
		if first < 0 {
			first = at
			whole = solid(old[start:from]) == 0
		} else {
			whole = whole && solid(content[last:at]) == 0
		}
		last = at + to - from
		letters += n
	}
	return first, last, letters, whole && letters == solid(old[start:end])
}

// solid counts the letters and digits of s; what words consist of.
func solid(s string) int {
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '%' {
				n++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
		i += size
	}
	return n
}
