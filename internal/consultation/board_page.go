package consultation

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/viet"
)

// Statuses lists how a body may stand: who is to be looked after first stands
// first.
func Statuses() []Status { return []Status{Overdue, Silent, Late, Replied, Agreed} }

// BoardFilter chooses the bodies of a board's page.
type BoardFilter struct {
	Words  string // of the name, with or without diacritics
	Status Status // "" for any
	InTurn bool   // in the order they were asked: whoever reads all pages meets each once, however it comes to stand
	At     BoardCursor
	Back   bool // the page in front of At, not behind it
	Limit  int
}

// BoardCursor is the place of a body on a board, to go on from. The zero
// BoardCursor is the beginning.
type BoardCursor struct {
	Status Status // "" in turn
	Seq    int64
}

// String is the cursor as it stands in a URL; "" for the beginning.
func (c BoardCursor) String() string {
	if c == (BoardCursor{}) {
		return ""
	}
	return string(c.Status) + "." + strconv.FormatInt(c.Seq, 10)
}

// ParseBoardCursor reads a cursor from a URL; what is none is the beginning.
func ParseBoardCursor(s string) BoardCursor {
	status, rest, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(rest, 10, 64)
	if err != nil || !slices.Contains(Statuses(), Status(status)) {
		return BoardCursor{}
	}
	return BoardCursor{Status(status), n}
}

// BoardPage is a round of any number of bodies as the team follows it: a page of
// its bodies, in the order of Statuses, and the sums of all.
type BoardPage struct {
	Round                  // of its bodies, the first few
	All     int            `json:"all"` // bodies that are asked
	Bodies  []Standing     `json:"bodies"`
	Found   int            `json:"found"` // that the filter leaves, on all pages
	From    int            `json:"from"`  // of them stand in front of this page
	Count   map[Status]int `json:"count"`
	Total   int64          `json:"total"`   // comments received
	Broken  []Reply        `json:"broken"`  // files that could not be read, the first of them
	Waiting []Reply        `json:"waiting"` // files that wait to be read, the first of them
	Unread  int            `json:"unread"`  // how many wait
	Recent  []Reply        `json:"recent"`  // files that were read last
	Known   map[id.ID]bool `json:"known"`   // which of their senders are asked
	First   BoardCursor    `json:"-"`       // where the page begins
	Last    BoardCursor    `json:"-"`       // and ends
}

// Bounds of a board's page.
const (
	boardAsked  = 200
	boardFiles  = 100
	boardRecent = 12
)

// BoardPage shows a page of how a round stands.
func (s *Service) BoardPage(ctx context.Context, who *access.Actor, docket, round id.ID, f BoardFilter) (*BoardPage, error) {
	if err := who.Check(access.ReplyRead, access.Resource{Kind: access.Reply, Docket: docket, State: string(Sealed)}); err != nil {
		return nil, err
	}
	b := &BoardPage{Bodies: []Standing{}, Broken: []Reply{}, Waiting: []Reply{}, Recent: []Reply{}, Known: map[id.ID]bool{}}
	err := s.DB.View(ctx, func(q db.Reader) (err error) {
		if b.Round, err = roundAlone(q, docket, round); err != nil {
			return err
		}
		if b.Asked, err = db.All(q, scanAsked, askedSelect+` ORDER BY a.seq LIMIT $3`, docket, round, boardAsked); err != nil {
			return err
		}
		if err := s.name(q, &b.Round); err != nil {
			return err
		}
		if err := b.count(q, s.Clock()); err != nil {
			return err
		}
		if err := b.find(q, s.Clock(), f); err != nil {
			return err
		}
		return b.files(q)
	})
	return b, db.Fault(err)
}

