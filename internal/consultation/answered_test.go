package consultation

import (
	"testing"

	"thao/internal/access"
	"thao/internal/db"
	"thao/internal/db/dbtest"
	"thao/internal/fault"
	"thao/internal/id"
)

// A body reads what was answered to its comments, once that does not change any
// more; others do not.
func TestABodyReadsItsAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k, ctx := newDesk(t, d), t.Context()
		of := func(body id.ID) *access.Actor {
			return &access.Actor{Account: id.New(), Name: "Người của cơ quan", Member: []id.ID{body}, Serves: []id.ID{body}, Asked: []id.ID{k.docket}}
		}
		mine, others := of(id.New()), of(id.New())
		first, second := k.comment("point_c", limit), k.comment("point_c", limit)
		k.exec(`UPDATE reply SET body_id = $1`, mine.Member[0])
		k.exec(`UPDATE comment SET body_id = $1`, mine.Member[0])
		k.find()
		g := k.groups()[0]
		for _, f := range []AnswerForm{{Verdict: Verdicts()[0], Reason: "Tiếp thu", Wording: "Lời mới"}, {Comment: second, Verdict: Verdicts()[2], Reason: "Đã có ở điều khác"}} {
			_, err := k.WriteAnswer(ctx, k.drafter, k.docket, g.ID, f)
			k.must(err)
		}
		k.must(k.SubmitAnswers(ctx, k.drafter, k.docket, g.ID, ""))
		k.must(k.ConfirmAnswers(ctx, k.reviewer, k.docket, g.ID))
		if got, err := k.Answered(ctx, mine, k.docket, k.reply); err != nil || len(got) != 0 {
			t.Errorf("while the round is not closed: %+v, %v", got, err)
		}
		_, err := k.CloseRound(ctx, k.lead, k.docket, k.round)
		k.must(err)
		got, err := k.Answered(ctx, mine, k.docket, k.reply)
		k.must(err)
		if len(got) != 2 || got[0].Confirmed == 0 ||
			got[0].Comment != first || got[0].Verdict != Verdicts()[0] || got[0].Reason != "Tiếp thu" || got[0].Wording != "Lời mới" ||
			got[1].Comment != second || got[1].Verdict != Verdicts()[2] || got[1].Reason != "Đã có ở điều khác" {
			t.Errorf("%+v", got)
		}
		if got, err := k.Answered(ctx, others, k.docket, k.reply); fault.CodeOf(err) != fault.NotFound || got != nil {
			t.Errorf("another body reads %+v, %v", got, err)
		}
	})
}
