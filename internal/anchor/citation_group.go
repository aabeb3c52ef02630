package anchor

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	numerals "thao/internal/numeral"
)

var pointLetters = []rune(numerals.Points)

// moreNumbers reads the rest of a list or range: ", 2 và 4", "-6", "đến 9".
func (c *citer) moreNumbers(alts [][]Step, i int, l *level) ([][]Step, int) {
	for len(alts) < maxSpan {
		j, at, ok := c.listJoin(i)
		if !ok {
			return alts, i
		}
		last := alts[len(alts)-1]
		n, next, ok := c.atom(at, l, false)
		if !ok || !sameSort(last[0].readings, n) || c.counts(next) || !c.endsList(next) {
			return alts, i
		}
		if c.at(next).word == ")" && n[0].style == lower && c.at(at).kind == wordToken {
			next++
		}
		step := c.step(l, n, at, next)
		if j == through {
			alts = append(alts, between(last, step)...)
		}
		alts, i = append(alts, []Step{step}), next
	}
	return alts, i
}

// listJoin reads what parts two numbers of one level.
func (c *citer) listJoin(i int) (join, int, bool) {
	t := c.at(i)
	switch {
	case t.word == "," || t.word == ";" || t.word == "&":
		if w, ok := joinWords[c.at(i+1).word]; ok && w == also {
			return also, i + 2, true
		}
		return also, i + 1, true
	case isDash(t.word):
		return through, i + 1, true
	case t.kind == wordToken:
		j, ok := joinWords[t.word]
		return j, i + 1, ok && j != together
	}
	return together, i, false
}

// sameSort: numbers of one list are written in one way.
func sameSort(a, b []numeral) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	style := a[0].style
	if style == ordinal {
		style = arabic
	}
	return style == b[0].style || style+b[0].style == arabic+dotted
}

// endsList reports that what follows a number lets it be one of the list: a
// mark, the end, or a word that goes on with places or with the request. In
// "khoản 2, 3 nội dung" the 3 counts contents.
func (c *citer) endsList(i int) bool {
	t := c.at(i)
	if t.kind != wordToken {
		return t.word != "%" && !(t.kind == digitToken)
	}
	if _, ok := joinWords[t.word]; ok {
		return true
	}
	return afterList[t.word] || len(levelsByWord[t.word]) > 0 || c.instrumentAt(i) > 0
}

var afterList = map[string]bool{"dự": true, "đề": true, "cần": true, "nên": true, "để": true, "như": true, "theo": true,
	"nêu": true, "quy": true, "thành": true, "bằng": true, "vì": true, "do": true, "có": true, "là": true, "chưa": true,
	"không": true, "đã": true, "cho": true, "này": true, "trên": true, "về": true, "đang": true, "còn": true,
	"should": true, "of": true, "is": true, "are": true, "be": true, "must": true, "with": true, "for": true}

// between returns the places strictly between the ends of a range.
func between(from []Step, to Step) [][]Step {
	if len(from) != 1 {
		return nil
	}
	var out [][]Step
	for _, value := range valuesBetween(from[0].Number, to.Number) {
		s := from[0]
		s.Number, s.Written = value, value
		style := arabic
		if len(s.readings) > 0 {
			style = s.readings[0].style
		}
		s.readings = []numeral{{value, style}}
		out = append(out, []Step{s})
	}
	return out
}

func valuesBetween(from, to string) []string {
	var out []string
	prefix := from[:strings.LastIndexByte(from, '.')+1]
	a, errA := strconv.Atoi(from[len(prefix):])
	b, errB := strconv.Atoi(strings.TrimPrefix(to, prefix))
	switch {
	case errA == nil && errB == nil && b-a < maxSpan:
		for n := a + 1; n < b; n++ {
			out = append(out, prefix+strconv.Itoa(n))
		}
	case utf8.RuneCountInString(from) == 1 && utf8.RuneCountInString(to) == 1:
		r, _ := utf8.DecodeRuneInString(from)
		e, _ := utf8.DecodeRuneInString(to)
		i, k := slices.Index(pointLetters, r), slices.Index(pointLetters, e)
		for i++; i > 0 && i < k; i++ {
			out = append(out, string(pointLetters[i]))
		}
	}
	return out
}

