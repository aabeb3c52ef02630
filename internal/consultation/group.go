package consultation

import (
	"context"
	"errors"
	"slices"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
	"thao/internal/rule"
)

// Group is comments that say the same and get one answer: one row of the
// matrix. Its size, verdict and state follow from its comments and answers;
// settle is the one place that writes them.
type Group struct {
	Docket   id.ID        `json:"docket"`
	ID       id.ID        `json:"id"`
	Round    id.ID        `json:"round"`
	Number   int64        `json:"number"`  // what people call it by
	Node     string       `json:"node"`    // "" for general comments and those under review
	NodeSeq  int64        `json:"nodeSeq"` // order of the desk: general first, then the draft's order, then review
	Title    string       `json:"title"`
	Assigned id.ID        `json:"assigned"` // account; "" for nobody
	Size     int64        `json:"size"`
	Verdict  string       `json:"verdict"` // of the answer to the whole group; "" while there is none
	State    GroupState   `json:"state"`
	Rev      int64        `json:"rev"`
	Created  clock.Micros `json:"created"`
}

const groupColumns = `g.docket_id, g.id, g.round_id, g.number, g.node_id, g.node_seq, g.title, g.assigned, g.size, g.verdict, g.state, g.rev, g.created`

func scanGroup(r db.Row, g *Group) error {
	return r.Scan(&g.Docket, &g.ID, &g.Round, &g.Number, &g.Node, &g.NodeSeq, &g.Title, &g.Assigned, &g.Size, &g.Verdict, &g.State, &g.Rev, &g.Created)
}

func (g *Group) resource() access.Resource {
	return access.Resource{Kind: access.Group, ID: g.ID, Docket: g.Docket, State: g.State.String()}
}

func groupOf(q db.Q, docket, group id.ID) (Group, error) {
	g, found, err := db.One(q, scanGroup, `SELECT `+groupColumns+` FROM comment_group g WHERE g.docket_id = $1 AND g.id = $2`, docket, group)
	if err == nil && !found {
		err = fault.New(fault.NotFound)
	}
	return g, err
}

// ReadGroup returns a group.
func (s *Service) ReadGroup(ctx context.Context, who *access.Actor, docket, group id.ID) (Group, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return Group{}, err
	}
	g, err := groupOf(s.DB.Reader(ctx), docket, group)
	return g, db.Fault(err)
}

// reviewSeq lifts comments whose place is unsure behind all others on the desk.
const reviewSeq = int64(1) << 40

// addGroup makes an empty group; settle gives it its size.
func (s *Service) addGroup(tx *db.Tx, g Group) (Group, error) {
	if err := tx.Lock("groups " + string(g.Round)); err != nil {
		return g, err
	}
	last, err := db.Value[int64](tx, `SELECT MAX(number) FROM comment_group WHERE docket_id = $1 AND round_id = $2`, g.Docket, g.Round)
	if err != nil {
		return g, err
	}
	g.ID, g.Number, g.State, g.Rev, g.Created = id.New(), last+1, GroupOpen, 1, s.Clock()
	_, err = tx.Exec(`
INSERT INTO comment_group (docket_id, id, round_id, number, node_id, node_seq, title, assigned, size, verdict, state, rev, created)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', $9, $10, $11)`,
		g.Docket, g.ID, g.Round, g.Number, g.Node, g.NodeSeq, g.Title, g.Assigned, g.State, g.Rev, g.Created)
	return g, err
}

// settle brings a group's size, verdict and state to what its comments and
// answers say, and removes it when it has neither.
func (s *Service) settle(tx *db.Tx, docket, group id.ID) (Group, error) {
	g, err := groupOf(tx, docket, group)
	if err != nil {
		return g, err
	}
	answers, err := answersOf(tx, docket, group)
	if err != nil {
		return g, err
	}
	members, err := db.Values[id.ID](tx, `SELECT id FROM comment WHERE docket_id = $1 AND group_id = $2 AND state = 'sent'`, docket, group)
	if err != nil {
		return g, err
	}
	g.Size = int64(len(members))
	if g.Size == 0 && len(answers) == 0 {
		_, err := tx.Exec(`DELETE FROM comment_group WHERE docket_id = $1 AND id = $2`, docket, group)
		return g, err
	}
	g.Verdict, g.State = standing(members, answers)
	g.Rev++
	_, err = tx.Exec(`UPDATE comment_group SET size = $3, verdict = $4, state = $5, rev = $6 WHERE docket_id = $1 AND id = $2`,
		docket, group, g.Size, g.Verdict, g.State, g.Rev)
	return g, err
}

