package compare

import (
	"thao/internal/outline"
)

// alignment puts the matching into the order in which it is read.
func (m *matching) alignment() *Alignment {
	moved := m.moves()
	a := &Alignment{
		Pairs:    make([]Pair, 0, max(len(m.old.nodes), len(m.new.nodes))+16),
		from:     make(map[*outline.Node][]int, len(m.old.nodes)),
		to:       make(map[*outline.Node][]int, len(m.new.nodes)),
		departed: map[int][]int{},
	}
	left := m.leftBehind(moved)
	leavers := map[int][]int{} // index of a pair → old nodes that moved away from behind it
	settle := func(after int) {
		for _, i := range left[after] {
			if m.al.mateA[i] >= 0 {
				leavers[len(a.Pairs)-1] = append(leavers[len(a.Pairs)-1], i)
				continue
			}
			a.add(Pair{Old: m.old.nodes[i], Change: NodeDeleted, Words: wholly(Delete, m.old.text[i])})
		}
	}
	settle(-1)
	speller := m.newSpeller()
	for j := range m.new.nodes {
		for _, i := range m.originals(j) {
			a.add(m.pairOf(i, j, moved, speller))
		}
		settle(j)
	}
	for at, olds := range leavers {
		for _, i := range olds {
			a.departed[at] = append(a.departed[at], a.from[m.old.nodes[i]][0])
		}
	}
	return a
}

func (a *Alignment) add(p Pair) {
	k := len(a.Pairs)
	a.Pairs = append(a.Pairs, p)
	if p.Old != nil {
		a.from[p.Old] = append(a.from[p.Old], k)
	}
	if p.New != nil {
		a.to[p.New] = append(a.to[p.New], k)
	}
}

// originals are the old nodes a new one comes from; -1 alone for none.
func (m *matching) originals(j int) []int {
	if s := m.sources[j]; s != nil {
		return s
	}
	return []int{m.al.mateB[j]}
}

func (m *matching) pairOf(i, j int, moved []bool, words *speller) Pair {
	if i < 0 {
		return Pair{New: m.new.nodes[j], Change: NodeInserted, Words: wholly(Insert, m.new.text[j])}
	}
	p := Pair{Old: m.old.nodes[i], New: m.new.nodes[j], Sim: m.sim(i, j)}
	p.Words = words.of(i, j)
	p.Moved = moved[i] && m.al.mateA[i] == j && m.leads(i, j)
	p.Renumbered = m.old.label[i] != m.new.label[j]
	switch {
	case m.pieces[i] != nil:
		p.Change = NodeSplit
	case m.sources[j] != nil:
		p.Change = NodeMerged
	case p.Moved:
		p.Change = NodeMoved
	case m.old.text[i] != m.new.text[j] && p.Reworded():
		p.Change = NodeEdited
	case p.Renumbered:
		p.Change = NodeRenumbered
	default:
		p.Change = NodeSame
	}
	return p
}

// leftBehind tells, for each new node (-1 for the start), which old nodes
// stood after it and stand there no more: deleted ones and moved ones.
func (m *matching) leftBehind(moved []bool) map[int][]int {
	left := map[int][]int{}
	var walk func(from, to, at int) int
	walk = func(from, to, at int) int {
		for i := from; i < to; i = m.old.end[i] {
			mate := m.al.mateA[i]
			switch {
			case mate < 0:
				left[at] = append(left[at], i)
				at = walk(i+1, m.old.end[i], at)
			case moved[i]:
				left[at] = append(left[at], i)
				walk(i+1, m.old.end[i], mate)
			default:
				at = walk(i+1, m.old.end[i], max(at, m.lastOf(i)))
			}
		}
		return at
	}
	walk(0, len(m.old.nodes), -1)
	return left
}

// lastOf is the new node after which the text goes on when old node i itself
// has been read.
func (m *matching) lastOf(i int) int {
	if parts := m.pieces[i]; parts != nil && m.old.end[i] == i+1 {
		return parts[len(parts)-1]
	}
	return m.al.mateA[i]
}
