package draft

import (
	"context"
	"slices"
	"strconv"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/outline"
	"thao/internal/rule"
)

// StartWorking makes a working copy of a confirmed version, to be written in by
// several people and confirmed as the next version. Where there is a working
// copy of that version already, it is returned.
func (s *Service) StartWorking(ctx context.Context, who *access.Actor, docket, base id.ID) (Version, error) {
	if err := who.Check(access.VersionEdit, access.Resource{Kind: access.Version, Docket: docket, State: string(Working)}); err != nil {
		return Version{}, err
	}
	v := Version{ID: id.New(), Docket: docket, State: Working, Base: base, Rev: 1, Created: s.Clock(), CreatedBy: who.Account}
	after := v
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock("versions of " + string(docket)); err != nil {
			return err
		}
		open, found, err := db.One(tx, scanVersion, `
SELECT `+versionColumns+` FROM version WHERE docket_id = $1 AND base_id = $2 AND state = 'working' ORDER BY id LIMIT 1`, docket, base)
		if after = open; err != nil || found {
			return err
		}
		from, err := readText(tx, docket, base)
		if err != nil {
			return err
		}
		if err := from.State.be(Confirmed); err != nil {
			return err
		}
		after = v
		after.Title = from.Title
		list := slices.Clone(from.Nodes)
		for i := range list {
			n := &list[i]
			n.Origin, n.Rev, n.Edited, n.EditedBy = n.ID, 0, 0, ""
		}
		if err := insertVersion(tx, after); err != nil {
			return err
		}
		if err := insertNodes(tx, docket, after.ID, list); err != nil {
			return err
		}
		return ledger.Append(tx, s.entry(who, "version.start", after, nil, after, "base", string(base), "number", strconv.FormatInt(from.Number, 10)))
	})
	return after, err
}

// Words are what is written in a node.
type Words struct {
	Label   string `json:"label"`
	Heading string `json:"heading"`
	Text    string `json:"text"`
}

// Words of a node as they stand.
func (n Node) Words() Words { return Words{n.Label, n.Heading, n.Text} }

// Bounds of a node's words, in code points.
const (
	LongestLabel = 120
	LongestWords = 200_000
)

// clean checks words. Errors are fault.Invalid.
func (w Words) clean() (Words, error) {
	err := rule.Clean(
		rule.Line("label", &w.Label, LongestLabel), rule.Line("heading", &w.Heading, LongestWords), rule.Text("text", &w.Text, LongestWords),
	)
	if err != nil {
		return w, err
	}
	if w == (Words{}) {
		return w, rule.Wrong("text", "web.rule.required")
	}
	return w, nil
}

// EditNode writes words into a node of a working version, from the node's
// revision rev. Where somebody else has changed or taken out the node since,
// nothing is overwritten: the words are kept as a Clash, and the error is Stale
// with its id as "clash".
func (s *Service) EditNode(ctx context.Context, who *access.Actor, docket, version id.ID, node string, rev int64, w Words) (Node, error) {
	w, err := w.clean()
	if err != nil {
		return Node{}, err
	}
	var after Node
	clash := Clash{ID: id.New(), Docket: docket, Version: version, Node: node, Words: w, BaseRev: rev, Account: who.Account, State: ClashOpen}
	var clashed bool
	_, err = s.changeRow(ctx, who, access.VersionEdit, docket, version, Working, func(tx *db.Tx, v *Version) (*ledger.Entry, error) {
		clashed = false
		before, found, err := readNode(tx, docket, version, node)
		if err != nil {
			return nil, err
		}
		after = before
		if found && before.Words() == w {
			return nil, nil
		}
		if !found || before.Rev != rev {
			clashed = true
			clash.Created = s.Clock()
			if err := insertClash(tx, clash); err != nil {
				return nil, err
			}
			e := s.entry(who, "node.clash", *v, nil, clash, "node", node)
			return &e, nil
		}
		after.Label, after.Heading, after.Text = w.Label, w.Heading, w.Text
		after.Rev, after.Edited, after.EditedBy = before.Rev+1, s.Clock(), who.Account
		if err := updateNode(tx, docket, version, after, rev); err != nil {
			return nil, err
		}
		e := s.nodeEntry(who, "node.edit", *v, &before, &after)
		return &e, nil
	})
	if err == nil && clashed {
		err = fault.New(fault.Stale, "clash", string(clash.ID))
	}
	return after, err
}

