package consultation

import (
	"context"
	"sync"

	"thao/internal/access"
	"thao/internal/id"
	"thao/internal/matrix"
)

// matrixCache keeps the table laid out last, unless it is very large: its papers
// are often had one after the other. It holds as long as nothing was logged, in
// the docket or outside of any.
type matrixCache struct {
	mu     sync.Mutex // held while a table is laid out: one at a time is enough for memory
	key    matrixKey
	matrix *matrix.Matrix
	from   *Collated

	large sync.Mutex // held while a large table is written, for memory too
}

// mostKept is how many comments a table has that is kept: one of 100,000 takes
// several hundred megabytes.
const mostKept = 10000

type matrixKey struct {
	docket, round id.ID
	at            logged
}

// Matrix is the official table of a round as it stands, answers confirmed or
// not. Where a later version of the draft was confirmed, it has the column of
// how the draft reads now. Both are shared: nobody changes them.
func (s *Service) Matrix(ctx context.Context, who *access.Actor, docket, round id.ID) (*matrix.Matrix, *Collated, error) {
	if err := who.Check(access.MatrixRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, nil, err
	}
	c := &s.matrices
	c.mu.Lock()
	defer c.mu.Unlock()
	at, err := s.logged(ctx, docket) // before the table: what changes meanwhile makes the next one
	if err != nil {
		return nil, nil, err
	}
	key := matrixKey{docket, round, at}
	if c.matrix != nil && c.key == key {
		return c.matrix, c.from, nil
	}
	c.matrix, c.from = nil, nil // the old one and the new one need not stand side by side
	m, from, err := s.layOut(ctx, who, docket, round)
	if err == nil && len(from.Comments) <= mostKept {
		c.key, c.matrix, c.from = key, m, from
	}
	return m, from, err
}