// standingSQL is how each body of a round stands, as Standing.settle has it: its
// place among Statuses. $3 is the hour.
const standingSQL = `
WITH said AS (
  SELECT body_id, MIN(sealed) AS first, SUM(comments) AS comments, MIN(CASE WHEN agrees THEN 1 ELSE 0 END) AS agrees
  FROM reply WHERE docket_id = $1 AND round_id = $2 AND state = 'sealed' GROUP BY body_id
), standing AS (
  SELECT a.body_id, a.seq, CASE
    WHEN x.body_id IS NULL AND CAST($3 AS BIGINT) > a.until THEN 0
    WHEN x.body_id IS NULL THEN 1
    WHEN x.first > a.until THEN 2
    WHEN x.comments = 0 AND x.agrees = 1 THEN 4
    ELSE 3 END AS status
  FROM (SELECT b.body_id, b.seq, CASE WHEN b.deadline > 0 THEN b.deadline ELSE r.deadline END AS until
        FROM round_body b JOIN round r ON r.docket_id = b.docket_id AND r.id = b.round_id
        WHERE b.docket_id = $1 AND b.round_id = $2) a
  LEFT JOIN said x ON x.body_id = a.body_id
)`

// count adds up the whole round.
func (b *BoardPage) count(q db.Q, now clock.Micros) error {
	type row struct{ status, n int }
	b.Count = map[Status]int{}
	list, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.status, &v.n) },
		standingSQL+` SELECT status, COUNT(*) FROM standing GROUP BY status`, b.Docket, b.ID, now)
	for _, v := range list {
		b.Count[Statuses()[v.status]] = v.n
		b.All += v.n
	}
	return err
}

// bodyAt is a body with its place on a board.
type bodyAt struct {
	body id.ID
	at   BoardCursor
}

// find reads the bodies of one page. Whoever asks for one behind the last gets
// the first, but for who reads all in turn, and has read them then; so does who
// comes back to where a page is not full.
func (b *BoardPage) find(q db.Q, now clock.Micros, f BoardFilter) error {
	list, err := f.read(q, b.Round, now)
	if err == nil && f.At != (BoardCursor{}) && (len(list) == 0 && !f.InTurn || f.Back && len(list) < f.Limit) {
		f.At, f.Back = BoardCursor{}, false
		list, err = f.read(q, b.Round, now)
	}
	if err != nil {
		return err
	}
	if len(list) > 0 {
		b.First, b.Last = list[0].at, list[len(list)-1].at
	}
	w := f.where(b.Round, now)
	before := `CASE WHEN ` + f.beside(w, b.First, `<`) + ` THEN 1 ELSE 0 END`
	err = q.QueryRow(standingSQL+` SELECT COUNT(*), CAST(COALESCE(SUM(`+before+`), 0) AS BIGINT) FROM standing s WHERE `+w.SQL(), w.Args...).Scan(&b.Found, &b.From)
	if err != nil {
		return err
	}
	keys := make([]id.ID, len(list))
	for i, v := range list {
		keys[i] = v.body
	}
	return b.stand(q, now, keys)
}

// where chooses bodies, wherever they stand.
func (f BoardFilter) where(r Round, now clock.Micros) *db.Where {
	w := &db.Where{Args: []any{r.Docket, r.ID, now}}
	if at := slices.Index(Statuses(), f.Status); at >= 0 {
		w.And(`s.status = ?`, at)
	}
	if f.Words != "" {
		w.And(`EXISTS (SELECT 1 FROM body n WHERE n.id = s.body_id AND n.folded LIKE ? ESCAPE '!')`, "%"+db.Likeable(viet.Fold(f.Words))+"%")
	}
	return w
}

// beside is the condition of standing in front of a place (<) or behind it (>).
func (f BoardFilter) beside(w *db.Where, at BoardCursor, side string) string {
	if f.InTurn {
		return `s.seq ` + side + ` ` + w.Arg(at.Seq)
	}
	return `(s.status, s.seq) ` + side + ` (` + w.Arg(max(slices.Index(Statuses(), at.Status), 0)) + `, ` + w.Arg(at.Seq) + `)`
}

