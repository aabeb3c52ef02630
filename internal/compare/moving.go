package compare

import "slices"

// moves tells which paired old nodes have moved: their parent's counterpart is
// not their new parent, or they have changed places with siblings. Containers
// without a counterpart (a chapter heading put over articles that were there)
// are looked through.
func (m *matching) moves() []bool {
	moved := make([]bool, len(m.old.nodes))
	families := map[int][]int{} // new container → old nodes that belong in it
	var order []int
	for i, j := range m.al.mateA {
		if j < 0 || !m.leads(i, j) {
			continue
		}
		family, ok := m.home(i, j)
		if !ok {
			moved[i] = true
			continue
		}
		if families[family] == nil {
			order = append(order, family)
		}
		families[family] = append(families[family], i)
	}
	weights := m.weights()
	for _, family := range order {
		m.outOfOrder(families[family], weights, moved)
	}
	return moved
}

// leads reports whether i–j is the one pair that places a shared node.
func (m *matching) leads(i, j int) bool {
	if s := m.sources[j]; s != nil {
		return m.al.mateB[j] == i
	}
	return true
}

// home is the container, as its index in the new tree (-1 for the top), in
// which a pair still stands among the neighbours it had; ok is false where it
// has none: its parent has a counterpart and that is not its new parent.
func (m *matching) home(i, j int) (family int, ok bool) {
	p, q := m.old.parent[i], m.new.parent[j]
	newParent := q >= 0 && m.al.mateB[q] < 0
	oldGone := p >= 0 && m.al.mateA[p] < 0
	p, q = paired(m.old.parent, m.al.mateA, p), paired(m.new.parent, m.al.mateB, q)
	if newParent {
		p = lowest(m.old.parent, p, func(up int) bool { return m.counterparts(up, q) })
	}
	if oldGone {
		q = lowest(m.new.parent, q, func(up int) bool { return m.counterparts(p, up) })
	}
	if !m.counterparts(p, q) {
		return 0, false
	}
	if p < 0 {
		return -1, true
	}
	return m.al.mateA[p], true
}

// lowest is the first of i, its ancestors and the top (-1) that fits, else i.
func lowest(parent []int, i int, fits func(int) bool) int {
	for up := i; ; up = parent[up] {
		if fits(up) {
			return up
		}
		if up < 0 {
			return i
		}
	}
}

// paired is the nearest of i and its ancestors that has a counterpart, or -1.
func paired(parent, mates []int, i int) int {
	for i >= 0 && mates[i] < 0 {
		i = parent[i]
	}
	return i
}

func (m *matching) counterparts(i, j int) bool {
	switch {
	case i < 0 || j < 0:
		return i < 0 && j < 0
	case m.al.mateA[i] == j || m.al.mateB[j] == i:
		return true
	}
	return slices.Contains(m.pieces[i], j) || slices.Contains(m.sources[j], i)
}

// weights are how much text moves with each old node: the lighter of two that
// changed places is the one that moved.
func (m *matching) weights() []float64 {
	w := make([]float64, len(m.old.nodes))
	for i := len(w) - 1; i >= 0; i-- {
		w[i] += 1 + float64(len(m.old.text[i]))
		if p := m.old.parent[i]; p >= 0 {
			w[p] += w[i]
		}
	}
	return w
}

// outOfOrder marks those of a family, given in their old order, that do not
// lie on the heaviest run whose order was kept.
func (m *matching) outOfOrder(family []int, weights []float64, moved []bool) {
	byNew := func(x, y int) int { return m.al.mateA[x] - m.al.mateA[y] }
	if slices.IsSortedFunc(family, byNew) {
		return
	}
	inNew := slices.SortedFunc(slices.Values(family), byNew)
	rank := make(map[int]int, len(family))
	for r, i := range inNew {
		rank[i] = r
	}
	all := make([]candidate, len(family))
	for k, i := range family {
		all[k] = candidate{i, rank[i], weights[i]}
		moved[i] = true
	}
	for _, c := range heaviestChain(all) {
		moved[c.i] = false
	}
}
