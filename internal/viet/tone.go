package viet

import (
	"strings"
	"unicode/utf8"
)

// Tone returns s with every tone mark where the traditional spelling has it,
// so that texts in either spelling, and the common slips of typing, compare
// equal: hoà → hòa, khoẻ → khỏe, thuý → thúy, uỷ → ủy, tóan → toán, qúy → quý.
// A syllable whose mark both spellings place alike (hoàn, quý, giá, của) stays
// as it is, and so does every word that is no syllable of Vietnamese. Case and
// all else is kept; the number of code points stays the same.
func Tone(s string) string {
	s = NFC(s)
	var b strings.Builder
	copied := 0 // bytes of s already in b
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf && !isASCIILetter(s[i]) {
			i++
			continue
		}
		start := i
		end, run := letterRun(s, start)
		i = end
		if i == start { // no letter: one code point of something else
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		at, ok := run.misplaced()
		if !ok {
			continue
		}
		b.WriteString(s[copied:start])
		run.writeMarkedAt(&b, at)
		copied = i
	}
	if copied == 0 {
		return s
	}
	b.WriteString(s[copied:])
	return b.String()
}

// EqualTone reports whether a and b differ at most in where they put tone
// marks. Case counts.
func EqualTone(a, b string) bool { return a == b || Tone(a) == Tone(b) }

// letterRun reads the run of letters at s[i:] and returns where it ends. A run
// that cannot be a syllable gives the empty one.
func letterRun(s string, i int) (end int, run syllable) {
	run = newSyllable()
	fits := true
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isLetter(r) {
			break
		}
		fits = fits && run.add(r)
		i += size
	}
	if !fits {
		run = newSyllable()
	}
	return i, run
}

// misplaced returns the letter that should carry the tone mark, where it is
// not the one that does.
func (s *syllable) misplaced() (at int, ok bool) {
	if s.toned != 1 {
		return 0, false
	}
	onset, r, ok := s.split()
	if !ok {
		return 0, false
	}
	at = onset + r.mark
	return at, at != s.toneAt
}

func (s *syllable) writeMarkedAt(b *strings.Builder, at int) {
	for i, g := range s.glyphs[:s.n] {
		switch {
		case i == at:
			b.WriteRune(g.withTone(s.tone))
		case i == s.toneAt:
			b.WriteRune(g.withTone(level))
		default:
			b.WriteRune(g.rune())
		}
	}
}
