package compare

import "slices"

// divideContainers finds containers whose content was divided between two or
// more neighbouring ones, or put together in one: an article whose later
// clauses now stand under a heading of their own.
func (m *matching) divideContainers() {
	went := m.contentWent()
	for _, j := range unpairedContainers(m.new, m.al.mateB) {
		i := giver(went, func(k route) (int, int) { return k.to, k.from }, j)
		if i < 0 || m.al.mateA[i] < 0 || m.shared(i, m.al.mateA[i]) {
			continue
		}
		if first := m.al.mateA[i]; went[route{i, first}].n > 0 && m.new.siblings(first, j) {
			m.al.mateB[j] = i
			m.pieces[i] = sortedPair(first, j)
		}
	}
	for _, i := range unpairedContainers(m.old, m.al.mateA) {
		j := giver(went, func(k route) (int, int) { return k.from, k.to }, i)
		if j < 0 || m.al.mateB[j] < 0 || m.shared(m.al.mateB[j], j) {
			continue
		}
		if first := m.al.mateB[j]; went[route{first, j}].n > 0 && m.old.siblings(first, i) {
			m.al.mateA[i] = j
			m.sources[j] = sortedPair(first, i)
		}
	}
}

func sortedPair(x, y int) []int { return []int{min(x, y), max(x, y)} }

func (m *matching) shared(i, j int) bool { return m.pieces[i] != nil || m.sources[j] != nil }

// route is from one container to another; load what went that way.
type route struct{ from, to int }
type load struct{ n, words int }

func (m *matching) contentWent() map[route]load {
	went := map[route]load{}
	for i, j := range m.al.mateA {
		if j < 0 || m.old.parent[i] < 0 || m.new.parent[j] < 0 {
			continue
		}
		r := route{m.old.parent[i], m.new.parent[j]}
		l := went[r]
		went[r] = load{l.n + 1, l.words + wordCount(m.old.text[i])}
	}
	return went
}

func unpairedContainers(s *side, mates []int) []int {
	var out []int
	for i, mate := range mates {
		if mate < 0 && s.end[i] > i+1 {
			out = append(out, i)
		}
	}
	return out
}

// giver is the container at the other end from which at least two children
// and the better part of what was found of c come, or -1.
func giver(went map[route]load, ends func(route) (here, there int), c int) int {
	best, all := -1, 0
	var most load
	for r, l := range went {
		here, there := ends(r)
		if here != c {
			continue
		}
		all += l.words
		if l.words > most.words || l.words == most.words && there < best {
			best, most = there, l
		}
	}
	if most.n < 2 || 3*most.words < 2*all {
		return -1
	}
	return best
}

// siblings reports whether two containers stand next to each other under one
// parent, ignoring what has no children, and are of one kind.
func (s *side) siblings(x, y int) bool {
	if s.parent[x] != s.parent[y] || s.nodes[x].Kind != s.nodes[y].Kind {
		return false
	}
	all := slices.DeleteFunc(s.children(s.parent[x]), func(i int) bool { return s.end[i] == i+1 })
	d := slices.Index(all, x) - slices.Index(all, y)
	return d == 1 || d == -1
}
