package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as search compares it: normalised, in lower case, without
// diacritics, đ as d. Every Latin letter loses its marks, not only those of
// Vietnamese; other scripts are only put in lower case. White space and
// punctuation stay as they are. Folding twice is folding once.
//
// For Vietnamese in normalisation form C the result has one code point for
// each of s, the one FoldRune gives.
func Fold(s string) string {
	s = NFC(s)
	if i := firstToFold(s); i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	latin := false // the letter before is Latin: a mark on it goes
	for _, r := range s {
		if latin && isMark(r) {
			continue
		}
		f := FoldRune(r)
		if f < utf8.RuneSelf {
			b.WriteByte(byte(f))
			latin = isASCIILetter(byte(f))
		} else {
			b.WriteRune(f)
			latin = unicode.Is(unicode.Latin, f)
		}
	}
	return NFC(b.String())
}

// FoldRune folds one code point of text in normalisation form C. It always
// gives exactly one, so that offsets in code points hold in folded text.
func FoldRune(r rune) rune {
	switch {
	case r < 'A':
		return r
	case r < utf8.RuneSelf:
		if r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case int(r) < len(foldLow):
		return rune(foldLow[r])
	case r >= foldExtraFirst && r < foldExtraFirst+rune(len(foldExtra)):
		return rune(foldExtra[r-foldExtraFirst])
	}
	r = unicode.ToLower(r)
	if r >= 0 && int(r) < len(foldLow) { // the signs for kelvin and ångström
		r = rune(foldLow[r])
	}
	return r
}

// firstToFold is the byte offset of the first thing in s that folding would
// change; all non-ASCII counts.
func firstToFold(s string) int {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return i
		}
	}
	return len(s)
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isMark reports whether r is in the block Combining Diacritical Marks.
func isMark(r rune) bool { return r >= 0x300 && r <= 0x36F }

const foldExtraFirst = 0x1E00

var (
	foldLow   = foldTable[[0x250]uint16](0)
	foldExtra = foldTable[[0x100]uint16](foldExtraFirst)
)

// stroked are Latin letters whose mark is part of the letter, so that
// decomposition does not take it off.
var stroked = map[rune]rune{
	'đ': 'd', 'ð': 'd', 'ħ': 'h', 'ı': 'i', 'ł': 'l', 'ø': 'o', 'ŧ': 't',
	'ƀ': 'b', 'ɓ': 'b', 'ƈ': 'c', 'ɖ': 'd', 'ɗ': 'd', 'ƒ': 'f', 'ɠ': 'g', 'ƙ': 'k', 'ƚ': 'l',
	'ɲ': 'n', 'ƥ': 'p', 'ƭ': 't', 'ƴ': 'y', 'ƶ': 'z', 'ȼ': 'c', 'ɇ': 'e', 'ɉ': 'j', 'ɍ': 'r', 'ɏ': 'y',
}

// foldTable computes the folding of the code points from first on, as many as
// T holds.
func foldTable[T [0x250]uint16 | [0x100]uint16](first rune) T {
	var table T
	for i := range len(table) {
		table[i] = uint16(foldSlow(first + rune(i)))
	}
	return table
}

func foldSlow(r rune) rune {
	r = unicode.ToLower(r)
	if !unicode.Is(unicode.Latin, r) {
		return r
	}
	if d := norm.NFD.PropertiesString(string(r)).Decomposition(); d != nil {
		r, _ = utf8.DecodeRune(d)
	}
	if base, ok := stroked[r]; ok {
		return base
	}
	return r
}
