package draft

import (
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/outline"
)

// Way is where a node is moved to.
type Way string

// The ways.
const (
	Up    Way = "up"    // before its neighbour
	Down  Way = "down"  // after its neighbour
	Outer Way = "outer" // after its parent
	Inner Way = "inner" // under the neighbour before it
)

// Stand is what a node stands between: all that a move goes by. Each is a node's
// id, "" for none.
type Stand struct {
	Parent string `json:"parent" doc:"The node it is under"`
	Before string `json:"before" doc:"The one before it under the same"`
	After  string `json:"after" doc:"The one after it under the same"`
}

// Stand of a node; none of a node that is not there.
func (t *Text) Stand(node string) Stand {
	if i := t.Index(node); i >= 0 {
		return standOf(t.Nodes, i)
	}
	return Stand{}
}

func standOf(list []Node, i int) Stand {
	at := Stand{Parent: list[i].Parent}
	if j := neighbour(list, i); j >= 0 {
		at.Before = list[j].ID
	}
	if end := endOf(list, i); end < len(list) && list[end].Depth == list[i].Depth {
		at.After = list[end].ID
	}
	return at
}

// led reports whether a move that way leads a node from a stand to this one.
func (to Stand) led(from Stand, way Way) bool {
	switch way {
	case Up:
		return from.Before != "" && to.Parent == from.Parent && to.After == from.Before
	case Down:
		return from.After != "" && to.Parent == from.Parent && to.Before == from.After
	case Outer:
		return from.Parent != "" && to.Before == from.Parent
	case Inner:
		return from.Before != "" && to.Parent == from.Before
	}
	return false
}

// MoveNode moves a node with all under it from where it was seen to stand; nil
// moves it from wherever it stands. Where it stands already as the move would have
// led it, it stays: a second click is no second wish. Stale where it stands
// elsewhere, Invalid where there is nowhere to go.
func (s *Service) MoveNode(ctx context.Context, who *access.Actor, docket, version id.ID, node string, seen *Stand, way Way) error {
	_, err := s.change(ctx, who, access.VersionEdit, docket, version, Working, func(tx *db.Tx, t *Text) (*ledger.Entry, error) {
		i := t.Index(node)
		if i < 0 {
			return nil, fault.New(fault.Gone)
		}
		if now := standOf(t.Nodes, i); seen != nil && now != *seen {
			if now.led(*seen, way) {
				return nil, nil
			}
			return nil, fault.New(fault.Stale)
		}
		before := t.Nodes[i]
		list, ok := move(t.Nodes, i, way)
		if !ok {
			return nil, fault.New(fault.Invalid, "field", "", "rule", "web.draft.cannot-move")
		}
		renumber(list)
		after := list[slices.IndexFunc(list, func(n Node) bool { return n.ID == node })]
		e := s.nodeEntry(who, "node.move", t.Version, &before, &after)
		return &e, replaceNodes(tx, docket, version, list)
	})
	return err
}

// move moves list[i] and what is under it; false where it cannot go that way.
func move(list []Node, i int, way Way) ([]Node, bool) {
	end := endOf(list, i)
	block := slices.Clone(list[i:end])
	rest := slices.Concat(list[:i], list[end:])
	before, after := neighbour(list, i), end
	if end < len(list) && list[end].Depth != list[i].Depth {
		after = len(list) // no neighbour after it
	}
	put := func(at int, parent string, deeper int64) ([]Node, bool) {
		block[0].Parent = parent
		for k := range block {
			block[k].Depth += deeper
		}
		return slices.Insert(rest, at, block...), true
	}
	switch way {
	case Up:
		if before >= 0 {
			return put(before, list[i].Parent, 0)
		}
	case Down:
		if after < len(list) {
			return put(i+endOf(list, after)-after, list[i].Parent, 0)
		}
	case Outer:
		if p := slices.IndexFunc(list, func(n Node) bool { return n.ID == list[i].Parent }); p >= 0 {
			return put(endOf(list, p)-len(block), list[p].Parent, -1)
		}
	case Inner:
		if before >= 0 && list[before].Kind.MayHold() {
			return put(i, list[before].ID, 1)
		}
	}
	return nil, false
}

// neighbour is the node before list[i] under the same parent, -1 for none.
func neighbour(list []Node, i int) int {
	for j := i - 1; j >= 0 && list[j].Depth >= list[i].Depth; j-- {
		if list[j].Depth == list[i].Depth {
			return j
		}
	}
	return -1
}

// renumber counts the order of nodes, and the level of headings, anew.
func renumber(list []Node) {
	headings := map[string]int64{} // headings at and above a node
	for i := range list {
		n := &list[i]
		n.Seq, n.Level = int64(i+1), 0
		headings[n.ID] = headings[n.Parent]
		if n.Kind == outline.Heading {
			headings[n.ID]++
			n.Level = headings[n.ID]
		}
	}
}
