package consultation

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/id"
)

// Note is a comment as it stands beside the text: to the team the first of its
// group, to its body itself.
type Note struct {
	Comment
	Number     int64  `json:"number"` // of its group; 0 for none
	Size       int64  `json:"size"`
	GroupState string `json:"groupState"`
	Verdict    string `json:"verdict"`
}

// mostBeside bounds the notes beside one page of a text: more than anybody reads
// there, and each costs its room in the page and its time.
const mostBeside = 200

// seesSent reports whether somebody sees what was sent to a docket, by whomever.
func seesSent(who *access.Actor, docket id.ID) bool {
	return who.May(access.CommentRead, access.Resource{Kind: access.Comment, Docket: docket, State: string(Sent)})
}

// Beside is what stands beside a stretch of the draft.
type Beside struct {
	Notes []Note
	More  map[string]int64 // by node, how many notes there are that are too many to be here
}

// NotesBeside finds the notes of a stretch of the draft, from one place of its
// order to another.
func (s *Service) NotesBeside(ctx context.Context, who *access.Actor, docket, round id.ID, f Filter, from, to int64) (Beside, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return Beside{}, err
	}
	out := Beside{More: map[string]int64{}}
	var err error
	if out.Notes, err = s.notesBeside(ctx, who, docket, round, f, from, to); err != nil || len(out.Notes) < mostBeside {
		return out, err
	}
	if s.byGroups(who, docket, f) {
		out.More, err = countsByNode(s.DB.Reader(ctx), groupsBesideSQL, docket, round, from, to)
	} else {
		out.More, err = f.countByNode(s.DB.Reader(ctx), who, docket, round, func(w way) {
			w.And(`node_seq BETWEEN ? AND ?`, from, to)
			w.And(`place = 'placed'`)
		})
	}
	for _, n := range out.Notes {
		out.More[n.Node]--
	}
	maps.DeleteFunc(out.More, func(_ string, n int64) bool { return n <= 0 }) // less than none: there came some meanwhile
	return out, db.Fault(err)
}

// What is counted is in the indexes alone; of each place one row says its node.
const groupsBesideSQL = `
SELECT COALESCE(
  (SELECT g.node_id FROM comment_group g WHERE g.docket_id = $1 AND g.round_id = $2 AND g.node_seq = b.node_seq ORDER BY g.node_seq, g.number LIMIT 1),
  (SELECT c.node_id FROM comment c WHERE c.docket_id = $1 AND c.round_id = $2 AND c.node_seq = b.node_seq AND c.place = 'placed' AND c.state = 'sent' LIMIT 1), ''), b.n
FROM (SELECT node_seq, CAST(SUM(n) AS BIGINT) AS n FROM (
  SELECT node_seq, COUNT(*) AS n FROM comment_group
  WHERE docket_id = $1 AND round_id = $2 AND node_seq BETWEEN $3 AND $4 AND node_seq > 0 GROUP BY node_seq
  UNION ALL
  SELECT node_seq, COUNT(*) AS n FROM comment
  WHERE docket_id = $1 AND round_id = $2 AND state = 'sent' AND group_id IS NULL AND place = 'placed' AND node_seq BETWEEN $3 AND $4 GROUP BY node_seq
) AS beside GROUP BY node_seq) AS b`

// byGroups: the team, looking at all there is, sees the first of each group.
func (s *Service) byGroups(who *access.Actor, docket id.ID, f Filter) bool {
	return seesSent(who, docket) && f == Filter{}
}

func (s *Service) notesBeside(ctx context.Context, who *access.Actor, docket, round id.ID, f Filter, from, to int64) ([]Note, error) {
	q := s.DB.Reader(ctx)
	list, err := s.commentsBeside(q, who, docket, round, f, from, to)
	if err != nil {
		return nil, db.Fault(err)
	}
	groups, err := groupsOf(q, docket, list)
	if err != nil {
		return nil, db.Fault(err)
	}
	out := make([]Note, len(list))
	for i, c := range list {
		out[i].Comment = c
		if g, there := groups[c.Group]; there { // else it was grouped anew meanwhile
			out[i].Number, out[i].Size, out[i].GroupState, out[i].Verdict = g.Number, g.Size, g.State.String(), g.Verdict
		}
	}
	return out, nil
}

