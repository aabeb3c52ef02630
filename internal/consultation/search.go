package consultation

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/draft"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/rule"
	"thao/internal/viet"
)

// What is found by words.
const (
	FoundDocket  = "docket"
	FoundNode    = draft.SearchKind // of the newest confirmed version
	FoundComment = searchKind
	FoundReply   = replyKind
)

// FoundKinds lists what is found, in the order a page shows it.
func FoundKinds() []string { return []string{FoundDocket, FoundNode, FoundComment, FoundReply} }

// Search says what to look for.
type Search struct {
	Words  string // with or without diacritics; all of them must be there
	Kind   string // one of FoundKinds
	Docket id.ID  // only there; "" for every docket
	After  string // the Next of the page before; "" from the first
	Limit  int
}

// Found is something that was found, with where it stands.
type Found struct {
	Kind        string `json:"kind"`
	Docket      id.ID  `json:"docket"`
	Symbol      string `json:"symbol"` // of its docket
	DocketTitle string `json:"docketTitle"`
	ID          id.ID  `json:"id"`              // of a docket, comment or reply
	Version     id.ID  `json:"version"`         // of a node, or of what a comment was said about
	Node        string `json:"node"`            // "" for none
	Round       id.ID  `json:"round"`           // of a comment or reply
	Group       id.ID  `json:"group,omitempty"` // of a comment, to those who may see it
	Title       string `json:"title"`           // heading of a node, name of a body
	Path        string `json:"path"`            // where a comment stands, number of a reply
	Before      string `json:"before"`          // what stands around the words
	Words       string `json:"words"`
	Text        string `json:"after"`
}

// FoundPage is part of what was found, the newest first; nodes stand in the
// order of their text.
type FoundPage struct {
	Items []Found `json:"items"`
	Next  string  `json:"next"` // "" where this is the last
}

const (
	longestSearch = 200
	docketsAtOnce = 50 // that are looked through for one page
	triesAtOnce   = 8  // pages of the index for one page of what may be seen
)

// Search looks for words in all that somebody may see.
func (s *Service) Search(ctx context.Context, who *access.Actor, q Search) (FoundPage, error) {
	if err := rule.Clean(rule.Text("q", &q.Words, longestSearch)); err != nil {
		return FoundPage{}, err
	}
	q.Limit = min(max(q.Limit, 1), 200)
	switch {
	case !slices.Contains(FoundKinds(), q.Kind):
		return FoundPage{}, invalid("kind", "web.rule.choice")
	case len(db.Tokens(viet.Fold(q.Words))) == 0:
		return FoundPage{Items: []Found{}}, who.Check(access.AccountOwn, access.Resource{Kind: access.Account, ID: who.Account, Author: who.Account})
	case q.Kind == FoundDocket:
		return s.searchDockets(ctx, who, q)
	}
	p, err := s.searchIn(ctx, who, q)
	return p, db.Fault(err)
}

func (s *Service) searchDockets(ctx context.Context, who *access.Actor, q Search) (FoundPage, error) {
	page := FoundPage{Items: []Found{}}
	if q.Docket != "" {
		if _, err := s.Dockets.Read(ctx, who, q.Docket); err != nil {
			return page, err
		}
	}
	after, _ := id.Parse(q.After)
	list, err := s.Dockets.List(ctx, who, docket.Query{Words: q.Words, Only: q.Docket, After: after, Limit: q.Limit})
	for _, d := range list.Dockets {
		hit := draft.Around(d.Summary, q.Words)
		page.Items = append(page.Items, Found{
			Kind: FoundDocket, Docket: d.ID, Symbol: d.Symbol, DocketTitle: d.Title, ID: d.ID, Title: d.Title,
			Before: hit.Before, Words: hit.Words, Text: hit.After,
		})
	}
	page.Next = string(list.Next)
	return page, err
}

// spotted is where a search has come to: behind an entry of a docket, or behind
// all of it.
type spotted struct {
	docket id.ID
	ref    string // "" for all of the docket
}

