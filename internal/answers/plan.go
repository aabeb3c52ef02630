package answers

import (
	"slices"

	"thao/internal/collation"
	"thao/internal/fault"
	"thao/internal/matrix"
)

// Plan is what becomes of a collation when files are read back into it.
type Plan struct {
	Answers []collation.Answer // all that stand then, in the order of the groups
	Changes []Change           // by file and row; contradictions among files last
	Rows    int                // rows read
	Known   int                // of them, rows of the matrix
}

// Applied reports whether any answer changes.
func (p *Plan) Applied() bool { return slices.ContainsFunc(p.Changes, Change.Applied) }

// Lost reports whether any answer somebody wrote is not taken.
func (p *Plan) Lost() bool { return slices.ContainsFunc(p.Changes, Change.Lost) }

// least is the share of a file's rows that must be rows of the matrix for the
// file to be one of this collation.
const least = 0.5

// New finds out what files say to the groups of a collation, and changes
// neither. A file that is no matrix of it is refused: Foreign, NoTable, TooNew,
// with {file}.
func New(c *collation.Collation, files []*Filled) (*Plan, error) {
	d := newModel(c)
	p := &Plan{}
	var proposals []proposal
	for _, f := range files {
		rows, err := d.rowsIn(f)
		if err != nil {
			return nil, err
		}
		found, changes := d.propose(f, rows)
		proposals = append(proposals, found...)
		changes = append(changes, d.state(f, rows)...)
		slices.SortStableFunc(changes, func(a, b Change) int { return a.Row - b.Row })
		p.Changes = append(p.Changes, changes...)
		p.Rows += len(rows)
		for _, k := range rows {
			if len(k.entries) > 0 {
				p.Known++
			}
		}
	}
	answers, changes := d.merge(proposals)
	p.Answers = answers
	p.Changes = append(p.Changes, changes...)
	return p, nil
}

// rowsIn recognises the rows of a file, or refuses it.
func (d *model) rowsIn(f *Filled) ([]known, error) {
	if f.Format > matrix.Format {
		return nil, fault.New(TooNew, "file", f.Name, "found", f.Format, "known", matrix.Format)
	}
	if !d.ownDraft(f.Draft) {
		return nil, fault.New(Foreign, "file", f.Name)
	}
	rows, found := d.rowsOf(f)
	if !found {
		return nil, fault.New(NoTable, "file", f.Name)
	}
	ks := d.recognise(rows)
	if d.foreign(ks) {
		return nil, fault.New(Foreign, "file", f.Name)
	}
	return ks, nil
}

// ownDraft compares the hash a file gives, of which Word's bookmark holds the
// beginning. A file that gives none is judged by its rows.
func (d *model) ownDraft(hash string) bool {
	n := len(hash)
	return n == 0 || n <= len(d.hash) && d.hash[:n] == hash
}

// foreign reports whether most rows that say something of a comment are not of
// this collation.
func (d *model) foreign(rows []known) bool {
	all, ours := 0, 0
	for _, k := range rows {
		switch {
		case len(k.entries) > 0:
			all++
			ours++
		case k.content != "" || k.mark.foreign:
			all++
		}
	}
	return float64(ours) < least*float64(all)
}

// state lists what was done to a file besides filling in answers.
func (d *model) state(f *Filled, rows []known) (out []Change) {
	marked := false
	for i := range rows {
		marked = marked || len(rows[i].mark.rows) > 0
	}
	if !marked && len(rows) > 0 {
		out = append(out, Change{Kind: Unmarked, File: f.Name})
	}
	for i := range rows {
		if c, done := d.stateOf(f, &rows[i], marked); done {
			out = append(out, c)
		}
	}
	if missing := d.missing(rows); len(missing) > 0 {
		out = append(out, Change{Kind: Missing, File: f.Name, Rows: missing})
	}
	if moved := d.moved(rows); len(moved) > 0 {
		out = append(out, Change{Kind: Moved, File: f.Name, Rows: moved})
	}
	return out
}

func (d *model) stateOf(f *Filled, k *known, marked bool) (Change, bool) {
	switch {
	case len(k.entries) == 0:
		c := d.change(Unknown, f, k)
		c.Before, c.After = k.content, k.answer
		return c, true
	case len(k.entries) > 1:
		return d.change(Merged, f, k, k.entries...), true
	case k.kind == Misplace, k.kind == ByWords && marked:
		return d.change(k.kind, f, k, k.entries...), true
	case k.edited:
		c := d.change(Edited, f, k, k.entries...)
		c.After = k.content
		return c, true
	}
	return Change{}, false
}

// missing are the ordinals of rows that are not in a file.
func (d *model) missing(rows []known) (out []int) {
	there := make([]bool, len(d.rows))
	for _, k := range rows {
		for _, e := range k.entries {
			there[e] = true
		}
	}
	for i, is := range there {
		if !is {
			out = append(out, d.rows[i].ordinal)
		}
	}
	return out
}

// moved are the ordinals of rows that stand before one they followed, or after
// one they preceded: the fewest that have to be taken out for the others to be
// in order.
func (d *model) moved(rows []known) (out []int) {
	var order []int
	for _, k := range rows {
		for _, e := range k.entries {
			if !slices.Contains(order[max(0, len(order)-1):], e) {
				order = append(order, e)
			}
		}
	}
	stay := increasing(order)
	for i, e := range order {
		if !stay[i] && !slices.Contains(out, d.rows[e].ordinal) {
			out = append(out, d.rows[e].ordinal)
		}
	}
	slices.Sort(out)
	return out
}

// increasing marks a longest increasing subsequence (patience sorting; M. L.
// Fredman, "On computing the length of longest increasing subsequences", 1975).
func increasing(order []int) []bool {
	var tails []int // index in order of the least end of a run of each length
	before := make([]int, len(order))
	for i, v := range order {
		n, _ := slices.BinarySearchFunc(tails, v, func(t, v int) int { return order[t] - v })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	stay := make([]bool, len(order))
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			stay[i] = true
		}
	}
	return stay
}
