package outline

// furthestNext bounds the search for the next number of a list, in units.
const furthestNext = 400

// furthestTitle bounds it for a number without a sign after it.
const furthestTitle = 120

// numbered places a unit by a bare number, trying the surest reading first:
// the one that continues an open list, one that begins a list, one that skips
// a lost number.
func (b *builder) numbered(i int, u *unit, marks []mark) bool {
	for _, try := range [...]func(int, *unit, *mark) (int, bool){b.sibling, b.relaxedSibling, b.resumed, b.begins, b.skips, b.given} {
		for k := range marks {
			m := &marks[k]
			if m.delim == 0 && !u.computed && !b.bareNumber(i, u, m) {
				continue
			}
			if cut, ok := try(i, u, m); ok {
				b.openNumbered(u, m, cut)
				return true
			}
		}
	}
	return false
}

func (b *builder) openNumbered(u *unit, m *mark, cut int) {
	b.close(cut)
	kind := b.numberKind(m)
	rank := rankNumber
	if kind == Heading && upper(m.class) && !b.inArticle() {
		rank = rankUpper
	}
	b.open(u, m, kind, frame{rank: rank, class: m.class, delim: m.delim, num: m.num, level: u.b.Level, list: u.b.List})
}

// numberKind is the kind a bare number has under the node open now.
func (b *builder) numberKind(m *mark) Kind {
	parent := b.root.Kind
	if len(b.stack) > 0 {
		parent = b.stack[len(b.stack)-1].node.Kind
	}
	letter := m.class == lowerAlpha || m.class == lowerRoman
	switch parent {
	case Clause, Point, Item:
		return Point
	case Article:
		switch {
		case letter:
			return Point
		case upper(m.class):
			return Heading
		}
		return Clause
	}
	if letter {
		return Point
	}
	return Heading
}

func upper(c class) bool { return c == upperRoman || c == upperAlpha }

func (b *builder) inArticle() bool {
	for d := range b.stack {
		if b.stack[d].rank == rankArticle {
			return true
		}
	}
	return false
}

// lists calls yield for the open numbered frames, the deepest first, as far
// out as a label of class c may reach: articles hold their lists in, but for
// the Roman numerals and capitals above them.
func (b *builder) lists(c class, yield func(d int, f *frame) bool) {
	for d := len(b.stack) - 1; d >= 0; d-- {
		f := &b.stack[d]
		switch {
		case f.rank == rankStyled:
		case f.rank == rankArticle:
			if !upper(c) {
				return
			}
		case f.rank == rankUpper || f.rank == rankNumber:
			if f.class == c && !yield(d, f) {
				return
			}
		default:
			return
		}
	}
}

// sibling finds the open list that m is the next number of.
func (b *builder) sibling(_ int, _ *unit, m *mark) (cut int, ok bool) {
	b.lists(m.class, func(d int, f *frame) bool {
		if f.delim == m.delim && f.num.follows(m.class, m.num) {
			cut, ok = d, true
		}
		return !ok
	})
	return cut, ok
}

// relaxedSibling does so where the sign after the number has changed.
func (b *builder) relaxedSibling(_ int, u *unit, m *mark) (cut int, ok bool) {
	b.lists(m.class, func(d int, f *frame) bool {
		if f.num.follows(m.class, m.num) && (u.computed || (f.delim == '(') == (m.delim == '(')) {
			cut, ok = d, true
		}
		return !ok
	})
	return cut, ok
}

// resumed continues a list of headings that runs on through the headings
// above it: I. 1, 2; II. 3, 4.
func (b *builder) resumed(_ int, u *unit, m *mark) (int, bool) {
	last, ok := b.closed[m.class]
	if !ok || m.num.first(m.class) || !last.follows(m.class, m.num) || b.inArticle() {
		return 0, false
	}
	return b.above(u, m), startsUpper(u.rest(m))
}

// begins opens a new list.
func (b *builder) begins(i int, u *unit, m *mark) (int, bool) {
	if m.class == dotted {
		return b.beginsDotted(i, u, m)
	}
	if !m.num.first(m.class) {
		return 0, false
	}
	if upper(m.class) && !u.computed && !u.styled() && !allCaps(u.rest(m)) && !b.goesOn(i, m) && !(m.class == upperRoman && titleLike(u.rest(m), 250)) {
		return 0, false // an initial, a lone letter
	}
	return b.above(u, m), true
}

// beginsDotted opens "2.1" under "2".
func (b *builder) beginsDotted(i int, u *unit, m *mark) (int, bool) {
	if m.num.v != 1 && !u.computed {
		return 0, false
	}
	for d := len(b.stack) - 1; d >= 0; d-- {
		f := &b.stack[d]
		if f.node.Kind != Item && f.class != lowerAlpha && f.num.id(f.class) == m.num.prefix {
			return d + 1, true
		}
	}
	if u.computed || u.styled() || startsUpper(u.rest(m)) && (m.delim != 0 || b.goesOn(i, m)) {
		return b.above(u, m), true
	}
	return 0, false
}

