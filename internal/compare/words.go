// Package compare aligns texts: word by word inside a paragraph, and
// paragraph by paragraph between two versions of a document.
package compare

import (
	"unicode"
	"unicode/utf8"
)

// Op says what became of a stretch of words.
type Op byte

const (
	Same   Op = '='
	Delete Op = '-'
	Insert Op = '+'
)

// Edit is one step from an old text to a new one. Concatenating the Text of
// all Same and Delete edits gives the old text, of all Same and Insert the new.
type Edit struct {
	Op   Op
	Text string
}

// token is a word, a run of white space or one other character.
type token struct{ start, end int }

// tokenise cuts s so that no token boundary falls inside a syllable: a letter
// stays with the combining marks after it.
func tokenise(s string) []token {
	tokens := make([]token, 0, len(s)/4+1)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		start, class := i, classOf(r)
		i += size
		for i < len(s) {
			r, size = utf8.DecodeRuneInString(s[i:])
			c := classOf(r)
			if !(c&^mark == class&^mark && class != other) && c&mark == 0 {
				break
			}
			i += size
		}
		tokens = append(tokens, token{start, i})
	}
	return tokens
}

type class byte

const (
	other class = iota
	word
	space

	mark class = 1 << 7 // of a word: it combines with what stands before it
)

// classes are those of the runes that texts are mostly made of: to ask for the
// class of each letter is most of the work of cutting.
var classes = func() (t [0x2000]class) {
	for r := range rune(len(t)) {
		t[r] = classFor(r)
	}
	return t
}()

func classOf(r rune) class {
	if r >= 0 && int(r) < len(classes) {
		return classes[r]
	}
	return classFor(r)
}

func classFor(r rune) class {
	switch {
	case unicode.Is(unicode.M, r):
		return word | mark
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return word
	case unicode.IsSpace(r):
		return space
	}
	return other
}

// Words compares two texts word by word. Neighbouring edits of one kind are
// joined, a deletion comes before the insertion that replaces it, and a lone
// space kept between two edits is drawn into them, so that a reworded phrase
// reads as one replacement.
func Words(old, new string) []Edit {
	a, b := tokenise(old), tokenise(new)
	ids := make(map[string]int, len(a))
	x, y := number(old, a, ids), number(new, b, ids)
	steps := sparse(x, y, len(ids))
	return spell(old, new, a, b, steps)
}

// Stretch is a word kept between two texts: old[A0:A1] became new[B0:B1].
type Stretch struct{ A0, A1, B0, B1 int }

// Kept returns the tokens two texts have in common in their order, where tokens
// count as equal when key makes them so. It carries offsets from a copy to its
// original though the copy was retyped in capitals or without marks.
func Kept(old, new string, key func(string) string) []Stretch {
	a, b := tokenise(old), tokenise(new)
	ids := map[string]int{}
	keyed := func(s string, tokens []token) []int {
		out := make([]int, len(tokens))
		for i, t := range tokens {
			k := key(s[t.start:t.end])
			id, ok := ids[k]
			if !ok {
				id = len(ids)
				ids[k] = id
			}
			out[i] = id
		}
		return out
	}
	var kept []Stretch
	i, j := 0, 0
	for _, op := range myers(keyed(old, a), keyed(new, b)) {
		switch op {
		case Insert:
			j++
		case Delete:
			i++
		default:
			kept = append(kept, Stretch{a[i].start, a[i].end, b[j].start, b[j].end})
			i, j = i+1, j+1
		}
	}
	return kept
}

// number replaces each token by a small integer, equal for equal texts.
func number(s string, tokens []token, ids map[string]int) []int {
	out := make([]int, len(tokens))
	for i, t := range tokens {
		key := s[t.start:t.end]
		id, ok := ids[key]
		if !ok {
			id = len(ids)
			ids[key] = id
		}
		out[i] = id
	}
	return out
}

// spell says what steps do to two texts, in as few edits as can be. Deletions
// stand before insertions; a Same of white space between two changed runs
// becomes part of both.
func spell(old, new string, a, b []token, steps []Op) []Edit {
	var out []Edit
	var same, del, ins token // runs under way, as they stand in old, old and new
	flush := func() {
		if del.end > del.start {
			out = append(out, Edit{Delete, old[del.start:del.end]})
		}
		if ins.end > ins.start {
			out = append(out, Edit{Insert, new[ins.start:ins.end]})
		}
		del, ins = token{}, token{}
	}
	i, j := 0, 0
	for s, op := range steps {
		switch {
		case op == Delete:
			del = del.and(a[i])
			i++
			continue
		case op == Insert:
			ins = ins.and(b[j])
			j++
			continue
		case del.end > 0 && ins.end > 0 && blank(old[a[i].start:a[i].end]) && replacedAfter(steps[s+1:]):
			del, ins = del.and(a[i]), ins.and(b[j])
		default:
			flush()
			if n := len(out); n > 0 && out[n-1].Op == Same {
				same.end = a[i].end
				out[n-1].Text = old[same.start:same.end]
			} else {
				same = a[i]
				out = append(out, Edit{Same, old[same.start:same.end]})
			}
		}
		i, j = i+1, j+1
	}
	flush()
	return out
}

// and is a stretch with the token behind it.
func (t token) and(next token) token {
	if t.end == 0 {
		return next
	}
	return token{t.start, next.end}
}

func blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// replacedAfter reports whether steps begin with both kinds of change.
func replacedAfter(steps []Op) bool {
	var del, ins bool
	for _, op := range steps {
		switch op {
		case Delete:
			del = true
		case Insert:
			ins = true
		default:
			return del && ins
		}
	}
	return del && ins
}
