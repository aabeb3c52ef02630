package consultation

import (
	"cmp"
	"context"
	"slices"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/outline"
	"thao/internal/synthesis"
)

// GroupPage is one group as it is answered: the draft's words, what is said of
// them, the answers so far, and groups that may belong to it.
type GroupPage struct {
	Group
	Version    id.ID        `json:"version"`
	Path       string       `json:"path"`    // of the node, as its comments have it; "" for general ones
	Label      string       `json:"label"`   // of the node
	Content    string       `json:"content"` // of the node, as the bodies were asked about it
	Wording    string       `json:"wording"` // what new words of the node begin from: its text without its heading's label
	Comments   []Member     `json:"comments"`
	More       *LeadCursor  `json:"more"` // where the comments go on; nil at the end
	Answers    []Answer     `json:"answers"`
	Names      []Named      `json:"names"` // of the accounts in Answers and of who the group is assigned to
	Near       []Near       `json:"near"`
	RoundState RoundState   `json:"roundState"`
	Deadline   clock.Micros `json:"deadline"`
}

// Member is a comment in its group.
type Member struct {
	Comment
	Number  string `json:"number"`  // of the letter it came in
	Sent    string `json:"sent"`    // ISO date of that letter; "" for none
	Late    bool   `json:"late"`    // sent after its body's time
	Differs string `json:"differs"` // from the group's first comment, in words; "" where it says the same
}

// Named is an account with its name.
type Named struct {
	Account id.ID  `json:"account"`
	Name    string `json:"name"`
}

// Near is a group at the same place, and how alike it is.
type Near struct {
	Group
	Text  string // of its first comment
	Alike synthesis.Likeness

	first Comment
}

// LeadCursor is the place of a comment in its group, to go on from.
type LeadCursor struct {
	Lead int64
	ID   id.ID
}

// Bounds of a group's page.
const (
	membersShown = 50
	nearSought   = 60 // groups at the same place that are measured
	nearShown    = 5
	leastAlike   = 0.15 // below, a suggestion would only cost time
)

// GroupPage returns a group with the comments after a place in it; the zero
// cursor is its beginning.
func (s *Service) GroupPage(ctx context.Context, who *access.Actor, docket, group id.ID, after LeadCursor) (*GroupPage, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return nil, err
	}
	p := &GroupPage{}
	err := s.DB.View(ctx, func(q db.Reader) (err error) {
		if p.Group, err = groupOf(q, docket, group); err != nil {
			return err
		}
		if err = p.read(q, after); err != nil {
			return err
		}
		p.Near, err = p.near(q)
		return err
	})
	return p, err
}

func (p *GroupPage) read(q db.Q, after LeadCursor) error {
	err := q.QueryRow(`SELECT version_id, state, deadline FROM round WHERE docket_id = $1 AND id = $2`, p.Docket, p.Round).
		Scan(&p.Version, &p.RoundState, &p.Deadline)
	if err != nil {
		return err
	}
	if err := p.readNode(q); err != nil {
		return err
	}
	if err := p.readMembers(q, after); err != nil {
		return err
	}
	if p.Answers, err = answersOf(q, p.Docket, p.ID); err != nil {
		return err
	}
	p.Names, err = namesOf(q, p.accounts())
	return err
}

func (p *GroupPage) readNode(q db.Q) error {
	if p.Node == "" {
		return nil
	}
	n, _, err := db.One(q, func(r db.Row, n *outline.Node) error { return r.Scan(&n.Label, &n.Heading, &n.Text) },
		`SELECT label, heading, text FROM node WHERE docket_id = $1 AND version_id = $2 AND id = $3`, p.Docket, p.Version, p.Node)
	p.Label, p.Content, p.Wording = n.Label, n.Content(), n.Content()
	return err
}

