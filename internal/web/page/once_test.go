package page

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"thao/internal/access"
	"thao/internal/account"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/web/ui"
)

// send sends a form to a guarded handler as somebody; name and value pairs are
// its headers.
func send(h Handler, who id.ID, path, form string, headers ...string) (*httptest.ResponseRecorder, error) {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	r = r.WithContext(account.WithActor(r.Context(), &access.Actor{Account: who}))
	w := httptest.NewRecorder()
	return w, h(w, r)
}

// telling is a handler that shows a new secret each time it is carried out.
func telling(g *Guard) (Handler, *atomic.Int64) {
	var made atomic.Int64
	return g.Once(func(w http.ResponseWriter, r *http.Request) error {
		n := made.Add(1)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Request-Id", fmt.Sprint(n))
		w.Header().Add("Set-Cookie", fmt.Sprintf("thao=%d", n))
		_, err := fmt.Fprintf(w, "secret %d", n)
		return err
	}), &made
}

// A page that shows a secret once is shown once more by a second click, to
// whoever saw it first: no second secret is made.
func TestASecondClickShowsTheSameSecret(t *testing.T) {
	var g Guard
	h, made := telling(&g)
	first, err := send(h, "a", "/me/tokens", "name=x")
	second, err2 := send(h, "a", "/me/tokens", "name=x")
	if err != nil || err2 != nil || made.Load() != 1 {
		t.Fatalf("%d made, %v %v", made.Load(), err, err2)
	}
	if first.Body.String() != "secret 1" || second.Body.String() != "secret 1" || second.Code != http.StatusOK {
		t.Errorf("%q, then %d %q", first.Body, second.Code, second.Body)
	}
	if h := second.Header(); h.Get("Cache-Control") != "no-store" || h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("X-Request-Id") != "" || h.Get("Set-Cookie") != "" {
		t.Errorf("headers: %v", h)
	}
	for _, other := range []struct {
		who        id.ID
		path, form string
		headers    []string
	}{
		{"b", "/me/tokens", "name=x", nil}, {"a", "/me/tokens", "name=y", nil}, {"a", "/me/tokens?x=1", "name=y", nil}, {"a", "/me", "name=y", nil},
		{"a", "/me", "name=y", []string{"HX-Request", "true"}},
	} {
		before := made.Load()
		if w, err := send(h, other.who, other.path, other.form, other.headers...); err != nil || w.Body.String() != fmt.Sprintf("secret %d", before+1) {
			t.Errorf("%+v: %q %v", other, w.Body, err)
		}
	}
}

// Nobody in particular may be several people.
func TestWhoIsNotSignedInIsNotGuarded(t *testing.T) {
	var g Guard
	h, made := telling(&g)
	for range 2 {
		if _, err := send(h, "", "/reset", "email=x"); err != nil {
			t.Fatal(err)
		}
	}
	if made.Load() != 2 || len(g.last) != 0 {
		t.Errorf("%d, %v", made.Load(), g.last)
	}
}

// Sent at once, a form is carried out once, and all are answered the same.
func TestTenClicksAtOnce(t *testing.T) {
	var g Guard
	h, made := telling(&g)
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if w, err := send(h, "a", "/me/tokens", "name=x"); err != nil || w.Body.String() != "secret 1" {
				t.Errorf("%q %v", w.Body, err)
			}
		})
	}
	wg.Wait()
	if made.Load() != 1 {
		t.Errorf("%d made", made.Load())
	}
}

// What was done, undone, and is done again is done: it is no second click.
func TestWhatWasUndoneMayBeDoneAgain(t *testing.T) {
	var g Guard
	state := ""
	to := func(next string) Handler {
		return g.Once(func(w http.ResponseWriter, r *http.Request) error {
			state = next
			return Done(w, r, "/", ui.Said{Text: next})
		})
	}
	for _, next := range []string{"disabled", "enabled", "disabled"} {
		w, err := send(to(next), "a", "/accounts/x/"+next, "")
		if err != nil || state != next || w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Set-Cookie"), saidCookie+"=") {
			t.Errorf("%s: %s, %d %v %v", next, state, w.Code, w.Header(), err)
		}
	}
}

// What is under way is waited for, whatever else is done meanwhile.
func TestAFormUnderWayIsWaitedFor(t *testing.T) {
	var g Guard
	var slow atomic.Int64
	begun, release := make(chan bool), make(chan bool)
	h := g.Once(func(w http.ResponseWriter, r *http.Request) error {
		if slow.Add(1) == 1 {
			close(begun)
			<-release
		}
		return Redirect(w, r, "/done")
	})
	var wg sync.WaitGroup
	wg.Go(func() { send(h, "a", "/slow", "") })
	<-begun
	other, _ := telling(&g)
	if _, err := send(other, "a", "/other", ""); err != nil {
		t.Fatal(err)
	}
	wg.Go(func() {
		if w, err := send(h, "a", "/slow", ""); err != nil || w.Header().Get("Location") != "/done" {
			t.Errorf("%v %v", w.Header(), err)
		}
	})
	close(release)
	wg.Wait()
	if slow.Load() != 1 {
		t.Errorf("done %d times", slow.Load())
	}
}

// A form that was refused, or whose answer is too long to be held, is carried out
// anew.
func TestARefusalIsNotRemembered(t *testing.T) {
	long := strings.Repeat("x", mostHeld/2)
	for name, answer := range map[string]Handler{
		"a fault": func(http.ResponseWriter, *http.Request) error { return fault.New(fault.Stale) },
		"the form again": func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return nil
		},
		"too long": func(w http.ResponseWriter, _ *http.Request) error {
			for range 3 {
				if _, err := io.WriteString(w, long); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		var g Guard
		n := 0
		h := g.Once(func(w http.ResponseWriter, r *http.Request) error {
			n++
			return answer(w, r)
		})
		for range 2 {
			if w, _ := send(h, "a", "/x", url.Values{"a": {"b"}}.Encode()); name == "too long" && w.Body.Len() != 3*len(long) {
				t.Errorf("%s: %d bytes", name, w.Body.Len())
			}
		}
		if n != 2 || len(g.last) != 0 {
			t.Errorf("%s: carried out %d times, %d held", name, n, len(g.last))
		}
	}
}

// A form that a handler breaks on is not waited for for ever.
func TestAPanicHoldsNobodyUp(t *testing.T) {
	var g Guard
	n := 0
	h := g.Once(func(http.ResponseWriter, *http.Request) error {
		n++
		panic("a defect")
	})
	for range 2 {
		func() {
			defer func() { _ = recover() }()
			_, _ = send(h, "a", "/x", "")
		}()
	}
	if n != 2 || len(g.last) != 0 {
		t.Errorf("%d, %v", n, g.last)
	}
}
