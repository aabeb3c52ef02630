package rule

import (
	"errors"
	"strings"
	"testing"

	"thao/internal/fault"
	"thao/internal/locale"
)

func TestClean(t *testing.T) {
	for _, c := range []struct {
		name, in, out, rule string
		line, required      bool
	}{
		{name: "composed", in: "Ba\u0300 Lãnh", out: "Bà Lãnh"},
		{name: "spaces around", in: " \n a \t", out: "a"},
		{name: "lines", in: "a\r\nb  c", out: "a\nb  c"},
		{name: "one line", in: " a\r\n b\u00a0 c", out: "a b c", line: true},
		{name: "empty", in: "  ", out: ""},
		{name: "nothing there", in: " \n ", rule: "required", required: true},
		{name: "nothing to be seen", in: "\u200b\u202e \ufeff\uffff", rule: "required", required: true},
		{name: "emoji joined", in: "👩\u200d⚖️", out: "👩\u200d⚖️"},
		{name: "NUL", in: "a\x00b", rule: "text"},
		{name: "not UTF-8", in: "\xff", rule: "text"},
		{name: "as long as may be", in: strings.Repeat("ế", 10), out: strings.Repeat("ế", 10)},
		{name: "counted when composed", in: strings.Repeat("e\u0302\u0301", 10), out: strings.Repeat("ế", 10)},
		{name: "too long", in: strings.Repeat("ế", 11), rule: "long"},
	} {
		v := c.in
		f := Text("field", &v, 10)
		if c.line {
			f = Line("field", &v, 10)
		}
		if c.required {
			f = f.Required()
		}
		err := Clean(f)
		if c.rule == "" {
			if err != nil || v != c.out {
				t.Errorf("%s: %q, %v", c.name, v, err)
			}
			continue
		}
		wrong, ok := errors.AsType[*fault.Error](err)
		if !ok || wrong.Code != fault.Invalid || wrong.Args["field"] != "field" || wrong.Args["rule"] != "web.rule."+c.rule || !locale.Has("web.rule."+c.rule) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestTheFirstFaultIsTold(t *testing.T) {
	a, b := "x", ""
	err := Clean(Text("a", &a, 1), Text("b", &b, 1).Required(), Text("c", &b, 0).Required())
	if wrong, ok := errors.AsType[*fault.Error](err); !ok || wrong.Args["field"] != "b" {
		t.Error(err)
	}
}