func (p spotted) String() string { return string(p.docket) + "~" + p.ref }

func parseSpotted(s string) (spotted, error) {
	if s == "" {
		return spotted{}, nil
	}
	first, ref, found := strings.Cut(s, "~")
	key, ok := id.Parse(first)
	if !found || !ok || !rule.Storable(ref) {
		return spotted{}, invalid("after", "web.rule.choice")
	}
	return spotted{key, ref}, nil
}

// searchIn looks through one docket after the other, the newest first.
func (s *Service) searchIn(ctx context.Context, who *access.Actor, q Search) (FoundPage, error) {
	page := FoundPage{Items: []Found{}}
	from, err := parseSpotted(q.After)
	if err != nil {
		return page, err
	}
	list, more, err := s.toSearch(ctx, who, q.Docket, from)
	if err != nil {
		return page, err
	}
	for _, d := range list {
		before := ""
		if d.ID == from.docket {
			before = from.ref
		}
		room := q.Limit - len(page.Items)
		found, at, err := s.searchOne(ctx, who, d, q, before, max(room, 1))
		if err != nil {
			return page, err
		}
		if room == 0 { // the page is full: is there another?
			if len(found) > 0 {
				page.Next = spotted{d.ID, newest}.String()
				return page, nil
			}
			continue
		}
		page.Items = append(page.Items, found...)
		if at != "" {
			page.Next = spotted{d.ID, at}.String()
			return page, nil
		}
	}
	if more {
		page.Next = spotted{list[len(list)-1].ID, ""}.String()
	}
	return page, nil
}

// toSearch are the next dockets to look through; more where there are others
// behind them.
func (s *Service) toSearch(ctx context.Context, who *access.Actor, only id.ID, from spotted) (list []docket.Docket, more bool, err error) {
	if only != "" {
		d, err := s.Dockets.Read(ctx, who, only)
		return []docket.Docket{d}, false, err
	}
	if from.docket != "" && from.ref != "" {
		d, err := s.Dockets.Read(ctx, who, from.docket)
		if err != nil && fault.CodeOf(err) != fault.NotFound && fault.CodeOf(err) != fault.Denied {
			return nil, false, err
		}
		if err == nil {
			list = append(list, d)
		}
	}
	next, err := s.Dockets.List(ctx, who, docket.Query{After: from.docket, Limit: docketsAtOnce})
	return append(list, next.Dockets...), next.Next != "", err
}

// searchOne finds up to limit things in a docket, older than the one named
// before. at is the entry it came to, where there may be more behind it.
func (s *Service) searchOne(ctx context.Context, who *access.Actor, d docket.Docket, q Search, before string, limit int) (found []Found, at string, err error) {
	r := s.DB.Reader(ctx)
	if q.Kind == FoundComment && !seesSent(who, d.ID) {
		return ownComments(r, who, d, q.Words, before, limit)
	}
	if q.Kind == FoundReply && !seesSent(who, d.ID) {
		return ownReplies(r, who, d, q.Words, before, limit)
	}
	if before == newest {
		before = ""
	}
	folded := viet.Fold(q.Words)
	for range triesAtOnce {
		refs, err := db.MatchWords(r, d.ID, q.Kind, folded, before, limit+1)
		if err != nil || len(refs) == 0 {
			return found, "", err
		}
		some, err := s.foundAt(r, who, d, q, refs)
		if err != nil {
			return found, "", err
		}
		for _, f := range some {
			if len(found) == limit {
				return found, before, nil
			}
			found, before = append(found, f.Found), f.ref
		}
		if len(refs) <= limit {
			return found, "", nil
		}
		if len(found) < limit {
			before = refs[len(refs)-1]
		}
	}
	return found, before, nil
}

// newest is the place before the newest entry of a docket.
const newest = "~"

// foundRef is something found with its entry.
type foundRef struct {
	Found
	ref string
}

