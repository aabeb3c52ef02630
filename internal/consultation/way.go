package consultation

import (
	"slices"
	"strings"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/id"
)

// where is a condition that can look for words.
type where struct{ db.Where }

// inComment is where the rules find what they ask of a comment.
var inComment = access.Columns{Docket: "docket_id", Body: "body_id", Author: "account_id", State: "state"}

// way is a condition that one index leads along. What was sent is found along
// the draft, by its body, by what it asks for or by who wrote it. What is still
// being written changes with every pause and is in none of these indexes, nor
// entered for search: it is found by the replies of the bodies whose people alone
// may see it.
type way struct {
	*where
	unsent bool
	sorted bool // its rows do not come in the order of the draft: they are few enough to be sorted
}

// The columns by which an index leads to what was sent, those that lead to the
// fewest first; ofKind leads by what a comment asks for and how its place stands,
// byKey to what is named.
const (
	byReply = "reply_id"
	byNode  = "node_id"
	byWho   = "account_id"
	byBody  = "body_id"
	ofKind  = "kind"
	byKey   = "id"
)

// lead is the column by which a filter is best followed; "" is along the draft.
func (f Filter) lead(who *access.Actor, docket id.ID) string {
	switch {
	case f.Reply != "":
		return byReply
	case f.Node != "":
		return byNode
	case f.Mine:
		return byWho
	case f.Body != "", !seesSent(who, docket):
		return byBody
	case f.Kind != "", f.Place != "":
		return ofKind
	}
	return ""
}

// where is what a filter asks. Where a column leads, only the condition on it is
// asked as it stands; of others no index knows.
func (f Filter) where(who *access.Actor, docket, round id.ID, lead string) *where {
	w := &where{}
	w.And(`docket_id = ?`, docket)
	if lead == byKey {
		w.And(`round_id || '' = ?`, round)
	} else {
		w.And(`round_id = ?`, round)
	}
	seen, args := who.Filter(access.CommentRead, inComment, w.Next())
	w.AndMade(seen, args)
	me := id.ID("")
	if f.Mine {
		me = who.Account
	}
	for _, only := range []struct{ column, value string }{
		{byBody, string(f.Body)}, {byReply, string(f.Reply)}, {"state", string(f.State)}, {"place", f.Place}, {ofKind, string(f.Kind)},
		{byNode, f.Node}, {byWho, string(me)},
	} {
		switch {
		case only.value == "":
		case lead == "" || lead == only.column:
			w.And(only.column+` = ?`, only.value)
		default:
			w.And(only.column+` || '' = ?`, only.value)
		}
	}
	if f.Mine {
		w.And(`account_id <> ''`)
	}
	if f.Node != "" && lead != byKey { // the order of the draft is what leads to a node
		w.And(`node_seq = (SELECT n.seq FROM round r JOIN node n ON n.docket_id = r.docket_id AND n.version_id = r.version_id
 WHERE r.docket_id = ? AND r.id = ? AND n.id = ?)`, docket, round, f.Node)
	}
	return w
}

// atOnce is how many bodies a statement names.
const atOnce = 400

// ways lead to all that a filter chooses, but for its words. What is being written
// is asked for first: what is sent between two questions is met twice, and not in
// neither.
func (f Filter) ways(who *access.Actor, docket, round id.ID) []way {
	return append(f.unsent(who, docket, round), f.sent(who, docket, round)...)
}

// sent are the ways to what was sent.
func (f Filter) sent(who *access.Actor, docket, round id.ID) []way {
	if f.State != "" && f.State != Sent {
		return nil
	}
	lead := f.lead(who, docket)
	if lead != ofKind {
		w := f.where(who, docket, round, lead)
		w.And(`state = 'sent'`)
		if lead == byBody && f.Body == "" && len(who.Serves) > 0 && len(who.Serves) <= atOnce {
			db.AndIn(&w.Where, `body_id`, who.Serves) // the rules' own words may hold more, which no index leads along
		}
		several := lead == byBody && f.Body == "" && len(who.Serves) > 1
		return []way{{w, false, lead == byReply || several}}
	}
	kinds, places := CommentKinds(), Places()
	if f.Kind != "" {
		kinds = []CommentKind{f.Kind}
	}
	if f.Place != "" {
		places = []string{f.Place}
	}
	f.Kind, f.Place = "", ""
	var out []way
	for _, kind := range kinds {
		for _, place := range places { // each of them is in the order of the draft
			w := f.where(who, docket, round, lead)
			w.And(`state = 'sent'`)
			w.And(`kind = ?`, kind)
			w.And(`place = ?`, place)
			out = append(out, way{w, false, false})
		}
	}
	return out
}