// above is how much of the stack stays open over a list that begins with m. A
// list brought in by a colon belongs to the line before it; one whose form is
// open already starts afresh; any other closes the finer lists before it.
func (b *builder) above(u *unit, m *mark) int {
	if top := len(b.stack) - 1; top >= 0 && b.stack[top].class == m.class && b.stack[top].delim == m.delim && b.stack[top].num == m.num {
		return top // typed twice
	}
	if !upper(m.class) && !b.gap && lastRune(b.before()) == ':' {
		return len(b.stack)
	}
	cut := -1
	b.lists(m.class, func(d int, f *frame) bool {
		if f.delim == m.delim && f.list == u.b.List {
			cut = d
			return false
		}
		return true
	})
	if cut >= 0 {
		return cut
	}
	cut = len(b.stack)
	for cut > 0 {
		f := &b.stack[cut-1]
		numeric := f.rank == rankNumber || f.rank == rankUpper
		if f.rank == rankStyled && f.prelim && upper(m.class) {
			cut--
			continue
		}
		if !numeric || coarseness(f.class) <= coarseness(m.class) {
			break
		}
		cut--
	}
	return cut
}

// coarseness orders the forms of numbers from the one for the largest units.
func coarseness(c class) int {
	switch c {
	case upperRoman, upperAlpha:
		return 1
	case arabic:
		return 2
	case dotted:
		return 3
	case lowerAlpha:
		return 4
	case lowerRoman:
		return 5
	}
	return 6
}

// skips accepts a number whose predecessor is lost or doubled: the list is
// open, the line before it is finished, and the number due does not come.
func (b *builder) skips(i int, u *unit, m *mark) (cut int, ok bool) {
	if m.delim == 0 || !startsUpper(u.rest(m)) || !b.complete() {
		return 0, false
	}
	open := false
	b.lists(m.class, func(d int, f *frame) bool {
		if f.delim != m.delim || f.num.prefix != m.num.prefix {
			return true
		}
		open = true
		gap := f.num.distance(m.class, m.num)
		if gap == 0 && m.num == f.num || gap > 0 && gap <= 3 && m.num.suffix == "" && !b.due(i, f) {
			cut, ok = d, true
		}
		return false
	})
	if open || ok {
		return cut, ok
	}
	switch m.class { // the first of a list is lost
	case arabic:
		ok = m.num.v == 2 && len(b.stack) > 0 && b.goesOn(i, m)
	case lowerAlpha:
		ok = m.num.v == 'b' && len(b.stack) > 0 && b.goesOn(i, m)
	case upperRoman:
		ok = m.num.v == 2 && (allCaps(u.rest(m)) || b.goesOn(i, m))
	}
	return b.above(u, m), ok
}

// due reports whether the number after f's comes later in its list.
func (b *builder) due(i int, f *frame) bool {
	for j := i + 1; j < b.end && j-i <= furthestNext; j++ {
		u := &b.units[j]
		if u.quoted || u.nmarks == 0 {
			continue
		}
		for k := range u.marks[:u.nmarks] {
			m := &u.marks[k]
			if m.kind != "" && m.kind != Item && m.strong {
				return false
			}
			if m.kind == "" && m.class == f.class && m.delim == f.delim {
				if f.num.follows(m.class, m.num) {
					return true
				}
				if m.num.first(m.class) {
					return false
				}
			}
		}
	}
	return false
}

// goesOn reports whether the number after m comes later: m begins a list and
// is no stray number.
func (b *builder) goesOn(i int, m *mark) bool {
	for j := i + 1; j < b.end && j-i <= furthestNext; j++ {
		u := &b.units[j]
		if u.quoted || u.nmarks == 0 {
			continue
		}
		for k := range u.marks[:u.nmarks] {
			next := &u.marks[k]
			if next.kind == "" && next.class == m.class && next.delim == m.delim && m.num.follows(m.class, next.num) {
				return true
			}
		}
	}
	return false
}

// bareNumber reports whether a number without a sign after it is a label, as
// in "1 Scope", "1.1 General": under the number it continues, or before a
// title with more of the kind to come.
func (b *builder) bareNumber(i int, u *unit, m *mark) bool {
	if m.class == dotted {
		return true
	}
	if u.styled() {
		return true
	}
	if !titleLike(u.rest(m), 90) {
		return false
	}
	for j := i + 1; j < b.end && j-i <= furthestTitle; j++ {
		next := &b.units[j]
		if next.nmarks == 0 || next.quoted || next.marks[0].kind != "" || next.marks[0].delim != 0 {
			continue
		}
		n := &next.marks[0]
		if n.class == arabic && m.num.follows(arabic, n.num) || n.class == dotted && n.num.prefix == m.num.id(arabic) {
			return true
		}
	}
	last := false
	b.lists(arabic, func(_ int, f *frame) bool {
		last = f.delim == 0 && f.num.follows(arabic, m.num)
		return false
	})
	return last
}

// given places a number that the word processor computed, whatever it is.
func (b *builder) given(_ int, u *unit, m *mark) (int, bool) {
	if !u.computed {
		return 0, false
	}
	return b.above(u, m), true
}
