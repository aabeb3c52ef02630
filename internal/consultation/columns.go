package consultation

import (
	"encoding/json"
	"slices"

	"thao/internal/answers"
	"thao/internal/collate"
	"thao/internal/collation"
	"thao/internal/locale"
	"thao/internal/rule"
)

// Columns says what the area's tables may hold, and its work in the background.
func Columns() rule.Tables {
	verdict := rule.Columns{"verdict": rule.OrNone(Verdicts()...)}
	return rule.Tables{
		"round": rule.Free("docket_id", "id", "version_id", "title", "letter", "created_by").
			And(rule.Counts("deadline", "opened", "ended", "closed", "rev", "created"), rule.Columns{
				"number": rule.From(1),
				"listed": rule.Such(reads[[]collate.Listed](nil)),
				"state":  rule.OneOf(RoundStates()...),
			}),
		"round_question": rule.Free("docket_id", "round_id", "id", "node_id", "words").And(rule.Counts("seq")),
		"round_body":     rule.Free("docket_id", "round_id", "body_id", "name").And(rule.Counts("seq", "deadline", "asked", "reminded")),
		"reply": rule.Free("docket_id", "id", "round_id", "body_id", "body_name", "number", "dated", "words", "file_id", "receipt", "hash", "sealed_by", "created_by").
			And(rule.Counts("sealed", "comments", "rev", "created"), rule.Truths("agrees", "joint"), rule.Columns{
				"via":     rule.OneOf(Vias()...),
				"state":   rule.OneOf(ReplyStates()...),
				"problem": rule.Such(reads(sayable)),
				"rule":    rule.OrNone(append(collation.Rules(), ByHand)...),
			}),
		"comment":      commentHolds(),
		"comment_turn": rule.Free("docket_id", "comment_id", "id", "account_id", "author", "words", "at").And(rule.Counts("created")),
		"comment_candidate": rule.Free("docket_id", "comment_id", "node_id", "path").
			And(rule.Counts("seq"), rule.Columns{"sense": rule.OneOf(asCandidate, asAlso), "score": rule.Share}),
		"passage": rule.Free("docket_id", "reply_id", "words").And(rule.Counts("seq"), rule.Columns{"kind": rule.OneOf(collation.PassageKinds()...)}),
		"comment_group": rule.Free("docket_id", "id", "round_id", "node_id", "title", "assigned").
			And(rule.Counts("node_seq", "size", "rev", "created"), verdict, rule.Columns{
				"number": rule.From(1),
				"state":  rule.OneOf(groupStateNames[:]...),
			}),
		"answer": rule.Free("docket_id", "id", "group_id", "comment_id", "reason", "wording", "written_by", "confirmer", "confirmed_by").
			And(rule.Counts("written", "confirmed", "rev"), verdict, rule.Columns{"state": rule.OneOf(AnswerStates()...)}),
		"matrix_load": rule.Free("docket_id", "id", "round_id", "file_id", "created_by").
			And(rule.Counts("rev", "created", "settled"), rule.Columns{
				"state": rule.OneOf(LoadStates()...),
				"plan":  rule.Such(reads(LoadPlan.known)),
			}),
		"phrase": rule.Free("docket_id", "id", "words", "created_by").And(rule.Counts("created")),
		"job": rule.Free("docket_id", "id", "error").
			And(rule.Counts("due", "attempt", "done", "total", "created"), rule.Columns{
				"kind": rule.OneOf(Works()...), // other work is not a docket's to ask for
				"args": rule.Such(reads(lettersJob.known)),
			}),
		"search_entry": rule.Free("docket_id", "ref", "plain").And(rule.Columns{"kind": rule.OneOf(FoundKinds()...)}),
	}
}

func commentHolds() rule.Columns {
	return rule.Free("docket_id", "id", "round_id", "reply_id", "body_id", "body_name", "unit_id", "account_id", "author", "origin", "text",
		"words_before", "words_after", "reason", "demand", "said_where", "dated", "version_id", "node_id", "path", "quote", "prefix", "suffix", "folded").
		And(rule.Counts("node_seq", "lead", "rev", "created", "updated"), rule.Truths("minority", "moved", "resolved"), rule.Columns{
			"state":       rule.OneOf(CommentStates()...),
			"kind":        rule.OneOf(CommentKinds()...),
			"source":      rule.OneOf(collation.Sources()...),
			"place":       rule.OneOf(Places()...),
			"quote_start": rule.From(-1), // the whole node
			"quote_end":   rule.From(-1),
			"confidence":  rule.Share,
			"group_id":    rule.OrNull(rule.Such(rule.Storable)),
		})
}

// reads reports whether a text is JSON that makes a T, or nothing at all, and
// holds what known knows.
func reads[T any](known func(T) bool) func(string) bool {
	return func(text string) bool {
		var v T
		if text == "" {
			return true
		}
		return json.Unmarshal([]byte(text), &v) == nil && (known == nil || known(v))
	}
}

// sayable reports whether there is a sentence for each problem; one that nobody
// foresaw has none.
func sayable(list []Problem) bool {
	return !slices.ContainsFunc(list, func(p Problem) bool { return p.Key != "" && !locale.Has(p.Key) })
}

// known reports whether all that the plan says of answers and rows has a name.
func (p LoadPlan) known() bool {
	said := func(a *LoadAnswer) bool {
		return a == nil || (a.Verdict == "" || slices.Contains(Verdicts(), a.Verdict)) && (a.State == "" || slices.Contains(AnswerStates(), a.State))
	}
	return !slices.ContainsFunc(p.Changes, func(c LoadChange) bool { return !said(c.Before) || !said(c.After) }) &&
		!slices.ContainsFunc(p.Told, func(n LoadNote) bool { return !slices.Contains(answers.Kinds(), n.Kind) })
}

// known reports whether letters are for a purpose that there is. Work of other
// kinds has none.
func (l lettersJob) known() bool {
	return l.Purpose == "" || slices.Contains(Purposes(), l.Purpose)
}
