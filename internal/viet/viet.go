// Package viet knows Vietnamese text: its letters and tones, the syllables
// they can form, the order names sort in, the encodings that came before
// Unicode, and how to fold all that away for search.
//
// Functions take and return UTF-8. Unless said otherwise they expect text in
// Unicode normalisation form C, which NFC makes and DecodeText returns.
package viet

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in normalisation form C. Text that is in it already, which
// nearly all is, comes back as it is, without a copy.
func NFC(s string) string {
	if quicklyNFC(s) {
		return s
	}
	return norm.NFC.String(s)
}

// quicklyNFC reports whether s holds nothing but code points that are in form C
// next to any of each other: those below U+0300, the letters U+1E80–U+1EFF and
// the punctuation U+2002–U+203F. That is what Vietnamese text consists of, and
// bytes are enough to see it. False means: not known.
func quicklyNFC(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0xCC: // ASCII, U+0080–U+02FF, and the bytes that follow a first one
		case c == 0xE1 && i+2 < len(s) && (s[i+1] == 0xBA || s[i+1] == 0xBB):
			i += 2
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] >= 0x82:
			i += 2
		default:
			return false
		}
	}
	return true
}

// RepairEth puts Đ and đ where a look-alike was typed for them: Eth (Ð U+00D0,
// ð U+00F0), which the Windows keyboards for Western Europe have, and African D
// (Ɖ U+0189), whose capital looks the same. Nothing else changes.
func RepairEth(s string) string {
	if !strings.ContainsAny(s, "ÐðƉ") {
		return s
	}
	return ethRepairer.Replace(s)
}

var ethRepairer = strings.NewReplacer("Ð", "Đ", "ð", "đ", "Ɖ", "Đ")
