package matrix

import (
	"slices"
	"strings"

	"thao/internal/collation"
	"thao/internal/locale"
)

// bodies names every body of a row with number and date of what it sent:
// "Tỉnh ủy A (1031-CV/TU, 06/4/2018) và 13 cơ quan: Tỉnh ủy B (…); …".
func (b *builder) bodies(members []*collation.Comment) Cell {
	names := b.named(members)
	switch len(names) {
	case 1:
		return Cell{{Text: names[0]}}
	case 2:
		return Cell{{Text: b.say("matrix.bodies.two", "first", names[0], "second", names[1])}}
	}
	return Cell{{Text: b.say("matrix.bodies.many",
		"first", names[0], "count", len(names)-1, "others", strings.Join(names[1:], "; "))}}
}

// named are the bodies of the comments, each once, in the comments' order,
// with all it sent them in.
func (b *builder) named(members []*collation.Comment) []string {
	var order []string
	sent := map[string][]string{}
	for _, c := range members {
		name := b.body(c)
		if _, there := sent[name]; !there {
			order = append(order, name)
		}
		if ref := b.reference(c.Reply); !slices.Contains(sent[name], ref) {
			sent[name] = append(sent[name], ref)
		}
	}
	for i, name := range order {
		refs := slices.DeleteFunc(sent[name], func(s string) bool { return s == "" })
		if len(refs) > 0 {
			order[i] = name + " (" + strings.Join(refs, "; ") + ")"
		}
	}
	return order
}

// body is the name of who sent a comment; the file stands for an unknown one.
func (b *builder) body(c *collation.Comment) string {
	if name := oneLine(c.Body); name != "" {
		return name
	}
	return b.say("matrix.body.unknown", "file", oneLine(c.Reply))
}

// reference is number and date of a reply, what is known of them.
func (b *builder) reference(file string) string {
	r := b.replies[file]
	if r == nil {
		return ""
	}
	return joined(", ", oneLine(r.Number), locale.Date(b.profile.Lang, oneLine(r.Date)))
}

// joined joins the parts that are not empty.
func joined(mark string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), mark)
}
