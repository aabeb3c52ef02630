package consultation

import (
	"cmp"
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/trace"
)

// NextVersion is a version that came after the one a round asked about.
type NextVersion struct {
	ID     id.ID  `json:"id"`
	Number int64  `json:"number"`
	Title  string `json:"title"`
	rev    int64
}

// Loop is what promise and text do not agree in, once the next version is
// there.
type Loop struct {
	Round        Round         `json:"round"`
	Number       int64         `json:"number"`   // of the version that was commented on
	Versions     []NextVersion `json:"versions"` // that came after it, the newest first; none: there is nothing to check yet
	Next         NextVersion   `json:"next"`
	Checked      int           `json:"checked"` // comments
	Sentence     string        `json:"-"`       // what became of them, in the language of the papers
	Unkept       []LoopItem    `json:"unkept"`  // accepted, but nothing changed there, or not as asked
	Unasked      []Unasked     `json:"unasked"` // changed, but no comment lies behind it
	Uneven       [][]LoopItem  `json:"uneven"`  // the same point, answered differently
	Contradicted [][]LoopItem  `json:"contradicted"`
}

// Open is how many things are to be mended.
func (l *Loop) Open() int {
	return len(l.Unkept) + len(l.Unasked) + len(l.Uneven) + len(l.Contradicted)
}

// LoopItem is a comment with its answer and what became of the text.
type LoopItem struct {
	trace.Entry
	Group  id.ID `json:"group"`
	Number int64 `json:"groupNumber"` // of the group
	Node   string
}

// Unasked is a change that nobody asked for.
type Unasked struct {
	trace.Unasked
	InOld bool `json:"inOld"` // the node was deleted: it is in the version that was commented on
}

// nextVersions lists the confirmed versions after the one a round asked about,
// the newest first.
func nextVersions(q db.Q, r Round) ([]NextVersion, error) {
	return db.All(q, func(row db.Row, v *NextVersion) error { return row.Scan(&v.ID, &v.Number, &v.Title, &v.rev) }, `
SELECT n.id, n.number, n.title, n.rev FROM version n
WHERE n.docket_id = $1 AND n.state = 'confirmed'
  AND n.number > (SELECT v.number FROM version v WHERE v.docket_id = $1 AND v.id = $2) ORDER BY n.number DESC LIMIT 50`, r.Docket, r.Version)
}

// nextVersion is the version a round is checked against: the one asked for, or
// the first after the round's: later ones may answer to later rounds.
func (s *Service) nextVersion(ctx context.Context, r Round, want id.ID) (NextVersion, bool, error) {
	list, err := nextVersions(s.DB.Reader(ctx), r)
	if err != nil || len(list) == 0 {
		return NextVersion{}, false, db.Fault(err)
	}
	v, err := chosen(list, want)
	return v, err == nil, err
}

func chosen(list []NextVersion, want id.ID) (NextVersion, error) {
	if want == "" {
		return list[len(list)-1], nil
	}
	i := slices.IndexFunc(list, func(v NextVersion) bool { return v.ID == want })
	if i < 0 {
		return NextVersion{}, fault.New(fault.NotFound)
	}
	return list[i], nil
}

// Loop checks a round against a later version: what was promised and not done,
// done and not asked, answered unevenly, promised twice. next is "" for the
// first version after the round's. It is shared: nobody changes it.
func (s *Service) Loop(ctx context.Context, who *access.Actor, docket, round, next id.ID) (*Loop, error) {
	if err := who.Check(access.MatrixRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, err
	}
	q := s.DB.Reader(ctx)
	r, err := readRound(q, docket, round)
	if err != nil {
		return nil, err
	}
	versions, err := nextVersions(q, r)
	if err != nil {
		return nil, db.Fault(err)
	}
	if len(versions) == 0 {
		l := newLoop(r)
		l.Number, err = db.Value[int64](q, `SELECT number FROM version WHERE docket_id = $1 AND id = $2`, docket, r.Version)
		return l, db.Fault(err)
	}
	against, err := chosen(versions, next)
	if err != nil {
		return nil, err
	}
	return s.checked(ctx, who, r, against)
}

func newLoop(r Round) *Loop {
	return &Loop{Round: r, Versions: []NextVersion{}, Unkept: []LoopItem{}, Unasked: []Unasked{}, Uneven: [][]LoopItem{}, Contradicted: [][]LoopItem{}}
}

// How many checks are kept, and of how much to be mended each.
const (
	mostLoops = 8
	longLoop  = 2000
)

