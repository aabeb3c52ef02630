package matrix

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/outline"
)

// place is what stands in the column of provisions: the place in the draft, or
// for comments under review the place as each reply gave it and those it may
// mean.
func (b *builder) place(g collation.Group) Cell {
	members := b.members(g)
	switch b.state(g) {
	case collation.General:
		return Cell{{Text: b.say("matrix.place.general")}}
	case collation.Review:
		return b.doubtful(members)
	}
	return Cell{{Text: b.provision(g.Node, members[0].Path)}}
}

// pathMark divides the labels of a comment's path.
const pathMark = " › "

// provision names a node from the bottom up, as an official would, as far as
// the first element that has a number through the whole text: "Điểm đ khoản 1
// Điều 5". A title that stands in no section row follows it.
func (b *builder) provision(node, path string) string {
	chain := b.places[node].chain
	labels := strings.Split(oneLine(path), pathMark)
	if len(labels) != len(chain) {
		return capital(oneLine(path))
	}
	last := len(labels) - 1
	from := last
	for from > 0 && withinNumbered(chain[from].Kind) {
		from--
	}
	upward := slices.Clone(labels[from:])
	slices.Reverse(upward)
	mark := " "
	if b.profile.Lang == locale.English {
		mark = ", "
	}
	name := capital(strings.Join(upward, mark))
	n := chain[last]
	if title := oneLine(n.Heading); title != "" && !divides(n) && !strings.Contains(name, title) {
		name += ". " + excerpt(title, longestQuote)
	}
	return name
}

// withinNumbered reports whether elements of a kind are numbered anew in each
// element above them, and so are not named alone.
func withinNumbered(k outline.Kind) bool {
	switch k {
	case outline.Clause, outline.Point, outline.Item, outline.Paragraph, outline.Table:
		return true
	}
	return false
}

// doubtful says of each comment under review where its reply put it, and where
// it may belong.
func (b *builder) doubtful(members []*collation.Comment) Cell {
	var cell Cell
	for _, c := range members {
		if where := oneLine(c.Where); where != "" {
			cell = appendNew(cell, Line{Text: b.say("matrix.place.given", "where", where)})
		}
		if path := oneLine(c.Path); path != "" && len(c.Candidates) == 0 {
			cell = appendNew(cell, Line{Text: b.say("matrix.place.perhaps", "path", path)})
		}
	}
	for _, c := range members {
		for _, k := range c.Candidates {
			cell = appendNew(cell, Line{Text: b.say("matrix.place.candidate",
				"path", oneLine(k.Path), "score", locale.Decimal(b.profile.Lang, k.Score, 2))})
		}
	}
	if len(cell) == 0 {
		return Cell{{Text: b.say("matrix.place.unknown")}}
	}
	return cell
}

func appendNew(cell Cell, l Line) Cell {
	if slices.Contains(cell, l) {
		return cell
	}
	return append(cell, l)
}

// capital makes the first letter a capital one.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
