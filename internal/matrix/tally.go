package matrix

import (
	"slices"

	"thao/internal/collation"
)

// sources and states in the order statistics list them.
var (
	sources = [...]collation.Source{collation.Margin, collation.Tracked, collation.Letter, collation.Table, collation.PDF}
	states  = [...]collation.State{collation.Placed, collation.General, collation.Review}
)

// tally is the counts of a collation. A body is counted once, however many
// files it sent: it commented if it made any comment, agreed if all it sent
// says so, and is unread if nothing of it could be read. An opinion is counted
// both as a comment and through its group.
type tally struct {
	bodies     []bodyTally // those that replied, in the order of their files
	commented  []string
	agreed     []string
	unread     []string
	silent     []string
	askedKnown bool // a list of those asked was there
	review     int
	bySource   map[collation.Source]share
	byState    map[collation.State]share
	byDivision []divisionTally
}

// asked counts who was asked, replied who sent anything.
func (t *tally) asked() int   { return len(t.bodies) + len(t.silent) }
func (t *tally) replied() int { return len(t.bodies) }

type bodyTally struct {
	name     string
	refs     []string // number and date of what it sent
	files    int
	unread   int // of the files
	agrees   int // of the files
	formats  int
	comments int
	bySource map[collation.Source]int
}

// share is comments, groups and bodies that have something in common.
type share struct {
	comments, groups int
	bodies           map[string]bool
}

func (s *share) add(comments, groups int, bodies ...string) {
	if s.bodies == nil {
		s.bodies = map[string]bool{}
	}
	s.comments += comments
	s.groups += groups
	for _, b := range bodies {
		s.bodies[b] = true
	}
}

type divisionTally struct {
	title string
	share share
}

func (b *builder) tally() *tally {
	t := &tally{bySource: map[collation.Source]share{}, byState: map[collation.State]share{}}
	b.countReplies(t)
	b.countComments(t)
	b.countGroups(t)
	t.sort()
	b.countSilent(t)
	return t
}

func (b *builder) countSilent(t *tally) {
	for _, name := range b.c.Silent {
		if name = oneLine(name); name != "" && !slices.Contains(t.silent, name) {
			t.silent = append(t.silent, name)
		}
	}
	t.askedKnown = len(t.silent) > 0 || slices.ContainsFunc(b.c.Replies, func(r collation.Reply) bool {
		return r.BodyRule == collation.ByList
	})
}

func (t *tally) body(name string) *bodyTally {
	i := slices.IndexFunc(t.bodies, func(x bodyTally) bool { return x.name == name })
	if i < 0 {
		i = len(t.bodies)
		t.bodies = append(t.bodies, bodyTally{name: name, bySource: map[collation.Source]int{}})
	}
	return &t.bodies[i]
}

func (b *builder) countReplies(t *tally) {
	for _, r := range b.c.Replies {
		name := b.body(&collation.Comment{Body: r.Body, Reply: r.File})
		x := t.body(name)
		x.files++
		x.formats += r.Formats
		if ref := b.reference(r.File); ref != "" && !slices.Contains(x.refs, ref) {
			x.refs = append(x.refs, ref)
		}
		switch r.Status {
		case collation.Unreadable:
			x.unread++
		case collation.Agrees:
			x.agrees++
		}
	}
}

func (b *builder) countComments(t *tally) {
	for i := range b.c.Comments {
		c := &b.c.Comments[i]
		x := t.body(b.body(c))
		x.comments++
		x.bySource[c.Source]++
		s := t.bySource[c.Source]
		s.add(1, 0, x.name)
		t.bySource[c.Source] = s
	}
}

// countGroups counts by state and by the top elements of the draft, in the
// order of the table. A group counts for the sources of all its members, and
// once for each.
func (b *builder) countGroups(t *tally) {
	for _, g := range b.groups {
		members := b.members(g)
		names := make([]string, len(members))
		var seen []collation.Source
		for i, c := range members {
			names[i] = b.body(c)
			if !slices.Contains(seen, c.Source) {
				seen = append(seen, c.Source)
				s := t.bySource[c.Source]
				s.add(0, 1)
				t.bySource[c.Source] = s
			}
		}
		state := b.state(g)
		s := t.byState[state]
		s.add(len(members), 1, names...)
		t.byState[state] = s
		if state == collation.Review {
			t.review += len(members)
		}
		t.division(b.division(g)).add(len(members), 1, names...)
	}
}

// division is the heading of the top element a group is under.
func (b *builder) division(g collation.Group) string {
	switch b.state(g) {
	case collation.General:
		return b.say("matrix.section.general")
	case collation.Review:
		return b.say("matrix.section.review")
	}
	chain := b.places[g.Node].chain
	if titles := titled(chain); len(titles) > 0 {
		return labelled(titles[0])
	}
	return b.say("matrix.section." + outsideOf(chain[0].Kind))
}

func (t *tally) division(title string) *share {
	if n := len(t.byDivision); n == 0 || t.byDivision[n-1].title != title {
		t.byDivision = append(t.byDivision, divisionTally{title: title})
	}
	return &t.byDivision[len(t.byDivision)-1].share
}

// sort puts each body that replied under one heading.
func (t *tally) sort() {
	for _, x := range t.bodies {
		switch {
		case x.comments > 0:
			t.commented = append(t.commented, x.name)
		case x.unread > 0 && x.agrees == 0:
			t.unread = append(t.unread, x.name)
		default:
			t.agreed = append(t.agreed, x.name)
		}
	}
}
