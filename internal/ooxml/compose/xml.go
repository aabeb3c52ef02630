package compose

import (
	"bytes"
	"math"
	"strconv"
	"time"
	"unicode/utf8"
)

// writer collects the XML of one part.
type writer struct {
	bytes.Buffer          // after what is packed
	packed       [][]byte // see pack
	doc          *Document
	moves        []openMove // ranges of moves not yet closed

	afterTable bool // the last block written was a table
}

// xml appends markup written by this package, never text from outside.
func (w *writer) xml(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// val appends <w:name w:val="value"/>.
func (w *writer) val(name, value string) {
	w.xml("<w:", name, ` w:val="`)
	w.escape(value)
	w.xml(`"/>`)
}

// toggle appends an on/off property, nothing where it is inherited.
func (w *writer) toggle(name string, t Toggle) {
	switch t {
	case On:
		w.xml("<w:", name, "/>")
	case Off:
		w.xml("<w:", name, ` w:val="0"/>`)
	}
}

// attr appends an attribute, its name with prefix.
func (w *writer) attr(name, value string) {
	w.xml(" ", name, `="`)
	w.escape(value)
	w.xml(`"`)
}

// attrInt appends an attribute with a whole number.
func (w *writer) attrInt(name string, value int) {
	w.xml(" ", name, `="`, strconv.Itoa(value), `"`)
}

// escape appends text for element content or a quoted attribute. Characters
// outside the Char production of XML 1.0 (section 2.2) are left out, bytes
// that are no UTF-8 become U+FFFD.
func (w *writer) escape(s string) {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < utf8.RuneSelf && c != '&' && c != '<' && c != '>' && c != '"' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		instead, keep := entity(r, size)
		if !keep {
			w.WriteString(s[from:i])
			w.WriteString(instead)
			from = i + size
		}
		i += size
	}
	w.WriteString(s[from:])
}

// entity says what stands for a rune in XML; keep means the rune itself.
func entity(r rune, size int) (instead string, keep bool) {
	switch {
	case r == '&':
		return "&amp;", false
	case r == '<':
		return "&lt;", false
	case r == '>':
		return "&gt;", false
	case r == '"':
		return "&quot;", false
	case r == '\t':
		return "&#9;", false
	case r == '\n':
		return "&#10;", false
	case r == utf8.RuneError && size == 1:
		return "\uFFFD", false
	case r < 0x20, r == 0xFFFE, r == 0xFFFF:
		return "", false
	}
	return "", true
}

// twips is millimetres in twentieths of a point.
func twips(mm float64) int { return int(math.Round(mm * 1440 / 25.4)) }

// points is points in twentieths of a point.
func points(pt float64) int { return int(math.Round(pt * 20)) }

// halves is points in halves of a point, the unit of type sizes.
func halves(pt float64) int { return int(math.Round(pt * 2)) }

// stamp is a time as WordprocessingML writes it.
func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05Z") }
