package viet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// DecodeText turns the bytes of a plain text file into text, form C, lines
// ended by \n, and names the encoding they were in: "utf-8", "utf-16le",
// "utf-16be", "windows-1258", "tcvn3", "vni" or "windows-1252". A byte order
// mark decides; else valid UTF-8 is UTF-8; else the encoding in which most
// words are syllables of Vietnamese, Windows-1252 if in none. Bytes without
// meaning become U+FFFD; it never fails.
func DecodeText(data []byte) (text, encoding string) {
	text, encoding = decodeBytes(data)
	return NFC(unixLines(text)), encoding
}

func decodeBytes(data []byte) (text, encoding string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return decodeUTF8(data[3:])
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return decodeUTF16(data[2:], binary.LittleEndian), "utf-16le"
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return decodeUTF16(data[2:], binary.BigEndian), "utf-16be"
	}
	switch order := utf16Order(data); order {
	case binary.LittleEndian:
		return decodeUTF16(data, order), "utf-16le"
	case binary.BigEndian:
		return decodeUTF16(data, order), "utf-16be"
	}
	if mostlyUTF8(data) {
		return decodeUTF8(data)
	}
	return decodeByte(data)
}

// decodeUTF8 also sees through text that was in TCVN3 or VNI before some
// program saved it as UTF-8.
func decodeUTF8(data []byte) (text, encoding string) {
	text = strings.ToValidUTF8(string(data), "\uFFFD")
	switch LooksLegacy(text) {
	case TCVN3:
		return capitals(TCVN3.Decode(text)), "tcvn3"
	case VNI:
		return VNI.Decode(text), "vni"
	}
	return text, "utf-8"
}

// decodeByte decides between the encodings of one byte a code.
func decodeByte(data []byte) (text, encoding string) {
	sample := accentedSample(data)
	best, share := 0, byteReadings[0].measure(sample)
	for i, reading := range byteReadings {
		if s := reading.measure(sample); s >= likelyShare && s > share {
			best, share = i, s
		}
	}
	return byteReadings[best].decode(data), byteReadings[best].name
}

// byteReading is one way to read bytes.
type byteReading struct {
	name   string
	decode func([]byte) string
}

func (b byteReading) measure(data []byte) float64 { return measure(b.decode(data)).share() }

// byteReadings is tried in order; of equals the first is taken. Windows-1252
// leads because text without any Vietnamese is most likely in it.
var byteReadings = [...]byteReading{
	{"windows-1252", func(data []byte) string { return decodeCharmap(charmap.Windows1252, data) }},
	{"windows-1258", func(data []byte) string { return NFC(decodeCharmap(charmap.Windows1258, data)) }},
	{"tcvn3", func(data []byte) string { return capitals(TCVN3.Decode(latinBytes(data))) }},
	{"vni", func(data []byte) string { return VNI.Decode(latinBytes(data)) }},
}

func decodeCharmap(c *charmap.Charmap, data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/4)
	for _, x := range data {
		b.WriteRune(c.DecodeByte(x))
	}
	return b.String()
}

// latinBytes shows each byte as the code point of its value.
func latinBytes(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/4)
	for _, x := range data {
		b.WriteRune(rune(x))
	}
	return b.String()
}

// accentedSample is a stretch of data around its first byte above ASCII, long
// enough to know the encoding by.
func accentedSample(data []byte) []byte {
	const size = 128 << 10
	first := max(0, bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf })-64)
	return data[first:min(len(data), first+size)]
}

// mostlyUTF8 reports whether data is UTF-8, but for at most one bad byte in ten
// good sequences: a cut-off end, or a slip of the program that wrote it.
func mostlyUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return true
	}
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return good >= 10*bad
}

// utf16Order recognises UTF-16 without a byte order mark: spaces, digits and
// unmarked letters have a zero for their high byte, and hardly a character has
// one for its low byte. Nil if data is not UTF-16.
func utf16Order(data []byte) binary.ByteOrder {
	head := data[:min(len(data), 4096)&^1]
	if len(head) < 4 {
		return nil
	}
	var zeros [2]int // at even and at odd offsets
	for i, x := range head {
		if x == 0 {
			zeros[i&1]++
		}
	}
	many, few := len(head)/2/4, len(head)/2/20
	switch {
	case zeros[1] > many && zeros[0] <= few:
		return binary.LittleEndian
	case zeros[0] > many && zeros[1] <= few:
		return binary.BigEndian
	}
	return nil
}

// decodeUTF16 leaves out NULs, which some programs end such files with.
func decodeUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		if u := order.Uint16(data); u != 0 {
			units = append(units, u)
		}
	}
	return string(utf16.Decode(units))
}

// unixLines ends lines by \n. A lone \r is a line's end only where no \n is.
func unixLines(s string) string {
	switch {
	case !strings.Contains(s, "\r"):
		return s
	case strings.Contains(s, "\n"):
		return strings.ReplaceAll(s, "\r\n", "\n")
	}
	return strings.ReplaceAll(s, "\r", "\n")
}
