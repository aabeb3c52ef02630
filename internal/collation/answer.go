package collation

// AnswersByComment gives each comment its answer: the one that names it, else
// its group's.
func (c *Collation) AnswersByComment() map[string]Answer {
	members := map[string][]string{}
	for _, g := range c.Groups {
		members[g.ID] = g.Comments
	}
	out := map[string]Answer{}
	for _, a := range c.Answers {
		for _, id := range a.Comments {
			out[id] = a
		}
	}
	for _, a := range c.Answers {
		if len(a.Comments) > 0 {
			continue
		}
		for _, id := range members[a.Group] {
			if _, named := out[id]; !named {
				out[id] = a
			}
		}
	}
	return out
}
