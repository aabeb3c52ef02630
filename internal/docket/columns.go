package docket

import (
	"regexp"

	"thao/internal/access"
	"thao/internal/rule"
)

// symbol is what nextSymbol makes, and counts on from.
var symbol = regexp.MustCompile(`^[0-9]{4}-[0-9]{3,9}$`)

// Columns says what the area's tables may hold.
func Columns() rule.Tables {
	return rule.Tables{
		"docket": rule.Free("docket_id", "title", "summary", "issuer", "parent", "place", "basis", "folded", "created_by").
			And(rule.Counts("deadline", "rev", "created"), rule.Columns{
				"symbol":  rule.Such(symbol.MatchString),
				"profile": rule.OneOf(Profiles()...),
				"state":   rule.OneOf(States()...),
			}),
		"docket_role": rule.Free("docket_id", "account_id").And(rule.Columns{"role": rule.OneOf(access.Roles()...)}),
	}
}
