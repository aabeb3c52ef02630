package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/clock"
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

// ReplyFilter chooses replies of a round; empty fields choose all.
type ReplyFilter struct {
	Body    id.ID // of this body
	Strange bool  // from nobody who was asked, or nobody knows whom
}

// Replies lists what was received in a round, in the order it came, behind a
// reply.
func (s *Service) Replies(ctx context.Context, who *access.Actor, docket, round id.ID, f ReplyFilter, after id.ID, limit int) ([]Reply, error) {
	if err := who.Check(access.ReplyRead, access.Resource{Kind: access.Reply, Docket: docket, State: string(Sealed)}); err != nil {
		return nil, err
	}
	q := s.DB.Reader(ctx)
	if _, err := roundRow(q, docket, round); err != nil {
		return nil, err
	}
	return repliesFrom(q, docket, round, f, after, limit)
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
