package consultation

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/viet"
)

// Filter chooses comments of a round. Empty fields choose all that the reader
// may see.
type Filter struct {
	Body  id.ID
	Reply id.ID
	State CommentState
	Node  string
	Place string
	Kind  CommentKind
	Mine  bool   // written by the reader
	Words string // with or without diacritics: each word must be there
}

// Cursor is the place of a comment in a list, to go on from. The zero Cursor is
// the beginning.
type Cursor struct {
	NodeSeq int64
	ID      id.ID
}

// Cursor is the place behind a comment.
func (c Comment) Cursor() Cursor { return Cursor{c.NodeSeq, c.ID} }

// String is the cursor as it stands in a URL.
func (c Cursor) String() string { return strconv.FormatInt(c.NodeSeq, 10) + "." + string(c.ID) }

// ParseCursor reads a cursor from a URL; what is none is the beginning.
func ParseCursor(s string) Cursor {
	seq, rest, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(seq, 10, 64)
	key, ok := id.Parse(rest)
	if err != nil || !ok {
		return Cursor{}
	}
	return Cursor{n, key}
}

// Comments lists a round's comments in the order of the draft, general ones
// first. NotFound where there is no such round.
func (s *Service) Comments(ctx context.Context, who *access.Actor, docket, round id.ID, f Filter, after Cursor, limit int) ([]Comment, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return nil, err
	}
	q := s.DB.Reader(ctx)
	if err := roundKnown(q, who, docket, round); err != nil {
		return nil, err
	}
	f.Words = viet.Fold(f.Words)
	if strings.TrimSpace(f.Words) == "" {
		f.Words = ""
	}
	if f.Words == "" || !seesSent(who, docket) { // a body's own are few enough to look through
		list, err := f.along(q, who, docket, round, limit, func(w way) { w.from(after) })
		return list, db.Fault(err)
	}
	var list []Comment
	for _, w := range f.unsent(who, docket, round) { // before what was sent, as ways are
		w.from(after)
		some, err := w.list(q, f.Words, limit)
		if err != nil {
			return nil, db.Fault(err)
		}
		list = append(list, some...)
	}
	sent, err := s.sentWith(ctx, who, docket, round, f, after, limit)
	return inOrder(append(list, sent...), limit), db.Fault(err)
}

// sentWith lists what was sent and has the words looked for.
func (s *Service) sentWith(ctx context.Context, who *access.Actor, docket, round id.ID, f Filter, after Cursor, limit int) ([]Comment, error) {
	q := s.DB.Reader(ctx)
	along := func(steps int) ([]Comment, bool, error) {
		return f.sentAlong(q, who, docket, round, after, steps, limit)
	}
	named := func(most int) (hits[listedComment], error) { return s.met(ctx, docket, round, f.Words, most) }
	among := func(comments []listedComment) ([]Comment, error) {
		return f.among(q, who, docket, round, comments, after, limit)
	}
	return search(ctx, s, &s.commentHits, docket, round, f.Words, aheadComments, along, named, among)
}

// sentAlong lists comments that were sent, so many steps ahead on each way or to
// its end for no steps, and whether that is enough.
func (f Filter) sentAlong(q db.Q, who *access.Actor, docket, round id.ID, after Cursor, steps, limit int) (list []Comment, enough bool, err error) {
	bare, enough := f.sent(who, docket, round), true
	for i, w := range f.sent(who, docket, round) {
		bare[i].from(after)
		w.from(after)
		more := false
		if steps > 0 {
			var end Cursor
			if end, more, err = bare[i].step(q, steps); err != nil {
				return nil, false, err
			}
			if more {
				w.upTo(end)
			}
		}
		w.phrases(`folded`, f.Words)
		some, err := w.list(q, "", limit)
		if err != nil {
			return nil, false, err
		}
		enough = enough && (!more || len(some) >= limit)
		list = append(list, some...)
	}
	return inOrder(list, limit), enough, nil
}

// among lists the comments of some that a filter chooses, as far as they may be
// seen.
func (f Filter) among(q db.Q, who *access.Actor, docket, round id.ID, comments []listedComment, after Cursor, limit int) ([]Comment, error) {
	out := []Comment{}
	if f.State != "" && f.State != Sent {
		return out, nil
	}
	from, there := slices.BinarySearchFunc(comments, after, func(v listedComment, at Cursor) int { return v.Cursor.compare(at) })
	if there {
		from++
	}
	atOnce := min(namedAtOnce, limit) // what is shown, unless more is asked of it
	if f.picky() {
		atOnce = namedAtOnce
	}
	for some := range slices.Chunk(comments[from:], atOnce) {
		keys := make([]id.ID, len(some))
		for i, v := range some {
			keys[i] = v.ID
		}
		w := f.where(who, docket, round, byKey)
		w.And(`state || '' = 'sent'`)
		list, err := byKeys(q, w, keys)
		if err != nil {
			return nil, err
		}
		if out = append(out, list...); len(out) >= limit {
			return out[:limit], nil
		}
	}
	return out, nil
}

// picky filters ask for more than words.
func (f Filter) picky() bool {
	f.Words, f.State = "", ""
	return f != Filter{}
}

// byKeys reads up to namedAtOnce comments by their keys, as far as a condition
// holds, in the order of the draft.
func byKeys(q db.Q, w *where, keys []id.ID) ([]Comment, error) {
	named(&w.Where, `id`, keys)
	list, err := db.All(q, scanComment, `SELECT `+commentColumns+` FROM comment WHERE `+w.SQL(), w.Args...)
	return inOrder(list, len(list)), err
}

// ReadComment returns a comment with its thread and candidates. What a body's
// people said to one another about a comment written here was never sent: it
// stays theirs.
func (s *Service) ReadComment(ctx context.Context, who *access.Actor, docket, comment id.ID) (Comment, error) {
	c, err := readComment(s.DB.Reader(ctx), docket, comment)
	if err != nil {
		return Comment{}, err
	}
	own := c.Resource()
	own.State = string(Draft)
	if c.Source == Web && !who.May(access.CommentRead, own) {
		c.Thread = nil
	}
	if err := who.CheckSeen(access.CommentRead, access.CommentRead, c.Resource()); err != nil {
		return Comment{}, err
	}
	return c, nil
}

// commentsOf lists all comments of a reply, in the order they were read; of a
// file that is being read, none.
func commentsOf(q db.Q, docket, reply id.ID) ([]Comment, error) {
	return db.All(q, scanComment, `SELECT `+commentColumns+` FROM comment WHERE docket_id = $1 AND reply_id = $2 AND state <> 'reading' ORDER BY id`, docket, reply)
}
