package app_test

import (
	"context"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"thao/internal/db"
	"thao/internal/demo"
)

// typed are the words of a row that somebody wrote, as a page shows them.
func (o *office) typed(r right) (out []string) {
	for pair := range strings.SplitSeq(o.filled(r.form, o.places(r)), "&") {
		name, v, _ := strings.Cut(pair, "=")
		if strings.Contains(v, " ") && name != "password" && name != "old" && name != "seen" {
			out = append(out, html.EscapeString(v))
		}
	}
	return out
}

// sender is the first who may send a form.
func (r right) sender() (rune, bool) {
	for _, sign := range kinds {
		if w := r.wanted(sign); sign != '-' && (w == "303" || w == "200") {
			return sign, true
		}
	}
	return 0, false
}

// forms are the rows of forms that somebody may send, without those that begin
// or end a session.
func forms() (out []right) {
	for _, r := range pageRights {
		_, sent := r.sender()
		at := r.route[strings.Index(r.route, "/"):]
		if sent && strings.HasPrefix(r.route, "POST ") && !strings.HasPrefix(at, "/sign-") && at != "/reset" && !strings.HasPrefix(at, "/join") {
			out = append(out, r)
		}
	}
	return out
}

// lost tells of words that a page does not show again.
func (o *office) lost(r right, what, body string) {
	o.t.Helper()
	for _, words := range o.typed(r) {
		if !strings.Contains(body, words) {
			o.t.Errorf("%s %q, %s: %q is lost: %s", r.route, r.form, what, words, said(body))
		}
	}
}

var keptField = regexp.MustCompile(`(?s)<input [^>]*?name="([^"]*)"[^>]*?value="([^"]*)"|<textarea [^>]*?name="([^"]*)"[^>]*>(.*?)</textarea>`)

// keptFields are the fields of the first form of the page's own with their values.
func keptFields(body string) url.Values {
	_, body, _ = strings.Cut(body, `id="main"`)
	out := url.Values{}
	for _, m := range keptField.FindAllStringSubmatch(body, -1) {
		out.Add(html.UnescapeString(m[1]+m[3]), html.UnescapeString(m[2]+m[4]))
	}
	return out
}

// Somebody signs out in another tab, or the session ends, before a form is sent:
// nothing is done and nothing typed is lost; after signing in again it is sent
// with one more click, and does what it would have done.
func TestFormsOutliveTheSession(t *testing.T) {
	o := staffed(t)
	for _, r := range forms() {
		sign, _ := r.sender()
		if strings.Contains(r.form, "file=") || strings.Contains(r.form, "password") {
			continue // files are chosen again, passwords typed again
		}
		at := o.places(r)
		before := o.standing()
		all := o.cookies
		o.cookies = without(all, sign)
		status, body, _ := o.carry(sign, r, at)
		if status != 401 {
			t.Errorf("%s: %d after the session", r.route, status)
			continue
		}
		o.lost(r, "after the session", body)
		if o.standing() != before {
			t.Errorf("%s: something was done after the session", r.route)
		}
		kept := keptFields(body)
		kept.Set("email", emails[sign]+domain)
		kept.Set("password", demo.Password)
		again := o.ask('-', "POST", "/sign-in/again", kept)
		o.lost(r, "after signing in again", again.Body.String())
		for _, c := range again.Result().Cookies() {
			if c.Name == "thao" {
				o.cookies[sign] = c.Name + "=" + c.Value
			}
		}
		_, path, _ := strings.Cut(again.Body.String(), `id="main"`)
		path = html.UnescapeString(regexp.MustCompile(`action="([^"]*)"`).FindStringSubmatch(path)[1])
		done := o.ask(sign, "POST", path, keptFields(again.Body.String()))
		if fmt.Sprint(done.Code) != r.wanted(sign) {
			t.Errorf("%s %q sent again: %d, want %s: %s", r.route, r.form, done.Code, r.wanted(sign), said(done.Body.String()))
		}
		o.cookies = all
		o.anew()
	}
}

