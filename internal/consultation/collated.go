package consultation

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"thao/internal/access"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/docket"
	"thao/internal/id"
	"thao/internal/locale"
)

// Collated is a round as the kernel knows it, with what its papers need of the
// docket.
type Collated struct {
	*collation.Collation
	Round  Round
	Number int64 // of the version that was commented on
	Head   docket.Fields
	Lang   locale.Lang // of paths and sentences in the papers

	slots  map[slot]Answer // as they stood
	groups map[id.ID]Group
}

// slot is where an answer stands: a group, or one comment of it.
type slot struct{ group, comment id.ID }

// Collation is a round as the kernel knows it: sealed replies, comments that
// were sent, groups in the order of the desk, the answers as they stand,
// confirmed or not.
func (s *Service) Collation(ctx context.Context, who *access.Actor, docket, round id.ID) (*Collated, error) {
	if err := who.Check(access.MatrixRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, err
	}
	var c *Collated
	err := s.DB.View(ctx, func(q db.Reader) (err error) {
		c, err = collated(q, docket, round)
		return err
	})
	return c, err
}

func collated(q db.Q, docket, round id.ID) (*Collated, error) {
	c := &Collated{slots: map[slot]Answer{}, groups: map[id.ID]Group{}}
	var err error
	if c.Round, err = readRound(q, docket, round); err != nil {
		return nil, err
	}
	if err := c.readHead(q); err != nil {
		return nil, err
	}
	t, err := textOf(q, docket, c.Round.Version)
	if err != nil {
		return nil, err
	}
	c.Lang, c.Draft.Nodes = t.lang, t.tree.Nodes
	files, err := c.readReplies(q)
	if err != nil {
		return nil, err
	}
	if err := c.readPassages(q, files); err != nil {
		return nil, err
	}
	groups, err := db.All(q, scanGroup, `SELECT `+groupColumns+` FROM comment_group g WHERE g.docket_id = $1 AND g.round_id = $2 ORDER BY g.node_seq, g.number`,
		docket, round)
	if err != nil {
		return nil, err
	}
	whole := extent{`c.docket_id = $1 AND c.round_id = $2`, `g.docket_id = $1 AND g.round_id = $2`, []any{docket, round}}
	if err := c.readComments(q, whole, files, groups); err != nil {
		return nil, err
	}
	return c, c.readAnswers(q, whole)
}

// extent is which comments and groups of a round are read.
type extent struct {
	comments, groups string // conditions on c and g
	args             []any
}

func (c *Collated) readHead(q db.Q) error {
	c.Collation = &collation.Collation{
		Format: collation.Format, Replies: []collation.Reply{}, Comments: []collation.Comment{}, Groups: []collation.Group{},
		Silent: []string{}, Passages: []collation.Passage{}, Problems: []collation.Problem{},
	}
	h := &c.Head
	err := q.QueryRow(`SELECT title, profile, issuer, parent, place, basis FROM docket WHERE docket_id = $1`, c.Round.Docket).
		Scan(&h.Title, &h.Profile, &h.Issuer, &h.Parent, &h.Place, &h.Basis)
	if err != nil {
		return db.Fault(err)
	}
	c.Profile = h.Profile
	err = q.QueryRow(`
SELECT v.number, v.title, COALESCE(f.name, '') FROM version v LEFT JOIN file f ON f.docket_id = v.docket_id AND f.id = v.file_id
WHERE v.docket_id = $1 AND v.id = $2`, c.Round.Docket, c.Round.Version).Scan(&c.Number, &c.Draft.Title, &c.Draft.File)
	return db.Fault(err)
}

