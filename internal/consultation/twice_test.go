package consultation

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/ledger"
)

// linesOf counts the log of a docket.
func linesOf(t *testing.T, d *db.DB, docket id.ID) int64 {
	t.Helper()
	n, err := db.Value[int64](d.Reader(t.Context()), `SELECT COUNT(*) FROM ledger WHERE docket_id = $1`, docket)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What a group is called and who has it is changed once, however often it is
// said, and not by a page that was open before another changed it.
func TestWhatIsSoAlreadyIsNoChangeOfAGroup(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		k.find()
		g := k.groups()[0]
		before := linesOf(t, d, k.docket)
		old, name, third := g.Title, "Kéo dài thời hạn", "Tên thứ ba"
		nobody, drafter := id.ID(""), k.drafter.Account
		for range 2 {
			k.must(k.RenameGroup(ctx, k.drafter, k.docket, g.ID, &old, name))
			k.must(k.AssignGroups(ctx, k.lead, k.docket, []id.ID{g.ID}, &nobody, drafter))
		}
		now := k.groups()[0]
		if now.Title != name || now.Assigned != drafter || now.Rev != g.Rev+2 || linesOf(t, d, k.docket) != before+2 {
			t.Errorf("%+v, %d lines of the log", now, linesOf(t, d, k.docket)-before)
		}
		if err := k.RenameGroup(ctx, k.lead, k.docket, g.ID, &old, third); fault.CodeOf(err) != fault.Stale {
			t.Errorf("renamed by an old page: %v", err)
		}
		if err := k.AssignGroups(ctx, k.lead, k.docket, []id.ID{g.ID}, &nobody, k.reviewer.Account); fault.CodeOf(err) != fault.Stale {
			t.Errorf("given by an old page: %v", err)
		}
		if left := k.groups()[0]; left.Title != name || left.Assigned != drafter || left.Rev != now.Rev {
			t.Errorf("%+v", left)
		}
		k.must(k.RenameGroup(ctx, k.lead, k.docket, g.ID, nil, third))
		k.must(k.AssignGroups(ctx, k.lead, k.docket, []id.ID{g.ID}, &drafter, nobody))
		if left := k.groups()[0]; left.Title != third || left.Assigned != nobody {
			t.Errorf("%+v", left)
		}
		if _, err := ledger.Verify(d.Reader(ctx), k.docket); err != nil {
			t.Error(err)
		}
	})
}

// Who sends an answer back, or confirms it, does so with what they have read.
func TestAnAnswerIsReturnedAsItWasSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		k.find()
		g := k.groups()[0].ID
		write := func(reason string) int64 {
			rev := int64(0)
			if as := k.answers(g); len(as) > 0 {
				rev = as[0].Rev
			}
			_, err := k.WriteAnswer(ctx, k.drafter, k.docket, g, AnswerForm{Verdict: Verdicts()[0], Reason: reason, Rev: rev})
			k.must(err)
			k.must(k.SubmitAnswers(ctx, k.drafter, k.docket, g, ""))
			return k.groups()[0].Rev
		}
		seen := write("Một.")
		k.must(k.ReturnAnswers(ctx, k.drafter, k.docket, g, seen))
		now := write("Hai.")
		if err := k.ReturnAnswers(ctx, k.reviewer, k.docket, g, seen); fault.CodeOf(err) != fault.Stale {
			t.Errorf("sent back unread: %v", err)
		}
		k.must(k.ReturnAnswers(ctx, k.reviewer, k.docket, g, now))
	})
}

// Whose a file is, said twice, is said once; and a file that was read meanwhile is
// not thrown away by a page on which it could not be.
func TestWhatIsSoAlreadyIsNoChangeOfAFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		file := k.receive(r.ID, "thanh-uy-k.docx", k.sample("thanh-uy-k.docx")).Reply
		k.work()
		before, err := k.ReadReply(ctx, k.secretary, k.docket, file.ID)
		k.must(err)
		first, err := k.CorrectBody(ctx, k.secretary, k.docket, file.ID, before.Rev, k.bodies[bodyB])
		k.must(err)
		lines := linesOf(t, d, k.docket)
		again, err := k.CorrectBody(ctx, k.secretary, k.docket, file.ID, before.Rev, k.bodies[bodyB])
		k.must(err)
		stands, err := k.ReadReply(ctx, k.secretary, k.docket, file.ID)
		k.must(err)
		if first.Rev != before.Rev+1 || again.Rev != first.Rev || stands.Rev != first.Rev || linesOf(t, d, k.docket) != lines {
			t.Errorf("revisions %d, %d, %d, %d; %d lines", before.Rev, first.Rev, again.Rev, stands.Rev, linesOf(t, d, k.docket)-lines)
		}
		_, err = k.CorrectBody(ctx, k.secretary, k.docket, file.ID, before.Rev, k.bodies[bodyA])
		k.want(err, fault.Stale)
		k.want(k.Discard(ctx, k.secretary, k.docket, file.ID, before.Rev), fault.Stale)
		if stands, err = k.ReadReply(ctx, k.secretary, k.docket, file.ID); err != nil || stands.Body != k.bodies[bodyB] || stands.State != Sealed {
			t.Errorf("%+v, %v", stands, err)
		}
		k.must(k.Discard(ctx, k.secretary, k.docket, file.ID, stands.Rev))
		k.sound()
	})
}

