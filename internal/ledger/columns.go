package ledger

import "thao/internal/rule"

// Columns says what the log may hold. Its actions are no closed set: one that the
// program has no sentence for is shown as it stands.
func Columns() rule.Tables {
	return rule.Tables{
		"ledger": rule.Free("docket_id", "reply_id", "account_id", "actor", "action", "kind", "subject", "detail", "before", "after", "hash").
			And(rule.Counts("at"), rule.Columns{"seq": rule.From(1)}),
	}
}
