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

// where is a condition that can look for words.
type where struct{ db.Where }

// inComment is where the rules find what they ask of a comment.
var inComment = access.Columns{Docket: "docket_id", Body: "body_id", Author: "account_id", State: "state"}

func (f Filter) where(who *access.Actor, docket, round id.ID) *where {
	w := &where{}
	w.And(`docket_id = ?`, docket)
	w.And(`round_id = ?`, round)
	seen, args := who.Filter(access.CommentRead, inComment, w.Next())
	w.AndMade(seen, args)
	for _, only := range [][2]string{
		{`body_id = ?`, string(f.Body)}, {`reply_id = ?`, string(f.Reply)}, {`state = ?`, string(f.State)},
		{`place = ?`, f.Place}, {`kind = ?`, string(f.Kind)}, {`node_id = ?`, f.Node},
	} {
		if only[1] != "" {
			w.And(only[0], only[1])
		}
	}
	if f.Node != "" { // the order of the draft is what leads to a node
		w.And(`node_seq = (SELECT n.seq FROM round r JOIN node n ON n.docket_id = r.docket_id AND n.version_id = r.version_id
 WHERE r.docket_id = ? AND r.id = ? AND n.id = ?)`, docket, round, f.Node)
	}
	if f.Place == General {
		w.And(`node_seq = 0`)
	}
	if f.Mine {
		w.And(`account_id = ?`, who.Account)
	}
	return w
}

// rare is how many comments words may be in for them to be looked up one by
// one. Words that are in more are soon met on the way through the draft.
const rare = 1000

// words narrows a list to comments with all the words looked for, the last of
// which may be the beginning of one. unsent, where it is not nil, finds what is
// not entered for search.
func (w *where) words(match matcher, looked string, unsent matcher) error {
	looked = viet.Fold(looked)
	if strings.TrimSpace(looked) == "" {
		return nil
	}
	found, err := match(looked)
	if err == nil && unsent != nil && len(found) <= rare {
		var own []string
		own, err = unsent(looked)
		found = slices.Concat(found, own)
	}
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		w.And(`1 = 0`)
	case len(found) <= rare:
		db.AndIn(&w.Where, `id`, found)
	default:
		w.like(`folded`, looked)
	}
	return nil
}

// like demands each word of what is looked for of a column, in which there is a
// space before and after each.
func (w *where) like(column, looked string) {
	tokens := db.Sought(db.Tokens(looked))
	for i, token := range tokens {
		end := " %"
		if i == len(tokens)-1 && !strings.HasSuffix(looked, " ") {
			end = "%"
		}
		w.And(column+` LIKE ?`, "% "+token+end)
	}
}

// atOnce is how many bodies a statement names.
const atOnce = 400

// unsent finds the words in comments that are still being written in the bodies
// the reader serves: those are not entered for search yet.
func (f Filter) unsent(q db.Q, who *access.Actor, docket, round id.ID) matcher {
	if len(who.Serves) == 0 {
		return nil
	}
	return func(looked string) (found []string, err error) {
		for bodies := range slices.Chunk(who.Serves, atOnce) {
			w := f.where(who, docket, round)
			w.And(`state <> 'sent'`)
			db.AndIn(&w.Where, `body_id`, bodies)
			w.like(`folded`, looked)
			some, err := db.Values[string](q, `SELECT id FROM comment WHERE `+w.SQL()+` ORDER BY id LIMIT `+strconv.Itoa(rare+1), w.Args...)
			if err != nil {
				return nil, err
			}
			found = append(found, some...)
		}
		return found, nil
	}
}

// Comments lists a round's comments in the order of the draft, general ones
// first.
func (s *Service) Comments(ctx context.Context, who *access.Actor, docket, round id.ID, f Filter, after Cursor, limit int) ([]Comment, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return nil, err
	}
	q := s.DB.Reader(ctx)
	w := f.where(who, docket, round)
	if err := w.words(s.matcher(ctx, docket), f.Words, f.unsent(q, who, docket, round)); err != nil {
		return nil, db.Fault(err)
	}
	if after != (Cursor{}) {
		w.And(`(node_seq, id) > (?, ?)`, after.NodeSeq, after.ID)
	}
	order := ` ORDER BY node_seq, id`
	if f.Reply != "" { // its few comments are sorted: the way through the whole draft is longer
		order = ` ORDER BY node_seq + 0, id`
	}
	limited := w.Arg(limit)
	list, err := db.All(q, scanComment, `SELECT `+commentColumns+` FROM comment WHERE `+w.SQL()+
		order+` LIMIT `+limited, w.Args...)
	return list, db.Fault(err)
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

// commentsOf lists all comments of a reply, in the order they were read.
func commentsOf(q db.Q, docket, reply id.ID) ([]Comment, error) {
	return db.All(q, scanComment, `SELECT `+commentColumns+` FROM comment WHERE docket_id = $1 AND reply_id = $2 ORDER BY id`, docket, reply)
}
