package account

import (
	"context"

	"thao/internal/access"
	"thao/internal/fault"
	"thao/internal/id"
)

// BodySearch is which bodies are looked for: those directly under Parent, or,
// where Words are given, all whose name has them.
type BodySearch struct {
	Words   string
	Parent  id.ID // "" for the top
	Closed  bool  // closed ones too
	After   string
	AfterID id.ID
	Limit   int
}

// BodyRow is a body in a list.
type BodyRow struct {
	Body
	Units  int64  `json:"units"`  // open bodies directly under it
	People int64  `json:"people"` // its heads and staff
	Above  string `json:"above"`  // name of the body it is a unit of
}

// FoundBodies is a page of bodies, in the order of their names.
type FoundBodies struct {
	Bodies []BodyRow
	Next   *BodySearch
}

// FindBodies lists bodies, for anybody signed in: their names are no secret.
func (s *Service) FindBodies(ctx context.Context, who *access.Actor, search BodySearch) (FoundBodies, error) {
	if err := who.Check(access.BodyRead, installation()); err != nil {
		return FoundBodies{}, err
	}
	if search.Limit <= 0 || search.Limit > MostRows {
		search.Limit = MostRows
	}
	one := search
	one.Limit++
	rows, err := findBodies(s.DB.Reader(ctx), one)
	out := FoundBodies{Bodies: rows}
	if len(rows) > search.Limit {
		out.Bodies = rows[:search.Limit]
		last := out.Bodies[search.Limit-1]
		search.After, search.AfterID = last.folded(), last.ID
		out.Next = &search
	}
	return out, err
}

// Body reads one body and those above it, the top first.
func (s *Service) Body(ctx context.Context, who *access.Actor, body id.ID) (Body, []Body, error) {
	if err := who.Check(access.BodyRead, installation()); err != nil {
		return Body{}, nil, err
	}
	line, err := line(s.DB.Reader(ctx), body)
	if err != nil {
		return Body{}, nil, err
	}
	if len(line) == 0 {
		return Body{}, nil, fault.New(fault.NotFound)
	}
	last := len(line) - 1
	return line[last], line[:last], nil
}

// Manages reports whether somebody may change a body and its people.
func (s *Service) Manages(ctx context.Context, who *access.Actor, body id.ID) (bool, error) {
	err := s.checkBody(ctx, who, body)
	if err != nil && fault.CodeOf(err) == fault.Denied {
		return false, nil
	}
	return err == nil, err
}