// foundAt reads what entries stand for, as far as it may be seen, in their
// order.
func (s *Service) foundAt(r db.Q, who *access.Actor, d docket.Docket, q Search, refs []string) ([]foundRef, error) {
	var byRef map[string]Found
	var err error
	switch q.Kind {
	case FoundNode:
		byRef, err = s.nodesFound(r, who, d, q.Words, refs)
	case FoundComment:
		byRef, err = commentsFound(r, who, d, q.Words, refs)
	case FoundReply:
		byRef, err = repliesFound(r, who, d, q.Words, refs)
	}
	var out []foundRef
	for _, ref := range refs {
		if f, seen := byRef[ref]; seen {
			out = append(out, foundRef{f, ref})
		}
	}
	return out, err
}

func found(kind string, d docket.Docket, text, words string) Found {
	hit := draft.Around(text, words)
	return Found{Kind: kind, Docket: d.ID, Symbol: d.Symbol, DocketTitle: d.Title, Before: hit.Before, Words: hit.Words, Text: hit.After}
}

func (s *Service) nodesFound(r db.Q, who *access.Actor, d docket.Docket, words string, refs []string) (map[string]Found, error) {
	out := map[string]Found{}
	if !who.May(access.VersionRead, access.Resource{Kind: access.Version, Docket: d.ID, State: string(draft.Confirmed)}) {
		return out, nil
	}
	list, err := draft.Entered(r, d.ID, refs)
	if err != nil {
		return nil, err
	}
	for ref, n := range list {
		f := found(FoundNode, d, n.Text, words)
		f.Version, f.Node = n.Version, n.ID
		if n.Heading != "" {
			f.Title = strings.TrimSpace(n.Label + " " + n.Heading)
		}
		t, err := s.confirmedText(r, d.ID, n.Version) // from memory but for the first time
		if err != nil {
			return nil, err
		}
		if at := t.nodes[n.ID]; at != nil {
			f.Path = t.path(at)
		}
		out[ref] = f
	}
	return out, nil
}

func commentsFound(r db.Q, who *access.Actor, d docket.Docket, words string, refs []string) (map[string]Found, error) {
	w := &where{}
	w.And(`docket_id = ?`, d.ID)
	db.AndIn(&w.Where, `id`, refs)
	seen, args := who.Filter(access.CommentRead, inComment, w.Next())
	w.AndMade(seen, args)
	list, err := db.All(r, scanComment, `SELECT `+commentColumns+` FROM comment WHERE `+w.SQL(), w.Args...)
	out := map[string]Found{}
	for _, c := range list {
		out[string(c.ID)] = c.found(who, d, words)
	}
	return out, err
}

func (c Comment) found(who *access.Actor, d docket.Docket, words string) Found {
	f := found(FoundComment, d, strings.Join(slices.DeleteFunc([]string{c.Text, c.Before, c.After, c.Reason}, func(s string) bool { return s == "" }), " – "), words)
	f.ID, f.Round, f.Version, f.Node, f.Title, f.Path = c.ID, c.Round, c.Version, c.Node, c.BodyName, c.Path
	if who.May(access.AnswerRead, access.Resource{Kind: access.Round, ID: c.Round, Docket: d.ID}) {
		f.Group = c.Group
	}
	return f
}