// A list of bodies that is there already changes nothing when it comes again; of
// several lines about one file the last holds, whether it is read before the list
// came or after.
func TestAListSentTwiceIsOneList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		const name = "thanh-uy-k.docx"
		file := k.receive(r.ID, name, k.sample(name)).Reply
		k.work()
		list := []byte("file,body\n" + name + "," + bodyA + "\n" + name + "," + bodyB + "\n")
		k.receive(r.ID, "bodies.csv", list)
		lines := linesOf(t, d, k.docket)
		stands, err := k.ReadReply(ctx, k.secretary, k.docket, file.ID)
		k.must(err)
		if stands.Body != k.bodies[bodyB] {
			t.Errorf("it is of %q", stands.BodyName)
		}
		if got := k.receive(r.ID, "bodies.csv", list); got.List != 2 {
			t.Errorf("%+v", got)
		}
		again, err := k.ReadReply(ctx, k.secretary, k.docket, file.ID)
		k.must(err)
		if again.Rev != stands.Rev || linesOf(t, d, k.docket) != lines {
			t.Errorf("revisions %d, %d; %d lines", stands.Rev, again.Rev, linesOf(t, d, k.docket)-lines)
		}
		k.sound()
	})
}

// Nobody is reminded twice, and no round ended, by a page that was open before
// somebody else did it, or gave more time.
func TestARoundIsActedOnAsItWasSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		_, err := k.Remind(ctx, k.secretary, k.docket, r.ID, r.Rev)
		k.must(err)
		_, err = k.Remind(ctx, k.secretary, k.docket, r.ID, r.Rev)
		k.want(err, fault.Stale)
		_, err = k.EndRound(ctx, k.secretary, k.docket, r.ID, r.Rev)
		k.want(err, fault.Stale)
		now, err := k.ReadRound(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
		if now.Rev != r.Rev+1 || now.State != Open {
			t.Errorf("%+v", now)
		}
		_, err = k.EndRound(ctx, k.secretary, k.docket, r.ID, now.Rev)
		k.must(err)
	})
}

// A filled matrix sent twice waits once; what changed on the desk meanwhile is
// shown by the second.
func TestAMatrixSentTwiceWaitsOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.collated()
		sent := fill(t, k.paper(r.ID, Excel), "Tiếp thu. Đã bổ sung.", "Ghi nhận.")
		before := linesOf(t, d, k.docket)
		got := make([]Load, 4)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				l, err := k.LoadMatrix(ctx, k.secretary, k.docket, r.ID, "vu-2.xlsx", bytes.NewReader(sent))
				if err != nil {
					t.Error(err)
				}
				got[i] = l
			})
		}
		wg.Wait()
		loads, err := k.Loads(ctx, k.secretary, k.docket, r.ID)
		k.must(err)
		if len(loads) != 1 || linesOf(t, d, k.docket) != before+1 || slices.ContainsFunc(got, func(l Load) bool { return l.ID != loads[0].ID || l.Rev != 1 }) {
			t.Fatalf("%d loads, %d lines", len(loads), linesOf(t, d, k.docket)-before)
		}
		change := loads[0].Plan.Changes[0]
		_, err = k.WriteAnswer(ctx, k.secretary, k.docket, change.Group, AnswerForm{Verdict: change.After.Verdict, Reason: strings.ToUpper(change.After.Reason)})
		k.must(err)
		again := k.send(r.ID, "vu-2.xlsx", sent)
		if again.ID != loads[0].ID || again.Rev != 2 || len(again.Plan.Changes) != len(loads[0].Plan.Changes)-1 || len(again.Plan.Told) != len(loads[0].Plan.Told)+1 {
			t.Errorf("after the desk changed: %+v", again)
		}
		k.must(k.DropLoad(ctx, k.secretary, k.docket, again.ID))
		if third := k.send(r.ID, "vu-2.xlsx", sent); third.ID == again.ID {
			t.Error("one that was given up is led to")
		}
		k.sound()
	})
}
