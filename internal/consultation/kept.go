package consultation

import (
	"context"
	"maps"
	"slices"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/id"
	"thao/internal/ledger"
)

// What pages count of a round is kept for as long as nothing was logged, in its
// docket or outside of any: whatever changes groups, answers and what was sent
// is logged in the same transaction, and the last number of a log is one look
// into an index. What bodies still write has logs of its own and leaves the
// counts alone.

// logged is how far the docket's log, and that outside of any docket, have come.
type logged struct{ docket, system int64 }

func (s *Service) logged(ctx context.Context, docket id.ID) (at logged, err error) {
	q := s.DB.Reader(ctx)
	if at.docket, err = ledger.Last(q, docket); err != nil {
		return at, db.Fault(err)
	}
	at.system, err = ledger.Last(q, ledger.System)
	return at, db.Fault(err)
}

// kept are values counted for what was asked for last.
type kept[T any] struct{ values recent[counted, keptAt[T]] }

// counted is what of a docket was counted: a round, mostly.
type counted struct {
	docket id.ID
	of     string
}

type keptAt[T any] struct {
	at    logged
	value T
}

// of is the value of a round: the one kept, or else what count says now. It is
// shared: nobody changes it. At most most are kept.
func (k *kept[T]) of(ctx context.Context, s *Service, docket, round id.ID, most int, count func(db.Q) (T, error)) (T, error) {
	return k.named(ctx, s, docket, string(round), most, count)
}

// named is of, for something else of a docket than a round.
func (k *kept[T]) named(ctx context.Context, s *Service, docket id.ID, name string, most int, count func(db.Q) (T, error)) (T, error) {
	at, err := s.logged(ctx, docket) // before counting: what changes meanwhile makes the next count
	if err != nil {
		var none T
		return none, err
	}
	key := counted{docket, name}
	if v, ok := k.values.get(key); ok && v.at == at {
		return v.value, nil
	}
	v, err := count(s.DB.Reader(ctx))
	if err == nil {
		k.values.put(key, keptAt[T]{at, v}, most)
	}
	return v, db.Fault(err)
}

// known is the value that named has kept, where it still holds.
func (k *kept[T]) known(ctx context.Context, s *Service, docket id.ID, name string) (value T, there bool, err error) {
	at, err := s.logged(ctx, docket)
	v, ok := k.values.get(counted{docket, name})
	if err != nil || !ok || v.at != at {
		return value, false, err
	}
	return v.value, true, nil
}

// How many rounds' counts are kept: a few hundred bytes each; those by node some
// hundred kilobytes for a long draft, groups that differ up to some megabytes, what
// words were found in up to one.
const (
	mostCounts     = 256
	mostNodeCounts = 16
	mostFound      = 32
)

// Progress counts a round's groups and comments.
func (s *Service) Progress(ctx context.Context, who *access.Actor, docket, round id.ID) (Progress, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return Progress{}, err
	}
	p, err := s.counts(ctx, docket, round)
	p.ByState, p.ByVerdict = maps.Clone(p.ByState), maps.Clone(p.ByVerdict)
	return p, err
}

// counts is Progress that nobody changes. NotFound where the docket has no such
// round: of none nothing is kept.
func (s *Service) counts(ctx context.Context, docket, round id.ID) (Progress, error) {
	return s.progress.of(ctx, s, docket, round, mostCounts, func(q db.Q) (Progress, error) {
		if _, err := roundRow(q, docket, round); err != nil {
			return Progress{}, err
		}
		return progressOf(q, docket, round)
	})
}

// Shares lists who has groups to answer, the quietest first: those with open
// groups who have longest not written.
func (s *Service) Shares(ctx context.Context, who *access.Actor, docket, round id.ID) ([]Share, error) {
	if err := who.Check(access.AnswerRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return nil, err
	}
	list, err := s.shares.of(ctx, s, docket, round, mostCounts, func(q db.Q) ([]Share, error) {
		if _, err := roundRow(q, docket, round); err != nil {
			return nil, err
		}
		return sharesOf(q, docket, round)
	})
	return slices.Clone(list), err
}
