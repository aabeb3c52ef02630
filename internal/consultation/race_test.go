package consultation

import (
	"sync"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
)

// at runs all functions at the same time and waits for them.
func at(all ...func()) {
	begin := make(chan struct{})
	var wg sync.WaitGroup
	for _, fn := range all {
		wg.Go(func() { <-begin; fn() })
	}
	close(begin)
	wg.Wait()
}

// Whoever writes while the head seals: a comment is either under the seal or
// refused, never left behind in a reply that was sent.
func TestNothingComesInUnderTheSeal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		a := k.bodies[bodyA]
		for range 8 {
			r := k.opened()
			first := k.write(k.staff, r.ID, k.words("một", Included))
			moved := k.write(k.staff, r.ID, k.words("hai", Draft))
			writes := []func(){
				func() { k.Seal(ctx, k.head, k.docket, r.ID, a, 0) },
				func() { k.MoveComment(ctx, k.staff, k.docket, moved.ID, 0, Included) },
				func() { k.MoveComment(ctx, k.staff, k.docket, first.ID, 0, Draft) },
			}
			for range 4 {
				writes = append(writes, func() { k.Write(ctx, k.staff, k.docket, r.ID, k.words("ba", Included)) })
			}
			at(writes...)
			reply, err := replyRow(d.Reader(ctx), k.docket, first.Reply)
			k.must(err)
			if reply.State != Sealed {
				continue // it was empty when it was to be sealed
			}
			left, err := db.Value[int64](d.Reader(ctx), `SELECT COUNT(*) FROM comment WHERE docket_id = $1 AND reply_id = $2 AND state = 'included'`, k.docket, reply.ID)
			k.must(err)
			proof, err := k.Prove(ctx, k.head, k.docket, reply.ID)
			k.must(err)
			if left > 0 || !proof.Holds {
				t.Fatalf("%d comments were left in the sealed reply; the seal holds: %v", left, proof.Holds)
			}
		}
	})
}

// Whoever redrafts an answer while the round is closed: one of them is refused.
func TestNothingOpensInARoundThatCloses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for range 8 {
			k, ctx := newDesk(t, d), t.Context()
			k.comment("point_c", limit)
			k.find()
			g := k.groups()[0]
			written, err := k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, AnswerForm{Verdict: Verdicts()[0], Reason: "Lý do"})
			k.must(err)
			k.must(k.SubmitAnswers(ctx, k.drafter, k.docket, g.ID, ""))
			k.must(k.ConfirmAnswers(ctx, k.reviewer, k.docket, g.ID))
			form := AnswerForm{Verdict: Verdicts()[0], Reason: "Lý do khác", Rev: written.Rev + 2}
			var closed, wrote error
			at(
				func() { _, closed = k.CloseRound(ctx, k.lead, k.docket, k.round) },
				func() { _, wrote = k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, form) },
			)
			if closed == nil && wrote == nil {
				t.Fatalf("a round was closed with %+v", k.answers(g.ID))
			}
			for _, err := range []error{closed, wrote} {
				if code := fault.CodeOf(err); err != nil && code != fault.WrongState && code != NotYet {
					t.Fatal(err)
				}
			}
		}
	})
}
