package pdf

import (
	"strings"
	"unicode/utf8"

	"thao/internal/viet"
)

// legacy is the encoding of a font from before Unicode; ok is false for all
// others.
func legacy(fontName string) (enc viet.Encoding, ok bool) {
	enc = viet.FontEncoding(fontName)
	return enc, enc != viet.Unicode
}

// legacyChunk bounds what is decoded at once; no word is as long.
const legacyChunk = 64

// legacyWord appends a word set in a font from before Unicode.
func (t *pageText) legacyWord(b *strings.Builder, word []int, number int32, enc viet.Encoding) {
	for len(word) > 0 {
		n := min(len(word), legacyChunk)
		t.legacyPart(b, word[:n], number, enc)
		word = word[n:]
	}
}

// legacyPart decodes some letters. VNI writes one letter with two, so a
// letter's place is found by how many the ones up to it decode to: where that
// number does not grow, it is the mark of the letter before.
func (t *pageText) legacyPart(b *strings.Builder, word []int, number int32, enc viet.Encoding) {
	raw := t.raw(word, enc)
	whole := enc.Decode(string(raw))
	starts := runeStarts(whole)
	done, letters := 0, 0 // bytes of raw, and what they decode to
	for _, i := range word {
		done += utf8.RuneLen(t.code(i))
		if n := utf8.RuneCountInString(enc.Decode(string(raw[:done]))); n > letters {
			letters = n
		}
		t.glyphs[i].line = number
		t.glyphs[i].at = uint32(b.Len() + starts[min(max(letters-1, 0), len(starts)-1)])
	}
	b.WriteString(whole)
}

// raw is a word's letters as code points of its encoding.
func (t *pageText) raw(word []int, enc viet.Encoding) []byte {
	var raw []byte
	for n, i := range word {
		if t.glyphs[i].r == softHyphen { // in TCVN3 the code of ư as well
			t.glyphs[i].r = '-'
			if n == len(word)-1 && enc != viet.VNI && viet.ValidSyllable(enc.Decode(string(raw)+"\u00AD")) {
				t.glyphs[i].r = '\u00AD'
			}
		}
		raw = utf8.AppendRune(raw, t.code(i))
	}
	return raw
}

// code is a letter that surely has a length in UTF-8.
func (t *pageText) code(i int) rune {
	if r := t.glyphs[i].r; utf8.ValidRune(r) {
		return r
	}
	return utf8.RuneError
}

// runeStarts lists the offsets at which the runes of s begin; never empty.
func runeStarts(s string) []int {
	starts := make([]int, 0, len(s)+1)
	for i := range s {
		starts = append(starts, i)
	}
	if len(starts) == 0 {
		starts = append(starts, 0)
	}
	return starts
}
