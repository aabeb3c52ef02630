package consultation

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"thao/internal/db"
	"thao/internal/id"
)

// What words are found in, and which groups have answers that differ, is kept in
// the order of the lists: a list then looks up what it shows, and not all that
// there is.

// rareWords is how many comments words may be in for them to be named one by one.
// Words that are in more are soon met on the way through the draft. ahead is how
// many comments of a list, or groups of the desk, are looked through before it is
// asked how rare words are: what is that common is met there, at a fraction of
// what the index of words would cost. (Tests lower them.)
var (
	rareWords     = 1500
	aheadComments = 800
	aheadGroups   = 300
)

// hits is where words are found in what was sent about a round.
type hits[T any] struct {
	many bool // more than rareWords: they are not named
	at   []T  // in their order
}

// spot is where a comment stands, and in which group.
type spot struct {
	Cursor
	group id.ID
}

// seat is a group with what the desk is filtered by.
type seat struct {
	DeskCursor
	id            id.ID
	state         GroupState
	verdict, node string
	assigned      id.ID
}

func hitsName(round id.ID, folded string) string { return string(round) + " " + folded }

// met are the comments words are found in.
func (s *Service) met(ctx context.Context, docket, round id.ID, folded string) (hits[spot], error) {
	return s.spots.named(ctx, s, docket, hitsName(round, folded), mostFound, func(q db.Q) (h hits[spot], err error) {
		// Words that are common as they stand need not be looked for as the
		// beginnings of others, which takes ten times as long.
		found, err := db.AllWords(q, docket, searchKind, folded+" ", rareWords+1)
		if err == nil && len(found) <= rareWords {
			found, err = db.AllWords(q, docket, searchKind, folded, rareWords+1)
		}
		if h.many = len(found) > rareWords; err == nil && !h.many {
			h.at, err = spotsOf(q, docket, round, found)
		}
		return h, err
	})
}

// metGroups are the groups words are found in.
func (s *Service) metGroups(ctx context.Context, docket, round id.ID, folded string) (hits[seat], error) {
	return s.seats.named(ctx, s, docket, hitsName(round, folded), mostFound, func(q db.Q) (h hits[seat], err error) {
		found, err := s.met(ctx, docket, round, folded)
		if h.many = found.many; err != nil || h.many {
			return h, err
		}
		groups := map[id.ID]bool{}
		for _, v := range found.at {
			if v.group != "" {
				groups[v.group] = true
			}
		}
		h.at, err = seatsOf(q, docket, round, slices.Collect(maps.Keys(groups)))
		return h, err
	})
}

// namedAtOnce is how many rows a statement names. Of fewer the last is named
// several times, so that the statement stays the same and is kept prepared.
const namedAtOnce = 100

// named demands one of at most namedAtOnce keys.
func named[T any](w *db.Where, column string, keys []T) {
	keys = slices.Clone(keys)
	for len(keys) < namedAtOnce {
		keys = append(keys, keys[len(keys)-1])
	}
	db.AndIn(w, column, keys)
}

// Only keys stand in these conditions: the indexes of a round would be a long way
// round.
func spotsSQL(w *db.Where, docket id.ID, keys []string) string {
	w.And(`docket_id = ?`, docket)
	named(w, `id`, keys)
	return `SELECT id, node_seq, COALESCE(group_id, ''), round_id, state FROM comment WHERE ` + w.SQL()
}

func seatsSQL(w *db.Where, docket id.ID, keys []id.ID) string {
	w.And(`docket_id = ?`, docket)
	named(w, `id`, keys)
	return `SELECT id, node_seq, number, state, verdict, node_id, assigned, round_id FROM comment_group WHERE ` + w.SQL()
}

// spotsOf looks up which of some comments were sent about a round, in the order
// of the draft.
func spotsOf(q db.Q, docket, round id.ID, keys []string) ([]spot, error) {
	type row struct {
		spot
		round id.ID
		state CommentState
	}
	out := []spot{}
	for some := range slices.Chunk(keys, namedAtOnce) {
		w := &db.Where{}
		query := spotsSQL(w, docket, some)
		rows, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.ID, &v.NodeSeq, &v.group, &v.round, &v.state) }, query, w.Args...)
		if err != nil {
			return nil, err
		}
		for _, v := range rows {
			if v.round == round && v.state == Sent {
				out = append(out, v.spot)
			}
		}
	}
	slices.SortFunc(out, func(a, b spot) int { return a.Cursor.compare(b.Cursor) })
	return out, nil
}

// shared gives equal words one place in memory.
type shared map[string]string

func (s shared) one(word string) string {
	if first, there := s[word]; there {
		return first
	}
	s[word] = word
	return word
}

// seatsOf looks up which of some groups are a round's, in the order of the desk.
func seatsOf(q db.Q, docket, round id.ID, keys []id.ID) ([]seat, error) {
	type row struct {
		seat
		round id.ID
	}
	out, words := []seat{}, shared{}
	for some := range slices.Chunk(keys, namedAtOnce) {
		w := &db.Where{}
		query := seatsSQL(w, docket, some)
		list, err := db.All(q, func(r db.Row, v *row) error {
			return r.Scan(&v.id, &v.NodeSeq, &v.Number, &v.state, &v.verdict, &v.node, &v.assigned, &v.round)
		}, query, w.Args...)
		if err != nil {
			return nil, err
		}
		for _, v := range list {
			if v.round != round {
				continue
			}
			v.verdict, v.node, v.assigned = words.one(v.verdict), words.one(v.node), id.ID(words.one(string(v.assigned)))
			out = append(out, v.seat)
		}
	}
	slices.SortFunc(out, func(a, b seat) int { return a.DeskCursor.compare(b.DeskCursor) })
	return out, nil
}

// differing are the groups of a round with comments that have an answer of their
// own.
func (s *Service) differing(ctx context.Context, docket, round id.ID) ([]seat, error) {
	return s.differ.of(ctx, s, docket, round, mostCounts, func(q db.Q) ([]seat, error) {
		keys, err := db.Values[id.ID](q, `SELECT DISTINCT group_id FROM answer WHERE docket_id = $1 AND comment_id <> ''`, docket)
		if err != nil {
			return nil, err
		}
		return seatsOf(q, docket, round, keys)
	})
}

func (c Cursor) compare(d Cursor) int {
	return cmp.Or(cmp.Compare(c.NodeSeq, d.NodeSeq), cmp.Compare(c.ID, d.ID))
}

func (c DeskCursor) compare(d DeskCursor) int {
	return cmp.Or(cmp.Compare(c.NodeSeq, d.NodeSeq), cmp.Compare(c.Number, d.Number))
}

func (v seat) compare(other seat) int { return v.DeskCursor.compare(other.DeskCursor) }

// phrases demands what is looked for of a column, in which there is a space
// before and after each word. What has no words is nowhere.
func (w *where) phrases(column, looked string) {
	phrases := db.Phrases(looked)
	for _, words := range phrases {
		w.And(column+` LIKE ?`, "%"+words+"%")
	}
	if len(phrases) == 0 {
		w.And(`1 = 0`)
	}
}
