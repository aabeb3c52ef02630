package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// Status is how a body stands in a round.
type Status string

const (
	Replied Status = "replied" // with comments, in time
	Agreed  Status = "agreed"  // and asks nothing
	Late    Status = "late"    // replied after its time
	Silent  Status = "silent"  // nothing yet, its time still runs
	Overdue Status = "overdue" // nothing, and its time is over
)

// Standing is how one body stands.
type Standing struct {
	Asked
	Until    clock.Micros `json:"until"`
	Status   Status       `json:"status"`
	Replies  []Reply      `json:"replies"` // received, the first first
	Comments int64        `json:"comments"`
	First    clock.Micros `json:"first"` // when its first reply was sent; 0 for none
}

// Board is a round as the team follows it.
type Board struct {
	Round
	Bodies  []Standing     `json:"bodies"`  // in the order they were asked
	Strange []Reply        `json:"strange"` // from nobody who was asked, or nobody knows whom
	Broken  []Reply        `json:"broken"`  // files that could not be read
	Waiting []Reply        `json:"waiting"` // files that wait to be read
	Count   map[Status]int `json:"count"`
	Total   int64          `json:"total"` // comments received
}

// Board shows how a round stands, body by body.
func (s *Service) Board(ctx context.Context, who *access.Actor, docket, round id.ID) (*Board, error) {
	if err := who.Check(access.ReplyRead, access.Resource{Kind: access.Reply, Docket: docket, State: string(Sealed)}); err != nil {
		return nil, err
	}
	b := &Board{}
	err := s.DB.View(ctx, func(q db.Reader) (err error) {
		if b.Round, err = readRound(q, docket, round); err != nil {
			return err
		}
		if err := s.name(q, &b.Round); err != nil {
			return err
		}
		replies, err := repliesOf(q, docket, round)
		if err != nil {
			return err
		}
		b.arrange(replies, s.Clock())
		return nil
	})
	return b, err
}

// Replies lists what was received in a round, in the order it came: of one body,
// where one is named, and behind a reply.
func (s *Service) Replies(ctx context.Context, who *access.Actor, docket, round, body, after id.ID, limit int) ([]Reply, error) {
	if err := who.Check(access.ReplyRead, access.Resource{Kind: access.Reply, Docket: docket, State: string(Sealed)}); err != nil {
		return nil, err
	}
	q := s.DB.Reader(ctx)
	if _, err := roundRow(q, docket, round); err != nil {
		return nil, err
	}
	return repliesFrom(q, docket, round, body, after, limit)
}

func (b *Board) arrange(replies []Reply, now clock.Micros) {
	at := map[id.ID]int{}
	for i, a := range b.Asked {
		at[a.Body] = i
		b.Bodies = append(b.Bodies, Standing{Asked: a, Until: a.Until(b.Round), Replies: []Reply{}})
	}
	b.Strange, b.Broken, b.Waiting, b.Count = []Reply{}, []Reply{}, []Reply{}, map[Status]int{}
	for _, r := range replies {
		b.Total += r.Comments
		i, asked := at[r.Body]
		switch {
		case r.State == Unreadable:
			b.Broken = append(b.Broken, r)
		case r.State == Reading:
			b.Waiting = append(b.Waiting, r)
		case !asked:
			b.Strange = append(b.Strange, r)
		default:
			b.Bodies[i].take(r)
		}
	}
	for i := range b.Bodies {
		b.Bodies[i].settle(now)
		b.Count[b.Bodies[i].Status]++
	}
}

func (s *Standing) take(r Reply) {
	s.Replies = append(s.Replies, r)
	s.Comments += r.Comments
	if s.First == 0 || r.Sealed < s.First {
		s.First = r.Sealed
	}
}

func (s *Standing) settle(now clock.Micros) {
	agrees := s.Comments == 0
	for _, r := range s.Replies {
		agrees = agrees && r.Agrees
	}
	switch {
	case len(s.Replies) == 0 && now > s.Until:
		s.Status = Overdue
	case len(s.Replies) == 0:
		s.Status = Silent
	case s.First > s.Until:
		s.Status = Late
	case agrees:
		s.Status = Agreed
	default:
		s.Status = Replied
	}
}
