package trace

import (
	"thao/internal/anchor"
	"thao/internal/collation"
	"thao/internal/synthesis"
)

// uneven finds comments that say the same, wherever in the draft, and were not
// answered the same.
func (t *tracer) uneven() [][]string {
	items := make([]synthesis.Item, len(t.c.Comments))
	for i, c := range t.c.Comments {
		items[i] = synthesis.Item{Text: anchor.WithoutCitations(c.Text), Before: c.Before, After: c.After}
	}
	var out [][]string
	for _, group := range synthesis.Groups(items) {
		verdicts := map[string]bool{}
		var ids []string
		for _, i := range group {
			if t.c.Comments[i].Text == "" && t.c.Comments[i].Before == "" && t.c.Comments[i].After == "" {
				continue // a mark without words says nothing that could be the same
			}
			id := t.c.Comments[i].ID
			if v := t.answers[id].Verdict; v != "" {
				verdicts[v] = true
				ids = append(ids, id)
			}
		}
		if len(verdicts) > 1 {
			out = append(out, ids)
		}
	}
	return out
}

// contradicted finds accepted proposals for the same words of the draft that
// would have them read differently.
func (t *tracer) contradicted() [][]string {
	var out [][]string
	promised := map[string][]*collation.Comment{} // by node, in order
	for i := range t.c.Comments {
		b := &t.c.Comments[i]
		if !t.promised(b) {
			continue
		}
		for _, a := range promised[b.Node] {
			if overlap(a, b) && !sameWords(a, b) {
				out = append(out, []string{a.ID, b.ID})
			}
		}
		promised[b.Node] = append(promised[b.Node], b)
	}
	return out
}

// promised: a proposal with a place, accepted as a whole.
func (t *tracer) promised(c *collation.Comment) bool {
	return (c.Before != "" || c.After != "") && c.Start >= 0 && t.answers[c.ID].Verdict == "accepted"
}

// overlap: two proposals at one node are about the same stretch, or insert at
// the same point.
func overlap(a, b *collation.Comment) bool {
	if a.Start == a.End && b.Start == b.End {
		return a.Start == b.Start
	}
	return a.Start < b.End && b.Start < a.End
}

func sameWords(a, b *collation.Comment) bool {
	return len(minus(words(a.After), words(b.After))) == 0 && len(minus(words(b.After), words(a.After))) == 0
}
