package answers

import (
	"cmp"
	"slices"
)

// Bounds of recognising a row by its words.
const (
	floor  = 0.8 // least similarity of contents
	margin = 0.1 // by which the best must lead the next
	whole  = 0.9 // of a text's grams, to say that it stands in another
	few    = 5   // grams a text must have to be looked for in another

	sameBodies = 0.1 // what equal bodies add to a similarity
	samePlace  = 0.1 // what an equal place adds
)

// known is a row of a file with the rows of the matrix it is.
type known struct {
	row
	grams   []uint64
	entries []int // none: not recognised
	kind    Kind  // ByWords or Misplace where words decided; else ""
	part    bool  // it holds only a part of its entry's words
	edited  bool  // its words are not the matrix's
}

// recognise finds the rows of the matrix that the rows of a file are. Ids come
// first, so that what is left can be found by words among what is left.
func (d *model) recognise(rows []row) []known {
	out := make([]known, len(rows))
	taken := make([]bool, len(d.rows))
	for i, r := range rows {
		out[i] = known{row: r, grams: grams(key(r.content))}
		d.byMark(&out[i])
		for _, e := range out[i].entries {
			taken[e] = true
		}
	}
	for i := range out {
		k := &out[i]
		if len(k.entries) > 0 || k.content == "" {
			continue
		}
		d.byWords(k, taken)
		for _, e := range k.entries {
			taken[e] = true
		}
	}
	for i := range out {
		d.absorb(&out[i], taken)
	}
	d.parts(out)
	return out
}

// byMark takes a row for those whose ids it carries, unless its words are
// clearly those of another: a sheet sorted without its hidden column has every
// id at the wrong row.
func (d *model) byMark(k *known) {
	switch len(k.mark.rows) {
	case 0:
		return
	case 1:
	default:
		k.entries = k.mark.rows
		return
	}
	own := k.mark.rows[0]
	e := &d.rows[own]
	content := key(k.content)
	if content == "" || content == e.content && (len(d.byContent[content]) == 1 || key(k.bodies) == e.bodies) {
		k.entries = k.mark.rows
		return
	}
	k.edited = content != e.content
	sim := alike(k.grams, e.grams)
	if best, ok := d.closest(k, nil, own); ok && (sim < floor || d.rows[best].content == content) && (k.edited || key(k.bodies) == d.rows[best].bodies) {
		k.entries, k.kind, k.edited = []int{best}, Misplace, content != d.rows[best].content
		return
	}
	sameWords := sim >= floor || within(k.grams, e.grams) >= whole || within(e.grams, k.grams) >= whole
	witnessed := key(k.bodies) == e.bodies && (k.place == "" || key(k.place) == e.place)
	if sameWords || witnessed {
		k.entries = k.mark.rows
	}
}

// byWords takes a row without an id for the one that reads the same; else for
// the most similar; else for one it is a part of, or for those it is made of.
func (d *model) byWords(k *known, taken []bool) {
	if best, ok := d.closest(k, taken, -1); ok {
		k.entries, k.kind, k.edited = []int{best}, ByWords, key(k.content) != d.rows[best].content
		return
	}
	if len(k.grams) < few {
		return
	}
	var around, inside []int
	for _, i := range d.posting.near(k.grams) {
		e := &d.rows[i]
		if within(k.grams, e.grams) >= whole {
			around = append(around, i)
		}
		if len(e.grams) >= few && within(e.grams, k.grams) >= whole && !taken[i] {
			inside = append(inside, i)
		}
	}
	switch {
	case len(inside) > 1 && d.covers(k, inside):
		slices.Sort(inside)
		k.entries, k.kind = inside, ByWords
	case len(around) == 1:
		k.entries, k.kind, k.edited = around, ByWords, true
	}
}

// covers reports whether rows of the matrix together are a row of a file.
func (d *model) covers(k *known, entries []int) bool {
	left := k.grams
	for _, i := range entries {
		left = minus(left, d.rows[i].grams)
	}
	return float64(len(left)) <= (1-floor)*float64(len(k.grams))
}

// closest is the row of the matrix whose words are most like those of k, above
// the floor and leading the next by the margin; where words are equal, bodies
// and place must tell. Those taken are left aside unless none else reads the
// same; not is never returned.
func (d *model) closest(k *known, taken []bool, not int) (int, bool) {
	candidates := d.byContent[key(k.content)]
	if len(candidates) == 0 {
		candidates = d.posting.near(k.grams)
	}
	type scored struct {
		entry int
		score float64
	}
	var found []scored
	for _, i := range candidates {
		e := &d.rows[i]
		sim := alike(k.grams, e.grams)
		if sim < floor || i == not || taken != nil && taken[i] {
			continue
		}
		if key(k.bodies) == e.bodies {
			sim += sameBodies
		}
		if key(k.place) == e.place {
			sim += samePlace
		}
		found = append(found, scored{i, sim})
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.entry, b.entry))
	})
	switch {
	case len(found) == 0 && taken != nil && len(d.byContent[key(k.content)]) > 0:
		return d.closest(k, nil, not) // a copy of a row that is there too
	case len(found) == 0:
		return 0, false
	case len(found) > 1 && found[0].score-found[1].score < margin-1e-9:
		return 0, false
	}
	return found[0].entry, true
}

// absorb finds rows of the matrix that are gone from the file and whose words
// now stand in an edited one, besides its own: they were merged into it.
func (d *model) absorb(k *known, taken []bool) {
	if !k.edited || len(k.entries) != 1 {
		return
	}
	extra := minus(k.grams, d.rows[k.entries[0]].grams)
	for _, i := range d.posting.near(extra) {
		e := &d.rows[i]
		if taken[i] || len(e.grams) < few || within(e.grams, extra) < floor || within(e.grams, k.grams) < whole {
			continue
		}
		taken[i] = true
		k.entries = append(k.entries, i)
		extra = minus(extra, e.grams)
	}
	if len(k.entries) > 1 {
		slices.Sort(k.entries)
		k.edited = !d.covers(k, k.entries)
	}
}

// parts tells rows that together are one of the matrix from copies of it.
func (d *model) parts(rows []known) {
	times := map[int]int{}
	for i := range rows {
		for _, e := range rows[i].entries {
			times[e]++
		}
	}
	for i := range rows {
		k := &rows[i]
		if len(k.entries) != 1 || times[k.entries[0]] < 2 {
			continue
		}
		e := &d.rows[k.entries[0]]
		k.part = key(k.content) != e.content && within(k.grams, e.grams) >= whole && alike(k.grams, e.grams) < floor
		if k.part {
			k.edited = false
		}
	}
}
