package draft

import (
	"bytes"
	"context"
	"io"
	"os"

	"thao/internal/access"
	"thao/internal/akn"
	"thao/internal/compare"
	"thao/internal/convert"
	"thao/internal/docket"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/locale"
	"thao/internal/outline"
	"thao/internal/reader"
	"thao/internal/redline"
)

// Comparison is two versions of one draft, node by node.
type Comparison struct {
	Old, New      *Text
	OldTree, Tree *outline.Tree
	*compare.Alignment
}

// Compare aligns two versions.
func (s *Service) Compare(ctx context.Context, who *access.Actor, docket, old, new id.ID) (*Comparison, error) {
	a, err := s.Read(ctx, who, docket, old)
	if err != nil {
		return nil, err
	}
	b, err := s.Read(ctx, who, docket, new)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Old: a, New: b, OldTree: a.Tree(), Tree: b.Tree()}
	c.Alignment = compare.Trees(c.OldTree, c.Tree)
	return c, nil
}

// Original opens the file of a version as it was sent. NotFound where the
// version was written here.
func (s *Service) Original(ctx context.Context, who *access.Actor, docket, version id.ID) (File, *os.File, error) {
	v, err := s.Version(ctx, who, docket, version)
	if err != nil {
		return File{}, nil, err
	}
	f, found, err := readFile(s.DB.Reader(ctx), docket, v.File)
	if err != nil || !found {
		return File{}, nil, orNotFound(err)
	}
	r, err := s.Blobs.Open(f.Hash)
	return f, r, err
}

func orNotFound(err error) error {
	if err == nil {
		err = fault.New(fault.NotFound)
	}
	return err
}

// Download writes a version in a format, in the style of its docket's profile.
func (s *Service) Download(ctx context.Context, who *access.Actor, docket, version id.ID, format convert.Format, lang locale.Lang, w io.Writer) error {
	t, err := s.Read(ctx, who, docket, version)
	if err != nil {
		return err
	}
	d, err := s.Dockets.Read(ctx, who, docket)
	if err != nil {
		return err
	}
	return write(ctx, w, d, t, format, lang)
}

func write(ctx context.Context, w io.Writer, d docket.Docket, t *Text, format convert.Format, lang locale.Lang) error {
	doc := &akn.Document{
		Tree: t.Tree(), Title: t.Title, Name: d.Symbol, Country: "vn", Language: "vi", Version: int(t.Number), Author: d.Issuer,
	}
	if at := t.Confirmed; at != 0 {
		doc.Date = at.Time().Format("2006-01-02")
	}
	return convert.Write(ctx, w, doc, format, convert.Options{Profile: d.Profile, Lang: lang})
}

// Redline writes what became of one version in another as a Word file with
// tracked changes, on the files as they were sent where both are Word files.
func (s *Service) Redline(ctx context.Context, who *access.Actor, docket, old, new id.ID, author string, w io.Writer) error {
	d, err := s.Dockets.Read(ctx, who, docket)
	if err != nil {
		return err
	}
	a, b, done, err := s.wordFiles(ctx, who, docket, old, new)
	if err != nil {
		return err
	}
	defer done()
	if a == nil || b == nil {
		if a, err = s.composed(ctx, who, d, old); err != nil {
			return err
		}
		if b, err = s.composed(ctx, who, d, new); err != nil {
			return err
		}
	}
	return redline.Write(ctx, w, a, b, redline.Options{Author: author, Date: s.Clock().Time()})
}

// wordFiles are the files of both versions, held in memory until done; nil
// unless both came as Word.
func (s *Service) wordFiles(ctx context.Context, who *access.Actor, docket, old, new id.ID) (a, b []byte, done func(), err error) {
	first, err := s.wordFile(ctx, who, docket, old)
	if err != nil {
		return nil, nil, nil, err
	}
	second, err := s.wordFile(ctx, who, docket, new)
	if err != nil {
		return nil, nil, nil, err
	}
	if done, err = s.Blobs.Room(ctx, s.Blobs.Weight(first.Hash, second.Hash)); err != nil || first.Hash == "" || second.Hash == "" {
		return nil, nil, done, err
	}
	if a, err = s.wordData(ctx, first); err == nil && a != nil {
		b, err = s.wordData(ctx, second)
	}
	if err != nil {
		done()
		return nil, nil, nil, err
	}
	return a, b, done, nil
}

// wordFile is the file a version came as; none where it is no Word file.
func (s *Service) wordFile(ctx context.Context, who *access.Actor, docket, version id.ID) (File, error) {
	v, err := s.Version(ctx, who, docket, version)
	if fault.CodeOf(err) == fault.NotFound && err != nil {
		return File{}, nil
	}
	if err != nil {
		return File{}, err
	}
	f, found, err := readFile(s.DB.Reader(ctx), docket, v.File)
	if err != nil || !found || f.Media != media[".docx"] {
		return File{}, err
	}
	return f, nil
}

func (s *Service) wordData(ctx context.Context, f File) ([]byte, error) {
	data, err := s.Blobs.Read(f.Hash, LargestFile<<20)
	if fault.CodeOf(err) == fault.NotFound && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if file, err := reader.Open(ctx, f.Name, data); err != nil || file.Kind != reader.Word {
		return nil, nil // called .docx and is another kind
	}
	return data, nil
}

func (s *Service) composed(ctx context.Context, who *access.Actor, d docket.Docket, version id.ID) ([]byte, error) {
	t, err := s.Read(ctx, who, d.ID, version)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = write(ctx, &b, d, t, convert.Word, locale.Vietnamese)
	return b.Bytes(), err
}
