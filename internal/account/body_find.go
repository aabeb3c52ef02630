package account

import (
	"context"

	"thao/internal/access"
	"thao/internal/fault"
	"thao/internal/id"
)

// BodySearch is which bodies are looked for: those directly under Parent, or,
// where Words are given, all whose name has a word that begins with each of
// them, on every level. What stands behind a comma is looked for in the name of
// the body above: "xa 5, tinh A" tells one of many that have the same name.
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
	Total  int64 // that the search finds, on all pages
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
	q := s.DB.Reader(ctx)
	rows, err := findBodies(q, one)
	if err != nil {
		return FoundBodies{}, err
	}
	out := FoundBodies{Bodies: rows, Total: int64(len(rows))}
	if search.After != "" || len(rows) > search.Limit {
		if out.Total, err = countBodies(q, search); err != nil {
			return FoundBodies{}, err
		}
	}
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
