package draft

import (
	"context"
	"strconv"

	"thao/internal/access"
	"thao/internal/compare"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/outline"
)

// Correct puts one thing right in the tree of a proposed version, from its
// revision rev. It returns the version's new revision and the node in which the
// changed words stand now. Stale where somebody else changed the version
// meanwhile, Invalid where the change cannot be made.
func (s *Service) Correct(ctx context.Context, who *access.Actor, docket, version id.ID, rev int64, c outline.Change) (Version, string, error) {
	var now string
	v, err := s.change(ctx, who, access.VersionPropose, docket, version, Proposed, func(tx *db.Tx, t *Text) (*ledger.Entry, error) {
		if t.Rev != rev {
			return nil, fault.New(fault.Stale)
		}
		tree := t.Tree()
		before := tree.Find(c.Node)
		if before == nil {
			return nil, fault.New(fault.Gone)
		}
		was := *before
		n := tree.Correct(c)
		if n == nil {
			return nil, fault.New(fault.Invalid, "field", "", "rule", "web.draft.cannot."+string(c.Correction))
		}
		now = n.ID
		if err := replaceNodes(tx, docket, version, nodesOf(tree)); err != nil {
			return nil, err
		}
		e := s.entry(who, "version.correct", t.Version, was.ID+was.Content(), n.ID+n.Content(), "correction", string(c.Correction), "node", n.ID)
		return &e, nil
	})
	return v, now, err
}

// change re-reads a version that must be in a state, lets fn change it or its
// nodes, raises its revision and writes the entry that fn returns; nil where
// there was nothing to do.
func (s *Service) change(ctx context.Context, who *access.Actor, action access.Action, docket, version id.ID, state State, fn func(*db.Tx, *Text) (*ledger.Entry, error)) (Version, error) {
	return s.changeRow(ctx, who, action, docket, version, state, func(tx *db.Tx, v *Version) (*ledger.Entry, error) {
		list, err := nodes(tx, docket, version)
		if err != nil {
			return nil, err
		}
		t := &Text{Version: *v, Nodes: list}
		e, err := fn(tx, t)
		*v = t.Version
		return e, err
	})
}

// changeRow is change without reading the nodes.
func (s *Service) changeRow(ctx context.Context, who *access.Actor, action access.Action, docket, version id.ID, state State, fn func(*db.Tx, *Version) (*ledger.Entry, error)) (Version, error) {
	if err := who.Check(action, access.Resource{Kind: access.Version, ID: version, Docket: docket, State: string(state)}); err != nil {
		return Version{}, err
	}
	var after Version
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock("version " + string(version)); err != nil {
			return err
		}
		v, err := readVersion(tx, docket, version)
		if err != nil {
			return err
		}
		if state != "" {
			if err := v.State.be(state); err != nil {
				return err
			}
		}
		rev := v.Rev
		e, err := fn(tx, &v)
		after = v
		if err != nil || e == nil {
			return err
		}
		after.Rev = rev + 1
		if err := updateVersion(tx, after, rev); err != nil {
			return err
		}
		return ledger.Append(tx, *e)
	})
	return after, err
}

// Confirm gives a proposed or working version its number: the text as it
// stands at revision rev is the next version of the draft and never changes
// again. Stale where it was changed after rev.
func (s *Service) Confirm(ctx context.Context, who *access.Actor, docket, version id.ID, rev int64) (Version, error) {
	if err := who.Check(access.VersionConfirm, access.Resource{Kind: access.Version, ID: version, Docket: docket}); err != nil {
		return Version{}, err
	}
	list, err := s.final(ctx, docket, version)
	if err != nil {
		return Version{}, err
	}
	return s.changeRow(ctx, who, access.VersionConfirm, docket, version, "", func(tx *db.Tx, v *Version) (*ledger.Entry, error) {
		if err := v.State.To(Confirmed); err != nil {
			return nil, err
		}
		if v.Rev != rev {
			return nil, fault.New(fault.Stale)
		}
		if err := tx.Lock("versions of " + string(docket)); err != nil {
			return nil, err
		}
		last, _, err := latest(tx, docket)
		if err != nil {
			return nil, err
		}
		before := *v
		v.State, v.Number, v.Confirmed = Confirmed, last.Number+1, s.Clock()
		if err := replaceNodes(tx, docket, version, list); err != nil {
			return nil, err
		}
		if err := enter(tx, docket, version, list); err != nil {
			return nil, err
		}
		e := s.entry(who, "version.confirm", *v, before, &Text{Version: *v, Nodes: list}, "number", strconv.FormatInt(v.Number, 10))
		return &e, nil
	})
}

// final is the text of a version as it is confirmed: ids made by kind, number
// and place, and each node's origin in the version before.
func (s *Service) final(ctx context.Context, docket, version id.ID) ([]Node, error) {
	q := s.DB.Reader(ctx)
	t, err := readText(q, docket, version)
	if err != nil {
		return nil, err
	}
	if len(t.Nodes) == 0 {
		return nil, fault.New(fault.Empty)
	}
	tree := t.Tree()
	tree.Identify()
	list := nodesOf(tree)
	for i := range list { // in the same order
		old := t.Nodes[i]
		list[i].Origin, list[i].Rev, list[i].Edited, list[i].EditedBy = old.Origin, old.Rev, old.Edited, old.EditedBy
	}
	if t.State == Working || t.Base == "" {
		return list, nil
	}
	base, err := readText(q, docket, t.Base)
	if err != nil {
		return nil, err
	}
	setOrigins(list, base.Tree(), tree)
	return list, nil
}

// setOrigins notes for each node which node of the base it continues.
func setOrigins(list []Node, base, tree *outline.Tree) {
	origin := map[string]string{}
	for _, p := range compare.Trees(base, tree).Pairs {
		if p.Old != nil && p.New != nil && origin[p.New.ID] == "" {
			origin[p.New.ID] = p.Old.ID
		}
	}
	for i := range list {
		list[i].Origin = origin[list[i].ID]
	}
}

// Drop gives up a proposed or working version.
func (s *Service) Drop(ctx context.Context, who *access.Actor, docket, version id.ID, rev int64) (Version, error) {
	return s.changeRow(ctx, who, access.VersionPropose, docket, version, "", func(_ *db.Tx, v *Version) (*ledger.Entry, error) {
		if err := v.State.To(Dropped); err != nil {
			return nil, err
		}
		if v.Rev != rev {
			return nil, fault.New(fault.Stale)
		}
		before := *v
		v.State = Dropped
		e := s.entry(who, "version.drop", *v, before, *v)
		return &e, nil
	})
}
