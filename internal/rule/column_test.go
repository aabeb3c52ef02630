package rule

import (
	"encoding/json"
	"testing"
)

func TestColumns(t *testing.T) {
	type word string
	for name, c := range map[string]struct {
		column   Column
		yes, not []string
	}{
		"free":    {Free("x")["x"], []string{`""`, `"Điều 5"`}, []string{`null`, `5`, `true`, `["x"]`, `"a\u0000b"`}},
		"counts":  {Counts("x")["x"], []string{`0`, `9223372036854775807`}, []string{`-1`, `1.5`, `1e3`, `"1"`, `null`, `9223372036854775808`}},
		"from":    {From(-1), []string{`-1`, `0`}, []string{`-2`, `null`}},
		"truths":  {Truths("x")["x"], []string{`0`, `1`}, []string{`2`, `-1`, `true`, `"1"`, `null`}},
		"one of":  {OneOf[word]("a", "b"), []string{`"a"`, `"\u0062"`}, []string{`"c"`, `""`, `"A"`, `null`, `1`}},
		"or none": {OrNone[word]("a"), []string{`"a"`, `""`}, []string{`"b"`, `null`}},
		"or null": {OrNull(OneOf("a")), []string{`"a"`, `null`}, []string{`"b"`, `""`}},
		"share":   {Share, []string{`0`, `1`, `0.25`, `1.0000000001`}, []string{`-0.1`, `1.1`, `"1"`, `null`, `1e9`}},
	} {
		for _, v := range c.yes {
			if !c.column(json.RawMessage(v)) {
				t.Errorf("%s refuses %s", name, v)
			}
		}
		for _, v := range c.not {
			if c.column(json.RawMessage(v)) {
				t.Errorf("%s takes %s", name, v)
			}
		}
	}
	all := Free("a").And(Counts("b"), Columns{"a": OneOf("x")})
	if len(all) != 2 || all["a"](json.RawMessage(`"y"`)) || !all["b"](json.RawMessage(`3`)) {
		t.Error("columns with more do not hold what was said last")
	}
}
