package page

import (
	"net/url"
	"testing"
	"time"

	"thao/internal/clock"
)

// A moment that was picked is one of Viet Nam's time, and is shown as it was
// picked.
func TestMoments(t *testing.T) {
	f := Form{Values: url.Values{"a": {"2026-04-10T17:00"}, "none": {" "}, "bad": {"10/4/2026"}, "short": {"0026-04-10T17:00"}}}
	at, ok := f.Moment("a")
	if !ok || at != clock.Of(time.Date(2026, 4, 10, 10, 0, 0, 0, time.UTC)) || Picked(at) != "2026-04-10T17:00" {
		t.Errorf("%d %v %q", at, ok, Picked(at))
	}
	for _, name := range []string{"none", "missing"} {
		if at, ok := f.Moment(name); at != 0 || !ok || Picked(at) != "" {
			t.Errorf("%s: %d %v", name, at, ok)
		}
	}
	for _, name := range []string{"bad", "short"} {
		if _, ok := f.Moment(name); ok {
			t.Errorf("%s was taken for a moment", name)
		}
	}
}
