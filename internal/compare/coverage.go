package compare

import (
	"cmp"
	"maps"
	"slices"
)

// Bounds for a node to be part of another. Parts are measured in grams: two
// neighbouring words.
const (
	partGrams    = 3    // a shorter node is too common to be a part of anything
	partFloor    = 0.6  // share of a part's grams that the whole has
	mateFloor    = 0.5  // the same for the node the whole is paired with already
	wholeFloor   = 0.6  // share of the whole's grams that its parts have together
	partAdds     = 0.08 // share of the whole that each part adds to the others,
	partAddsMost = 12   // or as many grams
	lengthFloor  = 0.8  // share of the shorter text found in the longer for one to have grown or shrunk
	farGrams     = 12   // a shorter text, grown or shrunk, is not looked for in other containers
	commonGram   = 8    // a gram in more nodes than this says nothing
	partDistance = 4    // nodes that may be new between two parts
)

// byCoverage finds nodes whose words stand in several nodes of the other side,
// and those that grew or shrank so much that they are no longer similar.
func (m *matching) byCoverage() {
	for whole, parts := range m.covered(m.oldCover()) {
		m.split(whole, parts)
	}
	for whole, parts := range m.covered(m.newCover()) {
		m.merge(whole, parts)
	}
}

// split notes the new nodes an old one became; the first leads.
func (m *matching) split(whole int, parts []int) {
	m.al.mateA[whole] = parts[0]
	for _, p := range parts {
		m.al.mateB[p] = whole
	}
	if len(parts) > 1 {
		m.pieces[whole] = parts
	}
}

// merge notes the old nodes a new one is made of; the first leads.
func (m *matching) merge(whole int, parts []int) {
	m.al.mateB[whole] = parts[0]
	for _, p := range parts {
		m.al.mateA[p] = whole
	}
	if len(parts) > 1 {
		m.sources[whole] = parts
	}
}

// cover looks for wholes on one side and their parts on the other.
type cover struct {
	wholes, parts       *side
	wholeKeys, partKeys []string
	wholeMate, partMate []int
	divided, shared     map[int][]int // wholes, and parts as wholes of the other direction, that are settled
}

func (m *matching) oldCover() cover {
	return cover{m.old, m.new, m.al.a, m.al.b, m.al.mateA, m.al.mateB, m.pieces, m.sources}
}

func (m *matching) newCover() cover {
	return cover{m.new, m.old, m.al.b, m.al.a, m.al.mateB, m.al.mateA, m.sources, m.pieces}
}

// covered returns, for each whole found, its parts in order: one where it is
// merely longer or shorter than its counterpart.
func (m *matching) covered(c cover) map[int][]int {
	parts := c.candidates(m.al)
	if len(parts) == 0 {
		return nil
	}
	grams, posting := c.index(m.al, parts)
	wholes := map[int]gramBag{} // of those that some part looks at
	claims := map[int][]int{}
	for _, p := range slices.Sorted(maps.Keys(parts)) {
		w := bestWhole(parts[p], posting)
		if w < 0 {
			continue
		}
		if wholes[w] == nil {
			wholes[w] = bagOfGrams(grams[w])
		}
		if wholes[w].shareOf(parts[p]) >= partFloor {
			claims[w] = append(claims[w], p)
		}
	}
	out := map[int][]int{}
	for w, claimed := range claims {
		if mate := c.wholeMate[w]; mate >= 0 {
			parts[mate] = m.al.grams(c.partKeys[mate])
			if wholes[w].shareOf(parts[mate]) < mateFloor {
				continue
			}
			claimed = append(claimed, mate)
			slices.Sort(claimed)
		}
		claimed, said := wholes[w].useful(c.neighbours(w, claimed), parts)
		if c.stands(w, claimed, parts, wholes[w]) && (len(claimed) == 1 || float64(said) >= wholeFloor*float64(len(grams[w]))) {
			out[w] = claimed
		}
	}
	return out
}

// candidates are the grams of the nodes without a counterpart that say enough
// to be told from others.
func (c cover) candidates(al *aligner) map[int][]uint64 {
	out := map[int][]uint64{}
	for p, mate := range c.partMate {
		if mate >= 0 {
			continue
		}
		if g := al.grams(c.partKeys[p]); len(g) >= partGrams {
			out[p] = g
		}
	}
	return out
}

// index returns the grams of every node that may be a whole, and in which of
// them each gram of the parts occurs.
func (c cover) index(al *aligner, parts map[int][]uint64) (wholes map[int][]uint64, posting map[uint64][]int) {
	posting = map[uint64][]int{}
	for _, g := range parts {
		for _, x := range g {
			posting[x] = nil
		}
	}
	wholes = map[int][]uint64{}
	for w := range c.wholeMate {
		if !c.open(w) {
			continue
		}
		wholes[w] = al.grams(c.wholeKeys[w])
		for _, x := range wholes[w] {
			in, wanted := posting[x]
			if wanted && len(in) <= commonGram && (len(in) == 0 || in[len(in)-1] != w) {
				posting[x] = append(in, w)
			}
		}
	}
	return wholes, posting
}

