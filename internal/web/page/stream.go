package page

import (
	"context"
	"errors"
	"net/http"

	"thao/internal/fault"
)

// Unfinished says why the line gave no more of what was being sent: it is past
// its bound, has stopped coming, or broke off. nil for nil. Of a form with files,
// which may also be malformed, ask Parts.
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
