package account

import (
	"path"
	"regexp"
	"strings"
	"sync"
	"testing"

	"thao/internal/account"
	"thao/internal/db/dbtest"
)

// Who uses a link with two clicks is in, whichever answer reaches them; nobody
// else is by a link that was used.
func TestALinkUsedByTwoClicks(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		in, err := o.Invite(t.Context(), o.who(), account.Invitation{Email: "moi@coquan.example"}, "vi")
		o.must(err)
		link := "/join/" + path.Base(in.Link)
		form := []string{"email", "moi@coquan.example", "name", "Người mới", "password", good}
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				v := o.visitor() // a browser that does not hear the other answer
				if status, at, body := v.post(link, form...); status != 200 || at != "/" {
					t.Errorf("%d at %s\n%s", status, at, body)
				}
			})
		}
		both.Wait()
		v := o.visitor()
		if _, at, _ := v.post(link, form...); at != "/" {
			t.Errorf("a third click: at %s", at)
		}
		other := o.visitor()
		status, _, body := other.post(link, "email", "moi@coquan.example", "name", "Ai đó", "password", "một mật khẩu khác hẳn")
		if _, at, _ := other.get("/me"); status != 404 || !strings.HasPrefix(at, "/sign-in") {
			t.Errorf("somebody else: %d, at %s\n%s", status, at, body)
		}
	})
}

// Two clicks make one token and one link, and show it both times.
func TestASecretIsMadeOnceAndShownTwice(t *testing.T) {
	o := open(t, dbtest.SQLite(t), false)
	v := o.visitor().signIn("quantri@coquan.example")
	for _, c := range []struct {
		path   string
		form   []string
		secret string
	}{
		{"/me/tokens", []string{"name", "Chương trình", "scopes", "read", "days", "30"}, `thao_[a-z0-9]{10,}`},
		{"/admin/accounts", []string{"email", "moi@coquan.example"}, `/join/[a-z0-9]{10,}`},
		{"/admin/accounts/" + string(o.admin.ID) + "/reset", nil, `/join/[a-z0-9]{10,}`},
	} {
		secret := regexp.MustCompile(c.secret)
		_, _, first := v.post(c.path, c.form...)
		_, _, again := v.post(c.path, c.form...)
		if found := secret.FindString(first); found == "" || secret.FindString(again) != found {
			t.Errorf("%s: %q, then %q", c.path, found, secret.FindString(again))
		}
	}
	if all, err := o.Tokens(t.Context(), o.who()); err != nil || len(all) != 1 {
		t.Errorf("%d tokens, %v", len(all), err)
	}
	if all, err := o.Waiting(t.Context(), o.who()); err != nil || len(all) != 1 {
		t.Errorf("%d links wait, %v", len(all), err)
	}
	// A page with a link on it is kept by no browser.
	res, err := v.c.PostForm(o.base+"/admin/accounts", map[string][]string{"email": {"hai@coquan.example"}})
	o.must(err)
	res.Body.Close()
	if got := res.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control: %s", got)
	}
}

// What was undone by a person is done again when they ask for it at once.
func TestAnAccountIsDisabledAgainAtOnce(t *testing.T) {
	o := open(t, dbtest.SQLite(t), true)
	who := o.person("cv@coquan.example", "Chuyên viên")
	v := o.visitor().signIn("quantri@coquan.example")
	at := "/admin/accounts/" + string(who.ID)
	for _, step := range []struct {
		do   string
		want account.State
	}{{"disable", account.Disabled}, {"disable", account.Disabled}, {"enable", account.Active}, {"disable", account.Disabled}} {
		v.post(at + "/" + step.do)
		if is, err := o.Get(t.Context(), o.who(), who.ID); err != nil || is.State != step.want {
			t.Errorf("%s: %s, %v", step.do, is.State, err)
		}
	}
}
