// Package plain reads texts without a page layout into blocks: plain text,
// Markdown and HTML.
package plain

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"thao/internal/fault"
)

// maxBytes bounds the files this package parses; a larger one is no letter
// and no law.
const maxBytes = 64 << 20

// maxDepth bounds how deep lists, quotations and elements may nest.
const maxDepth = 256

// maxItems bounds the lines and elements of a file: each takes many times the
// room of its bytes once it is a paragraph of a text.
const maxItems = 200_000

// checkSize refuses what is too large to parse.
func checkSize(data []byte) error {
	if len(data) > maxBytes {
		return fault.New(fault.TooLarge, "max", maxBytes>>20)
	}
	if bytes.Count(data, []byte("\n")) > maxItems || bytes.Count(data, []byte("<")) > 4*maxItems {
		return fault.New(fault.TooLong, "max", maxItems)
	}
	return nil
}

// clean brings the words of a block into the form prose asks for: NFC, blanks
// instead of control characters, no break at either end.
func clean(s string) string {
	s = norm.NFC.String(s)
	if strings.IndexFunc(s, isControl) >= 0 {
		s = strings.Map(func(r rune) rune {
			if isControl(r) {
				return ' '
			}
			return r
		}, s)
	}
	return strings.TrimFunc(s, unicode.IsSpace)
}

func isControl(r rune) bool {
	return r != '\n' && r != '\t' && (unicode.IsControl(r) || r == '\u2028' || r == '\ufeff')
}

// collapse writes every run of blanks and line ends as one blank, as HTML
// shows it. A no-break space stays what it is.
func collapse(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}