// nodeEntry is the log's line of a change to a node; before or after is nil
// where it is new or gone.
func (s *Service) nodeEntry(who *access.Actor, action string, v Version, before, after *Node) ledger.Entry {
	e := s.entry(who, action, v, nil, nil)
	n := after
	if after != nil {
		e.After = ledger.HashOf(after)
	} else {
		n = before
	}
	if before != nil {
		e.Before = ledger.HashOf(before)
	}
	e.Detail["node"], e.Detail["place"] = n.ID, outline.PathString((&Text{Nodes: []Node{{ID: n.ID, Kind: n.Kind, Label: n.Label, Heading: n.Heading}}}).Tree().Find(n.ID), "vi")
	return e
}

// Insert says where a node is put in, and what it is.
type Insert struct {
	After string // the node it comes after, with all that is under that; or
	Under string // the node it comes under as the first; both "": at the very beginning
	Kind  outline.Kind
	Words
}

// InsertNode puts a node into a working version.
func (s *Service) InsertNode(ctx context.Context, who *access.Actor, docket, version id.ID, in Insert) (Node, error) {
	w, err := in.Words.clean()
	if err != nil {
		return Node{}, err
	}
	if !slices.Contains(outline.Kinds(), in.Kind) {
		return Node{}, fault.New(fault.Invalid, "field", "kind", "rule", "web.rule.choice")
	}
	n := Node{ID: "new_" + string(id.New()), Kind: in.Kind, Label: w.Label, Heading: w.Heading, Text: w.Text, Rev: 1, EditedBy: who.Account, Depth: 1}
	_, err = s.change(ctx, who, access.VersionEdit, docket, version, Working, func(tx *db.Tx, t *Text) (*ledger.Entry, error) {
		at := 0
		n.Edited, n.Parent, n.Depth = s.Clock(), "", 1
		switch {
		case in.After != "":
			i := t.Index(in.After)
			if i < 0 {
				return nil, fault.New(fault.Gone)
			}
			at, n.Parent, n.Depth = t.end(i), t.Nodes[i].Parent, t.Nodes[i].Depth
		case in.Under != "":
			i := t.Index(in.Under)
			if i < 0 {
				return nil, fault.New(fault.Gone)
			}
			if !t.Nodes[i].Kind.MayHold() {
				return nil, fault.New(fault.Invalid, "field", "under", "rule", "web.draft.holds-nothing")
			}
			at, n.Parent, n.Depth = i+1, t.Nodes[i].ID, t.Nodes[i].Depth+1
		}
		list := slices.Insert(t.Nodes, at, n)
		renumber(list)
		n = list[at]
		e := s.nodeEntry(who, "node.insert", t.Version, nil, &n)
		return &e, replaceNodes(tx, docket, version, list)
	})
	return n, err
}

// DeleteNode takes a node, at its revision rev, and all under it out of a
// working version. Stale where somebody has changed it since.
func (s *Service) DeleteNode(ctx context.Context, who *access.Actor, docket, version id.ID, node string, rev int64) error {
	_, err := s.change(ctx, who, access.VersionEdit, docket, version, Working, func(tx *db.Tx, t *Text) (*ledger.Entry, error) {
		i := t.Index(node)
		if i < 0 {
			return nil, nil // gone already
		}
		if t.Nodes[i].Rev != rev {
			return nil, fault.New(fault.Stale)
		}
		gone := t.Nodes[i]
		list := slices.Delete(t.Nodes, i, t.end(i))
		renumber(list)
		e := s.nodeEntry(who, "node.delete", t.Version, &gone, nil)
		return &e, replaceNodes(tx, docket, version, list)
	})
	return err
}