// readReplies returns the name each reply is known by.
func (c *Collated) readReplies(q db.Q) (map[id.ID]string, error) {
	replies, err := db.All(q, scanReply, replySelect+`
WHERE r.docket_id = $1 AND r.round_id = $2 AND r.state IN ('sealed', 'unreadable') ORDER BY COALESCE(f.name, r.body_name), r.id`,
		c.Round.Docket, c.Round.ID)
	if err != nil {
		return nil, err
	}
	names, taken, heard := map[id.ID]string{}, map[string]bool{}, map[id.ID]bool{}
	for _, r := range replies {
		name := r.FileName
		if name == "" {
			name = r.BodyName
		}
		for n := 2; taken[name]; n++ {
			name = r.FileName + r.BodyName + " (" + strconv.Itoa(n) + ")"
		}
		names[r.ID], taken[name] = name, true
		c.Replies = append(c.Replies, r.collated(name))
		for _, p := range r.Problems {
			c.Problems = append(c.Problems, collation.Problem{File: name, Code: p.Code, Message: p.Say(c.Lang), Key: p.Key, Args: p.Args})
		}
		heard[r.Body] = heard[r.Body] || r.State == Sealed
	}
	for _, a := range c.Round.Asked {
		if !heard[a.Body] {
			c.Silent = append(c.Silent, a.Name)
		}
	}
	return names, nil
}

// collated is the reply as the kernel knows it.
func (r Reply) collated(name string) collation.Reply {
	out := collation.Reply{File: name, Body: r.BodyName, Number: r.Number, Date: r.Dated, Status: collation.HasComments,
		Comments: int(r.Comments), BodyRule: collation.Rule(r.Rule)}
	switch {
	case r.State == Unreadable:
		out.Status = collation.Unreadable
	case r.Agrees && r.Comments == 0:
		out.Status = collation.Agrees
	}
	if out.BodyRule == "" || r.Rule == ByHand {
		out.BodyRule = collation.ByList
	}
	return out
}

func (c *Collated) readPassages(q db.Q, names map[id.ID]string) error {
	type row struct {
		reply id.ID
		collation.Passage
	}
	rows, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.reply, &v.Kind, &v.Text) }, `
SELECT p.reply_id, p.kind, p.words FROM passage p JOIN reply r ON r.docket_id = p.docket_id AND r.id = p.reply_id
LEFT JOIN file f ON f.docket_id = r.docket_id AND f.id = r.file_id
WHERE p.docket_id = $1 AND r.round_id = $2 AND r.state = 'sealed' ORDER BY COALESCE(f.name, r.body_name), r.id, p.seq`, c.Round.Docket, c.Round.ID)
	for _, v := range rows {
		v.Passage.Reply = names[v.reply]
		c.Passages = append(c.Passages, v.Passage)
	}
	return err
}

// readComments reads the comments in the order of their groups, and those.
func (c *Collated) readComments(q db.Q, part extent, files map[id.ID]string, groups []Group) error {
	turns, err := manyTurns(q, part)
	if err != nil {
		return err
	}
	candidates, err := manyCandidates(q, part)
	if err != nil {
		return err
	}
	at := map[id.ID]int{}
	for i, g := range groups {
		at[g.ID] = i
		c.groups[g.ID] = g
		c.Groups = append(c.Groups, collation.Group{ID: string(g.ID), Node: g.Node, Comments: []string{}})
	}
	var leads []int64
	scan := func(r db.Row, v *collation.Comment) error { // at once into what is kept: a round may be large
		var m Comment
		if err := scanComment(r, &m); err != nil {
			return err
		}
		m.Thread, m.Candidates, m.Also = turns[m.ID], candidates[m.ID].candidates, candidates[m.ID].also
		*v = m.Collated(files[m.Reply])
		leads = append(leads, m.Lead)
		return nil
	}
	c.Comments, err = db.All(q, scan, `
SELECT `+commentColumns+` FROM comment c WHERE `+part.comments+` AND c.state = 'sent'`, part.args...)
	if err != nil {
		return err
	}
	members := make([][]int, len(groups))
	for _, n := range byLead(c.Comments, leads) {
		m := &c.Comments[n]
		i, in := at[id.ID(m.Group)]
		if !in { // has come since the program last grouped: a row of its own
			i = len(members)
			members = append(members, nil)
			c.Groups = append(c.Groups, collation.Group{ID: m.ID, Comments: []string{}})
			if m.State == collation.Placed {
				c.Groups[i].Node = m.Node
			}
		}
		m.Group = c.Groups[i].ID
		c.Groups[i].Comments = append(c.Groups[i].Comments, m.ID)
		members[i] = append(members[i], n)
	}
	kept, order := c.Groups[:0], make([]int, 0, len(c.Comments))
	for i := range members {
		if len(members[i]) > 0 { // else its comments were withdrawn with their file
			kept, order = append(kept, c.Groups[i]), append(order, members[i]...)
		}
	}
	c.Groups = kept
	arrange(c.Comments, order)
	return nil
}

