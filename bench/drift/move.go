package drift

import (
	"slices"
	"strings"
)

// A moved node takes at most so many with it.
const mostMoved = 30

func (e *editor) move() int {
	whole := e.IntN(4) == 0
	l := e.choose(func(l *lump) bool {
		n := 0
		l.walk(func(*lump) { n++ })
		return !whole && leaf(l) || whole && n > 0 && n <= mostMoved
	})
	if l == nil {
		return 0
	}
	home, stood := l.parent, l.index()
	host := e.host(l)
	l.leave()
	at := e.IntN(len(host.children) + 1)
	if host == home && at == stood {
		at = (at + 1) % (len(host.children) + 1)
	}
	host.adopt(at, l)
	if l.label.step < 0 || l.label.step > 1 {
		l.label.step = 1
	}
	e.touch(l, Move)
	return 1
}

// host is where l may go: a node that has children of its kind, not below l.
func (e *editor) host(l *lump) *lump {
	all := []*lump{}
	e.top.walk(func(h *lump) {
		if l.above(h) {
			return
		}
		if slices.ContainsFunc(h.children, func(c *lump) bool { return c.kind == l.kind && c != l }) {
			all = append(all, h)
		}
	})
	if len(all) == 0 {
		return l.parent
	}
	return all[e.IntN(len(all))]
}

// Bounds for look-alikes: share of the words they have in common.
const (
	leastAlike = 0.6
	mostAlike  = 0.999
)

// swap lets two look-alikes change places. Numbers stay where they are.
func (e *editor) swap() int {
	for range 40 {
		l := e.choose(leaf)
		if l == nil {
			return 0
		}
		if twin := e.twin(l); twin != nil {
			exchange(l, twin)
			e.touch(l, Swap)
			e.touch(twin, Swap)
			return 2
		}
	}
	return 0
}

func exchange(a, b *lump) {
	i, j := a.index(), b.index()
	a.parent.children[i], b.parent.children[j] = b, a
	a.parent, b.parent = b.parent, a.parent
	a.label, b.label = b.label, a.label
	a.kind, b.kind = b.kind, a.kind
}

// twin is the untouched leaf most like l that does not say quite the same.
func (e *editor) twin(l *lump) *lump {
	mine, length := bag(l), wordCount(l.text)
	var best *lump
	most := leastAlike
	e.top.walk(func(o *lump) {
		if o == l || o.node == nil || e.hasTouched(o) || !leaf(o) {
			return
		}
		if n := wordCount(o.text); 2*n < length || n > 2*length {
			return
		}
		if s := alike(mine, bag(o)); s >= most && s <= mostAlike {
			best, most = o, s
		}
	})
	return best
}

func bag(l *lump) map[string]int {
	out := map[string]int{}
	text := strings.ToLower(spell(l.text))
	for _, s := range wordSpans(text) {
		out[text[s[0]:s[1]]]++
	}
	return out
}

// alike is the Dice coefficient of two bags of words.
func alike(a, b map[string]int) float64 {
	shared, all := 0, 0
	for w, n := range a {
		shared += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	return 2 * float64(shared) / float64(all)
}
