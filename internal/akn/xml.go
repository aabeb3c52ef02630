package akn

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds how deep elements nest, in what is read and what is written.
const maxDepth = 256

// emitter writes elements, each structural one on a line of its own. Inside
// mixed content nothing is added: there white space is text.
type emitter struct {
	w     *bufio.Writer
	open  []string
	mixed bool // the innermost open element holds text
}

func newEmitter(w io.Writer) *emitter { return &emitter{w: bufio.NewWriterSize(w, 64<<10)} }

// start opens an element; attributes are name, value, name, value. One with an
// empty value is left out.
func (e *emitter) start(name string, attrs ...string) {
	e.tag(name, attrs)
	e.w.WriteByte('>')
	e.open = append(e.open, name)
}

// empty writes an element without content.
func (e *emitter) empty(name string, attrs ...string) {
	e.tag(name, attrs)
	e.w.WriteString("/>")
}

func (e *emitter) tag(name string, attrs []string) {
	if !e.mixed {
		e.line()
	}
	e.w.WriteByte('<')
	e.w.WriteString(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			e.attribute(attrs[i], attrs[i+1])
		}
	}
}

func (e *emitter) attribute(name, value string) {
	e.w.WriteByte(' ')
	e.w.WriteString(name)
	e.w.WriteString(`="`)
	from := 0
	for i := 0; i < len(value); i++ {
		if ref := reference(value[i]); ref != "" {
			e.w.WriteString(value[from:i])
			e.w.WriteString(ref)
			from = i + 1
		}
	}
	e.w.WriteString(value[from:])
	e.w.WriteByte('"')
}

// reference is what stands for a byte that markup or the normalisation of
// white space would take away; "" for all others.
func reference(c byte) string {
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	case '\t':
		return "&#9;"
	case '\n':
		return "&#10;"
	case '\r':
		return "&#13;"
	}
	return ""
}

// end closes the innermost element.
func (e *emitter) end() {
	name := e.open[len(e.open)-1]
	e.open = e.open[:len(e.open)-1]
	if !e.mixed {
		e.line()
	}
	e.mixed = false
	e.w.WriteString("</")
	e.w.WriteString(name)
	e.w.WriteByte('>')
}

func (e *emitter) line() {
	e.w.WriteByte('\n')
	for range e.open {
		e.w.WriteByte(' ')
	}
}

// text writes an element that holds words and nothing else.
func (e *emitter) text(name, words string, attrs ...string) {
	if words == "" {
		e.empty(name, attrs...)
		return
	}
	e.start(name, attrs...)
	e.mixed = true
	e.words(words)
	e.end()
}

// words writes text to the letter; see the package comment.
func (e *emitter) words(s string) {
	from := 0
	for i := 0; i < len(s); {
		if c := s[i]; c >= 0x20 && c < utf8.RuneSelf && c != '&' && c != '<' && c != '>' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if instead := markup(r, size, s[i]); instead != "" {
			e.w.WriteString(s[from:i])
			e.w.WriteString(instead)
			from = i + size
		}
		i += size
	}
	e.w.WriteString(s[from:])
}

// markup is what stands for a character in mixed content; "" for itself.
func markup(r rune, size int, first byte) string {
	switch {
	case r == '\n':
		return "<eol/>"
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf(`<inline name="%s%02x"/>`, bytePrefix, first)
	case !inXML(r):
		return fmt.Sprintf(`<inline name="%s%04x"/>`, runePrefix, r)
	case r < utf8.RuneSelf && r != '"':
		return reference(byte(r))
	}
	return ""
}

const (
	bytePrefix = "byte-"
	runePrefix = "u-"
)

// inXML reports whether a document may hold r (XML 1.0, production Char).
func inXML(r rune) bool {
	return r >= 0x20 && r < 0xD800 || r == '\t' || r == '\n' || r == '\r' || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// inAttribute reports whether an attribute can hold s: there no element can
// stand for what XML forbids.
func inAttribute(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return !inXML(r) }) < 0
}
