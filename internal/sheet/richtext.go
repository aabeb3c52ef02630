package sheet

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"thao/internal/ooxml/xmlscan"
	"thao/internal/viet"
)

// richText is the text of a string item: stretches, each maybe in a font of
// its own. Most have one stretch in the cell's font.
type richText []run

type run struct {
	text string
	font string // "" for the font of the cell
}

// in returns the text as a cell in encoding base shows it.
func (t richText) in(base viet.Encoding) string {
	if len(t) == 1 {
		return tidy(t[0].in(base))
	}
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.in(base))
	}
	return tidy(b.String())
}

func (r run) in(base viet.Encoding) string {
	if r.font != "" {
		base = viet.FontEncoding(r.font)
	}
	return base.Decode(r.text)
}

// readRich reads the runs of the element just started, a CT_Rst (ECMA-376
// part 1, 18.4.8): a t, or r elements with rPr and t. Phonetic hints (rPh)
// are not text.
func readRich(s *scanner) (richText, error) {
	var text richText
	font := ""
	hint := 0 // depth of the rPh being skipped
	err := s.inside(func(kind xmlscan.Kind) error {
		if kind != xmlscan.Start {
			return nil
		}
		if hint > 0 && s.Depth() > hint {
			return nil
		}
		hint = 0
		switch s.Name() {
		case xRPh:
			hint = s.Depth()
		case xR:
			font = ""
		case xRFont:
			font = s.attr(attrVal)
		case xT:
			content, err := s.content()
			if err != nil {
				return err
			}
			if content != "" {
				text = append(text, run{unescape(content), font})
			}
		}
		return nil
	})
	return text, err
}

// unescape resolves _xHHHH_, the form in which strings of a workbook write what
// XML cannot (ECMA-376 part 1, 22.9.2.19 ST_Xstring).
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		unit, ok := escaped(s[i:])
		if !ok {
			b.WriteByte(s[i])
			i++
			continue
		}
		i += escapeLength
		r := rune(unit)
		if low, ok := escaped(s[i:]); ok && utf16.IsSurrogate(r) {
			r = utf16.DecodeRune(r, rune(low))
			i += escapeLength
		}
		b.WriteRune(r)
	}
	return b.String()
}

const escapeLength = len("_xHHHH_")

func escaped(s string) (unit uint16, ok bool) {
	if len(s) < escapeLength || s[:2] != "_x" || s[escapeLength-1] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:escapeLength-1], 16, 16)
	return uint16(n), err == nil
}