// open reports whether node w may still be found to be a whole: it is neither
// the same as its counterpart nor shared with others already.
func (c cover) open(w int) bool {
	mate := c.wholeMate[w]
	switch {
	case c.divided[w] != nil:
		return false
	case mate < 0:
		return true
	}
	return c.wholeKeys[w] != c.partKeys[mate] && c.shared[mate] == nil && c.partMate[mate] == w
}

// grams are the pairs of neighbouring words of a key, in order.
func (al *aligner) grams(key string) []uint64 {
	if al.ids == nil {
		al.ids = map[string]int{}
	}
	var out []uint64
	last := -1
	for _, t := range tokenise(key) {
		text := key[t.start:t.end]
		if !wordy(text) {
			continue
		}
		id, ok := al.ids[text]
		if !ok {
			id = len(al.ids)
			al.ids[text] = id
		}
		if last >= 0 {
			out = append(out, uint64(last)<<32|uint64(id))
		}
		last = id
	}
	return out
}

func wordy(token string) bool {
	for _, r := range token {
		return classOf(r)&^mark == word
	}
	return false
}

// bestWhole is the node that has the most of grams, counting only those that
// tell nodes apart; -1 for none.
func bestWhole(grams []uint64, in map[uint64][]int) int {
	hits := map[int]int{}
	for _, x := range grams {
		if len(in[x]) > commonGram {
			continue
		}
		for _, w := range in[x] {
			hits[w]++
		}
	}
	whole := -1
	for w, n := range hits {
		if whole < 0 || n > hits[whole] || n == hits[whole] && w < whole {
			whole = w
		}
	}
	return whole
}

// gramBag counts the grams of a whole.
type gramBag map[uint64]int

func bagOfGrams(grams []uint64) gramBag {
	b := make(gramBag, len(grams))
	for _, x := range grams {
		b[x]++
	}
	return b
}

// shareOf is the share of a part's grams that the whole has.
func (b gramBag) shareOf(part []uint64) float64 {
	if len(part) == 0 {
		return 0
	}
	n := 0
	for _, x := range part {
		if b[x] > 0 {
			n++
		}
	}
	return float64(n) / float64(len(part))
}

// says counts the grams of the whole that a part has and that are not among
// those said already; it adds them where add is set.
func (b gramBag) says(part []uint64, said map[uint64]bool, add bool) int {
	n := 0
	own := said
	if !add {
		own = map[uint64]bool{}
	}
	for _, x := range part {
		if b[x] > 0 && !said[x] && !own[x] {
			own[x] = true
			n += b[x]
		}
	}
	return n
}

// neighbours keeps of parts the run in which only unpaired nodes stand between
// one and the next: the run of the whole's mate, else the longest.
func (c cover) neighbours(whole int, parts []int) []int {
	var best, run []int
	mate := c.wholeMate[whole]
	withMate := false
	for _, p := range parts {
		if len(run) > 0 && !c.adjoins(run[len(run)-1], p) {
			if !withMate && len(run) > len(best) {
				best = run
			}
			if withMate {
				return run
			}
			run = nil
		}
		run = append(run, p)
		withMate = withMate || p == mate
	}
	if withMate || len(run) > len(best) {
		return run
	}
	return best
}

func (c cover) adjoins(p, q int) bool {
	if q-p > partDistance {
		return false
	}
	for between := p + 1; between < q; between++ {
		if c.partMate[between] >= 0 {
			return false
		}
	}
	return true
}

// useful drops parts that add nothing to those that say more of the whole, and
// counts how many of its grams the rest say together.
func (b gramBag) useful(parts []int, grams map[int][]uint64) (kept []int, together int) {
	size := 0
	for _, n := range b {
		size += n
	}
	order := slices.Clone(parts)
	overlap := map[int]int{}
	for _, p := range parts {
		overlap[p] = b.says(grams[p], nil, false)
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(overlap[y], overlap[x]) })
	least := min(partAddsMost, partAdds*float64(size))
	said := map[uint64]bool{}
	for _, p := range order {
		if len(kept) == 0 || float64(b.says(grams[p], said, false)) >= least {
			together += b.says(grams[p], said, true)
			kept = append(kept, p)
		}
	}
	slices.Sort(kept)
	return kept, together
}

// stands decides whether parts may make up a whole: several always, one where
// it is the whole's own counterpart, grown or shrunk.
func (c cover) stands(whole int, parts []int, grams map[int][]uint64, b gramBag) bool {
	if len(parts) != 1 {
		return len(parts) > 1
	}
	p := parts[0]
	if c.wholeMate[whole] >= 0 || c.partMate[p] >= 0 || b.shareOf(grams[p]) < lengthFloor {
		return false
	}
	wp, pp := c.wholes.parent[whole], c.parts.parent[p]
	together := wp < 0 && pp < 0 || wp >= 0 && c.wholeMate[wp] == pp
	return together || len(grams[p]) >= farGrams
}
