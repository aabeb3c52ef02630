package consultation

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"thao/internal/access"
	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/db"
	"thao/internal/id"
)

// Comments taken up in one go, so that neither memory nor a transaction grows
// with the round.
const groupingStep = 2000

// GroupNew puts every comment that was sent and is in no group into one: that
// of comments at its place that say the same, else a new one. What people have
// grouped by hand stays as it is. It is run by a job after replies come in.
func (s *Service) GroupNew(ctx context.Context, docket, round id.ID) (grouped int, err error) {
	for {
		fresh, err := db.All(s.DB.Reader(ctx), scanComment, `
SELECT `+commentColumns+` FROM comment
WHERE docket_id = $1 AND round_id = $2 AND state = 'sent' AND group_id IS NULL
ORDER BY place, node_seq, node_id, said_where, quote_start, id LIMIT $3`, docket, round, groupingStep)
		if err != nil || len(fresh) == 0 {
			return grouped, err
		}
		collated := make([]collation.Comment, len(fresh))
		for i, c := range fresh {
			collated[i] = c.Collated("")
		}
		for from := 0; from < len(fresh); {
			to := from + 1
			for to < len(fresh) && collate.SamePlace(&collated[from], &collated[to]) {
				to++
			}
			if err := s.groupPlace(ctx, docket, round, fresh[from:to]); err != nil {
				return grouped, err
			}
			grouped += to - from
			from = to
		}
	}
}

// errMoved: others grouped at the same place meanwhile.
var errMoved = errors.New("groups at this place have changed")

// groupPlace groups new comments at one place among themselves and with those
// already there, again where others do so at the same time.
func (s *Service) groupPlace(ctx context.Context, docket, round id.ID, fresh []Comment) error {
	for {
		err := s.groupAlike(ctx, docket, round, fresh)
		if !errors.Is(err, errMoved) || ctx.Err() != nil {
			return err
		}
	}
}

// groupAlike finds what says the same outside of the transaction, which then
// makes sure that it found it among all that is there.
func (s *Service) groupAlike(ctx context.Context, docket, round id.ID, fresh []Comment) error {
	first := fresh[0]
	settled, err := db.All(s.DB.Reader(ctx), scanComment, `
SELECT `+commentColumns+` FROM comment
WHERE docket_id = $1 AND round_id = $2 AND node_seq = $7 AND node_id = $3 AND place = $4 AND state = 'sent' AND group_id IS NOT NULL
  AND ($4 <> 'review' OR said_where = $5)
ORDER BY group_id, lead LIMIT $6`, docket, round, first.Node, first.Place, first.Where, 5*groupingStep, first.NodeSeq)
	if err != nil {
		return err
	}
	all := append(settled, fresh...)
	collated := make([]collation.Comment, len(all))
	for i, c := range all {
		collated[i] = c.Collated("")
	}
	alike := collate.Alike(collated)
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := roundHeld(tx, docket, round); err != nil {
			return err
		}
		if err := holdDesk(tx, round); err != nil {
			return err
		}
		now, err := db.Value[int64](tx, `
SELECT COUNT(*) FROM (SELECT 1 FROM comment
WHERE docket_id = $1 AND round_id = $2 AND node_seq = $7 AND node_id = $3 AND place = $4 AND state = 'sent' AND group_id IS NOT NULL
  AND ($4 <> 'review' OR said_where = $5) LIMIT $6) c`, docket, round, first.Node, first.Place, first.Where, 5*groupingStep, first.NodeSeq)
		if err != nil {
			return err
		}
		if now != int64(len(settled)) {
			return errMoved
		}
		for _, members := range alike {
			if err := s.joinGroup(tx, docket, round, all, members); err != nil {
				return err
			}
		}
		return nil
	})
}

// joinGroup puts the new ones among members into the group most of the others
// are in, or into a new group.
func (s *Service) joinGroup(tx *db.Tx, docket, round id.ID, all []Comment, members []int) error {
	count := map[id.ID]int{}
	var group id.ID
	var fresh []Comment
	for _, m := range members {
		if g := all[m].Group; g == "" {
			fresh = append(fresh, all[m])
		} else if count[g]++; group == "" || count[g] > count[group] {
			group = g
		}
	}
	fresh, err := stillUngrouped(tx, docket, fresh)
	if err != nil || len(fresh) == 0 {
		return err
	}
	slices.SortStableFunc(fresh, func(a, b Comment) int { return cmp.Compare(clarity(b), clarity(a)) })
	if group == "" {
		made, err := s.addGroup(tx, newGroup(fresh[0]))
		if err != nil {
			return err
		}
		group = made.ID
	}
	before, err := groupOf(tx, docket, group)
	if err != nil {
		return err
	}
	moved := make([]id.ID, len(fresh))
	for i, c := range fresh {
		moved[i] = c.ID
	}
	if err := s.moveComments(tx, docket, moved, group); err != nil {
		return err
	}
	program := &access.Actor{}
	if before.Size > 0 {
		if err := s.reopen(tx, program, &before); err != nil {
			return err
		}
	}
	return s.resettle(tx, program, "group.find", &before)
}

// stillUngrouped leaves out comments that somebody grouped meanwhile.
func stillUngrouped(q db.Q, docket id.ID, comments []Comment) (still []Comment, err error) {
	for _, c := range comments {
		n, err := db.Value[int64](q, `SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND id = $2 AND group_id IS NULL AND state = 'sent'`, docket, c.ID)
		if err != nil {
			return nil, err
		}
		if n == 1 {
			still = append(still, c)
		}
	}
	return still, nil
}

func clarity(c Comment) int {
	collated := c.Collated("")
	return collate.Clarity(&collated)
}

// newGroup is a group that begins with a comment.
func newGroup(c Comment) Group {
	g := Group{Docket: c.Docket, Round: c.Round, NodeSeq: c.NodeSeq, Title: groupTitle(c)}
	switch c.Place {
	case Placed:
		g.Node = c.Node
	case Review:
		g.NodeSeq += reviewSeq
	}
	return g
}

// groupTitle is a group's first name: the beginning of what its first comment
// says.
func groupTitle(c Comment) string {
	words := cmp.Or(strings.TrimSpace(c.Text), c.After, c.Before, c.Quote)
	words = strings.Join(strings.Fields(words), " ")
	const most = 90
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	cut := string([]rune(words)[:most])
	if at := strings.LastIndexByte(cut, ' '); at > most/2 {
		cut = cut[:at]
	}
	return cut + "…"
}
