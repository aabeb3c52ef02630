package page

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"thao/internal/clock"
	"thao/internal/fault"
	"thao/internal/locale"
	"thao/internal/web/ui"
)

// Form is what a person sent, with what is wrong with it, so that a page can
// show it again: nothing typed is lost.
type Form struct {
	Values url.Values
	Errors map[string]string // field → sentence
}

// Read reads the form of a request. A body past its bound is a fault.
func Read(r *http.Request) (Form, error) {
	f := Form{Values: url.Values{}, Errors: map[string]string{}}
	err := r.ParseForm()
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return f, fault.Wrap(err, fault.UploadLarge, "max", large.Limit>>20)
	}
	if _, ours := errors.AsType[*fault.Error](err); ours { // it stopped coming
		return f, err
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return f, Unfinished(err)
	}
	if err != nil {
		return f, fault.Wrap(err, fault.Invalid, "field", "", "rule", "")
	}
	f.Values = r.Form
	return f, nil
}

// Get is a field's value without the spaces around it.
func (f Form) Get(name string) string { return strings.TrimSpace(f.Values.Get(name)) }

// Raw is a field's value as it was typed.
func (f Form) Raw(name string) string { return f.Values.Get(name) }

// Wrong notes what is wrong with a field; the first fault of a field stands.
func (f Form) Wrong(name, sentence string) {
	if f.Errors[name] == "" {
		f.Errors[name] = sentence
	}
}

// Take puts what a fault says of a field beside it, and returns any other
// error. A fault of no field in particular stands under "".
func (f Form) Take(ctx context.Context, err error) error {
	wrong, ok := errors.AsType[*fault.Error](err)
	if !ok || wrong.Code != fault.Invalid {
		return err
	}
	rule, ok := wrong.Args["rule"].(string)
	if !ok || rule == "" {
		return err
	}
	field, _ := wrong.Args["field"].(string)
	var args []any
	for name, value := range wrong.Args {
		args = append(args, name, value)
	}
	f.Wrong(field, ui.T(ctx, rule, args...))
	return nil
}

// OK reports whether nothing is wrong.
func (f Form) OK() bool { return len(f.Errors) == 0 }

// Field fills a field of the page with what was typed and what is wrong.
func (f Form) Field(field ui.Field) ui.Field {
	if v, sent := f.Values[field.Name]; sent && len(v) > 0 && field.Type != "password" {
		field.Value = v[0]
	}
	field.Error = f.Errors[field.Name]
	return field
}

// picked is how a browser writes a moment that was picked.
const picked = "2006-01-02T15:04"

// Moment is a moment that was picked, in the time of the site; 0 for none. It
// is false where what was sent is no moment.
func (f Form) Moment(name string) (clock.Micros, bool) {
	s := f.Get(name)
	if s == "" {
		return 0, true
	}
	t, err := time.ParseInLocation(picked, s, locale.Zone)
	return clock.Of(t), err == nil && t.Year() >= earliest
}

// earliest is a year before which nothing was meant: "26" is typed for 2026.
const earliest = 1900

// Picked writes a moment as a browser's field takes it; "" for none.
func Picked(m clock.Micros) string {
	if m == 0 {
		return ""
	}
	return m.Time().In(locale.Zone).Format(picked)
}
