package matrix

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"thao/internal/collation"
	"thao/internal/outline"
)

// wholeGroups returns the groups in the order of the table, so that every
// comment of the collation is in exactly one: general ones, then those placed,
// in the order of the draft, then those under review. A comment no group
// names makes a group of its own; a name of no comment, or a second naming, is
// dropped.
func (b *builder) wholeGroups() []collation.Group {
	seen := make(map[string]bool, len(b.comments))
	groups := make([]collation.Group, 0, len(b.c.Groups))
	for _, g := range b.c.Groups {
		members := make([]string, 0, len(g.Comments))
		for _, id := range g.Comments {
			if b.comments[id] != nil && !seen[id] {
				seen[id] = true
				members = append(members, id)
			}
		}
		if len(members) > 0 {
			groups = append(groups, collation.Group{ID: g.ID, Node: g.Node, Comments: members})
		}
	}
	for i := range b.c.Comments {
		if c := &b.c.Comments[i]; !seen[c.ID] {
			seen[c.ID] = true
			groups = append(groups, collation.Group{ID: "g-" + c.ID, Node: c.Node, Comments: []string{c.ID}})
		}
	}
	distinct(groups)
	slices.SortStableFunc(groups, func(x, y collation.Group) int {
		return cmp.Compare(b.order(x), b.order(y))
	})
	return groups
}

// distinct gives groups without an id, or with one that is taken, an id made of
// that of their first comment: a file that comes back is read by them.
func distinct(groups []collation.Group) {
	taken := make(map[string]bool, len(groups))
	for i := range groups {
		g := &groups[i]
		for g.ID == "" || taken[g.ID] {
			g.ID += "g-" + g.Comments[0]
		}
		taken[g.ID] = true
	}
}

// order is the place of a group in the table: general comments before the
// draft, its nodes as they are read, those under review after it.
func (b *builder) order(g collation.Group) int {
	switch b.state(g) {
	case collation.General:
		return -1
	case collation.Review:
		return len(b.places)
	}
	return b.places[g.Node].order
}

// state of a group is that of its first comment; one said to be placed at a
// node the draft does not have must be looked at by a person.
func (b *builder) state(g collation.Group) collation.State {
	state := b.comments[g.Comments[0]].State
	if _, known := b.places[g.Node]; state == collation.Placed && !known {
		return collation.Review
	}
	return state
}

// members are the comments of a group, the clearest first.
func (b *builder) members(g collation.Group) []*collation.Comment {
	out := make([]*collation.Comment, len(g.Comments))
	for i, id := range g.Comments {
		out[i] = b.comments[id]
	}
	return out
}

// place is where a node stands in the draft.
type place struct {
	order int             // among all nodes, as they are read
	chain []*outline.Node // from the top to the node itself
}

func placesOf(nodes []*outline.Node) map[string]place {
	places := map[string]place{}
	var walk func([]*outline.Node, []*outline.Node)
	walk = func(nodes, above []*outline.Node) {
		for _, n := range nodes {
			chain := append(slices.Clip(above), n)
			if _, twice := places[n.ID]; !twice {
				places[n.ID] = place{order: len(places), chain: chain}
			}
			walk(n.Children, chain)
		}
	}
	walk(nodes, nil)
	return places
}

// DraftHash identifies the text a matrix is about: SHA-256, in hexadecimal, of
// its nodes' ids, labels and words in reading order. A matrix that comes back
// edited is matched to its draft by it.
func DraftHash(nodes []*outline.Node) string {
	h := sha256.New()
	t := outline.Tree{Nodes: nodes}
	t.Walk(func(n *outline.Node) {
		for _, s := range [...]string{n.ID, n.Label, n.Content()} {
			h.Write([]byte(s))
			h.Write([]byte{0})
		}
	})
	return hex.EncodeToString(h.Sum(nil))
}
