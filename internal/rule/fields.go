package rule

import (
	"errors"
	"io"
	"mime/multipart"
	"net/url"
)

// ErrMuch is where the fields of a form are more than may lie in memory.
var ErrMuch = errors.New("rule: the fields of a form are too large")

// Fields are what the fields of a form hold that streams in with its files. All
// of them together, names and all, are bounded: they lie in memory meanwhile.
type Fields struct {
	url.Values
	most, held int
}

// NewFields is none yet, of at most most bytes.
func NewFields(most int) *Fields { return &Fields{Values: url.Values{}, most: most} }

// weight of a part without words: it takes its room too.
const weight = 64

// Weigh counts a part by its names. ErrMuch where there is no more room.
func (f *Fields) Weigh(names ...string) error {
	f.held += weight
	for _, name := range names {
		f.held += len(name)
	}
	if f.held > f.most {
		return ErrMuch
	}
	return nil
}

// Take reads a part that is a field. ErrMuch, or what reading it gives.
func (f *Fields) Take(part *multipart.Part) error {
	if err := f.Weigh(part.FormName()); err != nil {
		return err
	}
	value, err := io.ReadAll(io.LimitReader(part, int64(f.most-f.held)+1))
	if err != nil {
		return err
	}
	if f.held += len(value); f.held > f.most {
		return ErrMuch
	}
	f.Add(part.FormName(), string(value))
	return nil
}
