package draft

import (
	"thao/internal/outline"
	"thao/internal/rule"
)

// Columns says what the area's tables may hold, and the files that areas above
// keep as it does.
func Columns() rule.Tables {
	text := rule.Such(rule.Storable)
	return rule.Tables{
		"file": rule.Free("docket_id", "id", "hash", "name", "media").And(rule.Counts("size", "created")),
		"version": rule.Free("docket_id", "id", "title", "note", "file_id", "created_by").
			And(rule.Counts("number", "rev", "created", "confirmed"), rule.Columns{
				"state":   rule.OneOf(States()...),
				"base_id": rule.OrNull(text),
			}),
		"node": rule.Free("docket_id", "version_id", "id", "parent", "label", "heading", "text", "origin", "edited_by").
			And(rule.Counts("level", "rev", "edited"), rule.Columns{
				"seq":   rule.From(1),
				"depth": rule.From(1),
				"kind":  rule.OneOf(outline.Kinds()...),
			}),
		"node_clash": rule.Free("docket_id", "id", "version_id", "node_id", "label", "heading", "text", "account_id").
			And(rule.Counts("base_rev", "created"), rule.Columns{"state": rule.OneOf(ClashStates()...)}),
	}
}
