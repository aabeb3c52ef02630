package consultation

import (
	"slices"
	"testing"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
)

// all is everything that is found, read page by page.
func (k *asking) all(who *access.Actor, kind, words string, limit int) []Found {
	k.t.Helper()
	var out []Found
	seen := map[string]bool{}
	for q := (Search{Words: words, Kind: kind, Limit: limit}); ; {
		p, err := k.Search(k.t.Context(), who, q)
		k.must(err)
		if len(p.Items) > limit {
			k.t.Fatalf("%d on a page of %d", len(p.Items), limit)
		}
		for _, f := range p.Items {
			if key := string(f.ID) + " " + f.Node; seen[key] && kind != FoundNode {
				k.t.Errorf("found twice: %+v", f)
			} else {
				seen[key] = true
			}
		}
		out = append(out, p.Items...)
		if q.After = p.Next; q.After == "" {
			return out
		}
	}
}

func TestAllThatOneMaySeeIsFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.collated()
		ctx := t.Context()
		unsent, err := k.Write(ctx, k.head, k.docket, r.ID, CommentForm{
			ID: id.New(), Body: k.bodies[bodyA], State: Draft, Words: Words{Kind: Other, Text: "Đề nghị làm rõ chuyện con voi."},
		})
		k.must(err)

		for _, words := range []string{"cán bộ", "can bo"} {
			paged := k.all(k.secretary, FoundComment, words, 3)
			whole := k.all(k.secretary, FoundComment, words, 200)
			one := func(a, b Found) bool { return a.ID == b.ID }
			if len(whole) < 4 || !slices.EqualFunc(paged, whole, one) {
				t.Errorf("%s: %d by threes, %d at once", words, len(paged), len(whole))
			}
			list, err := k.Comments(ctx, k.secretary, k.docket, r.ID, Filter{Words: words}, Cursor{}, 1000)
			k.must(err)
			if len(list) != len(whole) {
				t.Errorf("%s: the list has %d, the search %d", words, len(list), len(whole))
			}
		}
		nodes := k.all(k.secretary, FoundNode, "luan chuyen", 4)
		if len(nodes) < 3 || nodes[0].Words == "" || nodes[0].Version != k.version || nodes[0].Symbol == "" {
			t.Errorf("nodes: %+v", nodes)
		}
		if got := k.all(k.secretary, FoundReply, "tinh uy b", 10); len(got) == 0 || got[0].Round != r.ID {
			t.Errorf("replies: %+v", got)
		}
		if got := k.all(k.secretary, FoundDocket, "de an", 10); len(got) != 1 || got[0].ID != k.docket {
			t.Errorf("dockets: %+v", got)
		}

		p, err := k.Search(ctx, k.secretary, Search{Words: "de an", Kind: FoundDocket, Docket: k.docket})
		k.must(err)
		if len(p.Items) != 1 {
			t.Errorf("only in one docket: %+v", p.Items)
		}
		for _, kind := range FoundKinds() { // what is not there is as what is hidden
			_, err := k.Search(ctx, k.secretary, Search{Words: "de an", Kind: kind, Docket: id.New()})
			k.want(err, fault.Denied)
		}

		if got := k.all(k.secretary, FoundComment, "con voi", 10); len(got) != 0 {
			t.Errorf("the team finds what was not sent: %+v", got)
		}
		if got := k.all(k.head, FoundComment, "con voi", 10); len(got) != 1 || got[0].ID != unsent.ID || got[0].Group != "" {
			t.Errorf("its own people find %+v", got)
		}
		for _, f := range k.all(k.head, FoundComment, "quy hoach", 10) {
			if f.Title != bodyA {
				t.Errorf("a body finds what another said: %+v", f)
			}
		}
		own := k.all(k.head, FoundReply, "tinh uy", 1)
		if len(own) == 0 {
			t.Error("a body does not find its own reply")
		}
		for _, f := range own {
			if f.Title != bodyA {
				t.Errorf("a body finds another's reply: %+v", f)
			}
		}
		if got := k.all(k.head, FoundNode, "luan chuyen", 10); len(got) != len(nodes) {
			t.Errorf("who is asked finds %d nodes of %d", len(got), len(nodes))
		}
		for _, kind := range FoundKinds() {
			if got := k.all(k.stranger, kind, "can bo", 10); len(got) != 0 {
				t.Errorf("a stranger finds %s: %+v", kind, got)
			}
		}
		_, err = k.Search(ctx, k.secretary, Search{Words: "x", Kind: "comment", After: "nowhere"})
		k.want(err, fault.Invalid)
		_, err = k.Search(ctx, k.secretary, Search{Words: "x", Kind: "thing"})
		k.want(err, fault.Invalid)
		_, err = k.Search(ctx, k.stranger, Search{Words: "x", Kind: FoundNode, Docket: k.docket})
		k.want(err, fault.Denied)
	})
}

// Of a docket's versions only the newest is searched.
func TestTheNewestVersionIsSearched(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		old := k.all(k.secretary, FoundNode, "can bo", 50)
		k.next("du-thao-2.docx")
		now := k.all(k.secretary, FoundNode, "can bo", 50)
		if len(old) == 0 || len(now) == 0 || now[0].Version == old[0].Version {
			t.Fatalf("%d in the first, %d in the second", len(old), len(now))
		}
		for _, f := range now {
			if f.Version != now[0].Version {
				t.Errorf("found in an older version: %+v", f)
			}
		}
	})
}
