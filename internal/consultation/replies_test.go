package consultation

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// Replies page by page are those of the board, each once, in the order they came.
func TestRepliesPageByPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		r := k.opened()
		var sent []id.ID
		for n := range 7 {
			sent = append(sent, k.receive(r.ID, fmt.Sprintf("tra-loi-%d.txt", n), fmt.Appendf(nil, "SỞ NỘI VỤ\n\n1. Đề nghị sửa khoản %d.\n", n+1)).Reply.ID)
		}
		var got []id.ID
		after := id.ID("")
		for {
			list, err := k.Replies(t.Context(), k.secretary, k.docket, r.ID, ReplyFilter{}, after, 3)
			k.must(err)
			for _, reply := range list {
				got, after = append(got, reply.ID), reply.ID
			}
			if len(list) < 3 {
				break
			}
		}
		if slices.Sort(sent); !slices.Equal(got, sent) {
			t.Errorf("page by page %v, sent were %v", got, sent)
		}
		list, err := k.Replies(t.Context(), k.secretary, k.docket, r.ID, ReplyFilter{Body: k.bodies[bodyA]}, "", 10)
		k.must(err)
		for _, reply := range list {
			if reply.Body != k.bodies[bodyA] {
				t.Errorf("of one body: %+v", reply)
			}
		}
		_, err = k.Replies(t.Context(), k.head, k.docket, r.ID, ReplyFilter{}, "", 10)
		k.want(err, fault.Denied)
		_, err = k.Replies(t.Context(), k.secretary, k.docket, id.New(), ReplyFilter{}, "", 10)
		k.want(err, fault.NotFound)
	})
}

// Bodies come into a round and go out of it without touching the others, and
// keep the order they were put in.
func TestBodiesOfARoundAreChangedOneByOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newAsking(t, d)
		ctx := t.Context()
		f := k.form()
		f.Bodies = []id.ID{k.bodies[bodyA]}
		r, err := k.PrepareRound(ctx, k.secretary, k.docket, f)
		k.must(err)
		in, out, err := k.ChangeBodies(ctx, k.secretary, k.docket, r.ID, BodyChange{Add: []id.ID{k.bodies[bodyB], k.bodies[bodyA]}})
		k.must(err)
		if in != 1 || out != 0 {
			t.Errorf("%d in, %d out", in, out)
		}
		in, out, err = k.ChangeBodies(ctx, k.secretary, k.docket, r.ID, BodyChange{Drop: []id.ID{k.bodies[bodyA], id.New()}})
		k.must(err)
		if in != 0 || out != 1 {
			t.Errorf("%d in, %d out", in, out)
		}
		_, _, err = k.ChangeBodies(ctx, k.secretary, k.docket, r.ID, BodyChange{Add: []id.ID{k.bodies[bodyA]}})
		k.must(err)
		_, err = k.AskedPage(ctx, k.secretary, k.docket, r.ID, strings.Repeat("x", 60_000), 0, 1)
		k.must(err)
		page, err := k.AskedPage(ctx, k.secretary, k.docket, r.ID, "", 0, 1)
		k.must(err)
		if page.Total != 2 || len(page.Bodies) != 1 || page.Bodies[0].Body != k.bodies[bodyB] || page.Next == 0 {
			t.Errorf("%+v", page)
		}
		page, err = k.AskedPage(ctx, k.secretary, k.docket, r.ID, "", page.Next, 1)
		k.must(err)
		if len(page.Bodies) != 1 || page.Bodies[0].Body != k.bodies[bodyA] || page.Next != 0 {
			t.Errorf("%+v", page)
		}
		// What changes nothing leaves no trace.
		was, err := k.ReadRound(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
		last, err := ledger.Last(d.Reader(ctx), k.docket)
		k.must(err)
		in, out, err = k.ChangeBodies(ctx, k.secretary, k.docket, r.ID, BodyChange{Add: []id.ID{k.bodies[bodyA], k.bodies[bodyA]}, Drop: []id.ID{id.New()}})
		k.must(err)
		is, err := k.ReadRound(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
		if now, err := ledger.Last(d.Reader(ctx), k.docket); err != nil || now != last || in != 0 || out != 0 || is.Rev != was.Rev {
			t.Errorf("%d in, %d out, entry %d after %d, revision %d after %d, %v", in, out, now, last, is.Rev, was.Rev, err)
		}
		_, _, err = k.ChangeBodies(ctx, k.secretary, k.docket, r.ID, BodyChange{Add: []id.ID{id.New()}})
		k.want(err, fault.Invalid)
		_, _, err = k.ChangeBodies(ctx, k.head, k.docket, r.ID, BodyChange{Add: []id.ID{k.bodies[bodyB]}})
		k.want(err, fault.Denied)

		now, err := k.ReadRound(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
		_, err = k.OpenRound(ctx, k.secretary, k.docket, r.ID, now.Rev)
		k.must(err)
		_, _, err = k.ChangeBodies(ctx, k.secretary, k.docket, r.ID, BodyChange{Drop: []id.ID{k.bodies[bodyA]}})
		k.want(err, fault.WrongState)
		k.reload()
		mine, err := k.RoundFor(ctx, k.head, k.docket, r.ID)
		k.must(err)
		if len(mine.Asked) != 1 || mine.Asked[0].Body != k.bodies[bodyA] || len(mine.Questions) != 1 {
			t.Errorf("of a round of two bodies a head of one reads %+v", mine)
		}
	})
}
