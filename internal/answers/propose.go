package answers

import (
	"slices"
	"strings"

	"thao/internal/collation"
	"thao/internal/matrix"
)

// proposal is what one row of a file says to one group. Slots are the whole of
// a group ("") and each of its comments.
type proposal struct {
	entry   int
	slots   map[string]said
	revises bool // the row was printed with the answer that stands now
	by      string
	file    string
	row     known
}

// propose reads the answers of recognised rows. Rows that are parts of one
// group speak together.
func (d *model) propose(f *Filled, rows []known) (out []proposal, changes []Change) {
	byEntry := map[int][]*known{}
	var order []int
	for i := range rows {
		for _, e := range rows[i].entries {
			if byEntry[e] == nil {
				order = append(order, e)
			}
			byEntry[e] = append(byEntry[e], &rows[i])
		}
	}
	for _, e := range order {
		ps, cs := d.ofEntry(f, e, byEntry[e])
		out, changes = append(out, ps...), append(changes, cs...)
	}
	return out, changes
}

// ofEntry is what the rows of one group say. Of several, each may be for the
// bodies it names, or for a part of the comment; else they are copies, and two
// that differ contradict each other.
func (d *model) ofEntry(f *Filled, e int, rows []*known) (out []proposal, changes []Change) {
	entry := &d.rows[e]
	if len(rows) > 1 {
		if owners := owners(entry, rows); owners != nil {
			if p, ok := d.divided(f, e, rows, owners); ok {
				out = append(out, p)
			}
			return out, append(changes, d.change(Split, f, rows[0], e))
		}
		if slices.ContainsFunc(rows, func(k *known) bool { return k.part }) {
			changes = append(changes, d.change(Split, f, rows[0], e))
			rows = []*known{joined(rows)}
		}
	}
	for _, k := range rows {
		p, ok := d.proposal(f, e, k)
		if !ok {
			continue
		}
		out = append(out, p)
		changes = append(changes, d.doubts(f, e, k)...)
	}
	return out, changes
}

// proposal reads a row's cell of answers; false where it says nothing new: it
// is empty, as it was printed, or what stands already.
func (d *model) proposal(f *Filled, e int, k *known) (proposal, bool) {
	entry := &d.rows[e]
	printed := ""
	if entry.answer != "" {
		printed = matrix.AnswerMark(entry.group, entry.answer)
	}
	revises := printed != "" && k.mark.answer == printed
	p := proposal{entry: e, slots: map[string]said{}, revises: revises, by: f.By, file: f.Name, row: *k}
	switch mark := matrix.AnswerMark(entry.group, k.answer); {
	case k.answer == "":
		return p, revises
	case mark == k.mark.answer, mark == printed:
		return p, false
	}
	r := d.readReply(k.answer, entry)
	if r.whole != nil {
		p.slots[""] = *r.whole
	}
	for id, s := range r.apart {
		p.slots[id] = s
	}
	return p, true
}

// divided is what several rows of one group say, each to the comments of its
// own bodies. What none of them speaks for stays as it is, unless they speak
// for all.
func (d *model) divided(f *Filled, e int, rows []*known, owners [][]string) (proposal, bool) {
	out := proposal{entry: e, slots: map[string]said{}, by: f.By, file: f.Name, row: *rows[0]}
	news := false
	for i, k := range rows {
		p, changed := d.proposal(f, e, k)
		out.revises, news = out.revises || p.revises, news || changed
		if k.answer == "" {
			continue
		}
		r := d.readReply(k.answer, &d.rows[e])
		for _, id := range owners[i] {
			if s, apart := r.apart[id]; apart {
				out.slots[id] = s
			} else if r.whole != nil {
				out.slots[id] = *r.whole
			}
		}
	}
	if len(out.slots) < len(d.rows[e].comments) {
		for slot, a := range standing(d.c.Answers, d.rows[e].group) {
			if _, says := out.slots[slot]; !says && out.revises {
				out.slots[slot] = said{a.Verdict, a.Reason}
			}
		}
	}
	return out, news
}

// doubts are what a person should look at in an answer that is taken.
func (d *model) doubts(f *Filled, e int, k *known) (out []Change) {
	if k.answer == "" {
		return nil
	}
	r := d.readReply(k.answer, &d.rows[e])
	for _, s := range r.unnamed {
		c := d.change(UnknownBody, f, k, e)
		c.After = s
		out = append(out, c)
	}
	unclear := r.whole != nil && r.whole.verdict == ""
	for _, s := range r.apart {
		unclear = unclear || s.verdict == ""
	}
	if unclear {
		c := d.change(NoVerdict, f, k, e)
		c.After = k.answer
		out = append(out, c)
	}
	return out
}

// owners tells of each row of a group which comments it is for, by the bodies
// it names: nil unless every row names some and no two the same.
func owners(e *entry, rows []*known) [][]string {
	out := make([][]string, len(rows))
	taken := map[string]bool{}
	for i, k := range rows {
		bodies := strings.Fields(key(k.bodies))
		for _, s := range e.named {
			if !containsWords(bodies, s.words) {
				continue
			}
			if taken[s.name] {
				return nil
			}
			taken[s.name] = true
			out[i] = append(out[i], s.comments...)
		}
		if out[i] == nil {
			return nil
		}
	}
	return out
}

func containsWords(words, part []string) bool {
	for i := 0; i+len(part) <= len(words); i++ {
		if slices.Equal(words[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// joined makes one row of the parts of one: what is said to each, in order and
// once.
func joined(rows []*known) *known {
	out := *rows[0]
	var contents, answers []string
	for _, k := range rows {
		contents = append(contents, k.content)
		if k.answer != "" && !slices.Contains(answers, k.answer) {
			answers = append(answers, k.answer)
		}
		if out.mark.answer == "" {
			out.mark.answer = k.mark.answer
		}
	}
	out.content, out.answer = strings.Join(contents, "\n"), strings.Join(answers, "\n")
	return &out
}

func (d *model) change(kind Kind, f *Filled, k *known, entries ...int) Change {
	c := Change{Kind: kind, File: f.Name, Sheet: k.sheet, Row: k.number}
	for _, e := range entries {
		c.Rows = append(c.Rows, d.rows[e].ordinal)
	}
	return c
}

// standing are the answers of a group as they stand, by slot.
func standing(all []collation.Answer, group string) map[string]collation.Answer {
	out := map[string]collation.Answer{}
	for _, a := range all {
		if a.Group != group {
			continue
		}
		if len(a.Comments) == 0 {
			out[""] = a
		}
		for _, id := range a.Comments {
			out[id] = a
		}
	}
	return out
}
