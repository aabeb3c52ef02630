package page

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"thao/internal/fault"
	"thao/internal/rule"
)

// MostParts bounds the parts of one form, its fields and files together: each
// file is written to the disk for good.
const MostParts = 10_000

// Parts are those of a form with files, as they stream in: none is held in memory.
type Parts struct {
	form *multipart.Reader
	line *line
	read int
}

// PartsOf begins to read a form with files. http.ErrNotMultipart where the
// request holds none; fault.BadForm where it is not said what lies between its
// parts.
func PartsOf(r *http.Request) (*Parts, error) {
	l := watch(r)
	form, err := r.MultipartReader()
	if errors.Is(err, http.ErrMissingBoundary) {
		err = fault.Wrap(err, fault.BadForm)
	}
	if err != nil {
		return nil, err
	}
	return &Parts{form: form, line: l}, nil
}

// Next is the next part; io.EOF, as it is, behind the last. Else errors are
// those of Unfinished, and fault.TooManyFiles.
func (p *Parts) Next() (*multipart.Part, error) {
	part, err := p.form.NextPart()
	switch {
	case err == io.EOF:
		return nil, err
	case err != nil:
		return nil, p.Unfinished(err)
	case p.read == MostParts:
		return nil, fault.New(fault.TooManyFiles, "max", MostParts)
	}
	p.read++
	return part, nil
}

// Field reads a part that is a field into others. rule.ErrMuch, or as Unfinished.
func (p *Parts) Field(into *rule.Fields, part *multipart.Part) error {
	err := into.Take(part)
	if errors.Is(err, rule.ErrMuch) {
		return err
	}
	return p.Unfinished(err)
}

// File is a part that is a file. What reads it needs not know an error of the
// form from one of its own: those of the form are Unfinished.
func (p *Parts) File(part io.Reader) io.Reader { return streamed{part, p} }

type streamed struct {
	io.Reader
	of *Parts
}

func (s streamed) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = s.of.Unfinished(err)
	}
	return n, err
}

// Unfinished says why a form could not be read to its end: the line gave no more
// of it, it ended before its end, or it is malformed. nil for nil.
func (p *Parts) Unfinished(err error) error { return p.line.unfinished(err) }

// ReadFiles reads a form with files into the request: up to memory bytes of its
// files into memory, and others onto the disk. A form without files is left to
// Read.
func ReadFiles(r *http.Request, memory int64) error {
	l := watch(r)
	err := r.ParseMultipartForm(memory)
	if errors.Is(err, http.ErrNotMultipart) {
		return nil
	}
	return l.unfinished(err)
}

// line is the body of a request, whose errors are not those of what is in it.
type line struct {
	io.ReadCloser
	failed error
}

func watch(r *http.Request) *line {
	l := &line{ReadCloser: r.Body}
	if r.Body != nil {
		r.Body = l
	}
	return l
}

func (l *line) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		l.failed = err
	}
	return n, err
}

func (l *line) unfinished(err error) error {
	switch _, ours := errors.AsType[*fault.Error](err); {
	case err == nil || ours:
		return err
	case l.failed != nil:
		return Unfinished(l.failed)
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return Unfinished(err)
	}
	return fault.Wrap(err, fault.BadForm)
}