const memberColumns = `c.docket_id, c.id, c.round_id, c.reply_id, c.body_id, c.body_name, c.unit_id, c.account_id, c.author, c.state, c.minority, c.origin,
 c.node_id, c.quote, c.prefix, c.suffix, c.quote_start, c.quote_end, c.kind, c.text, c.words_before, c.words_after, c.reason,
 c.demand, c.moved, c.resolved, c.source, c.said_where, c.dated, c.version_id, c.node_seq, c.path, c.confidence, c.place, c.group_id, c.lead, c.rev, c.created, c.updated,
 r.number, r.dated, r.sealed > COALESCE(NULLIF(b.deadline, 0), o.deadline)`

func scanMember(r db.Row, m *Member) error {
	return scanComment(also{r, []any{&m.Number, &m.Sent, &m.Late}}, &m.Comment)
}

// also scans further columns behind those of a row.
type also struct {
	db.Row
	more []any
}

func (a also) Scan(into ...any) error { return a.Row.Scan(append(into, a.more...)...) }

const membersFrom = ` FROM comment c
JOIN reply r ON r.docket_id = c.docket_id AND r.id = c.reply_id
JOIN round o ON o.docket_id = c.docket_id AND o.id = c.round_id
LEFT JOIN round_body b ON b.docket_id = c.docket_id AND b.round_id = c.round_id AND b.body_id = c.body_id
WHERE c.docket_id = $1 AND c.group_id = $2 AND c.state = 'sent' `

func (p *GroupPage) readMembers(q db.Q, after LeadCursor) error {
	list, err := db.All(q, scanMember, `SELECT `+memberColumns+membersFrom+`AND (c.lead, c.id) > ($3, $4) ORDER BY c.lead, c.id LIMIT $5`,
		p.Docket, p.ID, after.Lead, after.ID, membersShown+1)
	if err != nil {
		return err
	}
	if len(list) > membersShown {
		list = list[:membersShown]
		last := list[membersShown-1]
		p.More = &LeadCursor{last.Lead, last.ID}
	}
	p.Comments = list
	first := ""
	if after != (LeadCursor{}) {
		c, found, err := db.One(q, scanMember, `SELECT `+memberColumns+membersFrom+`ORDER BY c.lead, c.id LIMIT 1`, p.Docket, p.ID)
		if err != nil {
			return err
		}
		if found {
			first = said(c.Comment)
		}
	} else if len(list) > 0 {
		first = said(list[0].Comment)
	}
	texts := []string{first}
	for _, m := range list {
		texts = append(texts, said(m.Comment))
		if p.Path == "" && m.Place == Placed {
			p.Path = m.Path
		}
	}
	for i, differs := range synthesis.Variants(texts)[1:] {
		p.Comments[i].Differs = differs
	}
	return nil
}

// said is a comment's words, or those it would put in.
func said(c Comment) string {
	switch {
	case c.Text != "":
		return c.Text
	case c.After != "":
		return c.After
	case c.Before != "":
		return c.Before
	}
	return c.Quote
}

// accounts are those a reader of the page wants named.
func (p *GroupPage) accounts() []id.ID {
	out := []id.ID{p.Assigned}
	for _, a := range p.Answers {
		out = append(out, a.WrittenBy, a.Confirmer, a.ConfirmedBy)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(a id.ID) bool { return a == "" })
}

func namesOf(q db.Q, accounts []id.ID) ([]Named, error) {
	out := []Named{}
	for _, a := range accounts {
		name, err := db.Value[string](q, `SELECT name FROM account WHERE id = $1`, a)
		if err != nil {
			return nil, err
		}
		out = append(out, Named{a, name})
	}
	return out, nil
}

// NameOf is the name of an account; "" where it is not known.
func (p *GroupPage) NameOf(account id.ID) string {
	for _, n := range p.Names {
		if n.Account == account {
			return n.Name
		}
	}
	return ""
}

// Whole is the answer to the whole group; one without an id where there is none.
func (p *GroupPage) Whole() Answer {
	if len(p.Answers) > 0 && p.Answers[0].Comment == "" {
		return p.Answers[0]
	}
	return Answer{Docket: p.Docket, Group: p.ID}
}

