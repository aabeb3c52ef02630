package compare

import "slices"

// labelFloor is the likeness below which a node under the same label in the
// same container is still another node: a clause taken out and one put in.
const labelFloor = 0.3

// sameLabel is the most nodes of one label in one container that are looked at
// for a counterpart: labels repeat in broken texts only.
const sameLabel = 8

// byPlace goes down from paired containers to what is left unpaired in both,
// and pairs it by words: with the floor of neighbours, since the container has
// been found.
func (m *matching) byPlace() {
	m.inContainers(func(as, bs []int) {
		if len(as)*len(bs) <= cells {
			m.al.pairInOrder(as, bs)
		}
	})
}

// byLabel takes what is then still unpaired by its label.
func (m *matching) byLabel() { m.inContainers(m.sameLabels) }

// inContainers calls fn with the children that are unpaired on both sides, for
// the top and for each pair of containers, those paired by fn included.
func (m *matching) inContainers(fn func(as, bs []int)) {
	visit := func(i, j int) {
		as, bs := free(m.old.children(i), m.al.mateA), free(m.new.children(j), m.al.mateB)
		if len(as) > 0 && len(bs) > 0 {
			fn(as, bs)
		}
	}
	visit(-1, -1)
	for i := range m.old.nodes {
		j := m.al.mateA[i]
		if j < 0 {
			continue
		}
		visit(i, j)
		for _, piece := range m.pieces[i] {
			visit(i, piece)
		}
	}
}

// doubtMoves lets go of pairs that lie in containers of different counterparts
// without being alike enough to have moved, and of containers that would have
// left all their content behind: a heading of few words is found anywhere.
func (m *matching) doubtMoves() {
	for i, moved := range m.moves() {
		j := m.al.mateA[i]
		if !moved || m.sharesContent(i, j) {
			continue
		}
		container := m.old.end[i] > i+1 || m.new.end[j] > j+1
		if container || m.sim(i, j) < movedFloor || m.al.bagA(i).size < movedWords {
			m.unpair(i, j)
		}
	}
}

// sharesContent reports whether some child of i is paired with one of j.
func (m *matching) sharesContent(i, j int) bool {
	for _, c := range m.old.children(i) {
		if d := m.al.mateA[c]; d >= 0 && m.new.parent[d] == j {
			return true
		}
	}
	return false
}

func (m *matching) sameLabels(as, bs []int) {
	at := map[string][]int{}
	for _, b := range bs {
		if key := m.slot(m.new, b); key != "" {
			at[key] = append(at[key], b)
		}
	}
	for _, a := range as {
		key := m.slot(m.old, a)
		for k, b := range at[key][:min(sameLabel, len(at[key]))] {
			if m.fits(a, b) {
				m.al.pair(a, b, m.sim(a, b))
				at[key] = slices.Delete(at[key], k, k+1)
				break
			}
		}
	}
}

// fits reports whether nothing speaks against two nodes of one label being one.
func (m *matching) fits(a, b int) bool {
	if m.contentElsewhere(a, b) {
		return false
	}
	return m.sim(a, b) >= labelFloor || m.old.text[a] == "" && m.new.text[b] == ""
}

// slot is what a node is known by among its siblings; "" where only its words
// tell it from others.
func (m *matching) slot(s *side, i int) string {
	if s.label[i] == "" && s.text[i] == "" {
		return string(s.nodes[i].Kind)
	}
	return s.label[i]
}

func free(nodes, mates []int) []int {
	var out []int
	for _, i := range nodes {
		if mates[i] < 0 {
			out = append(out, i)
		}
	}
	return out
}

// contentElsewhere reports whether children of a or b are paired, but none of
// them with each other.
func (m *matching) contentElsewhere(a, b int) bool {
	if m.sharesContent(a, b) {
		return false
	}
	placed := false
	for _, c := range m.old.children(a) {
		placed = placed || m.al.mateA[c] >= 0
	}
	for _, d := range m.new.children(b) {
		placed = placed || m.al.mateB[d] >= 0
	}
	return placed
}
