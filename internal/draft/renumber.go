package draft

import (
	"context"
	"strconv"
	"strings"

	"thao/internal/access"
	"thao/internal/anchor"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/outline"
)

// Relabel is a node with the number it should have.
type Relabel struct {
	Node string `json:"node"`
	Path string `json:"path"` // with the number it has
	Old  string `json:"old"`  // "" where it has none yet
	New  string `json:"new"`
}

// CrossRef is a reference in the text to a node that gets another number: it is
// for somebody to look at, and is not changed.
type CrossRef struct {
	Node   string `json:"node"` // in which it stands
	Path   string `json:"path"`
	Words  string `json:"words"`  // the reference
	Target string `json:"target"` // the node it means
	Old    string `json:"old"`    // the label of that node, as it was and as it will be
	New    string `json:"new"`
}

// Renumbering is what is to be numbered anew in a working version.
type Renumbering struct {
	Rev    int64      `json:"rev"` // of the version it was made for
	Labels []Relabel  `json:"labels"`
	Refs   []CrossRef `json:"refs"`
}

// Renumbering says which nodes of a working version should have another number,
// now that others were put in, taken out or moved; and which references to them
// stand in the text. A row of numbers that had gaps in the version it continues
// is left as it is.
func (s *Service) Renumbering(ctx context.Context, who *access.Actor, docket, version id.ID) (*Renumbering, error) {
	if err := who.Check(access.VersionEdit, access.Resource{Kind: access.Version, ID: version, Docket: docket, State: string(Working)}); err != nil {
		return nil, err
	}
	var out *Renumbering
	err := s.DB.View(ctx, func(q db.Reader) error {
		t, err := readText(q, docket, version)
		if err != nil {
			return err
		}
		if err := t.State.be(Working); err != nil {
			return err
		}
		out, err = renumbering(q, t)
		return err
	})
	return out, err
}

func renumbering(q db.Q, t *Text) (*Renumbering, error) {
	base := &Text{}
	if t.Base != "" {
		var err error
		if base, err = readText(q, t.Docket, t.Base); err != nil {
			return nil, err
		}
	}
	out := &Renumbering{Rev: t.Rev, Labels: relabelled(t, base), Refs: []CrossRef{}}
	if len(out.Labels) > 0 {
		out.Refs = refsTo(t, base, out.Labels)
	}
	return out, nil
}

// Renumber gives the nodes of a working version the numbers they should have,
// in one step. Stale where the version was changed since revision rev.
func (s *Service) Renumber(ctx context.Context, who *access.Actor, docket, version id.ID, rev int64) (int, error) {
	done := 0
	_, err := s.change(ctx, who, access.VersionEdit, docket, version, Working, func(tx *db.Tx, t *Text) (*ledger.Entry, error) {
		done = 0
		if t.Rev != rev {
			return nil, fault.New(fault.Stale)
		}
		r, err := renumbering(tx, t)
		if err != nil || len(r.Labels) == 0 {
			return nil, err
		}
		for _, l := range r.Labels {
			n, _ := t.Find(l.Node)
			before := n.Rev
			n.Label, n.Rev, n.Edited, n.EditedBy = l.New, before+1, s.Clock(), who.Account
			if err := updateNode(tx, docket, version, n, before); err != nil {
				return nil, err
			}
		}
		done = len(r.Labels)
		e := s.entry(who, "version.renumber", t.Version, nil, r.Labels, "count", strconv.Itoa(done))
		return &e, nil
	})
	return done, err
}

// run is nodes whose numbers follow one another.
type run struct {
	key   string // what the run is of: its kind and the node above it
	nodes []Node
}

// runsOf are the rows of numbers of a text: articles go on through all of it,
// everything else begins anew under each node. name gives the node above its
// name in the version a text continues.
func runsOf(nodes []Node, name func(string) string) []run {
	var out []run
	at := map[string]int{}
	for _, n := range nodes {
		switch n.Kind {
		case outline.Part, outline.Chapter, outline.Section, outline.Subsection, outline.Article, outline.Clause, outline.Point, outline.Heading:
		default:
			continue
		}
		key := string(n.Kind)
		if n.Kind != outline.Article {
			key += " " + name(n.Parent)
		}
		i, there := at[key]
		if !there {
			i = len(out)
			at[key] = i
			out = append(out, run{key: key})
		}
		out[i].nodes = append(out[i].nodes, n)
	}
	return out
}