func (s *Service) commentsBeside(q db.Q, who *access.Actor, docket, round id.ID, f Filter, from, to int64) ([]Comment, error) {
	if !s.byGroups(who, docket, f) {
		return f.along(q, who, docket, round, mostBeside, func(w way) {
			w.And(`place = 'placed' AND state <> 'withdrawn'`)
			w.And(`node_seq BETWEEN ? AND ?`, from, to)
		})
	}
	first, err := firstOfGroups(q, docket, round, from, to)
	if err != nil {
		return nil, err
	}
	var out []Comment
	for keys := range slices.Chunk(first, namedAtOnce) {
		w := f.where(who, docket, round, byKey)
		w.And(`state || '' = 'sent' AND place || '' = 'placed'`)
		some, err := byKeys(q, w, keys)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return inOrder(out, mostBeside), nil
}

// firstOfGroups names the comments that stand beside a stretch of the draft, as
// far as there is room: the first of each group, and those that are in none yet.
func firstOfGroups(q db.Q, docket, round id.ID, from, to int64) ([]id.ID, error) {
	type first struct {
		seq int64
		id  id.ID
	}
	var all []first
	for _, query := range []string{`
SELECT g.node_seq, COALESCE((SELECT c.id FROM comment c WHERE c.docket_id = g.docket_id AND c.group_id = g.id AND c.state = 'sent' ORDER BY c.lead, c.id LIMIT 1), '')
FROM comment_group g WHERE g.docket_id = $1 AND g.round_id = $2 AND g.node_seq BETWEEN $3 AND $4 ORDER BY g.node_seq, g.number LIMIT $5`, `
SELECT node_seq, id FROM comment
WHERE docket_id = $1 AND round_id = $2 AND state = 'sent' AND group_id IS NULL AND place = 'placed' AND node_seq BETWEEN $3 AND $4 ORDER BY node_seq LIMIT $5`} {
		list, err := db.All(q, func(r db.Row, f *first) error { return r.Scan(&f.seq, &f.id) }, query, docket, round, from, to, mostBeside)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortStableFunc(all, func(a, b first) int { return cmp.Compare(a.seq, b.seq) })
	out := make([]id.ID, min(len(all), mostBeside))
	for i := range out {
		out[i] = all[i].id
	}
	return out, nil
}

// groupsOf reads the groups of a page of comments at once.
func groupsOf(q db.Q, docket id.ID, comments []Comment) (map[id.ID]Group, error) {
	w := &where{}
	w.And(`g.docket_id = ?`, docket)
	var keys []id.ID
	for _, c := range comments {
		if c.Group != "" {
			keys = append(keys, c.Group)
		}
	}
	out := map[id.ID]Group{}
	if len(keys) == 0 {
		return out, nil
	}
	db.AndIn(&w.Where, `g.id`, keys)
	list, err := db.All(q, scanGroup, `SELECT `+groupColumns+` FROM comment_group g WHERE `+w.SQL(), w.Args...)
	for _, g := range list {
		out[g.ID] = g
	}
	return out, err
}

// CountByNode is how many comments each node of the draft has, of those
// somebody sees: to the team those in groups, to a body its own. It is shared:
// nobody changes it.
func (s *Service) CountByNode(ctx context.Context, who *access.Actor, docket, round id.ID) (map[string]int64, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return nil, err
	}
	if seesSent(who, docket) {
		return s.byNode.of(ctx, s, docket, round, mostNodeCounts, func(q db.Q) (map[string]int64, error) {
			return countsByNode(q, `
SELECT node_id, CAST(SUM(size) AS BIGINT) FROM comment_group WHERE docket_id = $1 AND round_id = $2 AND node_id <> '' GROUP BY node_id`, docket, round)
		})
	}
	list, err := Filter{}.countByNode(s.DB.Reader(ctx), who, docket, round, func(w way) { w.And(`node_id <> ''`) })
	return list, db.Fault(err)
}

// countByNode counts what a filter chooses, and more asks for, but what was
// withdrawn.
func (f Filter) countByNode(q db.Q, who *access.Actor, docket, round id.ID, more func(way)) (map[string]int64, error) {
	out := map[string]int64{}
	for _, w := range f.ways(who, docket, round) {
		more(w)
		some, err := countsByNode(q, `SELECT node_id, COUNT(*) FROM comment WHERE `+w.SQL()+` AND state <> 'withdrawn' GROUP BY node_id`, w.Args...)
		if err != nil {
			return nil, err
		}
		for node, n := range some {
			out[node] += n
		}
	}
	return out, nil
}

func countsByNode(q db.Q, query string, args ...any) (map[string]int64, error) {
	type count struct {
		node string
		n    int64
	}
	list, err := db.All(q, func(r db.Row, c *count) error { return r.Scan(&c.node, &c.n) }, query, args...)
	out := map[string]int64{}
	for _, c := range list {
		out[c.node] = c.n
	}
	return out, err
}
