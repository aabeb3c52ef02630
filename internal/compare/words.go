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
			if !(c == class && class != other) && !unicode.Is(unicode.M, r) {
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
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return word
		case r == ' ', r == '\t', r == '\n', r == '\r':
			return space
		}
		return other
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r):
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
	steps := myers(x, y)
	return tidy(spell(old, new, a, b, steps))
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

func spell(old, new string, a, b []token, steps []Op) []Edit {
	var edits []Edit
	i, j := 0, 0
	for _, op := range steps {
		var text string
		switch op {
		case Insert:
			text = new[b[j].start:b[j].end]
			j++
		case Delete:
			text = old[a[i].start:a[i].end]
			i++
		default:
			text = old[a[i].start:a[i].end]
			i, j = i+1, j+1
		}
		edits = append(edits, Edit{op, text})
	}
	return edits
}

// tidy joins runs and puts deletions before insertions. A Same of white space
// between two changed runs becomes part of both.
func tidy(edits []Edit) []Edit {
	var out []Edit
	var del, ins string
	flush := func() {
		if del != "" {
			out = append(out, Edit{Delete, del})
		}
		if ins != "" {
			out = append(out, Edit{Insert, ins})
		}
		del, ins = "", ""
	}
	for i, e := range edits {
		switch {
		case e.Op == Delete:
			del += e.Text
		case e.Op == Insert:
			ins += e.Text
		case del != "" && ins != "" && blank(e.Text) && replacedAfter(edits, i):
			del += e.Text
			ins += e.Text
		default:
			flush()
			if n := len(out); n > 0 && out[n-1].Op == Same {
				out[n-1].Text += e.Text
			} else {
				out = append(out, e)
			}
		}
	}
	flush()
	return out
}

func blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// replacedAfter reports whether both kinds of change follow edits[i] at once.
func replacedAfter(edits []Edit, i int) bool {
	var del, ins bool
	for _, e := range edits[i+1:] {
		switch e.Op {
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
