package consultation

import (
	"context"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/id"
)

// Passage is words of a reply that are no comment, with the reason.
type Passage struct {
	Kind  string `json:"kind"` // a collation.PassageKind
	Words string `json:"words"`
}

// mostPassages bounds what of a reply is listed.
const mostPassages = 2000

// Passages lists what a reply says that is no comment; nothing to a body in
// whose file others speak too.
func (s *Service) Passages(ctx context.Context, who *access.Actor, docket, reply id.ID) ([]Passage, error) {
	of, err := s.ReadReply(ctx, who, docket, reply)
	if err != nil {
		return nil, err
	}
	if alone, err := s.speaksAlone(ctx, who, of); err != nil || !alone || of.State == Reading {
		return []Passage{}, err
	}
	return db.All(s.DB.Reader(ctx), func(r db.Row, p *Passage) error { return r.Scan(&p.Kind, &p.Words) }, `
SELECT kind, words FROM passage WHERE docket_id = $1 AND reply_id = $2 ORDER BY seq LIMIT $3`, docket, reply, mostPassages)
}
