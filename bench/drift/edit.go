package drift

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"thao/internal/outline"
)

// editor makes the edits.
type editor struct {
	*rand.Rand
	top        *lump
	all        []*lump // of the old text
	donor      []string
	vocabulary []string
	touched    map[*outline.Node]Kind
}

// words are those of the text, repeats included, so that common ones are
// drawn as often as they are written.
func words(t *outline.Tree) []string {
	var out []string
	t.Walk(func(n *outline.Node) { out = append(out, strings.Fields(n.Content())...) })
	return out
}

// run edits until budget nodes are touched. A kind that finds nothing to do
// here is passed over; a text in which none does is left as it is.
func (e *editor) run(budget int, kinds []Kind) {
	idle := 0
	for k := 0; budget > 0 && idle < 50*len(kinds); k++ {
		n := e.edit(kinds[k%len(kinds)])
		budget -= n
		if idle++; n > 0 {
			idle = 0
		}
	}
}

// edit makes one edit and returns how many nodes it touched.
func (e *editor) edit(kind Kind) int {
	switch kind {
	case Reword:
		return e.reword()
	case Renumber:
		return e.passOver()
	case Insert:
		return e.insert()
	case Delete:
		return e.delete()
	case Split:
		return e.split()
	case Merge:
		return e.merge()
	case Move:
		return e.move()
	case Swap:
		return e.swap()
	}
	return 0
}

// touch notes the edit on an old node; nodes put in have no marks on them.
func (e *editor) touch(l *lump, kind Kind) {
	if l.node != nil {
		e.touched[l.node] = kind
	}
}

// choose draws a node no edit was made to that fits, or nil. Such a node is
// still in the tree: what takes nodes out touches them.
func (e *editor) choose(fits func(*lump) bool) *lump {
	for range len(e.all) / 4 {
		if l := e.all[e.IntN(len(e.all))]; !e.hasTouched(l) && fits(l) {
			return l
		}
	}
	var left []*lump
	for _, l := range e.all {
		if !e.hasTouched(l) && fits(l) {
			left = append(left, l)
		}
	}
	if len(left) == 0 {
		return nil
	}
	return left[e.IntN(len(left))]
}

func (e *editor) hasTouched(l *lump) bool { _, ok := e.touched[l.node]; return ok }

// leaf is a node with text of some length and nothing below it.
func leaf(l *lump) bool {
	return len(l.children) == 0 && len(l.heading) == 0 && wordCount(l.text) >= 4 && l.kind != outline.Table
}

// wordCount counts the words, as strings.Fields would cut them, without
// cutting: it is asked of every node for every edit.
func wordCount(pieces []piece) int {
	n, inside := 0, false
	for _, p := range pieces {
		for _, r := range p.text {
			if space := unicode.IsSpace(r); space == inside {
				inside = !space
				if inside {
					n++
				}
			}
		}
	}
	return n
}

func (e *editor) reword() int {
	l := e.choose(func(l *lump) bool { return wordCount(l.text)+wordCount(l.heading) >= 4 })
	if l == nil {
		return 0
	}
	rate := 0.05 + 0.35*e.Float64()
	if wordCount(l.text) >= 4 {
		l.text = e.reworded(l.text, rate)
	} else {
		l.heading = e.reworded(l.heading, rate)
	}
	e.touch(l, Reword)
	return 1
}

// reworded edits the given share of words, one at least.
func (e *editor) reworded(pieces []piece, rate float64) []piece {
	must := e.IntN(max(1, wordCount(pieces)))
	var out []piece
	i := 0
	for _, p := range pieces {
		for start := 0; start < len(p.text); {
			end, gap := wordEnd(p.text, start)
			kept := piece{p.text[start:end], p.from, p.at + start}
			space := piece{p.text[gap:end], p.from, p.at + gap}
			if p.from == nil {
				kept.at, space.at = 0, 0
			}
			switch {
			case i != must && e.Float64() >= rate:
				out = put(out, kept)
			case e.IntN(4) == 0:
				out = put(put(out, piece{text: e.word() + " "}), kept)
			case e.IntN(3) == 0 && i > 0:
				// struck out
			default:
				out = put(put(out, piece{text: e.word()}), space)
			}
			start = end
			i++
		}
	}
	return out
}

