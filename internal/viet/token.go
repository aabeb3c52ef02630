package viet

import (
	"unicode"
	"unicode/utf8"
)

// Span is a stretch of a string: s[Start:End]. Bytes.
type Span struct{ Start, End int }

// Syllables returns the word-like tokens of s in order. Vietnamese writes
// syllables apart, so most tokens are one; the rest is kept whole where a
// reader takes it as one thing:
//
//   - letters, with the marks on them; an apostrophe between letters joins
//     ("K'Ho"), a hyphen or slash does not ("và/hoặc" is two);
//   - numbers with inner . , : between digits, and a % or ‰ after them:
//     "5.1", "2.700", "89,85%", "10:30";
//   - from a digit on, also inner - and / before a digit or a capital, so that
//     dates and symbols are one: "01/7/2025", "26-NQ/TW", "30/2020/NĐ-CP",
//     "237/NQ-UBTVQH16"; and the letters that follow a digit: "36a".
//
// Everything else (white space, punctuation, symbols) lies between tokens.
func Syllables(s string) []Span {
	spans := make([]Span, 0, len(s)/6+1)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isDigit(r):
			end := numberEnd(s, i+size)
			spans = append(spans, Span{i, end})
			i = end
		case isLetter(r):
			end := wordEnd(s, i+size)
			spans = append(spans, Span{i, end})
			i = end
		default:
			i += size
		}
	}
	return spans
}

// wordEnd is where the word ends that goes on at s[i:] after its first letter.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isLetter(r), isDigit(r), unicode.Is(unicode.Mn, r):
			i += size
		case (r == '\'' || r == '’') && startsWith(s[i+size:], isLetter):
			i += size
		default:
			return i
		}
	}
	return i
}

// numberEnd is where the number, date or symbol ends that goes on at s[i:]
// after its first digit.
func numberEnd(s string, i int) int {
	digit := true // the code point before is a digit
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		rest := s[i+size:]
		switch {
		case isDigit(r):
			digit = true
		case isLetter(r), unicode.Is(unicode.Mn, r):
			digit = false
		case r == '.' || r == ',' || r == ':':
			if !digit || !startsWith(rest, isDigit) {
				return i
			}
		case r == '-' || r == '/':
			if !startsWith(rest, joinsSymbol) {
				return i
			}
			digit = false
		case (r == '%' || r == '‰') && digit:
			return i + size
		default:
			return i
		}
		i += size
	}
	return i
}

func joinsSymbol(r rune) bool { return isDigit(r) || unicode.IsUpper(r) }

func startsWith(s string, is func(rune) bool) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && is(r)
}

// isLetter is unicode.IsLetter with a short way for the letters of Vietnamese.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && isASCIILetter(byte(r))
	}
	return glyphOf(r).letter != 0 || unicode.IsLetter(r)
}

func isDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9'
	}
	return unicode.IsDigit(r)
}