// Apart are the answers to single comments.
func (p *GroupPage) Apart() []Answer {
	return slices.DeleteFunc(slices.Clone(p.Answers), func(a Answer) bool { return a.Comment == "" })
}

// near measures the groups at the same place, the most alike first. Each is
// judged by its first, clearest comment.
func (p *GroupPage) near(q db.Q) ([]Near, error) {
	mine, found, err := db.One(q, scanMember, `SELECT `+memberColumns+membersFrom+`ORDER BY c.lead, c.id LIMIT 1`, p.Docket, p.ID)
	if err != nil || !found {
		return nil, err
	}
	keys, err := p.neighbours(q)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	w := &where{}
	w.And(`g.docket_id = ?`, p.Docket)
	db.AndIn(&w.Where, `g.id`, keys)
	others, err := db.All(q, scanNear, `
SELECT `+groupColumns+`, c.text, c.words_before, c.words_after, c.quote, c.demand, c.source, c.quote_start
FROM comment_group g JOIN comment c ON c.docket_id = g.docket_id AND c.id = (
  SELECT x.id FROM comment x WHERE x.docket_id = g.docket_id AND x.group_id = g.id AND x.state = 'sent' ORDER BY x.lead, x.id LIMIT 1)
WHERE `+w.SQL()+` ORDER BY g.number`, w.Args...)
	if err != nil {
		return nil, err
	}
	measure := synthesis.Measure(itemOf(mine.Comment))
	out := []Near{}
	for _, o := range others {
		if share := measure.Share(itemOf(o.first)); share >= leastAlike {
			out = append(out, Near{Group: o.Group, Text: said(o.first), Alike: synthesis.Likeness{Share: share}, first: o.first})
		}
	}
	slices.SortStableFunc(out, func(a, b Near) int {
		return cmp.Or(cmp.Compare(b.Alike.Share, a.Alike.Share), cmp.Compare(p.away(a.Number), p.away(b.Number)))
	})
	out = out[:min(len(out), nearShown)]
	for i := range out {
		out[i].Alike = measure.Like(itemOf(out[i].first))
	}
	return out, nil
}

// neighbours are the groups at the same place whose numbers are nearest: two
// short ways along an index, however many groups stand there.
func (p *GroupPage) neighbours(q db.Q) ([]id.ID, error) {
	type numbered struct {
		id     id.ID
		number int64
	}
	var all []numbered
	for _, side := range []string{`g.number < $5 ORDER BY g.number DESC`, `g.number > $5 ORDER BY g.number`} {
		list, err := db.All(q, func(r db.Row, n *numbered) error { return r.Scan(&n.id, &n.number) }, `
SELECT g.id, g.number FROM comment_group g
WHERE g.docket_id = $1 AND g.round_id = $2 AND g.node_id = $3 AND g.node_seq = $4 AND `+side+` LIMIT $6`,
			p.Docket, p.Round, p.Node, p.NodeSeq, p.Number, nearSought)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortStableFunc(all, func(a, b numbered) int { return cmp.Compare(p.away(a.number), p.away(b.number)) })
	var keys []id.ID
	for _, n := range all[:min(len(all), nearSought)] {
		keys = append(keys, n.id)
	}
	return keys, nil
}

// away is how far a group's number is from this one's.
func (p *GroupPage) away(number int64) int64 { return max(number-p.Number, p.Number-number) }

// neighbour is a group with what its first comment is measured by.
type neighbour struct {
	Group
	first Comment
}

func scanNear(r db.Row, n *neighbour) error {
	c := &n.first
	return scanGroup(also{r, []any{&c.Text, &c.Before, &c.After, &c.Quote, &c.Demand, &c.Source, &c.Start}}, &n.Group)
}

// itemOf is a comment as grouping measures it.
func itemOf(c Comment) synthesis.Item {
	return collate.Items([]collation.Comment{c.Collated("")})[0]
}