// wordEnd returns the end of the word that begins at start and the spaces
// after it, and where the spaces begin.
func wordEnd(s string, start int) (end, gap int) {
	gap = len(s)
	if i := strings.IndexFunc(s[start:], unicode.IsSpace); i >= 0 {
		gap = start + i
	}
	end = len(s)
	if i := strings.IndexFunc(s[gap:], func(r rune) bool { return !unicode.IsSpace(r) }); i >= 0 {
		end = gap + i
	}
	return end, gap
}

func (e *editor) word() string { return e.vocabulary[e.IntN(len(e.vocabulary))] }

func (e *editor) passOver() int {
	l := e.choose(func(l *lump) bool { return l.label.form != asItIs && l.label.step >= 0 })
	if l == nil {
		return 0
	}
	l.label.step++
	e.touch(l, Renumber)
	for s := l.next(); s != nil; s = s.next() {
		if s.node != nil && s.kind == l.kind && !e.hasTouched(s) {
			e.touch(s, Renumber)
		}
	}
	return 1
}

func (e *editor) insert() int {
	l := e.choose(leaf)
	if l == nil {
		return 0
	}
	made := &lump{kind: l.kind, level: l.level, label: l.label}
	made.label.step = 1
	if e.IntN(2) == 0 || len(e.donor) == 0 {
		for was := spell(l.text); made.text == nil || spell(made.text) == was; {
			made.text = e.reworded([]piece{{text: was}}, 0.1)
		}
	} else {
		made.text = []piece{{text: e.donor[e.IntN(len(e.donor))]}}
	}
	l.parent.adopt(l.index()+1, made)
	e.touch(l, Insert)
	return 1
}

// mostLost bounds what one deletion takes with it.
const mostLost = 12

func (e *editor) delete() int {
	withChildren := e.IntN(8) == 0
	l := e.choose(func(l *lump) bool {
		n := 0
		l.walk(func(*lump) { n++ })
		return leaf(l) && !withChildren || withChildren && n > 0 && n <= mostLost
	})
	if l == nil {
		return 0
	}
	n := 1
	e.touch(l, Delete)
	l.walk(func(c *lump) { e.touch(c, Delete); n++ })
	l.leave()
	return n
}

func (e *editor) split() int {
	l := e.choose(func(l *lump) bool { return leaf(l) && wordCount(l.text) >= 16 })
	if l == nil {
		return 0
	}
	first, second := cut(l.text, e.seam(spell(l.text)))
	made := &lump{node: nil, kind: l.kind, level: l.level, label: l.label, text: capital(second)}
	made.label.step = 1
	l.text = first
	l.parent.adopt(l.index()+1, made)
	e.touch(l, Split)
	return 1
}

// seam is where a text is best divided: after a mark near a point drawn
// from its middle, else after a word.
func (e *editor) seam(s string) int {
	want := len(s)/4 + e.IntN(len(s)/2)
	best := -1
	for _, marks := range []string{".;", ",:", ""} {
		for i := 1; i < len(s)-1; i++ {
			if s[i] == ' ' && (marks == "" || strings.IndexByte(marks, s[i-1]) >= 0) && (best < 0 || abs(i+1-want) < abs(best-want)) {
				best = i + 1
			}
		}
		if best >= 0 && (marks == "" || abs(best-want) < len(s)/5) {
			return best
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// capital begins pieces with a capital letter, which is a new word's.
func capital(pieces []piece) []piece {
	p := pieces[0]
	r, n := utf8.DecodeRuneInString(p.text)
	if !unicode.IsLower(r) || len(p.text) == n {
		return pieces
	}
	return append([]piece{{text: string(unicode.ToUpper(r))}, {p.text[n:], p.from, p.at + n}}, pieces[1:]...)
}

func (e *editor) merge() int {
	l := e.choose(func(l *lump) bool {
		n := l.next()
		return leaf(l) && n != nil && n.node != nil && n.kind == l.kind && leaf(n) && !e.hasTouched(n)
	})
	if l == nil {
		return 0
	}
	n := l.next()
	l.text = append(append(l.text, piece{text: " "}), n.text...)
	n.leave()
	e.touch(l, Merge)
	e.touch(n, Merge)
	return 2
}