// read reads the bodies of a page, in order.
func (f BoardFilter) read(q db.Q, r Round, now clock.Micros) ([]bodyAt, error) {
	w, side, direction := f.where(r, now), `>`, ``
	if f.Back {
		side, direction = `<`, ` DESC`
	}
	if f.At != (BoardCursor{}) {
		w.AndMade(f.beside(w, f.At, side), nil)
	}
	order := `s.seq` + direction
	if !f.InTurn {
		order = `s.status` + direction + `, ` + order
	}
	where, limited := w.SQL(), w.Arg(f.Limit)
	list, err := db.All(q, func(r db.Row, v *bodyAt) error {
		status := 0
		err := r.Scan(&v.body, &status, &v.at.Seq)
		if !f.InTurn {
			v.at.Status = Statuses()[status]
		}
		return err
	}, standingSQL+` SELECT s.body_id, s.status, s.seq FROM standing s WHERE `+where+` ORDER BY `+order+` LIMIT `+limited, w.Args...)
	if f.Back {
		slices.Reverse(list)
	}
	return list, err
}

// stand reads bodies with their replies, in the order given.
func (b *BoardPage) stand(q db.Q, now clock.Micros, keys []id.ID) error {
	for some := range slices.Chunk(keys, atOnce) {
		w := &db.Where{Args: []any{b.Docket, b.ID}}
		db.AndIn(w, `a.body_id`, some)
		asked, err := db.All(q, scanAsked, askedSelect+` AND `+w.SQL(), w.Args...)
		if err != nil {
			return err
		}
		w = &db.Where{Args: []any{b.Docket, b.ID}}
		db.AndIn(w, `r.body_id`, some)
		replies, err := db.All(q, scanReply, replySelect+` WHERE r.docket_id = $1 AND r.round_id = $2 AND r.state = 'sealed' AND `+w.SQL()+` ORDER BY r.id`, w.Args...)
		if err != nil {
			return err
		}
		b.seat(now, some, asked, replies)
	}
	return nil
}

func (b *BoardPage) seat(now clock.Micros, keys []id.ID, asked []Asked, replies []Reply) {
	at := map[id.ID]*Standing{}
	for _, a := range asked {
		at[a.Body] = &Standing{Asked: a, Until: a.Until(b.Round), Replies: []Reply{}}
	}
	for _, r := range replies {
		at[r.Body].take(r)
	}
	for _, key := range keys {
		at[key].settle(now)
		b.Bodies = append(b.Bodies, *at[key])
	}
}

// files reads what came by mail, those first that need somebody.
func (b *BoardPage) files(q db.Q) error {
	type row struct {
		state ReplyState
		n     int
		sum   int64
	}
	sums, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.state, &v.n, &v.sum) }, `
SELECT state, COUNT(*), CAST(SUM(comments) AS BIGINT) FROM reply WHERE docket_id = $1 AND round_id = $2 AND state IN ('reading', 'sealed', 'unreadable') GROUP BY state`,
		b.Docket, b.ID)
	for _, v := range sums {
		b.Total += v.sum
		switch {
		case err != nil:
		case v.state == Unreadable:
			b.Broken, err = b.in(q, `'unreadable'`, ``, boardFiles)
		case v.state == Reading:
			b.Unread = v.n
			b.Waiting, err = b.in(q, `'reading'`, ``, boardFiles)
		default:
			b.Recent, err = b.in(q, `'sealed'`, ` DESC`, boardRecent)
		}
	}
	if err != nil {
		return err
	}
	return b.know(q)
}

// know tells which senders of the files read last are asked.
func (b *BoardPage) know(q db.Q) error {
	if len(b.Recent) == 0 {
		return nil
	}
	senders := make([]id.ID, len(b.Recent))
	for i, r := range b.Recent {
		senders[i] = r.Body
	}
	w := &db.Where{Args: []any{b.Docket, b.ID}}
	db.AndIn(w, `body_id`, senders)
	asked, err := db.Values[id.ID](q, `SELECT body_id FROM round_body WHERE docket_id = $1 AND round_id = $2 AND `+w.SQL(), w.Args...)
	for _, body := range asked {
		b.Known[body] = true
	}
	return err
}

func (b *BoardPage) in(q db.Q, state, direction string, limit int) ([]Reply, error) {
	return db.All(q, scanReply, replySelect+`
WHERE r.docket_id = $1 AND r.round_id = $2 AND r.via = 'mail' AND r.state = `+state+` ORDER BY r.id`+direction+` LIMIT $3`, b.Docket, b.ID, limit)
}
