package api

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"thao/internal/consultation"
	"thao/internal/db/dbtest"
	"thao/internal/id"
)

// Page by page a board has every body that is asked, once.
func TestABoardComesInPages(t *testing.T) {
	o := opened(t, dbtest.SQLite(t))
	asked := []id.ID{o.body}
	for n := range 4 {
		asked = append(asked, o.newBody(fmt.Sprintf("Huyện ủy %d", n), ""))
	}
	o.post(o.secretary, o.at("rounds", string(o.round.ID), "bodies"), Bodies{asked[1:]}).is(200)
	var got []id.ID
	board := o.at("rounds", string(o.round.ID), "board")
	for after, pages := "", 0; ; pages++ {
		var b Board
		o.get(o.secretary, board+"?limit=2&after="+url.QueryEscape(after)).is(200).into(&b)
		for _, list := range [][]consultation.Reply{b.Broken, b.Waiting, b.Recent} {
			if list == nil {
				t.Fatalf("a list is null: %+v", b)
			}
		}
		if b.All != len(asked) || b.Found != len(asked) || b.Count[consultation.Silent] != len(asked)-min(pages, 1) || len(b.Bodies) > 2 || pages > 3 {
			t.Fatalf("page %d: %+v", pages, b)
		}
		if pages == 0 { // one that stands otherwise now moves no other
			own := o.at("rounds", string(o.round.ID), "bodies", string(o.body), "reply")
			worded := o.put(o.head, own, GeneralOpinion{Words: "Đề nghị làm rõ."}, "If-Match", `"0"`).is(200)
			o.send(o.head, http.MethodPost, own+"/seal", nil, "If-Match", worded.Header().Get("ETag")).is(200)
		}
		for _, s := range b.Bodies {
			got = append(got, s.Body)
		}
		if after = b.Next; after == "" {
			break
		}
	}
	if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(asked))) {
		t.Errorf("%v of %v", got, asked)
	}
	var some Board
	o.get(o.secretary, board+"?words=huyen+uy+3&status=silent").is(200).into(&some)
	if len(some.Bodies) != 1 || some.Found != 1 || some.Next != "" {
		t.Errorf("one by its name: %+v", some.Bodies)
	}
	var end Board // where all behind a place stand otherwise by now, there are no more: not the first ones again
	o.get(o.secretary, board+"?after="+url.QueryEscape(cursor("board", "1000000"))).is(200).into(&end)
	if len(end.Bodies) != 0 || end.Next != "" || end.Found != len(asked) {
		t.Errorf("behind the last: %+v, next %q", end.Bodies, end.Next)
	}
	for _, wrong := range []string{"?after=x", "?after=" + cursor("board", "x"), "?status=asleep", "?limit=0"} {
		if p := o.get(o.secretary, board+wrong).problem(); p.Status != 422 {
			t.Errorf("%s: %+v", wrong, p)
		}
	}
}

// A round may ask tens of thousands of bodies: it says how many, and where they
// are. A body reads there what is its own, its deadline say, and nothing of others.
func TestARoundLeadsToItsBodies(t *testing.T) {
	o := opened(t, dbtest.SQLite(t))
	other := o.newBody("Thành ủy K", "")
	at := o.at("rounds", string(o.round.ID))
	o.post(o.secretary, at+"/bodies", Bodies{[]id.ID{other}}).is(200)
	later := o.round.Deadline.Add(72 * time.Hour)
	o.post(o.secretary, at+"/extend", Extension{Body: o.body, Deadline: later}).is(200)
	var r RoundRead
	o.get(o.secretary, at).is(200).into(&r)
	if r.ID != o.round.ID || r.All != 2 || r.Asked == nil || len(r.Asked) != 0 {
		t.Errorf("to the team: %+v", r)
	}
	var b Board
	o.get(o.secretary, r.Board).is(200).into(&b)
	if len(b.Bodies) != 2 || b.Bodies[0].Body != o.body || b.Bodies[0].Deadline != later || b.Bodies[1].Name != "Thành ủy K" {
		t.Errorf("its board: %+v", b.Bodies)
	}
	o.get(o.head, at).is(200).into(&r)
	if r.All != 2 || len(r.Asked) != 1 || r.Asked[0].Body != o.body || r.Asked[0].Deadline != later {
		t.Errorf("to a body: %+v", r)
	}
}