// unsent are the ways to what is still being written.
func (f Filter) unsent(who *access.Actor, docket, round id.ID) (out []way) {
	if f.State == Sent {
		return nil
	}
	serves := who.Serves
	if f.Body != "" {
		serves = slices.DeleteFunc(slices.Clone(serves), func(b id.ID) bool { return b != f.Body })
	}
	for bodies := range slices.Chunk(serves, atOnce) {
		w := f.where(who, docket, round, "")
		w.And(`state <> 'sent'`)
		db.AndIn(&w.Where, `body_id`, bodies)
		theirs := &where{db.Where{Args: w.Args}}
		theirs.And(`docket_id = ?`, docket)
		theirs.And(`round_id = ?`, round)
		dropped := theirs.SQL() + ` AND state = 'withdrawn'` // files, in which some may be theirs
		db.AndIn(&theirs.Where, `body_id`, bodies)
		w.Args = theirs.Args
		w.And(`reply_id IN (SELECT id FROM reply WHERE ` + theirs.SQL() + ` UNION ALL SELECT id FROM reply WHERE ` + dropped + `)`)
		out = append(out, way{w, true, true})
	}
	return out
}

// list reads up to limit comments in the order of the draft. looked, of what is
// not kept folded, is looked for in each.
func (w way) list(q db.Q, looked string, limit int) ([]Comment, error) {
	return w.listBy(q, looked, w.order(), limit)
}

// order is that of the draft, by an index or against all of them.
func (w way) order() string {
	if w.sorted {
		return `node_seq + 0, id`
	}
	return `node_seq, id`
}

// from demands comments behind a place.
func (w way) from(after Cursor) {
	if after != (Cursor{}) {
		w.And(`(`+w.order()+`) > (?, ?)`, after.NodeSeq, after.ID)
	}
}

// upTo demands comments no further than a place.
func (w way) upTo(end Cursor) { w.And(`(`+w.order()+`) <= (?, ?)`, end.NodeSeq, end.ID) }

func (w way) listBy(q db.Q, looked, order string, limit int) ([]Comment, error) {
	query := `SELECT ` + commentColumns + ` FROM comment WHERE ` + w.SQL() + ` ORDER BY ` + order
	if w.unsent && strings.TrimSpace(looked) != "" {
		return db.Some(q, limit, scanComment, func(c *Comment) bool { return c.has(looked) }, query, w.Args...)
	}
	return db.All(q, scanComment, query+` LIMIT `+w.Arg(limit), w.Args...)
}

// step is the place so many steps along a way; false where it ends before.
func (w way) step(q db.Q, steps int) (Cursor, bool, error) {
	return db.One(q, func(r db.Row, c *Cursor) error { return r.Scan(&c.NodeSeq, &c.ID) },
		`SELECT node_seq, id FROM comment WHERE `+w.SQL()+` ORDER BY `+w.order()+` LIMIT 1 OFFSET `+w.Arg(steps), w.Args...)
}

// has is what phrases demands, of a comment whose words are not kept folded.
func (c Comment) has(looked string) bool {
	folded, phrases := c.folded(), db.Phrases(looked)
	return len(phrases) > 0 && !slices.ContainsFunc(phrases, func(words string) bool { return !strings.Contains(folded, words) })
}

// along lists up to limit comments in the order of the draft that a filter
// chooses and of which more is asked, too.
func (f Filter) along(q db.Q, who *access.Actor, docket, round id.ID, limit int, more func(way)) ([]Comment, error) {
	out := []Comment{}
	for _, w := range f.ways(who, docket, round) {
		more(w)
		if f.Words != "" && !w.unsent {
			w.phrases(`folded`, f.Words)
		}
		some, err := w.list(q, f.Words, limit)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return inOrder(out, limit), nil
}

// inOrder are the first comments of a list in the order of the draft, each once.
func inOrder(list []Comment, limit int) []Comment {
	if list == nil {
		list = []Comment{}
	}
	slices.SortFunc(list, func(a, b Comment) int { return a.Cursor().compare(b.Cursor()) })
	list = slices.CompactFunc(list, func(a, b Comment) bool { return a.ID == b.ID })
	return list[:min(len(list), limit)]
}
