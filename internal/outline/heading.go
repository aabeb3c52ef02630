package outline

import "unicode/utf8"

// unlabelledHeading opens a heading known only by its look: a heading style,
// a preamble's name, a line in capitals or in bold centred letters.
func (b *builder) unlabelledHeading(i int, u *unit) bool {
	prelim := u.isPreamble() && (u.caps || u.styled() || u.b.Center)
	look := u.b.Level > 0 && len(u.text) <= 600
	if !look && !prelim && (b.inArticle() || !b.displayed(i, u)) {
		return false
	}
	if bareRule(u.text) || i+1 >= b.end && u.b.Level == 0 {
		return false
	}
	b.close(b.headingCut(u))
	n := &Node{Kind: Heading, Level: b.headingLevel(), Children: []*Node{}}
	adopt(b.holder(), n)
	setHeading(n, u, 0, len(u.text))
	b.stack = append(b.stack, frame{node: n, rank: rankStyled, level: u.b.Level, prelim: prelim})
	b.title, b.gap = n, false
	return true
}

// displayed reports whether a line set apart by capitals or by bold centred
// letters heads what follows: inside a numbered list it does only where the
// numbers begin anew after it.
func (b *builder) displayed(i int, u *unit) bool {
	if !(u.caps || u.b.Bold && u.b.Center) || utf8.RuneCountInString(u.text) > 200 || lastRune(u.text) == '.' && !u.caps {
		return false
	}
	if utf8.RuneCountInString(u.text) < 6 {
		return false
	}
	inList := false
	for d := range b.stack {
		inList = inList || b.stack[d].rank >= rankUpper
	}
	if !inList {
		return true
	}
	for j := i + 1; j < b.end && j-i <= 20; j++ {
		next := &b.units[j]
		if next.nmarks > 0 && next.marks[0].kind != Item {
			return next.marks[0].num.first(next.marks[0].class)
		}
	}
	return false
}

// headingCut is how much of the stack stays open over an unlabelled heading.
func (b *builder) headingCut(u *unit) int {
	for d := range b.stack {
		f := &b.stack[d]
		switch {
		case f.rank == rankStyled:
			if f.prelim || f.level == 0 || u.b.Level == 0 || f.level >= u.b.Level {
				return d
			}
		case f.rank >= rankArticle && (f.level == 0 || u.b.Level == 0 || f.level >= u.b.Level):
			return d
		case f.rank == rankUpper && u.b.Level > 0 && f.level >= u.b.Level:
			return d
		}
	}
	return len(b.stack)
}
