package page

import (
	"context"
	"errors"
	"io"
	"net/http"

	"thao/internal/fault"
)

// Unfinished says why what was being sent could not be read to its end: it is
// past its bound, has stopped coming, or broke off. nil for nil.
func Unfinished(err error) error {
	if err == nil {
		return nil
	}
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.Wrap(err, fault.UploadLarge, "max", large.Limit>>20)
	}
	if _, ours := errors.AsType[*fault.Error](err); ours || errors.Is(err, context.Canceled) {
		return err
	}
	return fault.Wrap(err, fault.BrokenOff)
}

// Streamed is a file of a form as it comes in. What reads it needs not know an
// error of the line from one of its own: the line's is Unfinished.
func Streamed(part io.Reader) io.Reader { return streamed{part} }

type streamed struct{ io.Reader }

func (s streamed) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = Unfinished(err)
	}
	return n, err
}
