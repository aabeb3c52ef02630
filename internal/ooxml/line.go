package ooxml

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"thao/internal/viet"
)

// lineBuffer gathers the characters of one block and turns them into Unicode
// text: legacy encodings decoded, in form C, Eth repaired. Marks keep their
// place in it. It is used again for each block.
type lineBuffer struct {
	raw     []byte
	legacy  []stretch // parts of raw in fonts that are not Unicode
	marks   []placed
	visible bool // there is a character that is not white space
	light   bool // one of them is not bold
	upright bool
}

// stretch is part of a line in one font class. Letters of VNI are two
// characters that may stand in two runs, so stretches of one class join.
type stretch struct {
	from, to int
	class    fontClass
}

type placed struct {
	id markID
	at int // in raw, later in the text
}

func (b *lineBuffer) reset() {
	*b = lineBuffer{raw: b.raw[:0], legacy: b.legacy[:0], marks: b.marks[:0]}
}

func (b *lineBuffer) bold() bool   { return b.visible && !b.light }
func (b *lineBuffer) italic() bool { return b.visible && !b.upright }

// add appends characters of one appearance.
func (b *lineBuffer) add(text []byte, a appearance) {
	from := len(b.raw)
	b.raw = append(b.raw, text...)
	if !(a.bold || b.light) || !(a.italic || b.upright) || !b.visible {
		if strings.TrimSpace(string(text)) != "" {
			b.visible = true
			b.light = b.light || !a.bold
			b.upright = b.upright || !a.italic
		}
	}
	if a.font <= fontUnicode {
		return
	}
	if n := len(b.legacy); n > 0 && b.legacy[n-1].to == from && b.legacy[n-1].class == a.font {
		b.legacy[n-1].to = len(b.raw)
		return
	}
	b.legacy = append(b.legacy, stretch{from, len(b.raw), a.font})
}

// mark notes a place so many bytes after the end of what was added so far.
func (b *lineBuffer) mark(id markID, ahead int) {
	b.marks = append(b.marks, placed{id, len(b.raw) + ahead})
}

// unicode returns the text gathered and moves the marks along.
func (b *lineBuffer) unicode() string {
	text := string(b.raw)
	if len(b.legacy) > 0 {
		text = b.decode(text)
	}
	if settled(text) {
		return text
	}
	return viet.RepairEth(b.compose(text))
}

// settled says quickly, of nearly all text, that it is in form C and without
// an Eth: all its characters are below U+0300 (none composes with another),
// among the composed Latin letters U+1E00–U+1EFF, or common punctuation.
func settled(text string) bool {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c < utf8.RuneSelf:
			i++
		case c == 0xC3 && (text[i+1] == 0x90 || text[i+1] == 0xB0), // Ð ð
			c == 0xC6 && text[i+1] == 0x89: // Ɖ
			return false
		case c < 0xCC:
			i += 2
		case c == 0xE1 && text[i+1] >= 0xB8 && text[i+1] <= 0xBB,
			c == 0xE2 && text[i+1] == 0x80 && text[i+2] > 0x81: // U+2000 and U+2001 are not in form C
			i += 3
		default:
			return false
		}
	}
	return true
}

// settle returns the text of a block, which never ends in a break, and tells
// where each mark came to lie.
func (b *lineBuffer) settle(tell func(markID, int)) string {
	text := strings.TrimRight(b.unicode(), "\n")
	for _, m := range b.marks {
		tell(m.id, min(m.at, len(text)))
	}
	return text
}

// decode converts the legacy stretches, leaving the rest.
func (b *lineBuffer) decode(text string) string {
	var out strings.Builder
	done, next := 0, 0
	shift := func(upTo, by int) { // marks before upTo move by so much
		for next < len(b.marks) && b.marks[next].at <= upTo {
			b.marks[next].at += by
			next++
		}
	}
	for _, s := range b.legacy {
		out.WriteString(text[done:s.from])
		shift(s.from, out.Len()-s.from)
		whole := s.class.decode(text[s.from:s.to])
		same := whole == text[s.from:s.to]
		at, decoded := s.from, 0
		for next < len(b.marks) && b.marks[next].at < s.to {
			piece := text[at:b.marks[next].at]
			at = b.marks[next].at
			if same {
				decoded += len(piece)
			} else {
				decoded += len(s.class.decode(piece))
			}
			b.marks[next].at = out.Len() + runeStart(whole, decoded)
			next++
		}
		out.WriteString(whole)
		done = s.to
	}
	out.WriteString(text[done:])
	shift(len(text), out.Len()-len(text))
	return out.String()
}

// decode turns characters set in a font of the class into Unicode.
func (c fontClass) decode(text string) string {
	if c.pictures() != nil {
		return c.private(text)
	}
	return c.encoding().Decode(text)
}

// runeStart is the last place at or before i, within s, where a character begins.
func runeStart(s string, i int) int {
	i = min(i, len(s))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// maxCluster is how many bytes a letter with its combining marks may have for a
// mark's place in it to be looked for; no script comes near it.
const maxCluster = 256

// compose brings text into form C. A mark inside a letter that is composed
// comes to lie before it.
func (b *lineBuffer) compose(text string) string {
	if norm.NFC.IsNormalString(text) {
		return text
	}
	var out strings.Builder
	done := 0
	for i := range b.marks {
		cut := b.marks[i].at
		for far := max(done, cut-maxCluster); cut > far && !boundary(text, cut); {
			cut--
		}
		if !boundary(text, cut) {
			cut = done
		}
		if cut > done {
			out.WriteString(norm.NFC.String(text[done:cut]))
			done = cut
		}
		b.marks[i].at = out.Len()
	}
	out.WriteString(norm.NFC.String(text[done:]))
	return out.String()
}

// boundary says whether text may be cut at i without letters on both sides
// composing differently.
func boundary(text string, i int) bool {
	return i >= len(text) ||
		utf8.RuneStart(text[i]) && norm.NFC.PropertiesString(text[i:]).BoundaryBefore()
}
