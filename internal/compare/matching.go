package compare

import (
	"cmp"
	"slices"

	"thao/internal/outline"
)

// matching is the work of Trees. The first three steps pair nodes one to one,
// in al.mateA and al.mateB; byCoverage adds what is shared.
type matching struct {
	old, new *side
	al       *aligner
	pieces   map[int][]int // old node → the new nodes it was split into, at least two, ascending
	sources  map[int][]int // new node → the old nodes merged in it, at least two, ascending
}

func newMatching(old, new *outline.Tree) *matching {
	m := &matching{old: flatten(old), new: flatten(new), pieces: map[int][]int{}, sources: map[int][]int{}}
	m.al = newAligner(keys(m.old, m.new))
	m.al.hint = m.hint
	return m
}

// hint prefers, among pairs of equal words, those of one kind and label.
func (m *matching) hint(i, j int) float64 {
	bonus := 0.0
	if m.old.nodes[i].Kind == m.new.nodes[j].Kind {
		bonus += 0.01
	}
	if m.old.label[i] == m.new.label[j] {
		bonus += 0.02
	}
	return bonus
}

// sureWords is the length from which equal texts that occur once on each side
// are one node wherever they stand, look-alikes in between notwithstanding.
const sureWords = 6

func (m *matching) byWords() {
	spine := m.al.spine()
	ai, bi := m.al.unique()
	for k, i := range ai {
		if m.al.mateA[i] < 0 && m.al.bagA(i).size >= sureWords {
			m.al.pair(i, bi[k], 1)
		}
	}
	m.al.fillGaps(spine)
	m.al.findMoved()
}

// unpair lets go of both nodes, whichever of them is given.
func (m *matching) unpair(i, j int) {
	if i >= 0 && m.al.mateA[i] >= 0 {
		m.al.mateB[m.al.mateA[i]] = -1
		m.al.mateA[i] = -1
	}
	if j >= 0 && m.al.mateB[j] >= 0 {
		m.al.mateA[m.al.mateB[j]] = -1
		m.al.mateB[j] = -1
	}
}

// sim is the similarity of the own words of two nodes, 0–1.
func (m *matching) sim(i, j int) float64 {
	if m.al.a[i] == m.al.b[j] {
		return 1
	}
	x, y := m.al.bagA(i), m.al.bagB(j)
	if x.size == 0 || y.size == 0 {
		return 0
	}
	return dice(x, y)
}

// byContent pairs containers by where their content went: a container whose
// children carry most of its words goes with the one that holds the most of
// them, if each has the better part of the other. Headings repeat ("Điều khoản
// thi hành"), so what they say counts only where the content is silent.
func (m *matching) byContent() {
	v := m.newVotes()
	for _, i := range m.old.deepestFirst() {
		if j, ok := v.elected(i); ok && m.al.mateA[i] != j && !v.holds(i, m.al.mateA[i]) && !v.holds(m.al.mateB[j], j) {
			m.unpair(i, j)
			m.al.pair(i, j, m.sim(i, j))
		}
		if j := m.al.mateA[i]; j >= 0 {
			v.cast(i, j)
		}
	}
}

func (s *side) deepestFirst() []int {
	order := make([]int, len(s.nodes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(s.depth[y], s.depth[x]) })
	return order
}

// votes of children for where their parents went, in words kept.
type votes struct {
	m        *matching
	sizes    []int             // words of each old node's subtree
	tally    []map[int]float64 // old container → new container → words
	from, to []float64         // words voting in each old and each new container
}

func (m *matching) newVotes() *votes {
	v := &votes{
		m: m, sizes: make([]int, len(m.old.nodes)), tally: make([]map[int]float64, len(m.old.nodes)),
		from: make([]float64, len(m.old.nodes)), to: make([]float64, len(m.new.nodes)),
	}
	for i := len(m.old.nodes) - 1; i >= 0; i-- {
		v.sizes[i] += wordCount(m.old.text[i])
		if p := m.old.parent[i]; p >= 0 {
			v.sizes[p] += v.sizes[i]
		}
	}
	return v
}

// wordCount is cheap: spaces and one.
func wordCount(s string) int {
	if s == "" {
		return 0
	}
	n := 1
	for i := range len(s) {
		if s[i] == ' ' || s[i] == '\n' {
			n++
		}
	}
	return n
}

// cast counts the vote of a pair, and of all that was counted inside it, for
// its parents.
func (v *votes) cast(i, j int) {
	p, q := v.m.old.parent[i], v.m.new.parent[j]
	weight := float64(wordCount(v.m.old.text[i]))*v.m.similarityOf(i) + v.tally[i][j]
	if p >= 0 {
		v.from[p] += weight
	}
	if q >= 0 {
		v.to[q] += weight
	}
	if p >= 0 && q >= 0 {
		if v.tally[p] == nil {
			v.tally[p] = map[int]float64{}
		}
		v.tally[p][q] += weight
	}
}

// similarityOf is what the alignment of words noted for a pair.
func (m *matching) similarityOf(i int) float64 {
	if sim, less := m.al.sims[i]; less {
		return sim
	}
	return 1
}

// holds reports whether a pair is not to be given up for what the children
// say: heading and label are the same, or the heading is and some content
// stayed.
func (v *votes) holds(i, j int) bool {
	if i < 0 || j < 0 || v.m.old.text[i] == "" || v.m.al.a[i] != v.m.al.b[j] {
		return false
	}
	return v.m.old.label[i] == v.m.new.label[j] || v.tally[i][j] > 0
}

// elected is the container that i's children chose.
func (v *votes) elected(i int) (j int, ok bool) {
	own := wordCount(v.m.old.text[i])
	if own > v.sizes[i]-own || 3*v.from[i] < float64(v.sizes[i]-own) {
		return -1, false // its own words say more, or most of its content is gone
	}
	j = -1
	for q, words := range v.tally[i] {
		if j < 0 || words > v.tally[i][j] || words == v.tally[i][j] && q < j {
			j = q
		}
	}
	return j, j >= 0 && 2*v.tally[i][j] > v.from[i] && 2*v.tally[i][j] > v.to[j]
}
