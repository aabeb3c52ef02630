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

// words narrows a list of what was sent to comments with all the words looked
// for, the last of which may be the beginning of one.
func (w *where) words(match matcher, looked string) error {
	looked = viet.Fold(looked)
	if strings.TrimSpace(looked) == "" {
		return nil
	}
	found, err := match(looked)
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		w.And(`1 = 0`)
	case len(found) <= rare:
		db.AndIn(&w.Where, `id`, found)
	default:
		w.phrases(`folded`, looked)
	}
	return nil
}

// holds is what phrases demands, of a comment whose words are not kept folded.
func (c Comment) holds(looked string) bool {
	folded, phrases := c.folded(), db.Phrases(looked)
	return len(phrases) > 0 && !slices.ContainsFunc(phrases, func(words string) bool { return !strings.Contains(folded, words) })
}

// way is a condition that one index leads along. What was sent is found along
// the draft or by its body. What is still being written changes with every pause
// and is in neither index, nor entered for search: it is found by the replies of
// the bodies whose people alone may see it.
type way struct {
	*where
	unsent bool
}

// atOnce is how many bodies a statement names.
const atOnce = 400

// ways lead to all that a filter chooses.
func (f Filter) ways(who *access.Actor, docket, round id.ID) []way {
	var out []way
	if f.State == "" || f.State == Sent {
		w := f.where(who, docket, round)
		w.And(`state = 'sent'`)
		out = append(out, way{w, false})
	}
	if f.State == Sent {
		return out
	}
	serves := who.Serves
	if f.Body != "" {
		serves = slices.DeleteFunc(slices.Clone(serves), func(b id.ID) bool { return b != f.Body })
	}
	for bodies := range slices.Chunk(serves, atOnce) {
		w := f.where(who, docket, round)
		w.And(`state <> 'sent'`)
		db.AndIn(&w.Where, `body_id`, bodies)
		theirs := &where{db.Where{Args: w.Args}}
		theirs.And(`docket_id = ?`, docket)
		theirs.And(`round_id = ?`, round)
		joint := theirs.SQL() + ` AND joint` // of which some may be theirs
		db.AndIn(&theirs.Where, `body_id`, bodies)
		w.Args = theirs.Args
		w.And(`reply_id IN (SELECT id FROM reply WHERE ` + theirs.SQL() + ` UNION ALL SELECT id FROM reply WHERE ` + joint + `)`)
		out = append(out, way{w, true})
	}
	return out
}

// list reads up to limit comments. looked is demanded of what is not kept
// folded; of what is, the condition demands it.
func (w way) list(q db.Q, looked, order string, limit int) ([]Comment, error) {
	query := `SELECT ` + commentColumns + ` FROM comment WHERE ` + w.SQL() + ` ORDER BY ` + order
	looked = viet.Fold(looked)
	byWords := w.unsent && strings.TrimSpace(looked) != ""
	if !byWords {
		query += ` LIMIT ` + w.Arg(limit)
	}
	list, err := db.All(q, scanComment, query, w.Args...)
	if byWords {
		list = slices.DeleteFunc(list, func(c Comment) bool { return !c.holds(looked) })
	}
	return list[:min(len(list), limit)], err
}

// along lists up to limit comments in the order of the draft of which more is
// asked, too.
func (f Filter) along(q db.Q, who *access.Actor, docket, round id.ID, limit int, more func(way) error) ([]Comment, error) {
	order := `node_seq, id`
	if f.Reply != "" { // its few comments are sorted: the way through the whole draft is longer
		order = `node_seq + 0, id`
	}
	out := []Comment{}
	for _, w := range f.ways(who, docket, round) {
		if err := more(w); err != nil {
			return nil, err
		}
		some, err := w.list(q, f.Words, order, limit)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	slices.SortFunc(out, func(a, b Comment) int { return a.Cursor().compare(b.Cursor()) })
	return out[:min(len(out), limit)], nil
}

// Comments lists a round's comments in the order of the draft, general ones
// first.
func (s *Service) Comments(ctx context.Context, who *access.Actor, docket, round id.ID, f Filter, after Cursor, limit int) ([]Comment, error) {
	if err := who.Check(access.RoundRead, roundOf(docket, round)); err != nil {
		return nil, err
	}
	list, err := f.along(s.DB.Reader(ctx), who, docket, round, limit, func(w way) error {
		if after != (Cursor{}) {
			w.And(`(node_seq, id) > (?, ?)`, after.NodeSeq, after.ID)
		}
		if w.unsent {
			return nil
		}
		return w.words(s.matcher(ctx, docket), f.Words)
	})
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
