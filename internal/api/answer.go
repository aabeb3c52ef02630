package api

import (
	"context"
	"net/http"

	"thao/internal/access"
	"thao/internal/consultation"
	"thao/internal/id"
)

// AnswerForm is an answer as somebody writes it.
type AnswerForm struct {
	Comment id.ID  `json:"comment" doc:"An exception for this comment; empty for the whole group"`
	Verdict string `json:"verdict" enum:"accepted,partly,not,noted," doc:"Empty while drafting"`
	Reason  string `json:"reason"`
	Wording string `json:"wording" doc:"New words of the node, where given"`
}

// BulkAnswer is one answer to several groups.
type BulkAnswer struct {
	Groups
	AnswerForm
	Submit bool `json:"submit" doc:"Hand them on to a second person"`
}

// GroupOutcome is what became of one group in a bulk answer.
type GroupOutcome struct {
	Group   id.ID    `json:"group"`
	Number  int64    `json:"number"`
	Problem *Problem `json:"problem,omitempty" doc:"Why it was not written"`
}

// Confirmer is who is asked to confirm.
type Confirmer struct {
	Account id.ID `json:"account" doc:"Empty for anybody who may"`
}

func (a *API) ofAnswers() {
	put(a, op{id: "answer.write", method: http.MethodPut, path: "dockets/{docket}/groups/{group}/answer", tag: "desk", summary: "Draft or redraft the answer to a group, or to one comment of it",
		about: "If-Match is the revision of the answer that was read, \"0\" where there is none. A confirmed answer is taken up again by that.", example: AnswerForm{Verdict: "accepted", Reason: "Tiếp thu, chỉnh lý tại Điều 5."}},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			IfMatch
			Body AnswerForm
		}) (*One[consultation.Answer], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			ans, err := a.Rounds.WriteAnswer(ctx, who, in.Docket, in.Group, in.Body.of(rev))
			return at(ans, ans.Rev, err)
		})
	put(a, op{id: "answer.drop", method: http.MethodDelete, path: "dockets/{docket}/groups/{group}/answer/{comment}", tag: "desk", summary: "Take an exception back", about: "Its comment shares the group's answer again.", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			IfMatch
			Comment id.ID `path:"comment" doc:"Id of the comment"`
		}) (*None, error) {
			rev, err := in.rev()
			if err != nil {
				return nil, err
			}
			return none(a.Rounds.DropException(ctx, who, in.Docket, in.Group, in.Comment, rev))
		})
	put(a, op{id: "answer.submit", method: http.MethodPost, path: "dockets/{docket}/groups/{group}/submit", tag: "desk", summary: "Hand a group's drafted answers on to a second person", status: 204, example: Confirmer{}},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			Body Confirmer
		}) (*None, error) {
			return none(a.Rounds.SubmitAnswers(ctx, who, in.Docket, in.Group, in.Body.Account))
		})
	put(a, op{id: "answer.confirm", method: http.MethodPost, path: "dockets/{docket}/groups/{group}/confirm", tag: "desk", summary: "Let a group's submitted answers stand", about: "Nobody confirms what they wrote themselves. With If-Match, the ETag of the group, only where the group still stands as it was read.", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			Seen
		}) (*None, error) {
			seen, err := in.rev()
			if err != nil {
				return nil, err
			}
			return none(a.Rounds.ConfirmAsSeen(ctx, who, in.Docket, in.Group, seen))
		})
	put(a, op{id: "answer.return", method: http.MethodPost, path: "dockets/{docket}/groups/{group}/return", tag: "desk", summary: "Send a group's submitted answers back to be rewritten", about: "With If-Match, the ETag of the group, only where the group still stands as it was read.", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct {
			GroupPath
			Seen
		}) (*None, error) {
			seen, err := in.rev()
			if err != nil {
				return nil, err
			}
			return none(a.Rounds.ReturnAnswers(ctx, who, in.Docket, in.Group, seen))
		})
	put(a, op{id: "answer.bulk", method: http.MethodPost, path: "dockets/{docket}/answers", tag: "desk", summary: "Write the same answer to several groups that have none", about: "Each for itself: one that meanwhile got another answer keeps it and says so.", example: BulkAnswer{Groups: Groups{[]id.ID{"01jdexample0000000000group"}}, AnswerForm: AnswerForm{Verdict: "noted"}}},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Body BulkAnswer
		}) (*Listed[GroupOutcome], error) {
			done, err := a.Rounds.AnswerMany(ctx, who, in.Docket, in.Body.Groups.Groups, in.Body.of(0), in.Body.Submit)
			out := make([]GroupOutcome, len(done))
			for i, d := range done {
				out[i] = GroupOutcome{Group: d.Group, Number: d.Number}
				if d.Err != nil {
					out[i].Problem = problemOf(callFrom(ctx), d.Err)
				}
			}
			return all(out, err)
		})
	a.ofPhrases()
}

func (f AnswerForm) of(rev int64) consultation.AnswerForm {
	return consultation.AnswerForm{Comment: f.Comment, Verdict: f.Verdict, Reason: f.Reason, Wording: f.Wording, Rev: rev}
}

func (a *API) ofPhrases() {
	put(a, op{id: "phrase.list", method: http.MethodGet, path: "dockets/{docket}/phrases", tag: "desk", summary: "Sentences the team keeps for its answers"},
		func(ctx context.Context, who *access.Actor, in *struct{ DocketPath }) (*Listed[consultation.Phrase], error) {
			return all(a.Rounds.Phrases(ctx, who, in.Docket))
		})
	put(a, op{id: "phrase.add", method: http.MethodPost, path: "dockets/{docket}/phrases", tag: "desk", summary: "Keep a sentence", status: 201, example: Utterance{"Tiếp thu, chỉnh lý trong dự thảo."}},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Body Utterance
		}) (*One[consultation.Phrase], error) {
			p, err := a.Rounds.AddPhrase(ctx, who, in.Docket, in.Body.Words)
			return made(p, 0, err, "dockets", string(in.Docket), "phrases")
		})
	put(a, op{id: "phrase.drop", method: http.MethodDelete, path: "dockets/{docket}/phrases/{phrase}", tag: "desk", summary: "Forget a sentence", about: "Answers written with it stay as they are.", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Phrase id.ID `path:"phrase" doc:"Id of the phrase"`
		}) (*None, error) {
			return none(a.Rounds.DropPhrase(ctx, who, in.Docket, in.Phrase))
		})
}
