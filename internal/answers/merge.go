package answers

import (
	"slices"
	"strings"

	"thao/internal/collation"
	"thao/internal/matrix"
)

// opinion is what a proposal would have in one slot. A nil said takes the
// answer away.
type opinion struct {
	*said
	from *proposal
}

func (o opinion) equal(p opinion) bool {
	if o.said == nil || p.said == nil {
		return o.said == p.said
	}
	return o.said.equal(*p.said)
}

// merge puts the proposals of all files together, group by group and slot by
// slot. A slot on which they agree is changed; one on which they do not, or
// that has an answer they did not know of, stays as it is.
func (d *model) merge(proposals []proposal) (answers []collation.Answer, changes []Change) {
	byEntry := make([][]*proposal, len(d.rows))
	for i := range proposals {
		p := &proposals[i]
		byEntry[p.entry] = append(byEntry[p.entry], p)
	}
	groups := map[string]bool{}
	for i := range d.rows {
		e := &d.rows[i]
		groups[e.group] = true
		now := standing(d.c.Answers, e.group)
		for _, slot := range append([]string{""}, e.comments...) {
			cs := d.settle(e, slot, now, byEntry[i])
			changes = append(changes, cs...)
		}
		answers = append(answers, collect(e, now)...)
	}
	for _, a := range d.c.Answers {
		if !groups[a.Group] {
			answers = append(answers, a)
		}
	}
	return answers, joinSlots(changes)
}

// settle decides one slot and puts the outcome into now.
func (d *model) settle(e *entry, slot string, now map[string]collation.Answer, proposals []*proposal) []Change {
	old, answered := now[slot]
	stands := opinion{}
	if answered {
		stands.said = &said{old.Verdict, old.Reason}
	}
	var revisions, fresh []opinion
	for _, p := range proposals {
		o := opinion{from: p}
		if s, says := p.slots[slot]; says {
			o.said = &s
		}
		switch {
		case o.equal(stands), o.said == nil && !p.revises:
		case p.revises:
			revisions = addOpinion(revisions, o)
		default:
			fresh = addOpinion(fresh, o)
		}
	}
	all := revisions
	for _, o := range fresh {
		all = addOpinion(all, o)
	}
	switch {
	case len(all) == 0:
		return nil
	case len(all) > 1, answered && len(revisions) == 0:
		return []Change{d.conflict(e, slot, stands, old, all)}
	}
	return []Change{d.apply(e, slot, now, all[0])}
}

func addOpinion(list []opinion, o opinion) []opinion {
	if slices.ContainsFunc(list, o.equal) {
		return list
	}
	return append(list, o)
}

func (d *model) apply(e *entry, slot string, now map[string]collation.Answer, o opinion) Change {
	old, answered := now[slot]
	p := o.from
	c := Change{Kind: Given, File: p.file, Sheet: p.row.sheet, Row: p.row.number, Rows: []int{e.ordinal}, Bodies: e.bodiesOf(slot)}
	if answered {
		c.Kind, c.Before = Revised, d.shown(old.Verdict, old.Reason)
	}
	if o.said == nil {
		c.Kind = Withdrawn
		delete(now, slot)
		return c
	}
	c.After = d.shown(o.verdict, o.reason)
	now[slot] = collation.Answer{Group: e.group, Verdict: o.verdict, Reason: o.reason, By: p.by, File: p.file}
	return c
}

func (d *model) conflict(e *entry, slot string, stands opinion, old collation.Answer, all []opinion) Change {
	c := Change{Kind: Conflict, Rows: []int{e.ordinal}, Bodies: e.bodiesOf(slot)}
	if stands.said != nil {
		c.Sides = append(c.Sides, Side{By: old.By, Words: d.shown(old.Verdict, old.Reason)})
	}
	for _, o := range all {
		s := Side{File: o.from.file, Sheet: o.from.row.sheet, Row: o.from.row.number, By: o.from.by}
		if o.said != nil {
			s.Words = d.shown(o.verdict, o.reason)
		}
		c.Sides = append(c.Sides, s)
	}
	return c
}

// bodiesOf are the bodies a slot is for; none for the whole of a group.
func (e *entry) bodiesOf(slot string) []string {
	for _, s := range e.named {
		if slot != "" && slices.Contains(s.comments, slot) {
			return []string{s.name}
		}
	}
	return nil
}

// collect makes the answers of a group of its slots: first that to the whole,
// then those to some comments, comments with one answer together.
func collect(e *entry, now map[string]collation.Answer) (out []collation.Answer) {
	for _, slot := range append([]string{""}, e.comments...) {
		a, answered := now[slot]
		if !answered {
			continue
		}
		a.Comments = []string{}
		if slot == "" {
			out = append(out, a)
			continue
		}
		same := slices.IndexFunc(out, func(b collation.Answer) bool {
			return len(b.Comments) > 0 && b.Verdict == a.Verdict && b.Reason == a.Reason && b.By == a.By && b.File == a.File
		})
		if same >= 0 {
			out[same].Comments = append(out[same].Comments, slot)
			continue
		}
		a.Comments = []string{slot}
		out = append(out, a)
	}
	return out
}

// joinSlots makes one change of those of neighbouring slots that say the same
// of one group: an exception for two bodies, or for two comments of one.
func joinSlots(changes []Change) []Change {
	var out []Change
	for _, c := range changes {
		n := len(out) - 1
		if n >= 0 && len(c.Bodies) > 0 && len(out[n].Bodies) > 0 && c.Kind == out[n].Kind && slices.Equal(c.Rows, out[n].Rows) &&
			c.Before == out[n].Before && c.After == out[n].After && slices.Equal(c.Sides, out[n].Sides) {
			if !slices.Contains(out[n].Bodies, c.Bodies[0]) {
				out[n].Bodies = append(out[n].Bodies, c.Bodies[0])
			}
			continue
		}
		out = append(out, c)
	}
	return out
}

// shown is an answer as the matrix prints it, in one line.
func (d *model) shown(verdict, reason string) string {
	printed := matrix.Answered(d.lang, "", collation.Answer{Verdict: verdict, Reason: reason})
	return strings.Join(strings.Fields(printed.Words()), " ")
}