// grouping is the mentions of one citation and how each is tied on.
type grouping struct {
	mentions []mention
	joins    []join
}

// admits reports whether m goes on with the citation.
func (g *grouping) admits(m mention, j join, first mention) bool {
	if first.rank == rankWhole || m.rank == rankWhole {
		return false
	}
	if m.rank != rankPage {
		return true
	}
	for _, old := range g.mentions {
		if old.level.kind == m.level.kind {
			return false // a second page begins a citation of its own
		}
	}
	return j == together
}

// place is one chain under construction, outermost mention first.
type place struct {
	chain []mention
	down  bool // was written from outside in: "Điều 5 khoản 2"
}

func (p place) outer() int { return p.chain[0].rank }
func (p place) inner() int { return p.chain[len(p.chain)-1].inner() }

func (g *grouping) citation() Citation {
	var cited Citation
	var places []place
	for k, m := range g.mentions {
		switch {
		case m.rank == rankWhole:
			cited.Whole = true
		case m.rank == rankPage:
			cited.setPage(m)
		case len(places) == 0:
			places = []place{{chain: []mention{m}}}
		default:
			places = g.add(places, k)
		}
	}
	for _, p := range places {
		for _, steps := range p.expand() {
			if cited.Steps == nil {
				cited.Steps = steps
			} else if len(cited.More) < maxSpan {
				cited.More = append(cited.More, steps)
			}
		}
	}
	return cited
}

func (c *Citation) setPage(m mention) {
	n, err := strconv.Atoi(m.alts[0][0].Number)
	if err != nil {
		return
	}
	if m.level.kind == pageKind {
		c.Page = n
		return
	}
	c.Line, c.FromBottom = n, m.low
}

// add ties mention k to the places read so far. An outer level belongs to all
// places still waiting for one, an inner level goes below the last place, a
// level of equal rank begins a new place.
func (g *grouping) add(places []place, k int) []place {
	m, j := g.mentions[k], g.joins[k]
	last := &places[len(places)-1]
	switch {
	case j == through && len(last.chain) > 0 && last.chain[0].level == m.level:
		from := last.chain[0].alts
		last.chain[0].alts = append(from, append(between(from[len(from)-1], m.alts[0][0]), m.alts...)...)
		return places
	case j == together && m.rank < last.outer() && !last.down:
		for i := len(places) - 1; i >= 0 && places[i].outer() > m.rank; i-- {
			places[i].chain = append([]mention{m}, places[i].chain...)
		}
		return places
	case g.climbs(k, last.outer()):
		return append(places, place{chain: []mention{m}})
	case j == together && m.rank > last.inner():
		last.chain, last.down = append(slices.Clone(last.chain), m), true
		return places
	case last.down && m.rank > last.outer():
		return append(places, place{chain: append(last.above(m.rank), m), down: true})
	}
	return append(places, place{chain: []mention{m}})
}

// climbs reports whether the mentions from k on name a place of their own, up
// to rank outer: the last three of "khoản 1 Điều 5, điểm b khoản 2 Điều 6".
func (g *grouping) climbs(k, outer int) bool {
	for i := k + 1; i < len(g.mentions); i++ {
		rank := g.mentions[i].rank
		if rank < 0 || g.joins[i] != together || rank >= g.mentions[i-1].rank {
			return false
		}
		if rank <= outer {
			return true
		}
	}
	return false
}

func (p place) above(rank int) []mention {
	i := slices.IndexFunc(p.chain, func(m mention) bool { return m.rank >= rank })
	if i < 0 {
		i = len(p.chain)
	}
	return slices.Clone(p.chain[:i])
}

// expand multiplies the numbers of each level out.
func (p place) expand() [][]Step {
	out := [][]Step{nil}
	for _, m := range p.chain {
		var longer [][]Step
		for _, steps := range out {
			for _, alt := range m.alts {
				if len(longer) <= maxSpan {
					longer = append(longer, append(slices.Clone(steps), alt...))
				}
			}
		}
		out = longer
	}
	return out
}