// ownComments finds what the reader's own bodies have written, sent or not.
func ownComments(r db.Q, who *access.Actor, d docket.Docket, words, before string, limit int) (out []Found, at string, err error) {
	rounds, err := db.Values[id.ID](r, `SELECT id FROM round WHERE docket_id = $1`, d.ID)
	if err != nil {
		return nil, "", err
	}
	var all []Comment
	for _, round := range rounds {
		for _, body := range who.Serves { // one by one, by the indexes of a body's comments
			for _, w := range (Filter{Body: body}).ways(who, d.ID, round) {
				if before != "" && before != newest {
					w.And(`id < ?`, before)
				}
				w.And(`state <> 'withdrawn'`)
				if !w.unsent {
					w.phrases(`folded`, viet.Fold(words))
				}
				// An order that no index has: the key's own would have all comments of the docket read.
				some, err := w.listBy(r, viet.Fold(words), `id || '' DESC`, limit+1)
				if err != nil {
					return nil, "", err
				}
				all = append(all, some...)
			}
		}
	}
	slices.SortFunc(all, func(a, b Comment) int { return cmp.Compare(b.ID, a.ID) })
	all = slices.CompactFunc(all, func(a, b Comment) bool { return a.ID == b.ID }) // sent meanwhile
	for i, c := range all {
		if i == limit {
			return out, string(all[i-1].ID), nil
		}
		out = append(out, c.found(who, d, words))
	}
	return out, "", nil
}

// ownReplies finds words in the replies of the bodies somebody serves. The index
// of the docket is not asked: how far it had to be read would tell what stands
// in the replies of others.
func ownReplies(r db.Q, who *access.Actor, d docket.Docket, words, before string, limit int) (out []Found, at string, err error) {
	var all []Reply
	for bodies := range slices.Chunk(who.Serves, atOnce) {
		w := &where{}
		w.And(`r.docket_id = ?`, d.ID)
		db.AndIn(&w.Where, `r.body_id`, bodies)
		if before != "" && before != newest {
			w.And(`r.id < ?`, before)
		}
		seen, args := who.Filter(access.ReplyRead, inReply, w.Next())
		w.AndMade(seen, args)
		w.phrases(`' ' || e.plain || ' '`, viet.Fold(words))
		some, err := db.All(r, scanReply, replySelect+`JOIN search_entry e ON e.docket_id = r.docket_id AND e.kind = '`+replyKind+`' AND e.ref = r.id
WHERE `+w.SQL()+` ORDER BY r.id DESC LIMIT `+strconv.Itoa(limit+1), w.Args...)
		if err != nil {
			return nil, "", err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b Reply) int { return cmp.Compare(b.ID, a.ID) })
	for i, v := range all {
		if i == limit {
			return out, string(all[i-1].ID), nil
		}
		out = append(out, v.found(d, words))
	}
	return out, "", nil
}

func (r Reply) found(d docket.Docket, words string) Found {
	f := found(FoundReply, d, r.Words, words)
	f.ID, f.Round, f.Title, f.Path = r.ID, r.Round, r.BodyName, cmp.Or(r.Number, r.FileName)
	return f
}

// inReply is where the rules find what they ask of a reply.
var inReply = access.Columns{Docket: "r.docket_id", Body: "r.body_id", Author: "r.created_by", State: "r.state"}

// replyKind is the kind replies are found as.
const replyKind = "reply"

// find enters a reply for search once it is sealed.
func (r Reply) find(tx *db.Tx) error {
	switch r.State {
	case Sealed:
		return db.PutWords(tx, r.Docket, replyKind, string(r.ID), viet.Fold(r.spoken()))
	case Dropped:
		return db.DeleteWords(tx, r.Docket, replyKind, string(r.ID))
	}
	return nil
}

// spoken is all of a reply's own words.
func (r Reply) spoken() string {
	return strings.Join([]string{r.BodyName, r.Number, r.FileName, r.Receipt, r.Words}, " ")
}

func repliesFound(r db.Q, who *access.Actor, d docket.Docket, words string, refs []string) (map[string]Found, error) {
	w := &where{}
	w.And(`r.docket_id = ?`, d.ID)
	db.AndIn(&w.Where, `r.id`, refs)
	seen, args := who.Filter(access.ReplyRead, inReply, w.Next())
	w.AndMade(seen, args)
	list, err := db.All(r, scanReply, replySelect+`WHERE `+w.SQL(), w.Args...)
	out := map[string]Found{}
	for _, v := range list {
		out[string(v.ID)] = v.found(d, words)
	}
	return out, err
}
