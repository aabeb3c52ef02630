package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/matrix"
	"thao/internal/trace"
)

// MatrixRows is how many groups one page of the table shows: what a phone can
// bear. A table within the other bounds is shown whole to who asks for it, to be
// printed from the browser; a larger one is printed from its paper.
const (
	MatrixRows         = 30
	matrixWhole        = 2000  // groups
	matrixWholeComment = 10000 // comments in them
)

// MatrixPage is one page of the official table of a round.
type MatrixPage struct {
	*matrix.Matrix       // its rows are those of the page
	From, To       int   // ordinals of the first and the last group; 0 where there is none
	Total          int   // groups
	Prev, Next     id.ID // the groups with which the pages before and after begin; "" for none
	Printable      bool  // it is a page of more, and may be had whole
}

// First tells the page with the head.
func (p *MatrixPage) First() bool { return p.Prev == "" }

// Last tells the page with the signature.
func (p *MatrixPage) Last() bool { return p.Next == "" }

// frame is what all pages of a round's table have in common.
type frame struct {
	base  *Collated // without groups, comments and answers
	files map[id.ID]string
	whole matrix.Whole
	rows  int                        // of a page
	pages recent[id.ID, *MatrixPage] // laid out before, by what they were asked for
}

// mostFrames are kept: a round of 5,000 bodies takes a few megabytes.
const mostFrames = 4

// MatrixPage is the page of a round's table that begins with a group, or at the
// beginning where from is "" or is a group no more. It shows how the round
// stands now, answers confirmed or not. Whatever the size of the round, only the
// page's comments are read. Comments that are in no group yet follow on the last
// page. whole asks for all in one page. What is returned is shared: nobody
// changes it.
func (s *Service) MatrixPage(ctx context.Context, who *access.Actor, docket, round, from id.ID, whole bool) (*MatrixPage, error) {
	if err := who.Check(access.MatrixRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, err
	}
	f, err := s.frames.of(ctx, s, docket, round, mostFrames, func(q db.Q) (*frame, error) { return s.frameOf(q, docket, round, MatrixRows) })
	if err != nil {
		return nil, err
	}
	if whole && f.printable() {
		m, _, err := s.Matrix(ctx, who, docket, round)
		return &MatrixPage{Matrix: m, From: min(f.whole.Groups, 1), To: f.whole.Groups, Total: f.whole.Groups}, err
	}
	if p, ok := f.pages.get(from); ok {
		return p, nil
	}
	var p *MatrixPage
	err = s.DB.View(ctx, func(q db.Reader) (err error) {
		p, err = s.matrixPage(q, f, from)
		return err
	})
	if err == nil {
		f.pages.put(from, p, mostPages)
	}
	return p, db.Fault(err)
}

// printable reports whether the table may be had in one page.
func (f *frame) printable() bool {
	return f.whole.Groups <= matrixWhole && f.whole.Comments <= matrixWholeComment
}

// mostPages of a round are kept: some hundred kilobytes each.
const mostPages = 32