// checked is the check against a version: the one kept, for as long as nothing is
// logged, or a new one; of a large round one after the other, for memory.
func (s *Service) checked(ctx context.Context, who *access.Actor, r Round, next NextVersion) (*Loop, error) {
	name := string(r.ID) + " " + string(next.ID)
	if l, there, err := s.loops.known(ctx, s, r.Docket, name); there || err != nil {
		return l, err
	}
	p, err := s.counts(ctx, r.Docket, r.ID)
	if err != nil {
		return nil, err
	}
	if p.Comments > mostKept {
		s.matrices.large.Lock()
		defer s.matrices.large.Unlock()
		if l, there, err := s.loops.known(ctx, s, r.Docket, name); there || err != nil { // another has made it meanwhile
			return l, err
		}
	}
	at, err := s.logged(ctx, r.Docket) // before checking: what changes meanwhile makes the next check
	if err != nil {
		return nil, err
	}
	l, err := s.check(ctx, who, r, next)
	if err == nil && l.Open() <= longLoop {
		s.loops.values.put(counted{r.Docket, name}, keptAt[*Loop]{at, l}, mostLoops)
	}
	return l, err
}

func (s *Service) check(ctx context.Context, who *access.Actor, r Round, next NextVersion) (*Loop, error) {
	c, err := s.Collation(ctx, who, r.Docket, r.ID)
	if err != nil {
		return nil, err
	}
	l := newLoop(c.Round)
	l.Number, l.Next = c.Number, next
	if l.Versions, err = nextVersions(s.DB.Reader(ctx), c.Round); err != nil {
		return nil, db.Fault(err)
	}
	t, err := s.trace(ctx, c, next)
	if err != nil {
		return nil, err
	}
	l.fill(c, t)
	return l, nil
}

func (l *Loop) fill(c *Collated, t *trace.Trace) {
	l.Checked, l.Sentence = len(t.Comments), t.Sentence(c.Lang)
	entries := make(map[string]*trace.Entry, len(t.Comments))
	for i := range t.Comments {
		entries[t.Comments[i].ID] = &t.Comments[i]
	}
	comments := c.commentsByID()
	item := func(key string) LoopItem {
		m := comments[key]
		return LoopItem{Entry: *entries[key], Group: id.ID(m.Group), Number: c.groups[id.ID(m.Group)].Number, Node: m.Node}
	}
	items := func(keys []string) []LoopItem {
		out := make([]LoopItem, len(keys))
		for i, k := range keys {
			out[i] = item(k)
		}
		return out
	}
	l.Unkept = items(t.Unkept)
	for _, u := range t.Unasked {
		l.Unasked = append(l.Unasked, Unasked{u, len(u.Words) > 0 && !slices.ContainsFunc(u.Words, func(w trace.Word) bool { return w.Op != "-" })})
	}
	for _, keys := range t.Uneven {
		l.Uneven = append(l.Uneven, items(keys))
	}
	for _, keys := range t.Contradicted {
		l.Contradicted = append(l.Contradicted, items(keys))
	}
}

// trace is what became of a round's comments in a version, from memory where
// neither has changed.
func (s *Service) trace(ctx context.Context, c *Collated, next NextVersion) (*trace.Trace, error) {
	key := traceKey{c.Round.ID, next.ID, next.rev, c.fingerprint()}
	if t, ok := s.traces.get(key); ok {
		return t, nil
	}
	t, err := textOf(s.DB.Reader(ctx), c.Round.Docket, next.ID)
	if err != nil {
		return nil, db.Fault(err)
	}
	made := trace.New(c.Collation, t.tree, c.nameOf(next), string(c.Lang))
	s.traces.put(key, made, mostTraces)
	return made, nil
}

// nameOf is what papers call a later version by.
func (c *Collated) nameOf(next NextVersion) string { return cmp.Or(next.Title, c.Draft.File) }

// fingerprint tells two states of a round's groups and answers apart: each
// change raises a revision or makes or takes away a row.
func (c *Collated) fingerprint() [5]int64 {
	var f [5]int64
	for _, g := range c.groups {
		f[0]++
		f[1] += g.Rev
	}
	for _, a := range c.slots {
		f[2]++
		f[3] += a.Rev
	}
	f[4] = int64(len(c.Comments))
	return f
}

type traceKey struct {
	round, version id.ID
	rev            int64
	desk           [5]int64
}

// mostTraces are kept: a page and a download ask for the same.
const mostTraces = 4
