package consultation

import (
	"context"
	"io"

	"thao/internal/access"
	"thao/internal/collation"
	"thao/internal/export"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/matrix"
)

// Paper is a form in which the round's table is handed out.
type Paper string

// The forms; PDF is made of Word by whoever can (see web/desk).
const (
	Word     Paper = "docx"
	Excel    Paper = "xlsx"
	Page     Paper = "html"
	Annex    Paper = "annex"    // what is too long to be bound with the matrix, as Word
	Comments Paper = "comments" // the draft with every comment in its margin, as Word
)

// Papers lists them in the order a page offers them.
func Papers() []Paper { return []Paper{Word, Excel, Page, Annex, Comments} }

// Ending is the ending of the form's files.
func (p Paper) Ending() string {
	if p == Annex || p == Comments {
		return string(Word)
	}
	return string(p)
}

// layOut makes the table from what is there now.
func (s *Service) layOut(ctx context.Context, who *access.Actor, docket, round id.ID) (*matrix.Matrix, *Collated, error) {
	c, err := s.Collation(ctx, who, docket, round)
	if err != nil {
		return nil, nil, err
	}
	if next, found, err := s.nextVersion(ctx, c.Round, ""); err != nil {
		return nil, nil, err
	} else if found {
		t, err := s.trace(ctx, c, next)
		if err != nil {
			return nil, nil, err
		}
		c.Next = t.Standings()
	}
	m, err := c.matrix()
	return m, c, err
}

// matrix lays the collation out as its docket's house style has it.
func (c *Collated) matrix() (*matrix.Matrix, error) {
	p, opt, err := c.style()
	if err != nil {
		return nil, err
	}
	return matrix.New(c.Collation, p, opt), nil
}

func (c *Collated) style() (matrix.Profile, matrix.Options, error) {
	p, ok := matrix.ProfileOf(c.Profile)
	if !ok {
		return p, matrix.Options{}, fault.New(fault.Internal, "reason", "profile "+c.Profile)
	}
	return p, matrix.Options{
		Parent: c.Head.Parent, Issuer: c.Head.Issuer, Place: c.Head.Place, Basis: c.Head.Basis,
		Version: locale.T(p.Lang, "desk.version", "n", int(c.Number)),
	}, nil
}

// WriteMatrix writes the table of a round in a form: a large one after the other.
func (s *Service) WriteMatrix(ctx context.Context, who *access.Actor, docket, round id.ID, form Paper, lang locale.Lang, w io.Writer) error {
	if err := who.Check(access.MatrixRead, access.Resource{Kind: access.Round, ID: round, Docket: docket}); err != nil {
		return err
	}
	p, err := s.counts(ctx, docket, round)
	if err != nil {
		return err
	}
	if p.Comments > mostKept {
		s.matrices.large.Lock()
		defer s.matrices.large.Unlock()
	}
	m, c, err := s.Matrix(ctx, who, docket, round)
	if err != nil {
		return err
	}
	switch form {
	case Word:
		return m.WriteDOCX(ctx, w)
	case Excel:
		return m.WriteXLSX(ctx, w)
	case Page:
		return m.WriteHTML(ctx, w)
	case Annex:
		return m.WriteAnnexDOCX(ctx, w)
	case Comments:
		return export.WordComments(ctx, w, c.Collation, lang)
	}
	return invalid("form", "web.rule.choice")
}

// commentsByID is where each comment stands in the collation.
func (c *Collated) commentsByID() map[string]*collation.Comment {
	out := make(map[string]*collation.Comment, len(c.Comments))
	for i := range c.Comments {
		out[c.Comments[i].ID] = &c.Comments[i]
	}
	return out
}
