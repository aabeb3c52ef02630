package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/id"
)

// Answered is what was answered to a comment, as the body that sent it reads it.
type Answered struct {
	Comment   id.ID        `json:"comment"`
	Verdict   string       `json:"verdict"` // of package matrix
	Reason    string       `json:"reason"`
	Wording   string       `json:"wording"` // the clause's new words, where given
	Confirmed clock.Micros `json:"confirmed"`
}

// Answered tells a body what was answered to the comments of its reply, in
// their order: once the round is closed and no answer changes any more, before
// that nothing.
func (s *Service) Answered(ctx context.Context, who *access.Actor, docket, reply id.ID) ([]Answered, error) {
	q := s.DB.Reader(ctx)
	r, err := seen(who)(replyRow(q, docket, reply))
	if err != nil {
		return nil, err
	}
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Answer, Docket: docket, Body: r.Body}); err != nil {
		return nil, err
	}
	round, err := roundRow(q, docket, r.Round)
	if err != nil || round.State != Closed {
		return []Answered{}, err
	}
	// An answer to the comment alone goes before that to its group.
	list, err := db.All(q, func(r db.Row, a *Answered) error {
		return r.Scan(&a.Comment, &a.Verdict, &a.Reason, &a.Wording, &a.Confirmed)
	}, `
SELECT c.id, a.verdict, a.reason, a.wording, a.confirmed FROM comment c
JOIN answer a ON a.docket_id = c.docket_id AND a.group_id = c.group_id AND a.state = 'confirmed' AND (a.comment_id = c.id OR a.comment_id = '' AND NOT EXISTS (
  SELECT 1 FROM answer x WHERE x.docket_id = a.docket_id AND x.group_id = a.group_id AND x.comment_id = c.id AND x.state = 'confirmed'))
WHERE c.docket_id = $1 AND c.reply_id = $2 AND c.body_id = $3 AND c.state = 'sent' ORDER BY c.node_seq, c.id`, docket, reply, r.Body)
	return list, db.Fault(err)
}