// even reports whether the numbers of a run follow one another without a gap.
func (r run) even() bool {
	var last numbered
	for i, n := range r.nodes {
		l, ok := readLabel(n.Label, last.as)
		if !ok || i > 0 && (l.n != last.n+1 || l.as != last.as) {
			return false
		}
		last = l
	}
	return true
}

// relabelled lists the nodes whose label should be another.
func relabelled(t, base *Text) []Relabel {
	uneven, start := map[string]bool{}, map[string]int{}
	for _, r := range runsOf(base.Nodes, func(parent string) string { return parent }) {
		uneven[r.key] = !r.even()
		if l, ok := r.model(); ok {
			start[r.key] = l.n
		}
	}
	origin, label := map[string]string{}, map[string]string{}
	for _, n := range t.Nodes {
		origin[n.ID], label[n.ID] = n.Origin, n.Label
		if n.Origin == "" {
			origin[n.ID] = n.ID
		}
	}
	next := map[string]string{} // the new labels, by node
	tree := t.Tree()
	var out []Relabel
	for _, r := range runsOf(t.Nodes, func(parent string) string { return origin[parent] }) {
		if uneven[r.key] {
			continue
		}
		for _, l := range r.follow(start[r.key], label, next) {
			next[l.Node] = l.New
			l.Path = outline.PathString(tree.Find(l.Node), "vi")
			out = append(out, l)
		}
	}
	return out
}

// follow counts a run on from a number; from the first it has where start is 0.
func (r run) follow(start int, label, next map[string]string) []Relabel {
	last, ok := r.model()
	if !ok {
		return nil
	}
	if start > 0 {
		last.n = start
	}
	last.n--
	var out []Relabel
	for _, n := range r.nodes {
		l, ok := readLabel(n.Label, last.as)
		if !ok && n.Label != "" || ok && l.as != last.as {
			return nil // it is numbered in another way from here on
		}
		if !ok {
			l = last
		}
		l.n = last.n + 1
		l.before = under(l.before, label[n.Parent], next[n.Parent])
		last = l
		if s := l.String(); s != "" && s != n.Label {
			out = append(out, Relabel{Node: n.ID, Old: n.Label, New: s})
		}
	}
	return out
}

// model is the first label of a run that can be read.
func (r run) model() (numbered, bool) {
	for _, n := range r.nodes {
		if l, ok := readLabel(n.Label, ""); ok {
			return l, true
		}
	}
	return numbered{}, false
}

// under is the part of a label before its number, where the node above has
// another number now: 2.1 under 3 is 3.1.
func under(before, old, now string) string {
	if now == "" || before == "" {
		return before
	}
	bare := func(s string) string { return strings.TrimRight(s, " .-)") }
	if bare(before) == bare(old) {
		return bare(now) + before[len(bare(before)):]
	}
	return before
}

// refsTo finds what in the text refers to nodes that get another number. What
// was written before the numbers changed means the nodes of the base.
func refsTo(t, base *Text, labels []Relabel) []CrossRef {
	changed := map[string]Relabel{} // by the node's name in the base
	for _, l := range labels {
		if n, _ := t.Find(l.Node); n.Origin != "" && l.Old != "" {
			changed[n.Origin] = l
		}
	}
	baseTree, tree := base.Tree(), t.Tree()
	index := anchor.NewIndex(baseTree)
	out := []CrossRef{}
	for _, n := range t.Nodes {
		content := n.Content()
		var context *outline.Node
		if n.Origin != "" {
			context = baseTree.Find(n.Origin)
		}
		for _, c := range anchor.Citations(content) {
			if c.External {
				continue
			}
			for _, m := range index.Resolve(c, context) {
				if m.Partial || m.Score < anchor.Floor {
					continue
				}
				if l, is := renumberedAt(changed, m.Node); is {
					out = append(out, CrossRef{Node: n.ID, Path: outline.PathString(tree.Find(n.ID), "vi"), Words: content[c.Start:c.End], Target: l.Node, Old: l.Old, New: l.New})
					break
				}
			}
		}
	}
	return out
}

// renumberedAt is the change of a node's number, or of one above it.
func renumberedAt(changed map[string]Relabel, n *outline.Node) (Relabel, bool) {
	for ; n != nil; n = n.Parent {
		if l, is := changed[n.ID]; is {
			return l, true
		}
	}
	return Relabel{}, false
}
