package viet

import (
	"strings"
	"unicode"
)

// tcvn3Letters is the upper half of VN3 (TCVN 5712:1993) from 0xA1 on; a space
// stands for a byte that VN3 leaves open.
const tcvn3Letters = "" +
	"ĂÂÊÔƠƯĐăâêôơưđ " + // A1–AF
	"     àảãáạ ằẳẵắ " + // B0–BF
	"      ặầẩẫấậè ẻẽ" + // C0–CF
	"éẹềểễếệìỉ   ĩíịò" + // D0–DF
	" ỏõóọồổỗốộờởỡớợù" + // E0–EF
	" ủũúụừửữứựỳỷỹýỵ" //    F0–FE

var (
	tcvn3ToUnicode [256]rune // 0 where VN3 has no letter of its own
	unicodeToTCVN3 = map[rune]byte{}
)

func init() {
	c := byte(0xA1)
	for _, r := range tcvn3Letters {
		if r != ' ' {
			tcvn3ToUnicode[c] = r
			unicodeToTCVN3[r] = c
		}
		c++
	}
}

func decodeTCVN3(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/2)
	for _, r := range s {
		if c, ok := legacyByte(r); ok {
			if r = tcvn3ToUnicode[c]; r == 0 {
				r = legacyRune(c)
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

func encodeTCVN3(b *strings.Builder, r rune) bool {
	if c, ok := unicodeToTCVN3[r]; ok {
		b.WriteRune(rune(c))
		return true
	}
	return writePlainLegacy(b, r, tcvn3Taken)
}

// encodeTCVN3Caps writes a capital as the byte of its small letter, but for
// those VN3 has as capitals. Small letters cannot be shown.
func encodeTCVN3Caps(b *strings.Builder, r rune) bool {
	if unicode.ToUpper(r) != r {
		return false
	}
	if _, ok := unicodeToTCVN3[r]; !ok && r >= 0x80 {
		if c, ok := unicodeToTCVN3[unicode.ToLower(r)]; ok {
			r = rune(c)
			b.WriteRune(r)
			return true
		}
	}
	return encodeTCVN3(b, r)
}

func tcvn3Taken(c byte) bool { return tcvn3ToUnicode[c] != 0 }

// writePlainLegacy writes a code point that is the same in the legacy encoding
// and in Windows-1252. Letters of Vietnamese never are: one without a place in
// the encoding would pass for text in Unicode.
func writePlainLegacy(b *strings.Builder, r rune, taken func(byte) bool) bool {
	if r < 0x80 {
		b.WriteRune(r)
		return r >= 0
	}
	c, ok := legacyByte(r)
	if !ok || legacyRune(c) != r || taken(c) || glyphOf(r).letter != 0 {
		return false
	}
	b.WriteRune(r)
	return true
}
