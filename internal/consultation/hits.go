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

// Words are looked for in steps, each of which costs more than the one before and
// is taken where that did not fill the list: ahead, through so many comments of a
// list or groups of the desk, where what is common is met; in the index of words,
// where they are in so few comments that these are soon named; further ahead,
// where what is neither is met if it is spread evenly; in the index again, where
// it is not; and all the way. (Tests lower them.)
var (
	aheadComments = 800
	aheadGroups   = 300
	rareWords     = 2000
	further       = 3 // times ahead
	denseWords    = 10000
)

// hits is where words are found in what was sent about a round.
type hits[T any] struct {
	many bool // more than it was asked for: they are not named
	at   []T  // in their order
}

// listedComment is a comment as lists find it: where it stands, and in which group.
type listedComment struct {
	Cursor
	group id.ID
}

// listedGroup is a group as the desk finds it: where it stands, and what it is filtered by.
type listedGroup struct {
	DeskCursor
	id            id.ID
	state         GroupState
	verdict, node string
	assigned      id.ID
}

func hitsName(round id.ID, folded string) string { return string(round) + " " + folded }

// met are the comments words are found in, where they are no more than most.
func (s *Service) met(ctx context.Context, docket, round id.ID, folded string, most int) (hits[listedComment], error) {
	return s.commentHits.upTo(most).named(ctx, s, docket, hitsName(round, folded), mostFound*rareWords/most, func(q db.Q) (h hits[listedComment], err error) {
		for _, words := range []string{folded + " ", folded} { // whole words are counted first: beginnings take longer
			n, err := db.CountWords(q, docket, searchKind, words, most+1)
			if h.many = n > int64(most); err != nil || h.many {
				return h, err
			}
		}
		found, err := db.AllWords(q, docket, searchKind, folded, most+1)
		if h.many = len(found) > most; err == nil && !h.many {
			h.at, err = listedComments(q, docket, round, found)
		}
		return h, err
	})
}

// metGroups are the groups words are found in, likewise.
func (s *Service) metGroups(ctx context.Context, docket, round id.ID, folded string, most int) (hits[listedGroup], error) {
	return s.groupHits.upTo(most).named(ctx, s, docket, hitsName(round, folded), mostFound*rareWords/most, func(q db.Q) (h hits[listedGroup], err error) {
		found, err := s.met(ctx, docket, round, folded, most)
		if h.many = found.many; err != nil || h.many {
			return h, err
		}
		groups := map[id.ID]bool{}
		for _, v := range found.at {
			if v.group != "" {
				groups[v.group] = true
			}
		}
		h.at, err = listedGroups(q, docket, round, slices.Collect(maps.Keys(groups)))
		return h, err
	})
}

// finds are hits that are kept: those of rare words, and those of others.
type finds[T any] struct{ rare, dense kept[hits[T]] }

func (f *finds[T]) upTo(most int) *kept[hits[T]] {
	if most == rareWords {
		return &f.rare
	}
	return &f.dense
}

// search takes the steps until one fills the list. along goes so many steps
// ahead, or all the way where that is 0; enough says whether it filled the list
// or came to the end. among lists what is named.
func search[T, R any](ctx context.Context, s *Service, keep *finds[T], docket, round id.ID, folded string, ahead int,
	along func(steps int) (list []R, enough bool, err error), named func(most int) (hits[T], error), among func([]T) ([]R, error)) ([]R, error) {
	for _, step := range []struct{ ahead, most int }{{ahead, rareWords}, {ahead * further, denseWords}} {
		kept, there, err := keep.upTo(step.most).known(ctx, s, docket, hitsName(round, folded))
		if err == nil && !there {
			list, enough, failed := along(step.ahead)
			if enough || failed != nil {
				return list, failed
			}
			kept, err = named(step.most)
		}
		if err != nil {
			return nil, err
		}
		if !kept.many {
			return among(kept.at)
		}
	}
	list, _, err := along(0)
	return list, err
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
func listedCommentsSQL(w *db.Where, docket id.ID, keys []string) string {
	w.And(`docket_id = ?`, docket)
	named(w, `id`, keys)
	return `SELECT id, node_seq, COALESCE(group_id, ''), round_id, state FROM comment WHERE ` + w.SQL()
}

func listedGroupsSQL(w *db.Where, docket id.ID, keys []id.ID) string {
	w.And(`docket_id = ?`, docket)
	named(w, `id`, keys)
	return `SELECT id, node_seq, number, state, verdict, node_id, assigned, round_id FROM comment_group WHERE ` + w.SQL()
}

// listedComments looks up which of some comments were sent about a round, in the order
// of the draft.
func listedComments(q db.Q, docket, round id.ID, keys []string) ([]listedComment, error) {
	type row struct {
		listedComment
		round id.ID
		state CommentState
	}
	out := []listedComment{}
	for some := range slices.Chunk(keys, namedAtOnce) {
		w := &db.Where{}
		query := listedCommentsSQL(w, docket, some)
		rows, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.ID, &v.NodeSeq, &v.group, &v.round, &v.state) }, query, w.Args...)
		if err != nil {
			return nil, err
		}
		for _, v := range rows {
			if v.round == round && v.state == Sent {
				out = append(out, v.listedComment)
			}
		}
	}
	slices.SortFunc(out, func(a, b listedComment) int { return a.Cursor.compare(b.Cursor) })
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

// listedGroups looks up which of some groups are a round's, in the order of the desk.
func listedGroups(q db.Q, docket, round id.ID, keys []id.ID) ([]listedGroup, error) {
	type row struct {
		listedGroup
		round id.ID
	}
	out, words := []listedGroup{}, shared{}
	for some := range slices.Chunk(keys, namedAtOnce) {
		w := &db.Where{}
		query := listedGroupsSQL(w, docket, some)
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
			out = append(out, v.listedGroup)
		}
	}
	slices.SortFunc(out, func(a, b listedGroup) int { return a.DeskCursor.compare(b.DeskCursor) })
	return out, nil
}

// differing are the groups of a round with comments that have an answer of their
// own.
func (s *Service) differing(ctx context.Context, docket, round id.ID) ([]listedGroup, error) {
	return s.differ.of(ctx, s, docket, round, mostNodeCounts, func(q db.Q) ([]listedGroup, error) {
		keys, err := db.Values[id.ID](q, `SELECT DISTINCT group_id FROM answer WHERE docket_id = $1 AND comment_id <> ''`, docket)
		if err != nil {
			return nil, err
		}
		return listedGroups(q, docket, round, keys)
	})
}

func (c Cursor) compare(d Cursor) int {
	return cmp.Or(cmp.Compare(c.NodeSeq, d.NodeSeq), cmp.Compare(c.ID, d.ID))
}

func (c DeskCursor) compare(d DeskCursor) int {
	return cmp.Or(cmp.Compare(c.NodeSeq, d.NodeSeq), cmp.Compare(c.Number, d.Number))
}

func (v listedGroup) compare(other listedGroup) int { return v.DeskCursor.compare(other.DeskCursor) }

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
