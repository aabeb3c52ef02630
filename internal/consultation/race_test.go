package consultation

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
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

// Who writes, takes back and confirms one answer at the same time: each step
// begins from the one before it, and none is lost.
func TestStepsOfAnAnswerComeOneAfterTheOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		k.comment("point_c", limit)
		k.find()
		g := k.groups()[0]
		for range 6 {
			begun, err := k.ReadAnswer(ctx, k.lead, k.docket, g.ID, "")
			k.must(err)
			var steps atomic.Int64
			step := func(do func() error) func() {
				return func() {
					err := do()
					switch code := fault.CodeOf(err); {
					case err == nil:
						steps.Add(1)
					case code != fault.Stale && code != fault.WrongState:
						t.Error(err)
					}
				}
			}
			var all []func()
			for range 5 {
				all = append(all, step(func() error {
					_, err := k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, AnswerForm{Verdict: Verdicts()[0], Reason: "Lý do", Rev: begun.Rev})
					return err
				}))
			}
			at(append(all,
				step(func() error { return k.SubmitAnswers(ctx, k.drafter, k.docket, g.ID, "") }),
				step(func() error { return k.ConfirmAnswers(ctx, k.reviewer, k.docket, g.ID) }),
				step(func() error { return k.ReturnAnswers(ctx, k.drafter, k.docket, g.ID, 0) }))...)
			now, err := k.ReadAnswer(ctx, k.lead, k.docket, g.ID, "")
			k.must(err)
			if now.Rev != begun.Rev+steps.Load() {
				t.Fatalf("%d steps were acknowledged, the answer went from revision %d to %d", steps.Load(), begun.Rev, now.Rev)
			}
		}
	})
}

// Whoever merges two groups into each other: one stays, with all comments and
// both answers.
func TestGroupsMergedIntoEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for range 6 {
			k, ctx := newDesk(t, d), t.Context()
			k.comment("point_c", limit)
			k.comment("point_d", limit)
			k.find()
			gs := k.groups()
			if len(gs) != 2 {
				t.Fatalf("%d groups", len(gs))
			}
			for i, g := range gs {
				_, err := k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, AnswerForm{Verdict: Verdicts()[i], Reason: "Lý do"})
				k.must(err)
			}
			merge := func(into, from id.ID) func() {
				return func() {
					err := k.MergeGroups(ctx, k.lead, k.docket, into, []id.ID{from})
					if code := fault.CodeOf(err); err != nil && code != fault.NotFound {
						t.Errorf("%v", err)
					}
				}
			}
			at(merge(gs[0].ID, gs[1].ID), merge(gs[1].ID, gs[0].ID))
			left := k.groups()
			if len(left) != 1 || left[0].Size != 2 || len(k.answers(left[0].ID)) != 2 {
				t.Fatalf("%+v", left)
			}
		}
	})
}

// A file is given its body while its comments are being grouped: they are given
// after it, and nobody is told that something was changed by another.
func TestAFileIsGivenWhileItIsGrouped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newAsking(t, d), t.Context()
		r := k.opened()
		name := replyFiles(t)[0]
		got := k.receive(r.ID, name, k.sample(name))
		k.work()
		grouping, given := make(chan struct{}), make(chan error, 1)
		go func() {
			<-grouping
			_, err := k.CorrectBody(ctx, k.secretary, k.docket, got.Reply.ID, 0, k.bodies[bodyA])
			given <- err
		}()
		k.must(d.Write(ctx, func(tx *db.Tx) error {
			if err := holdDesk(tx, r.ID); err != nil {
				return err
			}
			if _, err := tx.Exec(`UPDATE comment SET rev = rev + 1 WHERE docket_id = $1 AND reply_id = $2`, k.docket, got.Reply.ID); err != nil {
				return err
			}
			close(grouping)
			for waiting := int64(0); waiting == 0 && d.Dialect == db.Postgres; runtime.Gosched() { // elsewhere one writes at a time
				if err := tx.QueryRow(`SELECT COUNT(*) FROM pg_locks WHERE NOT granted`).Scan(&waiting); err != nil {
					return err
				}
			}
			return nil
		}))
		k.must(<-given)
		reply, err := replyRow(d.Reader(ctx), k.docket, got.Reply.ID)
		k.must(err)
		if all := k.counted(`SELECT COUNT(*) FROM comment WHERE body_id = '` + string(k.bodies[bodyA]) + `'`); reply.Body != k.bodies[bodyA] || all == 0 {
			t.Errorf("%d comments of %+v", all, reply)
		}
	})
}