// standing is how far a group is: as far as the answer that is least far. A
// group is open until each of its comments has an answer of its own or shares
// in the group's.
func standing(members []id.ID, answers []Answer) (verdict string, state GroupState) {
	whole := slices.IndexFunc(answers, func(a Answer) bool { return a.Comment == "" })
	if whole >= 0 {
		verdict = answers[whole].Verdict
	} else if slices.ContainsFunc(members, func(m id.ID) bool {
		return !slices.ContainsFunc(answers, func(a Answer) bool { return a.Comment == m })
	}) {
		return "", GroupOpen
	}
	state = GroupConfirmed
	for _, a := range answers {
		state = min(state, groupStateOf(a.State))
	}
	return verdict, state
}

// logGroup appends what was done to a group.
func (s *Service) logGroup(tx *db.Tx, who *access.Actor, action string, before, after *Group, detail map[string]string) error {
	e := ledger.Entry{At: s.Clock(), Account: who.Account, Actor: who.Name, Action: action, Kind: "group", Detail: detail}
	if before != nil {
		e.Docket, e.Subject, e.Before = before.Docket, before.ID, ledger.HashOf(before)
	}
	if after != nil {
		e.Docket, e.Subject, e.After = after.Docket, after.ID, ledger.HashOf(after)
	}
	return ledger.Append(tx, e)
}

// RenameGroup gives a group another title in place of the one that was seen, nil
// of whichever it has. Stale where it has a third one by now.
func (s *Service) RenameGroup(ctx context.Context, who *access.Actor, docket, group id.ID, seen *string, title string) error {
	if err := rule.Clean(rule.Line("title", &title, longestTitle).Required()); err != nil {
		return err
	}
	return s.changeGroup(ctx, who, access.CommentGroup, docket, group, "group.rename", func(tx *db.Tx, g *Group) error {
		switch {
		case g.Title == title:
			return errSame
		case seen != nil && g.Title != *seen:
			return fault.New(fault.Stale)
		}
		g.Title, g.Rev = title, g.Rev+1
		_, err := tx.Exec(`UPDATE comment_group SET title = $3, rev = $4 WHERE docket_id = $1 AND id = $2`, docket, group, title, g.Rev)
		return err
	})
}

// AssignGroups gives groups to an account of the docket's team to answer, or to
// nobody. Those it has already stay as they are. seen is who was seen to have
// them, nil for whoever has: Stale where one has gone to somebody else.
func (s *Service) AssignGroups(ctx context.Context, who *access.Actor, docket id.ID, groups []id.ID, seen *id.ID, account id.ID) error {
	if err := who.Check(access.AnswerAssign, access.Resource{Kind: access.Docket, ID: docket, Docket: docket}); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := inTeam(tx, docket, account); err != nil {
			return err
		}
		for _, group := range groups {
			if err := s.assignGroup(tx, who, docket, group, seen, account); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) assignGroup(tx *db.Tx, who *access.Actor, docket, group id.ID, seen *id.ID, account id.ID) error {
	if err := s.answerable(tx, docket, group); err != nil {
		return err
	}
	before, err := groupOf(tx, docket, group)
	switch {
	case err != nil || before.Assigned == account:
		return err
	case seen != nil && before.Assigned != *seen:
		return fault.New(fault.Stale)
	}
	after := before
	after.Assigned, after.Rev = account, before.Rev+1
	if _, err := tx.Exec(`UPDATE comment_group SET assigned = $3, rev = $4 WHERE docket_id = $1 AND id = $2`, docket, group, account, after.Rev); err != nil {
		return err
	}
	return s.logGroup(tx, who, "group.assign", &before, &after, map[string]string{"account": string(account)})
}

// changeGroup checks, runs a change on one group and logs it, unless that says
// errSame.
func (s *Service) changeGroup(ctx context.Context, who *access.Actor, action access.Action, docket, group id.ID, name string, change func(*db.Tx, *Group) error) error {
	if err := who.Check(action, access.Resource{Kind: access.Group, ID: group, Docket: docket}); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := s.answerable(tx, docket, group); err != nil {
			return err
		}
		before, err := groupOf(tx, docket, group)
		if err != nil {
			return err
		}
		after := before
		switch err := change(tx, &after); {
		case errors.Is(err, errSame):
			return nil
		case err != nil:
			return err
		}
		return s.logGroup(tx, who, name, &before, &after, nil)
	})
}
