package xmlscan

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	errNotText = errors.New("not UTF-8 text")
	errControl = errors.New("control character in text")
)

// decode returns the part in UTF-8 without a byte order mark, checked: every
// byte sequence valid, no character XML 1.0 forbids (production 2) below U+0020.
func decode(data []byte) ([]byte, error) {
	data = fromUTF16(data)
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	for _, b := range data {
		if b < ' ' && !isSpace(b) {
			return nil, errControl
		}
	}
	if !utf8.Valid(data) {
		return nil, errNotText
	}
	return data, nil
}

// fromUTF16 converts a part in UTF-16, told by its byte order mark or by "<"
// in two bytes (XML 1.0 appendix F); others are returned as they are.
func fromUTF16(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case len(data) < 2:
		return data
	case data[0] == 0xFF && data[1] == 0xFE, data[0] == '<' && data[1] == 0:
		order = binary.LittleEndian
	case data[0] == 0xFE && data[1] == 0xFF, data[0] == 0 && data[1] == '<':
		order = binary.BigEndian
	default:
		return data
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	out := make([]byte, 0, len(data))
	for _, r := range utf16.Decode(units) {
		out = utf8.AppendRune(out, r)
	}
	return out
}

// Text returns the characters Next came upon, entities resolved and line ends
// made "\n".
func (s *Scanner) Text() ([]byte, error) {
	var text []byte
	var err error
	if s.literal {
		text = s.unixLines(s.text)
	} else {
		text, err = s.unescape(s.text)
	}
	if err != nil {
		s.err = err
	}
	return text, err
}

// unescape resolves entities and line ends; the input itself is returned
// where there are none.
func (s *Scanner) unescape(raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, '&') < 0 {
		return s.unixLines(raw), nil
	}
	out := s.scratch[:0]
	for i := 0; i < len(raw); {
		switch raw[i] {
		case '&':
			r, n := reference(raw[i:])
			if n == 0 {
				return nil, s.damaged("unknown entity")
			}
			out = utf8.AppendRune(out, r)
			i += n
		case '\r':
			out = append(out, '\n')
			i++
			if i < len(raw) && raw[i] == '\n' {
				i++
			}
		default:
			out = append(out, raw[i])
			i++
		}
	}
	s.scratch = out
	return out, nil
}

func (s *Scanner) unixLines(raw []byte) []byte {
	if bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	out := s.scratch[:0]
	for i, b := range raw {
		switch {
		case b != '\r':
			out = append(out, b)
		case i+1 == len(raw) || raw[i+1] != '\n':
			out = append(out, '\n')
		}
	}
	s.scratch = out
	return out
}

// reference reads the entity or character reference raw begins with and gives
// its length, 0 where it is none.
func reference(raw []byte) (rune, int) {
	const longest = 12 // "&#x0010FFFF;"
	end := bytes.IndexByte(raw[:min(len(raw), longest+20)], ';')
	if end < 2 {
		return 0, 0
	}
	name := raw[1:end]
	if name[0] == '#' {
		r, ok := numbered(name[1:])
		if !ok {
			return 0, 0
		}
		return r, end + 1
	}
	switch string(name) {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	return 0, 0
}

func numbered(digits []byte) (rune, bool) {
	base := 10
	if len(digits) > 0 && digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || !allowed(rune(n)) || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}

// allowed is production 2 of XML 1.0.
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