// without is a copy of the cookies without one person's.
func without(cookies map[rune]string, sign rune) map[rune]string {
	out := map[rune]string{}
	for who, c := range cookies {
		if who != sign {
			out[who] = c
		}
	}
	return out
}

// Somebody has lost the right to what a form does before they send it: nothing
// typed is lost.
func TestFormsOfWhoMayNoLonger(t *testing.T) {
	o := staffed(t)
	for _, r := range forms() {
		if strings.Contains(r.form, "file=") {
			continue
		}
		for _, sign := range kinds {
			if w := r.wanted(sign); w == "403" || w == "404" {
				_, body, _ := o.carry(sign, r, o.places(r))
				o.lost(r, "as "+string(sign), body)
				break
			}
		}
	}
}

// A round is ended, or closed, by another before a form about it is sent: it is
// done, where that is possible, or nothing is done and nothing typed is lost.
func TestFormsOfARoundThatIsOver(t *testing.T) {
	for _, state := range []string{"ended", "closed"} {
		t.Run(state, func(t *testing.T) {
			o := staffed(t)
			over := func() {
				o.must(o.app.DB.Write(context.Background(), func(tx *db.Tx) error {
					_, err := tx.Exec(`UPDATE round SET state = $1, rev = rev + 1 WHERE id IN ($2, $3)`, state, o.at["round"], o.at["preparing"])
					return err
				}))
			}
			over()
			for _, r := range forms() {
				if !strings.Contains(r.route, roundAt) {
					continue
				}
				sign, _ := r.sender()
				before := o.standing()
				status, body, _ := o.carry(sign, r, o.places(r))
				changed := o.standing() != before
				if status >= 500 || status == 403 || status == 404 {
					t.Errorf("%s %q: %d", r.route, r.form, status)
				}
				if state == "closed" && changed && !strings.Contains(r.route, "/phrases") && !strings.Contains(r.route, "/loads/") {
					t.Errorf("%s %q: %d, in a round that is closed", r.route, r.form, status)
				}
				if status >= 400 {
					if changed {
						t.Errorf("%s %q: %d, and something was done", r.route, r.form, status)
					}
					if !strings.Contains(r.form, "file=") {
						o.lost(r, state, body)
					}
				}
				if changed {
					o.anew()
					over()
				}
			}
		})
	}
}

// A form is sent twice, one after the other or at once, as by two clicks where no
// script runs: it is carried out once, and who sent it is answered as the first
// time.
func TestFormsSentTwice(t *testing.T) {
	o := staffed(t)
	for _, r := range forms() {
		sign, _ := r.sender()
		at := o.places(r)
		r.form = strings.ReplaceAll(r.form, "{new}", at["new"])
		first, shown, _ := o.carry(sign, r, at)
		once := o.standing()
		status, body, to := o.carry(sign, r, at)
		if o.standing() != once {
			t.Errorf("%s %q is done twice: %d %s", r.route, r.form, status, to)
		}
		if status != first && !endsSession(r) {
			t.Errorf("%s %q is answered with %d, then %d %s: %s", r.route, r.form, first, status, to, said(body))
		}
		if status == 200 && !slices.Equal(secretsOn(shown), secretsOn(body)) {
			t.Errorf("%s %q tells %q, then %q", r.route, r.form, secretsOn(shown), secretsOn(body))
		}
		o.anew()
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				if status, _, to := o.carry(sign, r, at); status != first && !endsSession(r) {
					t.Errorf("%s %q, sent twice at once, is answered with %d %s", r.route, r.form, status, to)
				}
			})
		}
		both.Wait()
		if now := o.standing(); now != once {
			t.Errorf("%s %q, sent twice at once, is done twice: %s, not %s", r.route, r.form, now, once)
		}
		o.anew()
	}
}

// endsSession reports whether a form ends the session it is sent in, so that it
// cannot be sent in it again.
func endsSession(r right) bool { return strings.HasSuffix(r.route, "/password") }

var secretOn = regexp.MustCompile(`thao_[\w-]+|/join/[\w-]+`)

// secretsOn are the secrets and links that a page tells.
func secretsOn(body string) []string { return secretOn.FindAllString(body, -1) }
