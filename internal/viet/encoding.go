package viet

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Encoding is how a text writes Vietnamese letters. Before Unicode that hung
// on the font: the same bytes read differently in .VnTime and in VNI-Times.
type Encoding uint8

const (
	Unicode   Encoding = iota
	TCVN3              // TCVN 5712:1993, set VN3, also called ABC: one byte a letter, capitals only without tone
	TCVN3Caps          // TCVN3 in the fonts that draw capitals for small letters
	VNI                // VNI for Windows: base letter and mark, mostly two bytes
)

func (e Encoding) String() string {
	switch e {
	case TCVN3:
		return "TCVN3"
	case TCVN3Caps:
		return "TCVN3 capitals"
	case VNI:
		return "VNI"
	}
	return "Unicode"
}

// FontEncoding is the encoding of text set in a font, by the font's name in
// any case: ".VnTime" and its family are TCVN3, with an H at the end
// (".VnTimeH") TCVN3Caps; "VNI-Times" and its family VNI; all else Unicode.
func FontEncoding(font string) Encoding {
	name := strings.ToLower(strings.Trim(font, " '\""))
	switch {
	case strings.HasPrefix(name, ".vn"), strings.HasPrefix(name, "vntime"), strings.HasPrefix(name, "vnarial"):
		if strings.HasSuffix(withoutStyle(name), "h") {
			return TCVN3Caps
		}
		return TCVN3
	case strings.HasPrefix(name, "vni-"), strings.HasPrefix(name, "vni "), name == "vni":
		return VNI
	}
	return Unicode
}

// withoutStyle takes words for weight and slant off a font's name.
func withoutStyle(name string) string {
	for {
		cut := strings.TrimRight(name, " ,-")
		for _, style := range []string{"bold", "italic", "regular", "normal"} {
			cut = strings.TrimSuffix(cut, style)
		}
		if cut == name {
			return name
		}
		name = cut
	}
}

// Decode turns text in encoding e into Unicode, normalisation form C. The text
// is as a Word file holds it: each byte shown as a code point, U+0000–U+00FF or
// the one Windows-1252 has in its place; in fonts that count as symbol fonts,
// U+F000–U+F0FF. Bytes that mean nothing in e stay what they are in Windows-1252.
//
// Text that holds a Vietnamese letter outside Windows-1252 (ơ, đ, ạ…) was typed
// in Unicode whatever its font says, and comes back unchanged but for NFC.
func (e Encoding) Decode(s string) string {
	if e == Unicode || isUnicodeVietnamese(s) {
		return NFC(s)
	}
	switch e {
	case TCVN3:
		s = decodeTCVN3(s)
	case TCVN3Caps:
		s = strings.Map(unicode.ToUpper, decodeTCVN3(s))
	case VNI:
		s = decodeVNI(s)
	}
	return NFC(s)
}

// Encode is the inverse of Decode: Unicode to encoding e. It fails on the first
// letter that e cannot write, or that would be read back as another.
func (e Encoding) Encode(s string) (string, error) {
	s = NFC(s)
	var write func(*strings.Builder, rune) bool
	switch e {
	case TCVN3:
		write = encodeTCVN3
	case TCVN3Caps:
		write = encodeTCVN3Caps
	case VNI:
		write = encodeVNI
	default:
		return s, nil
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		if !write(&b, r) {
			return "", fmt.Errorf("viet: %v cannot write %q (byte %d)", e, r, i)
		}
	}
	return b.String(), nil
}

// legacyByte is the byte a code point of legacy text stands for; ok is false
// for what is no byte of it.
func legacyByte(r rune) (c byte, ok bool) {
	switch {
	case r < 0x100:
		return byte(r), r >= 0
	case r >= 0xF020 && r <= 0xF0FF:
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// legacyRune is the code point that byte c is shown as; the five bytes that
// Windows-1252 leaves open stay control characters.
func legacyRune(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c)
}

// isUnicodeVietnamese reports whether s has a Vietnamese letter that
// Windows-1252 lacks.
func isUnicodeVietnamese(s string) bool {
	for _, r := range s {
		if r >= 0x100 && glyphOf(r).letter != 0 {
			return true
		}
	}
	return false
}