func (s *Service) frameOf(q db.Q, docket, round id.ID, rows int) (*frame, error) {
	f := &frame{base: &Collated{}, rows: rows}
	var err error
	if f.base.Round, err = readRound(q, docket, round); err != nil {
		return nil, err
	}
	if err := f.base.readHead(q); err != nil {
		return nil, err
	}
	t, err := s.confirmedText(q, docket, f.base.Round.Version)
	if err != nil {
		return nil, err
	}
	f.base.Lang, f.base.Draft.Nodes = t.lang, t.tree.Nodes
	if f.files, err = f.base.readReplies(q); err != nil {
		return nil, err
	}
	w := &f.whole
	err = q.QueryRow(`
SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN node_seq >= $3 THEN size ELSE 0 END), 0) AS BIGINT)
FROM comment_group WHERE docket_id = $1 AND round_id = $2 AND size > 0`, docket, round, reviewSeq).Scan(&w.Groups, &w.Comments, &w.Review)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (s *Service) matrixPage(q db.Q, f *frame, from id.ID) (*MatrixPage, error) {
	c := f.base.part()
	out, groups, err := f.turn(q, from)
	if err != nil {
		return nil, err
	}
	if err := c.readGroups(q, f.files, groups); err != nil {
		return nil, err
	}
	if out.Last() {
		if err := c.readUngrouped(q, f.files, f.rows); err != nil {
			return nil, err
		}
	}
	if c.Next, err = s.standings(q, c); err != nil {
		return nil, err
	}
	p, opt, err := c.style()
	if err != nil {
		return nil, err
	}
	w := f.whole
	w.Before = max(out.From-1, 0)
	out.Matrix = matrix.Part(c.Collation, p, opt, w)
	out.Printable = out.To-out.From+1 < out.Total && f.printable()
	return out, nil
}

// turn finds the groups of the page that begins with one, and its neighbours.
func (f *frame) turn(q db.Q, from id.ID) (*MatrixPage, []Group, error) {
	docket, round := f.base.Round.Docket, f.base.Round.ID
	at, p := DeskCursor{NodeSeq: -1}, &MatrixPage{Total: f.whole.Groups}
	before := 0
	if g, err := groupOf(q, docket, from); err == nil && g.Round == round {
		at = g.After()
		in := []any{docket, round, at.NodeSeq, at.Number}
		ahead := ` FROM comment_group WHERE docket_id = $1 AND round_id = $2 AND (node_seq, number) < ($3, $4) AND size > 0`
		n, err := db.Value[int64](q, `SELECT COUNT(*)`+ahead, in...)
		if err != nil {
			return nil, nil, err
		}
		near, err := db.Values[id.ID](q, `SELECT id`+ahead+` ORDER BY node_seq DESC, number DESC LIMIT $5`, append(in, f.rows)...)
		if err != nil {
			return nil, nil, err
		}
		if before = int(n); len(near) > 0 {
			p.Prev = near[len(near)-1]
		}
	} else if err != nil && fault.CodeOf(err) != fault.NotFound {
		return nil, nil, err
	}
	groups, err := db.All(q, scanGroup, `
SELECT `+groupColumns+` FROM comment_group g
WHERE g.docket_id = $1 AND g.round_id = $2 AND (g.node_seq, g.number) >= ($3, $4) AND g.size > 0 ORDER BY g.node_seq, g.number LIMIT $5`,
		docket, round, at.NodeSeq, at.Number, f.rows+1)
	if len(groups) > f.rows {
		p.Next, groups = groups[f.rows].ID, groups[:f.rows]
	}
	if len(groups) > 0 {
		p.From, p.To = before+1, before+len(groups)
	}
	return p, groups, err
}

// part is a copy to read a part of the comments into.
func (c *Collated) part() *Collated {
	out := *c
	k := *c.Collation
	k.Comments, k.Groups, k.Answers = []collation.Comment{}, []collation.Group{}, nil
	out.Collation, out.slots, out.groups = &k, map[slot]Answer{}, map[id.ID]Group{}
	return &out
}

func (c *Collated) readGroups(q db.Q, files map[id.ID]string, groups []Group) error {
	if len(groups) == 0 {
		return nil
	}
	part := extent{}
	part.comments, part.args = only(c.Round.Docket, `c.docket_id`, `c.group_id`, ids(groups))
	part.groups, _ = only(c.Round.Docket, `g.docket_id`, `g.id`, ids(groups))
	if err := c.readComments(q, part, files, groups); err != nil {
		return err
	}
	return c.readAnswers(q, part)
}

// readUngrouped adds what came in since the program last grouped. It is not
// much, or else will be grouped in a moment.
func (c *Collated) readUngrouped(q db.Q, files map[id.ID]string, most int) error {
	keys, err := db.Values[id.ID](q, `
SELECT id FROM comment WHERE docket_id = $1 AND round_id = $2 AND state = 'sent' AND group_id IS NULL ORDER BY place, node_seq LIMIT $3`,
		c.Round.Docket, c.Round.ID, most)
	if err != nil || len(keys) == 0 {
		return err
	}
	part := extent{}
	part.comments, part.args = only(c.Round.Docket, `c.docket_id`, `c.id`, keys)
	return c.readComments(q, part, files, nil)
}

// only chooses some records of a docket.
func only(docket id.ID, docketColumn, column string, keys []id.ID) (condition string, args []any) {
	w := &db.Where{}
	w.And(docketColumn+` = ?`, docket)
	db.AndIn(w, column, keys)
	return w.SQL(), w.Args
}

func ids(groups []Group) []id.ID {
	out := make([]id.ID, len(groups))
	for i, g := range groups {
		out[i] = g.ID
	}
	return out
}

// standings say where the comments of a page stand in the next version; nil
// where there is none.
func (s *Service) standings(q db.Q, c *Collated) (*collation.Next, error) {
	list, err := nextVersions(q, c.Round)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	next := list[len(list)-1]
	old, err := s.confirmedText(q, c.Round.Docket, c.Round.Version)
	if err != nil {
		return nil, err
	}
	t, err := s.confirmedText(q, c.Round.Docket, next.ID)
	if err != nil {
		return nil, err
	}
	key := textPair{old, t}
	pair, ok := s.pairs.get(key)
	if !ok {
		pair = trace.Between(old.tree, t.tree)
		s.pairs.put(key, pair, mostPairs)
	}
	return pair.Standings(c.Collation, c.nameOf(next), string(c.Lang)), nil
}
