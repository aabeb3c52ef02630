package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// VNI for Windows, as VNI Software's chart has it. A letter is one of the bases
// a e i o u y ô(=ơ) ö(=ư), alone or followed by one mark; a mark stands for a
// tone, for circumflex or breve, or for one of those and a tone. The letters
// on i, ỵ and đ are single bytes. Capitals are the same bytes less 0x20, mark
// and all; the base decides the case of the letter, whatever that of the mark.

// vniMark is what a mark makes of the vowel before it.
type vniMark struct {
	from, into string // the vowels it changes, as plain letters; "" for a bare tone, which goes on all
	tone       tone
}

var (
	vniMarks   [256]*vniMark
	vniSingles [256]rune           // bytes that are a letter by themselves; 0 for the others
	vniWritten = map[rune]string{} // all accented letters, both cases
)

func init() {
	vniMarkRow("ù", "", "", acute) // on its own line: tones are not in the order of bytes
	vniMarkRow("øûõ", "", "", grave)
	vniMarkRow("ï", "", "", dot)
	vniMarkRow("âàåãáä", "aeo", plainString("âêô"), level)
	vniMarkRow("êèúüéë", "a", plainString("ă"), level)
	for single, letter := range map[rune]rune{
		'ô': 'ơ', 'ö': 'ư', 'ñ': 'đ', 'î': 'ỵ',
		'í': 'í', 'ì': 'ì', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị',
	} {
		vniSingles[single], vniSingles[single-0x20] = letter, unicode.ToUpper(letter)
		vniWrites(letter, string(single))
	}
	for letter, base := range map[plain]string{'a': "a", 'e': "e", 'o': "o", 'u': "u", 'y': "y", oHorn: "ô", uHorn: "ö"} {
		for c := rune(0xE0); c <= 0xFF; c++ {
			if r, ok := vniMarks[c].apply(glyph{letter: letter}); ok && vniWritten[r] == "" {
				vniWrites(r, base+string(c))
			}
		}
	}
}

// vniMarkRow enters small marks that differ in tone only, the tones following
// each other from first on.
func vniMarkRow(marks, from, into string, first tone) {
	for i, c := range []rune(marks) {
		m := &vniMark{from, into, first + tone(i)}
		vniMarks[c], vniMarks[c-0x20] = m, m
	}
}

func vniWrites(letter rune, legacy string) {
	vniWritten[letter] = legacy
	vniWritten[unicode.ToUpper(letter)] = strings.ToUpper(legacy)
}

// apply puts the mark on a vowel without tone; ok is false where VNI has no
// such letter.
func (m *vniMark) apply(g glyph) (r rune, ok bool) {
	if m == nil || !g.letter.isVowel() || g.tone != level {
		return 0, false
	}
	if m.from != "" {
		i := strings.IndexByte(m.from, byte(g.letter))
		if i < 0 {
			return 0, false
		}
		g.letter = plain(m.into[i])
	}
	return g.withTone(m.tone), true
}

func decodeVNI(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/4)
	for i := 0; i < len(s); {
		letter, size := vniLetter(s[i:])
		i += size
		if mark, size := utf8.DecodeRuneInString(s[i:]); size > 0 {
			if c, ok := legacyByte(mark); ok {
				if marked, ok := vniMarks[c].apply(glyphOf(letter)); ok {
					letter = marked
					i += size
				}
			}
		}
		b.WriteRune(letter)
	}
	return b.String()
}

// vniLetter reads the byte of VNI at the start of s: a single as the letter it
// is, all else as Windows-1252 shows it.
func vniLetter(s string) (r rune, size int) {
	r, size = utf8.DecodeRuneInString(s)
	c, ok := legacyByte(r)
	if !ok {
		return r, size
	}
	if vniSingles[c] != 0 {
		return vniSingles[c], size
	}
	return legacyRune(c), size
}

func encodeVNI(b *strings.Builder, r rune) bool {
	if legacy, ok := vniWritten[r]; ok {
		b.WriteString(legacy)
		return true
	}
	return writePlainLegacy(b, r, vniTaken)
}

func vniTaken(c byte) bool { return vniSingles[c] != 0 || vniMarks[c] != nil }