// byLead is where the comments stand in the order of their groups' leads. The
// engine would hold the words of all while it sorts them.
func byLead(list []collation.Comment, leads []int64) []int {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(leads[i], leads[j]), cmp.Compare(list[i].ID, list[j].ID))
	})
	return order
}

// arrange puts at each place what stands at the place that order names, which
// it uses up. A second list of a large round's comments would be as large again.
func arrange[T any](list []T, order []int) {
	for begin := range order {
		first, at := list[begin], begin
		for order[at] != begin {
			next := order[at]
			list[at], order[at] = list[next], at
			at = next
		}
		list[at], order[at] = first, at
	}
}

// manyTurns are the threads that came with comments from files; what was said
// under a comment written here is its body's own.
func manyTurns(q db.Q, part extent) (map[id.ID][]Turn, error) {
	type row struct {
		comment id.ID
		Turn
	}
	rows, err := db.All(q, func(r db.Row, v *row) error {
		return r.Scan(&v.comment, &v.ID, &v.Account, &v.Author, &v.Words, &v.At, &v.Created)
	}, `
SELECT t.comment_id, t.id, t.account_id, t.author, t.words, t.at, t.created FROM comment_turn t
JOIN comment c ON c.docket_id = t.docket_id AND c.id = t.comment_id
WHERE t.docket_id = $1 AND `+part.comments+` AND c.state = 'sent' AND c.source <> 'web' ORDER BY t.comment_id, t.id`, part.args...)
	out := map[id.ID][]Turn{}
	for _, v := range rows {
		out[v.comment] = append(out[v.comment], v.Turn)
	}
	return out, err
}

// places are where a comment may belong besides its node.
type places struct{ candidates, also []Candidate }

func manyCandidates(q db.Q, part extent) (map[id.ID]places, error) {
	type row struct {
		comment id.ID
		sense   string
		Candidate
	}
	rows, err := db.All(q, func(r db.Row, v *row) error { return r.Scan(&v.comment, &v.sense, &v.Node, &v.Path, &v.Score) }, `
SELECT k.comment_id, k.sense, k.node_id, k.path, k.score FROM comment_candidate k
JOIN comment c ON c.docket_id = k.docket_id AND c.id = k.comment_id
WHERE k.docket_id = $1 AND `+part.comments+` AND c.state = 'sent' ORDER BY k.comment_id, k.seq`, part.args...)
	out := map[id.ID]places{}
	for _, v := range rows {
		p := out[v.comment]
		if v.sense == asAlso {
			p.also = append(p.also, v.Candidate)
		} else {
			p.candidates = append(p.candidates, v.Candidate)
		}
		out[v.comment] = p
	}
	return out, err
}

// readAnswers reads the answers that say something, in the order of the groups.
func (c *Collated) readAnswers(q db.Q, part extent) error {
	type row struct {
		Answer
		by string
	}
	rows, err := db.All(q, func(r db.Row, v *row) error { return scanAnswer(also{r, []any{&v.by}}, &v.Answer) }, `
SELECT `+answerColumns+`, COALESCE(w.name, '') FROM answer a
JOIN comment_group g ON g.docket_id = a.docket_id AND g.id = a.group_id LEFT JOIN account w ON w.id = a.written_by
WHERE a.docket_id = $1 AND `+part.groups+` ORDER BY g.node_seq, g.number, a.comment_id`, part.args...)
	for _, v := range rows {
		c.slots[slot{v.Group, v.Answer.Comment}] = v.Answer
		if v.Verdict == "" && v.Reason == "" {
			continue
		}
		a := collation.Answer{Group: string(v.Group), Comments: []string{}, Verdict: v.Verdict, Reason: v.Reason, By: v.by}
		if v.Comment != "" {
			a.Comments = []string{string(v.Comment)}
		}
		c.Answers = append(c.Answers, a)
	}
	return err
}
